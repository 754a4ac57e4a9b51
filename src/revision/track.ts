/**
 * Turns an edit into proposals: what the author typed becomes a pending insertion, what he or she struck a proposed
 * deletion, what he or she set a proposed setting. Laws: `original(track(d, e)) = original(d)` (S1),
 * `final(track(d, e)) = final(e applied to d)` (S2), one's own pending insertion is simply edited (S3).
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Op,
  type Setting,
  deletionKey,
  delegationOf,
  isChange,
  lengthOf,
  parseKey,
  runsOf,
  sameValue,
  settingKey,
} from "../../schema/index.ts";
import { type Fate, closeDraft, deltaOf, keepParagraphs, stands } from "./fates.ts";
import { properties, proposes } from "./properties.ts";

export interface Author {
  delegation: string;
  /** A fresh id for this gesture: never used before. */
  change: ChangeId;
  /** Whether a pending change is this person's own, so that typing on in it keeps its id. */
  owns(change: ChangeId): boolean;
  /** A fresh id for a new paragraph mark that the edit gives these attributes. */
  markId(given?: Attributes): string;
  /**
   * True for undo and redo: the edit's own revision keys are taken as meant, as far as they are the author's own
   * (taking back a deletion takes its mark off, instead of proposing the contrary).
   */
  history?: boolean;
  /** True where the edit moves text: it is one change of its own, and in it one's own pending text keeps its id. */
  moves?: boolean;
}

/**
 * The tracked form of `edit`, an edit of `sequence` as it is shown with all its marks. Only formatting, role, part, level
 * and label of the edit count; its revision keys and ids are ignored. Throws RangeError when the edit is longer than the
 * sequence. Both may be a window of paragraphs that ends with one which the edit leaves alone, or at the draft's end; one
 * from within the draft says so with `afterMark`: only the draft itself must not become empty (S7).
 */
export function track(sequence: Delta, edit: Delta, author: Author, afterMark = false): Delta {
  const fates: Fate[] = [];
  const ownDeletion = deletionKey(author.delegation);
  const isOwn = (attributes: Attributes | undefined) =>
    typeof attributes?.ins === "string" && delegationOf(attributes.ins) === author.delegation;
  const renewed = author.history ? redone(edit, author.delegation) : new Set<ChangeId>();
  let replaces = false; // text that was struck just before, so that what stands for it belongs to the same change

  walk(sequence, edit, {
    retain(insert, before, change) {
      replaces = false;
      const after = change === undefined ? before : retained(insert, before, change, author, isOwn(before));
      fates.push({ kind: "kept", insert, before, after });
    },
    delete(insert, before) {
      if (isOwn(before)) fates.push({ kind: "removed", insert, before });
      else if (before?.[ownDeletion] !== undefined) fates.push({ kind: "kept", insert, before, after: before });
      else {
        replaces = true;
        fates.push({ kind: "kept", insert, before, after: { ...before, [ownDeletion]: author.change } });
      }
    },
    insert(ops, next) {
      const change = replaces || author.moves ? author.change : continued(fates, next, author);
      const keepsIds = author.history === true || author.moves === true;
      for (const { insert, attributes } of runsOf(ops)) {
        const given = attributes?.ins;
        const after = withoutNulls(properties(insert, attributes));
        if (keepsIds && isChange(given) && author.owns(given)) after.ins = renewed.has(given) ? author.change : given;
        else after.ins = change;
        if (insert === MARK) after.id = author.markId(attributes);
        fates.push({ kind: "new", insert, after });
      }
    },
  });
  return deltaOf(closeDraft(fates, afterMark));
}

/**
 * The direct form of `edit` by one who may change the adopted text: deletes adopted items only (S10), leaves pending
 * ones alone, and gives text that it strands a paragraph. `markId` gives fresh ids; windows are as those of `track`.
 */
export function direct(sequence: Delta, edit: Delta, markId: (given?: Attributes) => string, afterMark = false): Delta {
  const fates: Fate[] = [];
  walk(sequence, edit, {
    retain(insert, before, change) {
      const after =
        change === undefined || before?.ins !== undefined ? before : merged(before, properties(insert, change));
      fates.push({ kind: "kept", insert, before, after });
    },
    delete(insert, before) {
      if (before?.ins === undefined) fates.push({ kind: "removed", insert, before });
      else fates.push({ kind: "kept", insert, before, after: before });
    },
    insert(ops) {
      for (const { insert, attributes } of runsOf(ops)) {
        const after = withoutNulls(properties(insert, attributes));
        if (insert === MARK) after.id = markId(attributes);
        fates.push({ kind: "new", insert, after });
      }
    },
  });
  return deltaOf(closeDraft(keepParagraphs(fates).fates, afterMark));
}

interface Visitor {
  retain(insert: Insert, before: Attributes | undefined, change: Attributes | undefined): void;
  delete(insert: Insert, before: Attributes | undefined): void;
  /** All that is inserted at one place; `next` are the attributes of what follows. */
  insert(ops: readonly Op[], next: Attributes | undefined): void;
}

