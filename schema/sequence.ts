/**
 * A draft is one sequence: a Delta of inserts (characters, paragraph marks, inline objects). This file reads it in runs
 * of which every paragraph mark is one, because an operation of a Delta may hold several paragraphs.
 */
import Delta from "quill-delta";
import { type Attributes, canonical } from "./attributes.ts";

export { Delta };
export type Insert = string | Record<string, unknown>;
export interface Op {
  insert?: Insert;
  delete?: number;
  retain?: number | Record<string, unknown>;
  attributes?: Attributes;
}
/** Equal neighbours without a paragraph mark between them, or one paragraph mark, or one inline object. */
export interface Run {
  insert: Insert;
  attributes: Attributes | undefined;
}

export const MARK = "\n";

/** Length in Delta units: UTF-16 code units of text, one for an inline object. */
export const lengthOf = (insert: Insert): number => (typeof insert === "string" ? insert.length : 1);

/** How many items of the old sequence an operation passes: what it retains or deletes. */
export const passedBy = (op: Op): number => op.delete ?? (typeof op.retain === "number" ? op.retain : 0);

/** How many items of the old sequence a change passes: it needs a sequence of at least this length. */
export const reachOf = (ops: Iterable<Op>): number => {
  let reach = 0;
  for (const op of ops) reach += passedBy(op);
  return reach;
};

/** How many items a change leaves as they are before it does anything; its first operation says so, if any. */
export const leadOf = ([first]: readonly Op[]): number =>
  typeof first?.retain === "number" && first.attributes === undefined ? first.retain : 0;

/** The runs of a sequence in order. Throws RangeError when an operation is not an insert. */
export function* runsOf(ops: Iterable<Op>): Generator<Run> {
  for (const op of ops) {
    if (op.insert === undefined) throw new RangeError(`not a sequence: ${JSON.stringify(op).slice(0, 80)}`);
    const attributes = op.attributes;
    if (typeof op.insert !== "string" || op.insert === MARK || !op.insert.includes(MARK)) {
      yield { insert: op.insert, attributes };
      continue;
    }
    for (const piece of op.insert.split(/(\n)/)) if (piece !== "") yield { insert: piece, attributes };
  }
}

/** One code unit at a time, with the same attribute object for all of a run: for algorithms that compare item by item. */
export function* itemsOf(ops: Iterable<Op>): Generator<Run> {
  for (const { insert, attributes } of runsOf(ops)) {
    if (typeof insert === "string") for (let i = 0; i < insert.length; i++) yield { insert: insert[i]!, attributes };
    else yield { insert, attributes };
  }
}

/** The same sequence in its one canonical form: neighbours with equal attributes joined, keys ordered, nulls dropped. */
export const canonicalSequence = (ops: Iterable<Op>): Delta => joined(canonicalRuns(ops));

function* canonicalRuns(ops: Iterable<Op>): Generator<Run> {
  for (const { insert, attributes } of runsOf(ops)) yield { insert, attributes: canonical(attributes) };
}

/** The sequence of runs, as inserting one after the other makes it. Their attributes are taken as they are, not copied. */
export function joined(runs: Iterable<Run>): Delta {
  const ops: Op[] = [];
  let last: Op | undefined;
  for (const { insert, attributes } of runs) {
    if (insert === "") continue;
    if (typeof insert === "string" && typeof last?.insert === "string" && isJoinable(attributes, last.attributes))
      last.insert += insert;
    else ops.push((last = { insert, ...(!isEmpty(attributes) && { attributes }) }));
  }
  return new Delta(ops as Delta["ops"]);
}

const isEmpty = (attributes: Attributes | undefined): boolean => {
  for (const _ in attributes) return false;
  return true;
};
const isJoinable = (a: Attributes | undefined, b: Attributes | undefined): boolean =>
  a === b || (isEmpty(a) && isEmpty(b)) || Delta.AttributeMap.diff(a, b) === undefined;

/** The text alone, for messages and tests; an inline object shows as U+FFFC. */
export function plainText(ops: Iterable<Op>): string {
  let text = "";
  for (const { insert } of runsOf(ops)) text += typeof insert === "string" ? insert : "\uFFFC";
  return text;
}

/** The index of the first of a list for which `is` holds, where it holds for all behind it too; the length for none. */
export function firstWhere<T>(list: readonly T[], is: (each: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
