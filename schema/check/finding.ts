/** What the drafting check finds, and where. It advises: nothing that it finds keeps anybody from going on. */
import type { Delta } from "../sequence.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";

/** An error is wrong in any text; advice follows custom, which the room may know better. */
export type Severity = "error" | "advice";

export interface Place {
  /** Id of the paragraph's mark; empty where it has none. */
  paragraph: string;
  /** Which paragraph of the checked view it is, from 1. */
  number: number;
  /** The call that it stands under; null outside of sections and for a call itself. */
  call: string | null;
  /** Its label behind those of the items above it, for instance `g) ii)`; null where it has none. */
  label: string | null;
  /** From the first item to behind the last one, as indexes of the redline sequence. */
  from: number;
  to: number;
  /** The words there with a few around them, in the checked view. */
  excerpt: string;
}
export interface Finding {
  /** Name of the rule, for instance `call-order`. */
  rule: string;
  severity: Severity;
  place: Place;
  /** The other place that it is about, such as the opening that disagrees with the number line. */
  other?: Place;
  message: string;
  /** An edit of the redline sequence that mends it, where that is sure: for `track`, which makes a change of it. */
  fix?: Delta;
}

/** A stretch of a paragraph's text in the checked view. */
export interface Stretch {
  paragraph: CheckedParagraph;
  from: number;
  to: number;
}
/** All of a paragraph; of an empty one its mark. */
export const whole = (paragraph: CheckedParagraph): Stretch => ({
  paragraph,
  from: 0,
  to: Math.max(1, paragraph.text.length),
});
/** Text to put in the place of some of the paragraph's. */
export interface Replacement {
  from: number;
  to: number;
  text: string;
}
/** A finding as a rule reports it, in terms of the checked view alone. Replacements stand in order. */
export interface Found extends Stretch {
  rule: string;
  severity: Severity;
  message: string;
  other?: Stretch;
  /** Replacements, or an edit of the redline sequence. */
  fix?: readonly Replacement[] | Delta;
}
export type Rule = (text: CheckedText) => Iterable<Found>;
