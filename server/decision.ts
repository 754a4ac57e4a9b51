/** The chair's decision as the only writer: text and record in one entry, on what was on the chair's screen. */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Setting,
  delegationOf,
  lengthOf,
  parseKey,
} from "../schema/index.ts";
import {
  type Revision,
  type Verdict,
  type Verdicts,
  agreedChanged,
  decide,
  digests,
  revisions,
} from "../src/revision/index.ts";
import type { ChangePart, DecisionVerdict, Method } from "../src/collab/protocol.ts";
import { FreshChanges, SERVER, type Guarded, finish } from "./guard.ts";
import { closedTo } from "./agreement.ts";
import { named } from "./named.ts";
import type { DecidedChange, DecisionRecord } from "./log.ts";
import { type PendingChange, describe, plainChange, textsOf, whoOf } from "./pending.ts";
import { changesOf, isOpen, mainVerdict, statesAfter, writeStates } from "./proposal-states.ts";
import type { Actor } from "./peer.ts";
import type { Replica } from "./replica.ts";

export interface DecisionCommand {
  /** `amended` accepts, `supersede` rejects, `defer` leaves pending. */
  verdict: DecisionVerdict;
  changes: ChangeId[];
  /** All pending changes of this proposal, besides `changes`. */
  proposal?: string;
  /** Verdicts of their own for other changes, such as those that the decision would strand. */
  also?: Record<ChangeId, Verdict>;
  /** Changes of which only a part is decided. */
  only?: Record<ChangeId, ChangePart>;
  /** For `amended`: the changes that amend the others. They are accepted as well. */
  amendments?: ChangeId[];
  /** For `supersede`: a change, or a proposal's number. */
  supersededBy?: string;
  at?: number;
  seen?: Record<ChangeId, string>;
  method?: Method;
  figures?: { for: number; against: number; abstentions: number };
  note?: string;
  reservations?: { delegation: string; text: string }[];
}

export type DecisionResult =
  | { ok: true; seq: number; record: DecisionRecord }
  | { ok: false; at: number; conflict: PendingChange[]; message: string };
interface Decided {
  guarded: Guarded | null;
  result: { ok: true; record: DecisionRecord } | { ok: false; conflict: PendingChange[]; message: string };
}

/**
 * Carries out a command. What lay in the changes at `at` and still stands is decided; what came later stays pending
 * under a fresh id. Refused only when something that the chair saw is no longer as it was.
 */
export function decideIn(replica: Replica, actor: Actor, command: DecisionCommand, time: string): Decided {
  const sequence = replica.sequence();
  const all = revisions(sequence);
  const { changes, verdicts, fault } = namedBy(replica, command);
  const conflict = fault ?? conflictOf(replica, sequence, all, changes, command);
  if (conflict !== null) {
    const differing = conflict.changes.flatMap((id) => all.get(id) ?? []);
    const described = describe(replica, sequence, differing);
    return { guarded: null, result: { ok: false, message: conflict.message, conflict: described } };
  }
  const { verdict, at = replica.seq } = command;
  const { method, figures, note, reservations, amendments, supersededBy } = command;
  const details = { method, figures, note, reservations, amendments, supersededBy };
  const tagging = retag(replica, new Set(changes), at, command.only ?? {});
  const left = revisions(sequence.compose(tagging.retagged));
  const empty = changes.filter((id) => !left.has(id));
  if (empty.length > 0) {
    const message = `nothing of that part to decide on: ${named(empty)}`;
    const described = describe(
      replica,
      sequence,
      empty.map((id) => all.get(id)!),
    );
    return { guarded: null, result: { ok: false, message, conflict: described } };
  }
  const record = { verdict, at, ...withoutUndefined(details) };
  return enact(replica, actor, time, { sequence, changes, verdicts, tagging, record, proposal: command.proposal });
}

/** What is carried out: verdicts on the text, and their record as far as it does not come from the text. */
interface Enactment {
  sequence: Delta;
  changes: readonly ChangeId[];
  /** Of `changes` those that the text is changed by; the others are put off. */
  verdicts: Verdicts;
  tagging: Tagging;
  record: Pick<DecisionRecord, "verdict" | "at"> & Partial<DecisionRecord>;
  /** A proposal that is decided on by its number. */
  proposal?: string | undefined;
}

