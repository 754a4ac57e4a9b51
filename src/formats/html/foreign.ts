/**
 * Pages of other programs as drafts: Word's, LibreOffice's and Google Docs', and plain ones. Their paragraphs become
 * those that a Word document gives, with `<ins>` and `<del>` as revisions, and go the same way from there.
 */
import { type DraftFile, FORMATS, type Format, type Insert } from "../../../schema/index.ts";
import { composed, languageOf, profileOf } from "../reading/composed.ts";
import { Gestures } from "../reading/gestures.ts";
import { SOME_LABEL } from "../reading/labels.ts";
import { Notes } from "../reading/notes.ts";
import type { ListNumbers } from "../reading/roles.ts";
import { settle } from "../reading/settle.ts";
import type { Paragraph, Piece, Revision } from "../reading/paragraph.ts";
import { BLOCKS } from "../pasted/html.ts";
import { type Look, lookOf } from "../pasted/look.ts";
import { type HtmlNotes, joined, notesIn } from "./notes.ts";
import { revisionOf } from "./revisions.ts";
import { applySheets } from "./sheet.ts";
import { type HtmlElement, MOST_MARKS, TOO_MANY_MARKS, languageIn, textOf } from "./tree.ts";
import { Fault } from "../fault.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";

export function readForeignHtml(root: HtmlElement, options: ReadOptions): ReadResult {
  applySheets(root);
  const notes = new Notes();
  const reader = new ForeignPage(notes, notesIn(root));
  reader.read(root);
  const ends = reader.ends();
  const list = settle(reader.paragraphs, notes, ends.length > 0);
  const lang = languageOf(list) ?? languageIn(root) ?? "en";
  const gestures = new Gestures(options);
  const profile = profileOf(list);
  const sources = { gestures, comments: { threadOf: () => null }, notes };
  const text = composed(list, ends, { profile, lang, numbering: () => NUMBERS, notes, sources: () => sources });
  const draft: DraftFile = {
    format: "plenary-draft",
    version: 1,
    profile: profile.name,
    lang,
    ...text,
    changes: gestures.changes,
    comments: {},
  };
  return { ok: true, draft, findings: notes.findings() };
}

/** A list's label is what the program wrote in front of the item, if it did. */
const NUMBERS: ListNumbers = { has: () => true, next: ({ num }) => num };

/** Elements whose content is no text of the document. */
const LEFT_OUT = new Set(
  "applet audio button canvas embed head iframe input link map math meta noscript object rp rt script select style svg template textarea title video xml".split(
    " ",
  ),
);
const PICTURES = new Set("img audio video canvas svg object embed math iframe".split(" "));
const CONTROLS = new Set("button select textarea input".split(" "));

interface Around {
  formats: readonly Format[];
  ins: Revision | null;
  dels: readonly Revision[];
  /** How many lists are around it. */
  lists: number;
  lines: boolean;
  inLink: boolean;
}

const NOTHING: Around = { formats: [], ins: null, dels: [], lists: 0, lines: false, inLink: false };

const isInserted = (node: HtmlElement): boolean => node.nodeName === "ins" || /\bmsoins\b/i.test(classOf(node));
/** What is inserted is underlined because it is. */
const withoutLine = (look: Look): Look => ({ ...look, sets: { ...look.sets, underline: false } });

/** Google Docs sets deeper lists beside those that they are in, and says in a class how deep they are. */
function statedLists(list: HtmlElement): number | null {
  const level = /(?:^|\s)lst-[\w-]{1,80}-(\d)(?:\s|$)/.exec(list.getAttribute("class") ?? "")?.[1];
  return level === undefined ? null : Number(level) + 1;
}

/** Google Docs' comment: a paragraph that begins with a sign which leads back to the words. */
function isComment(node: HtmlElement): boolean {
  if (!BLOCKS.has(node.nodeName)) return false;
  const first = node.childNodes.find((child) => child.nodeType === 1 || textOf(child).trim() !== "");
  return first?.nodeName === "a" && /^#cmnt_ref\d/.test(first.getAttribute("href") ?? "");
}

class ForeignPage {
  readonly paragraphs: Paragraph[] = [];
  private current: Paragraph | null = null;
  /** Whether the last thing in the paragraph is a blank, so that further ones are none. */
  private afterBlank = true;
  /** Whether the paragraph has words or objects. */
  private filled = false;
  /** Marks on all that was read: elements in each other mark all that is in them, so that few bytes make many. */
  private marks = 0;
  /** What was proposed of the signs of notes in the text. */
  private readonly referred = new Map<string, Around>();
  private readonly bodies = new Map<string, Paragraph[]>();
  private inNote = false;

  constructor(
    private readonly notes: Notes,
    private readonly footnotes: HtmlNotes,
  ) {}

  read(root: HtmlElement): void {
    this.inside(root, NOTHING);
    this.close();
  }

