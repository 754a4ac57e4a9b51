/** What Backspace and Delete take: a character as its reader sees it, a word, or a paragraph mark. */
import type { Node } from "prosemirror-model";
import type { EditorCore } from "../collab/binding.ts";
import type { GivenEdit } from "../collab/given-edit.ts";
import { attributesOf, indexAt, insertOf } from "../collab/projection.ts";
import { type Attributes, Delta, MARK } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";

/** An item of the document: a code unit, an inline object (as U+FFFC), or a paragraph mark. */
interface Item {
  unit: string;
  attributes: Attributes | undefined;
  /** Its index in the sequence. */
  index: number;
}

export type Reach = "character" | "word";
const segmenters = {
  character: new Intl.Segmenter(undefined, { granularity: "grapheme" }),
  word: new Intl.Segmenter(undefined, { granularity: "word" }),
} satisfies Record<Reach, Intl.Segmenter>;
/** No word is looked for over a longer distance than this. */
const FAR = 256;

/** The items before (`by` -1) or after (`by` 1) a position, the nearest first. */
function* itemsFrom(doc: Node, pos: number, by: 1 | -1): Generator<Item> {
  const $pos = doc.resolve(pos);
  let k = $pos.index(0);
  let start = indexAt(doc, $pos.start(1));
  let offset: number | null = $pos.parentOffset;
  for (; k >= 0 && k < doc.childCount; k += by) {
    const items = itemsOfBlock(doc.child(k), start);
    const rest = by > 0 ? items.slice(offset ?? 0) : items.slice(0, offset ?? items.length).reverse();
    yield* rest;
    offset = null;
    start += by > 0 ? items.length : k > 0 ? 1 - doc.child(k - 1).nodeSize : 0;
  }
}

function itemsOfBlock(block: Node, start: number): Item[] {
  const items: Item[] = [];
  block.forEach((node) => {
    const attributes = attributesOf(node.marks);
    const insert = insertOf(node);
    for (const unit of typeof insert === "string" ? insert.split("") : ["\uFFFC"])
      items.push({ unit, attributes, index: start + items.length });
  });
  items.push({ unit: MARK, attributes: markOf(block), index: start + items.length });
  return items;
}

/** The edit of Backspace (`by` -1) or Delete (`by` 1) at a caret; null where nothing can go. */
export function deletionAt(core: EditorCore, pos: number, by: 1 | -1, reach: Reach): GivenEdit | null {
  const { doc } = core.state;
  let text = "";
  const places: number[] = [];
  for (const { unit, attributes, index } of itemsFrom(doc, pos, by)) {
    if (core.stays(attributes)) continue; // what is struck already is passed over
    const isText = unit !== MARK && unit !== "\uFFFC";
    if (!isText && places.length === 0)
      return unit === MARK ? joinAt(core, pos, by, index) : edit(index, index + 1, by);
    if (!isText || places.length >= FAR) break;
    text = by > 0 ? text + unit : unit + text;
    places.push(index);
  }
  const count = segmentLength(text, by, reach);
  if (count === 0) return null;
  const far = places[count - 1]!;
  return by > 0 ? edit(places[0]!, far + 1, by) : edit(far, places[0]! + 1, by);
}

const edit = (from: number, to: number, by: 1 | -1): GivenEdit => ({
  delta: new Delta().retain(from).delete(to - from),
  caret: from,
  forward: by > 0,
});

/** How many code units of `text` from its end (`by` -1) or start are one character, or one word with the white space beside it. */
function segmentLength(text: string, by: 1 | -1, reach: Reach): number {
  const segments = [...segmenters[reach].segment(text)].map(({ segment }) => segment);
  if (by < 0) segments.reverse();
  let count = 0;
  for (const segment of segments) {
    count += segment.length;
    if (reach === "character" || segment.trim() !== "") break;
  }
  return count;
}

/** A join at the paragraph mark `index`. Of an empty paragraph the own mark goes: its neighbour stays as it is. */
function joinAt(core: EditorCore, pos: number, by: 1 | -1, index: number): GivenEdit | null {
  const { doc } = core.state;
  const lower = by < 0 ? doc.resolve(pos).index(0) : doc.resolve(pos).index(0) + 1;
  if (lower >= doc.childCount) return null; // the draft's last mark stays
  const items = itemsOfBlock(doc.child(lower), indexAt(doc, startOf(doc, lower)));
  const own = items.pop()!;
  const isEmpty = items.every(({ attributes }) => core.stays(attributes));
  if (!isEmpty || core.stays(own.attributes)) return edit(index, index + 1, by);
  return { delta: new Delta().retain(own.index).delete(1), caret: index };
}

function startOf(doc: Node, k: number): number {
  let pos = 1;
  for (let i = 0; i < k; i++) pos += doc.child(i).nodeSize;
  return pos;
}

/** The edit that deletes what is selected; null for an empty selection. */
export function deletionOf(core: EditorCore, by: 1 | -1): GivenEdit | null {
  const { doc, selection } = core.state;
  const from = indexAt(doc, selection.from);
  const to = Math.min(indexAt(doc, selection.to), doc.content.size - doc.childCount - 1); // the last mark stays
  return to > from ? edit(from, to, by) : null;
}
