/** `eId`s by Akoma Ntoso's naming convention (OASIS, 2018, §5): the abbreviated name, and a number among its like. */
export class Eids {
  private readonly taken = new Set<string>();

  /** The id of an element in `parent`: `para_1`, by its label where it has one, else by its order. */
  next(parent: string, name: string, label: string | null = null): string {
    const base = `${parent === "" ? "" : `${parent}__`}${name}_`;
    const number = (label ?? "").replace(/[^\p{L}\p{N}.]+/gu, "").slice(0, 16);
    let id = `${base}${number}`;
    for (let n = 1; number === "" || this.taken.has(id); n++) {
      id = `${base}${number === "" ? "" : `${number}-`}${n}`;
      if (!this.taken.has(id)) break;
    }
    this.taken.add(id);
    return id;
  }
}
