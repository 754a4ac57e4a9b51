/**
 * Word's documents (ECMA-376, WordprocessingML) to drafts. The package is opened (`package.ts`, `xml.ts`), its text
 * becomes paragraphs of pieces with the revisions of each (`story.ts`, `run.ts`), marks are made right (`settle.ts`),
 * roles and labels are recognised in the original and in the final (`roles.ts`, `labels.ts`), and revisions become
 * changes (`gestures.ts`). Fonts, colours, spacing and pages are layout, which a draft has not: nothing is said of them.
 */
import type { DraftFile } from "../../../schema/index.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";
import { asWritten } from "./as-written.ts";
import { Comments } from "./comments.ts";
import { composed, languageOf, profileOf } from "../reading/composed.ts";
import { faultOr } from "../fault.ts";
import { isCounted } from "./own.ts";
import { Footnotes } from "./footnotes.ts";
import { Gestures } from "../reading/gestures.ts";
import { Notes } from "../reading/notes.ts";
import { Numbering } from "./numbering.ts";
import { Package, type PartKind } from "./package.ts";
import { settle } from "../reading/settle.ts";
import type { Paragraph } from "../reading/paragraph.ts";
import { Story } from "./story.ts";
import { Styles } from "./styles.ts";
import { asShown, carriedIn, noteOpened, putBack } from "./carried.ts";
import { besideText } from "./write-carried.ts";
import { linesOf } from "./write-proposals.ts";
import { proposalsOf } from "../proposals.ts";
import { VIEWS, viewOf } from "../reading/views.ts";
import { type Element, textIn } from "./xml.ts";

/** The draft in a document, with its revisions, and what was simplified; or the part and the reason why it cannot be read. */
export function readDocx(data: Uint8Array, options: ReadOptions = {}): ReadResult {
  return faultOr(() => new Reader(new Package(data), options).read());
}

class Reader {
  private readonly notes = new Notes();
  private readonly gestures: Gestures;
  private readonly styles: Styles;
  private carried: DraftFile | null = null;
  /** Whether the delegations of authors are given. */
  private readonly named: boolean;
  /** The proposals that the text shows. */
  private readonly shown = new Set<string>();

  constructor(
    private readonly file: Package,
    options: ReadOptions,
  ) {
    this.named = Object.keys(options.authors ?? {}).length > 0;
    this.gestures = new Gestures(options);
    this.styles = new Styles(this.root("styles"));
  }

  read(): ReadResult {
    this.carried = carriedIn(this.file, this.notes);
    const draft = this.carried === null || this.named ? null : asWritten(this.file, this.carried);
    return draft === null ? this.readText() : { ok: true, draft, findings: [] };
  }

  private readText(): ReadResult {
    const { story, footnotes, bookmarks } = this.story();
    const ends = footnotes.paragraphs();
    const list = settle(story.paragraphs, this.notes, ends.length > 0);
    const lang = languageOf(list) ?? this.langOf(list);
    let comments: Comments | undefined;
    const profile = profileOf(list);
    const numbering = this.root("numbering");
    const text = composed(list, ends, {
      profile,
      lang,
      numbering: () => new Numbering(numbering),
      notes: this.notes,
      told: this.carried?.numbering,
      linked: { bookmarks, isCounted },
      sources: () => {
        this.heads(list);
        return { gestures: this.gestures, comments: (comments = this.comments(story)), notes: this.notes };
      },
    });
    const carried = this.carried === null ? null : asShown(this.carried, this.shown, this.notes);
    if (carried !== null) {
      putBack(carried, this.gestures.changes, this.notes);
      noteOpened(carried, list, this.notes);
    }
    const { numbering: _, ...beside } = carried === null ? {} : besideText(carried);
    const draft: DraftFile = {
      ...beside,
      format: "plenary-draft",
      version: 1,
      profile: profile.name,
      lang,
      ...text,
      changes: this.gestures.changes,
      comments: comments?.messages ?? {},
    };
    return { ok: true, draft, findings: this.notes.findings() };
  }

  private root(kind: PartKind): Element | undefined {
    return this.file.parts(kind)[0]?.root;
  }

  /** The text of the body; with the codes of its fields where one of these has no end, which would hide what follows. */
  private story(): { story: Story; footnotes: Footnotes; bookmarks: Map<string, Paragraph> } {
    const proposals = this.carried === null ? [] : proposalsOf(this.carried);
    const lines = new Map(proposals.map((proposal) => [proposal.number, linesOf(proposal)]));
    const read = (notes: Notes, hidesCodes: boolean) => {
      const parts = { footnote: this.root("footnotes"), endnote: this.root("endnotes") };
      const bookmarks = new Map<string, Paragraph>();
      const sources = { styles: this.styles, notes, bookmarks };
      const footnotes = new Footnotes(parts, sources);
      const note = footnotes.refer.bind(footnotes);
      const told = (number: string) => {
        this.shown.add(number);
        return lines.get(number) ?? [];
      };
      const story = new Story({ ...sources, note, told }, "", hidesCodes);
      this.file.readBody((element) => story.readBlock(element));
      story.close();
      return { story, footnotes, bookmarks };
    };
    const first = read(this.notes, true);
    if (!first.story.fields.inCode) return first;
    this.notes.clear();
    const again = read(this.notes, false);
    again.story.note("a field without an end: what its code says is shown");
    return again;
  }

  private comments(story: Story): Comments {
    const comments = this.root("comments");
    const proposer = (author: string) => this.gestures.proposer(author);
    const result = new Comments(comments, this.root("commentsExtended"), proposer, this.notes);
    result.noteLoose(story.anchored);
    return result;
  }

  /** Heads and feet of pages are left out: said where their words are not in the text anyway. */
  private heads(list: readonly Paragraph[]): void {
    const places = new Map<string, string>();
    for (const { name, root } of [...this.file.parts("header"), ...this.file.parts("footer")])
      for (const line of linesIn(root)) if (/\p{L}/u.test(line) && !places.has(line)) places.set(line, name);
    if (places.size === 0) return;
    const text = VIEWS.flatMap((as) => viewOf(list, as))
      .map(({ pieces }) => pieces.map(({ insert }) => insert).join(""))
      .join("\n");
    for (const [i, [line, name]] of [...places].entries())
      if (i >= MOST_SOUGHT || !text.includes(line))
        this.notes.add(name, `the head or foot of pages is left out: “${plain(line, 40)}”`, "head or foot");
  }

  /** The language of most text. */
  private langOf(list: readonly Paragraph[]): string {
    const { plain: lang, rightToLeft } = this.styles.lang;
    const isRightToLeft = list.filter((paragraph) => paragraph.rightToLeft).length > list.length / 2;
    return /^[a-z]{2,3}(?=-|$)/i.exec((isRightToLeft ? rightToLeft : lang) ?? "")?.[0].toLowerCase() ?? "en";
  }
}

/** Lines of heads and feet that are looked for in the text; a document has one or two in each section. */
const MOST_SOUGHT = 20;

const linesIn = (root: Element): string[] =>
  root.elements.flatMap((element) => (element.name === "w:p" ? [wordsIn(element).trim()] : linesIn(element)));
const wordsIn = (element: Element): string =>
  element.elements.map((child) => (child.name === "w:t" ? textIn(child) : wordsIn(child))).join("");
