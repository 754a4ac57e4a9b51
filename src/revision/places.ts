/**
 * Where inline objects lead: a reference to its target, a footnote to its text. Two texts may have other ids for the same
 * paragraph (whoever reads a document numbers its paragraphs anew), so objects are compared by where they lead.
 */
import { type Insert, footnoteOf, idOf, originOf, referenceOf } from "../../schema/index.ts";
import type { Block } from "./tokens.ts";

/** The id of the paragraph that an inline object leads to; null for everything else. */
export const placeOf = (insert: unknown): string | null => referenceOf(insert) ?? footnoteOf(insert);

/** An object that leads somewhere, leading to the paragraph with another id. */
export const ledTo = (insert: Insert, id: string): Insert => ({
  ...(insert as Record<string, unknown>),
  [referenceOf(insert) === null ? "footnote" : "ref"]: id,
});

/** Indexes of paragraphs that are the same in the old and the new text. */
export type Same = readonly [old: number, next: number];

export class Places {
  private readonly old: (id: string) => number | undefined;
  private readonly next: (id: string) => number | undefined;
  private readonly counterpart: Map<number, number>;

  constructor(before: readonly Block[], after: readonly Block[], same: readonly Same[]) {
    this.old = finderIn(before.map(({ mark }) => idOf(mark)));
    this.next = finderIn(after.map(({ mark }) => idOf(mark)));
    this.counterpart = new Map(same.map(([i, j]) => [j, i]));
    // One that takes the place of another of the same id is found by that, when the other is gone.
    const stay = new Set(this.counterpart.values());
    after.forEach(({ mark }, at) => {
      const gone = this.counterpart.has(at) ? undefined : this.old(idOf(mark));
      if (gone !== undefined && !stay.has(gone)) this.counterpart.set(at, gone);
    });
  }

  /** A name for where an object of the old text leads, the same as that of one of the new text that leads there. */
  ofOld(id: string): string {
    const at = this.old(id);
    return at === undefined ? `?${id}` : `=${at}`;
  }

  ofNext(id: string): string {
    const at = this.next(id);
    return at === undefined ? `?${id}` : `=${this.counterpart.get(at)}`; // undefined is where nothing of the old text leads
  }
}

/**
 * Which of paragraphs a reference to an id leads to, by their own ids: the one with it, else the first that was it once
 * (as in `schema/references.ts`).
 */
export function finderIn(ids: readonly string[]): (id: string) => number | undefined {
  const [byId, byOrigin] = [new Map<string, number>(), new Map<string, number>()];
  ids.forEach((id, at) => {
    if (!byId.has(id)) byId.set(id, at);
    if (!byOrigin.has(originOf(id))) byOrigin.set(originOf(id), at);
  });
  const find = (id: string) => byId.get(id) ?? byOrigin.get(id);
  return (id) => find(id) ?? find(originOf(id));
}
