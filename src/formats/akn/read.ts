/**
 * Akoma Ntoso to a draft. A document of ours says its marks in our namespace; what others wrote is told by its elements:
 * recitals, hierarchies and lists are items under calls, `ins` and `del` proposals of whom they refer to.
 */
import {
  type Attributes,
  type DraftFile,
  type Insert,
  type Op,
  delegationOf,
  deletionKey,
  plainText,
} from "../../../schema/index.ts";
import { Fault, faultOr } from "../fault.ts";
import { Findings } from "../findings.ts";
import { readJson, writeJson } from "../json/draft-file.ts";
import { MarkCount } from "../ops.ts";
import { OPENED, digestOf } from "../reading/agreed.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";
import { type XmlAttributes, type XmlHandler, type XmlKind, readXml } from "../xml-read.ts";
import { formatOfElement, markOf, moreOf } from "./attributes.ts";
import { Capture } from "./capture.ts";
import { languageOf, leftOutOf } from "./foreign.ts";
import { linkTo } from "./links.ts";
import { AKN, PLENARY } from "./namespaces.ts";
import { Paragraphs } from "./paragraphs.ts";
import { References } from "./references.ts";

const STATEMENTS: XmlKind = {
  prefixes: { [AKN]: "", [PLENARY]: "pl" },
  deepest: 200,
  most: 300_000,
  advice: "",
};

/** The draft that a document says; otherwise its first fault, with its line. */
export function readAkn(xml: string, options: ReadOptions): ReadResult {
  return faultOr(() => {
    let reader: Reader | undefined;
    readXml(xml.replace(/^\uFEFF/, ""), STATEMENTS, (line) => (reader = new Reader(line, options)));
    return reader!.result();
  });
}

const DOCUMENTS = new Set(["statement", "doc"]);
/** Elements whose text is a paragraph. */
const BLOCKS = new Set("p heading crossHeading subheading listIntroduction listWrapUp block li".split(" "));
/** Those that are one where they stand in none. */
const LONE_BLOCKS = new Set(["docNumber", "docTitle"]);
/** What ends the words before it, where lists and quoted structures stand in a paragraph. */
const BREAKS = new Set([...BLOCKS, "num", "ul", "ol", "table"]);

/** An element that is open. */
interface Frame {
  name: string;
  attributes: XmlAttributes;
  /** The text of its `num`, until a paragraph takes it. */
  num: string | null;
  /** What it is to the text: one of its own, a label, or a part of the one around it. Null outside of texts. */
  holds: "paragraph" | "num" | "inline" | null;
  inMeta: boolean;
  /** The id of the innermost note that it stands in; null for none. A note says its own of what is in it. */
  note: string | null;
}
/** The text of a paragraph or a label that is open. */
interface Text {
  frame: Frame;
  /** How many elements it stands in, its own included. */
  depth: number;
  capture: Capture;
  /** Names of elements in it. */
  inside: Set<string>;
  /** Whether words of it are a paragraph already. */
  goesOn: boolean;
}

const isOurs = ({ attributes }: Frame): boolean => attributes["pl:role"] !== undefined;

class Reader implements XmlHandler {
  private readonly frames: Frame[] = [];
  /** The innermost last: a note and a quotation have paragraphs within one. */
  private readonly texts: Text[] = [];
  private readonly paragraphs = new Paragraphs();
  private readonly findings = new Findings();
  private readonly references: References;
  private readonly marks = new MarkCount();
  private notes = 0;
  private lang: string | null = null;
  /** The rest of the draft file, as a document of ours has it. */
  private settings = "";

  constructor(
    private readonly line: () => number,
    options: ReadOptions,
  ) {
    this.references = new References(options);
  }

