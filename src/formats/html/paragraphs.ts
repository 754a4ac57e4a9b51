/** The paragraphs of a page of others while it is read: blocks open and close them, words and blanks fill them. */
import type { Format, Insert } from "../../../schema/index.ts";
import { MarkCount } from "../ops.ts";
import { SOME_LABEL } from "../reading/labels.ts";
import type { Notes } from "../reading/notes.ts";
import type { Paragraph, Piece, Revision } from "../reading/paragraph.ts";
import { plain } from "../result.ts";

/** What is around words: their formats, and whose revisions they are. */
export interface Marked {
  formats: readonly Format[];
  ins: Revision | null;
  dels: readonly Revision[];
}

/** What a block says of its paragraph. */
export interface Opening extends Pick<Marked, "ins" | "dels"> {
  /** The name of its style; empty where it has none. */
  style: string;
  heading: boolean;
  rightToLeft: boolean;
}

export class Paragraphs {
  readonly list: Paragraph[] = [];
  private current: Paragraph | null = null;
  /** Whether the last thing in the paragraph is a blank, so that further ones are none. */
  private afterBlank = true;
  /** Whether the paragraph has words or objects. */
  private filled = false;
  private readonly marks = new MarkCount();

  constructor(private readonly notes: Notes) {}

  /** A block begins: its paragraph takes what it says, and what the empty one that it stands in said, such as an `li`. */
  open({ ins, dels, style, heading, rightToLeft }: Opening): void {
    const outer = this.filled ? null : this.current;
    if (outer === null) this.close();
    const paragraph = outer ?? this.begin();
    paragraph.ins = ins;
    paragraph.dels = dels;
    const before = paragraph.look.style;
    const key = style === "" ? before.key : style;
    paragraph.look = { ...paragraph.look, style: { ...before, key, heading: before.heading || heading } };
    paragraph.rightToLeft ||= rightToLeft;
  }

  begin(): Paragraph {
    const paragraph: Paragraph = {
      number: this.list.length + 1,
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

  close(): void {
    const paragraph = this.current;
    this.current = null;
    this.afterBlank = true;
    this.filled = false;
    if (paragraph === null) return;
    trimEnd(paragraph.pieces);
    if (paragraph.pieces.length > 0) this.list.push(paragraph);
    else this.loseLabel(paragraph);
  }

  private loseLabel({ look: { list }, number }: Paragraph): void {
    if (list === null || list.num === "" || list.num.startsWith(SOME_LABEL)) return;
    this.notes.add(`paragraph ${number}`, `a label without words is left out: “${plain(list.num, 40)}”`, "label");
  }

  /** The paragraph is an item of a list at this level, with the label that it has. */
  place(level: number, num = this.current?.look.list?.num ?? ""): void {
    const paragraph = this.current ?? this.begin();
    paragraph.look = { ...paragraph.look, list: { num, level } };
  }

  /** The label of the paragraph, at the level at which it stands already. */
  label(num: string): void {
    this.place(this.current?.look.list?.level ?? 0, num);
  }

  markRevised({ ins, dels }: Marked): void {
    const paragraph = this.current;
    if (paragraph === null) return;
    paragraph.ins ??= ins;
    if (paragraph.dels.length === 0) paragraph.dels = dels;
  }

  /** Words, in which one blank is as good as many; a single no-break space stays, because French needs it. */
  push(text: string, marked: Marked): void {
    let words = text.replace(/[ \t\n\f\r\u00A0]+/g, (blanks) =>
      blanks === "\u00A0" ? blanks : blanks.includes("\t") && !/[\n\r]/.test(blanks) ? "\t" : " ",
    );
    if (this.afterBlank) words = words.replace(this.filled ? /^[ \t]+/ : /^[ \t\u00A0]+/, "");
    if (words === "") return;
    this.add(words, marked);
    this.afterBlank = /[ \t]$/.test(words);
  }

  object(insert: Insert, marked: Marked): void {
    this.add(insert, marked);
    this.afterBlank = false;
  }

  lineBreak(marked: Marked): void {
    if (!this.filled) return;
    this.add({ break: true }, marked);
    this.afterBlank = true;
  }

  private add(insert: Insert, { formats, ins, dels }: Marked): void {
    const paragraph = this.current ?? this.begin();
    this.filled = true;
    this.marks.add(dels.length + 1, () => `paragraph ${paragraph.number}`);
    paragraph.pieces.push({ insert, formats, sets: [], ins, dels, comments: [] });
  }

  note(message: string, kind = message): void {
    this.notes.add(this.current ?? "text", message, kind);
  }
}

function trimEnd(pieces: Piece[]): void {
  for (let last = pieces.at(-1); last !== undefined; last = pieces.at(-1)) {
    if (typeof last.insert === "string") {
      last.insert = last.insert.trimEnd();
      if (last.insert !== "") return;
    } else if (last.insert.break !== true) return;
    pieces.pop();
  }
}
