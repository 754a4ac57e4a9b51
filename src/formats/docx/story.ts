/**
 * A story of a document (its body, a footnote) as paragraphs of pieces: what stands in them, and whose revisions are on
 * it. Everything that has no counterpart in a draft is noted.
 */
import type { Attributes, Format, Insert } from "../../../schema/index.ts";
import { MOST_RUNS } from "../ops.ts";
import { plain } from "../result.ts";
import { timeOf } from "../authors.ts";
import { alternative } from "./alternative.ts";
import { Fields } from "./fields.ts";
import { Moves } from "./moves.ts";
import type { Notes } from "../reading/notes.ts";
import type { Look, Paragraph, Piece, Revision } from "../reading/paragraph.ts";
import { alsoDeleted, lineIn, moreIn } from "./own.ts";
import { readRun } from "./run.ts";
import { shownIn } from "./shown.ts";
import type { Styles } from "./styles.ts";
import { readTable } from "./tables.ts";
import { type Element, childOf, switchOf, textIn, valueOf } from "./xml.ts";

/** The revisions around an element. */
export interface Around {
  ins: Revision | null;
  dels: readonly Revision[];
  inLink: boolean;
}
const NOTHING: Around = { ins: null, dels: [], inLink: false };

/** What a run's content is set with. */
export interface RunLook {
  formats: readonly Format[];
  sets: Piece["sets"];
  more: Attributes | null;
}
export const NO_LOOK: RunLook = { formats: [], sets: [], more: null };

/** What a reference to a footnote gives: its object, or null where there is no such note. */
export type NoteReference = (kind: "footnote" | "endnote", id: string, around: Around) => Insert | null;

export interface Sources {
  styles: Styles;
  notes: Notes;
  note: NoteReference;
  /** The paragraphs that bookmarks are in, by their names. */
  bookmarks: Map<string, Paragraph>;
  /** What the lines of a proposal say that is known besides the text, which then says it twice; none of another. */
  told(number: string): readonly string[];
}

/** Comments that may stand on the same words; each is written on every run of them. */
const MOST_COMMENTS = 64;
/** The same of a whole document: as many as five on each of its runs, where it has the most of these. */
const MOST_ANCHORS = 5 * MOST_RUNS;
export const DELETIONS = new Set(["w:del", "w:moveFrom"]);
export const INSERTIONS = new Set(["w:ins", "w:moveTo"]);
const NO_TEXT =
  /^w:(?:bookmarkEnd|proofErr|perm(?:Start|End)|customXml(?:Ins|Del|MoveFrom|MoveTo)Range(?:Start|End)|(?:p|r|tbl|tr|tc|sect|sdt|sdtEnd|customXml|smartTag|dir)Pr|tblGrid|tblPrEx)$/;
/** What marks a place or says how something looks. */
export const isNoText = ({ name }: Element): boolean => NO_TEXT.test(name) || name === "w:bookmarkStart";

export class Story {
  readonly paragraphs: Paragraph[] = [];
  readonly openComments = new Set<string>();
  readonly anchored = new Set<string>();
  /** How many comments stand on all pieces together. */
  private anchors = 0;
  readonly fields = new Fields();
  /** Text boxes of the paragraph at hand: they come behind it. */
  readonly boxes: { element: Element; around: Around }[] = [];
  /** How many characters of the text that the document shows have been read. */
  taken = 0;
  /** The paragraph at hand; what stands outside of one is noted at the part. */
  current: Paragraph | null = null;
  /** A date that is one: most revisions have that of the one before. */
  private lastDate: string | undefined;
  readonly moves = new Moves((message) => this.note(message));
  /** Bookmarks between paragraphs: they are the next one's. */
  private readonly loose: string[] = [];

  constructor(
    readonly sources: Sources,
    readonly part: string,
    /** Whether text in a field's code is left out: not where a field has no end, which would hide the rest. */
    readonly hidesCodes: boolean,
  ) {}

  /** Reads the blocks of an element; the last paragraph closes it. */
  read(element: Element, around: Around = NOTHING): void {
    this.blocks(element, around);
    this.close();
  }

  /** Reads a block of a document; says where some of its text stood in a place in which none can stand. */
  readBlock(element: Element): void {
    const before = this.taken;
    this.block(element, NOTHING);
    if (this.taken - before < shownIn(element)) this.note("text where a document shows none is left out");
  }

