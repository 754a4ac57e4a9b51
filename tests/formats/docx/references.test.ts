/** References to items: fields of Word out, and the same references in, from our own files and from those of others. */
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, labelPairs, labellingOf, referencesOf } from "../../../schema/index.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { call, del, draft, fileOf, ins, item, mark, sub } from "../../schema/draft.ts";
import { redline } from "../../network.ts";
import { expected } from "./corpus.ts";
import { del as struck, docx, draftIn, ins as inserted, p, r, savedByWord } from "./docx.ts";
import { onPath, readByLibreOffice, readByPandoc } from "./second-readers.ts";
import { faultsOf } from "./validator.ts";

const to = (id: string, attributes = {}) => ({ insert: { ref: id }, attributes });
/** Items that come, go, stay and are counted anew, and references to all of them from words that come, go and stay. */
const referring = fileOf(
  draft(
    call("considering"),
    item(ins("USA:1", "zero"), mark({ ins: "USA:1" })),
    item("one"),
    item(del("F:1", "two"), mark({ "del:F": "F:1" })),
    item("three"),
    call("resolves"),
    item("see ", to("p2"), " and ", to("p3"), " and ", to("p4"), " and ", to("p5"), "."),
    item(
      "new ",
      to("p3", { ins: "USA:1" }),
      " and ",
      to("p4", { "del:F": "F:1" }),
      " and ",
      to("p5", { "del:F": "F:1" }),
    ),
    sub("deep ", to("p5", { strong: true }), to("p5", { ins: "USA:1", "del:F": "F:1" })),
    sub("last ", to("p7"), to("p6"), to("p99")),
  ),
);
const documentOf = (file: Uint8Array): string => strFromU8(unzipSync(file)["word/document.xml"]!);
/** The code and the result of each field, and the revisions that it stands in. */
const fieldsOf = (file: Uint8Array): string[] =>
  [...documentOf(file).matchAll(/(<w:ins [^>]*>)?<w:r><w:fldChar w:fldCharType="begin"\/>.*?"end"\/>/g)].map(
    ([field, around]) => `${around === undefined ? "" : "+"}${field.replace(/<[^>]*>/g, "")}`,
  );
const shown = ({ ops, ...draft }: DraftFile, view: "original" | "final") =>
  referencesOf(new Delta(ops as Delta["ops"]), view, labellingOf(draft)).map(({ text }) => text);

describe("out", () => {
  test("a field to a bookmark around the label, where updating it gives what we show", () => {
    const file = writeDocx(referring, "redline");
    expect(faultsOf(file)).toEqual([]);
    expect(fieldsOf(file)).toEqual([
      "+ REF _Ref000000001 \\h \\* MERGEFORMAT a)", // inserted with its item: counted, not proposed
      "+ REF _Ref000000002 \\h \\* MERGEFORMAT b)",
      " REF _Ref000000003 \\h \\* MERGEFORMAT c)",
      "+ REF _Ref000000002 \\h \\* MERGEFORMAT b)",
      " REF _Ref000000003 \\h \\* MERGEFORMAT c)",
      " REF _Ref000000004 \\h \\* MERGEFORMAT 1",
    ]);
    const bookmarks = [...documentOf(file).matchAll(/<w:bookmarkStart [^>]*w:name="([^"]*)"\/>(.*?)<w:bookmarkEnd/g)];
    expect(bookmarks.map(([, name, content]) => `${name} ${content!.replace(/<[^>]*>/g, "")}`)).toEqual([
      "_Ref000000001 a)",
      "_Ref000000002 b)",
      "_Ref000000003 c)",
      "_Ref000000004 1",
    ]);
  });

  test("in the final and the original too", () => {
    expect(fieldsOf(writeDocx(referring, "final"))).toHaveLength(6);
    expect(fieldsOf(writeDocx(referring, "original"))).toHaveLength(7);
  });

  test("other readers show what we show", () => {
    const file = writeDocx(referring, "redline");
    for (const [program, read] of [
      ["soffice", readByLibreOffice],
      ["pandoc", readByPandoc],
    ] as const) {
      if (!onPath(program)) continue;
      const [reading] = read([file]);
      for (const view of ["original", "final"] as const) {
        const ours = expected(referring, view).map((line) => line.replace(/\uE000/g, "").replace(/\s+/g, " "));
        expect(
          reading![view].map((line) => line.replace(/\s+/g, " ")),
          `${program}, ${view}`,
        ).toEqual(ours);
      }
    }
  });
});

