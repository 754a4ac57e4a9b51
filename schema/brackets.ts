/**
 * Text in square brackets is not agreed: a word, alternatives (`[shall/should]`), or whole items. Brackets are typed
 * characters like any other, proposed and struck as such; what stands between two of them is an object that the chair
 * keeps, deletes or chooses from.
 */
import { type ChangeId, delegationOf, isChange } from "./attributes.ts";
import { Reading } from "./reading.ts";
import { type Delta, MARK } from "./sequence.ts";
import type { View } from "./view.ts";

export interface Alternative {
  /** Place in the sequence, without the blanks at its edges. */
  from: number;
  to: number;
  text: string;
}
export interface Bracket {
  /** Index of `[` in the sequence. */
  from: number;
  /** Index behind `]`. */
  to: number;
  /** 0 for one that stands in no other. */
  depth: number;
  /** `items`: it holds whole paragraphs, with their marks. */
  kind: "text" | "alternatives" | "items";
  /** What stands between the brackets in the view. */
  text: string;
  /** Empty when the kind is another. */
  alternatives: Alternative[];
  /** Index of the mark that goes when its whole paragraphs are deleted; null where something else stands beside it. */
  mark: number | null;
  /** The change that proposes the opening bracket; null when that is adopted. */
  change: ChangeId | null;
  /** The delegation of that change. */
  owner: string | null;
  children: Bracket[];
}
export interface BracketFault {
  /** Index of the bracket in the sequence. */
  at: number;
  sign: "[" | "]";
  message: string;
}

/** The brackets of a view in order, those in others as their children, and those that have no partner. */
export function bracketsOf(sequence: Delta, view: View = "final"): { brackets: Bracket[]; faults: BracketFault[] } {
  const reading = new Reading(sequence, view);
  const faults: BracketFault[] = [];
  const fault = (offset: number, message: string) =>
    faults.push({ at: reading.indexOf(offset), sign: reading.text[offset] as "[" | "]", message });
  const top: Pair[] = [];
  const open: { offset: number; children: Pair[] }[] = [];
  const siblings = () => open.at(-1)?.children ?? top;
  for (const { 0: sign, index: offset } of reading.text.matchAll(/[[\]]/g)) {
    if (sign === "[") open.push({ offset, children: [] });
    else {
      const opened = open.pop();
      if (opened === undefined) fault(offset, "closes a bracket that was not opened");
      else if (belongTogether(reading, opened.offset, offset))
        siblings().push({ open: opened.offset, close: offset, children: opened.children });
      else {
        fault(opened.offset, "is not closed in its paragraph");
        fault(offset, "closes a bracket that was not opened in its paragraph");
        siblings().push(...opened.children);
      }
    }
  }
  for (let opened = open.pop(); opened !== undefined; opened = open.pop()) {
    fault(opened.offset, "is not closed");
    siblings().push(...opened.children);
  }
  return {
    brackets: top.map((pair) => bracketOf(reading, pair, 0)),
    faults: faults.sort((a, b) => a.at - b.at),
  };
}

/** All brackets, each before those in it. */
export const flatBrackets = (brackets: readonly Bracket[]): Bracket[] =>
  brackets.flatMap((bracket) => [bracket, ...flatBrackets(bracket.children)]);

/** A bracket by the offsets of its signs in the text that was read. */
interface Pair {
  open: number;
  close: number;
  children: Pair[];
}

/**
 * Whether two brackets are one pair. Over several paragraphs they stand at an edge of one; in the midst of two different
 * ones they are more likely two that lack their partners.
 */
function belongTogether(reading: Reading, open: number, close: number): boolean {
  return reading.endOf(open) > close || BEFORE.test(before(reading, open)) || BEHIND.test(behind(reading, close));
}

/** What may stand beside the brackets of whole paragraphs: other brackets, and behind them a sign of the sentence. */
const BEFORE = /^[\s[]*$/;
const BEHIND = /^[\]\s]*[;,.:]?[\]\s]*$/;

const before = (reading: Reading, open: number): string => reading.text.slice(reading.startOf(open), open);
const behind = (reading: Reading, close: number): string => reading.text.slice(close + 1, reading.endOf(close));

function bracketOf(reading: Reading, { open, close, children }: Pair, depth: number): Bracket {
  const change = reading.attributesAt(open)?.ins;
  const alternatives = alternativesOf(reading, open, close, children);
  const [left, right] = [before(reading, open), behind(reading, close)];
  const whole = BEFORE.test(left) && BEHIND.test(right);
  return {
    from: reading.indexOf(open),
    to: reading.indexOf(close) + 1,
    depth,
    kind: alternatives.length > 0 ? "alternatives" : whole ? "items" : "text",
    text: reading.text.slice(open + 1, close),
    alternatives,
    // A mark that stands within or before another bracket is that one's to take.
    mark: whole && !/[[\]]/.test(left + right) ? reading.indexOf(reading.endOf(close)) : null,
    change: isChange(change) ? change : null,
    owner: isChange(change) ? delegationOf(change) : null,
    children: children.map((pair) => bracketOf(reading, pair, depth + 1)),
  };
}

/** A slash with blanks on both sides parts whatever stands beside it; one without parts only a few words. */
const LOOSE = / \/ /;
const WORDS = /^[\p{L}\p{M}][\p{L}\p{M}'’-]*(?: [\p{L}\p{M}'’-]+){0,4}$/u;
const YEARS = /^\d+$/;
/** `and/or` is one word, in each of the languages that write it so. */
const AND_OR = /(?<![\p{L}\p{M}])(?:and\/or|et\/ou|y\/o|и\/или)(?![\p{L}\p{M}])/giu;

function alternativesOf(reading: Reading, open: number, close: number, children: readonly Pair[]): Alternative[] {
  const start = open + 1;
  let own = reading.text.slice(start, close);
  if (own.includes(MARK)) return [];
  // What stands in brackets of its own counts as a word, whatever it says.
  for (const child of children) {
    const [from, to] = [child.open - start, child.close + 1 - start];
    own = own.slice(0, from) + "x".repeat(to - from) + own.slice(to);
  }
  const loose = LOOSE.test(own);
  if (!loose && own.replace(AND_OR, "").trim() !== "") own = own.replace(AND_OR, (found) => "x".repeat(found.length));
  const slashes = [...own.matchAll(loose ? /(?<= )\/(?= )/g : /\//g)].map(({ index }) => index);
  if (slashes.length === 0) return [];
  const edges = [-1, ...slashes, own.length];
  const parts = edges.slice(1).map((edge, i) => trimmed(own, edges[i]! + 1, edge));
  const texts = parts.map(({ from, to }) => own.slice(from, to));
  const years = texts.every((text) => YEARS.test(text) && text.length === texts[0]!.length);
  if (texts.some((text) => text === "") || !(loose || years || texts.every((text) => WORDS.test(text)))) return [];
  return parts.map(({ from, to }) => ({
    from: reading.indexOf(start + from),
    to: reading.indexOf(start + to - 1) + 1,
    text: reading.text.slice(start + from, start + to),
  }));
}

function trimmed(text: string, from: number, to: number): { from: number; to: number } {
  while (from < to && text[from] === " ") from++;
  while (to > from && text[to - 1] === " ") to--;
  return { from, to };
}
