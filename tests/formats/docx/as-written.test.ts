/** A redline of ours that nobody altered comes back as it was; what its part says is believed only where Word shows it. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DraftFile } from "../../../schema/index.ts";
import { readDocx } from "../../../src/formats/docx/read.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { FILE_BYTES, writeJson } from "../../../src/formats/index.ts";
import { escape } from "../../../src/formats/xml-write.ts";
import { call, del, draft, fileOf, ins, item, mark, para } from "../../schema/draft.ts";
import { RUNS, discussed, example, hostile, provisional, settled, varied, wholeFiles } from "../drafts.ts";
import { draftIn } from "./docx.ts";

const ITEM = "customXml/item1.xml";
const DOCUMENT = "word/document.xml";

/** The file with some of its parts altered. */
function altered(file: Uint8Array, alter: Record<string, (xml: string) => string>): Uint8Array {
  const parts = unzipSync(file);
  for (const [path, change] of Object.entries(alter)) {
    const before = strFromU8(parts[path]!);
    expect(change(before)).not.toBe(before);
    parts[path] = strToU8(change(before));
  }
  return zipSync(parts);
}
const textOf = (file: Uint8Array): string =>
  draftIn(file)
    .draft.ops.map(({ insert }) => insert)
    .join("");
/** What another file's part says, in the place of its own. */
const saying = (file: Uint8Array, other: DraftFile): Uint8Array =>
  altered(file, { [ITEM]: () => strFromU8(unzipSync(writeDocx(other, "redline"))[ITEM]!) });

const person = { by: "Grace", time: "2026-11-02T10:00:00.5Z" };
/** What Word has no place for: two who strike the same words, two who set them, controls, a mark at the end. */
const beyondWord: DraftFile = fileOf(
  draft(
    call("noting", mark({ part: "preamble" })),
    item(
      "that ",
      { insert: "both", attributes: { "del:F": "F:1", "del:USA": "USA:1" } },
      {
        insert: "loud",
        attributes: { "set:F:em": { change: "F:2", value: true }, "set:USA:strong": { change: "USA:2", value: true } },
      },
      " \u0001\uFFFE\tgo;",
      mark({ "set:F:level": { change: "F:2", value: 1 }, "set:USA:role": { change: "USA:2", value: "text" } }),
    ),
    item("the end", mark({ ins: "F:3", "del:USA": "USA:3" })),
  ),
  {
    changes: Object.fromEntries(
      ["F:1", "F:2", "F:3", "USA:1", "USA:2", "USA:3"].map((id) => [id, { delegation: id.split(":")[0]!, ...person }]),
    ),
    comments: { "t1/m1": { delegation: "F", ...person, text: " Why?\n\u0002 \tNo. " } },
  } as Partial<DraftFile>,
);

