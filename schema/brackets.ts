/**
 * Text in square brackets is not agreed: a word, alternatives (`[shall/should]`), or whole items. Brackets are typed
 * characters like any other, proposed and struck as such; what stands between two of them is an object that the chair
 * keeps, deletes or chooses from.
 */
import { type ChangeId, delegationOf, isChange } from "./attributes.ts";
import { Reading } from "./reading.ts";
import type { Delta } from "./sequence.ts";
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

/** Brackets within brackets, as far as prose goes: what holds more is no object of negotiation. */
const DEEPEST = 20;

/** The brackets of a view in order, those in others as their children, and those that have no partner. */
export function bracketsOf(sequence: Delta, view: View = "final"): { brackets: Bracket[]; faults: BracketFault[] } {
  const reading = new Reading(sequence, view);
  const faults: BracketFault[] = [];
  const fault = (offset: number, message: string) =>
    faults.push({ at: reading.indexOf(offset), sign: reading.text[offset] as "[" | "]", message });
  const edges = new Edges(reading);
  const pairs: Pair[] = [];
  /** Those that are open, each with how many brackets within each other it holds so far. */
  const open: { offset: number; height: number }[] = [];
  const holds = (height: number) => {
    const around = open.at(-1);
    if (around !== undefined) around.height = Math.max(around.height, height);
  };
  for (const { 0: sign, index: offset } of reading.text.matchAll(/[[\]]/g)) {
    if (sign === "[") {
      open.push({ offset, height: 0 });
      continue;
    }
    const opened = open.pop();
    if (opened === undefined) {
      fault(offset, "closes a bracket that was not opened");
      continue;
    }
    holds(opened.height);
    if (!belongTogether(reading, edges, opened.offset, offset)) {
      fault(opened.offset, "is not closed in its paragraph");
      fault(offset, "closes a bracket that was not opened in its paragraph");
    } else if (opened.height >= DEEPEST) fault(opened.offset, `holds more than ${DEEPEST} brackets within each other`);
    else {
      pairs.push({ open: opened.offset, close: offset, children: [] });
      holds(opened.height + 1);
    }
  }
  for (let opened = open.pop(); opened !== undefined; opened = open.pop()) fault(opened.offset, "is not closed");
  return {
    brackets: nested(pairs).map((pair) => bracketOf(reading, edges, pair, 0)),
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

/** The pairs that stand in no other, each with those in it. */
function nested(pairs: readonly Pair[]): Pair[] {
  const top: Pair[] = [];
  const around: Pair[] = [];
  for (const pair of pairs.toSorted((a, b) => a.open - b.open)) {
    while (around.length > 0 && around.at(-1)!.close < pair.open) around.pop();
    (around.at(-1)?.children ?? top).push(pair);
    around.push(pair);
  }
  return top;
}

/** What may stand beside the brackets of whole paragraphs: other brackets, and behind them a sign of the sentence. */
const BEFORE = /[\s[]/;
const BEHIND = /[\]\s]/;
const SIGN = /[;,.:]/;

/** What stands at the edges of the paragraphs, so that it is not read anew for each bracket in them. */
class Edges {
  private readonly known = new Map<number, { before: number; behind: number; first: number; last: number }>();

  constructor(private readonly reading: Reading) {}

  /** Whether only what may stand before the brackets of whole paragraphs does so. */
  begins(open: number): boolean {
    return open <= this.of(open).before;
  }

  /** Whether only what may stand behind the brackets of whole paragraphs does so. */
  finishes(close: number): boolean {
    return close + 1 >= this.of(close).behind;
  }

  /** Whether these brackets are the outermost signs of their paragraphs. */
  areOutermost(open: number, close: number): boolean {
    return this.of(open).first === open && this.of(close).last === close;
  }

  private of(offset: number) {
    const { text } = this.reading;
    const end = this.reading.endOf(offset);
    let found = this.known.get(end);
    if (found === undefined) {
      const start = this.reading.startOf(offset);
      const stop = end < 0 ? text.length : end;
      let before = start;
      while (before < stop && BEFORE.test(text[before]!)) before++;
      let behind = stop;
      while (behind > start && BEHIND.test(text[behind - 1]!)) behind--;
      if (behind > start && SIGN.test(text[behind - 1]!)) behind--;
      while (behind > start && BEHIND.test(text[behind - 1]!)) behind--;
      const words = text.slice(start, stop);
      const first = start + words.search(/[[\]]/);
      const last = start + Math.max(words.lastIndexOf("["), words.lastIndexOf("]"));
      this.known.set(end, (found = { before, behind, first, last }));
    }
    return found;
  }
}

/**
 * Whether two brackets are one pair. Over several paragraphs they stand at an edge of one; in the midst of two different
 * ones they are more likely two that lack their partners.
 */
const belongTogether = (reading: Reading, edges: Edges, open: number, close: number): boolean =>
  reading.endOf(open) > close || edges.begins(open) || edges.finishes(close);

function bracketOf(reading: Reading, edges: Edges, { open, close, children }: Pair, depth: number): Bracket {
  const change = reading.attributesAt(open)?.ins;
  const alternatives = alternativesOf(reading, open, close, children);
  const whole = edges.begins(open) && edges.finishes(close);
  return {
    from: reading.indexOf(open),
    to: reading.indexOf(close) + 1,
    depth,
    kind: alternatives.length > 0 ? "alternatives" : whole ? "items" : "text",
    text: reading.text.slice(open + 1, close),
    alternatives,
    // A mark that stands within or before another bracket is that one's to take.
    mark: whole && edges.areOutermost(open, close) ? reading.indexOf(reading.endOf(close)) : null,
    change: isChange(change) ? change : null,
    owner: isChange(change) ? delegationOf(change) : null,
    children: children.map((pair) => bracketOf(reading, edges, pair, depth + 1)),
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
  const end = reading.endOf(open);
  if (end >= 0 && end < close) return []; // several paragraphs
  // What stands in brackets of its own counts as a word, whatever it says.
  let own = "";
  for (const child of children)
    own += reading.text.slice(start + own.length, child.open) + "x".repeat(child.close + 1 - child.open);
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
