/**
 * What brings a decision's text back. Read from the log entry by entry: until the decision only Yjs follows, from then on
 * the inverse is carried over each entry.
 */
import * as Y from "yjs";
import { Delta, type Op } from "../schema/index.ts";
import { DraftText } from "../src/collab/draft-text.ts";
import { type Effect, deltaOfEffect, inverseOfEffect } from "../src/collab/effect.ts";
import type { Entry } from "./log.ts";

export class Inverse {
  /** Log position up to which it is carried. */
  head = 0;
  private readonly doc = new Y.Doc({ guid: "draft" }); // as a replica
  private effects: Effect[] = [];
  private halves: Halves | null = null;

  /** Of the decision at this log position. */
  constructor(private readonly seq: number) {}

  /** Takes in the log's next entry. */
  read(entry: Entry): void {
    if (entry.seq === this.seq)
      new DraftText(this.doc.getText("draft")).observeEffect((effect) => this.effects.push(effect));
    this.doc.transact((transaction) => {
      Y.applyUpdate(this.doc, entry.update);
      transaction.local = true;
    });
    this.head = entry.seq;
    const effects = this.effects;
    this.effects = [];
    if (entry.seq === this.seq)
      this.halves = halvesOf(effects.reduce((sum, effect) => inverseOfEffect(effect).compose(sum), new Delta()));
    else if (this.halves !== null)
      this.halves = carried(
        this.halves,
        effects.reduce((sum, effect) => sum.compose(deltaOfEffect(effect)), new Delta()),
      );
  }

  /** For the draft as it is at `head`, which is at or after the decision. */
  get delta(): Delta {
    const { inserts, rest } = this.halves ?? halvesOf(new Delta());
    return rest.compose(rest.transform(inserts));
  }
}

/**
 * A Delta's insertions, and the rest of it. What is inserted again goes before what others wrote at its place since; what
 * others have set since stays set.
 */
interface Halves {
  inserts: Delta;
  rest: Delta;
}

function halvesOf(delta: Delta): Halves {
  const [inserts, rest] = [new Delta(), new Delta()];
  for (const op of delta.ops as Op[]) {
    if (op.insert !== undefined) inserts.insert(op.insert as string, op.attributes);
    else {
      inserts.retain(op.delete ?? (op.retain as number));
      rest.push(op as Delta["ops"][number]);
    }
  }
  return { inserts: inserts.chop(), rest: rest.chop() };
}

const carried = ({ inserts, rest }: Halves, change: Delta): Halves => ({
  inserts: change.transform(inserts, false),
  rest: change.transform(rest, true),
});
