/**
 * Pages of other programs as drafts: Word's, LibreOffice's and Google Docs', and plain ones. Their paragraphs become
 * those that a Word document gives, with `<ins>` and `<del>` as revisions, and go the same way from there.
 */
import { type DraftFile, FORMATS, type Format } from "../../../schema/index.ts";
import { composed, languageOf, profileOf } from "../reading/composed.ts";
import { Gestures } from "../reading/gestures.ts";
import { SOME_LABEL } from "../reading/labels.ts";
import { Notes } from "../reading/notes.ts";
import type { ListNumbers } from "../reading/roles.ts";
import { settle } from "../reading/settle.ts";
import type { Paragraph } from "../reading/paragraph.ts";
import { BLOCKS } from "../pasted/html.ts";
import { type Look, lookOf } from "../pasted/look.ts";
import { addressLeftOut } from "./links.ts";
import { labelsIn } from "./lists.ts";
import { type HtmlNotes, joined, notesIn } from "./notes.ts";
import { type Marked, Paragraphs } from "./paragraphs.ts";
import { revisionOf } from "./revisions.ts";
import { applySheets } from "./sheet.ts";
import { type HtmlElement, languageIn, textOf } from "./tree.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";

export function readForeignHtml(root: HtmlElement, options: ReadOptions): ReadResult {
  applySheets(root);
  const notes = new Notes();
  const reader = new ForeignPage(notes, notesIn(root), labelsIn(root));
  const paragraphs = reader.read(root);
  const ends = reader.ends();
  const list = settle(paragraphs, notes, ends.length > 0);
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

interface Around extends Marked {
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
  private readonly paragraphs: Paragraphs;
  /** What was proposed of the signs of notes in the text. */
  private readonly referred = new Map<string, Around>();
  private readonly bodies = new Map<string, Paragraph[]>();
  private inNote = false;

  constructor(
    private readonly notes: Notes,
    private readonly footnotes: HtmlNotes,
    private readonly labels: ReadonlyMap<HtmlElement, string>,
  ) {
    this.paragraphs = new Paragraphs(notes);
  }

  read(root: HtmlElement): Paragraph[] {
    this.inside(root, NOTHING);
    this.paragraphs.close();
    return this.paragraphs.list;
  }

  /** The paragraphs of the notes, in the order of their signs: what was proposed of a sign was proposed of its note. */
  ends(): Paragraph[] {
    return [...this.referred].map(([id, { ins, dels }]): Paragraph => {
      const paragraphs = this.bodies.get(id) ?? [];
      const [first = this.paragraphs.begin(), ...more] = paragraphs;
      if (more.length > 0) this.notes.add(first, "the paragraphs of a note are set as lines of one");
      return { ...first, pieces: joined(paragraphs), ins, dels, id, closes: true };
    });
  }

  private refer(id: string, around: Around): void {
    if (this.inNote) return this.note("a note in a note: its sign is left out");
    const formats = around.formats.filter((format) => format !== "sup");
    this.paragraphs.object({ footnote: id }, { ...around, formats });
    this.referred.set(id, around);
  }

  /** A note, wherever it stands, is read beside the text. */
  private body(id: string, node: HtmlElement): void {
    this.paragraphs.close();
    const from = this.paragraphs.list.length;
    const { ins, dels } = this.referred.get(id) ?? NOTHING;
    const around = { ...NOTHING, ins, dels };
    const { inNote } = this;
    this.inNote = true;
    this.open(node, node.nodeName, lookOf(node, node.nodeName), around);
    this.inside(node, around);
    this.paragraphs.close();
    this.inNote = inNote;
    this.bodies.set(id, this.paragraphs.list.splice(from));
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
    if (look.isSpace) return this.paragraphs.push("\t", around);
    if (name === "s" || name === "strike" || (look.struck && name !== "del" && !/msodel/i.test(classOf(node))))
      this.note("struck by hand, which is no revision: the words stay, without the stroke");
    const left = addressLeftOut(node);
    if (left !== null) this.note(left.message, left.kind);
    const within = this.within(node, name, look, around);
    if (name === "ul") this.note("a list with bullets: its items get labels");
    // Word says of a paragraph's mark that it was revised by revising nothing at its end.
    if (name === "o:p") this.paragraphs.markRevised(within);
    if (name === "q") return this.quoted(node, within);
    if (!BLOCKS.has(name)) return this.inside(node, within);
    this.open(node, name, look, within);
    if (name === "td" || name === "th") this.note("a table: its cells are paragraphs", "table");
    this.inside(node, within);
    this.paragraphs.close();
  }

  /** Browsers put the marks around a quotation. */
  private quoted(node: HtmlElement, around: Around): void {
    this.paragraphs.push("“", around);
    this.inside(node, around);
    this.paragraphs.push("”", around);
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

  private open(node: HtmlElement, name: string, look: Look, { ins, dels, lists }: Around): void {
    const rightToLeft = node.getAttribute("dir") === "rtl";
    this.paragraphs.open({ ins, dels, style: look.style, heading: /^h\d$/.test(name), rightToLeft });
    const stated = Number(node.getAttribute("aria-level") ?? 0);
    const level = stated > 0 ? stated - 1 : Math.max(lists - 1, 0);
    if (name === "li") this.paragraphs.place(level, this.labels.get(node) ?? SOME_LABEL);
    else if (look.list !== null) this.paragraphs.place(look.list);
  }

  /** Whether an element is a label, and no text that is called one. */
  private label(node: HtmlElement): boolean {
    const text = textOf(node, LONGEST_LABEL);
    if (text.length >= LONGEST_LABEL) return false;
    this.paragraphs.label(text.replace(/\s+/g, " ").trim());
    return true;
  }

  private text(text: string, around: Around): void {
    if (!around.lines) return this.paragraphs.push(text, around);
    text.split(/\r\n?|\n/).forEach((line, i) => {
      if (i > 0) this.paragraphs.close();
      this.paragraphs.push(line, around);
    });
  }

  private lineBreak(node: HtmlElement, around: Around): void {
    const isOfPage = /page-break|mso-special-character|mso-break-type/.test(node.getAttribute("style") ?? "");
    if (!isOfPage) this.paragraphs.lineBreak(around);
  }

  private leftOut(node: HtmlElement): void {
    const words = plain(textOf(node).replace(/\s+/g, " "), 40);
    if (/[\p{L}]/u.test(words)) this.note(`hidden, a comment or a note: “${words}” is left out`, "hidden");
    else if (/\d/.test(words)) this.note("the sign of a note is left out");
  }

  private note(message: string, kind = message): void {
    this.paragraphs.note(message, kind);
  }
}

/** Characters of a label, with the blanks by which Word sets it apart. */
const LONGEST_LABEL = 100;

const classOf = (node: HtmlElement): string => node.getAttribute("class") ?? "";

function formatsWith({ formats, inLink }: Around, { sets }: Look): readonly Format[] {
  return FORMATS.filter((format) => {
    if (format === "underline" && inLink) return false;
    return sets[format] ?? formats.includes(format);
  });
}
