/** References and footnotes that point nowhere, or would point elsewhere once the text is adopted. */
import { firstWhere } from "../sequence.ts";
import { asReference, referenceFaults, typedReferences, wordingOf } from "../typed-references.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found, Stretch } from "./finding.ts";

export function* references(text: CheckedText): Generator<Found> {
  const { sequence, labelling } = text;
  const view = text.view === "original" ? text.view : "final";
  const faults = referenceFaults(sequence, view, labelling);
  for (const { from, to, message, fix } of faults) {
    const stretch = stretchOf(text, from, to);
    if (stretch === null) continue; // a view of chosen changes, in which it does not stand
    yield { rule: "reference", severity: "error", ...stretch, message, ...(fix !== undefined && { fix }) };
  }
  if (!text.typed) return;
  for (const typed of typedReferences(sequence, view, labelling)) {
    const stretch = stretchOf(text, typed.from, typed.to);
    if (stretch === null || typed.target === null || faults.some(({ from }) => from === typed.from)) continue;
    const message = `“${wordingOf(typed)}” is typed: as a reference it follows its item`;
    yield { rule: "typed-reference", severity: "advice", ...stretch, message, fix: asReference(sequence, typed) };
  }
}

function stretchOf({ paragraphs }: CheckedText, from: number, to: number): Stretch | null {
  const paragraph = paragraphs[firstWhere(paragraphs, ({ places }) => places.at(-1)! >= from)];
  const offset = paragraph === undefined ? 0 : offsetOf(paragraph, from);
  if (paragraph?.places[offset] !== from) return null;
  return { paragraph, from: offset, to: offsetOf(paragraph, to) };
}

/** Of the first code unit that does not stand before `index`. */
const offsetOf = ({ places }: CheckedParagraph, index: number): number => firstWhere(places, (place) => place >= index);