  open(name: string, attributes: XmlAttributes): void {
    this.checkRoot(name);
    const outer = this.frames.at(-1);
    const inMeta = name === "meta" || outer?.inMeta === true;
    const frame: Frame = { name, attributes, num: null, holds: null, inMeta, note: outer?.note ?? null };
    const around = this.textAround(frame);
    const breaks = around !== null && BREAKS.has(name) && around.frame.holds === "paragraph" && !isOurs(around.frame);
    if (breaks) this.endParagraph(around);
    this.frames.push(frame);
    if (inMeta) return this.meta(frame);
    const lost = leftOutOf(name, attributes);
    if (lost !== null) this.findings.add(this.place(), lost.message, lost.kind);
    if (around !== null && !breaks) this.inline(frame, around);
    else if (name === "num") this.begin(frame, "num");
    else if ((BLOCKS.has(name) || LONE_BLOCKS.has(name)) && attributes["pl:void"] !== "true")
      this.begin(frame, "paragraph", around?.capture.said());
    else if (around !== null) this.inline(frame, around);
  }

  close(): void {
    const { holds } = this.frames.at(-1)!;
    if (holds === "inline") this.texts.at(-1)!.capture.leave();
    else if (holds === "num") {
      const text = plainText(this.texts.pop()!.capture.tidy())
        .replace(/\uFFFC/g, " ")
        .trim();
      const outer = this.frames.at(-2)!;
      this.leaveOutLabel(outer.num);
      outer.num = text;
    } else if (holds === "paragraph") this.endParagraph(this.texts.pop()!);
    this.leaveOutLabel(this.frames.pop()!.num);
  }

  text(text: string): void {
    const frame = this.frames.at(-1)!;
    const around = frame.inMeta ? null : this.textAround(frame);
    if (around !== null) around.capture.text(text);
    else if (frame.name === "pl:draft" && frame.inMeta) this.settings += text;
    else if (text.trim() !== "") {
      const [what, kind] = frame.inMeta ? ["of the metadata", "metadata"] : ["outside of a paragraph", "text"];
      this.findings.add(this.place(), `text ${what} left out: “${plain(text)}”`, kind);
    }
  }

  result(): ReadResult {
    const ops = this.paragraphs.sequence();
    const settings = this.settingsOf();
    const draft: DraftFile = {
      profile: "itu",
      lang: this.lang ?? "en",
      comments: {},
      ...settings,
      changes: { ...this.references.changesIn(ops), ...settings.changes },
      format: "plenary-draft",
      version: 1,
      ops,
    };
    const checked = readJson(writeJson(draft), Number.POSITIVE_INFINITY);
    if (!checked.ok) return { ...checked, place: plain(`what it says of the draft: ${checked.place}`, 160) };
    for (const { text, place } of this.paragraphs.wordsInLabels(checked.draft))
      this.findings.add(place, `words where a label stood left out: “${plain(text)}”`, "label");
    return { ok: true, draft: this.paragraphs.labelled(checked.draft), findings: this.findings.list() };
  }

  private place(): string {
    return `line ${this.line()}`;
  }

  private checkRoot(name: string): void {
    const depth = this.frames.length;
    const found = plain(name.replace(/^\?:/, ""));
    if (depth === 0 && name !== "akomaNtoso")
      throw new Fault(this.place(), `not Akoma Ntoso 3.0: the root is ${found}`);
    if (depth === 1 && !DOCUMENTS.has(name)) throw new Fault(this.place(), `${found} is not a statement`);
  }

  /** The text that an element stands in; null where paragraphs begin, as in a note within a text. */
  private textAround({ note }: Frame): Text | null {
    const text = this.texts.at(-1);
    return text !== undefined && text.frame.note === note ? text : null;
  }

  /** `said` is what elements around it say of its text. */
  private begin(frame: Frame, holds: "paragraph" | "num", said?: Attributes): void {
    frame.holds = holds;
    const capture = new Capture((marks) => this.marks.add(marks, () => this.place()), said);
    this.texts.push({ frame, depth: this.frames.length, capture, inside: new Set(), goesOn: false });
  }

