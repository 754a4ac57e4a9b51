/** Pending changes as values: what they are at present, and who made them. */
import { type Change, type ChangeId, type Delta, delegationOf } from "../schema/index.ts";
import { type Revision, digests, revisions } from "../src/revision/index.ts";
import type { Replica } from "./replica.ts";

/** A pending change as the panel and the API show it. */
export interface PendingChange extends Change {
  id: ChangeId;
  /** Hash of what it inserts, deletes and sets at present. */
  digest: string;
  inserts: string[];
  deletes: string[];
  sets: string[];
}

/** All pending changes, in the order of their places. */
export function pendingChanges(replica: Replica): PendingChange[] {
  const sequence = replica.sequence();
  return describe(replica, sequence, revisions(sequence).values());
}

export function describe(replica: Replica, sequence: Delta, chosen: Iterable<Revision>): PendingChange[] {
  const hashes = digests(sequence);
  return [...chosen].map((revision) => ({
    id: revision.id,
    ...plainChange(replica, revision.id),
    digest: hashes.get(revision.id)!,
    ...textsOf(revision),
  }));
}

export const textsOf = ({ touches }: Revision) => ({
  inserts: touches.filter(({ kind }) => kind === "insert").map(({ text }) => text),
  deletes: touches.filter(({ kind }) => kind === "delete").map(({ text }) => text),
  sets: touches.filter(({ kind }) => kind === "set").map(({ text }) => text),
});

/** Who made a change, and when. */
export const whoOf = (replica: Replica, id: ChangeId): { by: string; time: string } => {
  const { by, time } = plainChange(replica, id);
  return { by, time };
};

export const plainChange = (replica: Replica, id: ChangeId): Change =>
  replica.changes.get(id) ?? { delegation: delegationOf(id), by: "", time: "" };
