/**
 * Labels are derived from role, part and level, never typed: `a)` in the preamble, `1` in the operative part, `i)` below
 * either; numbering restarts under each call and a section with one item has no label (129 of 130 in the PP-18 texts).
 * What the draft's numbering keeps is kept (`numbering.ts`); the rest is counted.
 */
import type { Attributes, Part } from "./attributes.ts";
import { findCall } from "./calls.ts";
import { type LabelForm, type Ordinal, type Spelling, isNumbering, ordinalIn, writeLabel } from "./forms.ts";
import { type Base, type Kept, type Slot, pinnedBase, slotsOf } from "./kept.ts";
import { type Labelling, PLAIN_LABELLING, RUNNING } from "./numbering.ts";
import { type Paragraph, idOf, levelOf, paragraphs, partOf, roleOf } from "./paragraphs.ts";
import { type Profile, formOf } from "./profiles.ts";
import type { Delta, Op } from "./sequence.ts";
import { type Chosen, type View, chosenIn } from "./view.ts";

/** The part that a call opens: stated on its mark, else known from its words, else as before it. */
export function partOfCall(mark: Attributes, text: string, before: Part): Part {
  return partOf(mark) ?? findCall(text)?.part ?? before;
}

/** Whether a paragraph begins a section, in which numbering begins again. */
export function opensSection(mark: Attributes, profile: Profile): boolean {
  const role = roleOf(mark);
  return role === "call" || role === "annex-number" || (role === "heading" && profile.calls);
}

/** How many items stand at each level, from 0, since numbering last began there. */
export type Counters = number[];

/** The label that an item would get next at `level`; empty where items there have none. */
export function nextLabel(
  counters: Readonly<Counters>,
  level: number,
  part: Part,
  { profile, lang }: Labelling = PLAIN_LABELLING,
): string {
  let above = "";
  for (let i = 0; i <= level; i++) {
    const form = formOf(profile, part, i, lang);
    const n = (counters[i] ?? 0) + (i === level ? 1 : 0);
    if (form === null) above = "";
    else if (n > 0) above = writeLabel(form, { n, rank: 1, before: false }, { lang, spelling: "b) bis", above });
  }
  return above;
}

/** Counts an item at `level`: numbering below it begins again. A pinned item (one with its own label) takes no number. */
export function countItem(counters: Counters, level: number, pinned = false): void {
  counters.length = Math.min(counters.length, level + 1);
  while (counters.length <= level) counters.push(0);
  if (!pinned) counters[level]! += 1;
}

/** An item, or the place of one that is gone, in a list of its siblings. */
interface Place {
  /** Index of the view's paragraph; null where the item is gone. */
  index: number | null;
  form: LabelForm;
  kept: Kept | null;
  /** The label on its mark. */
  own: string | null;
  above: Place | null;
  ordinal: Ordinal | null;
  label: string;
}

/** The labels of the paragraphs of a view (not of the redline), in their order; null where a paragraph has none. */
export function labelsOf(
  sequence: Delta,
  view: Exclude<View, "redline">,
  labelling: Labelling = PLAIN_LABELLING,
  list: readonly Paragraph[] = paragraphs(sequence, view),
): (string | null)[] {
  return place(slotsIn(sequence, chosenIn(view)!, labelling, list), list, labelling).labels;
}

function slotsIn(sequence: Delta, chosen: Chosen, labelling: Labelling, list: readonly Paragraph[]): Slot[] {
  const { profile, numbering } = labelling;
  const isHead = (mark: Attributes) => opensSection(mark, profile);
  switch (numbering.policy) {
    case "running":
      return list.map((_, index) => ({ kind: "paragraph", index, kept: null }));
    case "provisional":
      return slotsOf(sequence, list, chosen, isHead, originalBase(sequence, labelling));
    case "pinned":
      return slotsOf(sequence, list, chosen, isHead, pinnedBase(numbering.labels, isHead));
  }
}

