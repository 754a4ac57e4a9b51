/** Which change an edit belongs to when it does not begin one. */
import { type ChangeId, type Delta, type Op, isChange, passedBy } from "../../schema/index.ts";

/**
 * The change that an edit goes on with: the one `begun` just before, or that of the own text which it replaces (an input
 * method replaces what it composes again and again). Null for a new one, as for all that strikes or sets something:
 * under an id of before that would be lost, or swallow text, when the first is decided.
 */
export function goingOn(
  sequence: Delta,
  edit: Delta,
  owns: (change: ChangeId) => boolean,
  begun: ChangeId | null,
): ChangeId | null {
  let found = begun;
  let at = 0;
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) continue;
    if (op.attributes !== undefined) return null;
    const from = at;
    at += passedBy(op);
    if (op.delete === undefined) continue;
    for (const { attributes } of sequence.slice(from, at).ops as Op[]) {
      const ins = attributes?.ins;
      if (!isChange(ins) || !owns(ins)) return null;
      found ??= ins;
    }
  }
  return found;
}
