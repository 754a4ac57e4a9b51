/**
 * What of a draft is no revision and no text (proposals, what is said of changes, how items are numbered, what a later
 * version adds), for reading back: a draft file without a text, in a part of its own, which Word keeps as it is
 * (`customXml`, ECMA-376 part 1, §15.2.4). It has no words of the text: they would stay in a file of which somebody took
 * them out in Word.
 */
import { type Change, type DraftFile, MARK } from "../../../schema/index.ts";
import { writeJson } from "../json/draft-file.ts";
import { element, escape, jsonForXml } from "../xml-write.ts";
import { HEAD, OWN } from "./write-part.ts";

/** The part; null for a draft that says no more than its text and its revisions do. */
export function carried(draft: DraftFile): string | null {
  const changes = Object.entries(draft.changes).filter(([, change]) => Object.keys(beyondRevision(change)).length > 0);
  const beside = besideText(draft);
  const isSaid = Object.values(beside).some((value) => value !== undefined);
  if (!isSaid && changes.length === 0) return null;
  const { format, version, profile, lang } = draft;
  const head = { format, version, profile, lang, ops: [{ insert: MARK }], comments: {} };
  const file: DraftFile = { ...beside, ...head, changes: Object.fromEntries(changes) };
  return HEAD + element("plenary:draft", { "xmlns:plenary": OWN }, escape(jsonForXml(writeJson(file))));
}

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
