/** Labels between, as conference papers have them: the labels that a file shows are those that its draft shows. */
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, labelPairs, labellingOf } from "../../../schema/index.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { example, provisional } from "../drafts.ts";
import { call, del, draft, fileOf, ins, item, mark, sub } from "../../schema/draft.ts";
import { docx, draftIn, p, r } from "./docx.ts";
import * as word from "./docx.ts";

const called = (call: string) => p(`<w:r><w:rPr><w:i/></w:rPr><w:t>${call}</w:t></w:r>`);
const added = (text: string) => p(word.ins("USA", text), word.mark("ins", "USA"));
const gone = (text: string) => p(word.del("F", text), word.mark("del", "F"));
/** What comes of a document: its numbering, its labels in both views, its changes, and what was found. */
function read(data: Uint8Array) {
  const { draft, findings } = draftIn(data);
  return { numbering: draft.numbering, labels: labelsIn(draft), changes: Object.keys(draft.changes), findings };
}
function labelsIn(file: DraftFile): string {
  const pairs = labelPairs(new Delta(file.ops as Delta["ops"]), labellingOf(file));
  return pairs
    .map(({ original, final }) => (original === final ? (final ?? "·") : `${original ?? ""}→${final ?? ""}`))
    .join(" ");
}

describe("labels of the original that stay are provisional numbering", () => {
  test.each([
    ["numbers", "b) bis", ["1\tone", "+1 bis\ttwo", "+1 ter\tthree", "2\tfour"], "· 1 →1 bis →1 ter 2"],
    ["numbers without a blank", "bbis)", ["1\tone", "2\ttwo", "+2bis\tthree", "3\tfour"], "· 1 2 →2bis 3"],
    ["letters, the adverb inside", "b bis)", ["a)\tone", "b)\ttwo", "+b bis)\tx", "c)\tthree"], "· a) b) →b bis) c)"],
    ["letters, the adverb behind", "b) bis", ["a)\tone", "+a) bis\tx", "b)\ttwo"], "· a) →a) bis b)"],
    ["before the first", "b) bis", ["+-a)\tx", "a)\tone", "b)\ttwo"], "· →-a) a) b)"],
    ["a gap", "b) bis", ["a)\tone", "-b)\ttwo", "c)\tthree"], "· a) b)→ c)"],
    ["a gap, and one between", "b) bis", ["1\tone", "-2\ttwo", "+2 bis\tx", "3\tthree"], "· 1 2→ →2 bis 3"],
  ])("%s", (_, spelling, items, labels) => {
    const lines = items.map((text) => {
      if (text.startsWith("+")) return added(text.slice(1));
      return text.startsWith("-") ? gone(text.slice(1)) : p(text);
    });
    const call = called(/^[+-]?-?a\)/.test(items[0]!) ? "considering" : "resolves");
    const found = read(docx(call + lines.join("")));
    expect(found.labels).toBe(labels);
    expect(found.numbering).toEqual({ policy: "provisional", spelling });
    expect(found.findings).toEqual([]);
    const by = [...new Set(found.changes.map((change) => change.split(":")[0]))].sort();
    expect(by).toEqual([
      ...(items.join().includes(",-") ? ["F"] : []),
      ...(items.join("").includes("+") ? ["USA"] : []),
    ]);
  });

  test("a draft of ours comes back with its numbering", () => {
    const { draft } = draftIn(writeDocx(provisional, "redline"));
    expect(draft.numbering).toEqual(provisional.numbering);
  });
});

describe("provisional labels are the same in Word, whatever items are below", () => {
  const moved = { "del:F": "F:1" };
  test.each([
    [
      "the only item moves below the one below it",
      [item(del("F:1", "one;"), mark(moved)), sub("two;"), item(ins("F:1", "one;"), mark({ ins: "F:1" }))],
    ],
    [
      "an item moves below its only sibling",
      [item(del("F:1", "one;"), mark(moved)), item("two;"), item(ins("F:1", "one;"), mark({ ins: "F:1" }))],
    ],
    [
      "the first item is put below what is not there",
      [
        item("one;", mark({ "set:F:level": { change: "F:1", value: 1 } })),
        item("two;"),
        item(del("F:2", "three;"), mark({ "del:F": "F:2" })),
      ],
    ],
    ["the only item goes, two below it stay", [item(del("F:1", "one;"), mark(moved)), sub("two;"), sub("three.")]],
  ])("%s", (_, items) => {
    for (const name of ["noting", "resolves"]) {
      const numbering = provisional.numbering!;
      const file = fileOf(draft(call(name), ...items, call("invites"), item("to act.")), { numbering });
      const found = read(writeDocx(file, "redline"));
      expect(found.labels).toBe(labelsIn(file));
      expect(found.numbering).toEqual(numbering);
      expect(found.findings).toEqual([]);
    }
  });
});

describe("other labels are kept as they are", () => {
  test.each([
    ["adopted already", p("1\tone") + p("1bis\ttwo") + p("2\tthree"), "· 1 1bis 2"],
    ["of two spellings", p("1\tone") + added("1bis\tx") + added("1 ter\ty") + p("2\ttwo"), "· 1 →1bis →1 ter 2"],
    ["of no row", p("1\tone") + added("7\tx") + p("2\ttwo"), "· 1 →7 2"],
    [
      "retyped",
      p("1\tone") + p(word.del("F", "2") + word.ins("F", "1 quater") + r("\ttwo")) + p("3\tx"),
      "· 1 2→1 quater 3",
    ],
  ])("%s", (_, items, labels) => {
    const found = read(docx(called("resolves") + items));
    expect(found.numbering).toBeUndefined();
    expect(found.labels).toBe(labels);
    expect(found.findings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/kept as typed/));
  });

  test("labels that are counted anew need no numbering", () => {
    expect(draftIn(writeDocx(example("resolution-130"), "redline")).draft.numbering).toBeUndefined();
  });
});

test("a label that is too long for a draft is cut behind a whole character", () => {
  const text = `${"x".repeat(31)}😀 %1`;
  const level = `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `<w:abstractNum w:abstractNumId="0">${level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
  const listed = p(r("one"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
  const { draft } = draftIn(docx(called("resolves") + listed, { numbering }));
  expect(draft.ops.at(-1)!.attributes?.label).toBe("x".repeat(31));
});
