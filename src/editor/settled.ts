/** The original and the final view: documents without marks, to be read. */
import { EditorState, type Plugin } from "prosemirror-state";
import type { Delta } from "../../schema/index.ts";
import { view } from "../../schema/index.ts";
import { project } from "../collab/projection.ts";
import { relabel } from "./decorations.ts";

export const settledState = (sequence: Delta, as: "original" | "final", plugins: Plugin[]): EditorState =>
  EditorState.create({ doc: project(view(sequence, as)), plugins });

/**
 * The state after others' edits. Blocks that are as before stay what they are, and so do selection and scroll place.
 * Labels are read again in any case: a decision can change them and leave the text as it is.
 */
export function settledAgain(state: EditorState, sequence: Delta, as: "original" | "final"): EditorState {
  const { tr } = state;
  const [old, now] = [tr.doc.children, project(view(sequence, as)).children];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head]!.eq(now[head]!)) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail]!.eq(now[now.length - 1 - tail]!)) tail++;
  const sizeOf = (blocks: typeof old) => blocks.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  const from = sizeOf(old.slice(0, head));
  const to = tr.doc.content.size - sizeOf(old.slice(old.length - tail));
  const inserted = now.slice(head, now.length - tail);
  if (from !== to || inserted.length > 0) tr.replaceWith(from, to, inserted);
  return state.apply(relabel(tr));
}
