/** Revisions as Word has them: each element with a number of its own, the delegation as author, the time where known. */
import { type Change, type ChangeId, delegationOf } from "../../../schema/index.ts";
import type { Piece } from "../blocks.ts";
import { type XmlValues, element } from "../xml-write.ts";

/**
 * The author of what nobody proposes: labels and what references show follow from the changes of the whole text. Not a
 * code that a delegation may have, so that no reader takes it for one.
 */
export const NUMBERING = "Numbering";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
/** A time as Word reads it, to the second; undefined for one that is not known. */
export const dateOf = (time: string | undefined): string | undefined =>
  time === undefined || !TIME.test(time)
    ? undefined
    : `${time.slice(0, 16)}${/^:\d\d/.exec(time.slice(16))?.[0] ?? ":00"}Z`;

export type RevisionTag = "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo";

export class Revisions {
  private number = 0;

  constructor(private readonly changes: Readonly<Record<ChangeId, Change>>) {}

  /** Numbers are one row for revisions, comments' places and bookmarks: all are annotations (ECMA-376 §17.13). */
  next(): number {
    return (this.number += 1);
  }

  /** The attributes of a revision that belongs to a change; null for one that follows from the others. */
  of(change: ChangeId | null, more: XmlValues = {}): XmlValues {
    if (change === null) return { "w:id": this.next(), "w:author": NUMBERING, ...more };
    const known = Object.hasOwn(this.changes, change) ? this.changes[change] : undefined;
    return {
      "w:id": this.next(),
      "w:author": delegationOf(change),
      "w:date": dateOf(known?.time),
      "plenary:change": change,
      "plenary:by": known === undefined || known.by === "" ? null : known.by,
      ...more,
    };
  }

  wrap(tag: RevisionTag, change: ChangeId | null, content: string, more: XmlValues = {}): string {
    return element(tag, this.of(change, more), content);
  }
}

/**
 * Who would delete a piece as Word can say it: it knows one deletion of a run. The first by delegation code is written,
 * the others stand in a comment and, for reading back, in an attribute of ours.
 */
export const deletionOf = ({ dels }: Piece): { first: ChangeId | null; others: ChangeId[] } => ({
  first: dels[0] ?? null,
  others: dels.slice(1),
});

export const stands = ({ ins, dels }: Piece): { original: boolean; final: boolean } => ({
  original: ins === null,
  final: dels.length === 0,
});
