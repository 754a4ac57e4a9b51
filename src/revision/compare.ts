/**
 * Two texts become one redline: `original(compare(a, b)) = a`, `final(compare(a, b)) = b`, ids of kept paragraphs aside,
 * and nothing is marked that did not change. Paragraphs are aligned first, then words; level, role and formatting that
 * differ become settings; a paragraph that stands elsewhere is one change, taken away here and put in there.
 */
import { diffArrays } from "diff";
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Op,
  type Run,
  SETTABLE_ON_MARK,
  type Setting,
  deletionKey,
  idOf,
  isRevisionKey,
  parseKey,
  runsOf,
  sameValue,
  settingKey,
} from "../../schema/index.ts";
import { type Alignable, align, movesOf } from "./align.ts";

export interface Comparer {
  /** Whose changes they are. */
  delegation: string;
  /** A fresh id for the n-th change, n from 1. */
  change(n: number): ChangeId;
  /** A fresh id for the n-th new paragraph whose own id the old text has already, n from 1. */
  markId(n: number): string;
  /** The language of the texts: where words end is its matter (UAX 29). */
  lang?: string;
}

/** A stretch of a paragraph that is compared as one: a word, a space, a sign, an inline object. */
interface Token {
  insert: Insert;
  attributes: Attributes | undefined;
  /** What makes two tokens equal. */
  key: string;
}
interface Block extends Alignable {
  tokens: Token[];
  mark: Attributes;
}

/** The redline from `old` to `next`, both without pending changes. Throws RangeError when one has any. */
export function compare(old: Delta, next: Delta, comparer: Comparer): Delta {
  const segmenter = new Intl.Segmenter(comparer.lang ?? "en", { granularity: "word" });
  const [before, after] = [blocksOf(old, segmenter), blocksOf(next, segmenter)];
  const pairs = align(before, after);
  const moves = movesOf(pairs, before, after);
  const comparison = new Comparison(comparer, new Set(before.map(({ mark }) => idOf(mark))));
  for (const [i, j] of moves) comparison.isOneChange(i, j);
  for (const { old: i, next: j } of pairs) {
    if (i !== null && j !== null) comparison.changed(before[i]!, after[j]!);
    else if (i !== null) comparison.removed(before[i]!, i);
    else comparison.added(after[j!]!, j!);
  }
  return comparison.result;
}

class Comparison {
  readonly result = new Delta();
  private changes = 0;
  private marks = 0;
  private readonly movedFrom = new Map<number, ChangeId>();
  private readonly movedTo = new Map<number, ChangeId>();

  constructor(
    private readonly comparer: Comparer,
    private readonly taken: Set<string>,
  ) {}

  /** The paragraph `i` of the old text is `j` of the new one. */
  isOneChange(i: number, j: number): void {
    const change = this.fresh();
    this.movedFrom.set(i, change);
    this.movedTo.set(j, change);
  }

  removed({ tokens, mark }: Block, i: number): void {
    const change = this.movedFrom.get(i) ?? this.fresh();
    for (const token of tokens) this.strike(token, change);
    this.strike({ insert: MARK, attributes: mark, key: MARK }, change);
  }

  added({ tokens, mark }: Block, j: number): void {
    const change = this.movedTo.get(j) ?? this.fresh();
    for (const token of tokens) this.put(token, change);
    const own = idOf(mark);
    const id = own === "" || this.taken.has(own) ? this.comparer.markId(++this.marks) : own;
    this.taken.add(id);
    this.put({ insert: MARK, attributes: { ...mark, id }, key: MARK }, change);
  }

  changed(before: Block, after: Block): void {
    let [i, j] = [0, 0];
    for (const { kept, removed, added } of stretchesOf(before.tokens, after.tokens)) {
      for (let k = 0; k < kept; k++) this.keep(before.tokens[i++]!, after.tokens[j++]!);
      if (removed + added === 0) continue;
      const change = this.fresh(); // a replacement is one change
      for (let k = 0; k < removed; k++) this.strike(before.tokens[i++]!, change);
      for (let k = 0; k < added; k++) this.put(after.tokens[j++]!, change);
    }
    this.set(MARK, before.mark, after.mark, SETTABLE_ON_MARK);
  }

