/** Labels that a document of others has typed: kept on the marks of those that are not derived. */
import { type DraftFile, MARK, idOf, labellingOf, labelsOf, paragraphs } from "../../../schema/index.ts";
import { withMarkIds } from "../marks.ts";
import { Ops } from "../ops.ts";

/** The draft with typed labels, by the number of their paragraph, where the derivation gives others. */
export function withTypedLabels(draft: DraftFile, typed: ReadonlyMap<number, string>): DraftFile {
  if (typed.size === 0) return draft;
  const sequence = withMarkIds(draft.ops);
  const derived = new Map<string, string | null>();
  const labels = labelsOf(sequence, "final", labellingOf(draft));
  paragraphs(sequence, "final").forEach(({ mark }, i) => derived.set(idOf(mark), labels[i] ?? null));
  const ops = new Ops();
  let number = 0;
  for (const { mark, content } of paragraphs(sequence, "redline")) {
    ops.add(content);
    const label = typed.get(++number);
    const keeps = label !== undefined && label !== (derived.get(idOf(mark)) ?? null);
    ops.insert(MARK, keeps ? { ...mark, label } : mark);
  }
  return { ...draft, ops: ops.ops };
}
