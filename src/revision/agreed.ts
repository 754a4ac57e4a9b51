/**
 * Agreed paragraphs are closed (G4): nothing is typed, struck or set in them until they are reopened. A new paragraph
 * may come right before one, and after it; a paragraph before one cannot run into it.
 */
import {
  type Attributes,
  type Delta,
  type Insert,
  MARK,
  type Op,
  canonical,
  idOf,
  lengthOf,
  runsOf,
} from "../../schema/index.ts";
import type { Piece } from "./repair.ts";

/** A run as far as its paragraph is concerned. */
interface Stretch {
  insert: Insert;
  /** Whether it comes with the edit. */
  isNew: boolean;
  /** As it was before the edit. */
  before: Attributes | undefined;
}

/** What the mark of a paragraph carries that was agreed at a log position. */
export const agreementOf = (seq: number): string => `d${seq}`;
export const isAgreed = (mark: Attributes | undefined): boolean => typeof mark?.agreed === "string";

/** For each run whether it stands in a paragraph that was agreed before the edit, so that it must stay as it was. */
export function closedRuns(runs: readonly Stretch[]): boolean[] {
  const closed = runs.map(() => false);
  let start = 0; // of what may be closed: behind what ends in a mark of its own before the paragraph's first item
  let begun = false; // whether that item has come
  runs.forEach(({ insert, isNew, before }, end) => {
    begun ||= !isNew;
    if (insert !== MARK || (isNew && begun)) return;
    if (!isNew && isAgreed(before)) closed.fill(true, start, end + 1);
    if (!isNew) begun = false;
    start = end + 1;
  });
  return closed;
}

/**
 * For each piece whether it stands in an agreed paragraph. A mark that is gone ends no paragraph, nor does a new one that
 * goes back (`refused`).
 */
export const closedPieces = (pieces: readonly Piece[], refused: ReadonlySet<Piece> = new Set()): boolean[] =>
  closedRuns(
    pieces.map((piece) => {
      if (piece.kind === "kept" || piece.kind === "deleted")
        return { insert: piece.insert, isNew: false, before: piece.before };
      return {
        insert: piece.kind === "gone" || refused.has(piece) ? "" : piece.insert,
        isNew: true,
        before: undefined,
      };
    }),
  );

/** Whether an edit of whole paragraphs would change an agreed one. */
export function touchesAgreed(sequence: Delta, edit: Delta): boolean {
  const runs: (Stretch & { touched: boolean })[] = [];
  const old = [...runsOf(sequence.ops as Op[])];
  if (!old.some(({ insert, attributes }) => insert === MARK && isAgreed(attributes))) return false;
  let [i, offset] = [0, 0];
  const take = (length: number, touched: boolean) => {
    for (let rest = length; rest > 0; ) {
      const { insert, attributes } = old[i]!;
      const n = Math.min(rest, lengthOf(insert) - offset);
      runs.push({ insert, isNew: false, before: attributes, touched });
      rest -= n;
      offset += n;
      if (offset === lengthOf(insert)) {
        i++;
        offset = 0;
      }
    }
  };
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined)
      for (const { insert } of runsOf([op])) runs.push({ insert, isNew: true, before: undefined, touched: true });
    else take(op.delete ?? (op.retain as number), op.delete !== undefined || op.attributes !== undefined);
  }
  for (; i < old.length; i++)
    runs.push({ insert: old[i]!.insert, isNew: false, before: old[i]!.attributes, touched: false });
  const closed = closedRuns(runs);
  return runs.some(({ touched }, k) => touched && closed[k]!);
}

/**
 * The agreed paragraphs, by their ids, that a decision would change: whatever it is about, it leaves them as they were
 * agreed, or they are opened first. A decision can do so without being about them: where it takes the mark before one, the
 * paragraph before runs into it.
 */
export function agreedChanged(sequence: Delta, decision: Delta): string[] {
  const before = agreedIn(sequence);
  if (before.size === 0) return [];
  const after = agreedIn(sequence.compose(decision));
  return [...before].filter(([id, content]) => after.get(id) !== content).map(([id]) => id);
}

/** What stands in each agreed paragraph, and on its mark. */
function agreedIn(sequence: Delta): Map<string, string> {
  const result = new Map<string, string>();
  let content: unknown[] = [];
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    content.push(insert, canonical(attributes));
    if (insert !== MARK) continue;
    if (isAgreed(attributes)) result.set(idOf(attributes ?? {}), JSON.stringify(content));
    content = [];
  }
  return result;
}
