/**
 * What becomes of each run of a sequence: kept (perhaps with other attributes), removed, or newly there. The steps of
 * the algebra write fates; this file turns them into a Delta, and gives stranded text a paragraph of its own (S5, S10).
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  attributesDiff,
  idOf,
  lengthOf,
} from "../../schema/index.ts";

export type Fate =
  | { kind: "kept"; insert: Insert; before: Attributes | undefined; after: Attributes | undefined }
  | { kind: "removed"; insert: Insert; before: Attributes | undefined }
  | { kind: "new"; insert: Insert; after: Attributes | undefined }
  /** A mark that went before, unseen by whoever typed beside it: not in the sequence, but it can strand text. */
  | { kind: "gone"; insert: Insert; before: Attributes | undefined }
  /** Inserted where nothing may be inserted: taken out again, and its words go back to their author. */
  | { kind: "returned"; insert: Insert };
/** The fate of what stands afterwards. */
export type Standing = Fate & { kind: "kept" | "new" };

export const stands = (fate: Fate): fate is Standing => fate.kind === "kept" || fate.kind === "new";
/** Whether what stands is a proposal still. */
export const isPending = (fate: Standing): boolean => typeof fate.after?.ins === "string";

/** The Delta that leads from the sequence of kept and removed runs to that of kept and new ones. */
export function deltaOf(fates: Iterable<Fate>): Delta {
  const delta = new Delta();
  for (const fate of fates) {
    if (fate.kind === "kept") delta.retain(lengthOf(fate.insert), attributesDiff(fate.before, fate.after));
    else if (fate.kind === "removed") delta.delete(lengthOf(fate.insert));
    else if (fate.kind === "new") delta.insert(fate.insert as string, fate.after);
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
 * `strands` says whether the loss of a mark counts for the text that stands right before it. `stranded` are the fates of
 * that text: all of it is pending.
 */
export function keepParagraphs(
  fates: readonly Fate[],
  strands: (mark: Fate, text: Standing) => boolean = () => true,
): { fates: Fate[]; stranded: Set<Standing> } {
  const result: Fate[] = [];
  const stranded = new Set<Standing>();
  const isHeld = endingInPendingMarks(fates);
  let pending: Standing[] = []; // the paragraph's text as far as it was read
  let adopted = false;
  fates.forEach((fate, i) => {
    result.push(fate);
    const last = pending.at(-1);
    if (stands(fate)) {
      if (fate.insert === MARK) {
        pending = [];
        adopted = false;
      } else if (isPending(fate)) pending.push(fate);
      else adopted = true;
    } else if (
      fate.kind !== "returned" &&
      fate.insert === MARK &&
      !adopted &&
      last !== undefined &&
      strands(fate, last) &&
      !isHeld[i]
    ) {
      result.push({ kind: "new", insert: MARK, after: strandedMark(fate.before, last.after?.ins as ChangeId) });
      for (const text of pending) stranded.add(text);
      pending = [];
    }
  });
  return { fates: result, stranded };
}

/**
 * Whether what stands there, or next after it, is the mark of a pending paragraph, which then holds the text before it
 * already: for each of the fates.
 */
function endingInPendingMarks(fates: readonly Fate[]): boolean[] {
  const result: boolean[] = [];
  let isHeld = false;
  for (const fate of fates.toReversed()) {
    if (stands(fate)) isHeld = fate.insert === MARK && isPending(fate);
    result.push(isHeld);
  }
  return result.reverse();
}

/**
 * Closes a sequence that would not end in a mark (S7): the last mark that goes stays, without what `strip` takes off.
 * Text that was put behind it gets a mark like it, pending text as part of its change. `fates` must reach to the end of
 * the draft; `afterMark` says that they do not begin at its start, but after a mark.
 */
export function closeDraft(
  fates: Fate[],
  afterMark = false,
  strip: (attributes: Attributes | undefined) => Attributes | undefined = (attributes) => attributes,
): Fate[] {
  const last = fates.findLastIndex(stands);
  const end = fates[last] as Standing | undefined;
  if (end === undefined ? afterMark : end.insert === MARK) return fates;
  const went = fates.findLastIndex((fate) => fate.kind === "removed" && fate.insert === MARK);
  const before = (fates[went] as (Fate & { kind: "removed" }) | undefined)?.before;
  if (went > last) return fates.with(went, { kind: "kept", insert: MARK, before, after: strip(before) });
  const pending = end !== undefined && isPending(end);
  return [
    ...fates,
    { kind: "new", insert: MARK, after: pending ? strandedMark(before, end.after?.ins as ChangeId) : strip(before) },
  ];
}
