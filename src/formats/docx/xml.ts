/** The XML of a part as an ordered tree, with one spelling for each name whatever prefix the file has for it. */
import { Fault } from "../fault.ts";
import { MOST_PARAGRAPHS } from "../ops.ts";
import { plain } from "../result.ts";
import { type XmlAttributes, type XmlHandler, type XmlKind, readXml } from "../xml-read.ts";

export interface Element {
  /** With the usual prefix: `w:p`, for the transitional and the strict namespace; `?:local` of an unknown one. */
  name: string;
  attributes: XmlAttributes;
  elements: Element[];
  /** Its own: a document has none between elements but blanks. */
  text: string;
}
/** Of the many elements that have no others in them. */
const NONE: Element[] = [];

const OFFICE = "http://schemas.openxmlformats.org";
const STRICT = "http://purl.oclc.org/ooxml";
const PREFIXES: Record<string, string> = {
  [`${OFFICE}/wordprocessingml/2006/main`]: "w",
  [`${STRICT}/wordprocessingml/main`]: "w",
  [`${OFFICE}/officeDocument/2006/relationships`]: "r",
  [`${STRICT}/officeDocument/relationships`]: "r",
  [`${OFFICE}/officeDocument/2006/math`]: "m",
  [`${STRICT}/officeDocument/math`]: "m",
  [`${OFFICE}/package/2006/relationships`]: "rel",
  [`${OFFICE}/package/2006/content-types`]: "ct",
  [`${OFFICE}/markup-compatibility/2006`]: "mc",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
  "http://www.w3.org/XML/1998/namespace": "xml",
  // What our own writer adds for reading back; Word drops it.
  "urn:plenary:draft": "plenary",
};

const WORD: XmlKind = {
  prefixes: PREFIXES,
  deepest: 256, // Word itself nests some 30 deep; text boxes in tables in text boxes a little more
  most: 300_000, // a page has some hundred
  advice: ": save the document again in Word",
};

/** How words look on paper, which a draft has not: most of what Word writes, and not worth a place in the tree. */
const LAYOUT = new Set("rFonts sz szCs color spacing ind jc kern noProof shd".split(" ").map((name) => `w:${name}`));

/**
 * The root of a part's tree. What stands in `w:body` is given to `take`, one by one, and then forgotten: the tree of a
 * long document would need more memory than all that is read from it. Throws Fault for anything that is not well-formed
 * XML without a DOCTYPE, and for more than any document has.
 */
export function parseXml(bytes: Uint8Array, part: string, take?: (inBody: Element) => void): Element {
  const place = plain(part);
  const open: Element[] = [];
  let root: Element | null = null;
  let [skipping, paragraphs] = [0, 0];
  const handler: XmlHandler = {
    open(name, attributes) {
      if (skipping > 0 || LAYOUT.has(name)) return void skipping++;
      if (name === "w:p" && ++paragraphs > MOST_PARAGRAPHS)
        throw new Fault(place, `more than ${MOST_PARAGRAPHS} paragraphs: split the document`);
      const element: Element = { name, attributes, elements: NONE, text: "" };
      const parent = open.at(-1);
      if (parent === undefined) root ??= element;
      else if (take === undefined || !isBody(open)) {
        if (parent.elements === NONE) parent.elements = [element];
        else parent.elements.push(element);
      }
      open.push(element);
    },
    close() {
      if (skipping > 0) return void skipping--;
      const element = open.pop()!;
      if (take !== undefined && isBody(open)) take(element);
    },
    text(text) {
      if (skipping === 0) open.at(-1)!.text += text;
    },
  };
  readXml(decode(bytes, place), WORD, () => handler, place);
  if (root === null) throw new Fault(place, "empty: save the document again in Word");
  return root;
}

const isBody = (open: readonly Element[]): boolean => open.length === 2 && open[1]!.name === "w:body";

function decode(bytes: Uint8Array, place: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Fault(place, `not text in ${encoding.toUpperCase()}: save the document again in Word`);
  }
}

/** The first child of a name, or undefined. */
export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.elements.find((child) => child.name === name);

/** The value of a child's `w:val`; undefined without the child or the value. */
export const valueOf = (element: Element | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes["w:val"];

/** What a child that switches something on or off says; undefined where it does not stand. */
export function switchOf(element: Element | undefined, name: string): boolean | undefined {
  const child = childOf(element, name);
  return child === undefined ? undefined : !/^(?:0|false|off|none)$/.test(child.attributes["w:val"] ?? "true");
}

/** The text in an element and all in it. */
export const textIn = ({ text, elements }: Element): string =>
  elements.length === 0 ? text : text + elements.map(textIn).join("");
