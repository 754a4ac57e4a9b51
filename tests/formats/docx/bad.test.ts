/** Files that are damaged, hostile or of another kind: a place and a reason on one line, or a draft; never a crash. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { read, readJson, writeJson } from "../../../src/formats/index.ts";
import { NAMESPACES, del, docx, filesOf, ins, mark, move, p, r, styled, tab, zipped } from "./docx.ts";
import { files, pathOf } from "./word-readers.ts";

const good = filesOf(p("one"));
const withFile = (name: string, content: string | null): Uint8Array => {
  const { [name]: _, ...others } = good;
  return zipped(content === null ? others : { ...others, [name]: content });
};
const document = (content: string, head = "") =>
  withFile("word/document.xml", `${head}<w:document ${NAMESPACES}>${content}</w:document>`);
const rels = (content: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
const styles = (target: string) => rels(`<Relationship Id="a" Type="x/styles" Target="${target}"/>`);
const OLE = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]);
const whole = docx(p("one"));

test.each<[string, Uint8Array, string, RegExp]>([
  ["nothing", new Uint8Array(), "file", /no ZIP archive/],
  ["text", strToU8("a".repeat(100)), "file", /no ZIP archive/],
  ["an encrypted file", OLE, "file", /encrypted.*password/],
  ["a truncated file", whole.slice(0, whole.length - 40), "file", /cut off.*save it again/],
  ["half a file", whole.slice(0, whole.length / 2), "file", /cut off/],
  ["another archive", zipped({ "a.txt": "x" }), "[Content_Types].xml", /not a Word document/],
  ["no relationships", withFile("_rels/.rels", null), "_rels/.rels", /missing/],
  ["no main part named", withFile("_rels/.rels", rels("")), "_rels/.rels", /names no main part/],
  ["no main part", withFile("word/document.xml", null), "word/document.xml", /missing/],
  [
    "a spreadsheet",
    withFile(
      "[Content_Types].xml",
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/sheet"/></Types>',
    ),
    "word/document.xml",
    /is application\/sheet, not a Word document/,
  ],
  [
    "a missing part",
    withFile("word/_rels/document.xml.rels", styles("styles.xml")),
    "word/styles.xml",
    /missing.*styles/,
  ],
  [
    "a part that is itself",
    withFile("word/_rels/document.xml.rels", styles("document.xml")),
    "word/document.xml",
    /itself/,
  ],
  [
    "a part of another kind",
    withFile("word/_rels/document.xml.rels", styles("/[Content_Types].xml")),
    "[Content_Types].xml",
    /ct:Types where w:styles belongs/,
  ],
  ["a DOCTYPE", document("<w:body/>", '<!DOCTYPE x [<!ENTITY a "b">]>'), "word/document.xml", /DOCTYPE/],
  ["an entity", document("<w:body>&a;</w:body>"), "word/document.xml", /not well-formed/],
  ["broken XML", document("<w:body><w:p></w:body>"), "word/document.xml", /not well-formed/],
  ["no body", document(""), "word/document.xml", /no text/],
  [
    "too deep",
    document(`<w:body>${"<w:sdt>".repeat(300)}${"</w:sdt>".repeat(300)}</w:body>`),
    "word/document.xml",
    /deeper/,
  ],
  ["a bomb", document(`<w:body>${" ".repeat(5_000_000)}</w:body>`), "word/document.xml", /300 times/],
])("%s", async (_, data, place, reason) => {
  const result = await read("docx", data);
  expect(result).toEqual({ ok: false, place, message: expect.stringMatching(reason) });
  if (!result.ok) expect(result.message).not.toContain("\n");
});

describe("archives that lie", () => {
  /** The good document with four bytes of its directory's entry for the text set. */
  const lying = (offset: number, value: number): Uint8Array => {
    const data = docx(p("one".repeat(50)));
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (let at = 0; at < data.length - 46; at++) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      const name = strFromU8(data.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
      if (name === "word/document.xml") view.setUint32(at + offset, value, true);
    }
    return data;
  };
  test.each([
    ["a checksum", 16, 7, /damaged/],
    ["a size that is less", 24, 10, /longer than the archive says/],
    ["a size that is more", 24, 900_000, /damaged/],
    ["a size beyond all", 24, 0x7fffffff, /300 times/],
    ["a place outside", 42, 0x7fffffff, /cut off or damaged/],
  ])("%s", async (_, offset, value, reason) => {
    const result = await read("docx", lying(offset, value));
    expect(result).toEqual({ ok: false, place: "word/document.xml", message: expect.stringMatching(reason) });
  });
});

