/** From lines to paragraphs: undoes wrapping and page breaks of text that came out of a PDF, a mail or a terminal. */
import { findCall } from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { callPart, isHistory, isNumber, startsByForm, typedLabel } from "./forms.ts";

export interface Line {
  text: string;
  /** From 1, in the file: where the paragraph begins. */
  line: number;
}
/** A line of the file; `end` is the column behind its last sign, indentation included. */
interface RawLine extends Line {
  end: number;
}

/** Lines that a text may have: some 200 on each of a thousand pages. */
const MOST_LINES = 200_000;
/** Lines longer than this were not wrapped by anyone: a paragraph a line. */
const LONGEST_WRAPPED = 130;
const PAGE_NUMBER = /^[-–—\s]*\d{1,4}[-–—\s]*$/;

/** The paragraphs of a text, in order; empty ones are dropped. */
export function unwrap(text: string): Line[] {
  const lines = linesOf(text);
  const reads = manner(lines);
  const result: Line[] = [];
  let previous: RawLine | null = null; // the line before, when the paragraph may go on
  let pageBroke = false;
  let number = 0; // the last of the section's items that has a bare number
  for (const line of lines) {
    if (line === PAGE) pageBroke = true;
    else if (line.text === "") previous = null;
    else {
      const last = result.at(-1);
      const goesOn: boolean =
        last !== undefined &&
        (previous === null ? pageBroke && runsOver(last, line) : !breaks(last.text, previous, line, number, reads));
      if (goesOn) last!.text = join(last!.text, line.text);
      else {
        result.push({ text: line.text, line: line.line });
        number = bareNumber(line.text) ?? (callPart(line.text) === null ? number : 0);
      }
      previous = line;
      pageBroke = false;
    }
  }
  return result;
}

/** The number that a line begins with as a label, without any sign: what a wrapped sentence can begin with too. */
function bareNumber(line: string): number | null {
  const label = typedLabel(line)?.label ?? "";
  return /^\d+$/.test(label) ? Number(label) : null;
}

/** Stands between the last line of a page and the first of the next. */
const PAGE: RawLine = { text: "", line: 0, end: 0 };

/** The text with one sign for the ends of lines. */
export const lineEnds = (text: string): string => text.replace(/\r\n?|[\v\u0085\u2028\u2029]/g, "\n");

/** Throws Fault where a text has more lines than any resolution. */
export function checkLines(text: string): void {
  let lines = 1;
  for (const _ of text.matchAll(/[\n\f]/g))
    if (++lines > MOST_LINES) throw new Fault(`line ${lines}`, `more than ${MOST_LINES} lines: split the text`);
}

/** Trimmed lines with their numbers, page breaks between them; page numbers at a page's edges are dropped. */
function linesOf(text: string): RawLine[] {
  const result: RawLine[] = [];
  let number = 1;
  const pages = lineEnds(text).split("\f");
  pages.forEach((page, p) => {
    const raw = page.split("\n");
    const lines: RawLine[] = [];
    raw.forEach((line, i) => {
      const tidied = line === "" ? "" : tidy(line);
      if (tidied === "" && lines.at(-1)?.text === "") return; // one blank line says as much as many
      lines.push({ text: tidied, line: number + i, end: line.trimEnd().length });
    });
    number += raw.length - 1;
    if (pages.length > 1) dropPageNumbers(lines);
    if (p > 0) result.push(PAGE);
    for (const line of lines) result.push(line);
  });
  return result;
}

const tidy = (line: string): string => withoutControls(line).trim();

/** A line that can stand in a draft: tabs are blanks, controls are nothing; soft hyphens and joiners are text. */
export const withoutControls = (line: string): string =>
  line
    .replace(/\t/g, " ")
    .replace(/[\p{Cc}\uFEFF]/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD");

function dropPageNumbers(lines: Line[]): void {
  for (const at of [lines.findIndex(isFilled), lines.findLastIndex(isFilled)]) {
    if (at >= 0 && PAGE_NUMBER.test(lines[at]!.text)) lines[at]!.text = "";
  }
}
const isFilled = (line: Line): boolean => line.text !== "";

interface Manner {
  /** `lines`: a paragraph a line. `blank`: blank lines between paragraphs. `full`: lines filled up to the width. */
  kind: "lines" | "blank" | "full";
  /** Characters of the longest line. */
  width: number;
}

function manner(lines: readonly RawLine[]): Manner {
  const width = lines.reduce((most, { end }) => Math.max(most, end), 0);
  if (width > LONGEST_WRAPPED) return { kind: "lines", width };
  const filled = lines.filter(isFilled);
  const first = lines.findIndex(isFilled);
  const last = lines.findLastIndex(isFilled);
  if (lines.slice(first, last).some((line) => line.text === "" && line !== PAGE)) return { kind: "blank", width };
  // Of paragraphs that are a line each, few have no form and follow one that ends where the next word had no room.
  const full = filled.filter(
    (line, i) => i > 0 && !isStart(line.text) && !fits(filled[i - 1]!, line, width * RAGGED),
  ).length;
  return { kind: width >= 50 && full >= 3 && full > filled.length * 0.2 ? "full" : "lines", width };
}

const isStart = (line: string): boolean => typedLabel(line) !== null || startsByForm(line);

/** Whether the first word of `next` would have had room behind `line`: then the line was ended on purpose. */
const fits = (line: RawLine, next: RawLine, width: number): boolean =>
  line.end + 1 + (next.text.split(" ", 1)[0] ?? "").length <= width;

/** Lines of a text in proportional type are full at different counts of characters. */
const RAGGED = 0.88;

/**
 * Whether `next` begins a paragraph, where `paragraph` is what was joined so far, `previous` its last line and `number`
 * the last bare number: `17 of the groups` at a line's start is a label only after 16.
 */
function breaks(paragraph: string, previous: RawLine, next: RawLine, number: number, { kind, width }: Manner): boolean {
  if (kind === "lines") return true;
  const full = kind === "full";
  const onPurpose = fits(previous, next, full ? width * RAGGED : width);
  if (typedLabel(next.text) !== null) {
    const bare = bareNumber(next.text);
    const inTurn = bare === null || bare === 1 || bare === number + 1;
    if (inTurn && (full || onPurpose || /[;:.]$/.test(previous.text))) return true;
  } else if (startsByForm(next.text)) {
    return full || onPurpose || (/[;:.,]$/.test(previous.text) && findCall(next.text)?.rest === "");
  }
  return (
    onPurpose &&
    ((full && /[;:.]$/.test(previous.text)) ||
      isNumber(paragraph) ||
      isHistory(paragraph) ||
      callPart(paragraph) !== null)
  );
}

/** Whether a sentence runs over a page break: it was not ended, and what follows begins like the middle of one. */
const runsOver = (before: Line, after: Line): boolean =>
  /[\p{L}\p{N},’'")-]$/u.test(before.text) &&
  /^\p{Ll}/u.test(after.text) &&
  typedLabel(after.text) === null &&
  !startsByForm(after.text) &&
  callPart(before.text) === null;

/** Two halves of a sentence: a hyphen at a line's end is a real one (`cybersecurity-` `related`), a soft one is not. */
function join(before: string, after: string): string {
  if (before.endsWith("\u00AD")) return before.slice(0, -1) + after;
  if (/\p{L}-$/u.test(before) && /^\p{L}/u.test(after) && !/^(?:and|or|et|ou|y|и|или)\b/u.test(after))
    return before + after;
  return /[\p{Script=Han}，。；：、）]$/u.test(before) && /^\p{Script=Han}/u.test(after)
    ? before + after
    : `${before} ${after}`;
}