  /** What a text has so far becomes a paragraph, under the label that waits for one. */
  private endParagraph(text: Text): void {
    const { frame, depth, capture, inside, goesOn } = text;
    const content = isOurs(frame) ? capture.exact() : capture.tidy();
    capture.clear();
    text.inside = new Set();
    if (!isOurs(frame) && content.length === 0) return;
    text.goesOn = true;
    const around = this.frames.slice(0, depth);
    const labelled = around.findLast(({ num }) => num !== null);
    const label = labelled === undefined ? null : { text: labelled.num!, of: labelled.name };
    if (labelled !== undefined) labelled.num = null;
    const { note } = frame;
    if (isOurs(frame)) {
      const own = label === null ? null : { text: label.text, place: this.place() };
      this.paragraphs.addOwn(content, this.ownMark(frame, content), note !== null, own);
    } else {
      const names = around.map(({ name }) => name);
      this.paragraphs.addForeign(content, { names, inside, label, goesOn, note });
    }
    if (note === null)
      for (const { attributes } of around) this.paragraphs.standsFor(attributes.eId, label?.text ?? "");
  }

  /** What a paragraph of ours says of its mark. What the chair closed stays closed only with the words that were agreed. */
  private ownMark({ attributes }: Frame, content: readonly Op[]): Attributes {
    const { agreed, ...mark } = this.more(() => markOf(attributes));
    if (agreed === undefined) return mark;
    if (digestOf(content) === attributes["pl:words"]) return { ...mark, agreed };
    this.findings.add(this.place(), OPENED, OPENED);
    return mark;
  }

  /** A label that no paragraph took. */
  private leaveOutLabel(num: string | null): void {
    if (num !== null && num !== "")
      this.findings.add(this.place(), `a label before no paragraph left out: “${plain(num)}”`, "label");
  }

  private inline(frame: Frame, { capture, inside }: Text): void {
    const { name, attributes } = frame;
    inside.add(name);
    frame.holds = "inline";
    const { "pl:ref": reference, "pl:footnote": footnote, "pl:object": object } = attributes;
    if (name === "authorialNote") {
      frame.note = footnote ?? `note${++this.notes}`;
      capture.object({ footnote: frame.note });
    } else if (name === "br" || name === "eol") capture.object({ break: true });
    else if (footnote !== undefined) capture.object({ footnote });
    else if (reference !== undefined) capture.object({ ref: reference });
    else if (object !== undefined) capture.object(this.json(object) as Insert);
    capture.enter(this.saidBy(name, attributes), reference !== undefined || object !== undefined);
  }

  /** What an inline element says of the text in it. */
  private saidBy(name: string, attributes: XmlAttributes): Attributes {
    if (name === "ins" || name === "del") {
      const change = attributes["pl:change"] ?? this.references.next(attributes.refersTo);
      return name === "ins" ? { ins: change } : { [deletionKey(delegationOf(change))]: change };
    }
    if (name === "ref" && attributes["pl:ref"] === undefined) return linkTo(attributes.href);
    const format = formatOfElement(name);
    const more = this.more(() => moreOf(attributes));
    return format === null ? more : { [format]: true, ...more };
  }

  private meta({ name, attributes }: Frame): void {
    const { eId = "", showAs = "", language } = attributes;
    if (name === "TLCOrganization" || name === "TLCPerson") this.references.add(eId, showAs);
    // Annexes say theirs behind it.
    if (name === "FRBRlanguage" && language !== undefined) this.lang ??= languageOf(language);
  }

  private settingsOf(): Partial<DraftFile> {
    if (this.settings === "") return {};
    const value = this.json(this.settings);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Fault("proprietary", "what it says of the draft is not an object");
    return value as Partial<DraftFile>;
  }

  private json(text: string): unknown {
    return this.more(() => JSON.parse(text) as Attributes);
  }

  private more(read: () => Attributes): Attributes {
    try {
      return read();
    } catch (error) {
      if (error instanceof SyntaxError) throw new Fault(this.place(), "attributes of a draft that are not JSON");
      throw error;
    }
  }
}
