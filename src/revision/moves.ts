/** Of the paragraphs without a counterpart, those that stand elsewhere: alone, or in a row such as a section with its call. */
import type { Alignable, Pair } from "./align.ts";
import { FEW, Vocabulary, alikes } from "./likeness.ts";

/** `length` paragraphs from `old` on stand at `next` and after. */
export interface Move {
  old: number;
  next: number;
  length: number;
}

/** Share of words that a paragraph keeps when it moves: it is said to be the same, so it had better be. */
const MOVED = 0.8;

/** The moves in the order of the old text. */
export function movesOf(pairs: readonly Pair[], old: readonly Alignable[], next: readonly Alignable[]): Move[] {
  return new Moves(
    pairs.flatMap((pair) => (pair.next.length === 0 ? pair.old : [])),
    pairs.flatMap((pair) => (pair.old.length === 0 ? pair.next : [])),
    old,
    next,
  ).found();
}

class Moves {
  private readonly to = new Map<number, number>();
  private readonly gone: Set<number>;
  private readonly come: Set<number>;

  constructor(
    gone: readonly number[],
    come: readonly number[],
    private readonly old: readonly Alignable[],
    private readonly next: readonly Alignable[],
  ) {
    this.gone = new Set(gone);
    this.come = new Set(come);
  }

  found(): Move[] {
    if (this.gone.size === 0 || this.come.size === 0) return [];
    this.equals(true);
    this.neighbours();
    this.equals(false);
    this.alike();
    this.neighbours();
    const moves: Move[] = [];
    for (const [i, j] of [...this.to].sort(([i], [k]) => i - k)) {
      const last = moves.at(-1);
      if (last !== undefined && i === last.old + last.length && j === last.next + last.length) last.length++;
      else moves.push({ old: i, next: j, length: 1 });
    }
    return moves;
  }

  private pair(i: number, j: number): void {
    this.to.set(i, j);
    this.gone.delete(i);
    this.come.delete(j);
  }

  /** Paragraphs of the same words: those that come once, however few; of others the first with the first. */
  private equals(once: boolean): void {
    const [olds, nexts] = [byText(this.gone, this.old), byText(this.come, this.next)];
    for (const [text, list] of olds) {
      const others = nexts.get(text) ?? [];
      const { words } = this.old[list[0]!]!;
      if (once ? list.length !== 1 || others.length !== 1 || words.length === 0 : words.length < FEW) continue;
      list.slice(0, others.length).forEach((i, n) => this.pair(i, others[n]!));
    }
  }

  private alike(): void {
    const enough = (list: readonly Alignable[]) => (i: number) => list[i]!.words.length >= FEW;
    const olds = [...this.gone].filter(enough(this.old));
    const nexts = [...this.come].filter(enough(this.next));
    const vocabulary = new Vocabulary();
    const oldBags = olds.map((i) => vocabulary.bagOf(this.old[i]!.words));
    const nextBags = nexts.map((j) => vocabulary.bagOf(this.next[j]!.words));
    const found = alikes(oldBags, nextBags, MOVED).map(([r, c, common]) => ({
      i: olds[r]!,
      j: nexts[c]!,
      share: (2 * common) / (oldBags[r]!.length + nextBags[c]!.length),
    }));
    // Of equal shares the first paragraph comes first: so they are found.
    for (const { i, j } of found.sort((a, b) => b.share - a.share))
      if (this.gone.has(i) && this.come.has(j)) this.pair(i, j);
  }

  /** A paragraph of the same words beside one that moved went with it, however few they are. */
  private neighbours(): void {
    for (const [i, j] of [...this.to].sort(([i], [k]) => i - k)) {
      for (const step of [-1, 1]) for (let n = step; this.isSame(i + n, j + n); n += step) this.pair(i + n, j + n);
    }
  }
  private isSame(i: number, j: number): boolean {
    return this.gone.has(i) && this.come.has(j) && this.old[i]!.text === this.next[j]!.text;
  }
}

function byText(indexes: Iterable<number>, list: readonly Alignable[]): Map<string, number[]> {
  const result = new Map<string, number[]>();
  for (const i of indexes) {
    const same = result.get(list[i]!.text);
    if (same === undefined) result.set(list[i]!.text, [i]);
    else same.push(i);
  }
  return result;
}
