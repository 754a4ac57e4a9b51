/** Decisions as commands: on what the chair saw, recorded with what it was, refused only when that has changed. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op } from "../../schema/index.ts";
import { Network, paragraphsOf, redline } from "../network.ts";
import { CHAIR, changeOf, decide, merged, stage } from "./stage.ts";

/** U proposed `abc`, and all have seen it. */
async function proposed() {
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
    const { network, u, change } = await proposed();
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
    const { network, change } = await proposed();
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id] })).toMatchObject({ ok: false });
    expect(redline(network.sequence())).toBe("one[abc +USA]¶two¶");
  });

  test("a change that came after `at` was not on the screen", async () => {
    const { network, f, at } = await proposed();
    f.delete(f.at("two"), 3);
    await network.drain();
    const later = network.room.pending().find(({ delegation }) => delegation === "F")!;
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [later.id], at })).toMatchObject({
      ok: false,
      at: network.room.seq,
    });
  });

  test("what was typed into two changes meanwhile stays pending under two ids that are nobody else's", async () => {
    const { network, u } = await proposed();
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
    const { network, u, change, at } = await proposed();
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
    const { network, u, change, at } = await proposed();
    u.set(4, 1, { em: true });
    await network.drain();
    expect(await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at })).toMatchObject({
      ok: false,
    });
  });

  test("what is decided already is said to be", async () => {
    const { network, change, at } = await proposed();
    await network.room.decide(CHAIR, { verdict: "reject", changes: [change.id], at });
    const again = await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at });
    expect(again).toMatchObject({ ok: false, conflict: [] });
    expect((again as { message: string }).message).toContain("not pending any more");
  });
});

test("the record keeps the text, who proposed it, and what the decision took along", async () => {
  const { network, u, f } = await proposed();
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
      dependants: [{ change: "F:f-1", effect: "stranded", text: "F!", by: "f" }],
    },
  });
  const entries = await network.log.read("draft", 0);
  expect(entries.at(-1)!.decision).toEqual((result as { record: unknown }).record); // text and record in one entry
  expect(redline(network.sequence())).toBe("one[abc +USA]¶[F!¶ +F]");
});

test("after a decision the pending changes are all that is recorded as pending, also after a restart", async () => {
  const { network, change, at, u } = await proposed();
  await network.room.decide(CHAIR, { verdict: "accept", changes: [change.id], at });
  expect(network.room.snapshot().changes).toEqual({});
  await network.restart();
  expect(network.room.pending()).toEqual([]);
  u.receive();
  u.raw(new Delta().retain(3).insert("Z", { ins: change.id })); // text under an id that is decided
  await network.drain();
  expect(network.room.pending()[0]!.id).not.toBe(change.id);
});

test("9: F deletes part of U's pending insertion: a proposal of its own, decidable on its own", async () => {
  for (const verdict of ["accept", "reject"] as const) {
    const told = await stage(["one"], ["u", "f"]);
    told.u.type(told.u.at("one", 3), "abc");
    await merged(told);
    told.f.delete(told.f.at("b"), 1);
    expect(await merged(told)).toBe("one[a +USA][b +USA -F][c +USA]¶");
    await decide(told, verdict, [changeOf(told, "F", "deletes")]);
    expect(await merged(told)).toBe(verdict === "accept" ? "one[ac +USA]¶" : "one[abc +USA]¶");
  }
});

describe("10: U goes on typing, C accepts", () => {
  for (const [where, offset, expected] of [
    ["inside", 1, "onea[X +USA]bc¶"],
    ["at the end", 3, "oneabc[X +USA]¶"],
    ["at the start", 0, "one[X +USA]abc¶"],
  ] as const) {
    for (const order of ["U arrives first", "C arrives first"]) {
      test(`${where}; ${order}`, async () => {
        const told = await stage(["one"], ["u"]);
        told.u.type(told.u.at("one", 3), "abc");
        await merged(told);
        const at = told.network.room.seq;
        const change = changeOf(told, "USA", "inserts");
        told.u.type(told.u.at("abc", offset), "X");
        if (order === "U arrives first") await told.u.send();
        const result = await decide(told, "accept", [change], at);
        expect(result.ok).toBe(true); // C is not sent away with a conflict for that
        expect(await merged(told)).toBe(expected);
        expect(changeOf(told, "USA", "inserts")).not.toBe(change);
      });
    }
  }
});

describe("11: U deletes words of its own insertion, C accepts it", () => {
  test("C arrives first: adopted, with U's proposal to delete them", async () => {
    const told = await stage(["one"], ["u"]);
    told.u.type(told.u.at("one", 3), "abc");
    await merged(told);
    told.u.delete(told.u.at("b"), 1);
    await decide(told, "accept", [changeOf(told, "USA", "inserts")]);
    expect(await merged(told)).toBe("onea[b -USA]c¶");
  });
  test("U arrives first: what C saw is no longer as it was, C is shown the new text", async () => {
    const told = await stage(["one"], ["u"]);
    told.u.type(told.u.at("one", 3), "abc");
    await merged(told);
    const at = told.network.room.seq;
    const change = changeOf(told, "USA", "inserts");
    told.u.delete(told.u.at("b"), 1);
    await told.u.send();
    const result = await decide(told, "accept", [change], at);
    expect(result).toMatchObject({ ok: false, conflict: [{ id: change, inserts: ["ac"] }] });
    expect(await merged(told)).toBe("one[ac +USA]¶");
    expect((await decide(told, "accept", [change])).ok).toBe(true);
    expect(await merged(told)).toBe("oneac¶");
  });
});

describe("12: C rejects U's deletion while U extends it", () => {
  for (const order of ["U arrives first", "C arrives first"]) {
    test(order, async () => {
      const told = await stage(["one two"], ["u"]);
      told.u.delete(0, 3);
      await merged(told);
      const at = told.network.room.seq;
      const change = changeOf(told, "USA", "deletes");
      told.u.delete(3, 4);
      if (order === "U arrives first") await told.u.send();
      expect((await decide(told, "reject", [change], at)).ok).toBe(true);
      expect(await merged(told)).toBe("one[ two -USA]¶");
    });
  }
});

test("29: accept of a deletion of a whole item: the next keeps its own level and role", async () => {
  const network = await Network.open([
    { insert: "one" },
    { insert: MARK, attributes: { id: "p1", role: "item", level: 0 } },
    { insert: "two" },
    { insert: MARK, attributes: { id: "p2", role: "item", level: 1 } },
    { insert: "three" },
    { insert: MARK, attributes: { id: "p3", role: "heading" } },
  ]);
  const u = network.join("u", "USA");
  u.delete(u.at("two"), 4);
  await network.drain();
  await network.room.decide(CHAIR, {
    verdict: "accept",
    changes: [network.room.pending()[0]!.id],
    at: network.room.seq,
  });
  expect(
    (network.sequence().ops as Op[]).filter(({ insert }) => insert === MARK).map(({ attributes }) => attributes),
  ).toEqual([
    { id: "p1", role: "item", level: 0 },
    { id: "p3", role: "heading" },
  ]);
});
