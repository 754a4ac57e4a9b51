/**
 * Akoma Ntoso to a draft. A document of ours says its marks in our namespace; what others wrote is told by its elements:
 * recitals, hierarchies and lists are items under calls, `ins` and `del` proposals of whom they refer to.
 */
import {
  type Attributes,
  type DraftFile,
  type Insert,
  MARK,
  type Op,
  canonical,
  delegationOf,
  deletionKey,
  plainText,
} from "../../../schema/index.ts";
import { Fault, faultOr } from "../fault.ts";
import { Findings } from "../findings.ts";
import { readJson, writeJson } from "../json/draft-file.ts";
import { withMarkIds } from "../marks.ts";
import { MarkCount, Ops } from "../ops.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";
import { type XmlAttributes, type XmlHandler, type XmlKind, readXml } from "../xml-read.ts";
import { formatOfElement, markOf, moreOf } from "./attributes.ts";
import { Capture } from "./capture.ts";
import { ITEMS, foreignMark, languageOf, leftOutOf } from "./foreign.ts";
import { withTypedLabels } from "./labels.ts";
import { Links, linkTo } from "./links.ts";
import { AKN, PLENARY } from "./namespaces.ts";
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

const BLOCKS = new Set("p heading crossHeading subheading listIntroduction listWrapUp block".split(" "));
const LONE_BLOCKS = new Set(["docNumber", "docTitle"]);
/** What ends the words of a list's item, which may stand in it without a paragraph. */
const BREAKS = new Set([...BLOCKS, "li", "ul", "ol", "table"]);
const DOCUMENTS = new Set(["statement", "doc"]);

/** Both labels of a redline are shorter. */
const LONGEST_LABEL = 64;

interface Frame {
  name: string;
  attributes: XmlAttributes;
  /** The text of its `num`, until a paragraph takes it. */
  num: string | null;
  opens: "paragraph" | "num" | "note" | "inline" | null;
  inMeta: boolean;
  /** The innermost note that it stands in, itself included. */
  note: Frame | null;
}
interface Open {
  capture: Capture;
  attributes: XmlAttributes;
  /** The note that it stands in. */
  note: Frame | null;
  /** Names of elements in it. */
  inside: Set<string>;
  isListItem: boolean;
}

