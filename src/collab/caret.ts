/** Where the caret goes when an edit became a proposal, and which marks are given to what is typed at it. */
import { Mark, type ResolvedPos } from "prosemirror-model";
import { type ChangeId, type Delta, FORMATS, type Op, isChange, lengthOf } from "../../schema/index.ts";
import { markOf, nodes } from "../../schema/nodes.ts";

/**
 * Where a place after `edit` is after `tracked`, the same edit as proposals: behind the same inserted text, or behind
 * the same item of the old sequence. So after a deletion it is at the left edge of what is struck now, and with
 * `forward` at its right edge.
 */
export function carry(edit: Delta, tracked: Delta, index: number, forward: boolean): number {
  let at = 0; // after the edit
  let old = 0;
  let inserted = 0;
  let behindInsert = false;
  for (const op of edit.ops as Op[]) {
    if (op.delete !== undefined) {
      if (at < index || (forward && !behindInsert)) old += op.delete;
      continue;
    }
    if (at >= index) break;
    const length = op.insert !== undefined ? lengthOf(op.insert) : (op.retain as number);
    const passed = Math.min(length, index - at);
    if (op.insert !== undefined) inserted += passed;
    else old += passed;
    behindInsert = op.insert !== undefined;
    at += passed;
    if (passed < length) return behindInsert ? behindInserted(tracked, inserted) : behindOld(tracked, old);
  }
  if (behindInsert && at === index) return behindInserted(tracked, inserted);
  return behindOld(tracked, old + index - at);
}

function behindInserted(delta: Delta, count: number): number {
  let at = 0;
  let left = count;
  for (const op of delta.ops as Op[]) {
    if (op.insert !== undefined) {
      const length = lengthOf(op.insert);
      if (left <= length) return at + left;
      left -= length;
      at += length;
    } else at += typeof op.retain === "number" ? op.retain : 0;
  }
  return at;
}

function behindOld(delta: Delta, count: number): number {
  let at = 0;
  let left = count;
  for (const op of delta.ops as Op[]) {
    if (left === 0) return at;
    if (op.insert !== undefined) at += lengthOf(op.insert);
    else {
      const length = op.delete ?? (op.retain as number);
      const passed = Math.min(left, length);
      left -= passed;
      if (op.delete === undefined) at += passed;
    }
  }
  return at + left;
}

const isFormat = (mark: Mark): boolean => (FORMATS as readonly string[]).includes(mark.type.name);
const insertionOf = (marks: readonly Mark[] | undefined): unknown =>
  marks?.find((mark) => mark.type === nodes.marks.insertion)?.attrs.change;

/**
 * The stored marks for a caret: what tracking will give to text typed there, so that it has nothing to change and a
 * composition goes on undisturbed. Null when typed text takes them on by itself. `change` is the fresh change id, or
 * null where text is edited directly; `formats` were chosen for the text to come, null takes them from around.
 */
export function caretMarks(
  $pos: ResolvedPos,
  change: ChangeId | null,
  owns: (change: ChangeId) => boolean,
  formats: readonly Mark[] | null,
): readonly Mark[] | null {
  const around = $pos.marks();
  let marks: readonly Mark[] = (formats ?? around).filter(isFormat);
  if (change !== null) {
    // As `track` has it: what is typed goes on with the own insertion at its left, else with that at its right.
    const right = $pos.nodeAfter === null ? markOf($pos.parent).ins : insertionOf($pos.nodeAfter.marks);
    const own = [insertionOf($pos.nodeBefore?.marks), right].find((id): id is ChangeId => isChange(id) && owns(id));
    marks = nodes.marks.insertion!.create({ change: own ?? change }).addToSet(marks);
  }
  return Mark.sameSet(marks, around) ? null : marks;
}
