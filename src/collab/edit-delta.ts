/**
 * What a transaction did, as a plain Delta. An item of the sequence is a character, an inline object, or the token that
 * closes a block, and the step maps say which tokens a step replaced. So all others keep their identity, and text that
 * is typed beside equal text stands exactly where it was typed, which no comparison of texts could tell.
 */
import type { Node } from "prosemirror-model";
import type { StepMap, Transform } from "prosemirror-transform";
import {
  type Attributes,
  Delta,
  type Insert,
  MARK,
  type Op,
  attributesDiff,
  leadOf,
  lengthOf,
  plainText,
  reachOf,
  sameAttributes,
  sameValue,
} from "../../schema/index.ts";
import { indexAt, itemCount, placeOf, sameBlocks, sequenceOf } from "./projection.ts";

export interface Edit {
  /** From the draft's start. */
  delta: Delta;
  /** Whether it leads to the very document of the transaction: false where that marks one half of a surrogate pair. */
  exact: boolean;
}

/** The edit that a transaction (or any transform) made. */
export function docDiff(tr: Transform): Edit {
  let edit: Edit = { delta: new Delta(), exact: true };
  tr.steps.forEach((_, i) => {
    const step = stepDiff(tr.docs[i]!, tr.docs[i + 1] ?? tr.doc, tr.mapping.maps[i]!);
    edit = i === 0 ? step : { delta: edit.delta.compose(step.delta), exact: edit.exact && step.exact };
  });
  return { ...edit, delta: edit.delta.chop() };
}

/** A stretch of items that a step replaced, in both sequences from the window's start. */
interface Range {
  from: number;
  to: number;
  newFrom: number;
  newTo: number;
}

function stepDiff(before: Node, after: Node, map: StepMap): Edit {
  const { head, tail } = untouched(before, after, map);
  const start = itemCountUpTo(before, head);
  const [old, now] = [
    sequenceOf(before, head, before.childCount - tail),
    sequenceOf(after, head, after.childCount - tail),
  ];
  const [oldText, newText] = [plainText(old.ops as Op[]), plainText(now.ops as Op[])];
  const ranges: Range[] = [];
  map.forEach((from, to, newFrom, newTo) => {
    ranges.push({
      from: indexAt(before, from) - start,
      to: indexAt(before, to) - start,
      newFrom: indexAt(after, newFrom) - start,
      newTo: indexAt(after, newTo) - start,
    });
  });
  const delta = new Delta().retain(start);
  const [oldItems, newItems] = [new Cursor(old.ops as Op[]), new Cursor(now.ops as Op[])];
  let exact = true;
  const retain = (n: number) => {
    for (let rest = n; rest > 0; ) {
      let length = Math.min(rest, oldItems.left, newItems.left);
      if (length < rest && isPair(oldText, oldItems.index + length)) {
        length++; // the whole character takes what its first half got
        exact = false;
      }
      delta.retain(length, attributesDiff(oldItems.attributes, newItems.attributes));
      oldItems.skip(length);
      newItems.skip(length);
      rest -= length;
    }
  };
  ranges.forEach((range, i) => {
    const room = ranges[i + 1]?.from ?? oldText.length;
    const { from, to, newFrom, newTo } = wholeCharacters(
      keepMarks(range, oldText, newText),
      oldText,
      newText,
      oldItems.index,
      room,
    );
    retain(from - oldItems.index);
    for (const { insert, attributes } of newItems.take(newTo - newFrom)) delta.insert(insert as string, attributes);
    delta.delete(to - from);
    oldItems.skip(to - from);
  });
  retain(oldText.length - oldItems.index);
  return { delta: delta.chop(), exact };
}

/** How many blocks at either end are the same nodes and outside of all replaced ranges. */
function untouched(before: Node, after: Node, map: StepMap): { head: number; tail: number } {
  let { head, tail } = sameBlocks(before, after);
  const behind = (doc: Node, pos: number) => {
    const $pos = doc.resolve(pos);
    return doc.childCount - $pos.index(0) - Math.min($pos.depth, 1);
  };
  map.forEach((from, to, newFrom, newTo) => {
    head = Math.min(head, before.resolve(from).index(0), after.resolve(newFrom).index(0));
    tail = Math.min(tail, behind(before, to), behind(after, newTo));
  });
  return { head, tail };
}

function itemCountUpTo(doc: Node, k: number): number {
  let count = 0;
  for (let i = 0; i < k; i++) count += doc.children[i]!.nodeSize - 1;
  return count;
}

