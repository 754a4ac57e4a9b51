/**
 * The drafting check: the rules of one resolution that is one sentence, of ITU practice and of plain care. It reads the
 * text as it would be adopted and points into the redline, where the text is worked on. It stands beside
 * `schema/index.ts` and not in it, so that the app can load it when somebody asks for it.
 */
import { Delta } from "../sequence.ts";
import { acronyms } from "./acronyms.ts";
import { adoption } from "./adoption.ts";
import { brackets } from "./brackets.ts";
import { calls } from "./calls.ts";
import { type CheckOptions, checkedText } from "./checked-text.ts";
import { conference } from "./conference.ts";
import type { Finding, Found, Place, Rule, Stretch } from "./finding.ts";
import { fixOf } from "./fix.ts";
import { punctuation } from "./punctuation.ts";
import { quotes } from "./quotes.ts";
import { references } from "./references.ts";
import { spelling } from "./spelling.ts";

export type { CheckOptions } from "./checked-text.ts";
export type { Finding, Place, Severity } from "./finding.ts";

const RULES: readonly Rule[] = [
  calls,
  punctuation,
  conference,
  spelling,
  acronyms,
  quotes,
  brackets,
  references,
  adoption,
];

/** What a rule tells at most, and how many places one fix mends: nobody reads more, and a text of nothing but slips must not become a list as long. */
const MOST = 300;

/** What is to be mended or thought over in the text, in its order; empty when nothing is. */
export function check(sequence: Delta, options: CheckOptions = {}): Finding[] {
  const text = checkedText(sequence, options);
  const fixes = (options.view ?? "final") === "final";
  const found = RULES.flatMap((rule) => [...first(rule(text), MOST)]);
  found.sort((a, b) => a.paragraph.number - b.paragraph.number || a.from - b.from);
  return found.map((each) => findingOf(each, fixes));
}

function* first<T>(all: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const each of all) {
    yield each;
    if (--left === 0) return;
  }
}

function findingOf({ rule, severity, message, other, fix, ...stretch }: Found, fixes: boolean): Finding {
  const finding: Finding = { rule, severity, place: placeOf(stretch), message };
  if (other !== undefined) finding.other = placeOf(other);
  // Agreed paragraphs are closed to proposals until they are reopened.
  if (!fixes || fix === undefined || stretch.paragraph.mark.agreed !== undefined) return finding;
  if (fix instanceof Delta) finding.fix = fix;
  else if (fix.length <= MOST) finding.fix = fixOf(stretch.paragraph, fix);
  return finding;
}

function placeOf({ paragraph, from, to }: Stretch): Place {
  const { id, number, call, path, places } = paragraph;
  const start = places[from]!;
  const end = to > from ? places[to - 1]! + 1 : start;
  return {
    paragraph: id,
    number,
    call,
    label: path,
    from: start,
    to: end,
    excerpt: excerptOf(paragraph.text, from, to),
  };
}

const AROUND = 30;
const LONGEST = 120;

/** The stretch with whole words around it. */
function excerptOf(text: string, from: number, to: number): string {
  let start = Math.max(0, from - AROUND);
  while (start > 0 && start < from && !/\s/.test(text[start - 1]!)) start++;
  const most = Math.min(text.length, Math.min(to, from + LONGEST) + AROUND);
  let end = most;
  while (end < text.length && end > to && !/\s/.test(text[end]!)) end--;
  const words = text.slice(start, end).trim();
  return `${start > 0 ? "…" : ""}${words}${end < text.length ? "…" : ""}`.replaceAll("\uFFFC", "▫");
}
