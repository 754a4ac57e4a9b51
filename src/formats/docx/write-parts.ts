/** The parts of the package beside the text: what Word wants to find there. */
import { element } from "../xml-write.ts";
import { HEAD, part, val } from "./write-part.ts";
import { languageOf } from "./write-styles.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** The part of our own. */
export const CUSTOM = "customXml/item1.xml";

export interface Part {
  /** In the folder `word`. */
  name: string;
  content: string;
  type: string;
  relation: string;
}

/** All files of the package, by their paths, in the order in which they are written. `custom` is a part of our own. */
export function packageOf(
  document: string,
  parts: readonly Part[],
  core: string,
  custom: string | null,
): Map<string, string> {
  const override = (name: string, type: string) => element("Override", { PartName: `/${name}`, ContentType: type });
  const relationship = (id: number, type: string, target: string) =>
    element("Relationship", { Id: `rId${id}`, Type: type, Target: target });
  const defaults =
    element("Default", { Extension: "rels", ContentType: "application/vnd.openxmlformats-package.relationships+xml" }) +
    element("Default", { Extension: "xml", ContentType: "application/xml" });
  const types =
    override("word/document.xml", `${WORD}.document.main+xml`) +
    parts.map(({ name, type }) => override(`word/${name}`, type)).join("") +
    override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  const relationships = (content: string) =>
    HEAD + element("Relationships", { xmlns: `${PACKAGE}/relationships` }, content);
  return new Map([
    ["[Content_Types].xml", HEAD + element("Types", { xmlns: `${PACKAGE}/content-types` }, defaults + types)],
    [
      "_rels/.rels",
      relationships(
        relationship(1, `${OFFICE}/officeDocument`, "word/document.xml") +
          relationship(2, `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"),
      ),
    ],
    ["word/document.xml", document],
    [
      "word/_rels/document.xml.rels",
      relationships(
        parts.map(({ name, relation }, i) => relationship(i + 1, relation, name)).join("") +
          (custom === null ? "" : relationship(parts.length + 1, `${OFFICE}/customXml`, `../${CUSTOM}`)),
      ),
    ],
    ...parts.map(({ name, content }): [string, string] => [`word/${name}`, content]),
    ["docProps/core.xml", core],
    ...(custom === null ? [] : [[CUSTOM, custom] as const]),
  ]);
}

/** A part of a kind that Word knows by its name: `styles`, `comments` …. */
export const wordPart = (kind: string, content: string): Part => ({
  name: `${kind}.xml`,
  content,
  type: `${WORD}.${kind}+xml`,
  relation: `${OFFICE}/${kind}`,
});

/** The part that says which comments answer which (MS-DOCX §2.6). */
export const commentsExtended = (content: string): Part => ({
  ...wordPart("commentsExtended", content),
  relation: "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
});

/** Word records further changes in a redline. */
export function settings(lang: string, redline: boolean, footnotes: boolean): string {
  const separators = element("w:footnote", { "w:id": -1 }) + element("w:footnote", { "w:id": 0 });
  const mode = element("w:compatSetting", {
    "w:name": "compatibilityMode",
    "w:uri": "http://schemas.microsoft.com/office/word",
    "w:val": 15,
  });
  return part(
    "w:settings",
    element("w:zoom", { "w:percent": 100 }) +
      (redline ? "<w:trackRevisions/>" : "") +
      val("w:defaultTabStop", 794) +
      (footnotes ? element("w:footnotePr", {}, separators) : "") +
      element("w:compat", {}, mode) +
      element("w:themeFontLang", { "w:val": languageOf(lang) }),
  );
}

/** `footnotes.xml`: Word wants the two lines above footnotes to be there. */
export function footnotes(content: string): string {
  const line = (type: string, id: number, sign: string) => {
    const paragraph = element("w:pPr", {}, element("w:spacing", { "w:before": 0 })) + element("w:r", {}, sign);
    return element("w:footnote", { "w:type": type, "w:id": id }, element("w:p", {}, paragraph));
  };
  return part(
    "w:footnotes",
    line("separator", -1, "<w:separator/>") + line("continuationSeparator", 0, "<w:continuationSeparator/>") + content,
  );
}

/** The head of all pages but the first: the page's number and what document it is. */
export function header(name: string): string {
  const line = (content: string) => element("w:p", {}, element("w:pPr", {}, val("w:pStyle", "Header")) + content);
  const words = (text: string) => element("w:r", {}, `<w:t xml:space="preserve">${text}</w:t>`);
  const number = element("w:fldSimple", { "w:instr": " PAGE " }, words("2"));
  return part("w:hdr", line(words("– ") + number + words(" –")) + (name === "" ? "" : line(words(name))));
}

/** Title and language; no times, because the same draft gives the same file. */
export function coreProperties(title: string, lang: string): string {
  const attributes = {
    "xmlns:cp": `${PACKAGE}/metadata/core-properties`,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  };
  const content = element("dc:title", {}, title) + element("dc:language", {}, languageOf(lang));
  return HEAD + element("cp:coreProperties", attributes, content);
}
