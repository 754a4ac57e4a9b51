/** Moving paragraphs past each other: an item goes with what stands below it, a call with its whole section. */
import { type Node } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorCore } from "../collab/binding.ts";
import { giveEdit } from "../collab/given-edit.ts";
import { asProposedBy } from "../collab/joins.ts";
import { attributesOf, sequenceOf } from "../collab/projection.ts";
import { type Attributes, type Role, delegationOf, levelOf, roleOf, standsIn } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import { carriesProposals, copyOf, move } from "../revision/index.ts";

/** Blocks from `from` up to `to`, without it. */
interface Stretch {
  from: number;
  to: number;
}

/** What stands above the sections, and is not passed. */
const HEADS: readonly Role[] = ["number", "title", "history", "opening"];

/**
 * Moves the selected paragraphs up (`by` -1) or down (1), past one neighbour. The key is taken also where none is left.
 * Text that somebody has proposals on is not moved directly, or they would be lost: its move is proposed.
 */
export const moveParagraphs =
  (core: EditorCore, by: 1 | -1): Command =>
  (state, dispatch) => {
    const blocks = new Blocks(core, state.doc);
    const moved = blocks.unitAt(blocks.selected(state));
    const target = moved === null ? null : by < 0 ? blocks.before(moved) : blocks.after(moved);
    if (moved === null || target === null) return true;
    const sequence = sequenceOf(state.doc, moved.from, moved.to);
    const from = blocks.indexOf(moved.from);
    const proposed = core.mode === "propose" || carriesProposals(sequence);
    const mover = proposed ? { delegation: core.me.delegation, owns: core.owns } : null;
    if (copyOf(sequence, mover).length() === 0) return true; // what others only propose is not there to be moved
    const delta = move(sequence, from, blocks.indexOf(target), mover);
    // The caret goes along: as far into the copy as it was into what stands of the paragraphs.
    const head = state.selection.$head.depth === 0 ? 0 : blocks.indexAt(state) - from;
    const into = copyOf(sequence.slice(0, head), mover).length();
    const caret =
      target > moved.from ? blocks.indexOf(target) - sequence.length() + into : blocks.indexOf(target) + into;
    dispatch?.(giveEdit(state.tr, { delta, caret, moves: true, proposed }));
    return true;
  };

/** The blocks of a document as their mover sees them. */
class Blocks {
  private readonly starts: number[] = [0];

  constructor(
    private readonly core: EditorCore,
    private readonly doc: Node,
  ) {
    doc.forEach((block) => this.starts.push(this.starts.at(-1)! + block.content.size + 1));
  }

  /** The index in the sequence of the first item of block `k`. */
  indexOf(k: number): number {
    return this.starts[k]!;
  }
  indexAt({ selection: { $head } }: EditorState): number {
    return this.starts[$head.index(0)]! + $head.parentOffset;
  }

  selected({ selection: { $from, $to }, doc }: EditorState): Stretch {
    const first = $from.index(0);
    const last = $to.depth === 0 ? doc.childCount - 1 : $to.index(0);
    return { from: first, to: Math.max(first, last) + 1 };
  }

  /** Whole paragraphs and what belongs to them; null for the heads of a resolution, which have their place. */
  unitAt({ from, to }: Stretch): Stretch | null {
    let [start, end] = [from, to];
    while (start > 0 && this.runsOn(start - 1)) start--;
    while (end < this.doc.childCount && this.runsOn(end - 1)) end++;
    for (let k = start; k < end; k++) if (HEADS.includes(this.roleAt(k))) return null;
    return { from: start, to: this.endOf(start, end) };
  }

  /** Where the stretch goes up to: the first block of what stands right before it; null at the top. */
  before({ from }: Stretch): number | null {
    let k = this.previous(from);
    if (k === null || HEADS.includes(this.roleAt(k))) return null;
    const mark = this.markAt(from);
    // Up to the block that begins what is passed: the neighbour on this level, or the call of its section.
    while (this.liesBelow(k, mark)) {
      const next = this.previous(k);
      if (next === null || HEADS.includes(this.roleAt(next))) break;
      k = next;
    }
    if (this.roleAt(k) === "call" && roleOf(mark) !== "call" && this.isFirst(k)) return null; // above it is no section
    while (k > 0 && this.runsOn(k - 1)) k--;
    return k;
  }

  /** Where the stretch goes down to: the block after what stands right behind it; null at the bottom. */
  after({ from, to }: Stretch): number | null {
    let k = to;
    while (k < this.doc.childCount && this.isGone(k)) k++;
    if (k === this.doc.childCount) return null;
    const [mark, passed] = [this.markAt(from), this.markAt(k)];
    // Into the section, or below the item, that begins there.
    const enters = roleOf(mark) !== "call" && (roleOf(passed) === "call" || levelOf(passed) < levelOf(mark));
    let end = enters ? k + 1 : this.endOf(k, k + 1);
    while (end < this.doc.childCount && this.runsOn(end - 1)) end++;
    return end;
  }

  /** The end of what begins at `start` and reaches to `end` at least. */
  private endOf(start: number, end: number): number {
    const mark = this.markAt(start);
    let to = end;
    for (let k = end; k < this.doc.childCount && this.liesBelow(k, mark); k++) if (!this.isGone(k)) to = k + 1;
    return to;
  }

  /** Whether a block belongs to what `mark` begins: an item on a deeper level, or anything in a call's section. */
  private liesBelow(k: number, mark: Attributes): boolean {
    if (this.isGone(k)) return true;
    const role = this.roleAt(k);
    if (roleOf(mark) === "call") return role === "item" || role === "text" || role === "footnote";
    return roleOf(mark) === "item" && role === "item" && levelOf(this.markAt(k)) > levelOf(mark);
  }

  private isFirst(k: number): boolean {
    const before = this.previous(k);
    return before === null || HEADS.includes(this.roleAt(before));
  }
  /** The nearest block before `k` that is still there for the mover. */
  private previous(k: number): number | null {
    for (let i = k - 1; i >= 0; i--) if (!this.isGone(i)) return i;
    return null;
  }

  private roleAt(k: number): Role {
    return roleOf(this.markAt(k));
  }
  private markAt(k: number): Attributes {
    return asProposedBy(this.core.me.delegation, markOf(this.doc.child(k)));
  }
  /** Whether a block with something in it for its mover ends in no mark for him or her, so that it runs on into the next one. */
  private runsOn(k: number): boolean {
    const block = this.doc.child(k);
    if (this.stands(markOf(block))) return false;
    let text = false;
    block.forEach((node) => {
      text ||= this.stands(attributesOf(node.marks));
    });
    return text;
  }
  /** Whether an item is there for the mover: neither struck by the own delegation nor only proposed by others. */
  private stands(attributes: Attributes | undefined): boolean {
    const { mode, me } = this.core;
    return standsIn(attributes, (change) => mode === "propose" && delegationOf(change) === me.delegation);
  }
  /** Whether the mover struck all of a block: it was deleted, or moved away. */
  private isGone(k: number): boolean {
    if (this.core.mode !== "propose") return false;
    const block = this.doc.child(k);
    let gone = this.core.stays(markOf(block));
    block.forEach((node) => {
      gone &&= this.core.stays(attributesOf(node.marks));
    });
    return gone;
  }
}
