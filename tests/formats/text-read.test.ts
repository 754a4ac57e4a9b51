/** Reading clean text: what each paragraph is, which labels are kept, where paragraphs begin. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, type Op, idOf, labelsOf, outline, paragraphs, roleOf } from "../../schema/index.ts";
import { readText, writeText } from "../../src/formats/index.ts";
import { RUNS } from "./drafts.ts";
import { call, draft, fileOf, item, para, sub } from "../schema/draft.ts";

/** `role label text` of every paragraph. */
const shown = (file: DraftFile): string[] => {
  const sequence = new Delta(file.ops as Delta["ops"]);
  const list = paragraphs(sequence, "final");
  const labels = labelsOf(sequence, "final");
  return list.map(({ mark: attributes, text }, i) =>
    [roleOf(attributes), labels[i], text].filter((part) => part).join(" "),
  );
};
const read = (...text: string[]) => shown(readText(text.join("\n")).draft);
const pinned = (file: DraftFile) =>
  (file.ops as Op[]).flatMap((op) => (op.attributes?.label === undefined ? [] : [op.attributes.label]));

describe("reading: labels of other forms", () => {
  const final = (...text: string[]) => {
    const { draft: file, findings } = readText(text.join("\n"));
    expect([pinned(file), findings, writeText(file, "final").trimEnd().split("\n")]).toEqual([[], [], text]);
    return file;
  };

  test("1.1 below 1, and i) beside it", () => {
    const file = final("resolves", "1 to act:", "1.1 well;", "1.2 soon:", "i) today;", "2 to see:", "i) x;", "ii) y.");
    expect(file.profile).toBe("itu-decimal");
  });

  test("Arabic letters", () => {
    expect(final("إذ يضع في اعتباره", "أ) واحد؛", "ب) اثنان،").lang).toBe("ar");
  });

  test.each(["b) bis", "b bis)", "bbis)", "b) tri", "-a)"])("%s is kept as typed", (label) => {
    const { draft: file } = readText(["noting", "a) one;", `${label} new;`, "b) two,"].join("\n"));
    expect(pinned(file)).toEqual([label]);
    expect(shown(file)).toEqual(["call noting", "item a) one;", `item ${label} new;`, "item b) two,"]);
  });
});

describe("reading: roles by form", () => {
  test("number, title, history, opening, calls, items", () => {
    expect(
      read(
        "RESOLUTION 7 (Rev. Rome, 1999)",
        "On things",
        "(Oslo, 1995; Rome, 1999)",
        "The Conference (Rome, 1999),",
        "noting",
        "a) one;",
        "b) two,",
        "resolves",
        "to act.",
      ),
    ).toEqual([
      "number RESOLUTION 7 (Rev. Rome, 1999)",
      "title On things",
      "history (Oslo, 1995; Rome, 1999)",
      "opening The Conference (Rome, 1999),",
      "call noting",
      "item a) one;",
      "item b) two,",
      "call resolves",
      "item to act.",
    ]);
  });

  test("without a number the first line is the title", () =>
    expect(read("On things", "noting", "that x")).toEqual(["title On things", "call noting", "item that x"]));

  test("a foreword before the number is left out, and said to be", () => {
    const foreword = ["FOREWORD", "Resolution 7 was adopted at Rome.", "It is here.", "RESOLUTION 7 (Rev. Rome, 1999)"];
    const { draft: file, findings } = readText([...foreword, "Things", "noting", "x"].join("\n"));
    expect(shown(file)).toEqual(["number RESOLUTION 7 (Rev. Rome, 1999)", "title Things", "call noting", "item x"]);
    expect(findings).toEqual([{ place: "line 1", message: "left out: “FOREWORD” and 2 more before the number" }]);
  });

  test("a sentence that begins like a call is none, a lone participle is one", () => {
    expect(read("noting", "noting that x;", "acknowledging", "that y")).toEqual([
      "call noting",
      "item noting that x;",
      "call acknowledging",
      "item that y",
    ]);
  });

  test("annexes", () => {
    expect(
      read("resolves", "1 one", "2 two", "ANNEX TO RESOLUTION 7", "Rules", "1 first", "2 second", "free text"),
    ).toEqual([
      "call resolves",
      "item 1 one",
      "item 2 two",
      "annex-number ANNEX TO RESOLUTION 7",
      "annex-title Rules",
      "item 1 first",
      "item 2 second",
      "text free text",
    ]);
  });

  test("other languages by their calls", () => {
    const { draft: french } = readText(
      "RÉSOLUTION 7\nSujet\nLa Conférence,\nconsidérant\na) que x;\nb) que y,\ncharge le Secrétaire général\nde z.",
    );
    expect(french.lang).toBe("fr");
    expect(shown(french)).toEqual([
      "number RÉSOLUTION 7",
      "title Sujet",
      "opening La Conférence,",
      "call considérant",
      "item a) que x;",
      "item b) que y,",
      "call charge le Secrétaire général",
      "item de z.",
    ]);
    expect(readText("noting\nx", { lang: "ar" }).draft.lang).toBe("ar");
  });

  test("an empty text is one empty paragraph", () =>
    expect(readText(" \n\n").draft.ops).toEqual(draft(para("text")).ops));

  test("marks have ids in order, calls their part", () => {
    const { ops } = readText("noting\nx\nresolves\ny").draft;
    const marks = (ops as Op[]).flatMap(({ attributes }) => (attributes === undefined ? [] : [attributes]));
    expect(marks.map(idOf)).toEqual(["p1", "p2", "p3", "p4"]);
    expect(marks.map(({ part }) => part)).toEqual(["preamble", undefined, "operative", undefined]);
  });
});

