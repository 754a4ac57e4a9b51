/**
 * Footnotes in edits. A footnote is an object and a paragraph, and one gesture has to do with both: striking the last
 * object strikes the paragraph, and an object that is put somewhere brings a paragraph along, under an id of its own.
 * An edit is completed before it becomes proposals, so that both halves belong to one change.
 */
import {
  type Attributes,
  Delta,
  FORMATS,
  MARK,
  type Op,
  deletionKey,
  footnoteOf,
  idOf,
  lengthOf,
  passedBy,
  roleOf,
  runsOf,
} from "../../schema/index.ts";
import { copyOf } from "./move.ts";
import type { Author } from "./track.ts";

export interface FootnoteAuthor {
  /** Null for one who edits the text itself. */
  delegation: string | null;
  /** A fresh id for a new paragraph mark. */
  markId(): string;
  /** The texts of footnotes that were cut, by id: the sequence may have them no more. */
  cut?: ReadonlyMap<string, readonly Op[]>;
  /** True where the edit moves text: others' pending words in a footnote do not go along, as in all that moves. */
  moves?: boolean;
  /** True for undo and redo: what comes back is part of the change that it was part of. */
  history?: boolean;
}

export interface CompletedEdit {
  edit: Delta;
  /** Ids of inserted paragraph marks that must be kept, because an object has them. Empty when none was inserted. */
  ids: ReadonlySet<string>;
}

/** Whether an edit inserts the object of a footnote. Whether it deletes one, the sequence knows. */
export const insertsFootnote = (edit: Delta): boolean =>
  (edit.ops as Op[]).some((op) => footnoteOf(op.insert) !== null);

/**
 * The edit with both halves of the footnotes that it inserts and strikes. `sequence` is the whole draft. An inserted
 * object always gets a fresh id: with it the footnote paragraph of the same id that is inserted too, else a copy of the
 * one that is there, else an empty one, at the draft's end. An edit without footnotes is returned as it is.
 */
export function withFootnotes(sequence: Delta, edit: Delta, author: FootnoteAuthor): CompletedEdit {
  const notes = notesOf(sequence);
  const { edit: renamed, ids, lacking } = withFreshIds(edit, author);
  const struck = strike(sequence, edit, notes, author.delegation);
  if (ids.size === 0 && struck.length === 0) return { edit, ids };
  const strikes = new Delta();
  let at = 0;
  for (const { from, to } of struck) {
    strikes.retain(from - at).delete(to - from);
    at = to;
  }
  const end = lengthAfter(sequence.length(), renamed);
  const added = new Delta().retain(end);
  for (const { id, like } of lacking) {
    const note = notes.get(like)?.[0];
    const content = note === undefined ? author.cut?.get(like) : contentOf(sequence, note, author);
    for (const op of content ?? []) added.push(op);
    added.insert(MARK, { role: "footnote", id });
  }
  const completed = lacking.length === 0 ? renamed : renamed.compose(added);
  return { edit: completed.compose(completed.transform(strikes)).chop(), ids };
}

/** The texts of the footnotes whose objects an edit deletes, by id: `sequence` is the whole draft. */
export function cutFootnotes(sequence: Delta, edit: Delta, delegation: string | null): Map<string, Op[]> {
  const notes = notesOf(sequence);
  const result = new Map<string, Op[]>();
  for (const { from, to } of deletionsOf(edit)) {
    for (const { insert } of sequence.slice(from, to).ops as Op[]) {
      const note = notes.get(footnoteOf(insert) ?? "")?.[0];
      if (note !== undefined) result.set(footnoteOf(insert)!, contentOf(sequence, note, { delegation }));
    }
  }
  return result;
}

/** The author of an edit that inserts footnotes: their marks keep the ids in `ids`, and both halves are one change. */
export function asOneChange(author: Author, ids: ReadonlySet<string>): Author {
  if (ids.size === 0) return author;
  return {
    ...author,
    markId: keepingIds(author.markId, ids),
    // Typed on in own text, the object would belong to the change of that text, and its paragraph to another.
    ...(author.history !== true && author.moves !== true && { owns: () => false }),
  };
}

/** Fresh ids for marks, but for those that have one of `ids`. */
export const keepingIds =
  (markId: (given?: Attributes) => string, ids: ReadonlySet<string>) =>
  (given?: Attributes): string => {
    const id = idOf(given ?? {});
    return ids.has(id) ? id : markId(given);
  };

interface Range {
  from: number;
  to: number;
}

/** The footnote paragraphs by their id, each from its first item to behind its mark. */
function notesOf(sequence: Delta): Map<string, Range[]> {
  const result = new Map<string, Range[]>();
  let [at, from] = [0, 0];
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    at += lengthOf(insert);
    if (insert !== MARK) continue;
    const mark = attributes ?? {};
    if (roleOf(mark) === "footnote" && idOf(mark) !== "")
      result.set(idOf(mark), [...(result.get(idOf(mark)) ?? []), { from, to: at }]);
    from = at;
  }
  return result;
}

