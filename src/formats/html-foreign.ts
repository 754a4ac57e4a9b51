/**
 * Pages of other programs as drafts: Word's, LibreOffice's and Google Docs', and plain ones. Their paragraphs become
 * those that a Word document gives, with `<ins>` and `<del>` as revisions, and go the same way from there.
 */
import { type DraftFile, FORMATS, type Format, type Insert } from "../../schema/index.ts";
import { composed, languageOf, profileOf } from "./docx/composed.ts";
import { Gestures } from "./docx/gestures.ts";
import { SOME_LABEL } from "./docx/labels.ts";
import { Notes } from "./docx/notes.ts";
import type { ListNumbers } from "./docx/roles.ts";
import { settle } from "./docx/settle.ts";
import type { Paragraph, Piece, Revision } from "./docx/story.ts";
import { BLOCKS } from "./foreign-html.ts";
import { type Look, lookOf } from "./foreign-look.ts";
import { type HtmlElement, MOST_MARKS, TOO_MANY_MARKS, findElement, textOf } from "./html-tree.ts";
import { Fault } from "./fault.ts";
import { type ReadOptions, type ReadResult, plain } from "./result.ts";

export function readForeignHtml(root: HtmlElement, options: ReadOptions): ReadResult {
  const notes = new Notes();
  const reader = new ForeignPage(notes);
  reader.read(root);
  const list = settle(reader.paragraphs, notes, false);
  const lang = languageOf(list) ?? languageIn(root) ?? "en";
  const gestures = new Gestures(options);
  const profile = profileOf(list);
  const sources = { gestures, comments: { threadOf: () => null }, notes };
  const ops = composed(list, [], { profile, lang, numbering: () => NUMBERS, notes, sources: () => sources });
  const draft: DraftFile = {
    format: "plenary-draft",
    version: 1,
    profile: profile.name,
    lang,
    ops,
    changes: gestures.changes,
    comments: {},
  };
  return { ok: true, draft, findings: notes.findings() };
}

/** What the page says of its language: browsers take it from the root, Word and LibreOffice say it of the body. */
function languageIn(root: HtmlElement): string | null {
  const said = findElement(root, (element) => element.getAttribute("lang") !== null && WHOLE.has(element.nodeName));
  return /^[a-z]{2,3}(?=-|$)/i.exec(said?.getAttribute("lang") ?? "")?.[0].toLowerCase() ?? null;
}
const WHOLE = new Set(["html", "body"]);

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

class ForeignPage {
  readonly paragraphs: Paragraph[] = [];
  private current: Paragraph | null = null;
  /** Whether the last thing in the paragraph is a blank, so that further ones are none. */
  private afterBlank = true;
  /** Whether the paragraph has words or objects. */
  private filled = false;
  /** Marks on all that was read: elements in each other mark all that is in them, so that few bytes make many. */
  private marks = 0;

  constructor(private readonly notes: Notes) {}

  read(root: HtmlElement): void {
    this.inside(root, { formats: [], ins: null, dels: [], lists: 0, lines: false, inLink: false });
    this.close();
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
    const look = lookOf(node, name);
    if (look.leftOut) return this.leftOut(node);
    if (name === "br") return this.lineBreak(node, around);
    if (look.isLabel) return this.label(node);
    if (look.isSpace) return this.push("\t", around);
    if (name === "s" || name === "strike" || (look.struck && name !== "del" && !/msodel/i.test(classOf(node))))
      this.note("struck by hand, which is no revision: the words stay, without the stroke");
    const within = this.within(node, name, look, around);
    if (name === "ul") this.note("a list with bullets: its items get labels");
    // Word says of a paragraph's mark that it was revised by revising nothing at its end.
    if (name === "o:p" && this.current !== null) this.markRevised(within);
    if (name === "td" || name === "th") this.note("a table: its cells are paragraphs", "table");
    if (name === "q") return this.quoted(node, within);
    if (!BLOCKS.has(name)) return this.inside(node, within);
    this.open(node, name, look, within);
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
      formats: /^h\d$/.test(name) ? around.formats : formatsWith(around, look),
      ins: name === "ins" ? revisionOf(node) : around.ins,
      dels: isDeletion ? [...around.dels, revisionOf(node)] : around.dels,
      lists: around.lists + (name === "ol" || name === "ul" ? 1 : 0),
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
  }

  private place(level: number, num = this.current?.look.list?.num ?? ""): void {
    const paragraph = this.current ?? this.begin();
    paragraph.look = { ...paragraph.look, list: { num, level } };
  }

  private label(node: HtmlElement): void {
    this.place(this.current?.look.list?.level ?? 0, textOf(node).replace(/\s+/g, " ").trim());
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

const classOf = (node: HtmlElement): string => node.getAttribute("class") ?? "";

function trimEnd(pieces: Piece[]): void {
  for (let last = pieces.at(-1); last !== undefined; last = pieces.at(-1)) {
    if (typeof last.insert === "string") {
      last.insert = last.insert.trimEnd();
      if (last.insert !== "") return;
    }
    pieces.pop();
  }
}

function formatsWith({ formats, inLink }: Around, { sets }: Look): readonly Format[] {
  return FORMATS.filter((format) => {
    if (format === "underline" && inLink) return false;
    return sets[format] ?? formats.includes(format);
  });
}

/** Longer than any name is. */
const LONGEST_NAME = 200;

/**
 * Whose a revision is: our own pages name the delegation, Word and LibreOffice an address (`mailto:Jane%20Doe`). A mail
 * client that takes all else out leaves the title, which says it for people.
 */
function revisionOf(node: HtmlElement): Revision {
  const said = (name: string) => (node.getAttribute(name) ?? "").slice(0, LONGEST_NAME);
  const [, code = "", by = "", day, time] = TITLE.exec(said("title")) ?? [];
  const delegation = said("data-delegation") || code;
  const name = said("data-author") || citedIn(said("cite")) || by;
  const author = delegation === "" || name === "" ? name || delegation : `${delegation} (${name})`;
  const date = said("datetime") || (day === undefined ? "" : `${day}T${time}Z`);
  return { author, date, move: null, change: null, by: null };
}

/** `F, Amina Castellane, 2006-11-14 14:05 UTC`, as our pages say it. */
const TITLE = /^([A-Z][A-Z0-9+-]*)(?:, ([^,]+))??(?:, (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC)?$/;

/** Somebody's name out of an address; what leads to a page says nobody's. */
function citedIn(cited: string): string {
  if (/^\w+:\/\//.test(cited)) return "";
  return decoded(cited.replace(/^mailto:/i, ""));
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
