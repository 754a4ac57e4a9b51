/** All that a draft holds, as values: what a room shows at one moment, and what a draft begins with. */
import type { Change, ChangeId, Comment, Delta, Op, Proposal } from "../schema/index.ts";
import { SERVER, finish } from "./guard.ts";
import type { NewEntry } from "./log.ts";
import type { Replica } from "./replica.ts";

export interface Snapshot {
  at: number;
  sequence: Delta;
  changes: Record<ChangeId, Change>;
  comments: Record<string, Comment>;
  proposals: Record<string, Proposal>;
}
export interface FirstContent {
  ops: readonly Op[];
  changes: Record<ChangeId, Change>;
  comments: Record<string, Comment>;
  proposals?: Record<string, Proposal>;
}

export const snapshotOf = (replica: Replica): Snapshot => ({
  at: replica.seq,
  sequence: replica.sequence(),
  changes: replica.changes.toJSON(),
  comments: replica.comments.toJSON(),
  proposals: replica.proposals.toJSON(),
});

/** Writes the first content into an empty replica. Null when there is none. */
export function firstEntry(replica: Replica, content: FirstContent, time: string): NewEntry | null {
  replica.doc.transact(() => {
    replica.text.text.applyDelta(content.ops as Op[]);
    for (const [id, change] of Object.entries(content.changes)) replica.changes.set(id, change);
    for (const [key, comment] of Object.entries(content.comments)) replica.comments.set(key, comment);
    for (const [number, proposal] of Object.entries(content.proposals ?? {})) replica.proposals.set(number, proposal);
  }, SERVER);
  const done = finish(replica, { member: null, name: "" }, replica.takeEffects(), time, {});
  return done.kind === "entry" ? done.entry : null;
}
