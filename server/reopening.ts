/**
 * Taking a decision back: what it took from the text is proposed again at its place. The place is found as in any text
 * that others have written on since: the inverse of the decision is carried over all entries that came after it.
 */
import {
  type Attributes,
  type Change,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  type Setting,
  delegationOf,
  idOf,
  itemsOf,
  parseKey,
  runsOf,
} from "../schema/index.ts";
import type { RecordVerdict } from "../src/collab/protocol.ts";
import { strandedId, strandedMark } from "../src/revision/fates.ts";
import { agreedChanged } from "../src/revision/index.ts";
import { closedTo } from "./agreement.ts";
import { FreshChanges, SERVER, finish } from "./guard.ts";
import { BUSY } from "./conduct.ts";
import { Inverse } from "./inverse.ts";
import type { DecisionRecord } from "./log.ts";
import { type Command, RIGHTS_CHANGED } from "./jobs.ts";
import type { Actor } from "./peer.ts";
import type { Replica } from "./replica.ts";
import { statesBefore, writeStates } from "./proposal-states.ts";
import type { LiveRoom } from "./rooms.ts";
import { takeUp } from "./taking-up.ts";

/** A draft that many write in can go on while a decision is being taken back: so often it is tried. */
const TRIES = 20;
/** Entries that are in memory at once. */
const ENTRIES = 50;

export type TakenBack =
  | { ok: true; answer: { seq: number; changes: Record<ChangeId, ChangeId> } }
  | { ok: false; why: "not-found" | "conflict" | "unavailable"; message: string };

/** What is not taken back, and what is done instead. */
const FINAL: { [verdict in RecordVerdict]?: string } = {
  reopen: "this takes a decision back itself: decide anew on what is pending again",
  agree: "these paragraphs are agreed: open them again",
};

/** Takes the decision at `seq` back. It reads the whole log: at the actor's expense, and one at a time. */
export async function takeBack(room: LiveRoom, actor: Actor, seq: number): Promise<TakenBack> {
  const entry = Number.isSafeInteger(seq) && seq > 0 ? (await room.entries(seq - 1, 1))[0] : undefined;
  const record = entry?.decision ?? null;
  if (record === null) return { ok: false, why: "not-found", message: "no such decision: name its log position" };
  if (record.verdict === "defer") {
    const { seq: at, result } = await room.perform(actor, takeUp(actor, seq, record));
    if (result.ok) return { ok: true, answer: { seq: at, changes: {} } };
    return { ok: false, why: "conflict", message: result.message };
  }
  const fault = FINAL[record.verdict];
  if (fault !== undefined) return { ok: false, why: "conflict", message: fault };
  const inverse = new Inverse(seq);
  let takenBack = 0;
  const { revocations } = room;
  const done = await room.affordLong(actor.member, async (step): Promise<TakenBack> => {
    for (let tries = 0; tries < TRIES; tries++) {
      for (let entries = await room.entries(inverse.head, ENTRIES); entries.length > 0; ) {
        for (const each of entries) {
          await step(() => inverse.read(each));
          if (each.decision?.reopens === seq) takenBack = each.seq;
        }
        entries = await room.entries(inverse.head, ENTRIES);
      }
      if (takenBack > 0)
        return { ok: false, why: "conflict", message: `taken back already, at log position ${takenBack}` };
      if (room.revocations !== revocations) return { ok: false, why: "unavailable", message: RIGHTS_CHANGED };
      const { seq: at, result } = await room.perform(actor, reopen(actor, seq, record, inverse));
      if (result.ok) return { ok: true, answer: { seq: at, changes: result.changes } };
      if (result.why !== "again") return { ok: false, why: "conflict", message: result.message };
    }
    return { ok: false, why: "unavailable", message: "much is being written: try again" };
  });
  return done ?? { ok: false, why: "unavailable", message: BUSY };
}

/** `again`: the draft went on meanwhile; carry the inverse on. */
export type Reopened =
  | { ok: true; record: DecisionRecord; changes: Record<ChangeId, ChangeId> }
  | { ok: false; why: "again" | "nothing" | "agreed"; message: string };

/** Proposes again what the decision at `seq` decided, under fresh ids: what is decided once is never pending again. */
export const reopen =
  (
    actor: Actor,
    seq: number,
    record: DecisionRecord,
    { head, delta }: Pick<Inverse, "head" | "delta">,
  ): Command<Reopened> =>
  (replica, time) => {
    if (head !== replica.seq) return { guarded: null, result: { ok: false, why: "again", message: "try again" } };
    const ids = new Renewal(replica, record);
    const restored = restore(replica, delta, ids);
    const numbers = Object.keys(record.proposals ?? {});
    const wasOfText = numbers.length === 0 || Object.keys(record.changes).length > 0;
    if (restored.ops.length === 0 && wasOfText)
      return { guarded: null, result: { ok: false, why: "nothing", message: "nothing of it can be brought back" } };
    const closed = agreedChanged(replica.sequence(), restored);
    if (closed.length > 0) return { guarded: null, result: { ok: false, why: "agreed", message: closedTo(closed) } };
    replica.text.write(restored, SERVER);
    const states = statesBefore(replica, record, new Set(ids.renewed.keys()));
    replica.doc.transact(() => writeStates(replica, states), SERVER);
    const full: DecisionRecord = {
      verdict: "reopen",
      by: actor.name,
      member: actor.member,
      time,
      at: head,
      reopens: seq,
      ...(numbers.length > 0 && {
        proposals: Object.fromEntries(numbers.map((number) => [number, "pending" as const])),
      }),
      changes: {},
      dependants: [],
    };
    const guarded = finish(replica, { member: actor.member, name: actor.name }, replica.takeEffects(), time, {
      decision: full,
      recorded: ids.records(),
    });
    return { guarded, result: { ok: true, record: full, changes: Object.fromEntries(ids.renewed) } };
  };

