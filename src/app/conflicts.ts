/** What changed on the way between a chair's screen and a decision. */
import type { ChangeId } from "../../schema/index.ts";
import type { Pending } from "./answers.ts";
import type { Conflict, ShownChange } from "./session.ts";

/** Of the changes that were decided on, those that are not pending any more or not what they were. */
export function conflictsOf(
  shown: readonly ShownChange[],
  seen: Readonly<Record<ChangeId, string>>,
  pending: readonly Pending[],
): Conflict[] {
  const present = new Map(pending.map((change) => [change.id, change]));
  return shown.flatMap((change): Conflict[] => {
    const now = change.ids.flatMap((id) => present.get(id) ?? []);
    if (now.length === change.ids.length && now.every(({ id, digest }) => digest === seen[id])) return [];
    if (now.length === 0) return [{ id: change.id, change, now: null }];
    const all = (what: "inserts" | "deletes" | "sets") => now.flatMap((each) => each[what]);
    return [{ id: change.id, change, now: { inserts: all("inserts"), deletes: all("deletes"), sets: all("sets") } }];
  });
}
