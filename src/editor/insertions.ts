/** Brackets, footnotes and references that a person puts into the text. */
import type { Command, EditorState } from "prosemirror-state";
import { TextSelection } from "prosemirror-state";
import { type GivenEdit, giveEdit } from "../collab/given-edit.ts";
import { indexAt, itemCount, sequenceOf } from "../collab/projection.ts";
import { Delta, MARK, type Labelling, findCall, targetsOf } from "../../schema/index.ts";
import { bracket } from "../revision/index.ts";

const given =
  (edit: (state: EditorState) => GivenEdit | null): Command =>
  (state, dispatch) => {
    const found = edit(state);
    if (found !== null) dispatch?.(giveEdit(state.tr, found));
    return found !== null;
  };

/** Brackets around the selection; an empty pair at a caret, which then is between them. */
export const insertBrackets: Command = given(({ doc, selection }) => {
  if (selection.$from.depth === 0) return null;
  const [from, to] = [indexAt(doc, selection.from), Math.min(indexAt(doc, selection.to), itemCount(doc) - 1)];
  const delta = bracket(sequenceOf(doc), from, Math.max(from, to));
  return selection.empty ? { delta, caret: from + 1 } : { delta };
});

/** A footnote at the caret; the caret goes to its text. Nothing where a footnote's own text is. */
export const insertFootnote: Command = given(({ doc, selection }) => {
  if (!(selection instanceof TextSelection) || selection.$to.parent.type.name === "footnote") return null;
  const at = indexAt(doc, selection.to);
  const total = itemCount(doc);
  const delta = new Delta()
    .retain(at)
    .insert({ footnote: "new" }) // the edit's completion gives both the id
    .retain(total - at)
    .insert(MARK, { role: "footnote", id: "new" });
  return { delta, caret: total + 1 };
});

/** A reference to a paragraph at the caret, as it is written: `resolves 2 above`, or `2 above` in the same section. */
export const insertReference = (target: string, labelling: Labelling): Command =>
  given(({ doc, selection }) => {
    if (!(selection instanceof TextSelection)) return null;
    const targets = targetsOf(sequenceOf(doc), "final", labelling);
    const wanted = targets.find(({ id }) => id === target);
    if (wanted === undefined) return null;
    const at = indexAt(doc, selection.to);
    const here = targets.find((each) => each.at >= at);
    const italic = wanted.role === "item" || wanted.role === "call";
    const delta = new Delta().retain(at);
    if (wanted.role === "item" && here?.call !== wanted.call)
      delta.insert(`${findCall(wanted.call)?.call ?? wanted.call} `, { em: true });
    delta.insert({ ref: target }, italic ? { em: true } : undefined);
    delta.insert(wanted.at < at ? " above" : " below");
    return { delta, caret: delta.length() };
  });
