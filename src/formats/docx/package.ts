/** The parts of a Word document that are read: which they are, its relationships and content types say. */
import { FILE_BYTES, plain } from "../result.ts";
import { unescape } from "../xml-write.ts";
import { Fault } from "../fault.ts";
import { type Element, childOf, parseXml } from "./xml.ts";
import { Archive } from "./zip.ts";

export interface Part {
  name: string;
  root: Element;
}
interface Relationship {
  type: string;
  /** Name of the part; null where it is outside of the file. */
  target: string | null;
}

/** The parts that are looked for, by the end of their relationship's type, with the root that each must have. */
const ROOTS = {
  styles: "w:styles",
  numbering: "w:numbering",
  footnotes: "w:footnotes",
  endnotes: "w:endnotes",
  comments: "w:comments",
  commentsExtended: "w15:commentsEx",
  header: "w:hdr",
  footer: "w:ftr",
} as const;
export type PartKind = keyof typeof ROOTS;

/** What a relationship is: in the transitional and the strict form, and what Microsoft added. */
const RELATION = new RegExp(
  `^(?:${["http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument", "http://schemas.microsoft.com/office/\\d+"].join("|")})/relationships/(\\w+)$`,
);
/** Text of our part that may become a draft: most of it is not escaped, and what is comes to six signs for one. */
const MOST_ESCAPED = 4 * FILE_BYTES;
/** How the root of the part begins that our own writer added. */
const OWN_ROOT = "<plenary:draft ";
const TYPES = "[Content_Types].xml";
const AGAIN = "save it again in Word";

export class Package {
  /** The main part: its name. */
  readonly document: string;
  private readonly archive: Archive;
  private readonly relationships: Relationship[];
  private readonly read = new Map<string, Element>();
  /** The main part, which may be read twice. */
  private text: Uint8Array | null = null;

  /** Throws Fault when the bytes are no Word document. */
  constructor(data: Uint8Array) {
    this.archive = new Archive(data);
    const types = contentTypes(this.part(TYPES, "ct:Types", "not a Word document: it has no list of its parts"));
    const top = this.relationshipsOf("");
    const main = top.find(({ type }) => type === "officeDocument")?.target;
    if (main === undefined || main === null)
      throw new Fault("_rels/.rels", "names no main part: not a Word document (.docx), or damaged");
    const type = types(main);
    if (!/wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)/.test(type))
      throw new Fault(plain(main), `is ${plain(type) || "of no type"}, not a Word document: ${AGAIN} as .docx`);
    this.document = main;
    this.relationships = this.relationshipsOf(main);
  }

  /** Reads the text: what stands in the body, one by one. Throws Fault where the main part has none. */
  readBody(take: (element: Element) => void): void {
    const bytes = this.main();
    const root = parseXml(bytes, this.document, take);
    this.mustBe(root, "w:document", this.document);
    if (childOf(root, "w:body") === undefined) throw new Fault(plain(this.document), `has no text (w:body): ${AGAIN}`);
  }

  /** The names of the parts of a kind that the document refers to. */
  names(kind: PartKind | "customXml"): string[] {
    const names = this.relationships.flatMap(({ type, target }) => (type === kind && target !== null ? [target] : []));
    return [...new Set(names)];
  }

  /** The parts of a kind that the document refers to. Throws Fault for one that is missing or not of that kind. */
  parts(kind: PartKind): Part[] {
    return this.names(kind).map((name) => {
      if (name === this.document) throw new Fault(plain(name), `refers to itself as its ${kind}: ${AGAIN}`);
      const missing = `missing, though ${plain(this.document)} refers to it as its ${kind}: ${AGAIN}`;
      return { name, root: this.part(name, ROOTS[kind], missing) };
    });
  }

  /** The name and the text of the part that our own writer added; null in the documents of others. */
  own(): { name: string; text: string } | null {
    for (const name of this.names("customXml")) {
      const bytes = this.archive.bytes(name);
      if (bytes === null || !new TextDecoder().decode(bytes.subarray(0, 200)).includes(OWN_ROOT)) continue;
      const xml = new TextDecoder().decode(bytes);
      // Step by step: an expression would look for the end of the root behind each that begins.
      const [, text = ""] = /^>([^<]*)/.exec(xml.slice(xml.indexOf(">", xml.indexOf(OWN_ROOT)))) ?? [];
      return { name, text: text.length > MOST_ESCAPED ? text : unescape(text) };
    }
    return null;
  }

  /** A file as text, empty where there is none. */
  content(path: string): string {
    return new TextDecoder().decode(this.raw(path) ?? new Uint8Array());
  }

  /** Whether a file has this content, byte by byte. */
  holds(path: string, content: string): boolean {
    const bytes = this.raw(path);
    return bytes !== null && Buffer.from(content, "utf8").equals(bytes);
  }

  private raw(path: string): Uint8Array | null {
    return path === this.document ? this.main() : this.archive.bytes(path);
  }

  private main(): Uint8Array {
    return (this.text ??= this.bytes(this.document, `missing, and it is the main part: ${AGAIN}`));
  }

  private part(name: string, root: string, missing: string): Element {
    let element = this.read.get(name);
    if (element === undefined) this.read.set(name, (element = parseXml(this.bytes(name, missing), name)));
    this.mustBe(element, root, name);
    return element;
  }

  private mustBe(element: Element, root: string, name: string): void {
    if (element.name !== root)
      throw new Fault(plain(name), `begins with ${plain(element.name)} where ${root} belongs: ${AGAIN}`);
  }

  private bytes(name: string, missing: string): Uint8Array {
    const bytes = this.archive.bytes(name);
    if (bytes === null) throw new Fault(plain(name), missing);
    return bytes;
  }

  /** The relationships of a part; of the whole package for an empty name. */
  private relationshipsOf(part: string): Relationship[] {
    const slash = part.lastIndexOf("/") + 1;
    const folder = part.slice(0, slash);
    const name = `${folder}_rels/${part.slice(slash)}.rels`;
    if (part !== "" && !this.archive.has(name)) return [];
    const root = this.part(name, "rel:Relationships", "missing: not a Word document (.docx), or damaged");
    return root.elements.map(({ attributes }) => ({
      type: RELATION.exec(attributes.Type ?? "")?.[1] ?? "",
      target: attributes.TargetMode === "External" ? null : resolve(folder, attributes.Target ?? ""),
    }));
  }
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith("/") ? target : `${folder}${target}`;
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function contentTypes(types: Element): (part: string) => string {
  const overrides = new Map<string, string>();
  const defaults = new Map<string, string>();
  for (const { name, attributes } of types.elements) {
    const type = attributes.ContentType ?? "";
    if (name === "ct:Override") overrides.set(resolve("", attributes.PartName ?? ""), type);
    else if (name === "ct:Default") defaults.set((attributes.Extension ?? "").toLowerCase(), type);
  }
  return (part) => overrides.get(part) ?? defaults.get(part.slice(part.lastIndexOf(".") + 1).toLowerCase()) ?? "";
}
