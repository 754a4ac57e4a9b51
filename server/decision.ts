/** The chair's decision as the only writer: text and record in one entry, on what was on the chair's screen. */
import { type Change, type ChangeId, Delta, delegationOf } from "../schema/index.ts";
import { type Revision, type Verdicts, decide, digests, revisions } from "../src/revision/index.ts";
import { SERVER, type Guarded, finish, freshChange } from "./guard.ts";
import type { DecisionRecord } from "./log.ts";
import type { Actor, DecisionCommand, PendingChange } from "./room.ts";
import type { Replica } from "./replica.ts";

export type Decided =
  | { ok: true; guarded: Guarded; record: DecisionRecord }
  | { ok: false; conflict: PendingChange[]; message: string };

/**
 * Carries out a command. What lay in the changes at `at` and still stands is decided; what came later stays pending
 * under a fresh id. Refused only when something that the chair saw is no longer as it was.
 */
export function decideIn(replica: Replica, actor: Actor, command: DecisionCommand, time: string): Decided {
  const sequence = replica.sequence();
  const all = revisions(sequence);
  const conflict = conflictOf(replica, sequence, all, command);
  if (conflict !== null)
    return {
      ok: false,
      ...conflict,
      conflict: described(
        replica,
        sequence,
        conflict.changes.flatMap((id) => all.get(id) ?? []),
      ),
    };

  const { retagged, fresh } = retag(replica, command);
  const shown = sequence.compose(retagged);
  const verdicts: Verdicts = Object.fromEntries(command.changes.map((id) => [id, command.verdict]));
  const { delta, dependants } = decide(shown, verdicts);
  const decided = revisions(shown);
  const record: DecisionRecord = {
    verdict: command.verdict,
    by: actor.name,
    member: actor.member,
    time,
    at: command.at ?? replica.seq,
    ...(command.method !== undefined && { method: command.method }),
    ...(command.note !== undefined && { note: command.note }),
    changes: Object.fromEntries(
      command.changes.map((id) => [id, { ...plainChange(replica, id), ...textsOf(decided.get(id)!) }]),
    ),
    dependants,
  };
  replica.text.write(retagged.compose(delta), SERVER);
  replica.settle(command.changes);
  const recorded = new Map([...fresh].map(([old, id]) => [id, plainChange(replica, old)]));
  const guarded = finish(replica, { member: actor.member, name: actor.name }, replica.takeEffects(), time, {
    decision: record,
    recorded,
  });
  return { ok: true, guarded, record };
}

function conflictOf(
  replica: Replica,
  sequence: Delta,
  all: ReadonlyMap<ChangeId, Revision>,
  command: DecisionCommand,
): { changes: ChangeId[]; message: string } | null {
  const { changes, at, seen } = command;
  const gone = changes.filter((id) => !all.has(id));
  if (gone.length > 0)
    return { changes: changes.filter((id) => all.has(id)), message: `not pending any more: ${gone.join(", ")}` };
  if (at !== undefined) {
    if (at > replica.seq) return { changes, message: `seen at ${at}, but the draft is at ${replica.seq}` };
    const later = changes.filter((id) => replica.usages.get(id)!.since > at);
    if (later.length > 0) return { changes: later, message: `proposed after what you saw: ${later.join(", ")}` };
    const altered = changes.filter((id) => replica.usages.get(id)!.altered.some(({ seq, of }) => seq > at && of <= at));
    if (altered.length > 0) return { changes: altered, message: `altered since what you saw: ${altered.join(", ")}` };
    return null;
  }
  const wanted = new Set(changes);
  const now = digests(sequence, (id) => wanted.has(id));
  const differing = changes.filter((id) => seen?.[id] !== now.get(id));
  if (differing.length === 0) return null;
  return { changes: differing, message: `not as you saw it, or not said what you saw: ${differing.join(", ")}` };
}

/** Gives what was typed into the changes after `at` a fresh id, so that the verdict does not reach it. */
function retag(
  replica: Replica,
  { changes, at }: DecisionCommand,
): { retagged: Delta; fresh: Map<ChangeId, ChangeId> } {
  const retagged = new Delta();
  const fresh = new Map<ChangeId, ChangeId>();
  if (at === undefined || at >= replica.seq) return { retagged, fresh };
  const wanted = new Set(changes);
  for (const { insert, attributes, seq } of replica.datedRuns()) {
    const change = attributes?.ins as ChangeId | undefined;
    const late = change !== undefined && wanted.has(change) && seq > at;
    if (late && !fresh.has(change))
      fresh.set(change, `${freshChange(replica, delegationOf(change))}${fresh.size === 0 ? "" : `-${fresh.size}`}`);
    retagged.retain(typeof insert === "string" ? insert.length : 1, late ? { ins: fresh.get(change) } : undefined);
  }
  return { retagged: retagged.chop(), fresh };
}

export const textsOf = ({ touches }: Revision) => ({
  inserts: touches.filter(({ kind }) => kind === "insert").map(({ text }) => text),
  deletes: touches.filter(({ kind }) => kind === "delete").map(({ text }) => text),
  sets: touches.filter(({ kind }) => kind === "set").map(({ text }) => text),
});

export const plainChange = (replica: Replica, id: ChangeId): Change =>
  replica.changes.get(id) ?? { delegation: delegationOf(id), by: "", time: "" };

/** All pending changes, in the order of their places. */
export function pendingChanges(replica: Replica): PendingChange[] {
  const sequence = replica.sequence();
  return described(replica, sequence, revisions(sequence).values());
}

function described(replica: Replica, sequence: Delta, chosen: Iterable<Revision>): PendingChange[] {
  const hashes = digests(sequence);
  return [...chosen].map((revision) => ({
    id: revision.id,
    ...plainChange(replica, revision.id),
    digest: hashes.get(revision.id)!,
    ...textsOf(revision),
  }));
}
