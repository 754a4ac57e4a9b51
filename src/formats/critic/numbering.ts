/** Whether the labels that a redline shows are numbered anew in both views, or those of the original that stay. */
import {
  Delta,
  type DraftFile,
  type Numbering,
  type Op,
  SPELLINGS,
  isNumbering,
  labellingOf,
  labelsOf,
} from "../../../schema/index.ts";
import type { ViewReading } from "./views.ts";

/** Paragraphs up to which it is tried: more than a hundred pages have. Labels between labels are looked for one by one. */
const MOST = 3000;

/**
 * The draft with the numbering that gives the labels of both views: running, or else provisional. Where neither does, as
 * it was read: the labels on its marks give those of the view that they were read in.
 */
export function numberingThatDerives(draft: DraftFile, views: readonly ViewReading[]): DraftFile {
  if (views.some(({ labels }) => labels.length > MOST) || derives(draft, views)) return draft;
  const free = { ...draft, ops: draft.ops.map(withoutOwnLabel) };
  const policies = SPELLINGS.map((spelling): Numbering => ({ policy: "provisional", spelling }));
  const tried = policies.flatMap((numbering) => [
    { ...free, numbering },
    { ...draft, numbering },
  ]);
  return tried.find((each) => derives(each, views)) ?? draft;
}

function derives(draft: DraftFile, views: readonly ViewReading[]): boolean {
  const sequence = new Delta(draft.ops as Delta["ops"]);
  return views.every(({ as, labels }) => {
    const derived = labelsOf(sequence, as, labellingOf(draft));
    return labels.every((label, i) => label === (derived[i] ?? null));
  });
}

/** A number that is no sign of a bullet would be kept in the original too: a provisional draft derives it. */
function withoutOwnLabel(op: Op): Op {
  const { label, ...attributes } = op.attributes ?? {};
  return typeof label === "string" && isNumbering(label) ? { ...op, attributes } : op;
}
