/** Decisions as commands: on what the chair saw, recorded with what it was, refused only when that has changed. */
import { describe, expect, test } from "vitest";
import { Delta } from "../../schema/index.ts";
import { Network, paragraphsOf, redline } from "../network.ts";

const CHAIR = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;

async function stage() {
  const network = await Network.open(paragraphsOf("one", "two"));
  const u = network.join("u", "USA");
  const f = network.join("f", "F");
  u.type(3, "abc");
  await network.drain();
  const change = network.room.pending()[0]!;
  return { network, u, f, change, at: network.room.seq };
}

describe("what the chair saw", () => {
  test("with `seen`, the digests must be those of now", async () => {
    const { network, u, change } = await stage();
    u.type(4, "X");
    await network.drain();
    const stale = await network.room.decide(CHAIR, {
      verdict: "accept",
      changes: [change.id],
      seen: { [change.id]: change.digest },
    });
    expect(stale).toMatchObject({ ok: false, conflict: [{ id: change.id, inserts: ["aXbc"] }] });
    const { digest } = network.room.pending()[0]!;
    expect(
      await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], seen: { [change.id]: digest } }),
    ).toMatchObject({ ok: true });
    expect(redline(network.sequence())).toBe("oneaXbc¶two¶");
  });

  test("without `at` and without `seen` nothing is decided", async () => {
    const { network, change } = await stage();
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id] })).toMatchObject({ ok: false });
    expect(redline(network.sequence())).toBe("one[abc +USA]¶two¶");
  });

  test("a change that came after `at` was not on the screen", async () => {
    const { network, f, at } = await stage();
    f.delete(f.at("two"), 3);
    await network.drain();
    const later = network.room.pending().find(({ delegation }) => delegation === "F")!;
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [later.id], at })).toMatchObject({
      ok: false,
      at: network.room.seq,
    });
  });

  test("what was typed into two changes meanwhile stays pending under two ids that are nobody else's", async () => {
    const { network, u } = await stage();
    u.type(u.at("two", 3), "def");
    await network.drain();
    const [first, second] = network.room.pending();
    const at = network.room.seq;
    u.type(u.at("abc", 1), "X");
    u.type(u.at("def", 1), "Y");
    await network.drain();
    const decision = network.room.seq + 2;
    u.raw(new Delta().insert("Z", { ins: `USA:s${decision}-1` }));
    await network.drain();
    const result = await network.room.decide(CHAIR, { verdict: "accept", changes: [first!.id, second!.id], at });
    expect(result).toMatchObject({ ok: true, seq: decision });
    expect(network.room.pending().map(({ inserts }) => inserts)).toEqual([["Z"], ["X"], ["Y"]]);
  });

  test("text that came and went after `at` is no reason to refuse", async () => {
    const { network, u, change, at } = await stage();
    u.type(4, "XY");
    await network.drain();
    u.delete(4, 1);
    await network.drain();
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at })).toMatchObject({
      ok: true,
    });
    expect(redline(network.sequence())).toBe("onea[Y +USA]bc¶two¶");
  });

  test("formatting of what the chair saw is an alteration", async () => {
    const { network, u, change, at } = await stage();
    u.set(4, 1, { em: true });
    await network.drain();
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at })).toMatchObject({
      ok: false,
    });
  });

  test("what is decided already is said to be", async () => {
    const { network, change, at } = await stage();
    await network.room.decide(CHAIR, { verdict: "reject", changes: [change.id], at });
    const again = await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at });
    expect(again).toMatchObject({ ok: false, conflict: [] });
    expect((again as { message: string }).message).toContain("not pending any more");
  });
});

test("the record keeps the text, who proposed it, and what the decision took along", async () => {
  const { network, u, f } = await stage();
  u.delete(u.at("two"), 4);
  await network.drain();
  f.type(f.at("two", 1), "F!");
  await network.drain();
  const deletion = network.room
    .pending()
    .find(({ delegation, deletes }) => delegation === "USA" && deletes.length > 0)!;
  const result = await network.room.decide(CHAIR, {
    verdict: "accept",
    changes: [deletion.id],
    at: network.room.seq,
    method: "consensus",
    note: "agreed in plenary",
  });
  expect(result).toMatchObject({
    ok: true,
    record: {
      verdict: "accept",
      by: "Chair",
      method: "consensus",
      note: "agreed in plenary",
      changes: { [deletion.id]: { delegation: "USA", by: "u", deletes: ["t", "wo¶"] } },
      dependants: [{ change: "F:f-1", effect: "stranded", text: "F!" }],
    },
  });
  const entries = await network.log.read("draft", 0);
  expect(entries.at(-1)!.decision).toEqual((result as { record: unknown }).record); // text and record in one entry
  expect(redline(network.sequence())).toBe("one[abc +USA]¶[F!¶ +F]");
});

test("after a decision the pending changes are all that is recorded as pending, also after a restart", async () => {
  const { network, change, at, u } = await stage();
  await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at });
  expect(network.room.snapshot().changes).toEqual({});
  await network.restart();
  expect(network.room.pending()).toEqual([]);
  u.receive();
  u.raw(new Delta().retain(3).insert("Z", { ins: change.id })); // text under an id that is decided
  await network.drain();
  expect(network.room.pending()[0]!.id).not.toBe(change.id);
});
