/** What the template is given to set: pure, so that every look and every danger of the text is seen here. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, MARK, colourOf } from "../../schema/index.ts";
import { WRITTEN_VIEWS, type WrittenView } from "../../src/formats/index.ts";
import { type Print, printOf } from "../../src/formats/pdf/print.ts";
import { COLOURS, type Run } from "../../src/formats/pdf/runs.ts";
import { call, del, draft, fileOf, ins, item, mark, para } from "../schema/draft.ts";
import { RUNS, example, files, hostile, provisional, varied } from "./drafts.ts";

const GREY = COLOURS.length - 1;
const [USA, F] = [colourOf("USA"), colourOf("F")];

const print = (sequence: Delta, view: WrittenView = "redline", more: Partial<DraftFile> = {}): Print =>
  printOf(fileOf(sequence, more), view);
/** The runs of the first paragraph, without marks of margins. */
const looks = (runs: readonly Run[]) => runs.filter((run) => !("mark" in run));
const marks = (runs: readonly Run[]) => runs.filter((run) => "mark" in run);
const said = (runs: readonly Run[]): string => runs.map((run) => ("text" in run ? run.text : "")).join("");
const first = (sequence: Delta, view?: WrittenView) => print(sequence, view).blocks[0]!;

describe("a run", () => {
  test("inserted: underlined in the delegation's colour", () =>
    expect(looks(first(draft(item("a ", ins("USA:1", "b")))).runs)).toEqual([
      { text: "a " },
      { text: "b", colour: USA, lines: [[14, USA]] },
    ]));

  test("deleted: struck", () =>
    expect(looks(first(draft(item(del("F:1", "a")))).runs)).toEqual([
      { text: "a", colour: F, lines: [[-24, F]], struck: true },
    ]));

  test("inserted by one and deleted by another: both lines, each in its colour", () =>
    expect(looks(first(draft(item(ins("USA:1", "a", { "del:F": "F:1" })))).runs)).toEqual([
      {
        text: "a",
        colour: USA,
        lines: [
          [14, USA],
          [-24, F],
        ],
        struck: true,
      },
    ]));

  test("deleted by two: a line of each", () => {
    const [run] = looks(first(draft(item(del("F:1", "a", { "del:USA": "USA:1" })))).runs);
    expect(run).toMatchObject({
      struck: true,
      lines: [
        [expect.any(Number), F],
        [expect.any(Number), USA],
      ],
    });
  });

  test("moved: two lines where it goes and where it comes", () => {
    const words = "the same words in another place";
    const [from, , to] = print(
      draft(
        item(del("F:1", words), mark({ "del:F": "F:1" })),
        item("b"),
        item(ins("F:1", words), mark({ ins: "F:1" })),
      ),
    ).blocks;
    for (const { runs } of [from!, to!])
      expect(looks(runs)[0]).toMatchObject({ lines: [{ length: 2 }, { length: 2 }] });
  });

  test("underlined by its author and inserted: two lines at different heights", () =>
    expect(looks(first(draft(item(ins("USA:1", "a", { underline: true, em: true })))).runs)).toEqual([
      {
        text: "a",
        formats: ["em"],
        colour: USA,
        lines: [
          [14, USA],
          [24, USA],
        ],
      },
    ]));

  test("a paragraph mark that is inserted or deleted is a pilcrow", () =>
    expect(said(first(draft(item("a", mark({ ins: "USA:1" })))).runs)).toBe("a¶"));

  test("a setting is said behind what it is about", () =>
    expect(said(first(draft(item("a", mark({ "set:F:level": { change: "F:1", value: 1 } })))).runs)).toBe(
      "a [F: level 1]",
    ));

  test("neighbours that look alike are one, whoever's gestures they were", () =>
    expect(looks(first(draft(item(ins("USA:1", "a"), ins("USA:2", "b"), "c"), item())).runs)).toEqual([
      { text: "ab", colour: USA, lines: [[14, USA]] },
      { text: "c" },
    ]));

  test("a tab is a blank: it keeps words apart", () =>
    expect(said(first(draft(item("4.1\tto act"))).runs)).toBe("4.1 to act"));

  test("the original and the final have no looks of changes", () => {
    const sequence = draft(item("a ", ins("USA:1", "b"), del("F:1", "c")));
    expect(first(sequence, "original").runs).toEqual([{ text: "a c" }]);
    expect(first(sequence, "final").runs).toEqual([{ text: "a b" }]);
    expect(print(sequence, "final").legend).toBeNull();
  });
});

