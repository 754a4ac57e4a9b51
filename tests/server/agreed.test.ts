/** Agreed paragraphs: closed to everybody until the chair opens them again; what was under way goes back (G4). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, itemsOf } from "../../schema/index.ts";
import { agree } from "../../server/agreement.ts";
import type { Actor } from "../../server/peer.ts";
import { touchesAgreed } from "../../src/revision/index.ts";
import { Network, paragraphsOf, redline } from "../network.ts";

const CHAIR: Actor = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" };

async function stage(...texts: string[]) {
  const network = await Network.open(paragraphsOf(...texts));
  const [u, f, s] = [network.join("u", "USA"), network.join("f", "F"), network.join("s", "SEC", "secretary")];
  const set = async (agreed: boolean, ...ids: string[]) =>
    (await network.room.perform(CHAIR, agree(CHAIR, ids, agreed))).result;
  return { network, u, f, s, set };
}

describe("agreeing", () => {
  test("closes a paragraph, and is on record with who did it", async () => {
    const { network, set } = await stage("one", "two");
    expect(await set(true, "p2")).toMatchObject({ ok: true });
    const [entry] = (await network.log.read("draft", 0)).slice(-1);
    expect(entry!.decision).toMatchObject({ verdict: "agree", by: "Chair", paragraphs: ["p2"] });
    expect((network.sequence().ops as Op[]).at(-1)!.attributes).toMatchObject({ id: "p2", agreed: "d2" });
    expect(await set(true, "p2")).toEqual({ ok: true, record: null });
    expect(await set(false, "p2")).toMatchObject({ record: { verdict: "reopen", paragraphs: ["p2"] } });
    expect((network.sequence().ops as Op[]).at(-1)!.attributes).not.toHaveProperty("agreed");
  });

  test("needs a paragraph without anything pending in it", async () => {
    const { network, u, set } = await stage("one", "two");
    u.split(1);
    u.delete(u.at("two"), 1);
    await network.drain();
    const [split, deletion] = network.room.pending().map(({ id }) => id);
    expect(await set(true, "p1")).toMatchObject({ ok: false, why: "conflict", changes: [split] });
    expect(await set(true, "p2")).toMatchObject({ ok: false, why: "conflict", changes: [deletion] });
    expect(await set(true, "nowhere")).toMatchObject({ ok: false, why: "not-found" });
    u.type(0, "new");
    u.split(3);
    await network.drain(); // a paragraph before the first one is another one
    expect(await set(true, "p1")).toMatchObject({ changes: [split] });
  });
});

describe("in a closed paragraph", () => {
  test("what was typed meanwhile goes back to its author, and the connection stays", async () => {
    const { network, u, set } = await stage("one two", "three");
    u.type(3, " and");
    u.type(u.at("three"), "kept ");
    await set(true, "p1");
    await network.drain();
    expect(redline(network.sequence())).toBe("one two¶[kept  +USA]three¶");
    expect(redline(u.sequence())).toBe(redline(network.sequence()));
    expect(u.returned).toEqual([{ kind: "insert", text: " and" }]);
    expect(u.closed).toBeNull();
  });

  test("nothing is struck, split, set or joined, by whatever right", async () => {
    const { network, u, s, set } = await stage("zero", "one two", "three");
    await set(true, "p2");
    await network.drain();
    const before = redline(network.sequence());
    s.delete(s.at("one") - 1, 1, "direct"); // the paragraph before would run into it
    s.set(s.at("three") - 1, 1, { level: 2 }, "direct");
    s.split(s.at("one", 1), "direct");
    s.delete(s.at("two"), 3, "direct");
    u.delete(u.at("one"), 3);
    u.set(u.at("three") - 1, 1, { level: 2 });
    u.delete(u.at("three") - 1, 1);
    u.split(u.at("two"));
    await network.drain();
    expect(redline(network.sequence())).toBe(before);
    for (const client of network.clients) expect(redline(client.sequence())).toBe(before);
    expect(u.returned.map(({ text }) => text).join("|")).toBe("one|\n|\n");
    expect(network.events.filter(({ kind }) => kind === "failed" || kind === "refused")).toEqual([]);
  });

  test("before it and after it new paragraphs may come, and it may follow one that goes whole", async () => {
    const { network, u, s, set } = await stage("zero", "one", "two");
    await set(true, "p2");
    await network.drain();
    u.edit(new Delta().retain(u.at("one")).insert("new\n"));
    u.edit(new Delta().retain(u.at("two")).insert("next\n"));
    s.delete(0, 5, "direct");
    await network.drain();
    expect(redline(network.sequence())).toBe("[new¶ +USA]one¶[next¶ +USA]two¶");
    u.delete(u.at("new", 3), 1); // one's own mark: its text would run in
    await network.drain();
    expect(redline(network.sequence())).toBe("[new¶ +USA]one¶[next¶ +USA]two¶");
  });

  test("opened again, it can be written in", async () => {
    const { network, u, set } = await stage("one");
    await set(true, "p1");
    await set(false, "p1");
    await network.drain();
    u.type(3, "!");
    await network.drain();
    expect(redline(network.sequence())).toBe("one[! +USA]¶");
  });
});

/** Agreed paragraphs stay letter by letter as they are, whatever arrives, and an editor knows it beforehand. */
test("text typed beside what has gone back already, unseen, goes back too", async () => {
  const { network, u, set } = await stage("a", "a");
  await set(true, "p2");
  u.type(3, "y\nz");
  await u.send();
  u.type(6, "y\nz");
  await network.drain();
  expect(redline(network.sequence())).toBe("a¶a¶");
});

test("[G4] nothing changes an agreed paragraph", async () => {
  const texts = fc.array(fc.constantFrom("a", "bb", "c d"), { minLength: 2, maxLength: 4 });
  const step = fc.record({
    who: fc.constantFrom("u" as const, "s" as const),
    at: fc.nat(12),
    length: fc.nat(4),
    text: fc.constantFrom("", "x", "\n", "y\nz"),
  });
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(3), fc.array(step, { minLength: 1, maxLength: 6 }), async (given, closed, steps) => {
      const { network, set, ...people } = await stage(...given);
      const id = `p${(closed % given.length) + 1}`;
      await set(true, id);
      const paragraph = (): string => {
        let text = "";
        for (const { insert, attributes } of itemsOf(network.sequence().ops as Op[])) {
          text += JSON.stringify([insert, attributes]);
          if (insert === MARK && attributes?.id === id) return text;
          if (insert === MARK) text = "";
        }
        throw new Error("the agreed paragraph is gone");
      };
      const before = paragraph();
      for (const { who, at, length, text } of steps) {
        const client = people[who];
        if (at % 3 === 0) client.receive();
        const end = client.sequence().length() - 1;
        const from = Math.min(at, end);
        const edit = new Delta()
          .retain(from)
          .insert(text)
          .delete(Math.min(length, end - from));
        const knew = touchesAgreed(client.sequence(), edit);
        client.edit(edit.chop(), who === "s" ? "direct" : "propose");
        const told = client.returned.length;
        await client.send();
        if (knew) client.receive();
        expect(paragraph()).toBe(before);
        if (client.returned.length > told && !client.unread) expect(knew || at % 3 !== 0).toBe(true);
      }
      await network.drain();
      expect(paragraph()).toBe(before);
      expect(network.events.filter(({ kind }) => kind === "failed" || kind === "refused")).toEqual([]);
    }),
    { numRuns: Number(process.env.FUZZ ?? 200) },
  );
});
