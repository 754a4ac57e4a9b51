/** The chair's choice on what stands in a bracket, carried out as the only writer. */
import { type Bracket, type Delta, bracketsOf, flatBrackets } from "../schema/index.ts";
import { type BracketChoice, agreedChanged, bracketDigests, settleBracket } from "../src/revision/index.ts";
import { closedTo } from "./agreement.ts";
import { plainChange, textsOf, whoOf } from "./pending.ts";
import { SERVER, finish } from "./guard.ts";
import type { Method } from "../src/collab/protocol.ts";
import type { DecisionRecord } from "./log.ts";
import type { Command } from "./jobs.ts";
import type { Actor } from "./peer.ts";

export interface BracketCommand {
  /** Log position that the chair had on the screen, and where the bracket stood there. */
  at: number;
  from: number;
  length: number;
  /** That of the bracket on the screen. Without it nothing may have been written since. */
  digest?: string;
  choice: BracketChoice;
  method?: Method;
  note?: string;
}

export type Settled =
  | { ok: true; record: DecisionRecord }
  | { ok: false; why: "conflict" | "invalid"; message: string };

/** Carries out a choice. Refused when the bracket is not, or not certainly, the one that the chair saw. */
export const settle =
  (actor: Actor, command: BracketCommand): Command<Settled> =>
  (replica, time) => {
    const { choice } = command;
    const sequence = replica.sequence();
    const bracket = seenBracket(replica.seq, sequence, command);
    if (typeof bracket === "string") return no("conflict", bracket);
    if (typeof choice !== "string" && choice.alternative >= bracket.alternatives.length)
      return no("invalid", `choice: there are ${bracket.alternatives.length} alternatives`);

    const { delta, dependants, removed } = settleBracket(sequence, bracket, choice);
    const closed = agreedChanged(sequence, delta);
    if (closed.length > 0) return no("conflict", closedTo(closed));
    const record: DecisionRecord = {
      verdict: "settle",
      by: actor.name,
      member: actor.member,
      time,
      at: command.at,
      ...(command.method !== undefined && { method: command.method }),
      ...(command.note !== undefined && { note: command.note }),
      bracket: { text: bracket.text, choice },
      changes: Object.fromEntries(
        removed.map((revision) => [revision.id, { ...plainChange(replica, revision.id), ...textsOf(revision) }]),
      ),
      dependants: dependants.map((each) => ({ ...each, ...whoOf(replica, each.change) })),
    };
    replica.text.write(delta, SERVER);
    const guarded = finish(replica, { member: actor.member, name: actor.name }, replica.takeEffects(), time, {
      decision: record,
    });
    return { guarded, result: { ok: true, record } };
  };

const no = (why: "conflict" | "invalid", message: string): { guarded: null; result: Settled } => ({
  guarded: null,
  result: { ok: false, why, message },
});

/** The bracket that a command names, or why it is not the one that was seen. */
function seenBracket(seq: number, sequence: Delta, { at, from, length, digest }: BracketCommand): Bracket | string {
  if (at > seq) return `seen at ${at}, but the draft is at ${seq}`;
  const all = flatBrackets(bracketsOf(sequence).brackets);
  const digestIn = bracketDigests(sequence);
  const alike = digest === undefined ? all : all.filter((each) => digestIn(each) === digest);
  if (at === seq) return alike.find((each) => each.from === from && each.to === from + length) ?? "no such bracket";
  if (digest === undefined) return `seen at ${at}, but the draft is at ${seq}: say the bracket's digest`;
  if (alike.length > 1) return "there are several such brackets now";
  return alike[0] ?? "not as you saw it";
}
