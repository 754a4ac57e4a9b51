/** Decisions and what takes them back, against what is agreed, decided already, or was not on the chair's screen. */
import { describe, expect, test, vi } from "vitest";
import { Delta, MARK, bracketsOf } from "../../schema/index.ts";
import { agree } from "../../server/agreement.ts";
import { settle } from "../../server/brackets.ts";
import { type NewProposal, changeProposal, noteOn, tableProposal, withdraw } from "../../server/proposals.ts";
import { takeBack } from "../../server/reopening.ts";
import { LIMIT } from "../../src/collab/protocol.ts";
import type { Command } from "../../server/jobs.ts";
import type { Actor } from "../../server/peer.ts";
import type { Replica } from "../../server/replica.ts";
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
const MOD: NewProposal = { number: "USA/12/1", kind: "MOD", title: "", reasons: "", sponsors: ["USA"], changes: [] };
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

  test("by one who is the chair still when its log has been read", async () => {
    const { network, u, decide, pending, shown, takeBack } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const seq = seqOf(await decide("reject", pending()));
    const { room } = network;
    const { entries } = room;
    const reading = vi.spyOn(room, "entries").mockImplementation((after, limit) => {
      if (after === 0) room.revoke("c"); // removed while the log is being read
      return entries.call(room, after, limit);
    });
    expect(await takeBack(seq)).toMatchObject({
      ok: false,
      why: "unavailable",
      message: expect.stringMatching(/rights changed/),
    });
    expect(shown()).toBe("one¶");
    reading.mockRestore();
    expect(await takeBack(seq)).toMatchObject({ ok: true });
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

test("a change that is put off in the same breath in which its words go is decided, before a restart as after it", async () => {
  const { network, u, f, pending } = await stage("one");
  u.type(3, "!");
  await network.drain();
  f.delete(3, 1);
  await network.drain();
  const [deletion, words] = pending() as [string, string];
  expect([deletion, words]).toEqual(["F:f-1", "USA:u-1"]);
  await network.room.decide(CHAIR, {
    verdict: "defer",
    changes: [words],
    also: { [deletion]: "accept" },
    at: network.room.seq,
  });
  const isDecided = () => (network.room as unknown as { replica: Replica }).replica.usages.get(words)!.decided;
  expect([pending(), isDecided()]).toEqual([[], true]);
  await network.restart();
  expect(isDecided()).toBe(true);
});

describe("of a proposal is decided what the chair saw of it", () => {
  async function tabled() {
    const at = await stage("one", "two");
    at.u.type(3, "!");
    at.u.type(0, "?");
    await at.network.drain();
    const [second, first] = at.pending() as [string, string];
    await at.perform(at.u.actor, tableProposal(at.u.actor, { ...MOD, changes: [first] }));
    const alter = (given: object, who = at.u.actor) =>
      at.perform(who, changeProposal(who, { number: MOD.number, ...given }));
    return { ...at, first, second, alter, proposal: () => at.network.room.snapshot().proposals[MOD.number]! };
  }

  test("what was made part of it since stays pending, after a restart as well", async () => {
    for (const restarts of [false, true]) {
      const { network, first, second, alter, decide, shown, pending } = await tabled();
      const at = network.room.seq;
      expect(await alter({ changes: [first, second] })).toEqual({ ok: true });
      if (restarts) await network.restart();
      expect(await decide("accept", [], { proposal: MOD.number, at })).toMatchObject({ ok: true });
      expect([shown(), pending()]).toEqual(["[? +USA]one!¶two¶", [second]]);
    }
  });

  test("one that says something else since is a conflict", async () => {
    for (const restarts of [false, true]) {
      const { network, alter, decide, proposal } = await tabled();
      const at = network.room.seq;
      await alter({ kind: "SUP", reasons: "another" });
      if (restarts) await network.restart();
      const message = "altered since what you saw: USA/12/1";
      expect(await decide("accept", [], { proposal: MOD.number, at })).toMatchObject({ ok: false, message });
      expect(proposal().state).toBe("pending");
      expect(await decide("accept", [], { proposal: MOD.number })).toMatchObject({ ok: true });
    }
  });

  test("a turn that it was given since is none", async () => {
    const { network, alter, decide } = await tabled();
    const at = network.room.seq;
    await alter({ order: 2 }, CHAIR);
    expect(await decide("accept", [], { proposal: MOD.number, at })).toMatchObject({ ok: true });
  });

  test("one that is not there, or is decided, is a conflict", async () => {
    const { decide, proposal } = await tabled();
    expect(await decide("accept", [], { proposal: "XYZ/1/1" })).toMatchObject({
      ok: false,
      message: "there is no proposal XYZ/1/1",
    });
    await decide("accept", [], { proposal: MOD.number });
    expect(await decide("reject", [], { proposal: MOD.number })).toMatchObject({
      ok: false,
      message: "USA/12/1 is agreed: take that back first",
    });
    expect(proposal().state).toBe("agreed");
  });

  test("a change that was put in a group since is not rejected with it", async () => {
    const { network, first, second, decide, perform, pending } = await tabled();
    const secretary: Actor = { member: "s", name: "s", role: "secretary", delegation: "SEC" };
    await perform(secretary, noteOn(secretary, first, { group: "g" }));
    const at = network.room.seq;
    await perform(secretary, noteOn(secretary, second, { group: "g" }));
    expect(await decide("accept", [first], { at })).toMatchObject({
      ok: false,
      message: `in a group since what you saw: ${second}`,
    });
    expect(await decide("accept", [first])).toMatchObject({ ok: true });
    expect(pending()).toEqual([]);
  });
});

describe("a proposal", () => {
  test("has no changes that their delegation did not put there: it could not withdraw them", async () => {
    const { network, u, f, perform, pending } = await stage("one");
    u.type(3, "!");
    f.type(0, "?");
    await network.drain();
    const [theirs, mine] = pending() as [string, string];
    const sponsors = ["USA", "F"];
    const table = (changes: string[]) => perform(u.actor, tableProposal(u.actor, { ...MOD, sponsors, changes }));
    expect(await table([mine, theirs])).toMatchObject({ why: "forbidden", message: `not changes of USA: ${theirs}` });
    expect(await table([mine])).toEqual({ ok: true });
    expect(await perform(f.actor, withdraw(f.actor, theirs))).toMatchObject({ gone: true });
  });

  test("is not taken over by a sponsor that its first one named", async () => {
    const { network, u, f, perform, pending } = await stage("one");
    u.type(3, "!");
    f.type(0, "?");
    await network.drain();
    const [theirs, mine] = pending() as [string, string];
    await perform(u.actor, tableProposal(u.actor, { ...MOD, sponsors: ["USA", "F", "B"], changes: [mine] }));
    const alter = (given: object) => perform(f.actor, changeProposal(f.actor, { number: MOD.number, ...given }));
    for (const sponsors of [["F"], ["F", "USA", "B"], ["USA", "F"]])
      expect(await alter({ sponsors })).toMatchObject({
        why: "forbidden",
        message: expect.stringMatching(/^sponsors: USA alone/),
      });
    expect(await alter({ changes: [theirs] })).toMatchObject({
      why: "forbidden",
      message: expect.stringMatching(/^changes: USA alone/),
    });
    expect(await alter({ sponsors: ["USA", "F", "B", "J"], changes: [mine, theirs] })).toEqual({ ok: true });
    expect(await alter({ sponsors: ["USA", "B", "J"], changes: [mine] })).toMatchObject({ why: "forbidden" });
  });

  test("is on record as it was decided", async () => {
    const { network, u, decide, perform, pending } = await stage("one");
    u.type(3, "!");
    await network.drain();
    await perform(u.actor, tableProposal(u.actor, { ...MOD, changes: pending() }));
    await decide("accept", [], { proposal: MOD.number });
    expect(
      await perform(u.actor, changeProposal(u.actor, { number: MOD.number, reasons: "something else" })),
    ).toMatchObject({ why: "conflict", message: expect.stringMatching(/agreed: only the chair/) });
    // Its changes are decided, so it has none: the chair may give it another turn all the same.
    expect(await perform(CHAIR, changeProposal(CHAIR, { number: MOD.number, order: 3 }))).toEqual({ ok: true });
  });

  test("of one person there are so many in a draft", async () => {
    const { u, perform } = await stage("one");
    const table = (n: number) =>
      perform(
        u.actor,
        tableProposal(u.actor, { ...MOD, number: `USA/1/${n}`, kind: "NOC", changes: [], target: ["p1"] }),
      );
    for (let n = 0; n < LIMIT.proposalsOfOne; n++) expect(await table(n)).toEqual({ ok: true });
    expect(await table(LIMIT.proposalsOfOne)).toMatchObject({
      why: "conflict",
      message: expect.stringMatching(/has tabled 200 proposals/),
    });
  });
});