/** The edit with fresh ids for inserted objects and their paragraphs, and the paragraphs that it does not bring. */
function withFreshIds(
  edit: Delta,
  author: FootnoteAuthor,
): { edit: Delta; ids: Set<string>; lacking: { id: string; like: string }[] } {
  const ids = new Set<string>();
  const lacking: { id: string; like: string }[] = [];
  if (!insertsFootnote(edit)) return { edit, ids, lacking };
  const waiting = new Map<string, string[]>(); // fresh ids by the old one, for the paragraphs that come with them
  const objects = (edit.ops as Op[]).map((op): Op => {
    const old = footnoteOf(op.insert);
    if (old === null) return op;
    const id = author.markId();
    ids.add(id);
    waiting.set(old, [...(waiting.get(old) ?? []), id]);
    return { ...op, insert: { footnote: id } };
  });
  const result = new Delta();
  for (const op of objects) {
    if (typeof op.insert !== "string") {
      result.push(op);
      continue;
    }
    for (const { insert, attributes } of runsOf([op])) {
      const mark = attributes ?? {};
      const id = insert === MARK && roleOf(mark) === "footnote" ? waiting.get(idOf(mark))?.shift() : undefined;
      result.insert(insert as string, id === undefined ? attributes : { ...attributes, id });
    }
  }
  for (const [like, rest] of waiting) for (const id of rest) lacking.push({ id, like });
  return { edit: author.history === true ? result : ofOneChange(result, ids), ids, lacking };
}

/** The edit in which the footnotes of `ids` come without the changes that each half was part of. */
function ofOneChange(edit: Delta, ids: ReadonlySet<string>): Delta {
  const runs = (edit.ops as Op[]).flatMap((op) => (op.insert === undefined ? [op] : [...runsOf([op])]));
  let isFootnote = false; // the paragraph, as its mark says: read from behind
  const isHalf = runs.toReversed().map(({ insert, attributes = {} }) => {
    if (insert === undefined) isFootnote = false;
    else if (insert === MARK) isFootnote = ids.has(idOf(attributes));
    return isFootnote || footnoteOf(insert) !== null;
  });
  isHalf.reverse();
  const result = new Delta();
  for (const [i, run] of runs.entries()) {
    const { ins: _, ...rest } = run.attributes ?? {};
    if (isHalf[i]) result.insert(run.insert as string, rest);
    else result.push(run);
  }
  return result;
}

/** The paragraphs of the footnotes whose last object the edit strikes, those of footnotes in their text included. */
function strike(
  sequence: Delta,
  edit: Delta,
  notes: ReadonlyMap<string, readonly Range[]>,
  delegation: string | null,
): Range[] {
  if (notes.size === 0) return [];
  const own = delegation === null ? null : deletionKey(delegation);
  const deleted = deletionsOf(edit);
  const objects: { id: string; at: number }[] = [];
  const kept = new Set<string>(); // footnotes with a pending object, which a direct edit leaves where it is
  let at = 0;
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    const id = footnoteOf(insert);
    if (id !== null) {
      if (own === null && attributes?.ins !== undefined) kept.add(id);
      else if (own === null || attributes?.[own] === undefined) objects.push({ id, at });
    }
    at += lengthOf(insert);
  }
  const result = new Map<string, readonly Range[]>();
  for (let found = true; found; ) {
    found = false;
    const going = [...deleted, ...[...result.values()].flat()];
    const goes = (index: number) => going.some(({ from, to }) => index >= from && index < to);
    for (const { id, at } of objects) {
      const ranges = notes.get(id);
      if (ranges === undefined || result.has(id) || kept.has(id) || !goes(at)) continue;
      if (objects.some((other) => other.id === id && !goes(other.at))) continue;
      result.set(id, ranges);
      found = true;
    }
  }
  return [...result.values()].flat().sort((a, b) => a.from - b.from);
}

function deletionsOf(edit: Delta): Range[] {
  const result: Range[] = [];
  let at = 0;
  for (const op of edit.ops as Op[]) {
    if (op.delete !== undefined) result.push({ from: at, to: at + op.delete });
    at += passedBy(op);
  }
  return result;
}

/** The text of a footnote paragraph for a copy of it: what its author sees, or moves, without objects of other footnotes. */
function contentOf(
  sequence: Delta,
  range: Range,
  { delegation, moves }: Pick<FootnoteAuthor, "delegation" | "moves">,
): Op[] {
  const text = sequence.slice(range.from, range.to - 1);
  const mover = delegation === null ? null : { delegation };
  const own = delegation === null ? null : deletionKey(delegation);
  return ((moves === true ? copyOf(text, mover) : text).ops as Op[])
    .filter(
      ({ insert, attributes }) => footnoteOf(insert) === null && (own === null || attributes?.[own] === undefined),
    )
    .map(({ insert, attributes }) => {
      const formats = FORMATS.filter((name) => attributes?.[name] === true).map((name) => [name, true] as const);
      return formats.length === 0 ? { insert } : { insert, attributes: Object.fromEntries(formats) };
    });
}

function lengthAfter(length: number, edit: Delta): number {
  let result = length;
  for (const op of edit.ops as Op[]) result += op.insert === undefined ? -(op.delete ?? 0) : lengthOf(op.insert);
  return result;
}
