/** Taking up again what was put off. It was pending all along, so nothing of the text changes. */
import type { ChangeId } from "../schema/index.ts";
import { SERVER, finish } from "./guard.ts";
import type { Command } from "./jobs.ts";
import type { DecisionRecord } from "./log.ts";
import type { Actor } from "./peer.ts";

export type TakenUp = { ok: true } | { ok: false; message: string };

/** Takes back the decision at `seq`, by which changes were put off, as far as they are put off still. */
export const takeUp =
  (actor: Actor, seq: number, { changes, proposals = {} }: DecisionRecord): Command<TakenUp> =>
  (replica, time) => {
    const isPutOff = (id: ChangeId) => replica.changes.get(id)?.deferred === true;
    const waiting = Object.keys(changes).filter(isPutOff);
    if (waiting.length === 0)
      return { guarded: null, result: { ok: false, message: "nothing of it is put off any more" } };
    const numbers = Object.keys(proposals).filter((number) => replica.proposals.get(number)?.state === "deferred");
    replica.doc.transact(() => {
      for (const id of waiting) {
        const { deferred: _, ...change } = replica.changes.get(id)!;
        replica.changes.set(id, change);
      }
      for (const number of numbers)
        replica.proposals.set(number, { ...replica.proposals.get(number)!, state: "pending" });
    }, SERVER);
    const decision: DecisionRecord = {
      verdict: "reopen",
      by: actor.name,
      member: actor.member,
      time,
      at: replica.seq,
      reopens: seq,
      ...(numbers.length > 0 && {
        proposals: Object.fromEntries(numbers.map((number) => [number, "pending" as const])),
      }),
      changes: {},
      dependants: [],
    };
    const who = { member: actor.member, name: actor.name };
    return { guarded: finish(replica, who, replica.takeEffects(), time, { decision }), result: { ok: true } };
  };
