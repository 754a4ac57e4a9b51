/** Labels of the other houses and languages: the United Nations, `1.1`, Arabic letters. */
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  ITU_DECIMAL,
  type Labelling,
  PLAIN_LABELLING,
  PROFILES,
  UN,
  formOf,
  labelsOf,
  nextLabel,
  outline,
  profileOf,
} from "../../schema/index.ts";
import { call, draft, ins, item, labels, mark, para, sub } from "./draft.ts";

const level = (n: number, more: Attributes = {}) => mark({ level: n, ...more });
const by = (more: Partial<Labelling>): Labelling => ({ ...PLAIN_LABELLING, ...more });
const PROVISIONAL = { policy: "provisional", spelling: "b) bis" } as const;

test("profiles are found by name; an unknown one is ITU's", () => {
  for (const [name, profile] of Object.entries(PROFILES))
    expect([profile.name, profileOf(name)]).toEqual([name, profile]);
  expect([profileOf("toString"), profileOf("x")]).toEqual([PROFILES.itu, PROFILES.itu]);
});

describe("United Nations", () => {
  const un = by({ profile: UN });
  const operative = { part: "operative" };
  const text = draft(
    para("opening", "The General Assembly,"),
    item({ insert: "Recalling", attributes: { em: true } }, " its resolution 57/239,"),
    item({ insert: "Noting", attributes: { em: true } }, ":"),
    sub("the growth of networks,"),
    sub("the need for trust,"),
    item({ insert: "Decides", attributes: { em: true } }, " to act;", mark(operative)),
    para("heading", "Follow-up"),
    item({ insert: "Requests", attributes: { em: true } }, " the Secretary-General:", mark({ ...operative, level: 0 })),
    sub("to report:"),
    item("in writing;", level(2)),
    item("in time;", level(2)),
    item("by post;", level(3)),
    item("by air;", level(4)),
    sub("to advise."),
  );

  test("no labels in the preamble, numbers through the operative part, letters below", () => {
    expect(
      labelsOf(text, "final", un)
        .map((label) => label ?? "·")
        .join(" "),
    ).toBe("· · · (a) (b) 1. · 2. (a) (i) (ii) a. i. (b)");
  });

  test("French and Spanish write a) for (a)", () => {
    for (const lang of ["fr", "es-419"])
      expect(labelsOf(text, "final", by({ profile: UN, lang })).slice(8, 12)).toEqual(["a)", "i)", "ii)", "a."]);
    expect(formOf(UN, "operative", 1, "ru")).toBe("(a)");
  });

  test("an item is of the part of the one before it, when it states none", () => {
    const sequence = draft(item("Recalling"), item("Decides;", mark(operative)), item("Requests."));
    expect(labels(sequence, un)).toEqual(["", "1.", "2."]);
  });

  test("a single operative paragraph has no number, and a second one gives it one", () => {
    const single = [item("Recalling"), item("Decides.", mark(operative))];
    expect(labels(draft(...single), un)).toEqual(["", ""]);
    const second = item(ins("F:1", "Requests."), mark({ ins: "F:1", ...operative }));
    expect(labels(draft(...single, second), un)).toEqual(["", "+1.", "+2."]);
  });

  test("provisional labels", () => {
    const between = item(ins("F:1", "Requests;"), mark({ ins: "F:1", ...operative }));
    const sequence = draft(
      item("Recalling"),
      item("Decides;", mark(operative)),
      between,
      item("Notes.", mark(operative)),
    );
    expect(labels(sequence, by({ profile: UN, numbering: PROVISIONAL }))).toEqual(["", "1.", "+1. bis", "2."]);
  });

  test("the outline has a section for each part", () => {
    const { opening, preamble, operative: acts } = outline(text, "final", un);
    expect(opening).toBe("The General Assembly,");
    expect([preamble, acts].map((sections) => sections.map(({ items }) => items.length))).toEqual([[2], [3]]);
    expect(acts[0]!.items.map((found) => [found.label, found.items.map((below) => below.label)])).toEqual([
      ["1.", []],
      [null, []],
      ["2.", ["(a)", "(b)"]],
    ]);
  });
});

