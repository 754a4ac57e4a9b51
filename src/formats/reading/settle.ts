/** Marks that a draft could not have, or that would leave empty paragraphs, made right before anything else is read. */
import { type As, VIEWS, standsAs } from "./views.ts";
import type { Notes } from "./notes.ts";
import type { Paragraph, Piece, Revision } from "./paragraph.ts";

/** The paragraphs that a draft will have. `more` says that paragraphs of footnotes follow. */
export function settle(list: readonly Paragraph[], notes: Notes, more: boolean): Paragraph[] {
  keepApart(list, notes, more);
  strikeEmptied(list);
  return withoutEmpty(list, notes);
}

/**
 * The last mark of a cell, of a box or before a table joins its paragraph with nothing, whatever the file says of it
 * (in Word it cannot be deleted): it goes with its paragraph, or it stays.
 */
function keepApart(list: readonly Paragraph[], notes: Notes, more: boolean): void {
  for (const as of VIEWS) {
    let isEmpty = true;
    list.forEach((paragraph, i) => {
      isEmpty &&= !paragraph.pieces.some((piece) => standsAs(piece, as));
      if (!standsAs(paragraph, as) && !isEmpty && paragraph.closes && (more || i < list.length - 1)) {
        if (as === "original") paragraph.ins = null;
        else paragraph.dels = [];
        notes.add(paragraph, "the end of this paragraph stays as it is: it cannot join with what follows");
      }
      if (standsAs(paragraph, as)) isEmpty = true;
    });
  }
}

/**
 * Engines that compare documents mark runs and not the marks of paragraphs. The rule: where all words of a paragraph go
 * in one gesture, and the mark, which nobody revised, would close a paragraph without any words, the mark goes with
 * them; and likewise where all words came. The words of either view are those that Word would show: only an empty
 * paragraph less. A mark behind which other words would join the next paragraph stays.
 */
function strikeEmptied(list: readonly Paragraph[]): void {
  for (const as of VIEWS) {
    let isEmpty = true;
    for (const paragraph of list) {
      const { pieces } = paragraph;
      isEmpty &&= !pieces.some((piece) => standsAs(piece, as));
      const cause = isEmpty && standsAs(paragraph, as) ? causeOf(pieces, as) : null;
      if (cause !== null) {
        if (as === "original") paragraph.ins = cause;
        else paragraph.dels = [cause];
      }
      if (standsAs(paragraph, as)) isEmpty = true;
    }
  }
}

/** The one gesture that took all words, for the final, or brought them, for the original. */
function causeOf(pieces: readonly Piece[], as: As): Revision | null {
  const of = ({ ins, dels }: Piece) => (as === "original" ? ins : dels.at(-1)) ?? null;
  const [first] = pieces;
  const cause = first === undefined ? null : of(first);
  return pieces.every((piece) => sameGesture(of(piece), cause)) ? cause : null;
}

export const sameGesture = (a: Revision | null, b: Revision | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.author === b.author &&
    a.date === b.date &&
    a.move === b.move &&
    a.change === b.change);

/** Paragraphs that are empty in both views are room on a page, which a draft has not. Our own keep their ids. */
function withoutEmpty(list: readonly Paragraph[], notes: Notes): Paragraph[] {
  const isEmpty: Record<As, boolean> = { original: true, final: true };
  const result: Paragraph[] = [];
  let first: Paragraph | null = null;
  let count = 0;
  for (const paragraph of list) {
    for (const as of VIEWS) isEmpty[as] &&= !paragraph.pieces.some((piece) => standsAs(piece, as));
    const goes = paragraph.pieces.length === 0 && isEmpty.original && isEmpty.final && paragraph.id === null;
    if (!goes) result.push(paragraph);
    else {
      first ??= paragraph;
      count++;
    }
    for (const as of VIEWS) if (standsAs(paragraph, as)) isEmpty[as] = true;
  }
  if (first !== null) notes.add(first, `empty paragraphs are left out: ${count}, the first one here`);
  return result;
}
