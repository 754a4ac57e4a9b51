/** The proposals of a draft as documents show them, `MOD EUR/44A7/1`, and the paragraphs that each is about. */
import { type DraftFile, PROPOSAL_KINDS, type Proposal, idOf } from "../../schema/index.ts";
import { type Block, changesOf } from "./blocks.ts";
import { SIDES, standsIn } from "./stretches.ts";

export interface Numbered extends Pick<Proposal, "kind" | "title" | "reasons"> {
  number: string;
  target: readonly string[];
}

/** The proposals of a draft in their order. What a file has of another form is left alone. */
export function proposalsOf({ proposals }: Pick<DraftFile, "proposals">): Numbered[] {
  const list = Object.entries(typeof proposals === "object" && proposals !== null ? proposals : {});
  return list
    .filter(([, proposal]) => (PROPOSAL_KINDS as readonly unknown[]).includes((proposal as Proposal | null)?.kind))
    .sort(
      ([a, one], [b, other]) => (one.order ?? 0) - (other.order ?? 0) || a.localeCompare(b, "en", { numeric: true }),
    )
    .map(([number, { kind, title, reasons, target }]) => ({
      number,
      kind,
      title: textOf(title),
      reasons: textOf(reasons),
      target: Array.isArray(target) ? target : [],
    }));
}
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The blocks that each proposal touches, by their places: those with its changes, without any those that it is about. */
export function touchedBy(draft: DraftFile, blocks: readonly Block[]): (proposal: Numbered) => readonly number[] {
  const changed = new Map<string, number[]>();
  const named = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, key: string, i: number) => {
    const list = to.get(key);
    if (list === undefined) to.set(key, [i]);
    else if (list.at(-1) !== i) list.push(i);
  };
  blocks.forEach((block, i) => {
    add(named, idOf(block.mark), i);
    for (const change of changesOf(block)) {
      const number = draft.changes[change]?.proposal;
      if (number !== undefined) add(changed, number, i);
    }
  });
  return ({ number, target }) => changed.get(number) ?? target.flatMap((id) => named.get(id) ?? []);
}

export interface Placed {
  /** Those whose first paragraph it is, and those whose last it is. */
  around: ReadonlyMap<Block, { above: Numbered[]; below: Numbered[] }>;
  /** Those that touch nothing which is there. */
  loose: Numbered[];
}

/** Above the first and below the last paragraph that a proposal touches, where no view joins these with what is next. */
export function placesOf(draft: DraftFile, blocks: readonly Block[]): Placed {
  const around = new Map<Block, { above: Numbered[]; below: Numbered[] }>();
  const at = (block: Block) => {
    const there = around.get(block) ?? { above: [], below: [] };
    around.set(block, there);
    return there;
  };
  const loose: Numbered[] = [];
  const touched = touchedBy(draft, blocks);
  for (const proposal of proposalsOf(draft)) {
    const places = touched(proposal);
    if (places.length === 0) {
      loose.push(proposal);
      continue;
    }
    let [first, last] = [Infinity, 0];
    for (const place of places) [first, last] = [Math.min(first, place), Math.max(last, place)];
    while (first > 0 && !isWhole(blocks[first - 1]!)) first -= 1;
    while (last < blocks.length - 1 && !isWhole(blocks[last]!)) last += 1;
    at(blocks[first]!).above.push(proposal);
    at(blocks[last]!).below.unshift(proposal);
  }
  return { around, loose };
}

/** Whether nothing of a paragraph stands where its mark does not: then what comes next begins a paragraph in any view. */
export const isWhole = ({ pieces, end }: Block): boolean =>
  SIDES.every((as) => standsIn(end, as) || !pieces.some((piece) => standsIn(piece, as)));
