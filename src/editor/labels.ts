/** Labels of a document's blocks, at a cost that does not grow with the length of the text. */
import type { Node } from "prosemirror-model";
import {
  type Attributes,
  Delta,
  type LabelPair,
  type Labelling,
  MARK,
  type Op,
  labelPairs,
  parseKey,
  standsIn,
} from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import { attributesOf } from "../collab/projection.ts";

/** No known call is longer. */
const CALL = 64;

interface Outline {
  /** A sequence with the same labels: of the text only what decides where the label stands and what a call says. */
  ops: Op[];
  /** Equal for blocks that have the same effect on labels. */
  key: string;
}
const outlines = new WeakMap<Node, Outline>();

function outlineOf(block: Node): Outline {
  let outline = outlines.get(block);
  if (outline === undefined) {
    const ops: Op[] = [...firstItems(block), { insert: MARK, attributes: markOf(block) }];
    outlines.set(block, (outline = { ops, key: JSON.stringify(ops) }));
  }
  return outline;
}

/** The first items that stand in the original, in the final and in both; of a call its first words too. */
function firstItems(block: Node): Op[] {
  const isCall = JSON.stringify(markOf(block)).includes('"call"'); // by role or by a proposal to set it
  const ops: Op[] = [];
  let [original, final, both, read] = [false, false, false, 0];
  for (const node of block.children) {
    if (both && (!isCall || read >= CALL)) break;
    const attributes = proposals(attributesOf(node.marks));
    const inOriginal = standsIn(attributes, () => false);
    const inFinal = standsIn(attributes, () => true);
    const isFirst = (!original && inOriginal) || (!final && inFinal) || (!both && inOriginal && inFinal);
    const isRead = isCall && read < CALL;
    if (!isFirst && !isRead) continue;
    const insert = isRead && node.isText ? node.text!.slice(0, CALL - read) : "x";
    ops.push(attributes === undefined ? { insert } : { insert, attributes });
    original ||= inOriginal;
    final ||= inFinal;
    both ||= inOriginal && inFinal;
    read += insert.length;
  }
  return ops;
}

/** Of an item's attributes those that decide in which view it stands. */
function proposals(attributes: Attributes | undefined): Attributes | undefined {
  const keys = Object.keys(attributes ?? {}).filter((key) => key === "ins" || parseKey(key).kind === "del");
  return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, attributes![key]]));
}

/** The labels of all blocks in order. */
export function labelsOfBlocks(doc: Node, labelling: Labelling): LabelPair[] {
  return labelPairs(new Delta(doc.children.flatMap((block) => outlineOf(block).ops)), labelling);
}

/** Whether the blocks between the first `head` and the last `tail` have the same effect on labels in both documents. */
export function sameLabels(before: Node, after: Node, head: number, tail: number): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let k = head; k < after.childCount - tail; k++) {
    const [old, now] = [before.child(k), after.child(k)];
    if (old !== now && outlineOf(old).key !== outlineOf(now).key) return false;
  }
  return true;
}
