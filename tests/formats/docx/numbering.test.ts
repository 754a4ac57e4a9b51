/** Labels between, as conference papers have them: the labels that a file shows are those that its draft shows. */
import { describe, expect, test } from "vitest";
import { labelPairs, labellingOf } from "../../../schema/index.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { example, provisional } from "../drafts.ts";
import { del, docx, draftIn, ins, mark, p, r } from "./docx.ts";

const called = (call: string) => p(`<w:r><w:rPr><w:i/></w:rPr><w:t>${call}</w:t></w:r>`);
const added = (text: string) => p(ins("USA", text), mark("ins", "USA"));
const gone = (text: string) => p(del("F", text), mark("del", "F"));
/** What comes of a document: its numbering, its labels in both views, its changes, and what was found. */
function read(data: Uint8Array) {
  const { draft, sequence, findings } = draftIn(data);
  const pairs = labelPairs(sequence, labellingOf(draft));
  const labels = pairs.map(({ original, final }) =>
    original === final ? (final ?? "·") : `${original ?? ""}→${final ?? ""}`,
  );
  return { numbering: draft.numbering, labels: labels.join(" "), changes: Object.keys(draft.changes), findings };
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

describe("other labels are kept as they are", () => {
  test.each([
    ["adopted already", p("1\tone") + p("1bis\ttwo") + p("2\tthree"), "· 1 1bis 2"],
    ["of two spellings", p("1\tone") + added("1bis\tx") + added("1 ter\ty") + p("2\ttwo"), "· 1 →1bis →1 ter 2"],
    ["of no row", p("1\tone") + added("7\tx") + p("2\ttwo"), "· 1 →7 2"],
    ["retyped", p("1\tone") + p(del("F", "2") + ins("F", "1 quater") + r("\ttwo")) + p("3\tx"), "· 1 2→1 quater 3"],
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
