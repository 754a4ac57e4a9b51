/** What lines of a resolution look like: number, history, opening, call, annex, typed label. */
import { type Part, findCall } from "../../schema/index.ts";

const NUMBER =
  /^(?:draft\s+)?(?:new\s+|revised\s+)?(?:RESOLUTION|DECISION|RECOMMENDATION|OPINION|RÉSOLUTION|RESOLUCIÓN|РЕЗОЛЮЦИЯ|القرار|قرار|第\s*\d+\s*号决议)(?=[\s\d(（]|$)/iu;
const HISTORY = /^\(.*\b(?:19|20)\d\d\b.*\)$/u;
const OPENING =
  /^(?:The|La|Le|El|L['’])\s?.*(?:Conference|Assembly|Council|Conférence|Assemblée|Conferencia|Asamblea|Consejo)/u;
const ANNEX = /^(?:ANNEX|ANNEXE|ANEXO|ПРИЛОЖЕНИЕ|附件|الملحق)(?=[\s\d]|$).{0,80}$/u;
const LATER = "bis|ter|tri|quater|qua|quinquies";
const LABEL = new RegExp(
  "^(?:" +
    `\\d{1,2}(?:\\.\\d{1,2}){1,3}[.)]?|\\(?\\d{1,2}(?:[ -]?(?:${LATER})\\b)?[.)]?(?: (?:${LATER})\\b)?|` +
    `\\(?(?:[a-z]{1,2}|[ivxl]{1,7})(?: ?(?:${LATER}))?\\)(?: (?:${LATER})\\b)?|` +
    "[•·▪§–—‒*-]" +
    ")(?=\\s+\\S)",
  "u",
);

/** Longer lines have none of the forms; it also keeps the expressions from going over megabytes again and again. */
const LONGEST = 400;

export const isNumber = (line: string): boolean => line.length <= LONGEST && NUMBER.test(line) && balanced(line);
export const isHistory = (line: string): boolean => line.length <= LONGEST && HISTORY.test(line);
export const isOpening = (line: string): boolean => line.length <= LONGEST && OPENING.test(line);
export const isAnnex = (line: string): boolean => line.length <= LONGEST && ANNEX.test(line);

/** Whether as many parentheses are closed as opened: a number broken across lines has one open. */
const balanced = (line: string): boolean => line.split("(").length === line.split(")").length;

/** The typed label that a paragraph begins with, blanks in it made single; null when it has none. */
export function typedLabel(line: string): { label: string; rest: string } | null {
  const found = LABEL.exec(line)?.[0];
  return found === undefined ? null : { label: found.replace(/\s+/g, " "), rest: line.slice(found.length).trim() };
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
