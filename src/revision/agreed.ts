/**
 * Agreed paragraphs are closed (G4): nothing is typed, struck or set in them until they are reopened. A new paragraph
 * may come right before one, and after it; a paragraph before one cannot run into it.
 */
import { type Attributes, type Delta, type Insert, MARK, type Op, lengthOf, runsOf } from "../../schema/index.ts";

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
  let start = 0;
  runs.forEach(({ insert, isNew, before }, end) => {
    if (insert !== MARK || isNew) return;
    if (isAgreed(before)) {
      const first = runs.findIndex((run, i) => i >= start && !run.isNew);
      // What ends in a mark of its own before the paragraph's first item is a paragraph before it.
      const own = runs.findLastIndex((run, i) => i >= start && i < first && run.insert === MARK);
      closed.fill(true, Math.max(start, own + 1), end + 1);
    }
    start = end + 1;
  });
  return closed;
}

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