describe("marks of the margin", () => {
  test("stand behind the first word, so on its line, and at the end", () =>
    expect(
      first(draft(item("a ", ins("USA:1", " new words here"), " b"))).runs.map((run) =>
        "mark" in run ? [run.mark, run.edge, run.by] : "text" in run && run.text,
      ),
    ).toEqual(["a ", " new", [1, "start", ["USA"]], " words here", [1, "end", ["USA"]], " b"]));

  test("one is enough for one word", () =>
    expect(marks(first(draft(item("a ", ins("USA:1", "b"), " c"))).runs)).toEqual([
      { mark: 1, edge: "both", by: ["USA"] },
    ]));

  test("Chinese breaks anywhere: behind the first character", () =>
    expect(said(first(draft(item(ins("USA:1", "并且呼吁")))).runs.slice(0, 1))).toBe("并"));

  test("begin anew where others propose", () => {
    const runs = first(draft(item(ins("USA:1", "a b"), ins("F:1", "c d")))).runs;
    expect(marks(runs).map((run) => "mark" in run && [run.mark, run.edge, ...run.by])).toEqual([
      [1, "start", "USA"],
      [1, "end", "USA"],
      [2, "start", "F"],
      [2, "end", "F"],
    ]);
  });

  test("any draft: each stretch begins once and ends once, in this order", () => {
    fc.assert(
      fc.property(files, fc.constantFrom(...WRITTEN_VIEWS), (file, view) => {
        const { blocks, notes } = printOf(file, view);
        const all = [...blocks, ...notes].flatMap(({ label, runs }) => [...marks(label), ...marks(runs)]);
        if (view !== "redline") expect(all).toEqual([]);
        const edges = new Map<number, string>();
        for (const run of all)
          if ("mark" in run) edges.set(run.mark, `${edges.get(run.mark) ?? ""} ${run.edge}`.trim());
        for (const edge of edges.values()) expect(["both", "start end"]).toContain(edge);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("a block", () => {
  test("a changed label is struck and inserted in grey, and nobody's", () => {
    const [, second] = print(
      draft(item("x", del("F:1", "y")), item("a"), item(ins("F:2", "b"), mark({ ins: "F:2" }))),
    ).blocks;
    expect(looks(second!.label)).toEqual([{ text: "b)" }]);
    const labels = printOf(provisional, "redline").blocks.map(({ label }) => label);
    expect(labels.flatMap(marks)).toContainEqual({ mark: expect.any(Number), edge: "both", by: [] });
    expect(labels.flatMap(looks)).toContainEqual(expect.objectContaining({ colour: GREY, lines: [[14, GREY]] }));
  });

  test("levels of headings begin with 1 and leave none out", () => {
    const levels = (...roles: string[]) =>
      print(draft(...roles.map((role) => para(role, role === "text" ? "x" : role)))).blocks.map(
        ({ heading }) => heading,
      );
    expect(levels("number", "title", "call", "item", "annex-title")).toEqual([0, 1, 2, 0, 2]);
    expect(levels("number", "call")).toEqual([1, 2]);
    expect(levels("call", "text", "title", "heading")).toEqual([1, 0, 1, 2]);
    expect(print(draft(para("title"), call("noting"))).blocks.map(({ heading }) => heading)).toEqual([0, 1]);
  });

  test("a reference leads to the block that it is about", () => {
    const [a, b] = print(draft(item("one", { insert: { ref: "p2" } }), item("two"))).blocks;
    expect(a!.runs).toContainEqual({ text: "b)", to: b!.id });
  });
});

describe("footnotes", () => {
  const note = para("footnote", "Note.", mark({ id: "n1" }));
  const refer = { insert: { footnote: "n1" } };

  test("go to the foot of the page where they are first referred to; a second reference is a raised number", () => {
    const { blocks, notes } = print(draft(item("a", refer), item("b", refer), note));
    expect(blocks.map(({ role }) => role)).toEqual(["item", "item"]);
    expect(notes).toEqual([{ label: [{ text: "1" }], runs: [{ text: "Note." }] }]);
    expect(blocks[0]!.runs).toEqual([{ text: "a" }, { note: 0 }]);
    expect(blocks[1]!.runs).toEqual([{ text: "b" }, { text: "1", formats: ["sup"] }]);
  });

  test("stay where they are when nothing, or only a footnote, refers to them", () => {
    const other = para("footnote", "Other", refer, mark({ id: "n2" }));
    const { blocks, notes } = print(draft(item("a"), note, other));
    expect([blocks.length, notes.length]).toEqual([3, 0]);
  });

  test("whose reference is deleted are struck numbers", () => {
    const { blocks } = print(draft(item("a", { ...refer, attributes: { "del:F": "F:1" } }), note));
    expect(blocks[0]!.runs[1]).toEqual({ note: 0, colour: F, lines: [[-24, F]], struck: true });
  });
});

describe("around the text", () => {
  test("title, legend and language of Resolution 130", () =>
    expect(printOf(example("resolution-130"), "redline")).toMatchObject({
      title:
        "RESOLUTION 130 (Rev Antalya, 2006) — Strengthening the role of ITU in information and communication network security",
      legend: [
        { code: "F", changes: "6 changes", colour: F },
        { code: "USA", changes: "21 changes", colour: USA },
      ],
      lang: "en",
      region: null,
      rightToLeft: false,
      scripts: [],
      lineNumbers: false,
    }));

  test.each([
    ["ar", "ar", null, true],
    ["zh-CN", "zh", "CN", false],
    ["ru", "ru", null, false],
    ["", "en", null, false],
    ["../../etc", "en", null, false],
    ['en") #panic(', "en", null, false],
  ])("language %j", (lang, language, region, rightToLeft) =>
    expect(print(draft(item("a")), "final", { lang })).toMatchObject({ lang: language, region, rightToLeft }),
  );

  test("names the scripts that need typefaces", () => {
    expect(print(draft(item("Сеть, δίκτυο, réseau"))).scripts).toEqual([]);
    expect(print(draft(item("شبكة"), item("网络"))).scripts).toEqual(["arabic", "han"]);
  });
});

test("what no page can show is U+FFFD, everything else stays as it is", () => {
  const text = '#read("/etc/passwd") *_$\\ `raw` ] \u0000\u001B \uD800 \uDC00 \uFFFF 😀 // <a> @b ~ --';
  expect(first(draft(item(text)), "final").runs).toEqual([
    { text: '#read("/etc/passwd") *_$\\ `raw` ] \uFFFD\uFFFD \uFFFD \uFFFD \uFFFD 😀 // <a> @b ~ --' },
  ]);
});

test("any draft is data that survives JSON, and leaves the draft as it was", () => {
  for (const file of [varied, hostile, provisional]) {
    const before = structuredClone(file);
    for (const view of WRITTEN_VIEWS) {
      const data = JSON.stringify(printOf(file, view));
      expect(data).not.toMatch(/\\u(?:d[89a-f]|00(?!0[9a]))/i);
    }
    expect(file).toEqual(before);
  }
  expect(said(first(new Delta().insert("x").insert(MARK)).runs)).toBe("x");
});