describe("in", () => {
  test("our own come back as they were", () => {
    const { draft, findings } = draftIn(writeDocx(referring, "redline"));
    expect(findings).toEqual([]);
    expect(redline(new Delta(draft.ops as Delta["ops"]))).toBe(redline(new Delta(referring.ops as Delta["ops"])));
    for (const view of ["original", "final"] as const) expect(shown(draft, view)).toEqual(shown(referring, view));
  });

  test("our own come back from Word, which keeps the fields and no more", () => {
    const { draft } = draftIn(savedByWord(writeDocx(referring, "redline")));
    const pairs = labelPairs(new Delta(draft.ops as Delta["ops"]), labellingOf(draft));
    expect(pairs.map(({ final }) => final)).toEqual([null, "a)", "b)", null, "c)", null, "1", "2", "i)", "ii)"]);
    // What is struck, and what shows no label, is text.
    expect(shown(draft, "final")).toEqual(["a)", "b)", "c)", "b)", "c)", "1"]);
  });

  const field = (code: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const bookmark = '<w:bookmarkStart w:id="7" w:name="_Ref7"/><w:bookmarkEnd w:id="7"/>';
  const text = (reference: string, second = `2${"\t"}two`) =>
    docx(
      p("<w:r><w:rPr><w:i/></w:rPr><w:t>resolves</w:t></w:r>") +
        p("1\tone") +
        p(bookmark + r(second)) +
        p(`${r("3\tas in ")}${reference}${r(" above")}`),
    );

  test.each([
    ["its text", field(" REF _Ref7 \\h ", r("2"))],
    ["its number", field('REF "_Ref7" \\r \\h', r("2"))],
    ["a field of one element", `<w:fldSimple w:instr=" ref _Ref7 \\n ">${r("2")}</w:fldSimple>`],
    [
      "a result in two runs",
      field("REF _Ref7", "<w:r><w:t></w:t></w:r><w:r><w:rPr><w:lang/></w:rPr><w:t>2</w:t></w:r>"),
    ],
    ["a result that was counted anew", field("REF _Ref7", struck("F", "2") + inserted("F", "2"))],
    ["a code in two runs", field("RE</w:instrText></w:r><w:r><w:instrText>F _Ref7 ", r("2"))],
  ])("of others: %s", (_, reference) => {
    const { draft, findings } = draftIn(text(reference));
    expect(findings).toEqual([]);
    expect(shown(draft, "final")).toEqual(["2"]);
    expect(shown(draft, "original")).toEqual(["2"]);
  });

  test("of others: what somebody proposes stays proposed", () => {
    const { sequence } = draftIn(text(inserted("USA", field("REF _Ref7 \\h", r("2")))));
    expect(redline(sequence)).toContain("as in [◊ +USA] above");
  });

  test.each([
    ["another text than the label", text(field("REF _Ref7 \\p", r("above"))), "above"],
    ["a number that is not the item's", text(field("REF _Ref7 \\r", r("4"))), "4"],
    ["no item", text(field("REF _Ref7 \\h", r("two")), "two"), "two"],
    ["a bookmark that is not there", text(field("REF _Ref8 \\h", r("2"))), "2"],
  ])("of others: %s is text, and said", (_, file, result) => {
    const { draft, findings } = draftIn(file);
    expect(shown(draft, "final")).toEqual([]);
    expect(findings.map(({ message }) => message)).toContain(`a cross-reference is set as its text: “${result}”`);
    expect(redline(new Delta(draft.ops as Delta["ops"]))).toContain(`as in ${result} above`);
  });

  test("a field of another kind is its result, without a word", () => {
    const { draft, findings } = draftIn(text(field("PAGEREF _Ref7 \\h", r("2"))));
    expect([shown(draft, "final"), findings]).toEqual([[], []]);
  });
});
