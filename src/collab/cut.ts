/** What was cut: pasted elsewhere, it is the same change, a move. */
import { type ChangeId, type Delta, type Op, parseKey, passedBy, plainText } from "../../schema/index.ts";
import type { Window } from "./edit-delta.ts";

export interface Cut {
  change: ChangeId;
  text: string;
}

/** What the edit of a window cuts as `change`: the text without what somebody struck before, as it will be pasted. */
export function cutOf({ sequence, edit }: Window, change: ChangeId): Cut {
  const isStruck = ({ attributes }: Op) => Object.keys(attributes ?? {}).some((key) => parseKey(key).kind === "del");
  let text = "";
  let at = 0;
  for (const op of edit.ops as Op[]) {
    const end = at + passedBy(op);
    if (op.delete !== undefined)
      text += plainText((sequence.slice(at, end).ops as Op[]).filter((each) => !isStruck(each)));
    at = end;
  }
  return { change, text: text.trim() };
}

/** Whether an edit pastes what was cut: no more, no less, and into nothing that it replaces. */
export function isPasteOf({ text }: Cut, edit: Delta): boolean {
  const ops = edit.ops as Op[];
  const inserted = plainText(ops.flatMap(({ insert }) => (insert === undefined ? [] : [{ insert }])));
  return ops.every((op) => op.delete === undefined) && inserted.trim() === text;
}
