/**
 * Akoma Ntoso to a draft. A document of ours says its marks in our namespace; what others wrote is told by its elements:
 * recitals, hierarchies and lists are items under calls, `ins` and `del` proposals of whom they refer to.
 */
import {
  type Attributes,
  Delta,
  type DraftFile,
  type Insert,
  MARK,
  type Op,
  canonical,
  delegationOf,
  deletionKey,
} from "../../../schema/index.ts";
import { readJson, writeJson } from "../json.ts";
import { withMarkIds } from "../marks.ts";
import { type Finding, type ReadOptions, type ReadResult, plain } from "../result.ts";
import { type Ours, formatOfElement, markOf, moreOf } from "./attributes.ts";
import { Authors } from "./authors.ts";
import { Capture } from "./capture.ts";
import { ITEMS, foreignMark } from "./foreign.ts";
import { withTypedLabels } from "./labels.ts";
import { AKN } from "./namespaces.ts";
import { type Handler, type XmlElement, XmlFault, readXml } from "./sax.ts";

/** The draft that a document says; otherwise its first fault, with its line. */
export function readAkn(xml: string, options: ReadOptions): ReadResult {
  try {
    let reader: Reader | undefined;
    readXml(xml.replace(/^\uFEFF/, ""), (place) => (reader = new Reader(place, options)));
    return reader!.result();
  } catch (error) {
    if (error instanceof XmlFault) return { ok: false, place: error.place, message: error.message };
    throw error;
  }
}

const BLOCKS = new Set("p heading crossHeading subheading listIntroduction listWrapUp block".split(" "));
const LONE_BLOCKS = new Set(["docNumber", "docTitle"]);
const DOCUMENTS = new Set(["statement", "doc"]);

interface Frame extends XmlElement {
  /** The text of its `num`, until a paragraph takes it. */
  num: string | null;
  opens: "paragraph" | "num" | "note" | "inline" | "meta" | null;
}
interface Open {
  capture: Capture;
  ours: Ours;
  /** Index of its frame. */
  at: number;
  /** Names of elements in it. */
  inside: Set<string>;
}

class Reader implements Handler {
  private readonly frames: Frame[] = [];
  private readonly open_: Open[] = [];
  private readonly ops = new Delta();
  private readonly notes = new Delta();
  private readonly findings: Finding[] = [];
  private readonly authors: Authors;
  /** Labels that are typed in a document of others, by the number of their paragraph. */
  private readonly typed = new Map<number, string>();
  private marks = 0;
  private noteCount = 0;
  private lang = "en";
  private settings = "";

  constructor(
    private readonly place: () => string,
    options: ReadOptions,
  ) {
    this.authors = new Authors(options);
  }

  open(element: XmlElement): void {
    const frame: Frame = { ...element, num: null, opens: null };
    this.checkRoot(element);
    this.frames.push(frame);
    const { name, ours } = frame;
    if (name === "meta" || this.within("meta")) {
      frame.opens = "meta";
      this.meta(frame);
      return;
    }
    const open = this.open_.at(-1);
    if (open !== undefined && !this.inNoteOf(open)) this.inline(frame, open);
    else if (name === "num") {
      frame.opens = "num";
      this.begin(ours);
    } else if ((BLOCKS.has(name) || LONE_BLOCKS.has(name)) && ours.get("void") !== "true") {
      frame.opens = "paragraph";
      this.begin(ours);
    }
  }

  close(): void {
    const frame = this.frames.at(-1)!;
    if (frame.opens === "inline") this.open_.at(-1)!.capture.leave();
    else if (frame.opens === "note") this.open_.at(-1)!.capture.leave();
    else if (frame.opens === "num") {
      const text = this.open_.pop()!.capture.tidy();
      this.frames.at(-2)!.num = text
        .map(({ insert }) => (typeof insert === "string" ? insert : ""))
        .join("")
        .trim();
    } else if (frame.opens === "paragraph") this.end(this.open_.pop()!);
    this.frames.pop();
  }

  text(text: string): void {
    const open = this.open_.at(-1);
    if (this.within("meta")) {
      if (this.frames.at(-1)!.name === "draft") this.settings += text;
    } else if (open !== undefined && !this.inNoteOf(open)) open.capture.text(text);
    else if (text.trim() !== "")
      this.findings.push({ place: this.place(), message: `text outside of a paragraph left out: “${plain(text)}”` });
  }

