/**
 * What becomes of each run of a sequence: kept (perhaps with other attributes), removed, or newly there. The steps of
 * the algebra write fates; this file turns them into a Delta, and gives stranded text a paragraph of its own (S5, S10).
 */
import { type Attributes, type ChangeId, Delta, type Insert, MARK, attributesDiff, idOf, lengthOf } from "../../schema/index.ts";

export type Fate =
  | { kind: "kept"; insert: Insert; before: Attributes | undefined; after: Attributes | undefined }
  | { kind: "removed"; insert: Insert; before: Attributes | undefined }
  | { kind: "new"; insert: Insert; after: Attributes | undefined }
  /** A mark that went before, unseen by whoever typed beside it: not in the sequence, but it can strand text. */
  | { kind: "gone"; insert: Insert; before: Attributes | undefined };

/** The Delta that leads from the sequence of kept and removed runs to that of kept and new ones. */
export function deltaOf(fates: Iterable<Fate>): Delta {
  const delta = new Delta();
  for (const fate of fates) {
    switch (fate.kind) {
      case "kept":
        delta.retain(lengthOf(fate.insert), attributesDiff(fate.before, fate.after));
        break;
      case "removed":
        delta.delete(lengthOf(fate.insert));
        break;
      case "new":
        delta.insert(fate.insert as string, fate.after);
        break;
      case "gone":
    }
  }
  return delta.chop();
}

/** The id of the paragraph mark that stranded text gets where the mark `id` went. */
export const strandedId = (id: string): string => (id === "" ? "~" : `${id}~`);

/** The paragraph mark that keeps the stranded text of `change` in a paragraph like the one that went. */
export function strandedMark(gone: Attributes | undefined, change: ChangeId): Attributes {
  const mark: Attributes = { id: strandedId(idOf(gone ?? {})), ins: change };
  for (const key of ["role", "part", "level", "label"]) if (gone?.[key] !== undefined) mark[key] = gone[key];
  return mark;
}

/**
 * Gives pending text whose paragraph went a mark of its own, as part of its change. Text is stranded when the mark that
 * ended its paragraph is removed and nothing adopted is left before it in the paragraph: then it would slide to the
 * head of the next one. Text that still stands among adopted words has a paragraph, the joined one.
 * `strands(i)` says whether the loss of the mark at `fates[i]` counts.
 */
export function keepParagraphs(fates: readonly Fate[], strands: (index: number) => boolean): { fates: Fate[]; stranded: Set<ChangeId> } {
  const result: Fate[] = [];
  const stranded = new Set<ChangeId>();
  let pending: ChangeId | null = null;
  let adopted = false;
  fates.forEach((fate, i) => {
    result.push(fate);
    if (fate.kind === "removed" || fate.kind === "gone") {
      if (fate.insert !== MARK || adopted || pending === null || !strands(i) || endsInPendingMark(fates, i + 1)) return;
      result.push({ kind: "new", insert: MARK, after: strandedMark(fate.before, pending) });
      stranded.add(pending);
      pending = null;
    } else if (fate.insert === MARK) {
      pending = null;
      adopted = false;
    } else if (typeof fate.after?.ins === "string") pending = fate.after.ins;
    else adopted = true;
  });
  return { fates: result, stranded };
}

/** Whether what stands next after `from` is the mark of a pending paragraph, which then holds the text already. */
function endsInPendingMark(fates: readonly Fate[], from: number): boolean {
  for (let i = from; i < fates.length; i++) {
    const fate = fates[i]!;
    if (fate.kind === "kept" || fate.kind === "new") return fate.insert === MARK && typeof fate.after?.ins === "string";
  }
  return false;
}

/**
 * Closes a sequence that would not end in a mark (S7): the last mark that goes stays, without what `strip` takes off.
 * `fates` must reach to the end of the draft; `afterMark` says that they do not begin at its start, but after a mark.
 */
export function closeDraft(
  fates: Fate[],
  afterMark = false,
  strip: (attributes: Attributes | undefined) => Attributes | undefined = (attributes) => attributes,
): Fate[] {
  const last = fates.findLastIndex((fate) => fate.kind === "kept" || fate.kind === "new");
  if (last < 0 && afterMark) return fates;
  if (last >= 0 && fates[last]!.insert === MARK) return fates;
  const went = fates.findLastIndex((fate) => fate.kind === "removed" && fate.insert === MARK);
  if (went < 0) return [...fates, { kind: "new", insert: MARK, after: undefined }];
  const mark = fates[went] as Fate & { kind: "removed" };
  const kept: Fate = { kind: "kept", insert: MARK, before: mark.before, after: strip(mark.before) };
  // Everything after it is removed too, or it would not be the last mark that goes: only text behind it must move before it.
  return went > last ? fates.with(went, kept) : [...fates, { kind: "new", insert: MARK, after: strip(mark.before) }];
}
