/**
 * Plain text. Original and final are clean text: a paragraph a line, labels typed. The redline is CriticMarkup
 * (criticmarkup.com) with three conventions:
 *
 * - who proposes stands in a comment directly behind: `{++inserted++}{>>USA<<}`, `{--deleted--}{>>F<<}`. An insertion
 *   that another delegation would delete is nested: `{--{++words++}{>>USA<<}--}{>>F<<}`;
 * - an inserted or deleted paragraph mark is `¶` at the end of its line: `{++that …;¶++}{>>USA<<}`;
 * - labels are derived, nobody's: `{~~b)~>d)~~}`, `{++a)++}`, `{--a)--}` without a comment. So reading the redline as
 *   original or final gives the labels of that text. References show their targets' labels, footnotes their numbers, in
 *   the same way.
 *
 * A proposed setting is a comment of its own: `{>>USA: level 1<<}`, one of formatting behind the words that it is about:
 * `{==words==}{>>F: em<<}`. An empty paragraph is `¶`. Braces and backslashes of the text that could be taken for markup,
 * and a pilcrow that is one, have a backslash before them.
 */
import { type ChangeId, type DraftFile, type LabelPair, MARK, delegationOf } from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf, sayObject, sayProposed, sayShown } from "../blocks.ts";
import { type WrittenView, plain } from "../result.ts";

export interface TextOptions {
  /** Characters of a line; then a blank line stands between paragraphs. 0 for one paragraph a line. */
  width?: number;
}

/** The draft in a view as plain text, ending in a line break. White space at the end of lines is dropped. */
export function writeText(draft: DraftFile, view: WrittenView, { width = 0 }: TextOptions = {}): string {
  const written = blocksOf(draft, view).map((block) => (view === "redline" ? redlined(block) : clean(block)));
  if (width <= 0) return written.map(({ label, text }) => `${labelled(label, text)}\n`).join("");
  return written.map(({ label, text, indent }) => wrap(label, text, indent, width)).join("\n");
}

interface Written {
  label: string;
  text: string;
  indent: number;
}

const labelled = (label: string, text: string): string => (label === "" ? text : `${label} ${text}`).trimEnd();

const clean = ({ label, pieces, level }: Block): Written => ({
  label: plain(label.final ?? ""),
  text: pieces.map(textOf).join("").trim(),
  indent: level * 2,
});

/** A line of a file is a paragraph, so line and page breaks and other controls inside the text are blanks. */
const textOf = (piece: Piece): string => (piece.insert === MARK ? MARK : single(saidBy(piece)));

const saidBy = (piece: Piece): string =>
  typeof piece.insert === "string"
    ? piece.insert
    : (sayShown(piece, "final") ?? sayShown(piece, "original") ?? sayObject(piece.insert));

const single = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, " ");

function redlined({ label, pieces, end, level }: Block): Written {
  const changed = end.ins !== null || end.dels.length > 0;
  const stretches: { text: string; pair?: string; ins: ChangeId | null; dels: ChangeId[]; notes: string }[] = [];
  for (const piece of changed ? [...pieces, end] : pieces) {
    const last = stretches.at(-1);
    const notes = notesOf(piece);
    const [original, final] = [sayShown(piece, "original"), sayShown(piece, "final")];
    if (original !== final && original !== null && final !== null)
      stretches.push({ text: "", pair: pairOf({ original, final }), ins: piece.ins, dels: piece.dels, notes });
    else if (
      last !== undefined &&
      last.pair === undefined &&
      last.ins === piece.ins &&
      last.notes === notes &&
      same(last.dels, piece.dels)
    )
      last.text += textOf(piece);
    else stretches.push({ text: textOf(piece), ins: piece.ins, dels: piece.dels, notes });
  }
  const text = stretches
    .map(({ text, pair, ins, dels, notes }) => (pair ?? marked(text, ins, dels, notes !== "")) + notes)
    .join("")
    .trim();
  const empty = !changed && text === "" ? "¶" : "";
  return { label: pairOf(label), text: changed ? text : text + empty + notesOf(end), indent: level * 2 };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

function marked(text: string, ins: ChangeId | null, dels: readonly ChangeId[], noted: boolean): string {
  let result = ins === null ? escape(text) : `{++${escape(text)}++}${comment(delegationOf(ins))}`;
  if (noted && ins === null && dels.length === 0) result = `{==${result}==}`;
  for (const del of dels) result = `{--${result}--}${comment(delegationOf(del))}`;
  return result;
}

const comment = (text: string): string => `{>>${escape(plain(text))}<<}`;

const notesOf = ({ sets }: Piece): string =>
  sets.map((set) => comment(`${delegationOf(set.change)}: ${sayProposed(set)}`)).join("");

function pairOf({ original, final }: LabelPair): string {
  const [before, after] = [original, final].map((label) => escape(plain(label ?? "")).replaceAll("~>", "\\~>"));
  if (before === after) return before!;
  if (before === "") return `{++${after}++}`;
  return after === "" ? `{--${before}--}` : `{~~${before}~>${after}~~}`;
}

/**
 * A backslash before what CriticMarkup could take for its own signs, at the ends of a stretch too, and before blanks, which
 * are cut off at a line's end; marks are pilcrows.
 */
const escape = (text: string): string =>
  text.replace(/\\(?=[\\{}~¶\s]|$)|¶|\{(?=[+\-~>=]|$)|(?<=^|[+\-~<=])\}/g, "\\$&").replaceAll(MARK, "¶");

function wrap(label: string, text: string, indent: number, width: number): string {
  const first = " ".repeat(indent) + (label === "" ? "" : `${label} `);
  const room = Math.max(8, width - first.length);
  let lines = "";
  let line = "";
  for (const word of text.split(/ +/)) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines += `${lines === "" ? first : " ".repeat(first.length)}${line}\n`;
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return `${lines}${`${lines === "" ? first : " ".repeat(first.length)}${line}`.trimEnd()}\n`;
}
