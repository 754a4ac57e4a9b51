/** Small Word documents for tests: `docx(p("one") + p("two"), {styles: …})`. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { Delta, type DraftFile } from "../../../schema/index.ts";
import { readDocx } from "../../../src/formats/docx/read.ts";
import type { Finding, ReadOptions } from "../../../src/formats/index.ts";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";
export const NAMESPACES = `xmlns:w="${MAIN}" xmlns:r="${OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:plenary="urn:plenary:draft"`;

const ROOTS: Record<string, string> = { header: "w:hdr", footer: "w:ftr", commentsExtended: "w15:commentsEx" };

/** The files of a document: `parts` are the contents of further parts by their kind. */
export function filesOf(body: string, parts: Record<string, string> = {}): Record<string, string> {
  const kinds = Object.keys(parts);
  const overrides = ["document", ...kinds]
    .map((kind) => {
      const type = kind === "document" ? "document.main" : kind;
      return `<Override PartName="/word/${kind}.xml" ContentType="${WORD}.${type}+xml"/>`;
    })
    .join("");
  const relationships = kinds.map(
    (kind, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`,
  );
  const list = (content: string) => `<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
  return {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types">${overrides}</Types>`,
    "_rels/.rels": list(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`),
    "word/document.xml": `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    "word/_rels/document.xml.rels": list(relationships.join("")),
    ...Object.fromEntries(
      kinds.map((kind) => {
        const root = ROOTS[kind] ?? `w:${kind}`;
        return [`word/${kind}.xml`, `<${root} ${NAMESPACES}>${parts[kind]}</${root}>`];
      }),
    ),
  };
}

/** Quickly rather than small: documents that are made to be large are megabytes. */
export const zipped = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, data]) => [name, bytes(data)])), { level: 1 });
const bytes = (data: string | Uint8Array): Uint8Array => (typeof data === "string" ? strToU8(data) : data);

export const docx = (body: string, parts: Record<string, string> = {}): Uint8Array => zipped(filesOf(body, parts));

export const WHEN = "2026-03-01T10:00:00Z";
const by = (author: string, date = WHEN) => `w:id="1" w:author="${author}" w:date="${date}"`;

/** A run; a paragraph of runs or text, with properties. */
export const r = (text: string, properties = ""): string =>
  `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const runs = (content: string): string => (content === "" || content.startsWith("<") ? content : r(content));
export const p = (content: string, properties = ""): string =>
  `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${runs(content)}</w:p>`;
export const styled = (style: string, content: string): string => p(content, `<w:pStyle w:val="${style}"/>`);

export const ins = (author: string, content: string, date?: string): string =>
  `<w:ins ${by(author, date)}>${runs(content)}</w:ins>`;
export const del = (author: string, content: string, date?: string): string =>
  `<w:del ${by(author, date)}>${runs(content).replace(/(<\/?)w:t\b/g, "$1w:delText")}</w:del>`;
/** Properties of a paragraph whose mark is revised: `mark("ins", "USA")`. */
export const mark = (kind: "ins" | "del" | "moveFrom" | "moveTo", author: string, date?: string): string =>
  `<w:rPr><w:${kind} ${by(author, date)}/></w:rPr>`;
export const move = (kind: "From" | "To", author: string, name: string, content: string): string =>
  `<w:move${kind}RangeStart w:id="9${kind}" w:author="${author}" w:name="${name}"/>` +
  `<w:move${kind} ${by(author)}>${runs(content)}</w:move${kind}><w:move${kind}RangeEnd w:id="9${kind}"/>`;
export const changed = (kind: "rPr" | "pPr", author: string, before = ""): string =>
  `<w:${kind}Change ${by(author)}><w:${kind}>${before}</w:${kind}></w:${kind}Change>`;
export const tab = "<w:r><w:tab/></w:r>";

/** The draft in a document. Throws where there is none. */
export function draftIn(
  data: Uint8Array,
  options: ReadOptions = {},
): { draft: DraftFile; sequence: Delta; findings: Finding[] } {
  const result = readDocx(data, options);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return { ...result, sequence: new Delta(result.draft.ops as Delta["ops"]) };
}

/** What a program makes of a file that saves it without what it does not know. */
export function savedByWord(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file);
  const text = strFromU8(parts["word/document.xml"]!).replace(/ plenary:\w+="[^"]*"/g, "");
  return zipSync({ ...parts, "word/document.xml": strToU8(text) });
}
