/** What holds for every scenario, whatever its expectations are. */
import { expect } from "vitest";
import {
  type ChangeId,
  type Delta,
  MARK,
  type Op,
  canonicalSequence,
  delegationOf,
  idOf,
  itemsOf,
  view,
} from "../../schema/index.ts";
import { readJson, writeJson } from "../../src/formats/index.ts";
import type { Verdict } from "../../src/revision/index.ts";
import { Network, redline } from "../network.ts";
import { alike } from "../same.ts";
import { fileOf } from "../schema/draft.ts";
import { CHAIR } from "../stories/stage.ts";
import { isDirect, perform } from "./perform.ts";
import { type Scenario, lineOf } from "./scenario.ts";

/** All hold the same, nothing failed, nobody was sent away. */
export function expectPeace(network: Network): void {
  expect(network.events.filter(({ kind }) => kind !== "repaired")).toEqual([]);
  for (const client of network.clients) {
    expect(client.closed).toBeNull();
    expect(redline(client.sequence())).toBe(redline(network.sequence()));
    alike(client.sequence().ops, network.sequence().ops);
  }
}

export function expectWellFormed(sequence: Delta): void {
  const file = fileOf(sequence);
  const read = readJson(writeJson(file));
  expect(read.ok && read.draft.ops).toEqual(sequence.ops);
  const ids = [...itemsOf(sequence.ops as Op[])].flatMap(({ insert, attributes }) =>
    insert === MARK ? [idOf(attributes ?? {})] : [],
  );
  expect(new Set(ids).size, "each paragraph has an id of its own").toBe(ids.length);
  expect(ids).not.toContain("");
}

/**
 * [S1] Proposals leave the adopted text alone, ids and all: the original is the base with the direct edits only. Null
 * where these were made among others' pending text, so that they cannot be made without it.
 */
export async function withoutProposals(scenario: Scenario): Promise<Delta | null> {
  const edits = scenario.edits.filter(isDirect);
  const direct = { ...scenario, before: [], edits, order: [...new Set(edits.map(({ by }) => by))] };
  if ((scenario.before ?? []).length > 0 && direct.edits.length > 0) return null;
  return (await perform(direct, direct.order)).sequence();
}

export const originalOf = (sequence: Delta): Delta => canonicalSequence(view(sequence, "original").ops as Op[]);

/** Verdicts on all changes, by name: `all` and `none` accepted, or those of one delegation only. */
export function verdictsOn(changes: readonly ChangeId[]): Map<string, (change: ChangeId) => boolean> {
  const result = new Map([
    ["all", () => true],
    ["none", () => false],
  ] as [string, (change: ChangeId) => boolean][]);
  const delegations = [...new Set(changes.map(delegationOf))].sort();
  if (delegations.length > 1)
    for (const each of delegations) result.set(each, (change) => delegationOf(change) === each);
  return result;
}

/** The text after the chair has decided on every change: one by one, or in one decision. */
export async function decided(
  sequence: Delta,
  changes: readonly ChangeId[],
  accepts: (change: ChangeId) => boolean,
  at: "once" | "one by one",
): Promise<string> {
  const network = await Network.open(sequence.ops as Op[]);
  const verdict = (change: ChangeId): Verdict => (accepts(change) ? "accept" : "reject");
  const { room } = network;
  if (at === "once" && changes.length > 0) {
    const also = Object.fromEntries(changes.slice(1).map((change) => [change, verdict(change)]));
    const result = await room.decide(CHAIR, {
      verdict: verdict(changes[0]!),
      changes: [changes[0]!],
      also,
      at: room.seq,
    });
    expect(result.ok).toBe(true);
  } else {
    for (const change of changes) {
      if (!room.pending().some(({ id }) => id === change)) continue; // taken along by an earlier decision
      const result = await room.decide(CHAIR, { verdict: verdict(change), changes: [change], at: room.seq });
      expect(result.ok).toBe(true);
    }
  }
  expect(room.pending()).toEqual([]);
  expect(network.events).toEqual([]);
  return lineOf(network.sequence());
}
