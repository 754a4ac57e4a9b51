/**
 * Two texts become one redline: `original(compare(a, b)) = a`, `final(compare(a, b)) = b`, and nothing is marked that did
 * not change. Ids, agreements and comments are the draft's business, not the text's: those of `a` stay where its items stay.
 *
 * Paragraphs are aligned first, then words. Level, role and formatting that differ become settings; what else differs
 * and cannot be set is replaced. A split is an inserted mark, a join a deleted one. Paragraphs that stand elsewhere are one
 * change, taken away here and put in there; what differs in the copy is changes of their own, so that an edit does not
 * hide in a move.
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Run,
  type Setting,
  attributesDiff,
  deletionKey,
  idOf,
  lengthOf,
  movedId,
  sameAttributes,
  settingKey,
} from "../../schema/index.ts";
import { type Pair, align } from "./align.ts";
import { type Move, movesOf } from "./moves.ts";
import { type Stretch, stretchesOf, whole } from "./stretches.ts";
import { type Block, type Token, blocksOf, isOfDraft } from "./tokens.ts";
import { retargeted } from "./retarget.ts";
import { Words } from "./words.ts";

export interface Comparer {
  /** Whose changes they are. */
  delegation: string;
  /** A fresh id for the n-th change, n from 1. */
  change(n: number): ChangeId;
  /** An id for the n-th new paragraph whose own id the old text has already, n from 1; the next is asked for where it has that too. */
  markId(n: number): string;
  /** The language of the texts: where words end is its matter (UAX 29). */
  lang?: string;
}

/** The redline from `old` to `next`. Throws RangeError when one has pending changes or does not end in a mark. */
export function compare(old: Delta, next: Delta, comparer: Comparer): Delta {
  const words = new Words(comparer.lang ?? "en");
  const [before, after] = [blocksOf(old, words), blocksOf(next, words)];
  const pairs = align(before, after);
  return new Comparison(before, after, comparer).redline(pairs, movesOf(pairs, before, after));
}

/** Tokens with the paragraph mark that ends them. */
interface Text {
  tokens: readonly Token[];
  end: Token;
}

class Comparison {
  private readonly result = new Delta();
  private changes = 0;
  private marks = 0;
  private readonly taken: Set<string>;
  /** The ids that the marks of the new text have in the redline, by their own. */
  private readonly ids = new Map<string, string>();
  private readonly movedFrom = new Map<number, ChangeId>();
  private readonly movedTo = new Map<number, { old: number; change: ChangeId }>();
  /** The change that put in what is being written as if it were old: the copy of a paragraph that moved. */
  private under: ChangeId | undefined;
  /** The settings of the last item, for the next one to go on with. */
  private open: { values: Attributes; change: ChangeId } | undefined;

  constructor(
    private readonly before: readonly Block[],
    private readonly after: readonly Block[],
    private readonly comparer: Comparer,
  ) {
    this.taken = new Set(before.map(({ mark }) => idOf(mark)));
  }

  redline(pairs: readonly Pair[], moves: readonly Move[]): Delta {
    for (const { old, next, length } of moves) {
      const change = this.fresh();
      for (let n = 0; n < length; n++) {
        this.movedFrom.set(old + n, change);
        this.movedTo.set(next + n, { old: old + n, change });
      }
    }
    for (const { old, next } of pairs) {
      const [i, j] = [old[0], next[0]];
      if (j === undefined) this.removed(this.before[i!]!, this.movedFrom.get(i!) ?? this.fresh());
      else if (i === undefined) this.added(this.after[j]!, j);
      else if (old.length === 1 && next.length === 1) this.changed(this.before[i]!, this.after[j]!);
      else {
        const [was, is] = [textOf(old.map((k) => this.before[k]!)), textOf(next.map((k) => this.after[k]!))];
        this.rewritten(was, is, stretchesOf(was.tokens, is.tokens));
      }
    }
    return retargeted(this.result, {
      ids: this.ids,
      delegation: this.comparer.delegation,
      fresh: () => this.fresh(),
    });
  }

  private removed({ runs, end }: Block, change: ChangeId): void {
    for (const run of [...runs, ...end.runs]) this.strike(run, change);
  }

  private added(block: Block, j: number): void {
    const moved = this.movedTo.get(j);
    if (moved === undefined) {
      const change = this.fresh();
      for (const run of [...block.runs, ...block.end.runs]) this.put(run, change);
    } else {
      this.under = moved.change;
      this.changed(this.before[moved.old]!, block);
      this.under = undefined;
    }
  }

  private changed(before: Block, after: Block): void {
    if (before.isLike(after)) {
      for (const run of before.runs) this.keep(run, run.attributes);
      this.finish(before.end, after.end);
    } else this.rewritten(before, after, whole(stretchesOf(before.tokens, after.tokens), before.tokens, after.tokens));
  }

  private rewritten(before: Text, after: Text, stretches: readonly Stretch[]): void {
    let [i, j] = [0, 0];
    let last: ChangeId | undefined; // of what is replaced at the end of the text
    for (const { kept, removed, added } of stretches) {
      for (let k = 0; k < kept; k++) this.keepToken(before.tokens[i++]!, after.tokens[j++]!);
      if (removed + added > 0) {
        last = this.fresh();
        this.replace(before.tokens.slice(i, (i += removed)), after.tokens.slice(j, (j += added)), last);
      } else last = undefined;
    }
    this.finish(before.end, after.end, last);
  }

