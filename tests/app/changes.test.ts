import { describe, expect, test } from "vitest";
import { type Attributes, type Change, Delta } from "../../schema/index.ts";
import { changesOf, countByDelegation, excerptOf, groupByParagraph, holding } from "../../src/app/changes.ts";
import { following } from "../../src/app/deciding.ts";

const mark = (id: string, role: string, more: Attributes = {}): Attributes => ({ id, role, ...more });
const usa: Change = { delegation: "USA", by: "Marian", time: "2026-05-04T10:00:00Z" };

/** A call with two items: a word replaced and one inserted in the first, the second one new. */
const sequence = new Delta()
  .insert("considering")
  .insert("\n", mark("c", "call"))
  .insert("that trust is ")
  .insert("much", { "del:USA": "USA:1" })
  .insert("sorely", { ins: "USA:1" })
  .insert(" needed")
  .insert(" now", { ins: "F:1" })
  .insert("\n", mark("a", "item"))
  .insert("that it ", { ins: "F:2" })
  .insert("really ", { ins: "F:2", "del:USA": "USA:2" })
  .insert("grows", { ins: "F:2" })
  .insert("\n", mark("b", "item", { ins: "F:2", "set:USA:part": { change: "USA:2", value: "operative" } }));

describe("changes of a sequence", () => {
  const changes = changesOf(sequence, { "USA:1": usa });
  const byId = Object.fromEntries(changes.map((change) => [change.id, change]));

  test("stand in the order in which they begin", () => {
    expect(changes.map(({ id }) => id)).toEqual(["USA:1", "F:1", "F:2", "USA:2"]);
  });

  test("a replacement is what goes, then what comes", () => {
    expect(byId["USA:1"]!.pieces).toEqual([
      { kind: "delete", text: "much" },
      { kind: "insert", text: "sorely" },
    ]);
    expect(byId["USA:1"]!.positions).toEqual([{ from: 26, length: 10 }]);
  });

  test("others' marks do not cut an insertion in pieces", () => {
    expect(byId["F:2"]!.inserts).toEqual(["that it really grows\n"]);
  });

  test("a setting tells what it was and would be", () => {
    expect(byId["USA:2"]!.pieces).toEqual([
      { kind: "delete", text: "really " },
      { kind: "set", attribute: "part", from: null, to: "operative" },
    ]);
    expect(byId["USA:2"]!.sets).toEqual(["part: operative"]);
  });

  test("the record gives person and time; without one the delegation is known all the same", () => {
    expect(byId["USA:1"]).toMatchObject(usa);
    expect(byId["F:1"]).toMatchObject({ delegation: "F", by: "", time: "" });
  });

  test("the paragraph has its label, its call and its words without what goes", () => {
    expect(byId["USA:1"]!.paragraph).toEqual({
      id: "a",
      label: "a)",
      section: "considering",
      excerpt: "that trust is sorely needed now",
    });
    expect(byId["F:2"]!.paragraph).toMatchObject({ id: "b", excerpt: "that it grows" });
  });

  test("are grouped by paragraph and counted by delegation", () => {
    expect(groupByParagraph(changes).map((group) => [group.paragraph.id, group.changes.map(({ id }) => id)])).toEqual([
      ["a", ["USA:1", "F:1"]],
      ["b", ["F:2", "USA:2"]],
    ]);
    expect(countByDelegation(changes)).toEqual([
      { delegation: "F", count: 2 },
      { delegation: "USA", count: 2 },
    ]);
  });

  test("a text without marks has none, nor has an empty one", () => {
    expect(changesOf(new Delta().insert("a\n"), {})).toEqual([]);
    expect(changesOf(new Delta(), {})).toEqual([]);
  });

  test("paragraphs without an id are told apart", () => {
    const bare = new Delta().insert("a", { ins: "F:1" }).insert("\n").insert("b", { ins: "F:2" }).insert("\n");
    expect(groupByParagraph(changesOf(bare, {}))).toHaveLength(2);
  });
});

describe("the change to go on with after a decision", () => {
  const list = changesOf(sequence, {});
  test.each([
    [["USA:1"], "F:1"],
    [["USA:1", "F:1"], "F:2"],
    [["F:2", "USA:2"], "F:1"],
    [["USA:1", "USA:2"], "F:2"],
    [["USA:1", "F:1", "F:2", "USA:2"], null],
  ])("after %j comes %s", (decided, next) => {
    expect(following(list, decided)).toBe(next);
  });
});

describe("an excerpt", () => {
  test("is cut between words", () => {
    expect(excerptOf("one two three four", 9)).toBe("one two…");
  });
  test("is whole where it is short, with white space in one", () => {
    expect(excerptOf("  one\n two ", 9)).toBe("one two");
  });
  test("never ends in half a character", () => {
    expect(excerptOf("aaaaaaaa😀b", 9)).toBe("aaaaaaaa…");
  });
});

test("strokes made one after the other are one change, under the oldest id; what moved says so", () => {
  const struck = new Delta()
    .insert("a")
    .insert("b", { "del:USA": "USA:2" })
    .insert("c", { "del:USA": "USA:1" })
    .insert("d e f", { "del:F": "F:1" })
    .insert("\n", mark("p", "item"))
    .insert("d e f", { ins: "F:1" })
    .insert("\n", mark("q", "item"));
  const records = { "USA:1": usa, "USA:2": { ...usa, time: "2026-05-04T10:00:01Z" } };
  const [gesture, moved] = changesOf(struck, records);
  expect(gesture).toMatchObject({ id: "USA:1", ids: ["USA:2", "USA:1"], deletes: ["bc"], moved: false });
  expect(gesture!.positions).toEqual([{ from: 1, length: 2 }]);
  expect(moved).toMatchObject({ id: "F:1", ids: ["F:1"], moved: true });
  expect(holding([gesture!, moved!], "USA:2")).toBe(gesture);
  expect(holding([gesture!], "USA:9")).toBeUndefined();
});