export function enact(
  replica: Replica,
  actor: Actor,
  time: string,
  { sequence, changes, verdicts, tagging: { retagged, fresh }, record, proposal }: Enactment,
): Decided {
  const shown = sequence.compose(retagged);
  const { delta, dependants } = decide(shown, verdicts);
  const decided = revisions(shown);
  const closed = agreedChanged(shown, delta);
  if (closed.length > 0) {
    const conflict = describe(
      replica,
      shown,
      changes.map((id) => decided.get(id)!),
    );
    return { guarded: null, result: { ok: false, message: closedTo(closed), conflict } };
  }
  const ofRecord = mainVerdict(record.verdict);
  const recorded = (id: ChangeId): DecidedChange => {
    const own = verdicts[id];
    const text = textsOf(decided.get(id)!);
    return { ...plainChange(replica, id), ...text, ...(own !== undefined && own !== ofRecord && { verdict: own }) };
  };
  const states = statesAfter(replica, record.verdict, verdicts, changes, proposal);
  const full: DecisionRecord = {
    ...record,
    by: actor.name,
    member: actor.member,
    time,
    ...(states.size > 0 && {
      proposals: Object.fromEntries([...states].map(([number, { state }]) => [number, state])),
    }),
    changes: Object.fromEntries(changes.map((id) => [id, recorded(id)])),
    dependants: dependants.map((each) => ({ ...each, ...whoOf(replica, each.change) })),
  };
  const kept = new Map([...fresh].map(([old, id]) => [id, plainChange(replica, old)]));
  replica.text.write(retagged.compose(delta), SERVER);
  replica.doc.transact(() => {
    writeStates(replica, states);
    for (const id of changes) {
      if (record.verdict === "defer" && verdicts[id] === undefined)
        replica.changes.set(id, { ...plainChange(replica, id), deferred: true });
    }
  }, SERVER);
  const guarded = finish(replica, { member: actor.member, name: actor.name }, replica.takeEffects(), time, {
    decision: full,
    recorded: kept,
  });
  return { guarded, result: { ok: true, record: full } };
}

interface Fault {
  changes: ChangeId[];
  message: string;
}

/** All changes that a command decides on, each with its verdict; those that are put off have none. */
function namedBy(
  replica: Replica,
  { verdict, changes, proposal, also = {}, amendments = [], at = replica.seq }: DecisionCommand,
): { changes: ChangeId[]; verdicts: Verdicts; fault: Fault | null } {
  const gathered = proposal === undefined ? [] : gatheredIn(replica, proposal, at);
  const named = [...changes, ...gathered];
  const verdicts: Verdicts = {};
  const accepts = verdict === "accept" || verdict === "amended";
  if (verdict !== "defer") for (const id of named) verdicts[id] = accepts ? "accept" : "reject";
  for (const id of amendments) verdicts[id] = "accept";
  Object.assign(verdicts, also);
  const ofProposal = proposal === undefined ? null : faultOfProposal(replica, proposal, gathered, at);
  const fault = ofProposal ?? settleGroups(replica, verdicts, at);
  return { changes: [...new Set([...named, ...Object.keys(verdicts)])], verdicts, fault };
}

/** The pending changes that were part of a proposal at `at`. What was made part of it since stays pending. */
const gatheredIn = (replica: Replica, number: string, at: number): ChangeId[] =>
  changesOf(replica, number)
    .map(([id]) => id)
    .filter((id) => replica.gathered.get(id)! <= at);

/** A proposal is decided on as it was seen, and once. */
function faultOfProposal(replica: Replica, number: string, pending: readonly ChangeId[], at: number): Fault | null {
  const proposal = replica.proposals.get(number);
  if (proposal === undefined) return { changes: [], message: `there is no proposal ${number}` };
  if (replica.worded.get(number)! > at) return { changes: [], message: `altered since what you saw: ${number}` };
  if (pending.length === 0 && !isOpen(proposal))
    return { changes: [], message: `${number} is ${proposal.state}: take that back first` };
  return null;
}

