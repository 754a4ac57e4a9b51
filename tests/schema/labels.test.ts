/** Labels: forms, counting, and where the redline shows which pair. */
import { describe, expect, test } from "vitest";
import { MARK, labelsOf, letters, nextLabel, roman } from "../../schema/index.ts";
import { call, del, draft, ins, item, labels, mark, para, sub } from "./draft.ts";

const items = (n: number) => Array.from({ length: n }, (_, i) => item(`that ${i}`));

describe("forms", () => {
  test.each([
    [1, "a"],
    [2, "b"],
    [26, "z"],
    [27, "aa"],
    [28, "ab"],
    [52, "az"],
    [53, "ba"],
    [702, "zz"],
    [703, "aaa"],
  ])("letter %i is %s", (n, text) => expect(letters(n)).toBe(text));

  test.each([
    [1, "i"],
    [4, "iv"],
    [5, "v"],
    [9, "ix"],
    [14, "xiv"],
    [40, "xl"],
    [49, "xlix"],
    [90, "xc"],
    [400, "cd"],
    [1994, "mcmxciv"],
  ])("roman %i is %s", (n, text) => expect(roman(n)).toBe(text));

  test("the next label of each level and part", () => {
    expect([0, 1, 2, 3, 4].map((level) => nextLabel([3, 1], level, "preamble"))).toEqual(["d)", "ii)", "–", "–", "–"]);
    expect([0, 1, 2, 3, 4].map((level) => nextLabel([3, 1], level, "operative"))).toEqual(["4", "ii)", "a)", "–", "–"]);
  });
});

describe("counting", () => {
  test("letters in the preamble, numbers in the operative part, restarting under each call", () => {
    const sequence = draft(
      call("noting"),
      ...items(3),
      call("resolves"),
      ...items(2),
      call("invites the Council"),
      ...items(2),
    );
    expect(labels(sequence)).toEqual(["", "a)", "b)", "c)", "", "1", "2", "", "1", "2"]);
  });

  test("a call that comes again starts again", () => {
    expect(labels(draft(call("noting"), ...items(2), call("noting"), ...items(2)))).toEqual([
      "",
      "a)",
      "b)",
      "",
      "a)",
      "b)",
    ]);
  });

  test("after z) comes aa)", () => {
    expect(labels(draft(call("noting"), ...items(28))).slice(25)).toEqual(["y)", "z)", "aa)", "ab)"]);
  });

  test("the only item of a section has no label, with items below it or without", () => {
    const sequence = draft(
      call("resolves"),
      item("to strengthen"),
      call("instructs the Council"),
      item("to:"),
      sub("see"),
      sub("hear"),
    );
    expect(labels(sequence)).toEqual(["", "", "", "", "i)", "ii)"]);
  });

  test("items below an item restart below the next", () => {
    const deep = mark({ level: 2 });
    const sequence = draft(
      call("resolves"),
      item("to:"),
      sub("one:"),
      item("deep", deep),
      item("deep", deep),
      sub("two:"),
      item("deep", deep),
      item("to:"),
      sub("one"),
    );
    expect(labels(sequence)).toEqual(["", "1", "i)", "a)", "b)", "ii)", "a)", "2", "i)"]);
  });

  test("a level that is skipped is no obstacle", () => {
    expect(labels(draft(call("resolves"), item("a", mark({ level: 2 })), item("b"), item("c")))).toEqual([
      "",
      "a)",
      "1",
      "2",
    ]);
  });

  test("a bullet has its own sign and takes no number", () => {
    const bullet = (text: string) => sub(text, mark({ label: "§" }));
    const sequence = draft(call("aware"), item("x"), bullet("one"), bullet("two"), sub("three"), item("y"), sub("z"));
    expect(labels(sequence)).toEqual(["", "a)", "§", "§", "i)", "b)", "i)"]);
  });

  test("a bullet beside a section's only item does not make them two", () => {
    expect(labels(draft(call("resolves"), item("to act"), item("soon", mark({ label: "–" }))))).toEqual(["", "", "–"]);
  });

  test("an odd number is kept, takes no number, and begins its own count below", () => {
    const sequence = draft(
      call("resolves"),
      item("x"),
      sub("y"),
      item("z", mark({ label: "1 bis" })),
      sub("y"),
      item("w"),
    );
    expect(labels(sequence)).toEqual(["", "1", "i)", "1 bis", "i)", "2"]);
  });

  test("an odd number makes the other item one of two", () => {
    expect(labels(draft(call("resolves"), item("x"), item("y", mark({ label: "1 bis" }))))).toEqual(["", "1", "1 bis"]);
    expect(labels(draft(call("resolves"), item("y", mark({ label: "7" }))))).toEqual(["", "7"]);
  });

  test("text between items neither has a label nor counts", () => {
    expect(labels(draft(call("noting"), item("x"), para("text", "and"), item("y")))).toEqual(["", "a)", "", "b)"]);
  });

  test("annex and heading start again, in the part that they stand in", () => {
    const sequence = draft(
      call("resolves"),
      ...items(2),
      para("annex-number", "ANNEX 1"),
      ...items(2),
      para("heading", "Scope"),
      ...items(2),
    );
    expect(labels(sequence)).toEqual(["", "1", "2", "", "1", "2", "", "1", "2"]);
  });

  test("the part is what the mark says, else what the call says, else the one before", () => {
    const stated = draft(call("acts", mark({ part: "operative" })), ...items(2));
    const known = draft(call("décide"), ...items(2));
    const unknown = draft(call("resolves"), call("hums"), ...items(2));
    const ofItem = draft(
      call("noting"),
      item("x", mark({ part: "operative" })),
      item("y", mark({ part: "operative" })),
    );
    for (const sequence of [stated, known, unknown, ofItem]) expect(labels(sequence).slice(-2)).toEqual(["1", "2"]);
  });

  test("items before any call are of the preamble", () => expect(labels(draft(...items(2)))).toEqual(["a)", "b)"]));
});