/** The base of provisional numbering: the paragraphs of the original with their labels. */
function originalBase(sequence: Delta, labelling: Labelling): (mark: Attributes, at: number) => Base | null {
  const list = paragraphs(sequence, "original");
  const running = { ...labelling, numbering: RUNNING };
  const { labels, implied } = place(
    slotsIn(sequence, () => false, running, list),
    list,
    running,
  );
  const bases = new Map<number, Base>();
  list.forEach(({ mark, at }, i) => {
    const label = implied[i];
    if (opensSection(mark, labelling.profile)) bases.set(at, { kind: "head" });
    else if (typeof label !== "string") bases.set(at, { kind: "other" });
    else bases.set(at, { kind: "item", kept: { label, shown: labels[i] !== null, level: levelOf(mark) } });
  });
  return (_mark, at) => bases.get(at) ?? null;
}

/** Labels as they show, and with those that the only items of their sections would have. */
interface Placed {
  labels: (string | null)[];
  implied: (string | null)[];
}

function place(slots: readonly Slot[], list: readonly Paragraph[], labelling: Labelling): Placed {
  const { profile, lang, numbering } = labelling;
  const { groups, sections } = listsOf(slots, list, labelling);
  for (const group of groups) {
    if (numbering.policy === "running") count(group, lang);
    else insert(group, lang, numbering.spelling);
  }
  const implied: Placed["implied"] = list.map(() => null);
  for (const { index, label } of groups.flat()) if (index !== null) implied[index] = label;
  const labels = [...implied];
  for (const [only, second] of sections) {
    if (only === undefined || second !== undefined || !profile.singleItemUnlabelled) continue;
    const stays = only.own !== null || (only.kept?.shown === true && only.kept.label === only.label);
    if (!stays) labels[only.index!] = null;
  }
  return { labels, implied };
}

/** The lists that are numbered, each after that of the items above; and the items of level 0 by section, bullets aside. */
function listsOf(
  slots: readonly Slot[],
  list: readonly Paragraph[],
  { profile, lang }: Labelling,
): { groups: Place[][]; sections: Place[][] } {
  const groups: Place[][] = [];
  const sections: Place[][] = [[]];
  let open: Place[][] = []; // by level, the list that the next item there belongs to
  let standing: Place[] = []; // by level, the last item there that stands
  let part: Part = "preamble";
  let below = Infinity; // level of an item that is gone, -1 for a call: nothing that went with it counts
  const add = (level: number, item: Pick<Place, "index" | "form" | "kept" | "own">): Place => {
    const above = standing.slice(0, level).findLast((each) => each !== undefined) ?? null;
    const made: Place = { ...item, above, ordinal: null, label: "" };
    if (open[level] === undefined) groups.push((open[level] = []));
    open[level].push(made);
    return made;
  };
  for (const slot of slots) {
    if (slot.kind === "head gone") below = -1;
    else if (slot.kind === "gone") {
      const form = formOf(profile, part, slot.level, lang);
      if (slot.level > below || form === null) continue;
      below = slot.level;
      add(slot.level, { index: null, form, kept: slot.kept, own: null });
    } else {
      const { mark, text } = list[slot.index]!;
      if (opensSection(mark, profile)) {
        if (roleOf(mark) === "call") part = partOfCall(mark, text, part);
        [open, standing, below] = [[], [], Infinity];
        sections.push([]);
      } else if (roleOf(mark) === "item") {
        const level = levelOf(mark);
        if (!profile.calls) part = partOf(mark) ?? part;
        if (level <= below && below >= 0) below = Infinity;
        open.length = Math.min(open.length, level + 1);
        standing.length = Math.min(standing.length, level);
        const own = typeof mark.label === "string" ? mark.label : null;
        const form = formOf(profile, partOf(mark) ?? part, level, lang);
        if (form === null && own === null) continue;
        const made = add(level, { index: slot.index, form: form ?? "–", kept: slot.kept, own });
        standing[level] = made;
        if (level === 0 && (own === null || isNumbering(own))) sections.at(-1)!.push(made);
      }
    }
  }
  return { groups, sections };
}

/** Numbers the items of a list anew; those with a label of their own take no number. */
function count(group: readonly Place[], lang: string): void {
  let n = 0;
  for (const item of group) {
    if (item.own !== null) item.label = item.own;
    else item.label = written(item, { n: ++n, rank: 1, before: false }, lang, "b) bis");
  }
}