/** Accepting a change of an exclusive group rejects the others of it. Two of one group cannot both be accepted. */
function settleGroups(replica: Replica, verdicts: Verdicts, at: number): Fault | null {
  const accepted = new Map<string, ChangeId>();
  for (const id of Object.keys(verdicts)) {
    const group = verdicts[id] === "accept" ? replica.changes.get(id)?.group : undefined;
    if (group === undefined) continue;
    const other = accepted.get(group);
    if (other !== undefined)
      return { changes: [other, id], message: `only one can be accepted of the group ${group}: ${other}, ${id}` };
    accepted.set(group, id);
  }
  if (accepted.size === 0) return null;
  const unseen: ChangeId[] = [];
  for (const [id, { group }] of replica.changes.entries()) {
    const other = group === undefined ? undefined : accepted.get(group);
    if (other === undefined || verdicts[id] !== undefined) continue;
    if ([id, other].some((each) => replica.gathered.get(each)! > at)) unseen.push(id);
    verdicts[id] = "reject";
  }
  return unseen.length === 0 ? null : { changes: unseen, message: `in a group since what you saw: ${named(unseen)}` };
}

function conflictOf(
  replica: Replica,
  sequence: Delta,
  all: ReadonlyMap<ChangeId, Revision>,
  changes: readonly ChangeId[],
  { at, seen }: Pick<DecisionCommand, "at" | "seen">,
): Fault | null {
  const gone = changes.filter((id) => !all.has(id));
  if (gone.length > 0)
    return { changes: changes.filter((id) => all.has(id)), message: `not pending any more: ${named(gone)}` };
  if (at !== undefined) {
    if (at > replica.seq)
      return { changes: [...changes], message: `seen at ${at}, but the draft is at ${replica.seq}` };
    const later = changes.filter((id) => replica.usages.get(id)!.since > at);
    if (later.length > 0) return { changes: later, message: `proposed after what you saw: ${named(later)}` };
    const altered = changes.filter((id) => replica.usages.get(id)!.altered.some(({ seq, of }) => seq > at && of <= at));
    if (altered.length > 0) return { changes: altered, message: `altered since what you saw: ${named(altered)}` };
    return null;
  }
  const wanted = new Set(changes);
  const now = digests(sequence, (id) => wanted.has(id));
  const differing = changes.filter((id) => seen?.[id] !== now.get(id));
  if (differing.length === 0) return null;
  return {
    changes: differing,
    message: `not as you saw it, or neither at nor seen says what you saw: ${named(differing)}`,
  };
}

/** What of the changes gets another id before they are decided on, and which one. */
export interface Tagging {
  retagged: Delta;
  fresh: ReadonlyMap<ChangeId, ChangeId>;
}
export const NOTHING_RETAGGED: Tagging = { retagged: new Delta(), fresh: new Map() };

/** Gives what the verdict is not to reach a fresh id: what came after `at`, and the parts that are left out. */
function retag(
  replica: Replica,
  wanted: ReadonlySet<ChangeId>,
  at: number,
  only: Readonly<Record<ChangeId, ChangePart>>,
): Tagging {
  if (at >= replica.seq && Object.keys(only).length === 0) return NOTHING_RETAGGED;
  const retagged = new Delta();
  const fresh = new Map<ChangeId, ChangeId>();
  const unused = new FreshChanges(replica);
  const freshOf = (change: ChangeId) => {
    let id = fresh.get(change);
    if (id === undefined) {
      id = unused.of(delegationOf(change));
      fresh.set(change, id);
    }
    return id;
  };
  const isLeft = (change: ChangeId, part: ChangePart, late: boolean) =>
    wanted.has(change) && (late || (Object.hasOwn(only, change) && only[change] !== part));
  for (const { insert, attributes, seq } of replica.datedRuns()) {
    let other: Attributes | undefined;
    for (const key in attributes) {
      const k = parseKey(key);
      const value = attributes[key];
      if (k.kind === "ins" && isLeft(value as ChangeId, "inserts", seq > at))
        (other ??= {})[key] = freshOf(value as ChangeId);
      else if (k.kind === "del" && isLeft(value as ChangeId, "deletes", false))
        (other ??= {})[key] = freshOf(value as ChangeId);
      else if (k.kind === "set" && isLeft((value as Setting).change, "sets", false))
        (other ??= {})[key] = { ...(value as Setting), change: freshOf((value as Setting).change) };
    }
    retagged.retain(lengthOf(insert), other);
  }
  return { retagged: retagged.chop(), fresh };
}

const withoutUndefined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
