/** Paragraphs that were split into several or put together from several, none of which is alike enough alone. */
import { type Match, type Weighed, heaviestChain } from "./anchors.ts";
import { ALIKE, type Bag, FEW, alikes } from "./likeness.ts";

/** Share of the words of the shorter of two paragraphs that the other has, for it to be one of its pieces. */
const CONTAINED = 0.8;
/** Share of all words of two paragraphs that a piece and its whole have in common at least: what is less is not looked for. */
const LITTLE = 0.1;

/** Of paragraphs without a counterpart, by their indexes, the wholes, each with the largest of its pieces, in order. */
export function pieces(
  olds: readonly number[],
  nexts: readonly number[],
  oldBag: (i: number) => Bag,
  nextBag: (j: number) => Bag,
): Match[] {
  const [oldBags, nextBags] = [olds.map(oldBag), nexts.map(nextBag)];
  const found = alikes(oldBags, nextBags, LITTLE).filter(([r, c, count]) => {
    const shorter = Math.min(oldBags[r]!.length, nextBags[c]!.length);
    return shorter >= FEW && count >= CONTAINED * shorter;
  });
  const joined = wholes(
    found.map(([r, c, count]) => ({ piece: r, whole: c, count })),
    oldBags,
    nextBags,
  );
  const split = wholes(
    found.map(([r, c, count]) => ({ piece: c, whole: r, count })),
    nextBags,
    oldBags,
  );
  const weighed = [
    ...joined.map(({ piece, whole, count }): Weighed => [piece, whole, count]),
    ...split.map(({ piece, whole, count }): Weighed => [whole, piece, count]),
  ].sort(([i], [k]) => i - k);
  return heaviestChain(weighed, 0, nexts.length).map(([r, c]): Match => [olds[r]!, nexts[c]!]);
}

interface Piece {
  piece: number;
  whole: number;
  /** Words in common. */
  count: number;
}

/** Rows of pieces that together are like their whole: of each the largest piece, with the words of all. Those of one whole come in order. */
function wholes(found: readonly Piece[], pieceBags: readonly Bag[], wholeBags: readonly Bag[]): Piece[] {
  const rows: Piece[][] = [];
  let last: Piece | undefined;
  for (const each of found.toSorted((a, b) => a.whole - b.whole)) {
    if (last?.whole === each.whole && last.piece === each.piece - 1) rows.at(-1)!.push(each);
    else rows.push([each]);
    last = each;
  }
  return rows.flatMap((row) => {
    const largest = row.reduce((a, b) => (b.count > a.count ? b : a));
    const all = row.reduce((sum, { piece }) => sum + pieceBags[piece]!.length, wholeBags[largest.whole]!.length);
    const count = row.reduce((sum, each) => sum + each.count, 0);
    return 2 * count >= ALIKE * all ? [{ ...largest, count }] : [];
  });
}
