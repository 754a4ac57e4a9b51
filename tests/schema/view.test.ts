/** What stands in a view, and with which attributes. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, paragraphs, plainText, settled, view } from "../../schema/index.ts";
import { del, draft, ins, item, mark } from "./draft.ts";

const text = (sequence: Delta, as: Parameters<typeof view>[1]) => plainText(view(sequence, as).ops as Delta["ops"]);
const everything = draft(
  item("kept ", ins("USA:1", "new "), del("F:1", "old "), {
    insert: "both",
    attributes: { ins: "USA:1", "del:F": "F:2" },
  }),
);

describe("views", () => {
  test.each([
    ["original", "kept old \n"],
    ["final", "kept new \n"],
    ["redline", "kept new old both\n"],
  ] as const)("%s", (as, expected) => expect(text(everything, as)).toBe(expected));

  test("chosen changes alone are applied", () => {
    expect(text(everything, (change) => change === "USA:1")).toBe("kept new old both\n");
    expect(text(everything, (change) => change === "F:1")).toBe("kept \n");
  });

  test("one of two deletions is enough", () => {
    const sequence = draft(item({ insert: "x", attributes: { "del:F": "F:1", "del:USA": "USA:1" } }));
    expect(text(sequence, (change) => change === "USA:1")).toBe("\n");
    expect(text(sequence, () => false)).toBe("x\n");
  });

  test("the redline is the sequence itself", () => expect(view(everything, "redline")).toBe(everything));

  test("a join: the surviving mark's attributes stand", () => {
    const sequence = draft(item("one", mark({ "del:F": "F:1", level: 3 })), item("two", mark({ level: 1 })));
    expect(view(sequence, "final")).toEqual(draft(item("onetwo", mark({ id: "p2", level: 1 }))));
  });

  test("[S7] text left after the last mark is closed with the attributes of the one that went", () => {
    const sequence = draft(item("one"), item("two", mark({ "del:F": "F:1", level: 2 })));
    expect(view(sequence, "final")).toEqual(draft(item("one"), item("two", mark({ level: 2 }))));
  });

  test("[S7] the last paragraph goes with its own mark", () => {
    const sequence = draft(item("one"), item(del("F:1", "two"), mark({ "del:F": "F:1" })));
    expect(view(sequence, "final")).toEqual(draft(item("one")));
  });

  test("[S7] an empty draft is one mark", () => {
    const sequence = draft(item(del("F:1", "one"), mark({ "del:F": "F:1" })));
    expect(view(sequence, "final").ops).toEqual([{ insert: MARK, attributes: { id: "p1", role: "item" } }]);
    expect(view(new Delta(), "final").ops).toEqual([{ insert: MARK }]);
  });

  test("[S9] what is not known stands, and stays", () => {
    const odd = {
      insert: { chart: { of: "votes" } },
      attributes: { "note:x": { a: 1 }, "del:usa": "?", ins: "USA:1" },
    };
    const [first] = view(new Delta([odd, { insert: MARK }]), "final").ops;
    expect(first).toEqual({ insert: { chart: { of: "votes" } }, attributes: { "note:x": { a: 1 }, "del:usa": "?" } });
  });
});

describe("settings", () => {
  const set = (change: string, value: unknown) => ({ change, value });

  test("[S4] of several that are chosen, the last in order of delegation code stands", () => {
    const attributes = { level: 0, "set:USA:level": set("USA:1", 2), "set:F:level": set("F:1", 1) };
    expect(settled(attributes, () => true)).toEqual({ level: 2 });
    expect(settled(attributes, (change) => change === "F:1")).toEqual({ level: 1 });
    expect(settled(attributes, () => false)).toEqual({ level: 0 });
  });

  test("null takes the attribute away", () => {
    expect(settled({ label: "§", "set:F:label": set("F:1", null) }, () => true)).toEqual({});
    expect(settled({ "set:F:label": set("F:1", null) }, () => true)).toBeUndefined();
  });
});

test("paragraphs know where they begin and end in the sequence", () => {
  const sequence = draft(
    item("one"),
    item(ins("USA:1", "new"), mark({ ins: "USA:1" })),
    item(),
    item(del("F:1", "a"), "b"),
  );
  const places = (as: "original" | "final" | "redline") =>
    paragraphs(sequence, as).map(({ text: t, from, at }) => [t, from, at]);
  expect(places("original")).toEqual([
    ["one", 0, 3],
    ["", 8, 8],
    ["ab", 9, 11],
  ]);
  expect(places("final")).toEqual([
    ["one", 0, 3],
    ["new", 4, 7],
    ["", 8, 8],
    ["b", 10, 11],
  ]);
  expect(places("redline")).toEqual([
    ["one", 0, 3],
    ["new", 4, 7],
    ["", 8, 8],
    ["ab", 9, 11],
  ]);
});
