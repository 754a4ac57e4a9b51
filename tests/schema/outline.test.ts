/** The structure that a drafter thinks in, of hand-made drafts and of the two examples. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Delta, type Item, type Resolution, type Section, outline } from "../../schema/index.ts";
import { readJson } from "../../src/formats/index.ts";
import { call, draft, ins, item, mark, para, sub } from "./draft.ts";

/** Items with their labels and first words, those below in a list of their own. */
type Sketch = (string | Sketch)[];
const sketchOf = (items: Item[]): Sketch =>
  items.flatMap(({ label, text, items: below }) => {
    const line = `${label ?? "·"} ${text.split(" ").slice(0, 5).join(" ")}`;
    return below.length === 0 ? [line] : [line, sketchOf(below)];
  });
const sections = (list: Section[]) => list.map(({ call: words, items }) => [words, sketchOf(items)]);

describe("outline", () => {
  test("heads, sections, items below items, annexes", () => {
    const sequence = draft(
      para("number", "RESOLUTION 1"),
      para("title", "On"),
      para("title", "two lines"),
      para("history", "(Rome, 1999)"),
      para("opening", "The Conference,"),
      call("noting"),
      item("x"),
      sub("y"),
      item("deep", mark({ level: 2 })),
      sub("z"),
      para("text", "and"),
      item("w"),
      call("resolves"),
      item("to act"),
      para("annex-number", "ANNEX"),
      para("annex-title", "Rules"),
      item("first"),
      item("second"),
      para("annex-title", "Alone"),
    );
    const { preamble, operative, annexes, ...heads } = outline(sequence);
    expect(heads).toEqual({
      number: "RESOLUTION 1",
      title: "On\ntwo lines",
      history: "(Rome, 1999)",
      opening: "The Conference,",
    });
    expect(sections(preamble)).toEqual([["noting", ["a) x", ["i) y", ["– deep"], "ii) z"], "· and", "b) w"]]]);
    expect(sections(operative)).toEqual([["resolves", ["· to act"]]]);
    expect(annexes.map(({ number, title, items }) => [number, title, sketchOf(items)])).toEqual([
      ["ANNEX", "Rules", ["1 first", "2 second"]],
      ["", "Alone", []],
    ]);
  });

  test("ids are those of the marks, and a call that repeats opens a section of its own", () => {
    const { preamble } = outline(draft(call("noting"), item("x"), call("noting"), item("y")));
    expect(preamble.map(({ id, call: words, items }) => [id, words, items.map((each) => each.id)])).toEqual([
      ["p1", "noting", ["p2"]],
      ["p3", "noting", ["p4"]],
    ]);
  });

  test("text before any call stands in a section without one", () => {
    expect(sections(outline(draft(item("x"), call("noting"), item("y"))).preamble)).toEqual([
      ["", ["· x"]],
      ["noting", ["· y"]],
    ]);
  });

  test("in the redline an item has the label of the final, or the one that it loses", () => {
    const gone = mark({ "del:F": "F:1" });
    const sequence = draft(
      call("noting"),
      item("x", gone),
      item(ins("USA:1", "new"), mark({ ins: "USA:1" })),
      item("y"),
    );
    expect(sections(outline(sequence, "redline").preamble)).toEqual([["noting", ["a) x", "· new", "b) y"]]]);
    expect(sections(outline(sequence, "original").preamble)).toEqual([["noting", ["a) x", "b) y"]]]);
    expect(sections(outline(sequence, "final").preamble)).toEqual([["noting", ["a) xnew", "b) y"]]]);
  });
});

function example(name: string, view: "original" | "final"): Resolution {
  const result = readJson(readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8"));
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return outline(new Delta(result.draft.ops as Delta["ops"]), view);
}

test("the outline of Resolution 50", () => {
  const { preamble, operative, annexes, ...heads } = example("resolution-50.json", "original");
  expect(heads).toEqual({
    number: "RESOLUTION 50",
    title: "Cybersecurity",
    history: "(Florianópolis, 2004; Johannesburg, 2008)",
    opening: "The World Telecommunication Standardization Assembly (Johannesburg, 2008),",
  });
  expect(sections(preamble)).toEqual([
    [
      "considering",
      [
        "a) the crucial importance of the",
        "b) that the legacy public switched",
        "c) that IP networks provide reduced",
        "d) that the converged legacy networks",
        "e) that the type and number",
      ],
    ],
    [
      "considering further",
      [
        'a) that Recommendation ITU-T X.1205 "Overview',
        "b) that Recommendation ITU-T X.805 provides",
        "c) that the ITU Telecommunication Standardization",
      ],
    ],
    [
      "recognizing",
      [
        "a) the relevant outcomes of the",
        "b) the resolves paragraph of Resolution",
        "c) that Programme 3 adopted by",
        "d) that the ITU Global Cybersecurity",
      ],
    ],
    ["recognizing further", ["a) that new cyberattacks such as", "b) that the source of attack"]],
    [
      "noting",
      [
        "a) the vigorous activity and interest",
        "b) that there is a need",
        "c) that cooperation and collaboration among",
      ],
    ],
  ]);
  expect(sections(operative)).toEqual([
    [
      "resolves",
      [
        "1 that ITU-T continue to evaluate",
        "2 that ITU-T continue to raise",
        "3 that ITU-T should work closely",
        "4 that ITU-T Recommendations, including X.805",
        "5 that concerned parties are invited",
        "6 that global, consistent and interoperable",
        "7 that ITU-T study groups continue",
        "8 that ITU-T study groups continue",
      ],
    ],
    [
      "instructs the Director of the Telecommunication Standardization Bureau",
      ["1 to prepare, in building upon", "2 to report annually to the"],
    ],
    [
      "further instructs the Director of the Telecommunication Standardization Bureau",
      ["1 to continue to follow up", "2 to continue to cooperate with"],
    ],
    ["invites Member States, Sector Members and Associates, as appropriate", ["· to participate actively in the"]],
  ]);
  expect(annexes).toEqual([]);
});

test("the outline of Resolution 130, before and after", () => {
  const aware = (view: "original" | "final") =>
    sections(example("resolution-130.json", view).preamble).find(([words]) => words === "aware")![1];
  expect(aware("original")).toEqual([
    "a) that the global interconnection of",
    "b) that ITU and other international",
    "c) that Study Group 17 of",
  ]);
  expect(aware("final")).toEqual([
    "a) that the global interconnection of",
    "b) that the UN General Assembly",
    "c) that WSIS recognized the need",
    ["§ Workshop on “combating spam”", "§ WSIS Thematic Meeting on Cybersecurity", "§ C5 Action Line Meeting and"],
    "d) that ITU and other international",
    "e) that Study Group 17 of",
    "f) that other ITU-T Study Groups,",
    "g) that the ITU-D WTDC06 (Doha)",
    ["i) a Question on “Securing Information", "ii) Resolution 45 “Mechanisms for enhancing"],
  ]);
  const calls = (view: "original" | "final") => {
    const { preamble, operative } = example("resolution-130.json", view);
    return [preamble, operative].map((list) => list.map(({ call: words }) => words.split(" ")[0]));
  };
  expect(calls("original")).toEqual([
    ["considering", "aware", "noting"],
    ["resolves", "instructs", "invites"],
  ]);
  expect(calls("final")).toEqual([
    ["recognizing", "aware", "noting"],
    ["resolves", "instructs", "invites"],
  ]);
});
