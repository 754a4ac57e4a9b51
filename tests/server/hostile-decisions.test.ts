/** Decisions and what takes them back, against what is agreed, decided already, or was not on the chair's screen. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, bracketsOf } from "../../schema/index.ts";
import { agree } from "../../server/agreement.ts";
import { settle } from "../../server/brackets.ts";
import { tableProposal, withdraw } from "../../server/proposals.ts";
import { takeBack } from "../../server/reopening.ts";
import type { Command } from "../../server/jobs.ts";
import type { Actor } from "../../server/peer.ts";
import { Network, paragraphsOf, redline } from "../network.ts";

const CHAIR: Actor = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" };

async function stage(...texts: string[]) {
  const network = await Network.open(paragraphsOf(...texts));
  const [u, f] = [network.join("u", "USA"), network.join("f", "F")];
  const perform = async <T>(actor: Actor, command: Command<T>) => (await network.room.perform(actor, command)).result;
  return {
    network,
    u,
    f,
    perform,
    shown: () => redline(network.sequence()),
    pending: () => network.room.pending().map(({ id }) => id),
    agreed: (id: string, is = true) => perform(CHAIR, agree(CHAIR, [id], is)),
    decide: async (verdict: "accept" | "reject", changes: string[], more: { proposal?: string; at?: number } = {}) =>
      network.room.decide(CHAIR, { verdict, changes, at: network.room.seq, ...more }),
    takeBack: (seq: number) => takeBack(network.room, CHAIR, seq),
  };
}
const seqOf = (done: object): number => (done as { seq: number }).seq;

describe("[G4] an agreed paragraph stays as it was agreed", () => {
  test("where a decision would let the one before run into it", async () => {
    const { network, u, agreed, decide, pending, shown } = await stage("one", "two");
    await agreed("p2");
    await network.drain();
    u.delete(3, 1);
    await network.drain();
    const changes = pending();
    expect(await decide("accept", changes)).toMatchObject({
      ok: false,
      message: "what is agreed would change: open it first (paragraph p2)",
      conflict: [{ id: changes[0] }],
    });
    expect(shown()).toBe("one[¶ -USA]two¶");
    await agreed("p2", false);
    expect(await decide("accept", changes)).toMatchObject({ ok: true });
    expect(shown()).toBe("onetwo¶");
  });

  test("where a delegation withdraws the mark between it and words of its own: these keep one", async () => {
    const { network, u, agreed, perform, pending, shown } = await stage("one", "two");
    u.type(4, "new");
    await network.drain();
    u.raw(new Delta().retain(7).insert(MARK, { role: "item", id: "m", ins: "USA:u-2" }));
    await network.drain();
    await agreed("p2");
    const [words, mark] = pending();
    expect([words, mark]).toEqual(["USA:u-1", "USA:u-2"]);
    expect(await perform(u.actor, withdraw(u.actor, mark!))).toMatchObject({ ok: true, gone: true });
    expect(shown()).toBe("one¶[new¶ +USA]two¶");
  });

  test("brackets in it are settled when it is opened", async () => {
    const { network, agreed, perform, shown } = await stage("one [a/b]", "two");
    await agreed("p1");
    const { from, to } = bracketsOf(network.sequence()).brackets[0]!;
    const choice = () =>
      perform(CHAIR, settle(CHAIR, { at: network.room.seq, from, length: to - from, choice: "keep" }));
    expect(await choice()).toMatchObject({ ok: false, why: "conflict", message: expect.stringContaining("p1") });
    await agreed("p1", false);
    expect(await choice()).toMatchObject({ ok: true });
    expect(shown()).toBe("one a/b¶two¶");
  });

  test("nothing is proposed in it again", async () => {
    const { network, u, agreed, decide, pending, shown, takeBack } = await stage("one", "two");
    u.type(3, "!");
    await network.drain();
    const seq = seqOf(await decide("accept", pending()));
    await agreed("p1");
    expect(await takeBack(seq)).toMatchObject({ ok: false, why: "conflict", message: expect.stringContaining("p1") });
    expect(shown()).toBe("one!¶two¶");
    await agreed("p1", false);
    expect(await takeBack(seq)).toMatchObject({ ok: true });
    expect(shown()).toBe("one[! +USA]¶two¶");
  });
});

describe("a decision is taken back", () => {
  test("once: else its words would stand there twice", async () => {
    const { network, u, decide, pending, shown, takeBack } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const seq = seqOf(await decide("reject", pending()));
    expect(await takeBack(seq)).toMatchObject({ ok: true });
    await network.restart();
    expect(await takeBack(seq)).toEqual({
      ok: false,
      why: "conflict",
      message: "taken back already, at log position 4",
    });
    expect(shown()).toBe("one[! +USA]¶");
  });

  test("and that is no decision to take back: pending words would go without one", async () => {
    const { network, u, decide, pending, shown, takeBack } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const seq = seqOf(await decide("reject", pending()));
    await takeBack(seq);
    expect(await takeBack(seq + 1)).toMatchObject({ ok: false, why: "conflict" });
    expect(shown()).toBe("one[! +USA]¶");
  });

  test("agreement is opened, not taken back", async () => {
    const { network, agreed, takeBack } = await stage("one");
    await agreed("p1");
    expect(await takeBack(network.room.seq)).toMatchObject({ ok: false, why: "conflict" });
    expect(await agreed("p1")).toMatchObject({ record: null }); // it still is
  });

  test("on a proposal without changes, of which nothing stands in the text", async () => {
    const { network, u, decide, perform, takeBack } = await stage("one");
    const given = { number: "USA/12/1", kind: "NOC", title: "", reasons: "" } as const;
    await perform(u.actor, tableProposal(u.actor, { ...given, sponsors: ["USA"], changes: [], target: ["p1"] }));
    const done = await decide("accept", [], { proposal: "USA/12/1" });
    expect(await takeBack(seqOf(done))).toMatchObject({ ok: true, answer: { changes: {} } });
    expect(network.room.snapshot().proposals["USA/12/1"]!.state).toBe("pending");
  });
});
