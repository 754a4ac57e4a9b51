/** References and footnotes that point nowhere, or would point elsewhere once the text is adopted. */
import { referenceFaults } from "../typed-references.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found } from "./finding.ts";

export function* references({ sequence, view, labelling, paragraphs }: CheckedText): Generator<Found> {
  for (const { from, to, message } of referenceFaults(sequence, view === "original" ? view : "final", labelling)) {
    const paragraph = paragraphs.find(({ places }) => places.includes(from));
    if (paragraph === undefined) continue; // a view of chosen changes, in which it does not stand
    yield {
      rule: "reference",
      severity: "error",
      paragraph,
      from: offsetOf(paragraph, from),
      to: endOf(paragraph, to),
      message,
    };
  }
}

const offsetOf = ({ places }: CheckedParagraph, index: number): number => places.indexOf(index);
/** Behind the last code unit that stands before `index`. */
const endOf = ({ places }: CheckedParagraph, index: number): number =>
  places.findLastIndex((place) => place < index) + 1;