  /** The paragraphs of the notes, in the order of their signs: what was proposed of a sign was proposed of its note. */
  ends(): Paragraph[] {
    return [...this.referred].map(([id, { ins, dels }]): Paragraph => {
      const paragraphs = this.bodies.get(id) ?? [];
      const [first = this.begin(), ...more] = paragraphs;
      if (more.length > 0) this.notes.add(first, "the paragraphs of a note are set as lines of one");
      return { ...first, pieces: joined(paragraphs), ins, dels, id, closes: true };
    });
  }

  private refer(id: string, around: Around): void {
    if (this.inNote) return this.note("a note in a note: its sign is left out");
    const formats = around.formats.filter((format) => format !== "sup");
    this.add({ footnote: id }, { ...around, formats });
    this.afterBlank = false;
    this.referred.set(id, around);
  }

  /** A note, wherever it stands, is read beside the text. */
  private body(id: string, node: HtmlElement): void {
    this.close();
    const from = this.paragraphs.length;
    const { ins, dels } = this.referred.get(id) ?? NOTHING;
    const around = { ...NOTHING, ins, dels };
    const { inNote } = this;
    this.inNote = true;
    this.open(node, node.nodeName, lookOf(node, node.nodeName), around);
    this.inside(node, around);
    this.close();
    this.inNote = inNote;
    this.bodies.set(id, this.paragraphs.splice(from));
  }

  private inside({ childNodes }: HtmlElement, around: Around): void {
    for (const child of childNodes) {
      if (child.nodeType === 3) this.text(child.nodeValue ?? "", around);
      else if (child.nodeType === 1) this.element(child, around);
    }
  }

  private element(node: HtmlElement, around: Around): void {
    const { nodeName: name } = node;
    if (PICTURES.has(name)) this.note("a picture or an object is left out");
    if (CONTROLS.has(name)) this.note("what a form asks for is left out");
    if (name === "rt") this.note("the reading beside a word is left out");
    if (LEFT_OUT.has(name)) return;
    const { references, bodies, signs, around: holders } = this.footnotes;
    if (signs.has(node)) return;
    if (references.has(node)) return this.refer(references.get(node)!, around);
    if (bodies.has(node)) return this.body(bodies.get(node)!, node);
    if (isComment(node)) return this.leftOut(node);
    const look = lookOf(node, name);
    // Programs give the paragraphs of notes the looks by which notes are told.
    if (look.leftOut && !holders.has(node) && !(this.inNote && BLOCKS.has(name))) return this.leftOut(node);
    if (name === "br") return this.lineBreak(node, around);
    if (look.isLabel && this.label(node)) return;
    if (look.isSpace) return this.push("\t", around);
    if (name === "s" || name === "strike" || (look.struck && name !== "del" && !/msodel/i.test(classOf(node))))
      this.note("struck by hand, which is no revision: the words stay, without the stroke");
    const within = this.within(node, name, look, around);
    if (name === "ul") this.note("a list with bullets: its items get labels");
    // Word says of a paragraph's mark that it was revised by revising nothing at its end.
    if (name === "o:p" && this.current !== null) this.markRevised(within);
    if (name === "q") return this.quoted(node, within);
    if (!BLOCKS.has(name)) return this.inside(node, within);
    this.open(node, name, look, within);
    if (name === "td" || name === "th") this.note("a table: its cells are paragraphs", "table");
    this.inside(node, within);
    this.close();
  }

  /** Browsers put the marks around a quotation. */
  private quoted(node: HtmlElement, around: Around): void {
    this.push("“", around);
    this.inside(node, around);
    this.push("”", around);
  }

  private within(node: HtmlElement, name: string, look: Look, around: Around): Around {
    const isDeletion = name === "del";
    return {
      formats: /^h\d$/.test(name) ? around.formats : formatsWith(around, isInserted(node) ? withoutLine(look) : look),
      ins: name === "ins" ? revisionOf(node) : around.ins,
      dels: isDeletion ? [...around.dels, revisionOf(node)] : around.dels,
      lists: name === "ol" || name === "ul" ? (statedLists(node) ?? around.lists + 1) : around.lists,
      lines: look.lines ?? (around.lines || name === "pre"),
      inLink: around.inLink || name === "a",
    };
  }

  /** A block begins: its paragraph takes what it says, and what the empty one that it stands in said, such as an `li`. */
  private open(node: HtmlElement, name: string, look: Look, { ins, dels, lists }: Around): void {
    const outer = this.filled ? null : this.current;
    if (outer === null) this.close();
    const paragraph = outer ?? this.begin();
    paragraph.ins = ins;
    paragraph.dels = dels;
    const before = paragraph.look.style;
    const key = look.style === "" ? before.key : look.style;
    paragraph.look = { ...paragraph.look, style: { ...before, key, heading: before.heading || /^h\d$/.test(name) } };
    paragraph.rightToLeft ||= node.getAttribute("dir") === "rtl";
    const stated = Number(node.getAttribute("aria-level") ?? 0);
    if (name === "li") this.place(stated > 0 ? stated - 1 : Math.max(lists - 1, 0), SOME_LABEL);
    else if (look.list !== null) this.place(look.list);
  }

