/**
 * Two texts become one redline: `original(compare(a, b)) = a`, `final(compare(a, b)) = b`, and nothing is marked that did
 * not change. Ids, agreements and comments are the draft's business, not the text's: those of `a` stay where its items stay.
 *
 * Paragraphs are aligned first, then words. Level, role and formatting that differ become settings; what else differs
 * and cannot be set is replaced. A split is an inserted mark, a join a deleted one. Paragraphs that stand elsewhere are one
 * change, taken away here and put in there; what differs in the copy is changes of their own, so that an edit does not
 * hide in a move. Inline objects that lead to a paragraph stay where they lead to the same one, whatever its ids are.
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
import { ledTo, placeOf } from "./places.ts";
import { Plan, type Rewriting } from "./plan.ts";
import { retargeted } from "./retarget.ts";
import { type Block, type Token, type Unit, blocksOf, isOfDraft } from "./tokens.ts";
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
  return new Comparison(
    new Plan(before, after),
    comparer,
    before.map(({ mark }) => idOf(mark)),
  ).redline();
}

class Comparison {
  private readonly result = new Delta();
  private changes = 0;
  private marks = 0;
  private readonly taken: Set<string>;
  /** The ids that the marks of the new text have in the redline, by their own. */
  private readonly ids = new Map<string, string>();
  /** The change that put in what is being written as if it were old: the copy of a paragraph that moved. */
  private under: ChangeId | undefined;
  /** The settings of the last item, for the next one to go on with. */
  private open: { values: Attributes; change: ChangeId } | undefined;

  /** The changes by which objects of footnotes went, by their ids in the old text, and by which others came. */
  private readonly goneNotes = new Map<string, ChangeId>();
  private readonly comeNotes = new Map<string, { id: string; change: ChangeId }>();
  /** Where the objects that stand in the redline's final text lead in the new text, in order; null for footnotes. */
  private readonly led: (string | null)[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly comparer: Comparer,
    ids: Iterable<string>,
  ) {
    this.taken = new Set(ids);
  }

  redline(): Delta {
    const moves = new Map(this.plan.moves.map((move) => [move, this.fresh()]));
    for (const step of this.plan.steps) {
      if (step.kind === "gone") this.gone(step.block, step.move === undefined ? this.fresh() : moves.get(step.move)!);
      else if (step.kind === "came") this.came(step.block, this.fresh());
      else {
        this.under = step.kind === "moved" ? moves.get(step.move) : undefined;
        this.rewritten(step.rewriting);
        this.under = undefined;
      }
    }
    for (const step of this.plan.noteSteps) {
      if (step.kind === "stayed") this.rewritten(step.rewriting);
      else if (step.kind === "gone") this.gone(step.block, this.goneNotes.get(step.id)!);
      else this.noteCame(step.block, this.comeNotes.get(step.id)!);
    }
    return retargeted(this.result, {
      ids: this.ids,
      led: this.led,
      delegation: this.comparer.delegation,
      fresh: () => this.fresh(),
    });
  }

  private gone({ runs, end }: Block, change: ChangeId): void {
    for (const run of [...runs, ...end.runs]) this.strike(run, change);
  }

  private came({ runs, end }: Block, change: ChangeId): void {
    for (const run of [...runs, ...end.runs]) this.put(run, change);
  }

  /** The paragraph of a footnote, which has the id that its object took for it. */
  private noteCame({ runs, end }: Block, { id, change }: { id: string; change: ChangeId }): void {
    for (const run of runs) this.put(run, change);
    this.taken.delete(id);
    for (const { insert, attributes } of end.runs) this.put({ insert, attributes: { ...attributes, id } }, change);
  }

  private rewritten({ before, after, stretches }: Rewriting): void {
    let [i, j] = [0, 0];
    let last: ChangeId | undefined; // of what is replaced at the end of the text
    for (const { kept, removed, added } of stretches) {
      for (let k = 0; k < kept; k++) this.keepUnit(before.units[i++]!, after.units[j++]!);
      if (removed + added > 0) {
        last = this.fresh();
        this.replace(before.units.slice(i, (i += removed)), after.units.slice(j, (j += added)), last);
      } else last = undefined;
    }
    this.finish(before.end, after.end, last);
  }

  /** The paragraph mark. `last` is the change of what is replaced before it. */
  private finish(before: Token, after: Token, last?: ChangeId): void {
    if (before.key === after.key) this.keepUnit(before, after);
    // The mark of a copy is no other change than the copy: alone it would leave the words without a paragraph.
    else if (this.under !== undefined) this.replace([], [after], this.under);
    // For the same reason it goes with the words before it: they may be all that the paragraph has.
    else this.replace([before], [after], last ?? this.fresh());
    this.open = undefined; // what is set on the next mark is a change of its own
  }

  private replace(removed: readonly Unit[], added: readonly Unit[], change: ChangeId): void {
    for (const { runs } of removed) for (const run of runs) this.strike(run, change);
    for (const { runs } of added) for (const run of runs) this.put(run, change);
  }

  /** Equal units, run by run: their formatting may change at different places. */
  private keepUnit(before: Unit, after: Unit): void {
    let [r, used] = [0, 0]; // how much of the run r of the new text is behind
    for (const { insert, attributes } of before.runs) {
      const length = lengthOf(insert);
      for (let at = 0; at < length; ) {
        const other = after.runs[r]!;
        const left = lengthOf(other.insert) - used;
        const to = Math.min(length, at + left);
        const piece = typeof insert === "string" ? insert.slice(at, to) : insert;
        this.keep({ insert: piece, attributes }, other);
        if (to - at === left) [r, used] = [r + 1, 0];
        else used += to - at;
        at = to;
      }
    }
  }

  /** An item of the old text that is in the new one too, as it is there. */
  private keep(run: Run, after: Run): void {
    const { insert, attributes } = run;
    const note = this.plan.notes.of(after.insert, "next");
    if (note !== null && (this.under !== undefined || !this.plan.keeps(note))) return this.keepWithoutNote(run, after);
    // In a copy the mark's new id takes the place of this one.
    if (insert === MARK) this.ids.set(idOf(after.attributes ?? {}), idOf(attributes ?? {}));
    const values = differences(insert, attributes, after.attributes);
    if (values === undefined) this.open = undefined;
    else if (this.open === undefined || !sameAttributes(this.open.values, values))
      this.open = { values, change: this.fresh() };
    const result = this.under === undefined ? { ...attributes } : this.copied(insert, attributes, after.attributes);
    for (const key in values) {
      const value = values[key] as Setting["value"];
      result[settingKey(this.comparer.delegation, key)] = { change: this.open!.change, value } satisfies Setting;
    }
    this.leads(after.insert);
    this.result.insert(insert as string, result);
  }

  /** The object of a footnote whose paragraph does not stay: in a copy it is the new one, else one in place of the other. */
  private keepWithoutNote(run: Run, after: Run): void {
    if (this.under !== undefined) return this.put(after, this.under);
    const change = this.fresh();
    this.strike(run, change);
    this.put(after, change);
  }

  private strike({ insert, attributes }: Run, change: ChangeId): void {
    this.open = undefined;
    const note = this.plan.notes.of(insert, "old");
    if (note !== null && this.under !== undefined) return; // it went with the paragraph that was there
    if (note !== null) this.goneNotes.set(note, change);
    const result = this.under === undefined ? { ...attributes } : this.copied(insert, attributes, undefined);
    this.result.insert(insert as string, { ...result, [deletionKey(this.comparer.delegation)]: change });
  }

  private put({ insert, attributes }: Run, change: ChangeId): void {
    this.open = undefined;
    const note = this.plan.notes.of(insert, "next");
    const result = this.inserted(insert, attributes, idOf(attributes ?? {}), change);
    if (note === null) {
      this.leads(insert);
      this.result.insert(insert as string, result);
      return;
    }
    const id = this.freeId(note, note);
    this.ids.set(note, id);
    this.comeNotes.set(note, { id, change });
    this.led.push(null);
    this.result.insert(ledTo(insert, id) as string, result);
  }

  /** Notes where an object leads that stands in the final text. */
  private leads(insert: Insert): void {
    const id = placeOf(insert);
    if (id !== null) this.led.push(this.plan.notes.of(insert, "next") === null ? id : null);
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
      const id = this.freeId(own, was || own);
      this.ids.set(own, id);
      result.id = id;
    }
    return result;
  }

  /** `own`, or where that is taken one by which a reference to `was` finds it too. */
  private freeId(own: string, was: string): string {
    let id = own;
    while (id === "" || this.taken.has(id)) id = movedId(was, this.comparer.markId(++this.marks));
    this.taken.add(id);
    return id;
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
