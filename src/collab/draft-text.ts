/**
 * The draft's Y.Text as Deltas, at the cost of the changed place instead of the whole draft. Y.Text keeps no position
 * cache once text is formatted, and ours always is: so this keeps the place of every paragraph mark, and begins every
 * write and every reading at the mark before the change.
 */
import * as Y from "yjs";
import { type Attributes, Delta, MARK, type Op, leadOf, lengthOf } from "../../schema/index.ts";
import {
  type Effect,
  type MarkPlace,
  type Sight,
  deltaOfEffect,
  readEffect,
  touchedItems,
  withFormat,
} from "./effect.ts";

export type ChangeListener = (change: Delta, transaction: Y.Transaction) => void;
export type EffectListener = (effect: Effect, transaction: Y.Transaction) => void;

export class DraftText {
  private readonly listeners = new Set<ChangeListener>();
  private readonly effectListeners = new Set<EffectListener>();
  private marks: MarkPlace[] = [];
  private readonly byItem = new Map<Y.Item, MarkPlace>();
  /** The ranks in `marks` that the transactions since the last clean-up may concern: from, and to without. */
  private recent: [from: number, to: number] = [Number.POSITIVE_INFINITY, 0];
  private writing = false;
  /** What the sender of the update that is being applied had seen; null when everything. The guard sets it. */
  sight: Sight | null = null;

  constructor(readonly text: Y.Text) {
    this.rebuild();
    text.observe(this.changed);
    // Yjs joins neighbouring items after a transaction: a mark that swallowed its neighbour, or was, is no place any more.
    this.doc.on("afterTransactionCleanup", this.dropStale);
  }

  /** Follows the text no longer: it may live on, and be read by another. */
  destroy(): void {
    this.text.unobserve(this.changed);
    this.doc.off("afterTransactionCleanup", this.dropStale);
  }

  get doc(): Y.Doc {
    return this.text.doc!;
  }

  /** Applies a Delta of the whole draft as one transaction with this origin. Change listeners are not told. */
  write(delta: Delta, origin: unknown): void {
    const ops = delta.ops as Op[];
    const skip = leadOf(ops);
    const outer = this.writing;
    this.writing = true;
    try {
      this.doc.transact(() => this.apply(ops, skip), origin);
    } finally {
      this.writing = outer;
    }
  }

  /** Calls back with every change that others wrote: a Delta from the draft's start. Returns a function that ends it. */
  observe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls back with what every transaction did, `write`'s included. Returns a function that ends it. */
  observeEffect(listener: EffectListener): () => void {
    this.effectListeners.add(listener);
    return () => this.effectListeners.delete(listener);
  }

  sequence(): Delta {
    return new Delta(this.text.toDelta() as Op[]);
  }

