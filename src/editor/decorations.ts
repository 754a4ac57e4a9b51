/**
 * What the page shows beside the text: labels, the marks of inserted and deleted paragraphs, bars at changed ones, the
 * selected change; and in words what is otherwise only seen. Made anew only for blocks that changed, and for those whose label did.
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { type ChangeId, type LabelPair, delegationOf, isChange, isRevisionKey, parseKey } from "../../schema/index.ts";
import { keyOf, markOf, revisionDOM, valueOf } from "../../schema/nodes.ts";
import { sameBlocks } from "../collab/projection.ts";
import { sameLabels } from "./labels.ts";

interface Shown extends Pointed {
  labels: readonly LabelPair[];
  decorations: DecorationSet;
}
const KEY = new PluginKey<Shown>("decorations");

/** Changes that look otherwise than the rest. */
interface Pointed {
  selected: ChangeId | null;
  /** Those that move text. */
  moved: ReadonlySet<ChangeId>;
}
const NOTHING: Pointed = { selected: null, moved: new Set() };

/** What those hear who do not see how a paragraph looks. */
export interface Notes {
  agreed: string;
  movedAway: string;
  movedHere: string;
}
export const NOTES: Notes = { agreed: "Agreed:", movedAway: "Moved away:", movedHere: "Moved here:" };

interface Asked {
  change?: ChangeId | null;
  moved?: ReadonlySet<ChangeId>;
  relabel?: true;
}

/** Marks a change as the selected one; null none. */
export const selectChange = (tr: Transaction, change: ChangeId | null): Transaction => tr.setMeta(KEY, { change });

/** Says which changes move text. */
export const showMoves = (tr: Transaction, moved: ReadonlySet<ChangeId>): Transaction => tr.setMeta(KEY, { moved });

/** Has the labels read again, although the text may be as it was. */
export const relabel = (tr: Transaction): Transaction => tr.setMeta(KEY, { relabel: true });

/** The labels of all blocks of a document, in order. */
export type LabelsIn = (doc: Node) => readonly LabelPair[];

export function decorations(labelsIn: LabelsIn, notes: Notes = NOTES): Plugin<Shown> {
  return new Plugin<Shown>({
    key: KEY,
    state: {
      init(_config, { doc }) {
        const labels = labelsIn(doc);
        const all: Decoration[] = [];
        doc.forEach((block, pos, k) => all.push(...decorate(block, pos, labels[k]!, NOTHING, notes)));
        return { ...NOTHING, labels, decorations: DecorationSet.create(doc, all) };
      },
      apply(tr, before) {
        const asked = tr.getMeta(KEY) as Asked | undefined;
        return tr.docChanged || asked !== undefined ? update(tr, before, asked ?? {}, labelsIn, notes) : before;
      },
    },
    props: { decorations: (state) => indexed(KEY.getState(state)!.decorations) },
  });
}

const indexes = new WeakMap<DecorationSet, DecorationSet>();

/**
 * The same set with the decorations of each block found at once. The view asks for them block by block, and a
 * DecorationSet walks over all blocks for each: in a large draft that is most of the time of a keystroke.
 */
function indexed(set: DecorationSet): DecorationSet {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const { children } = set as unknown as { children: readonly (number | DecorationSet)[] };
  const byOffset = new Map<number, DecorationSet>();
  for (let i = 0; i < children.length; i += 3) byOffset.set(children[i] as number, children[i + 2] as DecorationSet);
  // Ours lie within blocks, or are whole blocks, which are not their children's affair.
  const result: DecorationSet = Object.create(set, {
    forChild: { value: (offset: number) => byOffset.get(offset) ?? DecorationSet.empty },
  });
  indexes.set(set, result);
  return result;
}

function update(tr: Transaction, before: Shown, asked: Asked, labelsIn: LabelsIn, notes: Notes): Shown {
  const { doc } = tr;
  const { change: selected = before.selected, moved = before.moved } = asked;
  const repointed = differing(before, { selected, moved });
  const { head, tail } = untouched(tr);
  const same = asked.relabel !== true && sameLabels(tr.before, doc, head, tail);
  const labels = same ? before.labels : labelsIn(doc);
  const shift = doc.childCount - tr.before.childCount;
  let set = before.decorations.map(tr.mapping, doc);
  const stale: Decoration[] = [];
  const fresh: Decoration[] = [];
  // A decoration that was parted may reach over several of the changed blocks.
  const within = (start: number, end: number) =>
    set.find(start, end).filter(({ from, to }) => from >= start && to <= end);
  let [start, end] = [-1, -1]; // of the blocks that changed
  doc.forEach((block, pos, k) => {
    const inside = k >= head && k < doc.childCount - tail;
    if (inside) [start, end] = [start < 0 ? pos : start, pos + block.nodeSize];
    const relabelled = labels !== before.labels && !samePair(before.labels[k < head ? k : k - shift], labels[k]);
    if (!inside && !relabelled && !hasChange(block, repointed)) return;
    if (!inside) stale.push(...within(pos, pos + block.nodeSize));
    fresh.push(...decorate(block, pos, labels[k]!, { selected, moved }, notes));
  });
  if (start >= 0) stale.push(...within(start, end));
  if (stale.length > 0) set = set.remove(stale);
  if (fresh.length > 0) set = set.add(doc, fresh);
  return { labels, selected, moved, decorations: set };
}

