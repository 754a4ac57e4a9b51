import {
  type Attributes,
  Delta,
  type DraftFile,
  type Op,
  labellingOf,
  labelsToPin,
  parseKey,
  view as viewOf,
} from "../../schema/index.ts";
import { addTo } from "./ops.ts";
import type { CleanView, WrittenView } from "./result.ts";

/**
 * The draft with a view settled: no changes and no proposals are left, all else stays. Labels stay, too: what kept those
 * of the original or of a version is pinned to what it came to.
 */
export function settled(draft: DraftFile, view: CleanView): DraftFile {
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const { proposals: _, numbering, ...rest } = draft;
  const result: DraftFile = { ...rest, ops: viewOf(sequence, view).ops as Op[], changes: {} };
  if (numbering === undefined) return result;
  if (numbering.policy === "running") return { ...result, numbering };
  const labels = labelsToPin(sequence, view, labellingOf(draft));
  return { ...result, numbering: { ...numbering, policy: "pinned", labels } };
}

/**
 * The draft as a document in a view shows it: the original and the final are clean. What was said of their changes goes
 * with these: comments, people, and what a later version adds to a draft file.
 */
export function applied(draft: DraftFile, view: WrittenView): DraftFile {
  if (view === "redline") return draft;
  const { format, version, profile, lang, numbering, ops: all } = settled(draft, view);
  const ops: Op[] = [];
  for (const { insert, attributes } of all) addTo(ops, insert!, uncommented(attributes));
  return { format, version, profile, lang, ...(numbering && { numbering }), ops, changes: {}, comments: {} };
}

function uncommented(attributes: Attributes | undefined): Attributes | undefined {
  const keys = Object.keys(attributes ?? {}).filter((key) => parseKey(key).kind !== "comment");
  return attributes && Object.fromEntries(keys.map((key) => [key, attributes[key]]));
}