  private keep({ insert, attributes }: Token, next: Token): void {
    const formats = [...Object.keys(attributes ?? {}), ...Object.keys(next.attributes ?? {})];
    this.set(
      insert,
      attributes,
      next.attributes,
      formats.filter((key) => parseKey(key).kind === "format"),
    );
  }

  private set(
    insert: Insert,
    before: Attributes | undefined,
    after: Attributes | undefined,
    keys: readonly string[],
  ): void {
    const result: Attributes = { ...before };
    let change: ChangeId | undefined;
    for (const key of keys) {
      const value = (after?.[key] ?? null) as Setting["value"];
      if (sameValue(before?.[key], value)) continue;
      change ??= this.fresh();
      result[settingKey(this.comparer.delegation, key)] = { change, value } satisfies Setting;
    }
    this.result.insert(insert as string, result);
  }

  private strike({ insert, attributes }: Token, change: ChangeId): void {
    this.result.insert(insert as string, { ...attributes, [deletionKey(this.comparer.delegation)]: change });
  }
  private put({ insert, attributes }: Token, change: ChangeId): void {
    this.result.insert(insert as string, { ...attributes, ins: change });
  }
  private fresh(): ChangeId {
    return this.comparer.change(++this.changes);
  }
}

function blocksOf(sequence: Delta, segmenter: Intl.Segmenter): Block[] {
  const blocks: Block[] = [];
  let runs: Run[] = [];
  for (const run of runsOf(sequence.ops as Op[])) {
    const pending = Object.keys(run.attributes ?? {}).find(isRevisionKey);
    if (pending !== undefined) throw new RangeError(`a text with pending changes cannot be compared: ${pending}`);
    if (run.insert !== MARK) runs.push(run);
    else {
      blocks.push(blockOf(runs, run.attributes ?? {}, segmenter));
      runs = [];
    }
  }
  return blocks;
}

/** Words are found in the whole text of the paragraph and then cut where the formatting changes. */
function blockOf(runs: readonly Run[], mark: Attributes, segmenter: Intl.Segmenter): Block {
  const text = runs.map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC")).join("");
  const tokens: Token[] = [];
  const words: string[] = [];
  let r = 0;
  let end = runs[0] === undefined ? 0 : lengthOfRun(runs[0]);
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true) words.push(segment.toLocaleLowerCase());
    for (let at = index; at < index + segment.length; ) {
      while (at >= end) end += lengthOfRun(runs[++r]!);
      const { insert, attributes } = runs[r]!;
      const to = Math.min(end, index + segment.length);
      if (typeof insert === "string") tokens.push({ insert: text.slice(at, to), attributes, key: text.slice(at, to) });
      else tokens.push({ insert, attributes, key: `\uFFFC${JSON.stringify(insert)}` });
      at = to;
    }
  }
  return { text: tokens.map(({ key }) => key).join(""), words, tokens, mark };
}

const lengthOfRun = ({ insert }: Run): number => (typeof insert === "string" ? insert.length : 1);

interface Stretch {
  kept: number;
  removed: number;
  added: number;
}

/**
 * Kept tokens followed by replaced ones, in order. A lone space between two replacements goes with them: a reader sees
 * one phrase replaced by another.
 */
function stretchesOf(before: readonly Token[], after: readonly Token[]): Stretch[] {
  const result: Stretch[] = [{ kept: 0, removed: 0, added: 0 }];
  for (const { removed, added, count } of diffArrays(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  )) {
    const last = result.at(-1)!;
    if (removed) last.removed += count;
    else if (added) last.added += count;
    else if (last.removed + last.added === 0) last.kept += count;
    else result.push({ kept: count, removed: 0, added: 0 });
  }
  return joined(result, before);
}

function joined(stretches: readonly Stretch[], before: readonly Token[]): Stretch[] {
  const result: Stretch[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const last = result.at(-1);
    const isSpace = stretch.kept === 1 && before[at]!.key.trim() === "";
    const isPhrase =
      last !== undefined && last.removed > 0 && last.added > 0 && stretch.removed > 0 && stretch.added > 0;
    if (isSpace && isPhrase) {
      last.removed += 1 + stretch.removed;
      last.added += 1 + stretch.added;
    } else result.push({ ...stretch });
    at += stretch.kept + stretch.removed;
  }
  return result;
}