describe("numbers below numbers", () => {
  const decimal = by({ profile: ITU_DECIMAL });
  const rows = [
    item("to:"),
    sub("x:"),
    item("deep", level(2)),
    item("letter", level(3)),
    item("sign", level(4)),
    sub("y"),
  ];

  test("1, 1.1, i), a), a bullet; each list below its own", () => {
    const sequence = draft(call("resolves"), ...rows, ...rows);
    expect(labels(sequence, decimal).join(" ")).toBe(" 1 1.1 i) a) – 1.2 2 2.1 i) a) – 2.2");
  });

  test("the preamble is as ever", () => {
    expect(labels(draft(call("noting"), item("x"), sub("y"), item("z")), decimal)).toEqual(["", "a)", "i)", "b)"]);
  });

  test("below the only item of a section they count as below the first", () => {
    expect(labels(draft(call("resolves"), item("to:"), sub("x"), sub("y")), decimal)).toEqual(["", "", "1.1", "1.2"]);
  });

  test("below an item with a label of its own, below a sign, below nothing", () => {
    expect(labels(draft(call("resolves"), item("x", mark({ label: "7." })), sub("y")), decimal)).toEqual([
      "",
      "7.",
      "7.1",
    ]);
    expect(labels(draft(call("resolves"), item("x", mark({ label: "–" })), sub("y")), decimal)).toEqual(["", "–", "1"]);
    expect(labels(draft(call("resolves"), sub("y")), decimal)).toEqual(["", "1"]);
  });

  test("the item above is renumbered, and what is below it with it; provisional labels stay", () => {
    const sequence = draft(
      call("resolves"),
      item(ins("F:1", "n"), mark({ ins: "F:1" })),
      item("to:"),
      sub("x"),
      item("y"),
    );
    expect(labels(sequence, decimal)).toEqual(["", "+1", "1→2", "1.1→2.1", "2→3"]);
    const between = [sub("x"), sub(ins("F:2", "n"), mark({ ins: "F:2" })), sub("y")];
    const more = draft(
      call("resolves"),
      item("a"),
      item(ins("F:1", "n"), mark({ ins: "F:1" })),
      sub(ins("F:1", "m"), mark({ ins: "F:1" })),
      item("b"),
      ...between,
    );
    expect(labels(more, by({ profile: ITU_DECIMAL, numbering: PROVISIONAL })).slice(1)).toEqual([
      "1",
      "+1 bis",
      "+1 bis.1",
      "2",
      "2.1",
      "+2.1 bis",
      "2.2",
    ]);
  });

  test("the next label of each level", () => {
    expect([0, 1, 2, 3, 4].map((n) => nextLabel([3, 1], n, "operative", decimal))).toEqual([
      "4",
      "3.2",
      "i)",
      "a)",
      "–",
    ]);
  });
});

test("Arabic drafts letter in the order of the abjad", () => {
  const items = Array.from({ length: 29 }, (_, i) => item(`${i}`));
  const arabic = by({ lang: "ar" });
  const found = labelsOf(draft(call("إذ يضع في اعتباره"), ...items), "final", arabic).slice(1);
  expect(found.slice(0, 10)).toEqual(["أ)", "ب)", "ج)", "د)", "ه)", "و)", "ز)", "ح)", "ط)", "ي)"]);
  expect(found.slice(26)).toEqual(["ظ)", "غ)", "أأ)"]);
  const between = draft(call("إذ يلاحظ"), item("x"), item(ins("F:1", "n"), mark({ ins: "F:1" })), item("y"));
  expect(labels(between, by({ lang: "ar-SA", numbering: PROVISIONAL }))).toEqual(["", "أ)", "+أ) bis", "ب)"]);
});

test("more than 26 items between and behind", () => {
  const many = Array.from({ length: 30 }, () => item("x"));
  const sequence = draft(call("noting"), ...many, item(ins("F:1", "n"), mark({ ins: "F:1" })));
  expect(labels(sequence, by({ numbering: PROVISIONAL })).slice(-5)).toEqual(["aa)", "ab)", "ac)", "ad)", "+ae)"]);
});