  note(message: string, kind?: string): void {
    this.sources.notes.add(this.current ?? this.paragraphs.at(-1) ?? (this.part || "text"), message, kind);
  }

  /** The last paragraph joins with nothing that follows. */
  close(): void {
    const last = this.paragraphs.at(-1);
    if (last !== undefined) last.closes = true;
  }

  private blocks(element: Element, around: Around): void {
    for (const child of element.elements) this.block(child, around);
  }

  private block(element: Element, around: Around): void {
    const { name } = element;
    if (name === "w:p") {
      if (this.isTold(element)) this.taken += shownIn(element);
      else this.paragraph(element, around);
    } else if (name === "w:tbl") readTable(this, element, around);
    else if (name === "mc:AlternateContent") this.blocks(alternative(element), around);
    else if (name === "w:altChunk") this.note("a document within the document is left out");
    else if (name === "w:bookmarkStart") this.loose.push(element.attributes["w:name"] ?? "");
    else if (this.moves.range(element) || isNoText(element)) return;
    else this.blocks(element, this.within(element, around));
  }

  /** Whether a paragraph says again what is known of a proposal: nothing else, and no part of it revised. */
  private isTold(element: Element): boolean {
    const number = element.attributes["plenary:proposal"];
    const lines = number === undefined ? [] : this.sources.told(number);
    if (lines.length === 0) return false;
    const line = lineIn(element);
    if (lines.includes(line) && line.replace(/[\t\n]/g, "").length === shownIn(element)) return true;
    this.note(`proposal ${plain(number!, 30)} was told with other words: these are read as text`);
    return false;
  }

  private paragraph(element: Element, around: Around): void {
    const properties = childOf(element, "w:pPr");
    const paragraph: Paragraph = {
      number: this.paragraphs.length + 1,
      part: this.part,
      pieces: [],
      ins: around.ins,
      dels: around.dels,
      look: this.lookIn(properties),
      before: null,
      label: [],
      closes: false,
      rightToLeft: switchOf(properties, "w:bidi") === true,
      id: element.attributes["plenary:id"] ?? null,
      agreed: element.attributes["plenary:agreed"] ?? null,
    };
    const outer = this.current;
    this.paragraphs.push(paragraph);
    this.current = paragraph;
    paragraph.more = this.moreIn(element);
    for (const name of this.loose.splice(0)) this.bookmark(name);
    const changed = childOf(properties, "w:pPrChange");
    if (changed !== undefined)
      paragraph.before = { look: this.lookIn(childOf(changed, "w:pPr")), by: this.revision(changed) };
    if (childOf(childOf(properties, "w:numPr"), "w:numberingChange") !== undefined)
      this.note("the label that the paragraph had before is left out");
    for (const child of element.elements) this.inline(child, around);
    this.mark(paragraph, childOf(properties, "w:rPr"));
    const boxes = this.boxes.splice(0);
    if (boxes.length > 0) paragraph.closes = true;
    for (const box of boxes) this.read(box.element, box.around);
    this.current = outer;
  }

  private lookIn(properties: Element | undefined): Look {
    const style = this.sources.styles.paragraph(valueOf(properties, "w:pStyle"));
    const numbered = childOf(properties, "w:numPr");
    const num = valueOf(numbered, "w:numId") ?? style.list?.num;
    if (num === undefined || num === "0") return { style, list: null };
    const level = Number(valueOf(numbered, "w:ilvl") ?? style.list?.level ?? 0);
    return { style, list: { num, level: Number.isInteger(level) && level >= 0 ? level : 0 } };
  }

  /** The revisions of a paragraph's mark: the item that ends it. */
  private mark(paragraph: Paragraph, properties: Element | undefined): void {
    for (const element of properties?.elements ?? []) {
      const last = paragraph.pieces.at(-1);
      if (INSERTIONS.has(element.name)) {
        // Word marks the paragraph that a move brought as a plain insertion, in the same gesture.
        const by = withMove(this.revision(element), last?.ins);
        paragraph.ins ??= by;
      } else if (DELETIONS.has(element.name)) {
        const by = withMove(this.revision(element), last?.dels.at(-1));
        paragraph.dels = [...paragraph.dels, by, ...alsoDeleted(element)];
      }
    }
  }

