/** Text that cannot stand in a sequence: a line break would be a paragraph mark, half of a character none at all. */
import type { Transform } from "prosemirror-transform";
import { nodes } from "../../schema/nodes.ts";
import { sameBlocks } from "./projection.ts";

const UNFIT = /[\n\r]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Adds steps to `tr` that put a space or U+FFFD in the place of what it brought that cannot stand. */
export function cleanText(tr: Transform): void {
  const { head, tail } = sameBlocks(tr.before, tr.doc);
  tr.doc.forEach((block, pos, k) => {
    if (k < head || k >= tr.doc.childCount - tail) return;
    const text = block.textBetween(0, block.content.size, "", "\uFFFC");
    for (const { 0: unit, index } of text.matchAll(UNFIT)) {
      const at = pos + 1 + index;
      const { marks } = tr.doc.nodeAt(at)!;
      tr.replaceWith(at, at + 1, nodes.text(/[\n\r]/.test(unit) ? " " : "\uFFFD", marks));
    }
  });
}