  /** The runs between two indexes, read from the paragraph mark before. */
  slice(from: number, to: number): Op[] {
    const rank = this.rank(from - 1);
    const start = rank < 0 ? null : this.marks[rank]!;
    const ops: Op[] = [];
    let at = start === null ? 0 : start.index + 1;
    let state = start?.attributes;
    for (let item = start === null ? this.text._start : start.item.right; item !== null && at < to; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        const { key, value } = item.content as { key: string; value: unknown };
        state = withFormat(state, key, value);
      } else if (item.countable) {
        const end = at + item.length;
        if (end > from) {
          const insert =
            item.content instanceof Y.ContentString
              ? item.content.str.slice(Math.max(0, from - at), Math.min(item.length, to - at))
              : ((item.content as Y.ContentEmbed).embed as Record<string, unknown>);
          ops.push(state === undefined ? { insert } : { insert, attributes: state });
        }
        at = end;
      }
    }
    return ops;
  }

  get length(): number {
    return this.text.length;
  }

  private readonly changed = (_event: Y.YTextEvent, transaction: Y.Transaction): void => {
    const touched = touchedItems(this.text, transaction);
    if (touched.size === 0) return;
    const start = this.markBefore(touched);
    const effect = readEffect(this.text, transaction, touched, start, this.sight);
    this.replaceMarks(start, effect);
    for (const listener of this.effectListeners) listener(effect, transaction);
    if (this.writing || this.listeners.size === 0) return;
    const delta = deltaOfEffect(effect);
    if (delta.ops.length > 0) for (const listener of this.listeners) listener(delta, transaction);
  };

  /** The last untouched paragraph mark before all touched items; null for the text's beginning. */
  markBefore(touched: ReadonlySet<Y.Item>): MarkPlace | null {
    if (this.marks.length === 0) return null;
    let first: MarkPlace | undefined;
    const visited = new Set<Y.Item>();
    for (const start of touched) {
      let item: Y.Item | null = start;
      let place: MarkPlace | undefined;
      for (; item !== null && !visited.has(item); item = item.left) {
        visited.add(item);
        place = touched.has(item) ? undefined : this.byItem.get(item);
        if (place !== undefined && !item.deleted) break;
        place = undefined;
      }
      if (place !== undefined) {
        visited.delete(place.item); // others may end here too
        if (first === undefined || place.index < first.index) first = place;
      } else if (item === null) return null;
    }
    return first ?? null;
  }

  private replaceMarks(start: MarkPlace | null, effect: Effect): void {
    let lengthBefore = 0;
    let lengthAfter = 0;
    for (const piece of effect.pieces) {
      const n = lengthOf(piece.insert);
      if (piece.kind !== "inserted" && piece.kind !== "gone") lengthBefore += n;
      if (piece.kind !== "deleted" && piece.kind !== "gone") lengthAfter += n;
    }
    const first = start === null ? 0 : this.rank(start.index) + 1;
    const end = effect.from + lengthBefore;
    let last = first;
    while (last < this.marks.length && this.marks[last]!.index < end) last++;
    for (const mark of this.marks.slice(first, last)) this.byItem.delete(mark.item);
    this.marks.splice(first, last - first, ...effect.marks);
    for (const mark of effect.marks) this.byItem.set(mark.item, mark);
    const shift = lengthAfter - lengthBefore;
    this.recent = [
      Math.min(this.recent[0], Math.max(0, first - 1)),
      Math.max(this.recent[1], first + effect.marks.length + 1),
    ];
    if (shift !== 0)
      for (let i = first + effect.marks.length; i < this.marks.length; i++) this.marks[i]!.index += shift;
  }

  /** The position in `marks` of the last mark at or before `index`; -1 when there is none. */
  private rank(index: number): number {
    let low = 0;
    let high = this.marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.marks[middle]!.index <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * Y.Text begins its walks at its own first item and offers no other way in; for this one write that is the paragraph
   * mark before the first change, and before it stand the formats in effect there.
   */
  private apply(ops: Op[], skip: number): void {
    const mark = this.marks[this.rank(skip - 1)];
    if (mark === undefined) return this.text.applyDelta(ops);
    const begin = this.text._start;
    this.text._start = Object.entries(mark.attributes ?? {}).reduce((next, [key, value]) => {
      const format = new Y.ContentFormat(key, value as object);
      return new Y.Item(Y.createID(0, 0), null, null, next, null, null, null, format);
    }, mark.item);
    try {
      // The walk passes at least the mark, so everything it makes has a left neighbour and never moves the beginning.
      this.text.applyDelta([{ retain: skip - mark.index }, ...ops.slice(1)]);
    } finally {
      this.text._start = begin;
    }
  }

  /** Only items in and beside the windows of the last transactions can have been joined. */
  private readonly dropStale = (): void => {
    const [from, to] = this.recent;
    this.recent = [Number.POSITIVE_INFINITY, 0];
    for (let i = Math.min(to, this.marks.length) - 1; i >= from; i--) {
      const { item } = this.marks[i]!;
      const linked = item.left === null ? this.text._start === item : item.left.right === item;
      if (linked && !item.deleted && item.length === 1) continue;
      this.byItem.delete(item);
      this.marks.splice(i, 1);
    }
  };

  private rebuild(): void {
    let index = 0;
    let state: Attributes | undefined;
    for (let item = this.text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        const { key, value } = item.content as { key: string; value: unknown };
        state = withFormat(state, key, value);
      } else if (item.countable) {
        if (item.content instanceof Y.ContentString && item.content.str === MARK) {
          const place = { item, index, attributes: state };
          this.marks.push(place);
          this.byItem.set(item, place);
        }
        index += item.length;
      }
    }
  }
}
