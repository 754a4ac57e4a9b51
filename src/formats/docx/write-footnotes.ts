/** Which footnotes Word can have as its own: one reference in the text, and a text that is there whenever it is. */
import { footnoteOf, idOf } from "../../../schema/index.ts";
import type { Block, Piece } from "../blocks.ts";
import { isWhole } from "../proposals.ts";
import { SIDES, standsIn } from "../stretches.ts";

export interface Notes {
  /** The numbers of Word's footnotes by the piece that refers to them. */
  numbers: ReadonlyMap<Piece, number>;
  /** Their paragraphs, the first one's number is 1. */
  paragraphs: Block[];
  /** All other paragraphs. */
  body: Block[];
}

/**
 * Takes the footnotes out of the text. A paragraph that joins with its neighbour in some view stays where it is, and so
 * does one that stands in a view without its reference: in Word it would go with it. Their references are raised numbers.
 */
export function notesOf(blocks: readonly Block[]): Notes {
  const references = new Map<string, Piece[]>();
  for (const { role, pieces } of blocks) {
    for (const piece of pieces) {
      const id = footnoteOf(piece.insert);
      // A reference in a footnote makes it one that Word cannot have.
      if (id !== null)
        references.set(id, [...(references.get(id) ?? []), piece, ...(role === "footnote" ? [piece] : [])]);
    }
  }
  const numbers = new Map<Piece, number>();
  const paragraphs: Block[] = [];
  const body: Block[] = [];
  blocks.forEach((block, i) => {
    const found = block.role === "footnote" ? references.get(idOf(block.mark)) : undefined;
    const apart = isWhole(block) && (i === 0 || isWhole(blocks[i - 1]!));
    if (found?.length === 1 && !numbers.has(found[0]!) && apart && covers(found[0]!, block)) {
      paragraphs.push(block);
      numbers.set(found[0]!, paragraphs.length);
    } else body.push(block);
  });
  return { numbers, paragraphs, body };
}

function covers(reference: Piece, { pieces, end }: Block): boolean {
  const all = [...pieces, end];
  return SIDES.every((as) => standsIn(reference, as) || !all.some((piece) => standsIn(piece, as)));
}
