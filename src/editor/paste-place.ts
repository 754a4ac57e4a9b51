/** The place where something is pasted: the selection, and what stands around it for the person who pastes. */
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { type Attributes, levelOf } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import type { EditorCore } from "../collab/binding.ts";
import { asProposedBy } from "../collab/joins.ts";
import { attributesOf, indexAt } from "../collab/projection.ts";

export interface PastePlace {
  /** The selection, as indexes of the sequence. */
  from: number;
  to: number;
  /** The index of the mark that ends the paragraph in which the selection ends. */
  mark: number;
  /** The mark of the paragraph in which it begins, with the person's own proposed settings. */
  like: Attributes;
  /** Whether text stands in those paragraphs before and after the selection. */
  before: boolean;
  after: boolean;
  /** Whether it begins and ends in one paragraph. */
  isWithin: boolean;
  /** Whether that paragraph is empty, with or without what is selected. */
  isEmpty: boolean;
  /** The level of the item that comes to stand above; -1 where none does. */
  above: number;
  /** Whether that item announces what comes: it ends in a colon. */
  announces: boolean;
}

/** What the person has proposed to delete does not stand: text is none, and a mark ends no paragraph. */
export function pastePlace(core: EditorCore): PastePlace {
  const { doc, selection } = core.state;
  const isAll = selection.$from.depth === 0;
  const { $from, $to } = isAll ? TextSelection.between(selection.$from, selection.$to) : selection;
  const isGone = (attributes: Attributes | undefined) => core.mode === "propose" && core.stays(attributes);
  const isOpen = (k: number) => k >= 0 && k < doc.childCount - 1 && isGone(markOf(doc.child(k)));
  const textIn = (from: number, to: number) => {
    let text = "";
    doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isInline || isGone(attributesOf(node.marks))) return;
      text += node.isText ? node.text!.slice(Math.max(from - pos, 0), to - pos) : "\uFFFC";
    });
    return text;
  };

  let [first, start] = [$from.index(0), $from.before(1)];
  while (isOpen(first - 1)) start -= doc.child(--first).nodeSize;
  let last = $from.index(0);
  while (isOpen(last)) last++;
  let [end, endsAt] = [$to.index(0), $to.after(1)];
  while (isOpen(end)) endsAt += doc.child(++end).nodeSize;

  const proposed = (block: Node) => asProposedBy(core.me.delegation, markOf(block));
  const like = proposed(doc.child(last));
  const textBefore = textIn(start, $from.pos);
  const before = textBefore !== "";
  const after = textIn($to.pos, endsAt) !== "";
  const above = before ? like : first === 0 ? {} : proposed(doc.child(first - 1));
  const textAbove = before || first === 0 ? textBefore : textIn(start - doc.child(first - 1).nodeSize, start);
  return {
    from: indexAt(doc, $from.pos),
    to: indexAt(doc, $to.pos),
    mark: indexAt(doc, endsAt - 1),
    like,
    before,
    after,
    isWithin: last === end,
    isEmpty: !before && !after && last === end,
    above: above.role === "item" ? levelOf(above) : -1,
    announces: above.role === "item" && /[:：]\s*$/u.test(textAbove),
  };
}
