/**
 * A Delta as the fewest steps: attributes become mark steps, replace steps cover only inserted and deleted characters.
 * What was not touched keeps its place under carets and in the undo history.
 */
import { Fragment, type Mark, Slice } from "prosemirror-model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step, type Transform } from "prosemirror-transform";
import { type Attributes, type Delta, type Op, attributesDiff, leadOf } from "../../schema/index.ts";
import { blockOf, keyOf, markFor, markOf } from "../../schema/nodes.ts";
import { ParagraphMarkStep } from "./paragraph-mark-step.ts";
import { type Place, blocksOf, placeOf } from "./projection.ts";

/**
 * Adds the steps that carry `delta` out to `tr`, whose document is then the projection of the changed sequence. Throws
 * RangeError when the delta runs past the end, or would leave text after the last paragraph mark.
 */
export function applyChange(tr: Transform, delta: Delta): void {
  const ops = delta.ops as Op[];
  const writer = new Writer(tr, leadOf(ops));
  let i = writer.skipped > 0 ? 1 : 0;
  while (i < ops.length) {
    const op = ops[i]!;
    if (op.insert !== undefined) {
      const inserts: Op[] = [];
      while (ops[i]?.insert !== undefined) inserts.push(ops[i++]!);
      writer.insert(inserts);
      continue;
    }
    if (op.delete !== undefined) writer.delete(op.delete);
    else if (typeof op.retain !== "number") throw new RangeError("a change retains an inline object: give a length");
    else if (op.attributes === undefined) writer.skip(op.retain);
    else writer.set(op.retain, op.attributes);
    i++;
  }
}

/** Walks over the document that its own steps change: everything before `offset` in block `k` is done. */
class Writer {
  private k: number;
  private pos: number;
  private offset: number;

  constructor(
    private readonly tr: Transform,
    /** How many items the walk begins after. */
    readonly skipped: number,
  ) {
    const place: Place = placeOf(tr.doc, skipped);
    this.k = place.k;
    this.pos = place.pos;
    this.offset = skipped - place.index;
  }

  private get here(): number {
    return this.pos + 1 + this.offset;
  }
  private get block() {
    return this.tr.doc.maybeChild(this.k);
  }
  private step(step: Step): void {
    this.tr.step(step);
  }
  private next(): void {
    this.pos += this.block!.nodeSize;
    this.k++;
    this.offset = 0;
  }

  /** Calls back for each stretch of the next `n` items that lies in one block: its text, then whether its mark. */
  private walk(n: number, visit: (textLength: number, mark: boolean) => void): void {
    for (let rest = n; rest > 0; ) {
      const block = this.block;
      if (block === null) throw new RangeError(`a change runs ${rest} past the end of the draft`);
      const length = Math.min(rest, block.content.size - this.offset);
      const mark = length < rest;
      visit(length, mark);
      rest -= length + (mark ? 1 : 0);
      if (mark) this.next();
      else this.offset += length;
    }
  }

  skip(n: number): void {
    this.walk(n, () => {});
  }

  set(n: number, attributes: Attributes): void {
    this.walk(n, (length, mark) => {
      if (length > 0) for (const key in attributes) this.setOnText(this.here, this.here + length, key, attributes[key]);
      if (mark) this.setOnMark(attributes);
    });
  }

  private setOnMark(attributes: Attributes): void {
    const block = this.block!;
    const before = markOf(block);
    const change = attributesDiff(before, { ...before, ...attributes });
    if (change !== undefined) this.step(new ParagraphMarkStep(this.pos + 1 + block.content.size, change));
  }

  private setOnText(from: number, to: number, key: string, value: unknown): void {
    const wanted = markFor(key, value);
    const steps: (AddMarkStep | RemoveMarkStep)[] = [];
    this.tr.doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isInline) return true;
      const [start, end] = [Math.max(pos, from), Math.min(pos + node.nodeSize, to)];
      const old = node.marks.find((mark) => keyOf(mark) === key);
      if (old !== undefined && wanted !== null && old.eq(wanted)) return false;
      if (old !== undefined) extend(steps, RemoveMarkStep, start, end, old);
      if (wanted !== null) extend(steps, AddMarkStep, start, end, wanted);
      return false;
    });
    // Removals first: a mark of another value must be gone on all of an added mark's range.
    for (const step of steps) if (step instanceof RemoveMarkStep) this.step(step);
    for (const step of steps) if (step instanceof AddMarkStep) this.step(step);
  }

  insert(ops: Op[]): void {
    const { blocks, rest } = blocksOf(ops);
    const block = this.block;
    if (blocks.length > 0 && this.offset > 0) return this.split(blocks, Fragment.from(rest));
    if (blocks.length > 0) {
      const inserted = Fragment.from(blocks);
      this.step(new ReplaceStep(this.pos, this.pos, new Slice(inserted, 0, 0)));
      this.pos += inserted.size;
      this.k += blocks.length;
    }
    if (rest.length === 0) return;
    if (block === null) throw new RangeError("a change leaves text after the last paragraph mark");
    const inserted = Fragment.from(rest);
    this.step(new ReplaceStep(this.here, this.here, new Slice(inserted, 0, 0)));
    this.offset += inserted.size;
  }

  /** The first inserted mark ends what stands left of it; what stands right keeps its own. */
  private split(blocks: readonly ReturnType<typeof blockOf>[], rest: Fragment): void {
    const mark = markOf(this.block!);
    const slice = Fragment.from([...blocks, blockOf(mark, rest)]);
    this.step(new ReplaceStep(this.here, this.here, new Slice(slice, 1, 1)));
    const left = this.block!;
    const change = attributesDiff(mark, markOf(blocks[0]!));
    if (change !== undefined) this.step(new ParagraphMarkStep(this.pos + 1 + left.content.size, change));
    for (let i = 0; i < blocks.length; i++) this.next();
    this.offset = rest.size;
  }

  delete(n: number): void {
    const { k, pos, offset, here } = this;
    let crosses = false;
    this.walk(n, (_length, mark) => (crosses ||= mark));
    const survivor = this.block; // ends what is joined
    const end = { pos: this.pos, offset: this.offset, here: this.here };
    Object.assign(this, { k, pos, offset });
    if (crosses && offset === 0) {
      // Whole paragraphs go as whole blocks.
      this.step(new ReplaceStep(pos, end.pos, Slice.empty));
      if (end.offset > 0) this.step(new ReplaceStep(here, here + end.offset, Slice.empty));
      return;
    }
    if (survivor === null) throw new RangeError("a change leaves text after the last paragraph mark");
    const change = attributesDiff(markOf(this.block!), markOf(survivor));
    this.step(new ReplaceStep(here, end.here, Slice.empty));
    if (change !== undefined) this.step(new ParagraphMarkStep(pos + 1 + this.block!.content.size, change));
  }
}

/** Lengthens the last step of this kind and mark when it ends where the new range begins, else adds one. */
function extend(
  steps: (AddMarkStep | RemoveMarkStep)[],
  Kind: typeof AddMarkStep | typeof RemoveMarkStep,
  from: number,
  to: number,
  mark: Mark,
): void {
  const i = steps.findLastIndex((step) => step instanceof Kind && step.to === from && step.mark.eq(mark));
  if (i < 0) steps.push(new Kind(from, to, mark));
  else steps[i] = new Kind(steps[i]!.from, to, mark);
}
