/**
 * Pairs of equal things in two lists, in the order of both: what comes once in each is paired first, as in a patience
 * diff, and then what stands between two pairs. Takes n log n steps for lists however different, where the shortest edit
 * script would take n².
 */

/** Indexes in the one list and the other. */
export type Match = readonly [number, number];
export type Weighed = readonly [i: number, j: number, weight: number];

/** So many times what stands between two pairs is looked at anew. */
const DEPTH = 12;

/** The pairs in order. Where several chains of pairs are possible, the heavier one is taken. */
export function anchors(a: readonly string[], b: readonly string[], weightOf: (key: string) => number): Match[] {
  const found: Match[] = [];
  const between = (from: number, to: number, start: number, end: number, depth: number) => {
    while (from < to && start < end && a[from] === b[start]) found.push([from++, start++]);
    const tail: Match[] = [];
    while (from < to && start < end && a[to - 1] === b[end - 1]) tail.push([--to, --end]);
    if (from < to && start < end) {
      const pairs = pairsIn(a, b, from, to, start, end).map(([i, j]): Weighed => [i, j, weightOf(a[i]!)]);
      for (const [i, j] of [...heaviestChain(pairs, start, end), [to, end] as const]) {
        if (depth > 1 && pairs.length > 0) between(from, i, start, j, depth - 1);
        if (i < to) found.push([i, j]);
        [from, start] = [i + 1, j + 1];
      }
    }
    for (const match of tail.reverse()) found.push(match);
  };
  between(0, a.length, 0, b.length, DEPTH);
  return found;
}

/** What comes once in each stretch; where nothing does, the n-th of a kind with the n-th of it. */
function pairsIn(
  a: readonly string[],
  b: readonly string[],
  from: number,
  to: number,
  start: number,
  end: number,
): Match[] {
  const places = new Map<string, { old: number[]; next: number[] }>();
  for (let i = from; i < to; i++) {
    const place = places.get(a[i]!);
    if (place === undefined) places.set(a[i]!, { old: [i], next: [] });
    else place.old.push(i);
  }
  for (let j = start; j < end; j++) places.get(b[j]!)?.next.push(j);
  const all = [...places.values()];
  const unique = all.filter(({ old, next }) => old.length === 1 && next.length === 1);
  const pairs = (unique.length > 0 ? unique : all).flatMap(({ old, next }) =>
    old.slice(0, next.length).map((i, n): Match => [i, next[n]!]),
  );
  return pairs.sort(([i], [k]) => i - k);
}

/**
 * Of pairs sorted by their first index, those that follow each other in both lists and weigh most together. Second
 * indexes lie in `start` to `end`.
 */
export function heaviestChain(pairs: readonly Weighed[], start: number, end: number): Match[] {
  // best[k] is the pair that ends the heaviest chain below a limit: a Fenwick tree of maxima over the second index.
  const best = new Int32Array(end - start + 1).fill(-1);
  const total = new Float64Array(pairs.length);
  const before = new Int32Array(pairs.length);
  const below = (j: number): number => {
    let found = -1;
    for (let k = j - start; k > 0; k -= k & -k) {
      const p = best[k]!;
      if (p >= 0 && (found < 0 || total[p]! > total[found]!)) found = p;
    }
    return found;
  };
  for (let p = 0; p < pairs.length; ) {
    let q = p; // pairs of one first index exclude each other: all are weighed before one is entered
    for (; q < pairs.length && pairs[q]![0] === pairs[p]![0]; q++) {
      before[q] = below(pairs[q]![1]);
      total[q] = pairs[q]![2] + (before[q]! >= 0 ? total[before[q]!]! : 0);
    }
    for (; p < q; p++) {
      for (let k = pairs[p]![1] - start + 1; k < best.length; k += k & -k)
        if (best[k]! < 0 || total[p]! > total[best[k]!]!) best[k] = p;
    }
  }
  const chain: Match[] = [];
  for (let p = below(end); p >= 0; p = before[p]!) chain.push([pairs[p]![0], pairs[p]![1]]);
  return chain.reverse();
}