  inline(element: Element, around: Around): void {
    const { name } = element;
    if (name === "w:r") readRun(this, element, around);
    else if (name === "mc:AlternateContent") this.inlines(alternative(element), around);
    else if (name === "m:oMath" || name === "m:oMathPara") this.formula(element, around);
    else if (name === "w:commentRangeStart") this.openComment(element);
    else if (name === "w:commentRangeEnd") this.openComments.delete(element.attributes["w:id"] ?? "");
    else if (name === "w:p" || name === "w:tbl") this.block(element, around);
    else if (name === "w:bookmarkStart") this.bookmark(element.attributes["w:name"] ?? "");
    else if (name === "w:fldSimple") this.simpleField(element, around);
    else if (this.moves.range(element) || isNoText(element)) return;
    else this.inlines(element, this.within(element, around));
  }

  private inlines(element: Element, around: Around): void {
    for (const child of element.elements) this.inline(child, around);
  }

  private bookmark(name: string): void {
    const { bookmarks } = this.sources;
    if (this.current !== null && !bookmarks.has(name)) bookmarks.set(name, this.current);
  }

  private simpleField(element: Element, around: Around): void {
    this.fields.begin();
    this.fields.addCode(element.attributes["w:instr"] ?? "");
    this.fields.separate();
    this.inlines(element, around);
    this.fields.end();
  }

  private openComment(element: Element): void {
    const id = element.attributes["w:id"] ?? "";
    if (this.openComments.size >= MOST_COMMENTS) return this.note("more comments than are kept at one place");
    this.openComments.add(id);
    this.anchored.add(id);
  }

  private commentsHere(): string[] {
    if (this.openComments.size === 0) return [];
    this.anchors += this.openComments.size;
    if (this.anchors <= MOST_ANCHORS) return [...this.openComments];
    this.note("more comments than are kept: they stand on the words before");
    return [];
  }

  private formula(element: Element, around: Around): void {
    this.note("a formula is set as its plain text");
    this.add(textIn(element), NO_LOOK, around);
  }

  /** What a later version says of a run or a paragraph. */
  moreIn(element: Element): Attributes | null {
    const more = moreIn(element);
    if (more === undefined) this.note("what a later version says here is left out: it is no attribute of a draft");
    return more ?? null;
  }

  add(insert: Insert, { formats, sets, more }: RunLook, { ins, dels }: Around): void {
    if (insert === "") return;
    // A line end would be a paragraph mark.
    if (typeof insert === "string" && /[\r\n]/.test(insert)) insert = insert.replace(/[\r\n]+/g, " ");
    const reference = typeof insert === "string" ? this.fields.reference : null;
    this.current?.pieces.push({ insert, formats, sets, ins, dels, comments: this.commentsHere(), reference, more });
  }

  /** What is around the content of an element. */
  within(element: Element, around: Around): Around {
    const { name, attributes } = element;
    if (INSERTIONS.has(name)) {
      const by = this.revision(element);
      if (around.ins !== null && around.ins.author !== by.author)
        this.note(`inserted twice: the insertion of ${by.author || "an unknown author"} is left out`);
      return around.ins === null ? { ...around, ins: by } : around;
    }
    if (DELETIONS.has(name))
      return { ...around, dels: [...around.dels, this.revision(element), ...alsoDeleted(element)] };
    if (name !== "w:hyperlink") return around;
    if (attributes["r:id"] !== undefined) this.note("the address of a link is left out");
    return { ...around, inLink: true };
  }

  revision(element: Element): Revision {
    const { "w:author": author, "w:date": date, "plenary:change": change, "plenary:by": by } = element.attributes;
    if (author === undefined) this.note(`a revision without an author (${element.name})`);
    if (date !== undefined && date !== this.lastDate && timeOf(date) === "")
      this.note(`a revision with a date that is none: “${plain(date, 30)}”`, "date");
    else this.lastDate = date;
    const move = this.moves.nameOf(element);
    return { author: author ?? "", date: date ?? "", move, change: change ?? null, by: by ?? null };
  }
}

function withMove(by: Revision, last: Revision | null | undefined): Revision {
  const sameGesture = by.move === null && last?.author === by.author && last.date === by.date;
  return sameGesture ? { ...by, move: last.move } : by;
}
