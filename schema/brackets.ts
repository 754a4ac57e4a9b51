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

/** Brackets in brackets, as far as prose goes: one that stands deeper is text. */
export const DEEPEST = 20;

/** The brackets of a view in order, those in others as their children, and those that have no partner. */
export function bracketsOf(sequence: Delta, view: View = "final"): { brackets: Bracket[]; faults: BracketFault[] } {
  const reading = new Reading(sequence, view);
  const faults: BracketFault[] = [];
  const fault = (offset: number, message: string) =>
    faults.push({ at: reading.indexOf(offset), sign: reading.text[offset] as "[" | "]", message });
  const pairs: Pair[] = [];
  const open: Place[] = [];
  for (const { sign, place } of signsIn(reading.text)) {
    if (sign === "[") open.push(place);
    else {
      const opened = open.pop();
      if (opened === undefined) fault(place.offset, "closes a bracket that was not opened");
      else if (belongTogether(opened, place)) pairs.push({ open: opened, close: place, children: [] });
      else {
        fault(opened.offset, "is not closed in its paragraph");
        fault(place.offset, "closes a bracket that was not opened in its paragraph");
      }
    }
  }
  for (const { offset } of open) fault(offset, "is not closed");
  return {
    brackets: nested(pairs).map((pair) => bracketOf(reading, pair, 0)),
    faults: faults.sort((a, b) => a.at - b.at),
  };
}

/** All brackets, each before those in it. */
export const flatBrackets = (brackets: readonly Bracket[]): Bracket[] =>
  brackets.flatMap((bracket) => [bracket, ...flatBrackets(bracket.children)]);

/** A paragraph of the text that was read, by offsets. */
interface Lines {
  start: number;
  /** Of its mark. */
  end: number;
  /** Up to here nothing but brackets and blanks stands in it. */
  lead: number;
  /** From here on nothing but brackets, blanks and one sign of the sentence. */
  tail: number;
}
/** The offset of a bracket, and its paragraph. */
interface Place {
  offset: number;
  within: Lines;
}
interface Pair {
  open: Place;
  close: Place;
  children: Pair[];
}

/** Pairs in the order in which they close, as a tree in the order in which they open. */
function nested(pairs: readonly Pair[]): Pair[] {
  const top: Pair[] = [];
  const around: Pair[] = [];
  for (const pair of pairs.toSorted((a, b) => a.open.offset - b.open.offset)) {
    while (around.length > 0 && around.at(-1)!.close.offset < pair.open.offset) around.pop();
    (around.at(-1)?.children ?? top).push(pair);
    around.push(pair);
  }
  return top;
}

function* signsIn(text: string): Generator<{ sign: string; place: Place }> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(MARK, start);
    const own = text.slice(start, end);
    const lead = start + own.search(/[^\s[]|$/);
    const within: Lines = { start, end, lead, tail: start + tailOf(own) };
    for (const { 0: sign, index } of own.matchAll(/[[\]]/g)) yield { sign, place: { offset: start + index, within } };
    start = end + 1;
  }
}

/** Where the last words of a paragraph end. */
function tailOf(text: string): number {
  const skip = (from: number) => {
    let at = from;
    while (at > 0 && /[\]\s]/.test(text[at - 1]!)) at--;
    return at;
  };
  const at = skip(text.length);
  return at > 0 && /[;,.:]/.test(text[at - 1]!) ? skip(at - 1) : at;
}

const beginsIts = ({ offset, within }: Place): boolean => offset <= within.lead;
const endsIts = ({ offset, within }: Place): boolean => offset + 1 >= within.tail;

/**
 * Whether two brackets are one pair. Over several paragraphs they stand at an edge of one; in the midst of two different
 * ones they are more likely two that lack their partners.
 */
const belongTogether = (open: Place, close: Place): boolean =>
  open.within === close.within || beginsIts(open) || endsIts(close);

function bracketOf(reading: Reading, { open, close, children }: Pair, depth: number): Bracket {
  const { text } = reading;
  const change = reading.attributesAt(open.offset)?.ins;
  const alternatives = alternativesOf(reading, open.offset, close.offset, children);
  const whole = beginsIts(open) && endsIts(close);
  const beside = text.slice(open.within.start, open.offset) + text.slice(close.offset + 1, close.within.end);
  return {
    from: reading.indexOf(open.offset),
    to: reading.indexOf(close.offset) + 1,
    depth,
    kind: alternatives.length > 0 ? "alternatives" : whole ? "items" : "text",
    text: text.slice(open.offset + 1, close.offset),
    alternatives,
    // A mark that stands within or before another bracket is that one's to take.
    mark: whole && !/[[\]]/.test(beside) ? reading.indexOf(close.within.end) : null,
    change: isChange(change) ? change : null,
    owner: isChange(change) ? delegationOf(change) : null,
    children: depth < DEEPEST ? children.map((pair) => bracketOf(reading, pair, depth + 1)) : [],
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
  if (reading.text.slice(start, close).includes(MARK)) return [];
  let own = "";
  // What stands in brackets of its own counts as a word, whatever it says.
  for (const child of children) {
    const [from, to] = [child.open.offset, child.close.offset + 1];
    own += reading.text.slice(start + own.length, from) + "x".repeat(to - from);
  }
  own += reading.text.slice(start + own.length, close);
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
