import { Delta, type DraftFile, type Op, labellingOf, labelsToPin, view as viewOf } from "../../schema/index.ts";
import type { WrittenView } from "./result.ts";

/**
 * The draft with a view applied: no changes are left in the original and the final. Labels stay: what kept those of the
 * original or of a version is pinned to what it came to.
 */
export function applied(draft: DraftFile, view: WrittenView): DraftFile {
  if (view === "redline") return draft;
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const { ops } = viewOf(sequence, view);
  const settled: DraftFile = { ...draft, ops: ops as Op[], changes: {} };
  const { numbering } = draft;
  if (numbering === undefined || numbering.policy === "running") return settled;
  const labels = labelsToPin(sequence, view, labellingOf(draft));
  return { ...settled, numbering: { ...numbering, policy: "pinned", labels } };
}