/** Paragraph marks at the edges of a replaced range that stand there before and after are the same marks. */
function keepMarks(range: Range, oldText: string, newText: string): Range {
  let { from, to, newFrom, newTo } = range;
  const isEmpty = () => from === to || newFrom === newTo;
  while (!isEmpty() && oldText[from] === MARK && newText[newFrom] === MARK) {
    from++;
    newFrom++;
  }
  while (!isEmpty() && oldText[to - 1] === MARK && newText[newTo - 1] === MARK) {
    to--;
    newTo--;
  }
  return { from, to, newFrom, newTo };
}

/** A range that begins or ends between the halves of a character takes in the half outside of it. */
function wholeCharacters(range: Range, oldText: string, newText: string, least: number, most: number): Range {
  let { from, to, newFrom, newTo } = range;
  if (from > least && (isPair(oldText, from) || isPair(newText, newFrom))) {
    from--;
    newFrom--;
  }
  if (to < most && (isPair(oldText, to) || isPair(newText, newTo))) {
    to++;
    newTo++;
  }
  return { from, to, newFrom, newTo };
}

/** Whether the items before and after `index` are the halves of one character. */
export const isPair = (text: string, index: number): boolean =>
  index > 0 && /[\uD800-\uDBFF]/.test(text[index - 1]!) && /[\uDC00-\uDFFF]/.test(text[index] ?? "");

/** Reads a sequence item by item, in runs. */
class Cursor {
  index = 0;
  private i = 0;
  private offset = 0;

  constructor(private readonly ops: readonly Op[]) {}

  /** Items left in the current run. */
  get left(): number {
    const op = this.ops[this.i];
    return op === undefined ? 0 : lengthOf(op.insert!) - this.offset;
  }
  get attributes(): Attributes | undefined {
    return this.ops[this.i]?.attributes;
  }
  skip(n: number): void {
    this.take(n);
  }
  take(n: number): { insert: Insert; attributes: Attributes | undefined }[] {
    const taken: { insert: Insert; attributes: Attributes | undefined }[] = [];
    for (let rest = n; rest > 0; ) {
      const op = this.ops[this.i];
      if (op === undefined) throw new RangeError(`a step replaced ${rest} more than there is`);
      const length = Math.min(rest, this.left);
      const insert = typeof op.insert === "string" ? op.insert.slice(this.offset, this.offset + length) : op.insert!;
      taken.push({ insert, attributes: op.attributes });
      rest -= length;
      this.index += length;
      this.offset += length;
      if (this.left === 0) {
        this.i++;
        this.offset = 0;
      }
    }
    return taken;
  }
}

/** A stretch of whole blocks around an edit, so that work on the edit needs nothing else of the draft. */
export interface Window {
  /** Its first block. */
  from: number;
  /** The block after its last one. */
  to: number;
  /** The index of its first item in the sequence. */
  index: number;
  sequence: Delta;
  /** The edit from the window's start. */
  edit: Delta;
}

/**
 * The window of an edit: the blocks that it touches and one more after them, because where the window ends the draft
 * seems to end; and those before that `belongs` says run on into the window.
 */
export function windowOf(doc: Node, edit: Delta, belongs: (block: Node) => boolean = () => false): Window {
  const skipped = leadOf(edit.ops as Op[]);
  const end = reachOf(edit.ops as Op[]);
  const total = itemCount(doc);
  if (end > total) throw new RangeError(`an edit runs ${end - total} past the end of the draft`);
  const place = placeOf(doc, skipped);
  let { k: from, index } = place;
  while (from > 0 && (from === doc.childCount || belongs(doc.child(from - 1)))) index -= doc.child(--from).nodeSize - 1;
  const to = Math.min(doc.childCount, placeOf(doc, end).k + 2);
  const ops = skipped > 0 ? [{ retain: skipped - index }, ...edit.ops.slice(1)] : edit.ops;
  return {
    from,
    to,
    index,
    sequence: sequenceOf(doc, from, to),
    edit: new Delta((ops as Op[]).filter((op) => op.retain !== 0)),
  };
}

/** Whether two edits do the same in the same steps. */
export function sameDelta(a: Delta, b: Delta): boolean {
  const [left, right] = [a.ops as Op[], b.ops as Op[]];
  return (
    left.length === right.length &&
    left.every((op, i) => {
      const other = right[i]!;
      return (
        op.delete === other.delete &&
        op.retain === other.retain &&
        sameValue(op.insert, other.insert) &&
        sameAttributes(op.attributes, other.attributes)
      );
    })
  );
}
