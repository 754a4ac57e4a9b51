/** What the tools show of the selection. */
import { redoDepth, undoDepth } from "prosemirror-history";
import type { EditorState } from "prosemirror-state";
import {
  type Attributes,
  type ChangeId,
  FORMATS,
  type Format,
  type Role,
  type Setting,
  idOf,
  isChange,
  levelOf,
  parseKey,
  roleOf,
} from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import { asProposedBy } from "../collab/joins.ts";
import { attributesOf } from "../collab/projection.ts";
import { isAgreed } from "../revision/index.ts";
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
  /** The paragraphs that it touches, and whether each is agreed. */
  paragraphs: readonly { id: string; agreed: boolean }[];
}

export function snapshotOf(state: EditorState, delegation: string): Snapshot {
  const { doc, selection, storedMarks } = state;
  const { from, to, empty } = selection;
  const blocks = [...selectedBlocks(state)].map(({ node }) => markOf(node));
  const marks = blocks.map((mark) => asProposedBy(delegation, mark));
  const roles = new Set(marks.map(roleOf));
  const changes = new Set<ChangeId>();
  let formats: readonly Format[] | null = null;
  // A caret touches what is on either side of it.
  doc.nodesBetween(
    Math.max(0, empty ? from - 1 : from),
    Math.min(doc.content.size, empty ? to + 1 : to),
    (node, pos) => {
      if (node.isInline) {
        const attributes = attributesOf(node.marks);
        collect(attributes, changes);
        formats = (formats ?? FORMATS).filter((format) => hasFormat(attributes, format, delegation));
      } else if (node.isTextblock && from <= pos + node.nodeSize && to > pos) {
        // The paragraph mark is at the block's end; what is set on it concerns all of the paragraph.
        collect(markOf(node), changes, to < pos + node.nodeSize - 1);
      }
    },
  );
  if (empty) {
    const attributes = attributesOf(storedMarks ?? selection.$head.marks());
    formats = FORMATS.filter((format) => hasFormat(attributes, format, delegation));
  }
  return {
    role: roles.size === 1 ? [...roles][0]! : null,
    level: levelOf(marks[0] ?? {}),
    formats: formats ?? [],
    empty,
    undo: undoDepth(state) > 0,
    redo: redoDepth(state) > 0,
    changes: [...changes],
    paragraphs: blocks.map((mark) => ({ id: idOf(mark), agreed: isAgreed(mark) })),
  };
}

function collect(attributes: Attributes | undefined, into: Set<ChangeId>, settingsOnly = false): void {
  for (const key in attributes) {
    const { kind } = parseKey(key);
    const change =
      kind === "set"
        ? (attributes[key] as Setting).change
        : !settingsOnly && (kind === "ins" || kind === "del")
          ? attributes[key]
          : null;
    if (isChange(change)) into.add(change);
  }
}
