/**
 * HTML as word processors put it on the clipboard, to plain paragraphs: their text with the formats that a draft has,
 * and what tells their role. What was struck, hidden, commented or scripted is left out; an insertion is text like any.
 */
import { type Attributes, type Format, type Op, sameAttributes } from "../../../schema/index.ts";
import { type Look, lookOf } from "./look.ts";
import { tidied } from "./runs.ts";

/** What is read of a DOM node, so that the tree of any parser will do. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<HtmlNode>;
  getAttribute?(name: string): string | null;
}

export interface ForeignParagraph {
  ops: Op[];
  /** The paragraph's style as its class says it, small and without what programs add: `resno`, `enumlev1`. */
  style: string;
  heading: boolean;
  /** Its depth in a list, from 0, and the label that the program wrote in front of it, if it did. */
  list: { level: number; label: string } | null;
}

export interface ForeignText {
  paragraphs: ForeignParagraph[];
  /** Whether the text stood in no paragraph at all: words out of the middle of one. */
  phrase: boolean;
}

const TEXT = 3;
const ELEMENT = 1;
export const BLOCKS = new Set(
  "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
/** Elements whose content is no text of the document, or is struck. */
const LEFT_OUT = new Set(
  "applet audio button canvas comment del embed head iframe img input link math meta noscript object rp rt s script select strike style svg template textarea title video xml".split(
    " ",
  ),
);
/** Browsers nest less deep (512); another parser's tree shall not exhaust the stack. */
const DEEPEST = 1000;

/** Where the reader is: formats, the list around it, and whether line ends count. */
interface Around {
  formats: Attributes;
  lists: number;
  lines: boolean;
  inLink: boolean;
  depth: number;
}

/** The text of a tree, for instance of a parsed document's body. */
export function readForeign(root: HtmlNode): ForeignText {
  const reader = new ForeignReader();
  for (const node of root.childNodes)
    reader.visit(node, { formats: {}, lists: 0, lines: false, inLink: false, depth: 0 });
  return reader.end();
}

const plainParagraph = (): ForeignParagraph => ({ ops: [], style: "", heading: false, list: null });

class ForeignReader {
  private readonly paragraphs: ForeignParagraph[] = [];
  private current = plainParagraph();
  private inBlock = false;
  private phrase = true;

  visit(node: HtmlNode, around: Around): void {
    if (node.nodeType === TEXT) this.text(node.nodeValue ?? "", around);
    else if (node.nodeType === ELEMENT && around.depth < DEEPEST) this.element(node, around);
  }

  end(): ForeignText {
    this.close();
    return { paragraphs: this.paragraphs, phrase: this.phrase && this.paragraphs.length === 1 };
  }

  private element(node: HtmlNode, around: Around): void {
    const name = node.nodeName.toLowerCase();
    if (LEFT_OUT.has(name)) return;
    const look = lookOf(node, name);
    if (look.leftOut || look.struck) return;
    if (name === "br") return this.lineBreak(node, around);
    if (look.isLabel) return this.label(node);
    if (look.isSpace) return this.push(" ", around.formats);
    const block = BLOCKS.has(name);
    if (block) this.open(name, node, look, around);
    const within: Around = {
      formats: block && /^h\d$/.test(name) ? around.formats : formatsWith(around, look),
      lists: around.lists + (name === "ol" || name === "ul" ? 1 : 0),
      lines: look.lines ?? (around.lines || name === "pre"),
      inLink: around.inLink || name === "a",
      depth: around.depth + 1,
    };
    for (const child of node.childNodes) this.visit(child, within);
    if (block) this.close();
  }

  /** A block begins: its paragraph takes what it says, and what the empty one that it stands in said, such as an `li`. */
  private open(name: string, node: HtmlNode, look: Look, { lists }: Around): void {
    if (hasText(this.current)) this.close();
    const outer = this.current;
    this.inBlock = true;
    this.current = {
      ops: [],
      style: look.style === "" ? outer.style : look.style,
      heading: outer.heading || /^h\d$/.test(name),
      list: look.list === null ? outer.list : { level: look.list, label: "" },
    };
    if (name !== "li") return;
    const stated = Number(node.getAttribute?.("aria-level") ?? 0);
    this.current.list = { level: stated > 0 ? stated - 1 : Math.max(lists - 1, 0), label: "" };
  }

  private close(): void {
    const paragraph = this.current;
    this.current = plainParagraph();
    const { inBlock } = this;
    this.inBlock = false;
    if (!hasText(paragraph)) return;
    paragraph.ops = tidied(paragraph.ops, !inBlock);
    if (paragraph.ops.length === 0) return;
    this.paragraphs.push(paragraph);
    this.phrase &&= !inBlock;
  }

  private text(text: string, around: Around): void {
    if (!around.lines) return this.push(text, around.formats);
    text.split(/\r\n?|\n/).forEach((line, i) => {
      if (i > 0) this.close();
      this.push(line, around.formats);
    });
  }

  private lineBreak(node: HtmlNode, { formats }: Around): void {
    const isOfPage = /page-break|mso-special-character|mso-break-type/.test(node.getAttribute?.("style") ?? "");
    const isOfClipboard = node.getAttribute?.("class") === "Apple-interchange-newline";
    if (!isOfPage && !isOfClipboard) this.current.ops.push({ insert: { break: true }, attributes: formats });
  }

  private label(node: HtmlNode): void {
    const label = textOf(node).replace(/\s+/g, " ").trim();
    this.current.list = { level: this.current.list?.level ?? 0, label };
  }

  private push(text: string, formats: Attributes): void {
    if (text === "") return;
    const last = this.current.ops.at(-1);
    if (typeof last?.insert === "string" && sameAttributes(last.attributes, formats)) last.insert += text;
    else this.current.ops.push({ insert: text, attributes: formats });
  }
}

function textOf(node: HtmlNode, depth = 0): string {
  if (node.nodeType === TEXT || depth > DEEPEST) return node.nodeValue ?? "";
  return [...node.childNodes].map((child) => textOf(child, depth + 1)).join("");
}

const hasText = ({ ops }: ForeignParagraph): boolean =>
  ops.some(({ insert }) => typeof insert !== "string" || /\S/.test(insert));

function formatsWith({ formats, inLink }: Around, { sets }: Look): Attributes {
  let result = formats;
  for (const name in sets) {
    const on = sets[name as Format] === true && !(name === "underline" && inLink);
    if (on === (result[name] === true)) continue;
    result = { ...result };
    if (on) result[name] = true;
    else delete result[name];
  }
  return result;
}
