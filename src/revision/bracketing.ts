/** Putting text in brackets: a proposal like any other. */
import { Delta, type Op, plainText } from "../../schema/index.ts";

/** The edit that puts brackets around what lies from `from` to `to`. Behind whole paragraphs it closes before the mark. */
export function bracket(sequence: Delta, from: number, to: number): Delta {
  const text = plainText(sequence.slice(from, to).ops as Op[]);
  const inner = text.replace(/[\n ]+$/, "").length;
  return new Delta().retain(from).insert("[").retain(inner).insert("]");
}
