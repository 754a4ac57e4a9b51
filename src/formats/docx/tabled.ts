/** What our own writer kept of a draft's proposals in a part of its own, put back on the changes that are still there. */
import type { Change, ChangeId, DraftFile } from "../../../schema/index.ts";
import { readJson } from "../json/draft-file.ts";
import type { Notes } from "../reading/notes.ts";
import type { Package } from "./package.ts";
import { textIn } from "./xml.ts";

/** The draft file in a document, without its text; null where it has none that can be read. */
export function tabledIn(file: Package, notes: Notes): DraftFile | null {
  const own = file.own();
  if (own === null) return null;
  const result = readJson(textIn(own.root));
  if (result.ok) return result.draft;
  notes.add(own.name, `what it says of proposals is left out: ${result.place} ${result.message}`);
  return null;
}

/** Gives changes the proposal, the reason and the sponsors that they had; says which are not there any more. */
export function putBack(tabled: DraftFile, changes: Record<ChangeId, Change>, notes: Notes): void {
  let gone = 0;
  for (const [id, { proposal, reason, sponsors }] of Object.entries(tabled.changes)) {
    if (!Object.hasOwn(changes, id)) gone += 1;
    else
      Object.assign(changes[id]!, {
        ...(proposal !== undefined && { proposal }),
        ...(reason !== undefined && { reason }),
        ...(sponsors !== undefined && { sponsors }),
      });
  }
  if (gone > 0)
    notes.add("proposals", `reasons and sponsors of ${gone} changes that are not there any more are left out`);
}