  /** The paragraph mark. `last` is the change of what is replaced before it. */
  private finish(before: Token, after: Token, last?: ChangeId): void {
    if (before.key === after.key) this.keepToken(before, after);
    // The mark of a copy is no other change than the copy: alone it would leave the words without a paragraph.
    else if (this.under !== undefined) this.replace([], [after], this.under);
    // For the same reason it goes with the words before it: they may be all that the paragraph has.
    else this.replace([before], [after], last ?? this.fresh());
    this.open = undefined; // what is set on the next mark is a change of its own
  }

  private replace(removed: readonly Token[], added: readonly Token[], change: ChangeId): void {
    for (const { runs } of removed) for (const run of runs) this.strike(run, change);
    for (const { runs } of added) for (const run of runs) this.put(run, change);
  }

  /** Equal tokens, run by run: their formatting may change at different places. */
  private keepToken(before: Token, after: Token): void {
    let [r, used] = [0, 0]; // how much of the run r of the new text is behind
    for (const { insert, attributes } of before.runs) {
      const length = lengthOf(insert);
      for (let at = 0; at < length; ) {
        const other = after.runs[r]!;
        const left = lengthOf(other.insert) - used;
        const to = Math.min(length, at + left);
        const piece = typeof insert === "string" ? insert.slice(at, to) : insert;
        this.keep({ insert: piece, attributes }, other.attributes);
        if (to - at === left) [r, used] = [r + 1, 0];
        else used += to - at;
        at = to;
      }
    }
  }

  private keep({ insert, attributes }: Run, after: Attributes | undefined): void {
    if (insert === MARK && this.under === undefined) this.ids.set(idOf(after ?? {}), idOf(attributes ?? {}));
    const values = differences(insert, attributes, after);
    if (values === undefined) this.open = undefined;
    else if (this.open === undefined || !sameAttributes(this.open.values, values))
      this.open = { values, change: this.fresh() };
    const result = this.under === undefined ? { ...attributes } : this.copied(insert, attributes, after);
    for (const key in values) {
      const value = values[key] as Setting["value"];
      result[settingKey(this.comparer.delegation, key)] = { change: this.open!.change, value } satisfies Setting;
    }
    this.result.insert(insert as string, result);
  }

  private strike({ insert, attributes }: Run, change: ChangeId): void {
    this.open = undefined;
    const result = this.under === undefined ? { ...attributes } : this.copied(insert, attributes, undefined);
    this.result.insert(insert as string, { ...result, [deletionKey(this.comparer.delegation)]: change });
  }

  private put({ insert, attributes }: Run, change: ChangeId): void {
    this.open = undefined;
    this.result.insert(insert as string, this.inserted(insert, attributes, idOf(attributes ?? {}), change));
  }

  /** An item of the old text in the copy of a paragraph that moved; `after` is what it is in the new text, if it is. */
  private copied(insert: Insert, attributes: Attributes | undefined, after: Attributes | undefined): Attributes {
    return this.inserted(insert, attributes, idOf(after ?? {}), this.under!, idOf(attributes ?? {}));
  }

  /**
   * The attributes of a new item; a mark has the id `own`, or a fresh one where that is taken, from which references
   * find it all the same. `was` is the id of a mark that moves.
   */
  private inserted(
    insert: Insert,
    attributes: Attributes | undefined,
    own: string,
    change: ChangeId,
    was = "",
  ): Attributes {
    const result: Attributes = {};
    for (const key in attributes) if (!isOfDraft(insert, key)) result[key] = attributes[key];
    result.ins = change;
    if (insert === MARK) {
      let id = own;
      while (id === "" || this.taken.has(id)) id = movedId(was || own, this.comparer.markId(++this.marks));
      this.taken.add(id);
      this.ids.set(own, id);
      result.id = id;
    }
    return result;
  }

  private fresh(): ChangeId {
    return this.comparer.change(++this.changes);
  }
}

/** What is to be set on an item to make it that of the new text; null takes away, undefined where nothing differs. */
function differences(
  insert: Insert,
  before: Attributes | undefined,
  after: Attributes | undefined,
): Attributes | undefined {
  if (before === after) return undefined;
  const values: Attributes = {};
  for (const key in attributesDiff(before, after)) {
    if (isOfDraft(insert, key) || (isUnsaid(key, before?.[key]) && isUnsaid(key, after?.[key]))) continue;
    values[key] = after?.[key] ?? null;
  }
  return Object.keys(values).length === 0 ? undefined : values;
}

/** Whether a mark says no more by this than one that says nothing: the first level, and plain text. */
const isUnsaid = (key: string, value: unknown): boolean =>
  value === undefined || (key === "level" && value === 0) || (key === "role" && value === "text");

/** Paragraphs as one text, the marks within among the words. */
const textOf = (blocks: readonly Block[]): Text => ({
  tokens: blocks.flatMap(({ tokens, end }, k) => (k < blocks.length - 1 ? [...tokens, end] : tokens)),
  end: blocks.at(-1)!.end,
});