describe("comes back, byte by byte", () => {
  test.each([
    ["Resolution 130", example("resolution-130")],
    ["Resolution 50", example("resolution-50")],
    ["all that there can be", varied],
    ["what wants to be markup", hostile],
    ["labels that stay", provisional],
    ["all that is said of it", discussed],
    ["what Word has no place for", beyondWord],
  ])("%s", (_, file) => {
    const { draft: back, findings } = draftIn(writeDocx(file, "redline"));
    expect(findings).toEqual([]);
    expect(writeJson(back)).toBe(settled(file));
  });

  test("any draft", () => {
    fc.assert(
      fc.property(wholeFiles, (file) => {
        expect(writeJson(draftIn(writeDocx(file, "redline")).draft)).toBe(settled(file));
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  test("from an archive that was packed anew", () => {
    const file = zipSync(unzipSync(writeDocx(beyondWord, "redline")), { level: 9 });
    expect(writeJson(draftIn(file).draft)).toBe(settled(beyondWord));
  });
});

describe("what Word shows counts", () => {
  const words = (strike: "del" | "ins" | null, by = "F"): DraftFile =>
    fileOf(
      draft(
        call("noting", mark({ part: "preamble" })),
        item(
          "that ",
          strike === null ? "all" : strike === "del" ? del(`${by}:1`, "all") : ins(`${by}:1`, "all"),
          " ends.",
        ),
      ),
    );

  test.each([
    ["adopted words that are struck", words("del"), words(null)],
    ["struck words that are adopted", words(null), words("del")],
    ["another delegation", words("del"), words("del", "USA")],
    ["an insertion for a deletion", words("del"), words("ins")],
    ["another text", words(null), fileOf(draft(call("noting"), item("that all ends soon and for ever.")))],
    ["a longer text", words(null), fileOf(draft(item("that"), item("all"), item("ends")))],
  ])("not a part that says %s", (_, shown, said) => {
    const { draft: back } = draftIn(saying(writeDocx(shown, "redline"), said));
    const bare = ({ ops }: DraftFile) =>
      ops.map(({ insert, attributes: { id: _id, ...rest } = {} }) => ({ insert, ...rest }));
    expect(bare(back)).toEqual(bare(shown));
  });

  test("a word that somebody altered, a comment too", () => {
    const file = writeDocx(discussed, "redline");
    const [text] = Object.values(discussed.comments).map(({ text }) => text.split("\n")[0]!);
    const said = altered(file, { "word/comments.xml": (xml) => xml.replace(escape(text!), "Never!") });
    expect(Object.values(draftIn(said).draft.comments).map((each) => each.text)).toContain("Never!\n\nReally?");
    const typed = altered(file, {
      [DOCUMENT]: (xml) => xml.replace(/(<w:t xml:space="preserve">)[^<]*(<\/w:t>)/, "$1Other$2"),
    });
    expect(draftIn(typed).draft.ops.some(({ insert }) => String(insert).includes("Other"))).toBe(true);
  });

  const CITES = fileOf(
    draft(item("that ", { insert: { footnote: "n1" } }, " ends."), para("footnote", mark({ id: "n1" }), "Not yet.")),
  );
  const RELATIONS = "word/_rels/document.xml.rels";

  test("in a main part of another name", () => {
    const parts = unzipSync(writeDocx(words(null), "redline"));
    const shown = strFromU8(parts[DOCUMENT]!).replace(
      /<w:r><w:t [^>]*>that all/,
      "<w:r><w:t>that nothing</w:t></w:r>$&",
    );
    const moved = (xml: string) => strToU8(xml.replaceAll(DOCUMENT, "word/other.xml"));
    const file = zipSync({
      ...parts,
      "[Content_Types].xml": moved(strFromU8(parts["[Content_Types].xml"]!)),
      "_rels/.rels": moved(strFromU8(parts["_rels/.rels"]!)),
      "word/other.xml": strToU8(shown),
      "word/_rels/other.xml.rels": parts[RELATIONS]!,
    });
    expect(textOf(file)).toContain("that nothing");
  });

  test("in footnotes of another name", () => {
    const parts = unzipSync(writeDocx(CITES, "redline"));
    const file = zipSync({
      ...parts,
      [RELATIONS]: strToU8(strFromU8(parts[RELATIONS]!).replace('"footnotes.xml"', '"other.xml"')),
      "word/other.xml": strToU8(
        strFromU8(parts["word/footnotes.xml"]!).replace(
          /<\/w:footnote>(?=<\/w:footnotes>)/,
          "<w:p><w:r><w:t>For ever.</w:t></w:r></w:p>$&",
        ),
      ),
    });
    expect(textOf(file)).toContain("For ever.");
  });

  test("at the head of pages", () => {
    const file = altered(writeDocx(words(null), "redline"), {
      "word/header.xml": (xml) => xml.replace("</w:hdr>", "<w:p><w:r><w:t>Rejected</w:t></w:r></w:p></w:hdr>"),
    });
    expect(draftIn(file).findings.map(({ message }) => message)).toEqual([expect.stringContaining("Rejected")]);
  });

  test("the delegations that authors are given", () => {
    const result = readDocx(writeDocx(words("del"), "redline"), { authors: { F: "RCC" } });
    expect(result.ok && Object.values(result.draft.changes).map(({ delegation }) => delegation)).toEqual(["RCC"]);
  });
});

test.each([
  ["without end", [FILE_BYTES, 1], "longer than"],
  ["of no length", [-5], "longer than"],
  ["of a broken one", [0.5], "longer than"],
])("words %s in the part are refused, and the text is read", (_, insert, message) => {
  const file = altered(writeDocx(varied, "redline"), {
    [ITEM]: (xml) => xml.replace(/&quot;insert&quot;:\[\d+\]/, `&quot;insert&quot;:${JSON.stringify(insert)}`),
  });
  const { draft: back, findings } = draftIn(file);
  expect(findings.map((each) => each.message).join("\n")).toContain(message);
  expect(back.ops.length).toBeGreaterThan(3);
});
