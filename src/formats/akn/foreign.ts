/** What a paragraph of a document that others wrote is, by the elements that it stands in. */
import { type Attributes, MAX_LEVEL, type Op, plainText } from "../../../schema/index.ts";
import { LANGUAGE } from "../json/draft-file.ts";
import { plain } from "../result.ts";
import type { XmlAttributes } from "../xml-read.ts";
import { callPart, isHistory, isNumber, isOpening } from "../text/forms.ts";

/** Elements that hold an item, and are one level below the one around them. */
export const ITEMS = new Set(
  "recital citation item paragraph point indent alinea subparagraph clause subclause article level".split(" "),
);
const CALLS = new Set(["recitals", "citations", "hcontainer", "section", "container"]);

/** The mark of a paragraph in these elements, the outermost first; its own is the last. `inside` are those in it. */
export function foreignMark(
  around: readonly string[],
  inside: ReadonlySet<string>,
  content: readonly Op[],
): Attributes {
  const text = plainText(content).trim();
  const own = around.at(-1)!;
  const parent = around.at(-2) ?? "";
  const within = (name: string) => around.includes(name);
  if (within("authorialNote")) return { role: "footnote" };
  if (within("attachments")) {
    if (own === "heading" && parent === "attachment") return { role: "annex-number" };
    if (within("preface")) return { role: "annex-title" };
  } else if (within("preface")) {
    if (inside.has("docNumber") || own === "docNumber" || isNumber(text)) return { role: "number" };
    if (isHistory(text)) return { role: "history" };
    return { role: inside.has("docTitle") || own === "docTitle" || !isOpening(text) ? "title" : "opening" };
  }
  const level = around.filter((name) => ITEMS.has(name)).length - 1;
  if (own === "heading" && CALLS.has(parent)) {
    const part = within("preamble") ? "preamble" : "operative";
    return callPart(text) === null && parent !== "recitals" ? { role: "heading" } : { role: "call", part };
  }
  if (own.endsWith("eading")) return { role: "heading" };
  if (level >= 0) return { role: "item", level: Math.min(level, MAX_LEVEL) };
  if (within("preamble")) {
    const part = callPart(text);
    if (part !== null) return { role: "call", part };
    if (isOpening(text)) return { role: "opening" };
  }
  return { role: "text" };
}

/** The languages of the Union by the codes of three letters that Akoma Ntoso asks for (ISO 639-2). */
const LANGUAGES = new Map([
  ["ara", "ar"],
  ["chi", "zh"],
  ["zho", "zh"],
  ["eng", "en"],
  ["fra", "fr"],
  ["fre", "fr"],
  ["rus", "ru"],
  ["spa", "es"],
]);

/** A language as drafts have it; null for what is no code of one. */
export function languageOf(code: string): string | null {
  const tag = code.trim().replace(/^[A-Za-z]+/, (language) => language.toLowerCase());
  return LANGUAGES.get(tag) ?? (LANGUAGE.test(tag) ? tag : null);
}

const LOST = new Map([
  ["img", "a picture is left out"],
  ["math", "a formula is left out"],
  ["componentRef", "what is in another document is left out"],
  ["documentRef", "what is in another document is left out"],
  ["quotedStructure", "a quoted structure: its paragraphs are paragraphs of the draft"],
  ["table", "a table: its cells are paragraphs"],
  ["ol", "a list: its items are paragraphs"],
  ["ul", "a list: its items are paragraphs"],
]);

/** What a draft has not of an element of a document of others; null for nothing. */
export function leftOutOf(name: string, { href = "" }: XmlAttributes): { message: string; kind: string } | null {
  const message = LOST.get(name);
  if (message !== undefined) return { message, kind: message };
  const isAddress = (name === "a" || name === "ref" || name === "rref" || name === "mref") && /^[^#]/.test(href);
  return isAddress ? { message: `the address of a link is left out: ${plain(href, 200)}`, kind: "link" } : null;
}
