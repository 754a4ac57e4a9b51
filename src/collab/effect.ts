/**
 * What a Yjs transaction did to the draft, read from the items around the change alone. One walk follows the text as it
 * was and as it is; with a `Sight`, also as the update's sender saw it before and after, because only that tells what
 * the sender meant on text that changed meanwhile (S6, G3).
 */
import * as Y from "yjs";
import {
  type Attributes,
  Delta,
  type Insert,
  MARK,
  attributesDiff,
  lengthOf,
  sameAttributes,
} from "../../schema/index.ts";
import type { Piece } from "../revision/index.ts";

/** What the sender of an update had seen of the text when the update was made. */
export interface Sight {
  /** Whether the item was there for the sender. */
  saw(id: Y.ID): boolean;
  /** What was deleted in this stretch of ids without the sender having seen it go, in order of clocks. */
  unseenGraves(client: number, clock: number, length: number): Grave[];
  /** Whether the update itself deletes this id, be it already gone. */
  deletes(client: number, clock: number): boolean;
  /** At least the keys of all attributes that somebody ended, or of which a format went, without the sender having seen it. */
  unseenFormats(): Iterable<string>;
}

/** A deleted format or paragraph mark, kept by whoever needs a `Sight`; Yjs forgets their content. */
export interface Grave {
  client: number;
  clock: number;
  content: { format: string; value: unknown } | { mark: Attributes | undefined };
}

/** A live paragraph mark's place, and the attributes in effect there. */
export interface MarkPlace {
  item: Y.Item;
  index: number;
  attributes: Attributes | undefined;
}

/** A piece with the Yjs id of its first item, for whoever asks when it was written. */
export type PlacedPiece = Piece & { id: Y.ID };

export interface Effect {
  /** Index of the window's first item, the same before and after. */
  from: number;
  /** The window in order: from after a paragraph mark that was not touched to such a mark, or to the end. */
  pieces: PlacedPiece[];
  /** Whether the window reaches the draft's end. */
  atEnd: boolean;
  /** Formats and paragraph marks that went. */
  graves: Grave[];
  /** The live paragraph marks of the window as it is now. */
  marks: MarkPlace[];
}

/** Attributes in effect, as a value: setting a key makes a new one. */
export const withFormat = (state: Attributes | undefined, key: string, value: unknown): Attributes | undefined => {
  if (value === null) {
    if (state?.[key] === undefined) return state;
    const { [key]: _, ...rest } = state;
    return Object.keys(rest).length === 0 ? undefined : rest;
  }
  return { ...state, [key]: value };
};

/** Both of two states with the format set in it where its flag says so. */
function withFormatIn(
  a: Attributes | undefined,
  b: Attributes | undefined,
  inA: boolean,
  inB: boolean,
  key: string,
  value: unknown,
): [a: Attributes | undefined, b: Attributes | undefined] {
  if (inA && inB && a === b) {
    const both = withFormat(a, key, value);
    return [both, both];
  }
  return [inA ? withFormat(a, key, value) : a, inB ? withFormat(b, key, value) : b];
}

/** The items of `text` that a transaction made or deleted. */
export function touchedItems(text: Y.Text, transaction: Y.Transaction): Set<Y.Item> {
  const touched = new Set<Y.Item>();
  const store = transaction.doc.store;
  for (const [client, structs] of store.clients) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (Y.getState(store, client) <= before) continue;
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) {
      const struct = structs[i];
      if (struct instanceof Y.Item && struct.parent === text) touched.add(struct);
    }
  }
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.parent === text) touched.add(struct);
  });
  return touched;
}

/**
 * Walks from `start` (null: the text's first item; else the item after this untouched paragraph mark) until every
 * touched item is behind, the attributes in effect are again what they were, and a paragraph ends.
 */