test("one malformed revision does not stop the others", async () => {
  const body = p(
    `<w:ins>${r("a")}</w:ins>${ins("USA", "b", "yesterday")}${r("c")}<w:del w:author="F">${r("d")}</w:del>`,
  );
  const result = await read("docx", docx(body));
  if (!result.ok) throw new Error(result.message);
  expect(Object.values(result.draft.changes)).toEqual([
    { delegation: "SEC", by: "", time: "" },
    { delegation: "USA", by: "", time: "" },
    { delegation: "F", by: "", time: "" },
  ]);
  expect(result.findings).toEqual([
    { place: "paragraph 1 (“abcd”)", message: "a revision without an author (w:ins)" },
    { place: "paragraph 1 (“abcd”)", message: "a revision with a date that is none: “yesterday”" },
  ]);
});

describe("mutants", () => {
  const own = docx(
    styled("Call", "considering") +
      p(r("a)") + tab + ins("USA", r("that ") + del("F", "all ")) + r("members"), mark("del", "F")) +
      p(move("From", "F", "m", "one"), mark("moveFrom", "F")) +
      `<w:tbl><w:tr><w:trPr><w:ins w:author="F"/></w:trPr><w:tc>${p("cell", mark("ins", "F"))}</w:tc></w:tr></w:tbl>` +
      p(move("To", "F", "m", "one"), mark("moveTo", "F")) +
      p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'),
    { footnotes: `<w:footnote w:id="1">${p("Note.")}</w:footnote>` },
  );
  const corpus = [own, ...files().map((name) => new Uint8Array(readFileSync(pathOf(name))))].filter(
    ({ length }) => length < 60_000,
  );

  /** The document with its text's XML changed: a tag taken out, doubled, renamed, or cut short. */
  function mutated(data: Uint8Array, edits: readonly { at: number; how: number }[]): Uint8Array {
    const parts = unzipSync(data);
    let xml = strFromU8(parts["word/document.xml"]!);
    for (const { at, how } of edits) {
      const tags = [...xml.matchAll(/<[^<>]*>/g)];
      const { 0: tag, index } = tags[at % tags.length]!;
      const instead = [
        "",
        tag + tag,
        tag.replace(/w:\w+/, "w:ins"),
        tag.replace(/"[^"]*"/, '"\u202E-1"'),
        tag.endsWith("/>") ? "" : tag.replace(/>$/, "/>"),
      ][how % 5]!;
      xml = xml.slice(0, index) + instead + xml.slice(index + tag.length);
    }
    return zipSync({ ...parts, "word/document.xml": strToU8(xml) }, { level: 1 });
  }
  const mutant = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...corpus),
        fc.array(fc.record({ at: fc.nat(), how: fc.nat() }), { minLength: 1, maxLength: 4 }),
      )
      .map(([data, edits]) => mutated(data, edits)),
    fc
      .tuple(fc.constantFrom(...corpus), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([data, bytes]) => {
        const result = data.slice();
        for (const [at, byte] of bytes) result[at % result.length] = byte;
        return result;
      }),
  );

  test("are read as a draft file that holds, or refused on one line", async () => {
    let [drafts, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(mutant, async (data) => {
        const result = await read("docx", data);
        if (result.ok) {
          drafts++;
          expect(readJson(writeJson(result.draft))).toEqual({ ok: true, draft: result.draft });
        } else {
          refused++;
          expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]+: [^\n]+$/);
        }
      }),
      { numRuns: Math.max(200, Math.min(Number(process.env.FUZZ ?? 0) / 5, 4000)) },
    );
    expect(drafts).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });
});
