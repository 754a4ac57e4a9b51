/**
 * Undo and redo beside others. ProseMirror's history puts back what was, by position; the draft may have been decided or
 * typed into since. What it did is read as an edit, tracked, and the document corrected to the outcome.
 */
import type { EditorState, Transaction } from "prosemirror-state";
import type * as Y from "yjs";
import {
  type Attributes,
  Delta,
  type Op,
  attributesDiff,
  isRevisionKey,
  itemsOf,
  passedBy,
  reachOf,
  sameValue,
} from "../../schema/index.ts";

/** The key under which prosemirror-history keeps its state and marks its transactions. */
const HISTORY = "history$";

export const isReplay = (tr: Transaction): boolean => tr.getMeta(HISTORY) !== undefined;

/** The edit without deletions of text that was not written on this client: undoing takes away one's own words only. */
export function sparing(text: Y.Text, index: number, edit: Delta): Delta {
  const own = writtenHere(text, index, index + reachOf(edit.ops as Op[]));
  const result = new Delta();
  let at = 0;
  for (const op of edit.ops as Op[]) {
    if (op.delete === undefined) result.push(op);
    for (let i = 0; i < (op.delete ?? 0); i++) {
      if (own[at + i]) result.delete(1);
      else result.retain(1);
    }
    at += passedBy(op);
  }
  return result.chop();
}

/** For each item from `from` to `to` whether this client inserted it. */
function writtenHere(text: Y.Text, from: number, to: number): boolean[] {
  const own: boolean[] = [];
  let at = 0;
  for (let item = text._start; item !== null && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = Math.max(at, from); i < Math.min(at + item.length, to); i++)
      own.push(item.id.client === text.doc!.clientID);
    at += item.length;
  }
  return own;
}

/** Whether an edit has to do with proposals: then it was made as one, and is undone as one in direct mode too. */
export function concernsProposals(sequence: Delta, edit: Delta): boolean {
  const pending = (attributes: Attributes | undefined) => Object.keys(attributes ?? {}).some(isRevisionKey);
  let at = 0;
  return (edit.ops as Op[]).some((op) => {
    const from = at;
    at += passedBy(op);
    const touched =
      op.delete !== undefined || op.attributes !== undefined ? (sequence.slice(from, at).ops as Op[]) : [];
    return pending(op.attributes) || touched.some(({ attributes }) => attributes?.ins !== undefined);
  });
}

/** The Delta from one sequence to another that differs in attributes, or in one place: what is equal at both ends stays. */
export function correction(from: Delta, to: Delta): Delta {
  const [a, b] = [[...itemsOf(from.ops as Op[])], [...itemsOf(to.ops as Op[])]];
  const same = (i: number, j: number) => sameValue(a[i]!.insert, b[j]!.insert);
  let head = 0;
  while (head < a.length && head < b.length && same(head, head)) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && same(a.length - 1 - tail, b.length - 1 - tail)) tail++;
  const delta = new Delta();
  const keep = (i: number, j: number) => delta.retain(1, attributesDiff(a[i]!.attributes, b[j]!.attributes));
  for (let i = 0; i < head; i++) keep(i, i);
  delta.delete(a.length - head - tail);
  for (const { insert, attributes } of b.slice(head, b.length - tail)) delta.insert(insert as string, attributes);
  for (let i = tail; i > 0; i--) keep(a.length - i, b.length - i);
  return delta.chop();
}

/** A transaction after which nothing can be redone: what would be put back is still there, as a proposal. */
export function withoutRedo(state: EditorState): Transaction {
  const { tr } = state;
  const plugin = state.plugins.find((each) => (each as unknown as { key: string }).key === HISTORY);
  if (plugin === undefined) return tr;
  const empty = plugin.spec.state!.init({}, state) as { undone: unknown };
  const now = plugin.getState(state) as object;
  const historyState = Object.assign(Object.create(Object.getPrototypeOf(now)), now, { undone: empty.undone });
  return tr.setMeta(HISTORY, { redo: false, historyState });
}
