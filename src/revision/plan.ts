/**
 * What a comparison finds before anything is written: paragraphs aligned, then those that moved, then words; and which
 * footnotes stay with their paragraphs.
 */
import { type Pair, align } from "./align.ts";
import { type Move, movesOf } from "./moves.ts";
import { type Kept, Notes } from "./notes.ts";
import { Places, type Same, placeOf } from "./places.ts";
import { type Stretch, stretchesOf, whole } from "./stretches.ts";
import type { Block, Namings, Text, Token, Unit } from "./tokens.ts";

/** What becomes of a text. */
export interface Rewriting {
  before: Text;
  after: Text;
  stretches: readonly Stretch[];
}

export type Step =
  | { kind: "gone"; block: Block; move: Move | undefined }
  | { kind: "came"; block: Block }
  | { kind: "moved"; move: Move; rewriting: Rewriting }
  | { kind: "stayed"; rewriting: Rewriting };
/** The same of a footnote's paragraph; `id` is its own. */
export type NoteStep = { kind: "gone" | "came"; id: string; block: Block } | { kind: "stayed"; rewriting: Rewriting };

/** One unit stays. */
const ALL: readonly Stretch[] = [{ kept: 1, removed: 0, added: 0 }];

export class Plan {
  readonly notes: Notes;
  /** In the order of the old text. */
  readonly moves: readonly Move[];
  /** In the order in which a redline shows them: what goes stands before what comes. */
  readonly steps: readonly Step[];
  readonly noteSteps: readonly NoteStep[];
  /** The footnotes that stay, by their ids in the new text. */
  private readonly kept = new Set<string>();
  private readonly naming: Namings;

  constructor(old: readonly Block[], next: readonly Block[]) {
    const notes = Notes.of(old, next);
    const { before, after } = notes;
    const pairs = align(before, after);
    this.notes = notes;
    this.moves = movesOf(pairs, before, after);
    const places = new Places(before, after, samePlaces(pairs, this.moves));
    // Footnotes stay where their objects do, whatever has become of their texts.
    this.naming = {
      old: (insert) => (notes.of(insert, "old") === null ? places.ofOld(placeOf(insert)!) : ""),
      next: (insert) => (notes.of(insert, "next") === null ? places.ofNext(placeOf(insert)!) : ""),
    };
    this.steps = this.stepsOf(pairs);
    this.noteSteps = this.stepsOfNotes();
  }

  /** Whether a footnote stays, by its object in the new text. */
  keeps(note: string): boolean {
    return this.kept.has(note);
  }

  private stepsOf(pairs: readonly Pair[]): Step[] {
    const { before, after } = this.notes;
    const [from, to] = [new Map<number, Move>(), new Map<number, Move>()];
    for (const move of this.moves)
      for (let n = 0; n < move.length; n++) {
        from.set(move.old + n, move);
        to.set(move.next + n, move);
      }
    return pairs.map(({ old, next }): Step => {
      const [olds, nexts] = [old.map((i) => before[i]!), next.map((j) => after[j]!)];
      if (next.length === 0) return { kind: "gone", block: olds[0]!, move: from.get(old[0]!) };
      if (old.length > 0) return { kind: "stayed", rewriting: this.rewritingOf(olds, nexts) };
      const move = to.get(next[0]!);
      if (move === undefined) return { kind: "came", block: nexts[0]! };
      return { kind: "moved", move, rewriting: this.rewritingOf([before[move.old + next[0]! - move.next]!], nexts) };
    });
  }

  private stepsOfNotes(): NoteStep[] {
    const candidates = this.steps.flatMap((step) => (step.kind === "stayed" ? this.notesKeptIn(step.rewriting) : []));
    return this.notes.pairs(candidates).flatMap(({ old, next }): NoteStep[] => {
      if (old !== null && next !== null) {
        this.kept.add(next.id);
        return [{ kind: "stayed", rewriting: this.rewritingOf([old.block], [next.block]) }];
      }
      if (old !== null) return [{ kind: "gone", ...old }];
      return next === null ? [] : [{ kind: "came", ...next }];
    });
  }

  private rewritingOf(olds: readonly Block[], nexts: readonly Block[]): Rewriting {
    const [one, other] = [olds[0]!, nexts[0]!];
    const areOne = olds.length === 1 && nexts.length === 1;
    if (areOne && one.isLike(other, this.naming)) return { before: one.whole, after: other.whole, stretches: ALL };
    const [before, after] = [tokensOf(olds), tokensOf(nexts)];
    const stretches = stretchesOf(before, after, this.naming);
    return {
      before: { units: before, end: olds.at(-1)!.end },
      after: { units: after, end: nexts.at(-1)!.end },
      stretches: areOne ? whole(stretches, before, after) : stretches,
    };
  }

  private notesKeptIn({ before, after, stretches }: Rewriting): Kept[] {
    const result: Kept[] = [];
    let [i, j] = [0, 0];
    for (const { kept, removed, added } of stretches) {
      for (let k = 0; k < kept; k++) result.push(...this.notesIn(before.units[i++]!, after.units[j++]!));
      [i, j] = [i + removed, j + added];
    }
    return result;
  }

  /** The footnotes in two equal units. */
  private notesIn(before: Unit, after: Unit): Kept[] {
    const ids = ({ runs }: Unit, side: "old" | "next") =>
      runs.flatMap(({ insert }) => this.notes.of(insert, side) ?? []);
    const nexts = ids(after, "next");
    return ids(before, "old").map((id, n): Kept => [id, nexts[n]!]);
  }
}

/** Paragraphs that are the same in both texts, as far as their alignment says so. */
function samePlaces(pairs: readonly Pair[], moves: readonly Move[]): Same[] {
  const ends = pairs.flatMap(({ old, next }): Same[] =>
    old.length > 0 && next.length > 0 ? [[old.at(-1)!, next.at(-1)!]] : [],
  );
  return [
    ...ends,
    ...moves.flatMap(({ old, next, length }) => Array.from({ length }, (_, n): Same => [old + n, next + n])),
  ];
}

/** The tokens of paragraphs in a row, the marks within among the words. */
const tokensOf = (blocks: readonly Block[]): Token[] =>
  blocks.flatMap(({ tokens, end }, k) => (k < blocks.length - 1 ? [...tokens, end] : tokens));
