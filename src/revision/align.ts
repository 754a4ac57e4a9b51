/**
 * Which paragraph of one text became which of another: equal ones first, as anchors; between anchors the pairing, in
 * order, that keeps the most words; then what was split in two, or joined.
 */
import { anchors, heaviestChain } from "./anchors.ts";
import { ALIKE, type Bag, FEW, Vocabulary, alikes, common, without } from "./likeness.ts";
import { pieces } from "./pieces.ts";

/** A paragraph as far as alignment looks at it. */
export interface Alignable {
  text: string;
  /** Its words, spaces and signs aside. */
  words: readonly string[];
}
/**
 * Paragraphs that became one another, by their indexes: one and one; none on the side where there is no counterpart; one
 * and several, in a row, where a paragraph was split or several were joined.
 */
export interface Pair {
  old: readonly number[];
  next: readonly number[];
}

/** Share of a paragraph's words that its neighbour's counterpart must have lost, for it to be a part of that one. */
const PART = 0.6;

/** The pairs in the order in which a redline shows them: what goes stands before what comes. */
export function align(old: readonly Alignable[], next: readonly Alignable[]): Pair[] {
  const vocabulary = new Vocabulary();
  const bagsOf = (list: readonly Alignable[]) => {
    const bags: (Bag | undefined)[] = [];
    return (i: number): Bag => (bags[i] ??= vocabulary.bagOf(list[i]!.words));
  };
  const [oldBag, nextBag] = [bagsOf(old), bagsOf(next)];

  const counterpart = new Map<number, number>();
  const equal = anchors(
    old.map(({ text }) => text),
    next.map(({ text }) => text),
    (text) => text.length + 1,
  );
  const stayed = { old: new Set(equal.map(([i]) => i)), next: new Set(equal.map(([, j]) => j)) };
  const gone = textsWithout(old, stayed.old);
  const come = textsWithout(next, stayed.next);
  /** Whether its like is to be looked for: not where its equal stands elsewhere. */
  const isOpen = ({ text, words }: Alignable) => !gone.has(text) || !come.has(text) || words.length < FEW;
  const openIn = (list: readonly Alignable[], from: number, to: number) =>
    Array.from({ length: to - from }, (_, k) => from + k).filter((k) => isOpen(list[k]!));

  let [i, j] = [0, 0];
  for (const [to, end] of [...equal, [old.length, next.length] as const]) {
    const [olds, nexts] = [openIn(old, i, to), openIn(next, j, end)];
    const pairs = olds.length * nexts.length === 0 ? [] : alikes(olds.map(oldBag), nexts.map(nextBag), ALIKE);
    const chain = heaviestChain(pairs, 0, nexts.length).map(([r, c]) => [olds[r]!, nexts[c]!] as const);
    for (const [k, l] of [...chain, [to, end] as const]) {
      // One of few words between two that stayed is the one that took its place.
      if (k - i === 1 && l - j === 1 && isShort(old[i]!) && isShort(next[j]!)) counterpart.set(i, j);
      else {
        const [before, after] = [openIn(old, i, k), openIn(next, j, l)];
        for (const [r, c] of pieces(before, after, oldBag, nextBag)) counterpart.set(r, c);
      }
      if (k < old.length) counterpart.set(k, l);
      [i, j] = [k + 1, l + 1];
    }
  }
  return inOrder(withParts(counterpart, old, next, oldBag, nextBag), old.length, next.length);
}

const textsWithout = (list: readonly Alignable[], indexes: ReadonlySet<number>): Set<string> =>
  new Set(list.filter((_, i) => !indexes.has(i)).map(({ text }) => text));

const isShort = ({ words }: Alignable): boolean => words.length > 0 && words.length < FEW;

/** The pairs with the neighbours that are parts of them: most of their words are what the one lost to the other side. */
function withParts(
  counterpart: ReadonlyMap<number, number>,
  old: readonly Alignable[],
  next: readonly Alignable[],
  oldBag: (i: number) => Bag,
  nextBag: (j: number) => Bag,
): Pair[] {
  const takenOld = new Set(counterpart.keys());
  const takenNext = new Set(counterpart.values());
  return [...counterpart].map(([i, j]) => {
    if (old[i]!.text === next[j]!.text) return { old: [i], next: [j] };
    const nexts = row(j, next.length, takenNext, nextBag, without(oldBag(i), nextBag(j)));
    const olds = nexts.length > 1 ? [i] : row(i, old.length, takenOld, oldBag, without(nextBag(j), oldBag(i)));
    return { old: olds, next: nexts };
  });
}

/** `at` and the paragraphs beside it of which the other side has lost the words. */
function row(at: number, length: number, taken: Set<number>, bag: (i: number) => Bag, lost: Bag): number[] {
  const result = [at];
  const isPart = (i: number): boolean => {
    if (lost.length === 0 || i < 0 || i >= length || taken.has(i)) return false;
    const own = bag(i);
    if (own.length === 0 || common(own, lost) < PART * own.length) return false;
    lost = without(lost, own);
    taken.add(i);
    return true;
  };
  while (isPart(result.at(-1)! + 1)) result.push(result.at(-1)! + 1);
  while (isPart(result[0]! - 1)) result.unshift(result[0]! - 1);
  return result;
}

/** Pairs with what comes and goes between them: of `olds` and `nexts` paragraphs each stands in one. */
export function inOrder(pairs: readonly Pair[], olds: number, nexts: number): Pair[] {
  const result: Pair[] = [];
  let [i, j] = [0, 0];
  for (const pair of [...pairs, { old: [olds], next: [nexts] }]) {
    while (i < pair.old[0]!) result.push({ old: [i++], next: [] });
    while (j < pair.next[0]!) result.push({ old: [], next: [j++] });
    if (i === olds) break;
    result.push(pair);
    [i, j] = [pair.old.at(-1)! + 1, pair.next.at(-1)! + 1];
  }
  return result;
}
