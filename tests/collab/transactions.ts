/** Random transactions, as a view or a plugin makes them. */
import fc from "fast-check";
import { Fragment, type Node, Slice } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { blockOf, markOf, nodes } from "../../schema/nodes.ts";
import { ParagraphMarkStep } from "../../src/collab/paragraph-mark-step.ts";
import { marksOf } from "../../src/collab/projection.ts";

export const ACTS = [
  "type",
  "delete",
  "replace",
  "split",
  "join",
  "mark",
  "unmark",
  "role",
  "attributes",
  "blocks",
  "paste",
  "remove",
  "move",
  "all",
] as const;
export interface Act {
  act: (typeof ACTS)[number];
  at: number;
  to: number;
  text: string;
}
export const actArb: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom(...ACTS),
  at: fc.nat(1000),
  to: fc.nat(1000),
  text: fc.constantFrom("x", "a", "b", "😀", "yz"),
});

/** Positions where text can stand. */
function textPositions(doc: Node): number[] {
  const found: number[] = [];
  doc.forEach((block, pos) => {
    for (let i = 0; i <= block.content.size; i++) found.push(pos + 1 + i);
  });
  return found;
}
const paragraph = (text: string, id: string) =>
  blockOf({ role: "item", level: 2, id }, text === "" ? [] : [nodes.text(text)]);

/** Adds what an act does to a transaction. */
export function perform(tr: Transaction, { act, at, to: end, text }: Act): void {
  const places = textPositions(tr.doc);
  const [from, to] = [places[at % places.length]!, places[end % places.length]!].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const $from = tr.doc.resolve(from);
  const k = $from.index(0);
  const before = $from.before(1);
  const block = tr.doc.child(k);
  switch (act) {
    case "type":
      return void tr.insertText(text, from);
    case "delete":
      return void tr.delete(from, to);
    case "replace":
      return void tr.replaceWith(from, to, nodes.text(text, marksOf({ em: true, ins: "F:9" })));
    case "split":
      return void tr.split(from);
    case "join":
      return void (k > 0 && canJoin(tr.doc, before) && tr.join(before));
    case "mark":
      return void tr.addMark(from, to, nodes.marks.strong!.create());
    case "unmark":
      return void tr.removeMark(from, to, nodes.marks.em);
    case "role":
      return void tr.setNodeMarkup(before, nodes.nodes.call, { mark: { ...markOf(block), role: "call" } });
    case "attributes":
      return void tr.step(
        new ParagraphMarkStep(before + 1 + block.content.size, { level: end % 3, part: "operative" }),
      );
    case "blocks":
      return void tr.insert(before, [paragraph(text, "n1"), paragraph("", "n2")]);
    case "paste":
      return void tr.replace(from, to, new Slice(Fragment.from([paragraph(text, "n3"), paragraph("q", "n4")]), 1, 1));
    case "remove":
      return void (tr.doc.childCount > 1 && tr.delete(before, before + block.nodeSize));
    case "move":
      if (tr.doc.childCount === 1) return;
      tr.delete(before, before + block.nodeSize);
      return void tr.insert(end % 2 === 0 ? 0 : tr.doc.content.size, block);
    case "all":
      return void tr.replaceWith(0, tr.doc.content.size, tr.doc.content);
  }
}