class Reader implements XmlHandler {
  private readonly frames: Frame[] = [];
  private readonly open_: Open[] = [];
  private readonly ops = new Ops();
  private readonly notes = new Ops();
  private readonly findings = new Findings();
  private readonly references: References;
  private readonly links = new Links();
  /** Labels that are typed in a document of others, by the number of their paragraph. */
  private readonly typed = new Map<number, string>();
  private marks = 0;
  private readonly markCount = new MarkCount();
  private readonly countMarks = (marks: number): void => this.markCount.add(marks, () => this.place());
  private noteCount = 0;
  private lang = "en";
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
    if (BREAKS.has(name)) this.breakListItem();
    const inMeta = name === "meta" || outer?.inMeta === true;
    const frame: Frame = { name, attributes, num: null, opens: null, inMeta, note: outer?.note ?? null };
    this.frames.push(frame);
    if (inMeta) return this.meta(frame);
    const lost = leftOutOf(name, attributes);
    if (lost !== null) this.findings.add(this.place(), lost.message, lost.kind);
    const open = this.textAround(frame);
    if (open !== null && !(open.isListItem && BREAKS.has(name))) this.inline(frame, open);
    else if (name === "num") this.begin(frame, "num");
    else if ((BLOCKS.has(name) || LONE_BLOCKS.has(name) || name === "li") && attributes["pl:void"] !== "true")
      this.begin(frame, "paragraph");
  }

  close(): void {
    const { opens } = this.frames.at(-1)!;
    if (opens === "inline" || opens === "note") this.open_.at(-1)!.capture.leave();
    else if (opens === "num") {
      const text = plainText(this.open_.pop()!.capture.tidy()).trim();
      const outer = this.frames.at(-2)!;
      this.leaveOut(outer.num);
      outer.num = text;
    } else if (opens === "paragraph") this.end(this.open_.pop()!);
    this.leaveOut(this.frames.pop()!.num);
  }

  /** A label that no paragraph took. */
  private leaveOut(num: string | null): void {
    if (num !== null && num !== "")
      this.findings.add(this.place(), `a label before no paragraph left out: “${plain(num)}”`, "label");
  }

  text(text: string): void {
    const frame = this.frames.at(-1)!;
    if (frame.inMeta) {
      if (frame.name === "pl:draft") this.settings += text;
      else if (text.trim() !== "")
        this.findings.add(this.place(), `text of the metadata left out: “${plain(text)}”`, "metadata");
      return;
    }
    const open = this.textAround(frame);
    if (open !== null) open.capture.text(text);
    else if (text.trim() !== "")
      this.findings.add(this.place(), `text outside of a paragraph left out: “${plain(text)}”`, "text");
  }

  private place(): string {
    return `line ${this.line()}`;
  }

  result(): ReadResult {
    const { ops } = this.ops.add(this.notes.ops);
    if (ops.length === 0) ops.push({ insert: MARK, attributes: { role: "text" } });
    const settings = this.settingsOf();
    const draft: DraftFile = {
      profile: "itu",
      lang: this.lang,
      comments: {},
      ...settings,
      changes: { ...this.references.changesIn(ops), ...settings.changes },
      format: "plenary-draft",
      version: 1,
      ops: this.links.settle(withMarkIds(ops).ops as Op[]),
    };
    const checked = readJson(writeJson(draft), Number.POSITIVE_INFINITY);
    if (!checked.ok) return { ...checked, place: plain(`what it says of the draft: ${checked.place}`, 160) };
    return { ok: true, draft: withTypedLabels(checked.draft, this.typed), findings: this.findings.list() };
  }

  private checkRoot(name: string): void {
    const depth = this.frames.length;
    const found = plain(name.replace(/^\?:/, ""));
    if (depth === 0 && name !== "akomaNtoso")
      throw new Fault(this.place(), `not Akoma Ntoso 3.0: the root is ${found}`);
    if (depth === 1 && !DOCUMENTS.has(name)) throw new Fault(this.place(), `${found} is not a statement`);
  }

  /** The text that an element stands in; null where paragraphs begin, as in a note within a text. */
  private textAround({ note }: Frame): Open | null {
    const open = this.open_.at(-1);
    return open !== undefined && open.note === note ? open : null;
  }

  private begin(frame: Frame, opens: "paragraph" | "num"): void {
    frame.opens = opens;
    const { name, attributes, note } = frame;
    this.open_.push({
      capture: new Capture(this.countMarks),
      attributes,
      note,
      inside: new Set(),
      isListItem: name === "li",
    });
  }

  /** The words of a list's item so far are a paragraph; what comes behind is another. */
  private breakListItem(): void {
    const open = this.open_.at(-1);
    if (open?.isListItem !== true) return;
    this.end(open);
    open.capture = new Capture(this.countMarks);
    open.inside = new Set();
  }

  private meta({ name, attributes }: Frame): void {
    const { eId = "", showAs = "", language } = attributes;
    if (name === "TLCOrganization" || name === "TLCPerson") this.references.add(eId, showAs);
    if (name === "FRBRlanguage" && language !== undefined) this.lang = languageOf(language);
  }

  private inline(frame: Frame, { capture, inside }: Open): void {
    const { name, attributes } = frame;
    inside.add(name);
    frame.opens = name === "authorialNote" ? "note" : "inline";
    if (frame.opens === "note") frame.note = frame;
    const { "pl:ref": reference, "pl:footnote": footnote, "pl:object": object } = attributes;
    if (name === "br" || name === "eol") capture.object({ break: true });
    else if (frame.opens === "note") capture.object({ footnote: footnote ?? `note${++this.noteCount}` });
    else if (footnote !== undefined) capture.object({ footnote });
    else if (reference !== undefined) capture.object({ ref: reference });
    else if (object !== undefined) capture.object(this.json(object) as Insert);
    capture.enter(this.said(name, attributes), reference !== undefined || object !== undefined);
  }

  /** What an inline element says of the text in it. */
  private said(name: string, attributes: XmlAttributes): Attributes {
    if (name === "ins" || name === "del") {
      const change = attributes["pl:change"] ?? this.references.next(attributes.refersTo);
      return name === "ins" ? { ins: change } : { [deletionKey(delegationOf(change))]: change };
    }
    if (name === "ref" && attributes["pl:ref"] === undefined) return linkTo(attributes.href);
    const format = formatOfElement(name);
    const more = this.more(() => moreOf(attributes));
    return format === null ? more : { [format]: true, ...more };
  }

  private end({ capture, attributes, note, inside }: Open): void {
    const isOurs = attributes["pl:role"] !== undefined;
    const content = isOurs ? capture.exact() : capture.tidy();
    const label = this.frames.findLast(({ num }) => num !== null);
    if (!isOurs && content.length === 0) return;
    const around = this.frames.map(({ name }) => name);
    const mark = isOurs ? this.more(() => markOf(attributes)) : foreignMark(around, inside, content);
    if (note !== null && !isOurs) mark.id = note.attributes["pl:footnote"] ?? `note${this.noteCount}`;
    const into = note === null ? this.ops : this.notes;
    if (note === null) {
      this.marks += 1;
      for (const { attributes } of this.frames) this.links.target(attributes.eId, this.marks, label?.num ?? "");
    }
    if (!isOurs && label !== undefined && label.num !== "") {
      if (mark.role === "item" && ITEMS.has(label.name)) this.typed.set(this.marks, label.num!);
      else into.insert(`${label.num} `);
    }
    // In a document of ours it is derived, if it is one.
    else if (label !== undefined && label.num!.length > LONGEST_LABEL) this.leaveOut(label.num);
    if (label !== undefined) label.num = null;
    into.add(content).insert(MARK, canonical(mark));
  }

  private more(read: () => Attributes): Attributes {
    try {
      return read();
    } catch (error) {
      if (error instanceof SyntaxError) throw new Fault(this.place(), "attributes of a draft that are not JSON");
      throw error;
    }
  }

  private json(text: string): unknown {
    return this.more(() => JSON.parse(text) as Attributes);
  }

  private settingsOf(): Partial<DraftFile> {
    if (this.settings === "") return {};
    const value = this.json(this.settings);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Fault("proprietary", "what it says of the draft is not an object");
    return value as Partial<DraftFile>;
  }
}