/** How many blocks at either end are the same nodes and were not put there anew, which takes their decorations away. */
function untouched({ before, doc, mapping }: Transaction): { head: number; tail: number } {
  let { head, tail } = sameBlocks(before, doc);
  mapping.maps.forEach((map, i) => {
    const rest = mapping.slice(i + 1);
    map.forEach((_from, _to, from, to) => {
      const [$from, $to] = [doc.resolve(rest.map(from, -1)), doc.resolve(rest.map(to, 1))];
      head = Math.min(head, $from.index(0));
      tail = Math.min(tail, doc.childCount - $to.index(0) - Math.min($to.depth, 1));
    });
  });
  return { head, tail };
}

const samePair = (a: LabelPair | undefined, b: LabelPair | undefined): boolean =>
  a?.original === b?.original && a?.final === b?.final;

/** The changes that look otherwise than before. */
function differing(before: Pointed, now: Pointed): ReadonlySet<unknown> {
  const found = new Set<unknown>(before.selected === now.selected ? [] : [before.selected, now.selected]);
  if (before.moved !== now.moved) {
    for (const [some, others] of [
      [before.moved, now.moved],
      [now.moved, before.moved],
    ] as const)
      for (const change of some) if (!others.has(change)) found.add(change);
  }
  found.delete(null);
  return found;
}

function hasChange(block: Node, changes: ReadonlySet<unknown>): boolean {
  if (changes.size === 0) return false;
  const stands = (value: unknown) => changes.has(value) || changes.has((value as { change?: unknown } | null)?.change);
  return (
    Object.values(markOf(block)).some(stands) ||
    block.children.some((node) => node.marks.some((mark) => stands(valueOf(mark))))
  );
}

function decorate(
  block: Node,
  pos: number,
  label: LabelPair,
  { selected, moved }: Pointed,
  notes: Notes,
): Decoration[] {
  const found: Decoration[] = [];
  const end = pos + block.nodeSize;
  if (label.original !== null || label.final !== null) {
    const key = `label ${label.original} ${label.final}`;
    found.push(Decoration.widget(pos + 1, () => labelDOM(label), { key, side: -1, ignoreSelection: true }));
  }
  if (typeof markOf(block).agreed === "string") found.push(noteAt(pos + 1, notes.agreed));
  if (moved.size > 0) found.push(...movesIn(block, pos, moved, notes));
  if (isPending(block)) found.push(Decoration.node(pos, end, { class: "changed" }));
  const mark = markOf(block);
  for (const key of Object.keys(mark).sort().reverse()) {
    const k = parseKey(key); // `ins` before the deletions
    const change = mark[key];
    if ((k.kind !== "ins" && k.kind !== "del") || !isChange(change)) continue;
    const isSelected = change === selected;
    const dom = () => pilcrowDOM(k.kind === "ins" ? "ins" : "del", change, isSelected);
    found.push(
      Decoration.widget(end - 1, dom, {
        key: `pilcrow ${key} ${change} ${isSelected}`,
        side: k.kind === "ins" ? 1 : 2,
        ignoreSelection: true,
      }),
    );
  }
  if (selected !== null) {
    block.forEach((node, offset) => {
      const from = pos + 1 + offset;
      const stands = node.marks.some(
        (each) => valueOf(each) === selected || (keyOf(each).startsWith("set:") && each.attrs.change === selected),
      );
      if (stands) found.push(Decoration.inline(from, from + node.nodeSize, { class: "selected" }));
    });
  }
  return found;
}

/** A word before the first of what moves away from a paragraph, and of what moves to it. */
function movesIn(block: Node, pos: number, moved: ReadonlySet<ChangeId>, notes: Notes): Decoration[] {
  const found: Decoration[] = [];
  const noted = new Set<string>();
  block.forEach((node, offset) => {
    const mark = node.marks.find((each) => moved.has(valueOf(each) as ChangeId));
    if (mark === undefined) return;
    const note = keyOf(mark) === "ins" ? notes.movedHere : notes.movedAway;
    if (noted.has(note)) return;
    noted.add(note);
    found.push(noteAt(pos + 1 + offset, note));
  });
  return found;
}

/** Words before a place that are heard and not seen. */
function noteAt(at: number, note: string): Decoration {
  const dom = () => {
    const element = document.createElement("span");
    element.className = "unseen note";
    element.textContent = note;
    return element;
  };
  return Decoration.widget(at, dom, { key: `note ${note}`, side: -2, ignoreSelection: true, marks: [] });
}

const isPending = (block: Node): boolean =>
  Object.keys(markOf(block)).some(isRevisionKey) ||
  block.children.some((node) => node.marks.some((mark) => isRevisionKey(keyOf(mark))));

export function labelDOM({ original, final }: LabelPair): HTMLElement {
  const label = document.createElement("span");
  label.className = /^[a-z]/i.test(final ?? original ?? "") ? "label letter" : "label";
  label.contentEditable = "false";
  if (original === final) label.textContent = final;
  else {
    for (const [tag, text] of [
      ["del", original],
      ["ins", final],
    ] as const) {
      if (text === null) continue;
      const part = document.createElement(tag);
      part.textContent = text;
      label.append(part);
    }
  }
  return label;
}

function pilcrowDOM(tag: "ins" | "del", change: ChangeId, isSelected: boolean): HTMLElement {
  const pilcrow = document.createElement(tag);
  const kind = `revision pilcrow${isSelected ? " selected" : ""}`;
  for (const [name, value] of Object.entries(revisionDOM(delegationOf(change), change, kind)))
    pilcrow.setAttribute(name, value);
  pilcrow.textContent = "¶";
  return pilcrow;
}
