/** Files that are damaged, hostile or of another kind: a place and a reason on one line, or a draft; never a crash. */
import { strFromU8, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { Archive, MAX_BYTES } from "../../../src/formats/docx/zip.ts";
import { FILE_BYTES, read } from "../../../src/formats/index.ts";
import { NAMESPACES, docx, filesOf, ins, p, r, styled, zipped } from "./docx.ts";

const good = filesOf(p("one"));
const withFile = (name: string, content: string | null): Uint8Array => {
  const { [name]: _, ...others } = good;
  return zipped(content === null ? others : { ...others, [name]: content });
};
const document = (content: string, head = "") =>
  withFile("word/document.xml", `${head}<w:document ${NAMESPACES}>${content}</w:document>`);
const rels = (content: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const styles = (target: string) => rels(`<Relationship Id="a" Type="${OFFICE}/styles" Target="${target}"/>`);
const OLE = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]);
const whole = docx(p("one"));

test.each<[string, Uint8Array, string, RegExp]>([
  ["nothing", new Uint8Array(), "file", /^empty$/],
  ["text", strToU8("a".repeat(100)), "file", /no ZIP archive/],
  ["an encrypted file", OLE, "file", /encrypted.*password/],
  ["a truncated file", whole.slice(0, whole.length - 40), "file", /cut off.*save it again/],
  ["half a file", whole.slice(0, whole.length / 2), "file", /cut off/],
  ["another archive", zipped({ "a.txt": "x" }), "[Content_Types].xml", /not a Word document/],
  ["no relationships", withFile("_rels/.rels", null), "_rels/.rels", /missing/],
  ["no main part named", withFile("_rels/.rels", rels("")), "_rels/.rels", /names no main part/],
  [
    "a main part that is one for nobody else",
    withFile("_rels/.rels", rels('<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>')),
    "_rels/.rels",
    /names no main part/,
  ],
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

describe("what repeats without end is read in time", () => {
  const many = (count: number, each: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => each(i)).join("");
  const based = many(50_000, (i) => `<w:style w:styleId="s${i}"><w:basedOn w:val="s${i + 1}"/></w:style>`);
  const long = many(200_000, (i) => `word ${i % 1009} `);
  const comments = many(64, (i) => `<w:comment w:id="${i}" w:author="USA">${p("note")}</w:comment>`);
  const open = many(64, (i) => `<w:commentRangeStart w:id="${i}"/>`);
  test.each<[string, string, Record<string, string>]>([
    ["styles of paragraphs, each based on the next", many(5000, (i) => styled(`s${i}`, "a")), { styles: based }],
    ["styles of runs, the same", p(many(10_000, () => r("a", '<w:rStyle w:val="s0"/>'))), { styles: based }],
    ["heads of pages beside a long text", p(long), { header: many(25_000, (i) => p(`head ${i}`)) }],
    ["runs under all the comments", p(open + many(30_000, (i) => r("a", i % 2 === 0 ? "<w:b/>" : ""))), { comments }],
  ])("%s", async (_, body, parts) => {
    const used = process.cpuUsage();
    const result = await read("docx", docx(body, parts));
    const { user, system } = process.cpuUsage(used);
    expect(result).toMatchObject({ ok: true });
    expect((user + system) / 1e6).toBeLessThan(6); // seconds: some took half a minute in the square of their size
  });
});

test("a part like ours that begins again and again without an end is read in time", async () => {
  const own = { "word/customXml.xml": "<plenary:draft ".repeat(50_000) };
  const used = process.cpuUsage();
  expect(await read("docx", zipped({ ...filesOf(p("a"), { customXml: "" }), ...own }))).toMatchObject({ ok: true });
  const { user, system } = process.cpuUsage(used);
  expect((user + system) / 1e6).toBeLessThan(6); // seconds: it took half a minute
});

test("a part like ours of nothing but entities is too large before these are signs, which would need the memory", async () => {
  const entities = Array.from({ length: 200_000 }, (_, i) => "&quot;".repeat(20) + ((i * 7919) % 997)).join("");
  const own = { "word/customXml.xml": `<plenary:draft a="b">${entities}</plenary:draft>` };
  const result = await read("docx", zipped({ ...filesOf(p("a"), { customXml: "" }), ...own }));
  expect(result.ok && result.findings).toEqual([
    { place: "word/customXml.xml", message: expect.stringContaining(`larger than ${FILE_BYTES} bytes`) },
  ]);
});

test("a part that is read again is weighed once", () => {
  const archive = new Archive(zipped({ a: new Uint8Array(MAX_BYTES / 2 + 1).map((_, i) => i >> 8) }));
  expect(archive.bytes("a")).toHaveLength(MAX_BYTES / 2 + 1);
  expect(archive.bytes("a")).toHaveLength(MAX_BYTES / 2 + 1);
});

describe("words in a place where a document shows none are named", () => {
  test.each([
    ["in a run's properties", `<w:p><w:pPr><w:rPr>${r("lost")}</w:rPr></w:pPr>${r("a")}</w:p>`],
    ["beside the runs", "<w:p><w:t>lost</w:t></w:p>"],
    ["beside the paragraphs", `${p("a")}<w:sectPr>${p("lost")}</w:sectPr>`],
    [
      "in a field's code",
      p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>${r("lost")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`),
    ],
  ])("%s", async (_, body) => {
    const result = await read("docx", docx(body));
    if (!result.ok) throw new Error(result.message);
    expect(result.findings.map(({ message }) => message)).toContain("text where a document shows none is left out");
  });
});
