/** The sequence of a document while it is read. */
import { type Attributes, type Insert, MARK, type Op, sameAttributes } from "../../schema/index.ts";
import { Fault } from "./fault.ts";

/** Paragraphs that a draft may have: some 30 on each of a thousand pages. */
export const MOST_PARAGRAPHS = 30_000;
/** Stretches of text with marks of their own: some 100 on each of a thousand pages. */
export const MOST_RUNS = 100_000;

/** Marks that all words together may have: ten on each stretch of a thousand pages. */
const MOST_MARKS = 1_000_000;
/** Characters that the attributes of all stretches may have together, as a draft file repeats them. */
const MOST_SAID = 32 * 1024 * 1024;

/** Counts marks: elements in each other mark all that is in them, so that few bytes make many. */
export class MarkCount {
  private count = 0;

  /** Throws Fault, at a place, where it comes to more than any real document has. */
  add(marks: number, place: () => string): void {
    this.count += marks;
    if (this.count > MOST_MARKS) throw new Fault(place(), `more than ${MOST_MARKS} marks: split the document`);
  }
}

/** Adds to a sequence as `Delta.insert` does, but the values become the sequence's own: nothing is copied. */
export function addTo(ops: Op[], insert: Insert, attributes: Attributes | undefined): void {
  if (insert === "") return;
  const last = ops.at(-1);
  if (typeof insert === "string" && typeof last?.insert === "string" && insert !== MARK && last.insert !== MARK) {
    if (sameAttributes(last.attributes, attributes)) {
      last.insert += insert;
      return;
    }
  }
  ops.push(isEmpty(attributes) ? { insert } : { insert, attributes });
}

export class Ops {
  readonly ops: Op[] = [];
  private paragraphs = 0;
  private said = 0;

  /** Throws Fault where the document comes to more than any real one. */
  insert(insert: Insert, attributes?: Attributes): this {
    addTo(this.ops, insert, attributes);
    if (insert === MARK) this.paragraphs += 1;
    this.said += lengthOf(attributes);
    if (this.said > MOST_SAID) throw this.fault(`${MOST_SAID} characters of attributes`);
    if (this.paragraphs > MOST_PARAGRAPHS) throw this.fault(`${MOST_PARAGRAPHS} paragraphs`);
    if (this.ops.length > MOST_RUNS) throw this.fault(`${MOST_RUNS} stretches of text`);
    return this;
  }

  private fault(most: string): Fault {
    return new Fault(`paragraph ${this.paragraphs}`, `more than ${most}: split the document`);
  }

  /** The sequences of others behind it. */
  add(ops: readonly Op[]): this {
    for (const { insert, attributes } of ops) this.insert(insert!, attributes);
    return this;
  }
}

const isEmpty = (attributes: Attributes | undefined): attributes is undefined => {
  for (const _ in attributes) return false;
  return true;
};

function lengthOf(attributes: Attributes | undefined): number {
  let length = 0;
  for (const key in attributes) {
    const value = attributes[key];
    length += key.length + (typeof value === "object" ? JSON.stringify(value) : String(value)).length;
  }
  return length;
}
