/** What must be gone from a text before it is adopted: square brackets and provisional labels. */
import { ADVERB } from "../numerals.ts";
import type { CheckedText } from "./checked-text.ts";
import { type Found, whole } from "./finding.ts";

/** `b) bis`, and what stands before the first: `-a)`, `1.-1`. */
const PROVISIONAL = new RegExp(`${ADVERB}[).]*$|(?:^|[(.])-[\\p{L}\\p{N}]`, "iu");

export function* adoption({ paragraphs, adopted }: CheckedText): Generator<Found> {
  if (!adopted) return;
  for (const paragraph of paragraphs) {
    const { label, text } = paragraph;
    if (label !== null && PROVISIONAL.test(label)) {
      const message = `“${label}” is a provisional label, and the text is adopted: number the items anew`;
      yield { rule: "provisional-label", severity: "error", ...whole(paragraph), message };
    }
    for (const { index: from } of text.matchAll(/[[［]/g)) {
      const message = "square brackets are open in an adopted text";
      yield { rule: "open-bracket", severity: "error", paragraph, from, to: from + 1, message };
    }
  }
}
