/** How much two paragraphs have in common: the share of their words, wherever these stand. */

/** Share of words that two paragraphs must have in common to be one, changed. */
export const ALIKE = 0.5;
/** Fewer words than these are too few to tell by them whether two paragraphs are one. */
export const FEW = 4;

/** The words of a paragraph as numbers, in order. */
export type Bag = Int32Array;

/** Numbers for words, so that bags are compared quickly. */
export class Vocabulary {
  private readonly numbers = new Map<string, number>();

  bagOf(words: readonly string[]): Bag {
    const bag = new Int32Array(words.length);
    words.forEach((word, i) => {
      let number = this.numbers.get(word);
      if (number === undefined) this.numbers.set(word, (number = this.numbers.size));
      bag[i] = number;
    });
    return bag.sort();
  }
}

/** The words of `a` that are in `b` too; what comes twice counts twice. */
export function common(a: Bag, b: Bag): number {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = a[i]! - b[j]!;
    if (difference === 0) count++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return count;
}

/** The words of `a` that are not in `b`. */
export function without(a: Bag, b: Bag): Bag {
  let j = 0;
  return a.filter((word) => {
    while (j < b.length && b[j]! < word) j++;
    if (b[j] !== word) return true;
    j++;
    return false;
  });
}

/** How many words two bags have in common when these are at least the share `least` of all of theirs (Dice), else 0. */
export function likeness(a: Bag, b: Bag, least: number): number {
  const total = a.length + b.length;
  if ((2 * Math.min(a.length, b.length)) / total < least) return 0;
  const count = common(a, b);
  return (2 * count) / total >= least ? count : 0;
}

/** Up to so many pairs all are tried. */
const ALL = 250_000;
/** Of more, so many for each paragraph: those that share most of its rarest words, and those at the same height. */
const CANDIDATES = 24;
const RAREST = 12;
/** A word in more paragraphs than this does not tell one from another. */
const COMMON = 64;

/** The pairs that are alike, in the order of their indexes, with the number of words in common. */
export function alikes(a: readonly Bag[], b: readonly Bag[], least: number): [number, number, number][] {
  const candidatesOf = a.length * b.length <= ALL ? () => b.keys() : rarestOf(a, b);
  const result: [number, number, number][] = [];
  a.forEach((bag, i) => {
    for (const j of candidatesOf(bag, i)) {
      const count = likeness(bag, b[j]!, least);
      if (count > 0) result.push([i, j, count]);
    }
  });
  return result;
}

/** For a bag and its index the indexes, in order, of those that it is compared with. */
function rarestOf(a: readonly Bag[], b: readonly Bag[]): (bag: Bag, i: number) => Iterable<number> {
  const holders = new Map<number, number[]>();
  b.forEach((bag, j) => {
    for (const word of new Set(bag)) {
      const list = holders.get(word);
      if (list === undefined) holders.set(word, [j]);
      else if (list.length <= COMMON) list.push(j);
    }
  });
  return (bag, i) => {
    const lists = [...new Set(bag)]
      .flatMap((word) => {
        const list = holders.get(word);
        return list === undefined || list.length > COMMON ? [] : [list];
      })
      .sort((x, y) => x.length - y.length);
    const shared = new Map<number, number>();
    for (const list of lists.slice(0, RAREST)) for (const j of list) shared.set(j, (shared.get(j) ?? 0) + 1);
    const found = [...shared].sort(([j, x], [k, y]) => y - x || j - k).slice(0, CANDIDATES);
    const height = Math.floor((i * b.length) / a.length);
    const near = Array.from({ length: CANDIDATES }, (_, k) => height - CANDIDATES / 2 + k);
    return [...new Set([...found.map(([j]) => j), ...near.filter((j) => j >= 0 && j < b.length)])].sort(
      (j, k) => j - k,
    );
  };
}
