/** What the tools show of the selection. */
import { redoDepth, undoDepth } from "prosemirror-history";
import type { EditorState } from "prosemirror-state";
import { type Attributes, type ChangeId, FORMATS, type Format, type Role, type Setting, isChange, levelOf, parseKey, roleOf } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import { asProposedBy } from "../collab/joins.ts";
import { attributesOf } from "../collab/projection.ts";
import { hasFormat, selectedBlocks } from "./commands.ts";

export interface Snapshot {
  /** Null where the selection spans several roles. */
  role: Role | null;
  level: number;
  formats: readonly Format[];
  /** Whether the selection is a caret. */
  empty: boolean;
  undo: boolean;
  redo: boolean;
  /** Changes that the selection touches. */
  changes: readonly ChangeId[];
}

export function snapshotOf(state: EditorState, delegation: string): Snapshot {
  const marks = [...selectedBlocks(state)].map(({ node }) => asProposedBy(delegation, markOf(node)));
  const roles = new Set(marks.map(roleOf));
  return {
    role: roles.size === 1 ? [...roles][0]! : null,
    level: levelOf(marks[0] ?? {}),
    formats: FORMATS.filter((format) => isFormatted(state, format, delegation)),
    empty: state.selection.empty,
    undo: undoDepth(state) > 0,
    redo: redoDepth(state) > 0,
    changes: changesAt(state),
  };
}

function isFormatted(state: EditorState, format: Format, delegation: string): boolean {
  const { doc, selection, storedMarks } = state;
  if (selection.empty) return hasFormat(attributesOf(storedMarks ?? selection.$head.marks()), format, delegation);
  let [any, all] = [false, true];
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (!node.isInline) return;
    any = true;
    all &&= hasFormat(attributesOf(node.marks), format, delegation);
  });
  return any && all;
}

function changesAt({ doc, selection }: EditorState): ChangeId[] {
  const found = new Set<ChangeId>();
  // A caret touches what is on either side of it.
  const [from, to] = selection.empty ? [selection.from - 1, selection.to + 1] : [selection.from, selection.to];
  doc.nodesBetween(Math.max(0, from), Math.min(doc.content.size, to), (node, pos) => {
    if (node.isInline) collect(attributesOf(node.marks), found);
    // The paragraph mark is at the block's end; what is set on it concerns all of the paragraph.
    else if (node.isTextblock && selection.from <= pos + node.nodeSize && selection.to >= pos) collect(markOf(node), found, to < pos + node.nodeSize);
  });
  return [...found];
}

function collect(attributes: Attributes | undefined, into: Set<ChangeId>, settingsOnly = false): void {
  for (const key in attributes) {
    const { kind } = parseKey(key);
    const change = kind === "set" ? (attributes[key] as Setting).change : !settingsOnly && (kind === "ins" || kind === "del") ? attributes[key] : null;
    if (isChange(change)) into.add(change);
  }
}
