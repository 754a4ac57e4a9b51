/** What was cut last: pasted elsewhere it is a move, the same change, and its paragraphs and footnotes are the same. */
import type { Transaction } from "prosemirror-state";
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Op,
  idOf,
  parseKey,
  passedBy,
  plainText,
  roleOf,
  runsOf,
} from "../../schema/index.ts";
import type { Window } from "./edit-delta.ts";

export interface Cut {
  /** Under which it was struck. */
  change: ChangeId;
  text: string;
  /** The ids of its paragraph marks, footnotes aside. */
  ids: readonly string[];
}

/** What an edit deletes, without what somebody struck before: as it will be pasted. */
export function cutBy({ sequence, edit }: Window, change: ChangeId): Cut {
  const cut: Op[] = [];
  let at = 0;
  for (const op of edit.ops as Op[]) {
    const length = passedBy(op);
    const isStruck = ({ attributes }: Op) => Object.keys(attributes ?? {}).some((key) => parseKey(key).kind === "del");
    if (op.delete !== undefined)
      cut.push(...(sequence.slice(at, at + length).ops as Op[]).filter((each) => !isStruck(each)));
    at += length;
  }
  return { change, text: plainText(cut).trim(), ids: marksOf(cut) };
}

/** Whether an edit pastes what was cut, and nothing else. */
export function pastes(tr: Transaction, edit: Delta, cut: Cut | null): cut is Cut {
  if (cut === null || tr.getMeta("uiEvent") !== "paste") return false;
  const ops = edit.ops as Op[];
  return ops.every((op) => op.delete === undefined) && plainText(insertedBy(edit)).trim() === cut.text;
}

/** The edit with these ids on the marks that it inserts, in order; as it is when they are not as many. */
export function withIds(edit: Delta, ids: readonly string[]): Delta {
  if (marksOf(insertedBy(edit)).length !== ids.length) return edit;
  const result = new Delta();
  let k = 0;
  for (const op of edit.ops as Op[]) {
    if (op.insert === undefined) result.push(op);
    else
      for (const { insert, attributes } of runsOf([op]))
        result.insert(insert as string, isParagraph(insert, attributes) ? { ...attributes, id: ids[k++] } : attributes);
  }
  return result;
}

const insertedBy = (edit: Delta): Op[] => (edit.ops as Op[]).filter(({ insert }) => insert !== undefined);

const marksOf = (ops: readonly Op[]): string[] =>
  [...runsOf(ops)].flatMap(({ insert, attributes }) =>
    isParagraph(insert, attributes) ? [idOf(attributes ?? {})] : [],
  );

/** Footnotes have the ids of their objects. */
const isParagraph = (insert: Insert, attributes: Attributes | undefined): boolean =>
  insert === MARK && roleOf(attributes ?? {}) !== "footnote";
