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
import type { WrittenView } from "./result.ts";

/**
 * The draft with a view applied: the original and the final are clean. No changes are left in them, nor what was said of
 * these: comments, proposals, people, and what a later version adds to a draft file. Labels stay: what kept those of the
 * original or of a version is pinned to what it came to.
 */
export function applied(draft: DraftFile, view: WrittenView): DraftFile {
  if (view === "redline") return draft;
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const { format, version, profile, lang, numbering } = draft;
  const ops: Op[] = [];
  for (const { insert, attributes } of viewOf(sequence, view).ops as Op[]) addTo(ops, insert!, uncommented(attributes));
  const settled: DraftFile = { format, version, profile, lang, ops, changes: {}, comments: {} };
  if (numbering === undefined) return settled;
  if (numbering.policy === "running") return { ...settled, numbering };
  const labels = labelsToPin(sequence, view, labellingOf(draft));
  return { ...settled, numbering: { ...numbering, policy: "pinned", labels } };
}

function uncommented(attributes: Attributes | undefined): Attributes | undefined {
  const keys = Object.keys(attributes ?? {}).filter((key) => parseKey(key).kind !== "comment");
  return attributes && Object.fromEntries(keys.map((key) => [key, attributes[key]]));
}
