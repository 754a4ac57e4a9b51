/** What becomes of proposals when changes of theirs are decided. */
import type { Change, ChangeId, Proposal, ProposalState } from "../schema/index.ts";
import type { RecordVerdict } from "../src/collab/protocol.ts";
import type { Verdicts } from "../src/revision/index.ts";
import type { DecisionRecord } from "./log.ts";
import type { Replica } from "./replica.ts";

/** Whether a proposal is still to be decided on. */
export const isOpen = ({ state }: Proposal): boolean => state === "pending" || state === "deferred";

/** The pending changes of a proposal. */
export const changesOf = (replica: Replica, number: string): [ChangeId, Change][] =>
  [...replica.changes.entries()].filter(([, { proposal }]) => proposal === number);

/**
 * What becomes of the proposals that a decision is about: agreed, rejected, withdrawn or superseded with their last
 * pending change, `amended` where some of their changes were accepted and others not.
 */
export function statesAfter(
  replica: Replica,
  verdict: RecordVerdict,
  verdicts: Verdicts,
  changes: readonly ChangeId[],
  named?: string,
): Map<string, Proposal> {
  const result = new Map<string, Proposal>();
  const decided = new Set(changes);
  const numbers = new Set(changes.flatMap((id) => replica.changes.get(id)?.proposal ?? []));
  if (named !== undefined) numbers.add(named);
  for (const number of numbers) {
    const proposal = replica.proposals.get(number);
    if (proposal === undefined) continue;
    const pending = changesOf(replica, number);
    const count = (of: "accept" | "reject") => pending.filter(([id]) => verdicts[id] === of).length;
    const accepted = (proposal.decided?.accepted ?? 0) + count("accept");
    const rejected = (proposal.decided?.rejected ?? 0) + count("reject");
    const left = pending.filter(([id]) => verdicts[id] === undefined);
    const isSettled =
      verdict === "defer"
        ? left.every(([id, { deferred }]) => deferred === true || decided.has(id))
        : left.length === 0;
    result.set(number, {
      ...proposal,
      state: isSettled ? stateOf(verdict, accepted, rejected) : proposal.state,
      ...(accepted + rejected > 0 && { decided: { accepted, rejected } }),
    });
  }
  return result;
}

/**
 * What becomes of the proposals of a decision that is taken back: pending again, and of their counts only those of the
 * changes that came back with it, named in `back`.
 */
export function statesBefore(
  replica: Replica,
  record: Pick<DecisionRecord, "verdict" | "changes" | "proposals">,
  back: ReadonlySet<ChangeId>,
): Map<string, Proposal> {
  const result = new Map<string, Proposal>();
  for (const number of Object.keys(record.proposals ?? {})) {
    const { decided = { accepted: 0, rejected: 0 }, ...proposal } = replica.proposals.get(number)!;
    const left = { ...decided };
    for (const [id, change] of Object.entries(record.changes))
      if (change.proposal === number && back.has(id))
        left[verdictIn(record, id) === "accept" ? "accepted" : "rejected"]--;
    const { accepted, rejected } = left;
    result.set(number, {
      ...proposal,
      state: "pending",
      ...(accepted + rejected > 0 && { decided: { accepted, rejected } }),
    });
  }
  return result;
}

/** What most changes of a decision got: the others say so themselves. */
export const mainVerdict = (verdict: RecordVerdict): "accept" | "reject" =>
  verdict === "accept" || verdict === "amended" ? "accept" : "reject";

const verdictIn = ({ verdict, changes }: Pick<DecisionRecord, "verdict" | "changes">, id: ChangeId) =>
  changes[id]?.verdict ?? mainVerdict(verdict);

function stateOf(verdict: RecordVerdict, accepted: number, rejected: number): ProposalState {
  if (verdict === "defer") return "deferred";
  if (accepted > 0 && rejected > 0) return "amended";
  switch (verdict) {
    case "accept":
      return "agreed";
    case "amended":
      return "amended";
    case "supersede":
      return "superseded";
    case "withdraw":
      return "withdrawn";
    case "reject":
      return "rejected";
    case "reopen":
    case "agree":
    case "settle":
      return "pending";
  }
}

/** Writes what `statesAfter` found. To be called within a transaction of the server's. */
export function writeStates(replica: Replica, states: ReadonlyMap<string, Proposal>): void {
  for (const [number, proposal] of states) replica.proposals.set(number, proposal);
}