  private begin(): Paragraph {
    const paragraph: Paragraph = {
      number: this.paragraphs.length + 1,
      part: "",
      pieces: [],
      ins: null,
      dels: [],
      look: { style: { key: "", heading: false, formats: {}, list: null }, list: null },
      before: null,
      label: [],
      closes: false,
      rightToLeft: false,
      id: null,
    };
    this.current = paragraph;
    return paragraph;
  }

  private close(): void {
    const paragraph = this.current;
    this.current = null;
    this.afterBlank = true;
    this.filled = false;
    if (paragraph === null) return;
    trimEnd(paragraph.pieces);
    if (paragraph.pieces.length > 0) this.paragraphs.push(paragraph);
    else this.loseLabel(paragraph);
  }

  private loseLabel({ look: { list }, number }: Paragraph): void {
    if (list === null || list.num === "" || list.num === SOME_LABEL) return;
    this.notes.add(`paragraph ${number}`, `a label without words is left out: “${plain(list.num, 40)}”`, "label");
  }

  private place(level: number, num = this.current?.look.list?.num ?? ""): void {
    const paragraph = this.current ?? this.begin();
    paragraph.look = { ...paragraph.look, list: { num, level } };
  }

  /** Whether an element is a label, and no text that is called one. */
  private label(node: HtmlElement): boolean {
    const text = textOf(node, LONGEST_LABEL);
    if (text.length >= LONGEST_LABEL) return false;
    this.place(this.current?.look.list?.level ?? 0, text.replace(/\s+/g, " ").trim());
    return true;
  }

  private markRevised({ ins, dels }: Around): void {
    const paragraph = this.current!;
    paragraph.ins ??= ins;
    if (paragraph.dels.length === 0) paragraph.dels = dels;
  }

  private text(text: string, around: Around): void {
    if (!around.lines) return this.push(text, around);
    text.split(/\r\n?|\n/).forEach((line, i) => {
      if (i > 0) this.close();
      this.push(line, around);
    });
  }

  private lineBreak(node: HtmlElement, around: Around): void {
    const isOfPage = /page-break|mso-special-character|mso-break-type/.test(node.getAttribute("style") ?? "");
    if (isOfPage || !this.filled) return;
    this.add({ break: true }, around);
    this.afterBlank = true;
  }

  /** Words, in which one blank is as good as many; a single no-break space stays, because French needs it. */
  private push(text: string, around: Around): void {
    let words = text.replace(/[ \t\n\f\r\u00A0]+/g, (blanks) =>
      blanks === "\u00A0" ? blanks : blanks.includes("\t") && !/[\n\r]/.test(blanks) ? "\t" : " ",
    );
    if (this.afterBlank) words = words.replace(this.filled ? /^[ \t]+/ : /^[ \t\u00A0]+/, "");
    if (words === "") return;
    this.add(words, around);
    this.afterBlank = /[ \t]$/.test(words);
  }

  private add(insert: Insert, { formats, ins, dels }: Around): void {
    const paragraph = this.current ?? this.begin();
    this.filled = true;
    this.marks += dels.length + 1;
    if (this.marks > MOST_MARKS) throw new Fault(`paragraph ${paragraph.number}`, TOO_MANY_MARKS);
    paragraph.pieces.push({ insert, formats, sets: [], ins, dels, comments: [] });
  }

  private leftOut(node: HtmlElement): void {
    const words = plain(textOf(node).replace(/\s+/g, " "), 40);
    if (/[\p{L}]/u.test(words)) this.note(`hidden, a comment or a note: “${words}” is left out`, "hidden");
    else if (/\d/.test(words)) this.note("the sign of a note is left out");
  }

  private note(message: string, kind = message): void {
    this.notes.add(this.current ?? "text", message, kind);
  }
}

/** Characters of a label, with the blanks by which Word sets it apart. */
const LONGEST_LABEL = 100;

const classOf = (node: HtmlElement): string => node.getAttribute("class") ?? "";

function trimEnd(pieces: Piece[]): void {
  for (let last = pieces.at(-1); last !== undefined; last = pieces.at(-1)) {
    if (typeof last.insert === "string") {
      last.insert = last.insert.trimEnd();
      if (last.insert !== "") return;
    } else if (last.insert.break !== true) return;
    pieces.pop();
  }
}

function formatsWith({ formats, inLink }: Around, { sets }: Look): readonly Format[] {
  return FORMATS.filter((format) => {
    if (format === "underline" && inLink) return false;
    return sets[format] ?? formats.includes(format);
  });
}
