/** The paragraphs of a document as its original and as its final, before it is a draft. */
import { type Attributes, type Format, type Op } from "../../../schema/index.ts";
import type { Paragraph, Piece } from "./paragraph.ts";

export type As = "original" | "final";
export const VIEWS = ["original", "final"] as const;

/** Whether an item stands in a view: the same filter as that of a draft. */
export const standsAs = ({ ins, dels }: { ins: unknown; dels: readonly unknown[] }, as: As): boolean =>
  as === "original" ? ins === null : dels.length === 0;

/** A paragraph of a view: those from `from` to `at` joined, of which only the last one's mark stands. */
export interface ViewParagraph {
  from: number;
  at: number;
  pieces: Piece[];
}

/** The paragraphs of a view. Text behind the last mark that stands belongs to the last one's, as in a draft (S7). */
export function viewOf(list: readonly Paragraph[], as: As): ViewParagraph[] {
  const result: ViewParagraph[] = [];
  let from = 0;
  let pieces: Piece[] = [];
  list.forEach((paragraph, at) => {
    for (const piece of paragraph.pieces) if (standsAs(piece, as)) pieces.push(piece);
    const isLast = at === list.length - 1;
    if (!standsAs(paragraph, as) && !(isLast && pieces.length > 0)) {
      // A paragraph begins where its first words are: what is struck before it does not count.
      if (pieces.length === 0) from = at + 1;
      return;
    }
    result.push({ from, at, pieces });
    from = at + 1;
    pieces = [];
  });
  return result;
}

/** A piece as it is in a view: with the formats of that view, and without revisions. */
export function opAs({ insert, formats, sets }: Piece, as: As): Op {
  if (formats.length + sets.length === 0) return { insert };
  const set = new Set<Format>(formats);
  if (as === "final") {
    for (const { format, value } of sets) {
      if (value === null) set.delete(format);
      else set.add(format);
    }
  }
  const attributes: Attributes = {};
  for (const format of set) attributes[format] = true;
  return set.size === 0 ? { insert } : { insert, attributes };
}
