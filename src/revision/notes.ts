/**
 * Footnotes of two texts that are compared. A footnote is an object in the text and a paragraph at its end; whatever
 * happens to the one happens to the other, by the same change, or a decision would leave half of it.
 */
import { footnoteOf, idOf, referenceOf, roleOf } from "../../schema/index.ts";
import { type Weighed, heaviestChain } from "./anchors.ts";
import { type Pair, inOrder } from "./align.ts";
import type { Block } from "./tokens.ts";

/** The ids of a footnote that stays, in the old and in the new text. */
export type Kept = readonly [old: string, next: string];

/** A footnote's paragraph, and its id. */
interface Note {
  id: string;
  block: Block;
}
/** A footnote of the old text and what it became in the new one; null on the side that has it not. */
export interface NotePair {
  old: Note | null;
  next: Note | null;
}

export class Notes {
  private constructor(
    /** The paragraphs before the footnotes. */
    readonly before: readonly Block[],
    readonly after: readonly Block[],
    private readonly old: ReadonlyMap<string, Block>,
    private readonly next: ReadonlyMap<string, Block>,
  ) {}

  /** Of texts whose footnotes are not all one object and one paragraph at the end, those paragraphs are like any other. */
  static of(before: readonly Block[], after: readonly Block[]): Notes {
    const [old, next] = [notesOf(before), notesOf(after)];
    if (old === null || next === null) return new Notes(before, after, new Map(), new Map());
    return new Notes(before.slice(0, before.length - old.size), after.slice(0, after.length - next.size), old, next);
  }

  /** The id of a footnote's object, as far as it goes with its paragraph; null for everything else. */
  of(insert: unknown, side: "old" | "next"): string | null {
    const id = referenceOf(insert) === null ? footnoteOf(insert) : null;
    return id !== null && this[side].has(id) ? id : null;
  }

  /**
   * What becomes of the footnotes, in the order of their paragraphs. `candidates` are those whose objects could stay: they
   * do where their paragraphs stay in order too.
   */
  pairs(candidates: readonly Kept[]): NotePair[] {
    const [olds, nexts] = [[...this.old], [...this.next]];
    const [oldPlace, nextPlace] = [placesIn(this.old), placesIn(this.next)];
    const weighed = candidates
      .filter(([a, b]) => this.old.get(a)!.end.key === this.next.get(b)!.end.key)
      .map(([a, b]): Weighed => [oldPlace.get(a)!, nextPlace.get(b)!, 1])
      .sort(([i], [k]) => i - k);
    const stay = heaviestChain(weighed, 0, nexts.length).map(([i, j]): Pair => ({ old: [i], next: [j] }));
    return inOrder(stay, olds.length, nexts.length).map(({ old, next }) => ({
      old: noteAt(olds, old[0]),
      next: noteAt(nexts, next[0]),
    }));
  }
}

const noteAt = (notes: readonly (readonly [string, Block])[], at: number | undefined): Note | null =>
  at === undefined ? null : { id: notes[at]![0], block: notes[at]![1] };

const placesIn = (notes: ReadonlyMap<string, Block>): Map<string, number> =>
  new Map([...notes.keys()].map((id, at) => [id, at]));

/** The footnote paragraphs at the end of a text, by id; null unless all footnotes are one object and one such paragraph. */
function notesOf(blocks: readonly Block[]): Map<string, Block> | null {
  const end = blocks.findLastIndex(({ mark }) => roleOf(mark) !== "footnote") + 1;
  const notes = new Map(blocks.slice(end).map((block) => [idOf(block.mark), block]));
  const objectsIn = (some: readonly Block[]) =>
    some.flatMap(({ runs }) => runs.flatMap(({ insert }) => footnoteOf(insert) ?? []));
  const objects = objectsIn(blocks.slice(0, end));
  const isWhole =
    notes.size === blocks.length - end &&
    objects.length === notes.size &&
    new Set(objects).size === notes.size &&
    objects.every((id) => notes.has(id)) &&
    objectsIn(blocks.slice(end)).length === 0;
  return isWhole ? notes : null;
}