describe("reading: labels", () => {
  test.each<[string, string[], string[]]>([
    ["letters past h) are no roman numerals", "abcdefghij".split("").map((letter) => `${letter}) x`), []],
    ["roman numerals below letters", ["a) x:", "i) x", "ii) x", "b) x:", "i) x", "c) x"], []],
    ["roman numerals and letters below numbers", ["1 x:", "i) x:", "a) x", "b) x", "ii) x", "2 x"], []],
    ["letters below numbers", ["1 x:", "a) x", "b) x", "2 x"], []],
    ["bullets keep their sign", ["a) x:", "• x", "• x", "b) x"], ["•", "•"]],
    ["a dash that is derived", ["a) x:", "i) x:", "– x", "ii) x", "b) x"], []],
    ["a number with points", ["1 x:", "1.1 x", "1.2 x", "2 x"], []],
    ["bis and ter", ["1 x", "1 bis x", "1ter x", "2 x"], ["1 bis", "1ter"]],
    ["bis of letters", ["a) x", "a bis) x", "b) bis x", "b) x"], ["a bis)", "b) bis"]],
    ["other spellings", ["(a) x", "(b) x"], ["(a)", "(b)"]],
    ["numbers with a point", ["1. x", "2. x"], ["1.", "2."]],
    ["a gap", ["a) x", "b) x", "d) x", "e) x"], ["d)", "e)"]],
    ["an only item that has a label", ["a) x"], ["a)"]],
    ["an only odd one", ["7 x"], ["7"]],
  ])("%s", (_, items, kept) => {
    const operative = /^\(?\d/.test(items[0]!) ? "resolves" : "noting";
    const result = readText([operative, ...items].join("\n"));
    expect(pinned(result.draft)).toEqual(kept);
    expect(writeText(result.draft, "final")).toBe(`${[operative, ...items].join("\n")}\n`);
  });

  test("a label that is kept is a finding with its line", () => {
    expect(readText("noting\n\na) x\n\nc) y").findings).toEqual([
      { place: "line 5", message: "label “c)” kept as typed: “b)” is derived here" },
    ]);
    expect(readText("noting\na) x").findings).toEqual([
      { place: "line 2", message: "label “a)” kept as typed: no label is derived here" },
    ]);
    expect(readText("noting\na) x\n• y\nb) z").findings).toEqual([]);
  });

  test("a line that leads in to labelled items is text, one above lower items is the item", () => {
    expect(read("resolves", "as follows:", "1 x", "2 y")).toEqual([
      "call resolves",
      "text as follows:",
      "item 1 x",
      "item 2 y",
    ]);
    expect(read("resolves", "to:", "i) x", "ii) y")).toEqual(["call resolves", "item to:", "item i) x", "item ii) y"]);
  });

  test("what only looks like a label is text", () => {
    expect(read("noting", "2006 was a year", "57/239 calls", "ITU-T x", "a thing")).toEqual([
      "call noting",
      "item 2006 was a year",
      "text 57/239 calls",
      "text ITU-T x",
      "text a thing",
    ]);
  });
});

describe("reading: lines", () => {
  const filler = ["", "x", ""]; // makes blank lines the separator

  test("wrapped lines with blank lines between paragraphs", () => {
    expect(read("noting", "", "a) that one thing", "   leads to another;", "", "b) that it", "does not,")).toEqual([
      "call noting",
      "item a) that one thing leads to another;",
      "item b) that it does not,",
    ]);
  });

  test("without blank lines, by lines that are full", () => {
    const text = [
      "RESOLUTION 7",
      "On things that matter",
      "The Conference,",
      "noting",
      "a) that the first of the items goes on for more than one line",
      "and is continued on the next one, and on another one after it,",
      "as is usual;",
      "b) that the second of the items is just as long as the first",
      "17 of the others, and on the whole is in need of just two lines,",
      "resolves",
      "to write paragraphs without blank lines in between, and to see",
      "what happens.",
    ];
    expect(read(...text).map((line) => line.slice(0, 24))).toEqual([
      "number RESOLUTION 7",
      "title On things that mat",
      "opening The Conference,",
      "call noting",
      "item a) that the first o",
      "item b) that the second ",
      "call resolves",
      "item to write paragraphs",
    ]);
  });

  test("a line each that happens to be short of blank lines is a paragraph each", () => {
    const text = [
      "RESOLUTION 7",
      "On things that matter to all of the Member States of the Union",
      "The Conference of all the Member States of the Union (Rome),",
    ];
    expect(
      read(
        ...text,
        "noting",
        "that this is so for as long as it has to be, and not any more",
        "so",
        "resolves",
        "to act.",
      ),
    ).toHaveLength(8);
  });

  test("a hyphen at a line's end", () => {
    const joined = (before: string, after: string) => read("noting", "", before, after, ...filler)[1];
    expect(joined("a cybersecurity-", "related matter")).toBe("item a cybersecurity-related matter");
    expect(joined("short-", "and long-term")).toBe("item short- and long-term");
    expect(joined("tele\u00AD", "communication")).toBe("item telecommunication");
    expect(joined("Articles 1 –", "3")).toBe("item Articles 1 – 3");
    expect(joined("国际电信", "联盟")).toBe("item 国际电信联盟");
  });

  test("a new label or call begins a paragraph without a blank line", () => {
    const long = "that there is a line in this text that shows how wide it is;";
    expect(read("noting", "", `a) ${long}`, "b) that another,", "noting further", "that more;", ...filler)).toEqual([
      "call noting",
      `item a) ${long}`,
      "item b) that another,",
      "call noting further",
      "item that more;",
      "text x",
    ]);
    expect(read("resolves", "", `1 ${long}`, "2 that another;", "17 of them", "3 that more.", ...filler)).toEqual([
      "call resolves",
      `item 1 ${long}`,
      "item 2 that another; 17 of them",
      "item 3 that more.",
      "text x",
    ]);
  });

  test("a heading that is broken stays one", () => {
    expect(
      read("RESOLUTION 7 (Rev.", "Rome, 1999)", "", "On things", "that matter", "", "noting", "", "that x"),
    ).toEqual(["number RESOLUTION 7 (Rev. Rome, 1999)", "title On things that matter", "call noting", "item that x"]);
  });

  test("page breaks and page numbers", () => {
    expect(
      read(
        "noting",
        "",
        "a) that a sentence goes on",
        "",
        "- 2 -",
        "\f3",
        "",
        "over the page;",
        "",
        "\f b) that another",
        "",
        "is new,",
      ),
    ).toEqual([
      "call noting",
      "item a) that a sentence goes on over the page;",
      "item b) that another",
      "text is new,",
    ]);
  });

  test("line ends of all kinds, tabs, byte order mark, controls", () => {
    expect(read("\uFEFFnoting\r\na)\tone;\u2028b) t\u0007wo,\rresolves\u0085\uD83D\nend")).toEqual([
      "call noting",
      "item a) one;",
      "item b) two,",
      "call resolves",
      "item \uFFFD",
      "text end",
    ]);
  });
});

describe("round trip", () => {
  const words = fc.array(
    fc.constantFrom("that", "the", "Union", "is", "aware", "of", "2006", "noting", "security;", "(ITU)", "17", "and"),
    { minLength: 1, maxLength: 25 },
  );
  const text = words.map((list) => `we ${list.join(" ")} so`);
  const items = fc.array(fc.tuple(fc.constantFrom(0, 0, 1), text), { minLength: 1, maxLength: 5 });
  const sections = fc.array(
    fc.tuple(fc.constantFrom("noting", "considering further", "resolves", "invites the Council"), items),
    { minLength: 1, maxLength: 4 },
  );
  const resolution = sections.map((list) =>
    draft(
      para("number", "RESOLUTION 9"),
      para("title", "Things"),
      para("opening", "The Conference,"),
      ...list.flatMap(([words_, of]) => [
        call(words_),
        ...of.map(([level, t], i) => (level === 0 || i === 0 ? item(t) : sub(t))),
      ]),
    ),
  );
  const structure = (file: DraftFile) =>
    JSON.stringify(outline(new Delta(file.ops as Delta["ops"])), (key, value) => (key === "id" ? undefined : value));

  test("a resolution that is written wrapped, or a paragraph a line, reads as it was", () => {
    fc.assert(
      fc.property(resolution, fc.oneof(fc.constant(0), fc.integer({ min: 40, max: 120 })), (sequence, width) => {
        const file = fileOf(sequence);
        const { draft: again, findings } = readText(writeText(file, "final", { width }));
        expect(structure(again)).toBe(structure(file));
        expect(findings).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