export function readEffect(
  text: Y.Text,
  transaction: Y.Transaction,
  touched: ReadonlySet<Y.Item>,
  start: MarkPlace | null,
  sight: Sight | null,
): Effect {
  const pieces: PlacedPiece[] = [];
  const graves: Grave[] = [];
  const marks: MarkPlace[] = [];
  const from = start === null ? 0 : start.index + 1;
  let index = from;
  let before = start?.attributes; // in effect before the transaction
  let after = start?.attributes; // in effect now
  let seenBefore = start?.attributes; // in effect for the sender, without the update
  let seenAfter = start?.attributes; // in effect for the sender, with the update
  if (sight !== null && start !== null) seenBefore = seenAfter = stateForSender(start, sight);
  let left = touched.size;
  let item = start === null ? text._start : start.item.right;
  let atEnd = true;

  for (; item !== null; item = item.right) {
    const isTouched = touched.has(item);
    if (isTouched) left--;
    const isNew = item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
    const goes = item.deleted && isTouched; // deleted by this transaction
    const was = !isNew && (!item.deleted || goes);
    const is = !item.deleted;
    const content = item.content;

    if (content instanceof Y.ContentFormat) {
      const { key, value } = content as { key: string; value: unknown };
      // Equal states stay one object, so that whoever compares them sees it at once.
      [before, after] = withFormatIn(before, after, was, is, key, value);
      if (sight !== null && (isNew || sight.saw(item.id))) {
        [seenBefore, seenAfter] = withFormatIn(seenBefore, seenAfter, was, is, key, value);
      }
      if (goes && !isNew)
        graves.push({ client: item.id.client, clock: item.id.clock, content: { format: key, value } });
      continue;
    }
    const { id } = item;
    if (item.deleted && !goes && sight !== null) {
      for (const { content: lost, client, clock } of sight.unseenGraves(item.id.client, item.id.clock, item.length)) {
        const meantToo = sight.deletes(client, clock);
        if ("format" in lost) {
          seenBefore = withFormat(seenBefore, lost.format, lost.value);
          if (!meantToo) seenAfter = withFormat(seenAfter, lost.format, lost.value);
        } else if (!meantToo) pieces.push({ kind: "gone", insert: MARK, before: lost.mark, id });
      }
    }
    if (!item.countable || (!is && !was)) continue;

    for (const insert of insertsOf(content)) {
      if (is && was) {
        const seen = sight === null || sight.saw(item.id);
        const wish = seen
          ? sight === null
            ? attributesDiff(before, after)
            : attributesDiff(seenBefore, seenAfter)
          : undefined;
        pieces.push({ kind: "kept", insert, before, after, wish, id });
      } else if (is) pieces.push({ kind: "inserted", insert, after, given: sight === null ? after : seenAfter, id });
      else {
        pieces.push({ kind: "deleted", insert, before, id });
        if (insert === MARK) graves.push({ client: item.id.client, clock: item.id.clock, content: { mark: before } });
      }
      if (is && insert === MARK && item.length === 1) marks.push({ item, index, attributes: after });
      if (is) index += lengthOf(insert);
    }
    const settledHere =
      left === 0 &&
      is &&
      was &&
      endsParagraph(content) &&
      sameAttributes(before, after) &&
      (sight === null || sameAttributes(seenBefore, seenAfter));
    if (settledHere) {
      atEnd = onlyFormatsAfter(item);
      break;
    }
  }
  return { from, pieces, atEnd, graves, marks };
}

/** A run of text is given in pieces of which each paragraph mark is one. */
function insertsOf(content: Y.Item["content"]): Insert[] {
  if (content instanceof Y.ContentString) {
    return content.str === MARK || !content.str.includes(MARK)
      ? [content.str]
      : content.str.split(/(\n)/).filter((s) => s !== "");
  }
  return content instanceof Y.ContentEmbed ? [content.embed as Record<string, unknown>] : [];
}

const endsParagraph = (content: Y.Item["content"]): boolean =>
  content instanceof Y.ContentString && content.str.endsWith(MARK);

function onlyFormatsAfter(item: Y.Item): boolean {
  for (let next = item.right; next !== null; next = next.right) if (!next.deleted && next.countable) return false;
  return true;
}

/** The attributes in effect for the sender at a mark: per key the nearest format to the left that was there for the sender. */
function stateForSender(start: MarkPlace, sight: Sight): Attributes | undefined {
  const open = new Set([...Object.keys(start.attributes ?? {}), ...sight.unseenFormats()]);
  let state: Attributes | undefined;
  const resolve = (key: string, value: unknown) => {
    if (open.delete(key)) state = withFormat(state, key, value);
  };
  for (let item: Y.Item | null = start.item; item !== null && open.size > 0; item = item.left) {
    if (item.deleted) {
      for (const { content } of sight.unseenGraves(item.id.client, item.id.clock, item.length).reverse()) {
        if ("format" in content) resolve(content.format, content.value);
      }
    } else if (item.content instanceof Y.ContentFormat && sight.saw(item.id)) {
      const { key, value } = item.content as { key: string; value: unknown };
      resolve(key, value);
    }
  }
  return state;
}

/** What takes an effect back, as a Delta of the whole draft after it. */
export function inverseOfEffect({ from, pieces }: Effect): Delta {
  const delta = new Delta().retain(from);
  for (const piece of pieces) {
    if (piece.kind === "kept") delta.retain(lengthOf(piece.insert), attributesDiff(piece.after, piece.before));
    else if (piece.kind === "inserted") delta.delete(lengthOf(piece.insert));
    else if (piece.kind === "deleted") delta.insert(piece.insert as string, piece.before);
  }
  return delta.chop();
}

/** The effect as a Delta of the whole draft. */
export function deltaOfEffect({ from, pieces }: Effect): Delta {
  const delta = new Delta().retain(from);
  for (const piece of pieces) {
    if (piece.kind === "kept") delta.retain(lengthOf(piece.insert), attributesDiff(piece.before, piece.after));
    else if (piece.kind === "inserted") delta.insert(piece.insert as string, piece.after);
    else if (piece.kind === "deleted") delta.delete(lengthOf(piece.insert));
  }
  return delta.chop();
}
