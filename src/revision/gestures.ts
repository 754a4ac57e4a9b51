/**
 * Changes as people mean them. Every deletion has an id of its own, or one that came late would be decided unseen; so a
 * word taken away with Backspace is as many changes as it has letters. Those that one person made beside each other, one
 * right after the other, are shown and decided as one gesture.
 */
import { type Change, type ChangeId, delegationOf } from "../../schema/index.ts";
import type { Revision } from "./changes.ts";
import { isMove } from "./move.ts";

/** Two changes further apart in time are two gestures, in milliseconds. */
const PAUSE = 60_000;

/** The changes of each gesture, in the order of their first places. `records` say who made a change, and when. */
export function gesturesOf(
  changes: Iterable<Revision>,
  records: Readonly<Record<ChangeId, Pick<Change, "by" | "time"> | undefined>>,
): ChangeId[][] {
  const gestures: ChangeId[][] = [];
  const ending = new Map<number, { revision: Revision; gesture: ChangeId[] }[]>(); // by the index after them
  for (const revision of changes) {
    const { from } = revision.touches[0]!;
    const before = (ending.get(from) ?? []).find((each) => belongTogether(each.revision, revision, records));
    const gesture = before?.gesture ?? [];
    gesture.push(revision.id);
    if (before === undefined) gestures.push(gesture);
    const end = revision.touches.at(-1)!.to;
    ending.set(end, [...(ending.get(end) ?? []), { revision, gesture }]);
  }
  return gestures;
}

function belongTogether(a: Revision, b: Revision, records: Parameters<typeof gesturesOf>[1]): boolean {
  const [first, second] = [records[a.id], records[b.id]];
  if (first === undefined || second === undefined || first.by === "" || first.by !== second.by) return false;
  const apart = Math.abs(Date.parse(first.time) - Date.parse(second.time));
  return delegationOf(a.id) === delegationOf(b.id) && apart <= PAUSE && isStroke(a) && isStroke(b);
}

/** Whether a change is one stretch of deleted text, and what may have been typed in its place. */
function isStroke(revision: Revision): boolean {
  const { touches } = revision;
  const isText = touches.every(({ kind }) => kind !== "set") && touches.some(({ kind }) => kind === "delete");
  const isOne = touches.every(({ from }, i) => i === 0 || from <= touches[i - 1]!.to);
  return isText && isOne && !isMove(revision);
}