describe("pairs in the redline", () => {
  test("an item inserted in the middle renumbers those below", () => {
    const sequence = draft(call("noting"), item("one"), item(ins("USA:1", "new"), mark({ ins: "USA:1" })), item("two"));
    expect(labels(sequence)).toEqual(["", "a)", "+b)", "b)→c)"]);
  });

  test("an item inserted before the first does not take its label", () => {
    const sequence = draft(call("noting"), item(ins("USA:1", "new"), mark({ ins: "USA:1" })), item("one"), item("two"));
    expect(labels(sequence)).toEqual(["", "+a)", "a)→b)", "b)→c)"]);
  });

  test("a second item inserts two labels, and the deletion of one of two strikes two", () => {
    const second = draft(call("resolves"), item("one"), item(ins("USA:1", "new"), mark({ ins: "USA:1" })));
    expect(labels(second)).toEqual(["", "+1", "+2"]);
    const gone = draft(call("resolves"), item("one"), item(del("USA:1", "two"), mark({ "del:USA": "USA:1" })));
    expect(labels(gone)).toEqual(["", "-1", "-2"]);
  });

  test("an item deleted with its own mark", () => {
    const sequence = draft(
      call("noting"),
      item("one"),
      item(del("F:1", "two"), mark({ "del:F": "F:1" })),
      item("three"),
    );
    expect(labels(sequence)).toEqual(["", "a)", "-b)", "c)→b)"]);
  });

  test("a split leaves the label in front", () => {
    const sequence = draft(
      call("noting"),
      item("one ", ins("USA:1", MARK, { id: "new", role: "item" }), "half"),
      item("two"),
    );
    expect(labels(sequence)).toEqual(["", "a)", "+b)", "b)→c)"]);
  });

  test("a break at an item's very start leaves an empty item with its new label, and the old one with the words", () => {
    const sequence = draft(call("noting"), item(ins("USA:1", MARK, { id: "new", role: "item" }), "one"), item("two"));
    expect(labels(sequence)).toEqual(["", "+a)", "a)→b)", "b)→c)"]);
  });

  test("a break at an item's end, then words: the old label stays in front", () => {
    const broken = ins("USA:1", MARK, { id: "new", role: "item" });
    const sequence = draft(call("noting"), item("one", broken, ins("USA:1", "new")), item("two"));
    expect(labels(sequence)).toEqual(["", "a)", "+b)", "b)→c)"]);
  });

  test("a join strikes the label of the second", () => {
    const sequence = draft(call("noting"), item("one", mark({ "del:F": "F:1" })), item("two"), item("three"));
    expect(labels(sequence)).toEqual(["", "a)", "-b)", "c)→b)"]);
  });

  test("an item whose first words go keeps its label where it was", () => {
    expect(labels(draft(call("noting"), item(del("F:1", "that "), "one"), item("two")))).toEqual(["", "a)", "b)"]);
  });

  test("a call inserted in the middle of a section starts again in the final alone", () => {
    const sequence = draft(
      call("noting"),
      ...items(2),
      call(ins("USA:1", "noting further"), mark({ ins: "USA:1" })),
      ...items(2),
    );
    expect(labels(sequence)).toEqual(["", "a)", "b)", "", "c)→a)", "d)→b)"]);
  });

  test("a call that is deleted runs its items on", () => {
    const sequence = draft(
      call("noting"),
      ...items(2),
      call(del("F:1", "aware"), mark({ "del:F": "F:1" })),
      ...items(2),
    );
    expect(labels(sequence)).toEqual(["", "a)", "b)", "", "a)→c)", "b)→d)"]);
  });

  test("a call reworded from preamble to operative relabels its items", () => {
    const sequence = draft(call(del("F:1", "noting"), ins("F:1", "resolves")), ...items(2));
    expect(labels(sequence)).toEqual(["", "a)→1", "b)→2"]);
  });

  test("a proposed level or role relabels like anything else", () => {
    const level = { "set:F:level": { change: "F:1", value: 1 } };
    expect(labels(draft(call("noting"), item("one"), item("two", mark(level)), item("three")))).toEqual([
      "",
      "a)",
      "b)→i)",
      "c)→b)",
    ]);
    const role = { "set:F:role": { change: "F:1", value: "text" } };
    expect(labels(draft(call("noting"), item("one"), item("two", mark(role)), item("three")))).toEqual([
      "",
      "a)",
      "-b)",
      "c)→b)",
    ]);
    const label = { "set:F:label": { change: "F:1", value: "a bis)" } };
    expect(labels(draft(call("noting"), item("one"), item("two", mark(label)), item("three")))).toEqual([
      "",
      "a)",
      "b)→a bis)",
      "c)→b)",
    ]);
  });

  test("what one inserted and another would delete has no label in either", () => {
    const both = { ins: "USA:1", "del:F": "F:1" };
    const sequence = draft(
      call("noting"),
      item("one"),
      item({ insert: "new", attributes: both }, mark(both)),
      item("two"),
    );
    expect(labels(sequence)).toEqual(["", "a)", "", "b)"]);
  });

  test("labels of a view are those of the pair", () => {
    const sequence = draft(call("noting"), item("one"), item(ins("USA:1", "new"), mark({ ins: "USA:1" })), item("two"));
    expect(labelsOf(sequence, "original")).toEqual([null, "a)", "b)"]);
    expect(labelsOf(sequence, "final")).toEqual([null, "a)", "b)", "c)"]);
    expect(labelsOf(sequence, (change) => change === "F:9")).toEqual([null, "a)", "b)"]);
  });
});
