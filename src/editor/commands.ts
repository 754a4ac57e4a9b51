/** What a person does to the text by a key or a button, as edits that say what is meant. */
import { redo, undo } from "prosemirror-history";
import type { Node, ResolvedPos } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorCore } from "../collab/binding.ts";
import { type GivenEdit, giveEdit } from "../collab/given-edit.ts";
import { asProposedBy } from "../collab/joins.ts";
import { attributesOf, indexAt } from "../collab/projection.ts";
import {
  type Attributes,
  Delta,
  type Format,
  MARK,
  MAX_LEVEL,
  type Role,
  type Setting,
  levelOf,
  roleOf,
  settingKey,
} from "../../schema/index.ts";
import { markOf, nodes } from "../../schema/nodes.ts";
import { type Reach, deletionAt, deletionOf } from "./deletion.ts";

/** What comes after a paragraph that is complete. */
const NEXT: Record<Role, Role> = {
  number: "text",
  title: "text",
  history: "text",
  opening: "text",
  call: "item",
  item: "item",
  text: "text",
  heading: "text",
  "annex-number": "annex-title",
  "annex-title": "text",
  footnote: "footnote",
  proposal: "text",
  reasons: "text",
};

const given =
  (edit: (state: EditorState) => GivenEdit | null): Command =>
  (state, dispatch) => {
    const found = edit(state);
    if (found !== null) dispatch?.(giveEdit(state.tr, found));
    return true; // a key that can do nothing here does nothing at all
  };

/** Backspace (`by` -1) and Delete (`by` 1). */
export const remove = (core: EditorCore, by: 1 | -1, reach: Reach): Command =>
  given(({ selection }) => (selection.empty ? deletionAt(core, selection.head, by, reach) : deletionOf(core, by)));

/** Enter: a new paragraph after a complete one, else the first half gets a mark like the one there is. */
export const breakParagraph = (core: EditorCore): Command =>
  given(({ doc, selection }) => {
    const { $from } = selection;
    if ($from.depth === 0) return null;
    const like = asProposedBy(core.me.delegation, markOf($from.parent));
    const from = indexAt(doc, selection.from);
    if (selection.empty && nothingStandsAfter(core, $from)) {
      const next = from + $from.parent.content.size - $from.parentOffset + 1;
      return { delta: new Delta().retain(next).insert(MARK, following(like)), caret: next };
    }
    const deleted = deletionOf(core, -1)?.delta.ops.at(-1)?.delete ?? 0;
    return {
      delta: new Delta()
        .retain(from)
        .insert(MARK, pick(like, "role", "part", "level"))
        .delete(deleted),
      caret: from + 1,
    };
  });

/** Whether a paragraph ends here for its author: behind the caret is nothing but what he or she struck. */
function nothingStandsAfter(core: EditorCore, { parent, parentOffset }: ResolvedPos): boolean {
  let struck = true;
  if (parentOffset < parent.content.size) {
    parent.nodesBetween(parentOffset, parent.content.size, (node) => {
      struck &&= core.mode === "propose" && core.stays(attributesOf(node.marks));
    });
  }
  return struck;
}

function following(mark: Attributes): Attributes {
  const role = NEXT[roleOf(mark)] ?? "text";
  if (roleOf(mark) === "call") return { role, level: 0 };
  return role === "item" ? { role, ...pick(mark, "part", "level") } : { role };
}

const pick = (mark: Attributes, ...keys: string[]): Attributes =>
  Object.fromEntries(
    keys.filter((key) => mark[key] !== undefined && mark[key] !== null).map((key) => [key, mark[key]]),
  );

/** A line break within the paragraph. */
export const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.nodes.break!.create()).scrollIntoView());
  return true;
};

/** Sets attributes on the marks of the selected paragraphs, as far as `change` has any for them. */
const setMarks =
  (core: EditorCore, change: (mark: Attributes, raw: Attributes) => Attributes | null): Command =>
  (state, dispatch) => {
    const delta = new Delta();
    let at = 0;
    let applies = false;
    for (const { node, index } of selectedBlocks(state)) {
      const wanted = change(asProposedBy(core.me.delegation, markOf(node)), markOf(node));
      if (wanted === null) continue;
      applies = true;
      delta.retain(index - at).retain(1, wanted);
      at = index + 1;
    }
    if (!applies) return false;
    dispatch?.(giveEdit(state.tr, { delta: delta.chop() }));
    return true;
  };

/** Moves the selected items one level down or up. False where there is none to move. */
export const changeLevel = (core: EditorCore, by: number): Command =>
  setMarks(core, (mark, raw) => {
    const level = levelOf(mark) + by;
    if (roleOf(mark) !== "item" || level < 0 || level > MAX_LEVEL) return null;
    return { level: level === 0 && raw.level === undefined ? null : level };
  });

/** Makes the selected paragraphs what `role` says. False where they are it already. */
export const changeRole = (core: EditorCore, role: Role): Command =>
  setMarks(core, (mark, raw) =>
    roleOf(mark) === role ? null : { role: role === "text" && raw.role === undefined ? null : role },
  );

/** The blocks that the selection touches, each with the index of its mark. */
export function* selectedBlocks(state: EditorState): Generator<{ node: Node; index: number }> {
  const { doc, selection } = state;
  const last = selection.$to.depth === 0 ? doc.childCount - 1 : selection.$to.index(0);
  let k = selection.$from.index(0);
  let index = indexAt(doc, selection.$from.depth === 0 ? selection.from : selection.$from.before(1));
  for (; k <= last && k < doc.childCount; k++) {
    const node = doc.child(k);
    yield { node, index: index + node.content.size };
    index += node.content.size + 1;
  }
}

/** The formatting of an item with the delegation's own proposals to set it. */
export function hasFormat(attributes: Attributes | undefined, format: Format, delegation: string): boolean {
  const setting = attributes?.[settingKey(delegation, format)] as Setting | undefined;
  return setting === undefined ? attributes?.[format] === true : setting.value === true;
}

/** Gives the selected text a format, or takes it off where all of it has it; without a selection for the text to come. */
export const toggleFormat =
  (core: EditorCore, format: Format): Command =>
  (state, dispatch) => {
    const { doc, selection } = state;
    const mark = nodes.marks[format]!.create();
    if (selection.empty) {
      const marks = state.storedMarks ?? selection.$head.marks();
      dispatch?.(mark.isInSet(marks) ? state.tr.removeStoredMark(mark) : state.tr.addStoredMark(mark));
      return true;
    }
    let all = true;
    doc.nodesBetween(selection.from, selection.to, (node) => {
      if (node.isInline) all &&= hasFormat(attributesOf(node.marks), format, core.me.delegation);
    });
    const from = indexAt(doc, selection.from);
    const delta = new Delta().retain(from).retain(indexAt(doc, selection.to) - from, { [format]: all ? null : true });
    dispatch?.(giveEdit(state.tr, { delta }));
    return true;
  };

export { redo, undo };
