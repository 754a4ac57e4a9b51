/**
 * What our own writer kept of a draft in a part of its own. The document may have been edited since: its text, revisions,
 * authors and times count, and what was kept is put back where it still fits.
 */
import type { Change, ChangeId, DraftFile } from "../../../schema/index.ts";
import { readJson } from "../json/draft-file.ts";
import { proposalsOf } from "../proposals.ts";
import { FILE_BYTES, plain } from "../result.ts";
import type { Notes } from "../reading/notes.ts";
import type { Paragraph } from "../reading/paragraph.ts";
import type { Package } from "./package.ts";
import { withPlaces } from "./without-words.ts";
import { beyondRevision } from "./write-carried.ts";

/** The draft file in a document, with signs in the place of its words; null where it has none that can be read. */
export function carriedIn(file: Package, notes: Notes): DraftFile | null {
  const own = file.own();
  if (own === null) return null;
  const result = readJson(own.text, FILE_BYTES, withPlaces);
  if (result.ok) return result.draft;
  notes.add(own.name, `what the draft said besides its text is left out: ${result.place} ${result.message}`);
  return null;
}

/** Without the proposals that the text does not show any more, and without what names them; says which these are. */
export function asShown(carried: DraftFile, shown: ReadonlySet<string>, notes: Notes): DraftFile {
  const written = proposalsOf(carried).map(({ number }) => number);
  const gone = new Set(written.filter((number) => !shown.has(number)));
  if (gone.size === 0) return carried;
  notes.add("proposals", `left out, because the text does not show them any more: ${plain([...gone].join(", "), 80)}`);
  const { proposals, ...rest } = carried;
  const left = Object.entries(proposals!).filter(([number]) => !gone.has(number));
  const changes = Object.entries(carried.changes).map(([id, { proposal, ...change }]): [ChangeId, Change] => [
    id,
    proposal === undefined || gone.has(proposal) ? change : { ...change, proposal },
  ]);
  return {
    ...rest,
    ...(left.length > 0 && { proposals: Object.fromEntries(left) }),
    changes: Object.fromEntries(changes),
  };
}

/** Gives changes what was said of them besides their revisions; says how many are not there any more. */
export function putBack(carried: DraftFile, changes: Record<ChangeId, Change>, notes: Notes): void {
  let gone = 0;
  for (const [id, change] of Object.entries(carried.changes)) {
    const beyond = beyondRevision(change);
    if (Object.hasOwn(changes, id)) Object.assign(changes[id]!, beyond);
    else if (Object.keys(beyond).length > 0) gone += 1;
  }
  if (gone > 0)
    notes.add("changes", `reasons, sponsors and the like of ${gone} changes that are not there any more are left out`);
}

/** Says how many paragraphs are open because the document does not say any more that they were agreed. */
export function noteOpened({ ops }: DraftFile, paragraphs: readonly Paragraph[], notes: Notes): void {
  if (paragraphs.some(({ agreed }) => agreed !== null)) return; // the others were taken out, or say why they are open
  const closed = ops.filter(({ attributes }) => typeof attributes?.agreed === "string").length;
  if (closed > 0) notes.add("agreed", `${closed} paragraphs that were agreed are open: the text does not say which`);
}
