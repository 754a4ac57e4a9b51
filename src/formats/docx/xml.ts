/** The XML of a part as an ordered tree, with one spelling for each name whatever prefix the file has for it. */
import { SaxesParser } from "saxes";
import { plain } from "../result.ts";
import { Fault } from "./fault.ts";

export interface Element {
  /** With the usual prefix: `w:p`, for the transitional and the strict namespace; `?:local` of an unknown one. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
}

/** Word itself nests some 30 deep; text boxes in tables in text boxes a little more. */
const MAX_DEPTH = 256;
/** Elements of a part; a page has some hundred. */
const MAX_ELEMENTS = 300_000;

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

type Names = ReadonlyMap<string, string>;

/** The root of a part's tree. Throws Fault for anything that is not well-formed XML without a DOCTYPE. */
export function parseXml(bytes: Uint8Array, part: string): Element {
  const place = plain(part);
  const reader = new Reader(place);
  const parser = new SaxesParser({ position: true });
  parser.on("error", (error) => {
    throw new Fault(place, `not well-formed XML, ${plain(error.message, 80)}: save the document again in Word`);
  });
  parser.on("doctype", () => {
    throw new Fault(place, "has a DOCTYPE, which Word never writes: save the document again in Word");
  });
  parser.on("opentag", (tag) => reader.open(tag.name, tag.attributes as Record<string, string>));
  parser.on("closetag", () => reader.close());
  parser.on("text", (text) => reader.text(text));
  parser.on("cdata", (text) => reader.text(text));
  parser.write(decode(bytes, place)).close();
  if (reader.root === null) throw new Fault(place, "empty: save the document again in Word");
  return reader.root;
}

class Reader {
  root: Element | null = null;
  private readonly open_: { element: Element; names: Names }[] = [];
  private names: Names = new Map([["xml", "xml"]]);
  private elements = 0;

  constructor(private readonly place: string) {}

  open(name: string, attributes: Record<string, string>): void {
    if (++this.elements > MAX_ELEMENTS) throw new Fault(this.place, `more than ${MAX_ELEMENTS} elements: split it`);
    if (this.open_.length >= MAX_DEPTH) throw new Fault(this.place, `nested deeper than ${MAX_DEPTH} elements`);
    const outer = this.names;
    this.names = namesWith(outer, attributes);
    const element: Element = { name: this.nameOf(name, true), attributes: this.attributesOf(attributes), children: [] };
    if (this.open_.length === 0) this.root ??= element;
    else this.open_.at(-1)!.element.children.push(element);
    this.open_.push({ element, names: outer });
  }

  close(): void {
    this.names = this.open_.pop()!.names;
  }

  text(text: string): void {
    this.open_.at(-1)?.element.children.push(text);
  }

  private nameOf(name: string, isElement: boolean): string {
    const colon = name.indexOf(":");
    if (colon < 0 && !isElement) return name;
    const prefix = this.names.get(colon < 0 ? "" : name.slice(0, colon)) ?? "?";
    return `${prefix}:${name.slice(colon + 1)}`;
  }

  private attributesOf(attributes: Record<string, string>): Record<string, string> {
    const result: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const name in attributes) if (!name.startsWith("xmlns")) result[this.nameOf(name, false)] = attributes[name]!;
    return result;
  }
}

function namesWith(names: Names, attributes: Record<string, string>): Names {
  let result: Map<string, string> | null = null;
  for (const name in attributes) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    result ??= new Map(names);
    const uri = attributes[name]!;
    result.set(name.slice(6), Object.hasOwn(PREFIXES, uri) ? PREFIXES[uri]! : "?");
  }
  return result ?? names;
}

function decode(bytes: Uint8Array, place: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Fault(place, `not text in ${encoding.toUpperCase()}: save the document again in Word`);
  }
}

export const elementsOf = ({ children }: Element): Element[] =>
  children.filter((child): child is Element => typeof child !== "string");

/** The first child of a name, or undefined. */
export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((child): child is Element => typeof child !== "string" && child.name === name);

/** The value of a child's `w:val`; undefined without the child or the value. */
export const valueOf = (element: Element | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes["w:val"];

/** What a child that switches something on or off says; undefined where it does not stand. */
export function switchOf(element: Element | undefined, name: string): boolean | undefined {
  const child = childOf(element, name);
  return child === undefined ? undefined : !/^(?:0|false|off|none)$/.test(child.attributes["w:val"] ?? "true");
}

/** The text in an element and all in it. */
export const textIn = ({ children }: Element): string =>
  children.map((child) => (typeof child === "string" ? child : textIn(child))).join("");