/** The ids under which changes are pending again. */
class Renewal {
  readonly renewed = new Map<ChangeId, ChangeId>();
  private readonly unused: FreshChanges;

  constructor(
    private readonly replica: Replica,
    private readonly record: DecisionRecord,
  ) {
    this.unused = new FreshChanges(replica);
  }

  /**
   * The id of a change on text that comes back. What the decision decided or took along with it gets a fresh one, what is
   * pending still keeps its own. Null for a mark of a change that was decided on another occasion.
   */
  of(change: ChangeId, isInsertion: boolean): ChangeId | null {
    const { replica, renewed, record } = this;
    const known = renewed.get(change);
    if (known !== undefined) return known;
    if (replica.isPending(change)) return change;
    const elsewhere = replica.usages.get(change)?.decided === true && !Object.hasOwn(record.changes, change);
    if (elsewhere && !isInsertion) return null; // but text that was pending must not come back as adopted
    const fresh = this.unused.of(delegationOf(change));
    renewed.set(change, fresh);
    return fresh;
  }

  /** The records of the fresh ids: those of the old ones. */
  records(): Map<ChangeId, Change> {
    return new Map([...this.renewed].map(([old, id]) => [id, this.recordOf(old)]));
  }

  private recordOf(id: ChangeId): Change {
    const delegation = delegationOf(id);
    if (!Object.hasOwn(this.record.changes, id)) {
      const { by = "", time = "" } = this.record.dependants.find(({ change }) => change === id) ?? {};
      return { delegation, by, time };
    }
    const { inserts: _, deletes: __, sets: ___, verdict: ____, deferred: _____, ...change } = this.record.changes[id]!;
    return change;
  }
}

/**
 * What of the inverse can be written now: the reopened changes under their fresh ids, others' marks only where they are
 * pending still, and nothing on text that somebody has proposed something on since.
 */
function restore(replica: Replica, inverse: Delta, ids: Renewal): Delta {
  const sequence = replica.sequence();
  const present = new Set<string>();
  for (const { insert, attributes } of runsOf(sequence.ops as Op[]))
    if (insert === MARK) present.add(idOf(attributes ?? {}));
  const result = new Delta();
  const items = [...itemsOf(sequence.ops as Op[])];
  let at = 0;
  for (const op of inverse.ops as Op[]) {
    if (op.insert !== undefined) {
      for (const { insert, attributes } of runsOf([op])) {
        const kept = renamed(attributes, ids);
        if (insert === MARK && present.has(idOf(kept))) kept.id = `${idOf(kept)}~${replica.seq + 1}`;
        result.insert(insert as string, kept);
      }
      continue;
    }
    const length = op.delete ?? (op.retain as number);
    if (op.attributes === undefined && op.delete === undefined) result.retain(length);
    else {
      for (const { attributes } of items.slice(at, at + length)) {
        // A mark that the decision gave to stranded text goes again with what it was given for.
        if (op.delete !== undefined) {
          if (typeof attributes?.ins === "string") result.delete(1);
          else result.retain(1);
        } else result.retain(1, settable(attributes, renamed(op.attributes, ids, true)));
      }
    }
    at += length;
  }
  return closed(result.chop(), sequence);
}

/** Attributes with the reopened changes' new ids; marks of changes that are gone are left out. */
function renamed(attributes: Attributes | undefined, ids: Renewal, withNulls = false): Attributes {
  const result: Attributes = {};
  for (const key in attributes) {
    const k = parseKey(key);
    const value = attributes[key];
    if (value === null) {
      if (withNulls && k.kind !== "ins" && k.kind !== "del" && k.kind !== "set") result[key] = null;
    } else if (k.kind === "ins" || k.kind === "del") {
      const id = ids.of(value as ChangeId, k.kind === "ins");
      if (id !== null) result[key] = id;
    } else if (k.kind === "set") {
      const id = ids.of((value as Setting).change, false);
      if (id !== null) result[key] = { ...(value as Setting), change: id };
    } else if (key !== "agreed") result[key] = value;
  }
  return result;
}

/** Of the marks to be given to an item those whose place on it is free; undefined for none. */
function settable(present: Attributes | undefined, wanted: Attributes): Attributes | undefined {
  const result: Attributes = {};
  for (const key in wanted) {
    const { kind } = parseKey(key);
    const isMark = kind === "ins" || kind === "del" || kind === "set";
    if (!isMark || present?.[key] === undefined) result[key] = wanted[key];
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

/** A draft ends in a mark (S7): text that comes to stand behind the last one gets a mark like it. */
function closed(delta: Delta, sequence: Delta): Delta {
  const after = sequence.compose(delta);
  const last = [...runsOf(after.ops as Op[])].at(-1);
  if (last === undefined || last.insert === MARK) return delta;
  const mark = [...runsOf(sequence.ops as Op[])].at(-1)?.attributes;
  const ins = last.attributes?.ins as ChangeId | undefined;
  const own = ins === undefined ? { ...mark, id: strandedId(idOf(mark ?? {})) } : strandedMark(mark, ins);
  return delta.compose(new Delta().retain(after.length()).insert(MARK, own));
}
