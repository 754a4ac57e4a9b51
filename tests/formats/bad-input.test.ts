/** Files that are hostile, damaged or not what they are called, given to `plenary import`: one line, and no output. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Delta, type Op } from "../../schema/index.ts";
import { main } from "../../src/cli/commands.ts";
import { FILE_BYTES, READABLE, WRITABLE, read, write } from "../../src/formats/index.ts";
import { PLENARY } from "../../src/formats/akn/namespaces.ts";
import { largeDraft } from "../bench/drafts.ts";
import { fileOf } from "../schema/draft.ts";
import { NAMESPACES, docx, filesOf, p, r, zipped } from "./docx/docx.ts";

const folder = mkdtempSync(join(tmpdir(), "plenary-bad-"));
const path = (name: string) => join(folder, name);
const OUT = "out.json";
const OLD = "what was there before";
beforeAll(() => writeFileSync(path(OUT), OLD));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Imports a file; what is said of it, behind its name. The output must be as it was, and nothing beside it. */
async function refusal(name: string): Promise<string> {
  const said: string[] = [];
  const error = vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  let code: number;
  try {
    code = await main(["import", path(name), "-o", path(OUT)]);
  } finally {
    error.mockRestore();
  }
  const start = `plenary import: ${path(name)}: `;
  expect({ code, lines: said.length, start: said[0]?.startsWith(start) }).toEqual({ code: 3, lines: 1, start: true });
  expect(said[0]).not.toMatch(/\n|internal error/);
  expect(readFileSync(path(OUT), "utf8")).toBe(OLD);
  expect(readdirSync(folder).sort()).toEqual([OUT, name].sort());
  rmSync(path(name));
  return said[0]!.slice(start.length);
}

function put(name: string, data: string | Uint8Array): string {
  writeFileSync(path(name), data);
  return name;
}

