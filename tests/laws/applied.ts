/** What an edit would come to without tracking: what its author wants to read in the final (S2). */
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  delegationOf,
  itemsOf,
  sameValue,
} from "../../schema/index.ts";
import { DELEGATIONS } from "./generators.ts";

/**
 * The edit as if it were the author's alone to make: what is deleted is gone, what is inserted is plain, a value that is
 * set is there, over the author's own earlier proposal, under that of a delegation later in the order of codes (S4). To
 * set what is so already only withdraws the author's proposal: there is nothing to propose against another's.
 */
export function applied(draft: Delta, edit: Delta, w: string): Delta {
  const result = new Delta();
  let ops = [...itemsOf(draft.ops as Op[])];
  let last: Attributes | undefined;
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) result.insert(op.insert as string, op.attributes);
    const n = op.delete ?? (typeof op.retain === "number" ? op.retain : 0);
    for (const { insert, attributes } of ops.slice(0, n)) {
      if (op.delete !== undefined) {
        if (insert === MARK) last = attributes;
        continue;
      }
      result.insert(insert as string, withSettings(attributes, op.attributes, w));
    }
    ops = ops.slice(n);
  }
  for (const { insert, attributes } of ops) result.insert(insert as string, attributes);
  // The draft's last mark stays when what stands before it does not end in one (S7): as a mark that its author wants gone.
  if (last !== undefined && deletesLast(draft, edit)) result.insert(MARK, { ...last, [`del:${w}`]: `${w}:new` });
  return canonicalSequence(result.ops as Op[]);
}

/** Whether the edit deletes the draft's last mark, a pending one of the author's own. */
export const deletesOwnLast = (draft: Delta, edit: Delta, w: string): boolean =>
  isOwn(lastOp(draft)?.attributes, w) && deletesLast(draft, edit);

const lastOp = (delta: Delta): Op | undefined => (delta.ops as Op[]).at(-1);
const isOwn = (attributes: Attributes | undefined, w: string): boolean =>
  typeof attributes?.ins === "string" && delegationOf(attributes.ins) === w;

function deletesLast(draft: Delta, edit: Delta): boolean {
  const reach = (edit.ops as Op[]).map((op) => op.delete ?? (typeof op.retain === "number" ? op.retain : 0));
  return lastOp(edit)?.delete !== undefined && reach.reduce((sum, n) => sum + n, 0) === draft.length();
}

function withSettings(
  before: Attributes | undefined,
  change: Attributes | undefined,
  w: string,
): Attributes | undefined {
  if (change === undefined) return before;
  const after: Attributes = { ...before, ...change };
  for (const key in change) {
    delete after[`set:${w}:${key}`];
    if (isOwn(before, w) || sameValue(before?.[key], change[key])) continue;
    for (const other of DELEGATIONS) if (other < w) delete after[`set:${other}:${key}`];
  }
  return after;
}
