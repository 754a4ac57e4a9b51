/**
 * Paragraphs that move: taken away where they stood and put in elsewhere, as one change. What goes along is what stands
 * for whoever moves them. Others' pending words stay where the paragraph was, and what others struck is struck there, so
 * that nobody's proposal is adopted or lost with the move.
 */
import {
  type ChangeId,
  Delta,
  MARK,
  type Op,
  delegationOf,
  idOf,
  isChange,
  isRevisionKey,
  runsOf,
  settled,
  standsIn,
} from "../../schema/index.ts";
import type { Revision } from "./changes.ts";
import { properties } from "./properties.ts";

export interface Mover {
  delegation: string;
  /** Whether a pending change is this person's own: its text keeps its id. Without it, none does. */
  owns?(change: ChangeId): boolean;
}

/**
 * The edit that moves `moved`, whole paragraphs that begin at index `from`, to index `target`, where a paragraph begins
 * (or the draft ends). `mover` is null where adopted text is moved directly. For `track` with `moves`, or `direct`.
 * Throws RangeError when the target lies within what is moved.
 */
export function move(moved: Delta, from: number, target: number, mover: Mover | null): Delta {
  const length = moved.length();
  if (target > from && target < from + length)
    throw new RangeError(`paragraphs ${from} to ${from + length} cannot move into themselves, to ${target}`);
  const copy = copyOf(moved, mover);
  if (target <= from)
    return new Delta()
      .retain(target)
      .concat(copy)
      .retain(from - target)
      .delete(length);
  return new Delta()
    .retain(from)
    .delete(length)
    .retain(target - from - length)
    .concat(copy);
}

/** What goes along: text, objects and marks with their properties, and the ids of the mover's own pending text. */
export function copyOf(moved: Delta, mover: Mover | null): Delta {
  const own = (change: ChangeId) => mover !== null && delegationOf(change) === mover.delegation;
  const copy = new Delta();
  for (const { insert, attributes } of runsOf(moved.ops as Op[])) {
    if (!standsIn(attributes, own)) continue;
    const ins = attributes?.ins;
    const kept = isChange(ins) && mover?.owns?.(ins) === true ? { ins } : undefined;
    const id = insert === MARK ? { id: idOf(attributes ?? {}) } : undefined; // for the copy's own: `movedId`
    copy.insert(insert as string, { ...properties(insert, settled(attributes, own)), ...kept, ...id });
  }
  return copy;
}

/** Whether adopted text has proposals on it, which would be lost if it were moved otherwise than as a proposal. */
export const carriesProposals = (moved: Delta): boolean =>
  (moved.ops as Op[]).some(
    ({ attributes }) => attributes?.ins === undefined && Object.keys(attributes ?? {}).some(isRevisionKey),
  );

/** Share of words that what a change takes away and what it puts in must have in common to be the same text, moved. */
const ALIKE = 0.5;

/** Whether a change moves text: it takes away and puts in, at different places, and mostly the same words. */
export function isMove({ touches }: Pick<Revision, "touches">): boolean {
  const [taken, put] = [
    touches.filter(({ kind }) => kind === "delete"),
    touches.filter(({ kind }) => kind === "insert"),
  ];
  const touching = taken.some((a) => put.some((b) => a.to === b.from || b.to === a.from));
  return !touching && mostlyAlike(textOf(taken), textOf(put));
}

const textOf = (touches: readonly { text: string }[]): string => touches.map(({ text }) => text).join("¶");

/** Whether what was taken away and what was put in are mostly the same words. */
export function mostlyAlike(taken: string, put: string): boolean {
  const [words, others] = [wordsOf(taken), wordsOf(put)];
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of others) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return words.length > 0 && common >= ALIKE * Math.max(words.length, others.length);
}

/** Words; in scripts without spaces, and where there are none, the characters. */
const wordsOf = (text: string): string[] => text.match(/[\p{Script=Han}\p{Script=Thai}]|[\p{L}\p{N}]+/gu) ?? [];
