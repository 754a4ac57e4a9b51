/** Footnotes in the editor: an edit that inserts or deletes one reaches to the draft's end, where its text is. */
import type { Node } from "prosemirror-model";
import { type Delta, type Op, passedBy } from "../../schema/index.ts";
import { nodes } from "../../schema/nodes.ts";
import {
  type CompletedEdit,
  type FootnoteAuthor,
  cutFootnotes,
  insertsFootnote,
  withFootnotes,
} from "../revision/index.ts";
import { positionAt, sequenceOf } from "./projection.ts";

/** The edit of a document with both halves of the footnotes that it touches; the same edit when it touches none. */
export const completed = (doc: Node, edit: Delta, author: FootnoteAuthor): CompletedEdit =>
  insertsFootnote(edit) || deletesFootnote(doc, edit)
    ? withFootnotes(sequenceOf(doc), edit, author)
    : { edit, ids: new Set() };

/** The texts of the footnotes that go with an edit, by id. */
export const textsCut = (doc: Node, edit: Delta, delegation: string | null): ReadonlyMap<string, readonly Op[]> =>
  deletesFootnote(doc, edit) ? cutFootnotes(sequenceOf(doc), edit, delegation) : new Map();

function deletesFootnote(doc: Node, edit: Delta): boolean {
  let at = 0;
  let found = false;
  for (const op of edit.ops as Op[]) {
    const from = at;
    at += passedBy(op);
    if (op.delete === undefined) continue;
    doc.nodesBetween(positionAt(doc, from), positionAt(doc, at), ({ type }) => {
      found ||= type === nodes.nodes["footnote-ref"];
    });
  }
  return found;
}
