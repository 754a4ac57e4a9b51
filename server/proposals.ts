/** Proposals: changes that delegations table under a number. Written by the server alone, at members' bidding. */
import {
  type Change,
  type ChangeId,
  KINDS_WITHOUT_CHANGES,
  type Proposal,
  type ProposalKind,
  type ProposalState,
  delegationOf,
} from "../schema/index.ts";
import { LIMIT } from "../src/collab/protocol.ts";
import { revisions } from "../src/revision/index.ts";
import { NOTHING_RETAGGED, enact } from "./decision.ts";
import { plainChange } from "./pending.ts";
import { type Guarded, SERVER, finish } from "./guard.ts";
import { named } from "./named.ts";
import { changesOf, isOpen } from "./proposal-states.ts";
import type { Command } from "./jobs.ts";
import type { Actor } from "./peer.ts";
import type { Replica } from "./replica.ts";

/** `why` says how an answer over HTTP says no. */
export type Answer =
  | { ok: true }
  | { ok: false; why: "conflict" | "forbidden" | "invalid" | "not-found"; message: string };
const no = (why: (Answer & { ok: false })["why"], message: string): { guarded: null; result: Answer } => ({
  guarded: null,
  result: { ok: false, why, message },
});

export interface NewProposal {
  number: string;
  kind: ProposalKind;
  title: string;
  reasons: string;
  sponsors: string[];
  changes: ChangeId[];
  target?: string[];
}
export type ChangedProposal = Pick<NewProposal, "number"> &
  Partial<Omit<NewProposal, "number">> & { state?: ProposalState; order?: number | null };

const governs = ({ role }: Actor): boolean => role === "chair" || role === "secretary";

/** Tables a proposal. Delegates table their own delegation's changes, together with the sponsors that they name. */
export const tableProposal =
  (actor: Actor, { number, changes, ...given }: NewProposal): Command<Answer> =>
  (replica, time) => {
    if (replica.proposals.has(number)) return no("conflict", `there is a proposal ${number} already`);
    const own = [...replica.proposals.values()].filter(({ by }) => by === actor.name).length;
    if (own >= LIMIT.proposalsOfOne) return no("conflict", `${actor.name} has tabled ${own} proposals: no more fit`);
    const fault = faultOfParts(replica, actor, number, { ...given, changes });
    if (fault !== null) return fault;
    return written(replica, actor, time, () => {
      replica.proposals.set(number, { ...given, state: "pending", by: actor.name, time });
      assign(replica, number, changes);
    });
  };

/** Changes a proposal that is there. Its state and its turn are the chair's and the secretariat's. */
export const changeProposal =
  (actor: Actor, { number, changes, state, order, ...given }: ChangedProposal): Command<Answer> =>
  (replica, time) => {
    const proposal = replica.proposals.get(number);
    if (proposal === undefined) return no("not-found", `there is no proposal ${number}`);
    if (!governs(actor) && !proposal.sponsors.includes(actor.delegation))
      return no("forbidden", `${actor.delegation} is no sponsor of ${number}`);
    if ((state !== undefined || order !== undefined) && !governs(actor))
      return no("forbidden", "state and order: only the chair and the secretariat may");
    if (!governs(actor) && !isOpen(proposal))
      return no("conflict", `${number} is ${proposal.state}: only the chair and the secretariat may change it`);
    if (!governs(actor) && given.sponsors !== undefined && !mayList(actor, proposal.sponsors, given.sponsors))
      return no("forbidden", `sponsors: ${proposal.sponsors[0]} alone may take others off the list`);
    const { order: before, ...rest } = proposal;
    const turn = order === undefined ? before : (order ?? undefined);
    const next: Proposal = { ...rest, ...given, ...(state && { state }), ...(turn !== undefined && { order: turn }) };
    const present = changesOf(replica, number).map(([id]) => id);
    const isWhole = changes === undefined && given.kind === undefined && given.target === undefined;
    const fault = faultOfParts(replica, actor, number, { ...next, changes: changes ?? present }, isWhole);
    if (fault !== null) return fault;
    return written(replica, actor, time, () => {
      replica.proposals.set(number, next);
      if (changes !== undefined) assign(replica, number, changes);
    });
  };

/** `isWhole`: it was tabled with all that its kind needs, and its changes may have been decided since. */
function faultOfParts(
  replica: Replica,
  actor: Actor,
  number: string,
  { kind, sponsors, target = [], changes }: Pick<NewProposal, "kind" | "sponsors" | "changes"> & { target?: string[] },
  isWhole = false,
) {
  if (sponsors.length === 0) return no("invalid", "sponsors: name at least one delegation");
  if (!governs(actor) && !sponsors.includes(actor.delegation))
    return no("forbidden", `sponsors: ${actor.delegation} must be among them`);
  if (!isWhole && changes.length === 0 && !KINDS_WITHOUT_CHANGES.includes(kind))
    return no("invalid", `changes: ${kind} needs at least one`);
  if (!isWhole && changes.length === 0 && target.length === 0)
    return no("invalid", `target: ${kind} without changes must name the paragraphs that it is about`);
  const gone = changes.filter((id) => !replica.isPending(id));
  if (gone.length > 0) return no("conflict", `not pending: ${named(gone)}`);
  const foreign = changes.filter((id) => !governs(actor) && !sponsors.includes(delegationOf(id)));
  if (foreign.length > 0) return no("forbidden", `not changes of a sponsor: ${named(foreign)}`);
  const wanted = new Set(changes);
  const left = changesOf(replica, number).flatMap(([id]) => (wanted.has(id) ? [] : [id]));
  const isOwn = (id: ChangeId) => delegationOf(id) === actor.delegation;
  const others = changes.filter((id) => !governs(actor) && !isOwn(id) && replica.changes.get(id)?.proposal !== number);
  if (others.length > 0) return no("forbidden", `not changes of ${actor.delegation}: ${named(others)}`);
  if (!governs(actor) && sponsors[0] !== actor.delegation && !left.every(isOwn))
    return no("forbidden", `changes: ${sponsors[0]} alone may take others' from it`);
  const taken = changes.filter((id) => ![undefined, number].includes(replica.changes.get(id)?.proposal));
  if (taken.length > 0) return no("conflict", `part of another proposal: ${named(taken)}`);
  const missing = target.filter((id) => !replica.markIds.has(id));
  return missing.length > 0 ? no("invalid", `target: no such paragraph: ${named(missing)}`) : null;
}

