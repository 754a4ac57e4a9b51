/**
 * The sequence as a ProseMirror document and back. A block is its text plus a token at each side, the sequence has its
 * text plus one mark, so positions are linear: before the item `index` in paragraph `k` is `index + k + 1`.
 */
import { Fragment, type Mark, Mark as MarkSet, type Node } from "prosemirror-model";
import { type Attributes, Delta, type Insert, MARK, type Op, runsOf } from "../../schema/index.ts";
import { blockOf, keyOf, markFor, markOf, nodes, valueOf } from "../../schema/nodes.ts";

/** The marks of an item on text or an inline object, in their one canonical order. */
export function marksOf(attributes: Attributes | undefined): readonly Mark[] {
  if (attributes === undefined) return MarkSet.none;
  const marks: Mark[] = [];
  for (const key of Object.keys(attributes).sort()) {
    const mark = markFor(key, attributes[key]);
    if (mark !== null) marks.push(mark);
  }
  return MarkSet.setFrom(marks);
}

/** The attributes that marks stand for; undefined when there are none. */
export function attributesOf(marks: readonly Mark[]): Attributes | undefined {
  if (marks.length === 0) return undefined;
  const attributes: Attributes = {};
  for (const mark of marks) attributes[keyOf(mark)] = valueOf(mark);
  return attributes;
}

/** A character run or an inline object as a node. */
export function inlineOf(insert: Insert, attributes: Attributes | undefined): Node {
  const marks = marksOf(attributes);
  if (typeof insert === "string") return nodes.text(insert, marks);
  const [key, ...more] = Object.keys(insert);
  const value = key === undefined || more.length > 0 ? undefined : insert[key];
  if (key === "footnote" && typeof value === "string")
    return nodes.nodes["footnote-ref"]!.create({ id: value }, null, marks);
  if (key === "ref" && typeof value === "string") return nodes.nodes.ref!.create({ id: value }, null, marks);
  if (key === "break" && value === true) return nodes.nodes.break!.create(null, null, marks);
  return nodes.nodes.object!.create({ value: insert }, null, marks);
}

/** What a text node or an inline node is in the sequence. */
export function insertOf(node: Node): Insert {
  switch (node.type.name) {
    case "text":
      return node.text!;
    case "footnote-ref":
      return { footnote: node.attrs.id };
    case "ref":
      return { ref: node.attrs.id };
    case "break":
      return { break: true };
    default:
      return node.attrs.value as Insert;
  }
}

/** Whole paragraphs, and the text after the last paragraph mark. */
export function blocksOf(ops: Iterable<Op>): { blocks: Node[]; rest: Node[] } {
  const blocks: Node[] = [];
  let rest: Node[] = [];
  for (const { insert, attributes } of runsOf(ops)) {
    if (insert === MARK) {
      blocks.push(blockOf(attributes, rest));
      rest = [];
    } else rest.push(inlineOf(insert, attributes));
  }
  return { blocks, rest };
}

/**
 * The document of a sequence. One that does not end in a mark (a merge that the server has not closed yet, S7) is shown
 * closed with a bare mark.
 */
export function project(sequence: Delta): Node {
  const { blocks, rest } = blocksOf(sequence.ops as Op[]);
  if (rest.length > 0 || blocks.length === 0) blocks.push(blockOf(undefined, rest));
  return nodes.nodes.doc!.create(null, blocks);
}

/** The sequence of the blocks from `from` to `to` (all without them). Runs of one block are canonical. */
export function sequenceOf(doc: Node, from = 0, to = doc.childCount): Delta {
  const ops: Op[] = [];
  for (let k = from; k < to; k++) {
    const block = doc.child(k);
    pushInline(ops, block.content);
    const mark = markOf(block);
    ops.push(Object.keys(mark).length === 0 ? { insert: MARK } : { insert: MARK, attributes: mark });
  }
  return new Delta(ops);
}

function pushInline(ops: Op[], content: Fragment): void {
  for (let i = 0; i < content.childCount; i++) {
    const node = content.child(i);
    const attributes = attributesOf(node.marks);
    ops.push(attributes === undefined ? { insert: insertOf(node) } : { insert: insertOf(node), attributes });
  }
}

/** A block of the document. */
export interface Place {
  /** Its number. */
  k: number;
  /** The position before it. */
  pos: number;
  /** The index of its first item in the sequence. */
  index: number;
}

/** The block that holds the item `index`; behind the last item a place after the last block. Throws RangeError beyond. */
export function placeOf(doc: Node, index: number): Place {
  let pos = 0;
  let rest = index;
  for (let k = 0; k < doc.childCount; k++) {
    const size = doc.child(k).nodeSize;
    if (rest < size - 1) return { k, pos, index: index - rest };
    rest -= size - 1;
    pos += size;
  }
  if (rest === 0 && index >= 0) return { k: doc.childCount, pos, index };
  throw new RangeError(`index ${index} is outside of the draft`);
}

/** The position before the item `index`; behind the last item the document's end. */
export function positionAt(doc: Node, index: number): number {
  const place = placeOf(doc, index);
  return place.k === doc.childCount ? place.pos : place.pos + 1 + (index - place.index);
}

/** How many items stand before a position. */
export function indexAt(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  return pos - $pos.index(0) - Math.min($pos.depth, 1);
}

/** How many items a document has. */
export const itemCount = (doc: Node): number => doc.content.size - doc.childCount;

/** How many blocks at either end of two documents are the same nodes. */
export function sameBlocks(before: Node, after: Node): { head: number; tail: number } {
  const [old, now] = [before.children, after.children];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return { head, tail };
}
