/**
 * A draft ends in a paragraph mark (S7), but two honest deletions can meet and leave text after the last one, until the
 * server closes it. The document is always closed: then by a bare mark that is not in the text.
 */
import type { Node } from "prosemirror-model";
import { Delta, MARK, type Op, reachOf } from "../../schema/index.ts";
import { itemCount, placeOf } from "./projection.ts";

export interface Closed {
  /** The change of the document. */
  delta: Delta;
  /** Whether the text is open after the change, and the document closed by a bare mark. */
  open: boolean;
}

/** What a change of the text is on its document `doc`, which a bare mark closes when the text is `open`. */
export function closeChange(delta: Delta, doc: Node, open: boolean): Closed {
  const length = itemCount(doc) - (open ? 1 : 0);
  const ops = delta.ops as Op[];
  const end = reachOf(ops);
  const { isMark, insert } = lastItem(ops, doc, end, length);
  if (isMark === !open) return { delta, open };
  if (!isMark) return { delta: new Delta([...ops]).retain(length - end).insert(MARK), open: true };
  // The mark has come. The bare one becomes it, so that a caret before it stays where it is.
  if (insert === null) return { delta: new Delta([...ops]).retain(length - end).delete(1), open: false };
  const result = new Delta();
  ops.forEach((op, i) => {
    if (i !== insert) result.push(op);
    else result.insert((op.insert as string).slice(0, -1), op.attributes);
  });
  return { delta: result.retain(1, ops[insert]!.attributes), open: false };
}

/** Whether the last item that a change leaves is a mark, and which operation inserted it (null: it was there before). */
function lastItem(
  ops: readonly Op[],
  doc: Node,
  end: number,
  length: number,
): { isMark: boolean; insert: number | null } {
  const there = (index: number) => {
    if (index < 0) return { isMark: false, insert: null };
    const place = placeOf(doc, index);
    return { isMark: index - place.index === doc.child(place.k).content.size, insert: null };
  };
  if (end < length) return there(length - 1);
  let at = end;
  for (let i = ops.length - 1; i >= 0; i--) {
    const { insert, retain } = ops[i]!;
    if (insert !== undefined) return { isMark: typeof insert === "string" && insert.endsWith(MARK), insert: i };
    if (retain !== undefined) return there(at - 1);
    at -= ops[i]!.delete!;
  }
  return { isMark: false, insert: null };
}
