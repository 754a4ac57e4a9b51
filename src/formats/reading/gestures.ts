/**
 * The changes of a draft out of the revisions of a document. Neighbouring revisions of one author and time are one
 * gesture, and so are both halves of a move; whatever else is apart, is a change by itself, because an id is never used
 * again (a change that is decided may not take along what somebody did elsewhere).
 */
import { type Change, type ChangeId, delegationOf, isChange } from "../../../schema/index.ts";
import type { ReadOptions } from "../result.ts";
import { type Proposer, proposerOf, timeOf } from "../authors.ts";
import type { Revision } from "./paragraph.ts";

interface Gesture {
  id: ChangeId;
  /** Number of the last item that it touched. */
  at: number;
}

export class Gestures {
  readonly changes: Record<ChangeId, Change> = {};
  private readonly proposers = new Map<string, Proposer>();
  private readonly open = new Map<string, Gesture>();
  private readonly taken = new Set<string>();
  private item = 0;
  private last = 0;

  constructor(private readonly options: ReadOptions) {}

  /** The next item begins: what it carries goes on from what the one before it carried. */
  next(): void {
    this.item += 1;
  }

  proposer(author: string): Proposer {
    let known = this.proposers.get(author);
    if (known === undefined) this.proposers.set(author, (known = proposerOf(author, this.options)));
    return known;
  }

  /** The change of a revision on the item at hand. */
  of(revision: Revision): ChangeId {
    const { author, date, move, change } = revision;
    const proposer = this.proposer(author);
    const { delegation } = proposer;
    const by = revision.by ?? proposer.by;
    if (change !== null && isChange(change) && delegationOf(change) === delegation)
      return this.record(change, { delegation, by }, date);
    const key = JSON.stringify(move === null ? [author, date] : [author, "move", move]);
    const open = this.open.get(key);
    if (open !== undefined && (move !== null || open.at >= this.item - 1)) {
      open.at = this.item;
      return open.id;
    }
    const id = this.freshId(delegation);
    this.open.set(key, { id, at: this.item });
    return this.record(id, { delegation, by }, date);
  }

  /** Ids that our own writer wrote stay those of their changes. */
  reserve(change: string): void {
    this.taken.add(change);
  }

  /** Nothing carries a change any more. */
  forget(change: ChangeId): void {
    delete this.changes[change];
  }

  private freshId(delegation: string): ChangeId {
    let id: ChangeId;
    do id = `${delegation}:w${(this.last += 1)}`;
    while (this.taken.has(id));
    return id;
  }

  private record(id: ChangeId, { delegation, by }: Proposer, date: string): ChangeId {
    this.changes[id] ??= { delegation, by, time: timeOf(date) };
    return id;
  }
}
