/** A decision that is taken back leaves the draft as if it had not been taken, ids aside; others' later words stay. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Attributes,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  type Setting,
  canonicalSequence,
  delegationOf,
  parseKey,
  plainText,
  runsOf,
} from "../../schema/index.ts";
import { takeBack } from "../../server/reopening.ts";
import { isPair } from "../../src/collab/edit-delta.ts";
import { revisions } from "../../src/revision/index.ts";
import { Network } from "../network.ts";
import { draftArb } from "./generators.ts";

const RUNS = Number(process.env.FUZZ ?? 300);
const CHAIR = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;

/** Each change as its delegation: a reopened one has another id. */
function nameless(sequence: Delta): Delta {
  const runs = [...runsOf(sequence.ops as Op[])].map(({ insert, attributes }) => {
    const rest: Attributes = { ...attributes };
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind === "ins" || k.kind === "del") rest[key] = delegationOf(attributes[key] as ChangeId);
      else if (k.kind === "set") rest[key] = { ...(attributes[key] as Setting), change: k.delegation };
    }
    return { insert, attributes: rest };
  });
  return canonicalSequence(runs);
}

const cases = fc.record({
  draft: draftArb,
  verdict: fc.constantFrom("accept" as const, "reject" as const),
  chosen: fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }),
  later: fc.array(fc.record({ at: fc.nat(40), who: fc.boolean() }), { maxLength: 3 }),
});

async function decideAndTakeBack({
  draft,
  verdict,
  chosen,
  later,
}: typeof cases extends fc.Arbitrary<infer T> ? T : never) {
  const network = await Network.open(draft.ops as Op[]);
  const [u, s] = [network.join("u", "USA"), network.join("s", "SEC", "secretary")];
  const before = network.sequence();
  const all = [...revisions(before).keys()];
  if (all.length === 0) return null;
  const changes = [...new Set(chosen.map((n) => all[n % all.length]!))];
  const decided = await network.room.decide(CHAIR, { verdict, changes, at: network.room.seq });
  if (!decided.ok) throw new Error(decided.message);
  u.receive();
  s.receive();
  for (const { at, who } of later) {
    const client = who ? u : s;
    const text = plainText(client.sequence().ops as Op[]);
    const place = Math.min(at, text.length - 1);
    client.type(isPair(text, place) ? place - 1 : place, "§", who ? "propose" : "direct");
  }
  await network.drain();
  const result = await takeBack(network.room, CHAIR, decided.seq);
  await network.drain();
  for (const client of network.clients) expect(client.sequence().ops).toEqual(network.sequence().ops);
  expect(network.events.filter(({ kind }) => kind === "failed" || kind === "refused")).toEqual([]);
  return { before, after: network.sequence(), result, changes, network };
}

test("with nothing written since, the draft is what it was", async () => {
  let met = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const done = await decideAndTakeBack({ ...given, later: [] });
      if (done === null) return;
      met++;
      expect(done.result).toMatchObject({ ok: true });
      expect(nameless(done.after).ops).toEqual(nameless(done.before).ops);
    }),
    { numRuns: RUNS },
  );
  expect(met).toBeGreaterThan(RUNS / 2);
});

test("what was written since stays, and the draft ends in a mark (S7)", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const done = await decideAndTakeBack(given);
      if (done === null) return;
      const text = plainText(done.after.ops as Op[]);
      expect([...text].filter((sign) => sign === "§")).toHaveLength(given.later.length);
      expect(text.endsWith(MARK)).toBe(true);
      expect(text.replaceAll("§", "").length).toBeGreaterThanOrEqual(done.before.length());
      const pending = [...revisions(done.after).keys()];
      for (const change of done.changes) expect(pending).not.toContain(change);
    }),
    { numRuns: RUNS },
  );
});
