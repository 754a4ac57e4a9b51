/** References and footnotes that point nowhere, or would point elsewhere once the text is adopted. */
import { firstWhere } from "../sequence.ts";
import { referenceFaults } from "../typed-references.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found } from "./finding.ts";

export function* references({ sequence, view, labelling, paragraphs }: CheckedText): Generator<Found> {
  for (const { from, to, message } of referenceFaults(sequence, view === "original" ? view : "final", labelling)) {
    const paragraph = paragraphs[firstWhere(paragraphs, ({ places }) => places.at(-1)! >= from)];
    const offset = paragraph === undefined ? 0 : offsetOf(paragraph, from);
    if (paragraph?.places[offset] !== from) continue; // a view of chosen changes, in which it does not stand
    yield { rule: "reference", severity: "error", paragraph, from: offset, to: offsetOf(paragraph, to), message };
  }
}

/** Of the first code unit that does not stand before `index`. */
const offsetOf = ({ places }: CheckedParagraph, index: number): number => firstWhere(places, (place) => place >= index);
