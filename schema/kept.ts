/**
 * Labels that stay: which paragraph of a view has which label of the original or of a pinned version, and between which
 * paragraphs the labels stood of items that are gone. A label stays where the first words of its item that stand are,
 * so a split leaves it in front and an item inserted before does not take it.
 */
import type { Attributes } from "./attributes.ts";
import { type Paragraph, idOf, levelOf, roleOf } from "./paragraphs.ts";
import { type Delta, MARK, type Op, lengthOf, runsOf } from "./sequence.ts";
import { type Chosen, standsIn } from "./view.ts";

/** A label of the base: of an item there. */
export interface Kept {
  label: string;
  /** False for the only item of its section: it has the label only as long as it is beside others. */
  shown: boolean;
  /** Null where it is not known: then the label's form decides. */
  level: number | null;
}
/** What is known of a paragraph mark of the base. */
export type Base = { kind: "item"; kept: Kept } | { kind: "head" } | { kind: "other" };

/** What labels are counted over: the paragraphs of a view, and what stood between them. */
export type Slot =
  | { kind: "paragraph"; index: number; kept: Kept | null }
  | { kind: "gone"; kept: Kept; level: number }
  /** A call, an annex or a heading is gone: what was below it stands under the one before. */
  | { kind: "head gone" };

/** A paragraph of the redline, as far as it matters here. */
interface Stretch {
  mark: Attributes;
  at: number;
  /** Index of the view's paragraph that it is part of. */
  index: number;
  /** Whether anything adopted in it stands in the view. */
  adopted: boolean;
  /** The insertion that its first item in the view belongs to; undefined where that is adopted or nothing stands. */
  first: unknown;
}

/**
 * The slots of a view. `list` has its paragraphs, `baseOf` tells of a mark whether it ends a paragraph of the base (null
 * when not) from its raw attributes and its index in the sequence.
 */
export function slotsOf(
  sequence: Delta,
  list: readonly Paragraph[],
  chosen: Chosen,
  isHead: (mark: Attributes) => boolean,
  baseOf: (mark: Attributes, at: number) => Base | null,
): Slot[] {
  const keptAt = new Map<number, Kept>();
  const heads = new Set<number>();
  const slots: Slot[] = [];
  let range: Stretch[] = [];
  for (const stretch of stretchesOf(sequence, list, chosen)) {
    const { mark, at, index } = stretch;
    if (list[index]?.at === at) slots.push({ kind: "paragraph", index, kept: null });
    range.push(stretch);
    const base = baseOf(mark, at);
    if (base === null) continue;
    const owner = range.find((each) => owns(each, stretch))?.index ?? -1;
    range = [];
    const now = list[owner]?.mark;
    if (base.kind === "head") {
      if (now !== undefined && isHead(now) && !heads.has(owner)) heads.add(owner);
      else slots.push({ kind: "head gone" });
    } else if (base.kind === "item") {
      const { kept } = base;
      const fits = now !== undefined && roleOf(now) === "item" && (kept.level === null || kept.level === levelOf(now));
      if (fits && !keptAt.has(owner)) keptAt.set(owner, kept);
      else slots.push({ kind: "gone", kept, level: kept.level ?? levelOf(mark) });
    }
  }
  for (const slot of slots) if (slot.kind === "paragraph") slot.kept = keptAt.get(slot.index) ?? null;
  return slots;
}

/** Whether something of the base paragraph that `end` ends stands in `stretch`; a pending one is known by its insertion. */
const owns = (stretch: Stretch, end: Stretch): boolean =>
  stretch.adopted || (end.mark.ins !== undefined && stretch.first === end.mark.ins);

function* stretchesOf(sequence: Delta, list: readonly Paragraph[], chosen: Chosen): Generator<Stretch> {
  let at = 0;
  let index = 0;
  let adopted = false;
  let began = false;
  let first: unknown;
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    const stands = standsIn(attributes, chosen);
    if (stands && !began) {
      began = true;
      first = attributes?.ins;
    }
    adopted ||= stands && attributes?.ins === undefined;
    if (insert === MARK) {
      yield { mark: attributes ?? {}, at, index: Math.min(index, list.length - 1), adopted, first };
      if (stands) index++;
      adopted = began = false;
      first = undefined;
    }
    at += lengthOf(insert);
  }
}

/** The base of pinned labels: the paragraphs that are pinned, and adopted ones between them. */
export function pinnedBase(labels: Readonly<Record<string, string>>, isHead: (mark: Attributes) => boolean) {
  return (mark: Attributes): Base | null => {
    const id = idOf(mark);
    const label = Object.hasOwn(labels, id) ? labels[id]! : null;
    if (label !== null && label !== "") return { kind: "item", kept: { label, shown: true, level: null } };
    if (label === null && mark.ins !== undefined) return null;
    return { kind: isHead(mark) ? "head" : "other" };
  };
}