/** Makes these changes, and no others, those of the proposal. */
function assign(replica: Replica, number: string, changes: readonly ChangeId[]): void {
  const wanted = new Set(changes);
  for (const [id, change] of changesOf(replica, number)) {
    if (wanted.has(id)) continue;
    const { proposal: _, ...rest } = change;
    replica.changes.set(id, rest);
  }
  for (const id of wanted) replica.changes.set(id, { ...plainChange(replica, id), proposal: number });
}

/** What members may note on a pending change. Null takes a note away. */
export interface ChangeNote {
  reason?: string | null;
  sponsors?: string[];
  group?: string | null;
  order?: number | null;
}

/**
 * Notes reason, sponsors, exclusive group or turn on a pending change. The reason is its own delegation's; another
 * delegation can become a sponsor or cease to be one; group and turn are the chair's and the secretariat's.
 */
export const noteOn =
  (actor: Actor, id: ChangeId, note: ChangeNote): Command<Answer> =>
  (replica, time) => {
    if (!replica.isPending(id)) return no("not-found", `not pending: ${id}`);
    const change = plainChange(replica, id);
    const own = governs(actor) || change.delegation === actor.delegation;
    if (note.reason !== undefined && !own) return no("forbidden", "reason: only the change's own delegation may");
    if ((note.group !== undefined || note.order !== undefined) && !governs(actor))
      return no("forbidden", "group and order: only the chair and the secretariat may");
    if (note.sponsors !== undefined && !own && !isOnly(actor.delegation, sponsorsOf(replica, change), note.sponsors))
      return no("forbidden", `sponsors: ${actor.delegation} may only add or remove itself`);
    if (note.sponsors?.length === 0) return no("invalid", "sponsors: to take the last one away, withdraw the change");
    const next = { ...change } as Record<string, unknown>;
    for (const [key, value] of Object.entries(note)) {
      if (value === null) delete next[key];
      else if (value !== undefined) next[key] = value;
    }
    return written(replica, actor, time, () => replica.changes.set(id, next as unknown as Change));
  };

/** Whether a sponsor may make this list of that one: the first of it at will, another may add some and go itself. */
const mayList = ({ delegation }: Actor, before: readonly string[], after: readonly string[]): boolean =>
  before[0] === delegation ||
  (after[0] === before[0] && before.every((code) => code === delegation || after.includes(code)));

/** Whether two lists of delegations differ in this one alone. */
function isOnly(delegation: string, before: readonly string[], after: readonly string[]): boolean {
  const rest = (list: readonly string[]) => list.filter((code) => code !== delegation).sort();
  return rest(before).join() === rest(after).join();
}

/** Who stands behind a change. */
const sponsorsOf = (replica: Replica, change: Change): readonly string[] =>
  change.sponsors ??
  (change.proposal === undefined ? undefined : replica.proposals.get(change.proposal)?.sponsors) ?? [change.delegation];

/** Takes a delegation's support from a change. With its last sponsor the change goes, and the record tells. */
export const withdraw =
  (actor: Actor, id: ChangeId): Command<Answer & { gone?: boolean }> =>
  (replica, time) => {
    if (!replica.isPending(id)) return no("not-found", `not pending: ${id}`);
    const change = plainChange(replica, id);
    const sponsors = sponsorsOf(replica, change);
    if (!sponsors.includes(actor.delegation))
      return no("forbidden", `${actor.delegation} is no sponsor of this change: ${sponsors.join(", ")}`);
    const left = sponsors.filter((code) => code !== actor.delegation);
    if (left.length > 0) {
      const done = written(replica, actor, time, () => replica.changes.set(id, { ...change, sponsors: left }));
      return { ...done, result: { ...done.result, gone: false } };
    }
    const sequence = replica.sequence();
    if (!revisions(sequence).has(id)) return no("not-found", `not pending: ${id}`);
    const { guarded, result } = enact(replica, actor, time, {
      sequence,
      changes: [id],
      verdicts: { [id]: "reject" },
      tagging: NOTHING_RETAGGED,
      record: { verdict: "withdraw", at: replica.seq },
    });
    return result.ok ? { guarded, result: { ok: true, gone: true } } : no("conflict", result.message);
  };

function written(
  replica: Replica,
  actor: Actor,
  time: string,
  write: () => void,
): { guarded: Guarded; result: Answer } {
  replica.doc.transact(write, SERVER);
  const guarded = finish(replica, { member: actor.member, name: actor.name }, replica.takeEffects(), time, {});
  return { guarded, result: { ok: true } };
}
