/** From lines to paragraphs: undoes wrapping and page breaks of text that came out of a PDF, a mail or a terminal. */
import { callPart, isAnnex, isHistory, isNumber, isOpening, typedLabel } from "./text-forms.ts";

export interface Line {
  text: string;
  /** From 1, in the file: where the paragraph begins. */
  line: number;
}

/** Lines longer than this were not wrapped by anyone: a paragraph a line. */
const LONGEST_WRAPPED = 130;
const PAGE_NUMBER = /^[-–—\s]*\d{1,4}[-–—\s]*$/;

/** The paragraphs of a text, in order; empty ones are dropped. */
export function unwrap(text: string): Line[] {
  const lines = linesOf(text);
  const reads = manner(lines);
  const result: Line[] = [];
  let previous: Line | null = null; // the line before, when the paragraph may go on
  let pageBroke = false;
  for (const line of lines) {
    if (line === PAGE) {
      pageBroke = true;
      continue;
    }
    const last = result.at(-1);
    const goesOn: boolean = pageBroke && previous === null && last !== undefined ? runsOver(last, line) : false;
    if (line.text === "") {
      previous = null;
      continue;
    }
    if (last !== undefined && (goesOn || (previous !== null && !breaks(last.text, previous, line, reads))))
      last.text = join(last.text, line.text);
    else result.push({ ...line });
    previous = line;
    pageBroke = false;
  }
  return result;
}

/** Stands between the last line of a page and the first of the next. */
const PAGE: Line = { text: "", line: 0 };

/** Trimmed lines with their numbers, page breaks between them; page numbers at a page's edges are dropped. */
function linesOf(text: string): Line[] {
  const result: Line[] = [];
  let number = 0;
  const pages = text.replace(/\r\n?|[\u000B\u0085\u2028\u2029]/g, "\n").split("\f");
  pages.forEach((page, p) => {
    const lines = page.split("\n").map((line, i) => ({ text: tidy(line), line: number + i + 1 }));
    number += lines.length - 1;
    if (pages.length > 1) dropPageNumbers(lines);
    if (p > 0) result.push(PAGE);
    result.push(...lines);
  });
  return result;
}

const tidy = (line: string): string =>
  line
    .replace(/\t/g, " ")
    .replace(/[\p{Cc}\uFEFF]/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .trim();

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

function manner(lines: readonly Line[]): Manner {
  const width = lines.reduce((most, { text }) => Math.max(most, text.length), 0);
  if (width > LONGEST_WRAPPED) return { kind: "lines", width };
  const filled = lines.filter(isFilled);
  const first = lines.findIndex(isFilled);
  const last = lines.findLastIndex(isFilled);
  if (lines.slice(first, last).some((line) => line.text === "" && line !== PAGE)) return { kind: "blank", width };
  // Of paragraphs that are a line each, few happen to end where the next word would not have fitted.
  const full = filled.filter((line, i) => i > 0 && !fits(filled[i - 1]!, line, width)).length;
  return { kind: width >= 50 && full >= 4 && full > filled.length * 0.3 ? "full" : "lines", width };
}

/** Whether the first word of `next` would have had room behind `line`: then the line was ended on purpose. */
const fits = (line: Line, next: Line, width: number): boolean =>
  line.text.length + 1 + (next.text.split(" ", 1)[0] ?? "").length <= width;

/** Whether `next` begins a paragraph, where `paragraph` is what was joined so far and `previous` its last line. */
function breaks(paragraph: string, previous: Line, next: Line, { kind, width }: Manner): boolean {
  if (kind === "lines") return true;
  const onPurpose = fits(previous, next, width);
  if (typedLabel(next.text) !== null) return onPurpose || /[;:.]$/.test(previous.text);
  if (startsByForm(next.text)) return onPurpose || /[;:.,]$/.test(previous.text);
  if (kind === "full") return onPurpose;
  return onPurpose && (isNumber(paragraph) || isHistory(paragraph) || callPart(paragraph) !== null);
}

const startsByForm = (line: string): boolean =>
  isNumber(line) || isHistory(line) || isOpening(line) || isAnnex(line) || callPart(line) !== null;

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
  if (/\p{L}-$/u.test(before) && /^\p{L}/u.test(after) && !/^(?:and|or|et|ou|y|и|или)\b/u.test(after)) return before + after;
  return /[\p{Script=Han}，。；：、）]$/u.test(before) && /^\p{Script=Han}/u.test(after) ? before + after : `${before} ${after}`;
}
