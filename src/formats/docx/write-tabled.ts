/**
 * What of a draft's proposals is no revision and no text (numbers, sponsors, reasons of changes), for reading back: a draft
 * file without a text, in a part of its own, which Word keeps as it is (`customXml`, ECMA-376 part 1, §15.2.4).
 */
import { type DraftFile, MARK } from "../../../schema/index.ts";
import { writeJson } from "../json/draft-file.ts";
import { element, escape } from "../xml-write.ts";
import { HEAD, OWN } from "./write-part.ts";

/** The part; null for a draft in which nothing is tabled. */
export function tabled(draft: DraftFile): string | null {
  const changes = Object.entries(draft.changes).filter(
    ([, { proposal, reason, sponsors }]) => (proposal ?? reason ?? sponsors) !== undefined,
  );
  const { proposals } = draft;
  if (proposals === undefined && changes.length === 0) return null;
  const file: DraftFile = {
    format: "plenary-draft",
    version: 1,
    profile: draft.profile,
    lang: draft.lang,
    ops: [{ insert: MARK }],
    changes: Object.fromEntries(changes),
    comments: {},
    ...(proposals !== undefined && { proposals }),
  };
  return HEAD + element("plenary:draft", { "xmlns:plenary": OWN }, escape(writeJson(file)));
}