/**
 * Visits sequence and edit together, run by run. A deletion at the place of an insertion comes first, as in print; only
 * the draft's last mark stays behind what is inserted without a mark at its end, because a draft ends in one (S7). What
 * the edit does not reach is retained.
 */
function walk(sequence: Delta, edit: Delta, visitor: Visitor): void {
  const runs = [...runsOf(sequence.ops as Op[])];
  let i = 0;
  let offset = 0;
  const take = (length: number, visit: (insert: Insert, attributes: Attributes | undefined) => void) => {
    for (let rest = length; rest > 0; ) {
      const run = runs[i];
      if (run === undefined) throw new RangeError(`edit runs ${rest} past the end of the sequence`);
      const { insert, attributes } = run;
      const n = Math.min(rest, lengthOf(insert) - offset);
      visit(typeof insert === "string" ? insert.slice(offset, offset + n) : insert, attributes);
      rest -= n;
      offset += n;
      if (offset === lengthOf(insert)) {
        i++;
        offset = 0;
      }
    }
  };
  /** Whether the next `length` items are the last ones. */
  const reachesEnd = (length: number) => {
    let rest = length + offset;
    for (let k = i; k < runs.length && rest >= 0; k++) rest -= lengthOf(runs[k]!.insert);
    return rest === 0;
  };
  const ops = edit.ops as Op[];
  for (let k = 0; k < ops.length; k++) {
    const op = ops[k]!;
    if (op.insert !== undefined) {
      const from = k;
      while (ops[k + 1]?.insert !== undefined) k++;
      const inserted = ops.slice(from, k + 1);
      const struck = ops[k + 1]?.delete ?? 0;
      const before = struck > 0 && reachesEnd(struck) && !endsInMark(inserted) ? struck - 1 : struck;
      take(before, visitor.delete);
      visitor.insert(inserted, runs[i]?.attributes);
      take(struck - before, visitor.delete);
      if (struck > 0) k++;
    } else if (op.delete !== undefined) take(op.delete, visitor.delete);
    else if (typeof op.retain === "number") {
      take(op.retain, (insert, attributes) => visitor.retain(insert, attributes, op.attributes));
    } else throw new RangeError("edit retains an inline object: give a length");
  }
  while (i < runs.length) {
    take(lengthOf(runs[i]!.insert) - offset, (insert, attributes) => visitor.retain(insert, attributes, undefined));
  }
}

function endsInMark(ops: readonly Op[]): boolean {
  const last = ops.at(-1)?.insert;
  return typeof last === "string" && last.endsWith(MARK);
}

function withoutNulls(attributes: Attributes): Attributes {
  for (const key in attributes) if (attributes[key] === null) delete attributes[key];
  return attributes;
}

const merged = (before: Attributes | undefined, change: Attributes): Attributes =>
  withoutNulls({ ...before, ...change });

/** A retained item after the author's attribute changes. */
function retained(
  insert: Insert,
  before: Attributes | undefined,
  change: Attributes,
  author: Author,
  own: boolean,
): Attributes {
  const after: Attributes = { ...before };
  const wanted = properties(insert, change);
  for (const key in wanted) {
    const value = wanted[key] as Setting["value"];
    const proposal = settingKey(author.delegation, key);
    if (own) {
      after[key] = value;
      delete after[proposal];
    } else if (sameValue(before?.[key], value)) delete after[proposal];
    else if (!proposes(before?.[proposal], value)) after[proposal] = { change: author.change, value } satisfies Setting;
  }
  if (author.history) takeBack(after, change, author);
  return withoutNulls(after);
}

/** The changes whose deletions and settings an undo or redo brings back: under a fresh id, with all that belongs to them. */
function redone(edit: Delta, delegation: string): Set<ChangeId> {
  const changes = new Set<ChangeId>();
  for (const { attributes } of edit.ops as Op[]) {
    for (const key in attributes) {
      const k = parseKey(key);
      if ((k.kind !== "del" && k.kind !== "set") || k.delegation !== delegation) continue;
      const value = attributes[key] as ChangeId | Setting | null;
      if (value !== null) changes.add(typeof value === "string" ? value : value.change);
    }
  }
  return changes;
}

/** Undo and redo bring revision keys with them: of these the author's own are applied, redone ones under the fresh id. */
function takeBack(after: Attributes, change: Attributes, author: Author): void {
  for (const key in change) {
    const k = parseKey(key);
    if ((k.kind !== "del" && k.kind !== "set") || k.delegation !== author.delegation) continue;
    if (change[key] === null) delete after[key];
    else if (k.kind === "del") after[key] = author.change;
    else after[key] = { ...(change[key] as Setting), change: author.change };
  }
}

/**
 * The change that newly typed text belongs to: the author's own pending change that it touches, else the fresh one.
 * Text at a paragraph's start does not go on with the mark of the paragraph before.
 */
function continued(fates: readonly Fate[], next: Attributes | undefined, author: Author): ChangeId {
  const left = fates.findLast(stands);
  const beside = [left?.insert === MARK ? undefined : left?.after?.ins, next?.ins];
  return beside.find((id): id is ChangeId => isChange(id) && author.owns(id)) ?? author.change;
}
