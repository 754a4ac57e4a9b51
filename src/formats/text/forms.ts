/** What lines of a resolution look like: number, history, opening, call, annex, typed label. */
import { type Part, findCall, readLabel } from "../../../schema/index.ts";

const NUMBER =
  /^(?:draft\s+)?(?:new\s+|revised\s+)?(?:RESOLUTION|DECISION|RECOMMENDATION|OPINION|RÉSOLUTION|RESOLUCIÓN|РЕЗОЛЮЦИЯ|القرار|قرار|第\s*\d+\s*号决议)(?=[\s\d(（]|$)/iu;
const HISTORY = /^\(.*\b(?:19|20)\d\d\b.*\)$/u;
const OPENING =
  /^(?:The|La|Le|El|L['’])\s?.*(?:Conference|Assembly|Council|Conférence|Assemblée|Conferencia|Asamblea|Consejo)/u;
const ANNEX = /^(?:ANNEX|ANNEXE|ANEXO|ПРИЛОЖЕНИЕ|附件|الملحق)(?=[\s\d]|$).{0,80}$/u;
const SIGN = /^[•·▪§–—‒*-]$/u;

/** Longer lines have none of the forms; it also keeps the expressions from going over megabytes again and again. */
const LONGEST = 400;

export const isNumber = (line: string): boolean => line.length <= LONGEST && NUMBER.test(line) && balanced(line);
/** Whether a line is a number and nothing more: `Resolution 50 was adopted …` is a sentence. */
export const isWholeNumber = (line: string): boolean =>
  isNumber(line) &&
  /^(?:\D{1,40}[\d-]+\D{0,12}|\D{1,40}\[[^\]]*\])(?:\([^()]*\))?$/u.test(line) &&
  !/[.;:,]$/.test(line);
export const isHistory = (line: string): boolean => line.length <= LONGEST && HISTORY.test(line);
export const isOpening = (line: string): boolean => line.length <= LONGEST && OPENING.test(line);
export const isAnnex = (line: string): boolean => line.length <= LONGEST && ANNEX.test(line);

/** Whether as many parentheses are closed as opened: a number broken across lines has one open. */
const balanced = (line: string): boolean => line.split("(").length === line.split(")").length;

/** The typed label that a paragraph begins with, blanks in it made single; null when it has none. */
export function typedLabel(line: string): { label: string; rest: string } | null {
  const words = /^(\S{1,24})(?:\s+(\S{1,24}))?(?=\s+\S)/u.exec(line);
  const single = /^(\S{1,24})(?=\s+\S)/u.exec(line);
  for (const found of [words, single]) {
    if (found === null) continue;
    const label = found[0].replace(/\s+/g, " ");
    if (isTyped(label)) return { label, rest: line.slice(found[0].length).trim() };
  }
  return null;
}

/** Whether a line's first words are a label: years, abbreviations with a point and single letters are none. */
function isTyped(text: string): boolean {
  if (SIGN.test(text)) return true;
  const label = readLabel(text);
  if (label === null || /\d{3}/.test(label.stem)) return false;
  return /\d/.test(label.stem) || label.close === ")";
}

/** Whether a label is a bullet's sign rather than a number or a letter. */
export const isSign = (label: string): boolean => !/[\p{L}\p{N}]/u.test(label);

/**
 * The part that a line opens when it is a call: a known call with its addressee, or a participle by itself such as
 * *acknowledging*. Null for everything else, such as a sentence that begins like one.
 */
export function callPart(line: string): Part | null {
  if (line.length > LONGEST || /[;:,.]$/.test(line)) return null;
  const words = line.split(/\s+/);
  const found = findCall(line);
  if (found === null) return words.length <= 3 && /^[a-z]+ing(?:\s|$)/.test(line) ? "preamble" : null;
  if (/^(?:that|to)\b/u.test(found.rest)) return null;
  return found.part === "operative" || words.length <= 8 ? found.part : null;
}

/** Whether a line has a form that begins a paragraph, a typed label aside. */
export const startsByForm = (line: string): boolean =>
  isNumber(line) || isHistory(line) || isOpening(line) || isAnnex(line) || callPart(line) !== null;

/** Whether an item is numbered below another's number: `1.1`. */
export const isDecimal = (line: string): boolean => /^\d+\.\d/.test(typedLabel(line)?.label ?? "");
