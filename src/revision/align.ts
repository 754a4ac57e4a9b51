/**
 * Which paragraph of one text became which of another: equal ones first, as anchors; between anchors the pairing, in
 * order, that keeps the most words. What is left over on both sides and alike is a move.
 */
import { diffArrays } from "diff";

/** A paragraph as far as alignment looks at it. */
export interface Alignable {
  text: string;
  /** Its words, spaces and signs aside. */
  words: readonly string[];
}
/** Indexes of a pair; null on the side where there is no counterpart. In the order in which a redline shows them. */
export interface Pair {
  old: number | null;
  next: number | null;
}

/** Share of words that two paragraphs must have in common to be one, changed. */
const ALIKE = 0.5;
/** The same for a paragraph that moved: it is said to be the same, so it had better be. */
const MOVED = 0.8;
/** Fewer words than these are too few to tell a move from a common phrase. */
const MOVED_WORDS = 4;
/** Larger gaps between anchors are compared along their diagonal only: so many paragraphs to either side of it. */
const BAND = 120;

export function align(old: readonly Alignable[], next: readonly Alignable[]): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  let [gapOld, gapNext] = [0, 0];
  const closeGap = () => {
    pairs.push(...alignGap(old, next, i - gapOld, i, j - gapNext, j));
    [gapOld, gapNext] = [0, 0];
  };
  for (const { removed, added, count } of diffArrays(
    old.map(({ text }) => text),
    next.map(({ text }) => text),
  )) {
    if (removed) {
      i += count;
      gapOld += count;
    } else if (added) {
      j += count;
      gapNext += count;
    } else {
      closeGap();
      for (let k = 0; k < count; k++) pairs.push({ old: i++, next: j++ });
    }
  }
  closeGap();
  return pairs;
}

/** The pairing of two stretches that keeps the most words: the longest common subsequence, weighted by likeness. */
function alignGap(
  old: readonly Alignable[],
  next: readonly Alignable[],
  from: number,
  to: number,
  start: number,
  end: number,
): Pair[] {
  const [rows, columns] = [to - from, end - start];
  const pairs: Pair[] = [];
  const oldBags = old.slice(from, to).map(bagOf);
  const nextBags = next.slice(start, end).map(bagOf);
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const likeness = new Float64Array(rows * columns);
  const inBand = (r: number, c: number) => rows * columns <= 250_000 || Math.abs((c * rows) / columns - r) <= BAND;
  for (let r = rows - 1; r >= 0; r--) {
    for (let c = columns - 1; c >= 0; c--) {
      const alike = inBand(r, c) ? likenessOf(oldBags[r]!, nextBags[c]!, ALIKE) : 0;
      likeness[r * columns + c] = alike;
      const weight = alike * (oldBags[r]!.size + nextBags[c]!.size);
      best[r * width + c] = Math.max(
        best[(r + 1) * width + c]!,
        best[r * width + c + 1]!,
        weight > 0 ? weight + best[(r + 1) * width + c + 1]! : 0,
      );
    }
  }
  let [r, c] = [0, 0];
  while (r < rows && c < columns) {
    const alike = likeness[r * columns + c]!;
    const paired = alike > 0 ? alike * (oldBags[r]!.size + nextBags[c]!.size) + best[(r + 1) * width + c + 1]! : -1;
    if (paired >= best[r * width + c]!) pairs.push({ old: from + r++, next: start + c++ });
    else if (best[(r + 1) * width + c]! >= best[r * width + c + 1]!) pairs.push({ old: from + r++, next: null });
    else pairs.push({ old: null, next: start + c++ });
  }
  while (r < rows) pairs.push({ old: from + r++, next: null });
  while (c < columns) pairs.push({ old: null, next: start + c++ });
  return pairs;
}

/** Of the paragraphs without a counterpart, those that stand elsewhere: new index by old index. */
export function movesOf(
  pairs: readonly Pair[],
  old: readonly Alignable[],
  next: readonly Alignable[],
): Map<number, number> {
  const moves = new Map<number, number>();
  const left = pairs
    .flatMap(({ old: i, next: j }) => (j === null ? [i!] : []))
    .filter((i) => old[i]!.words.length >= MOVED_WORDS);
  const taken = new Set<number>();
  const candidates = pairs
    .flatMap(({ old: i, next: j }) => (i === null ? [j!] : []))
    .map((j) => ({ j, bag: bagOf(next[j]!) }));
  for (const i of left) {
    const bag = bagOf(old[i]!);
    let found: { j: number; alike: number } | null = null;
    for (const { j, bag: other } of candidates) {
      if (taken.has(j)) continue;
      const alike = likenessOf(bag, other, MOVED);
      if (alike > (found?.alike ?? 0)) found = { j, alike };
    }
    if (found === null) continue;
    taken.add(found.j);
    moves.set(i, found.j);
  }
  return moves;
}

interface Bag {
  counts: Map<string, number>;
  size: number;
}

function bagOf({ words }: Alignable): Bag {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, size: words.length };
}

/** The share of words that two bags have in common (Dice); 0 when it is less than `least`. */
function likenessOf(a: Bag, b: Bag, least: number): number {
  const total = a.size + b.size;
  if (total === 0 || (2 * Math.min(a.size, b.size)) / total < least) return 0;
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let common = 0;
  for (const [word, count] of small.counts) common += Math.min(count, large.counts.get(word) ?? 0);
  const share = (2 * common) / total;
  return share >= least ? share : 0;
}
