/**
 * The draft without its words, for reading back, in a part of its own, which Word keeps as it is (`customXml`, ECMA-376
 * part 1, §15.2.4): what of it is no revision and no text, and all that Word has no place for.
 */
import type { Change, DraftFile } from "../../../schema/index.ts";
import { element, escape, jsonForXml } from "../xml-write.ts";
import { withoutWords } from "./without-words.ts";
import { HEAD, OWN } from "./write-part.ts";

/** The part. */
export const carried = (draft: DraftFile): string =>
  HEAD + element("plenary:draft", { "xmlns:plenary": OWN }, escape(jsonForXml(withoutWords(draft))));

/** What a document says by itself. */
const SAID = new Set<string>(["format", "version", "profile", "lang", "ops", "changes", "comments"]);

/** What a draft says as a whole, besides its text and its language. */
export const besideText = (draft: DraftFile): Partial<DraftFile> =>
  Object.fromEntries(Object.entries(draft).filter(([key]) => !SAID.has(key)));

/** What is said of a change that no revision says. */
export function beyondRevision(change: Change): Partial<Change> {
  const { delegation: _, by: __, time: ___, ...beyond } = change;
  return beyond;
}
