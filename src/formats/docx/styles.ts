/** The styles of a document: which of ITU's or Word's own each one is, and how its words look. */
import { FORMATS } from "../../../schema/index.ts";
import { STYLES } from "../pasted/roles.ts";
import type { Formats, ListPlace, ParagraphStyle } from "../reading/paragraph.ts";
import { type Element, childOf, switchOf, valueOf } from "./xml.ts";

interface Style {
  id: string;
  /** The role that its name says, or else its id; empty for none. */
  key: string;
  heading: boolean;
  link: boolean;
  basedOn: string | undefined;
  formats: Formats;
  list: Partial<ListPlace>;
}

const PLAIN: ParagraphStyle = { key: "", heading: false, formats: {}, list: null };
/** Styles of ours and of Word that say something, beside those of `STYLES`. */
const OTHERS = new Set(["footnotetext", "endnotetext", "bodytext"]);
/** How many styles one is based on at most; Word makes no more than eleven. */
const DEEPEST = 32;

export class Styles {
  private readonly styles = new Map<string, Style>();
  private readonly ofParagraphs = new Map<string, ParagraphStyle>();
  private readonly ofRuns = new Map<string, Formats>();
  private readonly defaultParagraph: string | undefined;
  /** The language of all text that does not say another, and of text from right to left. */
  readonly lang: { plain: string | undefined; rightToLeft: string | undefined };

  constructor(root: Element | undefined) {
    const defaults = childOf(childOf(childOf(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
    const lang = childOf(defaults, "w:lang")?.attributes;
    this.lang = { plain: lang?.["w:val"], rightToLeft: lang?.["w:bidi"] };
    for (const element of root?.elements ?? []) {
      if (element.name !== "w:style") continue;
      const style = styleOf(element);
      this.styles.set(style.id, style);
      const { "w:type": type, "w:default": isDefault } = element.attributes;
      if (type === "paragraph" && /^(?:1|true|on)$/.test(isDefault ?? "")) this.defaultParagraph = style.id;
    }
  }

  /** What a paragraph's style says; without a style the default one's. */
  paragraph(id: string | undefined): ParagraphStyle {
    const chosen = id ?? this.defaultParagraph ?? "";
    let found = this.ofParagraphs.get(chosen);
    if (found === undefined) this.ofParagraphs.set(chosen, (found = this.paragraphStyle(chosen)));
    return found;
  }

  /** The formats of a character style. Word underlines links by theirs, which is no emphasis. */
  run(id: string | undefined): Formats {
    if (id === undefined) return PLAIN.formats;
    let found = this.ofRuns.get(id);
    if (found === undefined) this.ofRuns.set(id, (found = this.runStyle(id)));
    return found;
  }

  private runStyle(id: string): Formats {
    const chain = this.chain(id);
    const { underline, ...formats } = formatsOf(chain);
    return underline === undefined || chain.some(({ link }) => link) ? formats : { ...formats, underline };
  }

  private paragraphStyle(id: string): ParagraphStyle {
    const chain = this.chain(id);
    // A style that the document does not define may still be called by a known name.
    if (chain.length === 0) return { ...PLAIN, key: knownKey(id) };
    const key = chain.find((style) => style.key !== "")?.key ?? "";
    const heading = key === "" && chain.some((style) => style.heading);
    const num = chain.find((style) => style.list.num !== undefined)?.list.num;
    const level = chain.find((style) => style.list.level !== undefined)?.list.level ?? 0;
    const list = num === undefined || num === "0" ? null : { num, level };
    return { key, heading, formats: formatsOf(chain), list };
  }

  /** A style and those that it is based on, the nearest first. */
  private chain(id: string): Style[] {
    const chain: Style[] = [];
    for (let style = this.styles.get(id); style !== undefined && chain.length < DEEPEST && !chain.includes(style); ) {
      chain.push(style);
      style = style.basedOn === undefined ? undefined : this.styles.get(style.basedOn);
    }
    return chain;
  }
}

function styleOf(element: Element): Style {
  const paragraph = childOf(element, "w:pPr");
  const level = valueOf(childOf(paragraph, "w:numPr"), "w:ilvl");
  const outline = Number(valueOf(paragraph, "w:outlineLvl") ?? 9);
  const id = element.attributes["w:styleId"] ?? "";
  const name = valueOf(element, "w:name") ?? id;
  const spelled = keyOf(name);
  return {
    id,
    key: knownKey(name) || knownKey(id),
    heading: outline < 9 || /^heading\d$/.test(spelled),
    link: /^(?:followed)?hyperlink$/.test(spelled),
    basedOn: valueOf(element, "w:basedOn"),
    formats: formatsIn(childOf(element, "w:rPr")),
    list: {
      num: valueOf(childOf(paragraph, "w:numPr"), "w:numId"),
      ...(level !== undefined && { level: Number(level) || 0 }),
    },
  };
}

function formatsOf(chain: readonly Style[]): Formats {
  const formats: Formats = {};
  for (const style of chain) for (const format of FORMATS) formats[format] ??= style.formats[format];
  return formats;
}

/** The formats that properties of a run say. Right to left has switches of its own for bold and italic. */
export function formatsIn(properties: Element | undefined): Formats {
  if (properties === undefined) return {};
  const formats: Formats = {};
  const complex = switchOf(properties, "w:rtl") === true || switchOf(properties, "w:cs") === true;
  const strong = switchOf(properties, complex ? "w:bCs" : "w:b");
  const em = switchOf(properties, complex ? "w:iCs" : "w:i");
  if (strong !== undefined) formats.strong = strong;
  if (em !== undefined) formats.em = em;
  const underline = childOf(properties, "w:u")?.attributes["w:val"];
  if (underline !== undefined) formats.underline = underline !== "none";
  const align = valueOf(properties, "w:vertAlign");
  if (align !== undefined) {
    formats.sup = align === "superscript";
    formats.sub = align === "subscript";
  }
  return formats;
}

/** The names of styles differ in blanks, dashes and case, and Word counts copies: `Normal_after_title`, `Call0`. */
function keyOf(name: string): string {
  const plain = name.toLowerCase().replace(/[\s_-]/g, "");
  return /^(?:enumlev|heading)\d/.test(plain) ? plain.slice(0, plain.search(/\d/) + 1) : plain.replace(/\d+$/, "");
}

/** A style's name as a key that says a role; empty for one that says none. */
function knownKey(name: string): string {
  // Word lists a style's other names behind commas.
  for (const each of name.split(",")) {
    const key = keyOf(each);
    if (Object.hasOwn(STYLES, key) || OTHERS.has(key) || /^enumlev\d$/.test(key)) return key;
    if (key === "title") return "restitle";
  }
  return "";
}
