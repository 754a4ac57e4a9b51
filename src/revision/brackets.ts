/**
 * The chair's decision on what stands in a bracket: it takes adopted text away directly and pending text by decision, and
 * leaves all else as it is.
 */
import {
  type Attributes,
  type Bracket,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  type Run,
  bracketsOf,
  canonicalSequence,
  firstWhere,
  flatBrackets,
  idOf,
  lengthOf,
  parseKey,
  plainText,
  runsOf,
} from "../../schema/index.ts";
import { type Revision, hash, revisions } from "./changes.ts";
import type { Dependant } from "./decide.ts";
import { type Fate, type Standing, closeDraft, deltaOf, keepParagraphs } from "./fates.ts";

/** `keep`: the brackets go, the text stays. `delete`: both go. An alternative, counted from 0: all but its text goes. */
export type BracketChoice = "keep" | "delete" | { alternative: number };

export interface Settled {
  delta: Delta;
  /** Pending text that was left without its paragraph and got one of its own (S5). */
  dependants: Dependant[];
  /** What went of pending changes, in the order of their places; places count in the text that went alone. */
  removed: Revision[];
}

/**
 * The Delta that carries out the chair's choice on a bracket of `sequence` (one that `bracketsOf` found in it). Throws
 * RangeError when there is no such alternative.
 */
export function settleBracket(sequence: Delta, bracket: Bracket, choice: BracketChoice): Settled {
  const leaves = leaving(sequence, bracket, choice);
  const gone = new Delta();
  const fates: Fate[] = [];
  let at = 0;
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    const end = at + lengthOf(insert);
    for (const [from, to, goes] of cut(at, end, leaves)) {
      const piece = typeof insert === "string" ? insert.slice(from - at, to - at) : insert;
      if (goes) gone.insert(piece as string, attributes);
      fates.push(
        goes
          ? { kind: "removed", insert: piece, before: attributes }
          : { kind: "kept", insert: piece, before: attributes, after: attributes },
      );
    }
    at = end;
  }
  const kept = keepParagraphs(fates);
  return {
    delta: deltaOf(closeDraft(kept.fates)),
    dependants: strandedIn(kept.stranded),
    removed: [...revisions(gone).values()],
  };
}

/** What of pending changes a choice on the bracket with this digest would remove or strand; nothing where there is none. */
export function takenAlong(sequence: Delta, digest: string, choice: BracketChoice): Dependant[] {
  const bracket = flatBrackets(bracketsOf(sequence).brackets).find((each) => bracketDigest(sequence, each) === digest);
  if (bracket === undefined) return [];
  const { dependants, removed } = settleBracket(sequence, bracket, choice);
  const gone = removed.map(
    ({ id, touches }): Dependant => ({ change: id, effect: "removed", text: touches.map(({ text }) => text).join("") }),
  );
  return [...gone, ...dependants];
}

type Range = readonly [from: number, to: number];

/** The ranges that go, in order. */
function leaving(sequence: Delta, bracket: Bracket, choice: BracketChoice): Range[] {
  const { from, to } = bracket;
  if (choice === "keep")
    return [
      [from, from + 1],
      [to - 1, to],
    ];
  if (choice === "delete") return [wholeOf(sequence, bracket)];
  const chosen = bracket.alternatives[choice.alternative];
  if (chosen === undefined)
    throw new RangeError(`alternative ${choice.alternative} of ${bracket.alternatives.length} in [${bracket.text}]`);
  return [
    [from, chosen.from],
    [chosen.to, to],
  ];
}

/** What goes with a deleted bracket: its paragraphs' mark, or one of two blanks between which nothing would be left. */
function wholeOf(sequence: Delta, { from, to, mark }: Bracket): Range {
  if (mark !== null) {
    const behind = plainText(sequence.slice(to, mark).ops as Op[]);
    const before = paragraphBefore(sequence, from);
    // Struck text that stands in the same paragraph keeps it: it is not in the brackets.
    if (before.trim() === "" && /^\s*[;,.:]?\s*$/.test(behind)) return [from - before.length, mark + 1];
  }
  const before = (sequence.slice(Math.max(0, from - 1), from).ops as Op[])[0];
  const behind = plainText(sequence.slice(to, to + 1).ops as Op[]);
  const blank = before?.insert === " " && isPlain(before.attributes) && /^[ ;,.:\n]$/.test(behind);
  return [blank ? from - 1 : from, to];
}

const isPlain = (attributes: Attributes | undefined): boolean =>
  Object.keys(attributes ?? {}).every((key) => parseKey(key).kind === "format");

/** The text from the paragraph's start to `index`. */
function paragraphBefore(sequence: Delta, index: number): string {
  const text = plainText(sequence.slice(0, index).ops as Op[]);
  return text.slice(text.lastIndexOf(MARK) + 1);
}

/** The pieces of a stretch, each with whether it lies in one of the ranges. */
function* cut(
  from: number,
  to: number,
  ranges: readonly Range[],
): Generator<[from: number, to: number, goes: boolean]> {
  let at = from;
  for (const [start, end] of ranges) {
    if (end <= at || start >= to) continue;
    if (start > at) yield [at, start, false];
    yield [Math.max(at, start), Math.min(end, to), true];
    at = Math.min(end, to);
  }
  if (at < to) yield [at, to, false];
}

function strandedIn(fates: Iterable<Standing>): Dependant[] {
  const found = new Map<ChangeId, Dependant>();
  for (const { insert, after } of fates) {
    const change = after?.ins as ChangeId;
    const text = typeof insert === "string" ? insert : "\uFFFC";
    const dependant = found.get(change);
    if (dependant === undefined) found.set(change, { change, effect: "stranded", text });
    else dependant.text += text;
  }
  return [...found.values()];
}

/**
 * A hash of what stands in a bracket, with all that is proposed on it, and of the paragraph that it is in: equal for as
 * long as it is what somebody saw, wherever that paragraph stands. Comments do not count.
 */
export const bracketDigest = (sequence: Delta, bracket: Bracket): string => bracketDigests(sequence)(bracket);

/** The same for many brackets of one sequence, which is read once. */
export function bracketDigests(sequence: Delta): (bracket: Pick<Bracket, "from" | "to">) => string {
  const runs: (Run & { end: number; paragraph: string })[] = [];
  let end = 0;
  for (const run of runsOf(sequence.ops as Op[]))
    runs.push({ ...run, end: (end += lengthOf(run.insert)), paragraph: "" });
  let paragraph = "";
  for (const run of runs.toReversed()) {
    if (run.insert === MARK) paragraph = idOf(run.attributes ?? {});
    run.paragraph = paragraph;
  }
  return ({ from, to }) => {
    const [first, last] = [firstWhere(runs, ({ end }) => end > from), firstWhere(runs, ({ end }) => end >= to)];
    const within = runs.slice(first, last + 1).map(({ insert, attributes, end }): Op => {
      const start = end - lengthOf(insert);
      const piece = typeof insert === "string" ? insert.slice(Math.max(0, from - start), to - start) : insert;
      return { insert: piece, attributes: withoutComments(attributes) };
    });
    return hash(JSON.stringify([runs[last]!.paragraph, canonicalSequence(within).ops]));
  };
}

function withoutComments(attributes: Attributes | undefined): Attributes {
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([key]) => parseKey(key).kind !== "comment"));
}