/** Keeps what is kept in a list, each label once, and gives the others labels between. */
function insert(group: readonly Place[], lang: string, spelling: Spelling): void {
  const keyOf = ({ n, rank, before }: Ordinal) => `${before ? "-" : ""}${n}/${rank}`;
  const used = new Set<string>();
  for (const item of group) {
    const label = item.own ?? item.kept?.label;
    if (label === undefined) continue;
    const ordinal = ordinalIn(item.form, label, item.above?.label ?? "");
    if (item.own !== null) item.label = item.own;
    else if (ordinal === null || used.has(keyOf(ordinal))) continue;
    else item.label = label;
    item.ordinal = ordinal;
    if (ordinal !== null) used.add(keyOf(ordinal));
  }
  const firstKept = group.find(({ ordinal }) => ordinal !== null)?.ordinal ?? null;
  const lastKept = group.findLastIndex(({ ordinal }) => ordinal !== null);
  let most = group.reduce((n, { ordinal }) => Math.max(n, ordinal?.n ?? 0), 0);
  let last: Ordinal | null = null;
  group.forEach((item, i) => {
    if (item.ordinal === null && item.own === null && item.index !== null) {
      let ordinal: Ordinal;
      if (i > lastKept || firstKept === null) ordinal = { n: ++most, rank: 1, before: false };
      else if (last !== null) ordinal = { ...last, rank: last.rank + 1 };
      else ordinal = { n: firstKept.n, rank: 1, before: true };
      while (used.has(keyOf(ordinal))) ordinal = { ...ordinal, rank: ordinal.rank + 1 };
      used.add(keyOf(ordinal));
      item.ordinal = ordinal;
      item.label = written(item, ordinal, lang, spelling);
    }
    last = item.ordinal ?? last;
  });
}

const written = ({ form, above }: Place, ordinal: Ordinal, lang: string, spelling: Spelling): string =>
  writeLabel(form, ordinal, { lang, spelling, above: above?.label ?? "" });

export interface LabelPair {
  original: string | null;
  final: string | null;
}

/**
 * Both labels of every paragraph of the redline, in order: what the redline shows struck and inserted. A label stands
 * on the redline's paragraph in which the first item of the labelled paragraph stands, so a split leaves it in front
 * and an item inserted before does not take it.
 */
export function labelPairs(sequence: Delta, labelling: Labelling = PLAIN_LABELLING): LabelPair[] {
  const ends = markIndexes(sequence);
  const pairs: LabelPair[] = ends.map(() => ({ original: null, final: null }));
  for (const as of ["original", "final"] as const) {
    const list = paragraphs(sequence, as);
    const labels = labelsOf(sequence, as, labelling, list);
    let k = 0;
    list.forEach(({ from }, i) => {
      while (k < ends.length - 1 && ends[k]! < from) k++;
      if (labels[i] !== null) pairs[k]![as] = labels[i]!;
    });
  }
  return pairs;
}

function markIndexes(sequence: Delta): number[] {
  const result: number[] = [];
  let at = 0;
  for (const op of sequence.ops as Op[]) {
    if (typeof op.insert !== "string") {
      at += 1;
      continue;
    }
    for (let i = op.insert.indexOf("\n"); i >= 0; i = op.insert.indexOf("\n", i + 1)) result.push(at + i);
    at += op.insert.length;
  }
  return result;
}

/**
 * The labels of a view by the ids of their marks, to be pinned; bullets' signs and labels on marks stay where they are.
 * Proposed paragraphs without a label are there with an empty one: the next one begins behind them.
 */
export function labelsToPin(
  sequence: Delta,
  view: Exclude<View, "redline">,
  labelling: Labelling = PLAIN_LABELLING,
): Record<string, string> {
  const list = paragraphs(sequence, view);
  const labels = labelsOf(sequence, view, labelling, list);
  const pending = new Set(
    paragraphs(sequence, "redline").flatMap(({ mark, at }) => (mark.ins === undefined ? [] : [at])),
  );
  const entries = list.flatMap(({ mark, at }, i): [string, string][] => {
    const id = idOf(mark);
    const label = typeof mark.label === "string" || !isNumbering(labels[i] ?? "") ? "" : labels[i]!;
    return id === "" || (label === "" && !pending.has(at)) ? [] : [[id, label]];
  });
  return Object.fromEntries(entries);
}