  result(): ReadResult {
    const ops = new Delta([...this.ops.ops, ...this.notes.ops]);
    if (ops.length() === 0) ops.insert(MARK, { role: "text" });
    const settings = this.settingsOf();
    const draft: DraftFile = {
      profile: "itu",
      lang: this.lang,
      changes: {},
      comments: {},
      ...settings,
      format: "plenary-draft",
      version: 1,
      ops: withMarkIds(ops.ops as Op[]).ops as Op[],
    };
    const checked = readJson(writeJson(draft), Number.POSITIVE_INFINITY);
    if (!checked.ok) return { ...checked, place: plain(`what it says of the draft: ${checked.place}`, 160) };
    return { ok: true, draft: withTypedLabels(checked.draft, this.typed), findings: this.findings };
  }

  private checkRoot({ name, namespace }: XmlElement): void {
    const depth = this.frames.length;
    if (depth === 0 && (name !== "akomaNtoso" || namespace !== AKN))
      throw new XmlFault(this.place(), `not Akoma Ntoso 3.0: the root is ${plain(name)}`);
    if (depth === 1 && !DOCUMENTS.has(name)) throw new XmlFault(this.place(), `${plain(name)} is not a statement`);
  }

  private within(name: string): boolean {
    return this.frames.some((frame) => frame.name === name);
  }

  /** Whether the innermost element is a note, in which paragraphs of their own begin, rather than the text around it. */
  private inNoteOf({ at }: Open): boolean {
    return this.frames.some(({ opens }, i) => i > at && opens === "note");
  }

  private begin(ours: Ours): void {
    this.open_.push({ capture: new Capture(), ours, at: this.frames.length - 1, inside: new Set() });
  }

  private meta({ name, attributes }: Frame): void {
    const [eId, showAs, language] = ["eId", "showAs", "language"].map((key) => attributes.get(key));
    if (name === "TLCOrganization" || name === "TLCPerson") this.authors.add(eId ?? "", showAs ?? "");
    if (name === "FRBRlanguage" && language !== undefined) this.lang = language;
  }

  private inline(frame: Frame, { capture, inside }: Open): void {
    const { name, attributes, ours } = frame;
    inside.add(name);
    frame.opens = name === "authorialNote" ? "note" : "inline";
    const [reference, footnote] = [ours.get("ref"), ours.get("footnote")];
    const object = ours.get("object");
    if (name === "br" || name === "eol") capture.object({ break: true });
    else if (frame.opens === "note") capture.object({ footnote: footnote ?? `note${++this.noteCount}` });
    else if (footnote !== undefined) capture.object({ footnote });
    else if (reference !== undefined) capture.object({ ref: reference });
    else if (object !== undefined) capture.object(this.json(object) as Insert);
    const hidden = reference !== undefined || object !== undefined;
    capture.enter(this.said(name, attributes.get("refersTo"), ours), hidden);
  }

  /** What an inline element says of the text in it. */
  private said(name: string, refersTo: string | undefined, ours: Ours): Attributes {
    if (name === "ins" || name === "del") {
      const change = ours.get("change") ?? this.authors.next(refersTo);
      return name === "ins" ? { ins: change } : { [deletionKey(delegationOf(change))]: change };
    }
    const format = formatOfElement(name);
    return { ...(format === null ? {} : { [format]: true }), ...this.more(() => moreOf(ours)) };
  }

  private end({ capture, ours, inside }: Open): void {
    const isOurs = ours.has("role");
    const content = isOurs ? capture.exact() : capture.tidy();
    const label = this.frames.findLast(({ num }) => num !== null);
    if (!isOurs && content.length === 0) return;
    const around = this.frames.map(({ name }) => name);
    const mark = isOurs ? this.more(() => markOf(ours)) : foreignMark(around, inside, content);
    const note = this.frames.findLast(({ opens }) => opens === "note");
    if (note !== undefined && !isOurs) mark.id = note.ours.get("footnote") ?? `note${this.noteCount}`;
    const into = note === undefined ? this.ops : this.notes;
    if (note === undefined) this.marks += 1;
    if (!isOurs && label !== undefined && label.num !== "") {
      if (mark.role === "item" && ITEMS.has(label.name)) this.typed.set(this.marks, label.num!);
      else into.insert(`${label.num} `);
    }
    if (label !== undefined) label.num = null;
    for (const { insert, attributes } of content) into.insert(insert as string, attributes);
    into.insert(MARK, canonical(mark));
  }

  private more(read: () => Attributes): Attributes {
    try {
      return read();
    } catch (error) {
      if (error instanceof SyntaxError) throw new XmlFault(this.place(), "attributes of a draft that are not JSON");
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
      throw new XmlFault("proprietary", "what it says of the draft is not an object");
    return value as Partial<DraftFile>;
  }
}
