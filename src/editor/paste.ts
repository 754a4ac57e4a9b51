/** What comes and goes by the clipboard. */
import { Fragment, type Node, type ResolvedPos, Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { type Attributes, FORMATS } from "../../schema/index.ts";
import { blockOf, markOf, nodes } from "../../schema/nodes.ts";
import { asProposedBy } from "../collab/joins.ts";

const FORMAT_NAMES: readonly string[] = FORMATS;

/** Text and formatting alone: nobody's proposals, comments or ids come along, and no text that is proposed to go. */
export function withoutRevisions(fragment: Fragment, plainBlock: Attributes = {}): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    if (node.isTextblock) {
      const { role, level, part, id } = markOf(node);
      const mark = role === undefined ? plainBlock : { role, level, part, ...(role === "footnote" && { id }) };
      kept.push(blockOf(mark, withoutRevisions(node.content)));
    } else if (!node.marks.some(({ type }) => type === nodes.marks.deletion)) {
      kept.push(node.mark(node.marks.filter(({ type }) => FORMAT_NAMES.includes(type.name))));
    }
  });
  return Fragment.fromArray(kept);
}

/** What a paragraph that is pasted at a place is like when it does not say so itself. */
function likeAt($pos: ResolvedPos, delegation: string): Attributes {
  if ($pos.depth === 0) return {};
  const { role, level, part } = asProposedBy(delegation, markOf($pos.parent));
  return role === "item" ? { role, level, part } : {};
}

/** Clipboard properties of the editor view. */
export const clipboard = (delegation: string) => ({
  transformPasted(slice: Slice, view: EditorView): Slice {
    const like = likeAt(view.state.selection.$from, delegation);
    return new Slice(withoutRevisions(slice.content, like), slice.openStart, slice.openEnd);
  },
  clipboardTextParser(text: string, $context: ResolvedPos): Slice {
    const like = likeAt($context, delegation);
    const lines = text.split(/(?:\r\n?|\n)+/).map((line) => blockOf(like, line === "" ? [] : [nodes.text(line)]));
    return new Slice(Fragment.from(lines), 1, 1);
  },
  clipboardTextSerializer(slice: Slice): string {
    const content = withoutRevisions(slice.content);
    return content.textBetween(0, content.size, "\n");
  },
});