const extensionOf = (format: string): string => (format === "akn" ? "xml" : format);
const AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody>';
/** A page of ours in which a comment stands as it is given. */
const page = (comment: string, text = "a"): string => {
  const comments = { "t/1": { delegation: "F", by: "", time: "", text: "x" } };
  const head = JSON.stringify({ profile: "itu", lang: "en", comments });
  return `<main data-draft='${head}'><p data-mark='{"role":"text"}'>${text}</p></main><aside class="remarks">${comment}</aside>`;
};
const says = (words: string): string => `<b data-comment="t/1">${words}</b>`;
const akn = (text: string): string => `${AKN.replace(">", ` xmlns:pl="${PLENARY}">`)}<p>${text}</p>${AKN_END}`;
const MORE = JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`x${i}`, 1])));
const LONG = "x".repeat(200_000);
const DELS = Array.from({ length: 180 }, (_, i) => `<del pl:change="D${i}:1">`).join("");
const TOO_MUCH_SAID = /^paragraph 0: more than 33554432 characters of attributes: split the document$/;
const RTF = "{\\rtf1\\ansi{\\fonttbl\\f0 Calibri;}\\f0 RESOLUTION 7\\par}";
const AKN_END = "</mainBody></statement></akomaNtoso>";
const json = (ops: unknown[]) => JSON.stringify({ ...fileOf(new Delta()), ops });
const junk = new Uint8Array(4000).map((_, i) => (i * i * 31 + (i >> 3)) & 0xff);
const withPart = (name: string, content: string | Uint8Array | null): Uint8Array => {
  const { [name]: _, ...others } = filesOf(p("one")) as Record<string, string | Uint8Array>;
  return zipped(content === null ? others : { ...others, [name]: content });
};
const text = (head: string) => withPart("word/document.xml", `${head}<w:document ${NAMESPACES}><w:body/></w:document>`);
const relationships = (target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="${target}"/></Relationships>`;

describe.each(READABLE)("%s", (format) => {
  const name = `bad.${extensionOf(format)}`;

  test("a hundred megabytes", async () => {
    put(name, "");
    truncateSync(path(name), 100 * 1024 * 1024);
    expect(await refusal(name)).toBe(`file: larger than ${FILE_BYTES} bytes`);
  });

  test("nothing", async () => {
    expect(await refusal(put(name, ""))).toBe("file: empty");
  });

  test("binary junk", async () => {
    expect(await refusal(put(name, junk))).toMatch(/^file: (not text in UTF-8|not a Word document)/);
  });

  test("a picture", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    expect(await refusal(put(name, png))).toMatch(/^file: (not text in UTF-8|not a Word document)/);
  });

  test("a Word document by the name of another format, another format by its name", async () => {
    const other = format === "docx" ? "%PDF-1.7\n1 0 obj" : docx(p("one"));
    expect(await refusal(put(name, other))).toMatch(/^file: (not text in UTF-8|not a Word document)/);
  });
});

const NOT_UTF8 = /^file: not text in UTF-8: save it in that encoding$/;

test.each<[kind: string, name: string, data: string | Uint8Array, said: RegExp]>([
  ["UTF-8 that is none", "a.txt", new Uint8Array([0x61, 0xc3, 0x28]), NOT_UTF8],
  ["UTF-8 that is none", "a.json", new Uint8Array([0x7b, 0xff, 0x7d]), NOT_UTF8],
  ["UTF-8 that is none", "a.xml", new Uint8Array([0x3c, 0x80, 0x3e]), NOT_UTF8],
  [
    "UTF-8 that is none",
    "a.docx",
    withPart("word/document.xml", new Uint8Array([0x3c, 0x77, 0xc3, 0x28])),
    /^word\/document.xml: not text in UTF-8/,
  ],
  ["truncated", "a.docx", docx(p("one")).slice(0, -60), /^file: cut off/],
  ["truncated", "a.xml", `${AKN}<p>one</p>`, /^line 1: not well-formed XML: unclosed tag/],
  ["truncated", "a.json", json([]).slice(0, 60), /^line 1 column \d+: not JSON$/],
  [
    "encrypted",
    "a.docx",
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...junk]),
    /^file: encrypted.*take the password off/,
  ],
  [
    "of an old Word",
    "a",
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...junk]),
    /save it as .docx/,
  ],
  ["of an old Word", "a.doc", "any", /^format: doc cannot be read, only txt, .*: save it as docx$/],
  ["Rich Text", "a", RTF, /^file: Rich Text Format \(\.rtf\), which is not read: save it as \.docx$/],
  ["Rich Text", "a.txt", RTF, /^file: Rich Text Format .*: save it as \.docx$/],
  ["Rich Text", "a.docx", RTF, /^file: Rich Text Format .*: save it as \.docx$/],
  ["Rich Text", "a.rtf", RTF, /^format: rtf cannot be read, only txt, .*: save it as docx$/],
  ["of a format that nobody knows", "a.xyz", "any", /^format: xyz cannot be read, only [\w, ]+$/],
  ["a DOCTYPE", "a.docx", text('<!DOCTYPE w [<!ENTITY a "b">]>'), /^word\/document.xml: a DOCTYPE is not read/],
  ["a DOCTYPE", "a.xml", `<!DOCTYPE a [<!ENTITY a "${"b".repeat(99)}">]>${AKN}`, /^line 1: a DOCTYPE is not read$/],
  ["an entity", "a.docx", text("<?xml version='1.0'?>&a;"), /^word\/document.xml: not well-formed XML/],
  ["an entity", "a.xml", `${AKN}\n<p>&a;</p>`, /^line 2: not well-formed XML: undefined entity/],
  ["a bomb", "a.docx", text(" ".repeat(30_000_000)), /^word\/document.xml: inflates to more than 300 times/],
  [
    "a bomb of many parts",
    "a.docx",
    zipped(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`${i}.xml`, ""]))),
    /^file: more than 4096 files/,
  ],
  [
    "a part that is missing",
    "a.docx",
    withPart("word/_rels/document.xml.rels", relationships("no.xml")),
    /^word\/no.xml: missing/,
  ],
  [
    "a part that is itself",
    "a.docx",
    withPart("word/_rels/document.xml.rels", relationships("../word/./document.xml")),
    /^word\/document.xml: refers to itself/,
  ],
  ["no relationships", "a.docx", withPart("_rels/.rels", null), /^_rels\/.rels: missing/],
  ["too many paragraphs", "a.docx", docx("<w:p/>".repeat(30_001)), /^word\/document.xml: more than 30000 paragraphs/],
  ["too many paragraphs", "a.xml", AKN + "<p>a</p>\n".repeat(30_001), /^paragraph 30001: more than 30000 paragraphs/],
  ["too many paragraphs", "a.txt", "a\n\n".repeat(30_001), /^line 60001: more than 30000 paragraphs/],
  ["too many paragraphs", "a.txt", `{++a++}${"b\n".repeat(30_001)}`, /^line 30001: more than 30000 paragraphs/],
  ["too many paragraphs", "a.json", json([{ insert: "\n".repeat(30_001) }]), /^ops\[0\]: more than 30000 paragraphs/],
  ["too many lines", "a.txt", "\n".repeat(5_000_000), /^line 200001: more than 200000 lines/],
  ["too many lines", "a.txt", "\f".repeat(5_000_000), /^line 200001: more than 200000 lines/],
  ["too many marks", "a.txt", "{++a++}\n".repeat(50_001), /^line 50001: more than 50000 marks of changes/],
  ["too many comments", "a.txt", "{>>a<<}".repeat(700_000), /^line 1: more than 150000 comments and pilcrows/],
  ["too many pilcrows", "a.txt", `{++a++}${"¶".repeat(2_000_000)}`, /^line 1: more than 150000 comments/],
  [
    "too many elements",
    "a.docx",
    docx(p(Array.from({ length: 151_000 }, (_, i) => r(`${(i * 7919) % 99_991}`)).join(""))),
    /^word\/document.xml: more than 300000 elements/,
  ],
  ["too many elements", "a.xml", `${AKN}<p>${"<b>a</b><i/>".repeat(160_000)}`, /^line 1: more than 300000 elements/],
  [
    "too many stretches",
    "a.xml",
    `${AKN}<p>${"<b>a</b>b".repeat(60_000)}</p>${AKN_END}`,
    /^paragraph 0: more than 100000/,
  ],
  [
    "too many operations",
    "a.json",
    json(Array.from({ length: 100_001 }, (): Op => ({ insert: "a" }))),
    /^ops\[100000\]: more than 100000 operations/,
  ],
  // A thousand attributes on each of many stretches, from a few kilobytes.
  ["too many marks", "a.html", page("", `<i data-more='${MORE}'>${"a<br>".repeat(6_000)}</i>`), TOO_MUCH_SAID],
  ["too many marks", "a.html", page("", `<i data-more='${MORE}'>${"<b></b>".repeat(6_000)}</i>`), /1000000 marks/],
  ["too many marks", "a.html", page("", `<i data-more='{"x":"${LONG}"}'>${"a<br>".repeat(6_000)}</i>`), TOO_MUCH_SAID],
  ["too many marks", "a.xml", akn(`<span pl:more='${MORE}'>${"<b>a</b><i/>".repeat(6_000)}</span>`), /1000000 marks/],
  ["too many marks", "a.xml", akn(DELS + "<b>a</b><i/>".repeat(12_000) + "</del>".repeat(180)), /1000000 marks/],
  ["nesting", "a.docx", docx("<w:sdt>".repeat(300)), /^word\/document.xml: nested deeper than 256 elements/],
  ["nesting", "a.xml", AKN + "<p>".repeat(100_000), /^line 1: nested deeper than 200 elements/],
  ["nesting", "a.json", `{"a":${"[".repeat(1_000_000)}`, /^line 1 column \d+: not JSON$/],
  ["nesting", "a.json", `{"a":${"[".repeat(90_000)}${"]".repeat(90_000)}}`, /nested too deeply$/],
])("%s: %s", async (_, name, data, said) => {
  expect(await refusal(put(name, data))).toMatch(said);
});

describe("what takes long if every piece is gone over again", () => {
  test.each<[kind: string, format: string, data: string]>([
    ["a text in many pieces", "akn", `${AKN}<p>${"a&amp;".repeat(400_000)}</p>${AKN_END}`],
    ["text outside of paragraphs", "akn", AKN + "x<b/>".repeat(290_000) + AKN_END],
    [
      "many attributes",
      "akn",
      `${AKN}<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=""`).join(" ")}/>${AKN_END}`,
    ],
    [
      "a comment in many pieces",
      "html",
      page(Array.from({ length: 30_000 }, (_, i) => says(`${i} of the words`)).join("")),
    ],
    [
      "a comment in itself",
      "html",
      page("<b data-comment='t/1'>x".repeat(400) + "w".repeat(4_000_000) + "</b>".repeat(400)),
    ],
    ["one line", "txt", "word ".repeat(1_000_000)],
    ["one word", "txt", "a".repeat(5_000_000)],
    ["brackets", "txt", "{++".repeat(49_000) + "a{>>".repeat(100_000)],
    ["labels that are not derived", "txt", `resolves\n${"7 a\n3 b\n".repeat(14_000)}`],
  ])("%s", async (_, format, data) => {
    const result = await read(format, data);
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.findings.length).toBeLessThan(50);
  });
});

/** Akoma Ntoso and HTML say what they say at such length that half as much fills the bytes that a file may have. */
const HALF = ["akn", "html"];

const PAGES = process.env.FUZZ === undefined ? 100 : 1000;

test.each(READABLE.filter((each) => WRITABLE.includes(each)))(
  `${PAGES} pages are read, with their changes: %s`,
  async (format) => {
    const pages = HALF.includes(format) ? PAGES / 2 : PAGES;
    const [paragraphs, changes] = [12 * pages, 5 * pages];
    const draft = fileOf(new Delta(largeDraft(paragraphs, 40, changes) as Delta["ops"]));
    const written = await write(format, draft, "redline");
    if (!written.ok) throw new Error(written.message);
    const result = await read(format, written.data);
    if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
    expect(Object.keys(result.draft.changes)).toHaveLength(changes);
  },
);
