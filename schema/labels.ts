/**
 * Labels are derived from role, part and level, never typed: `a)` in the preamble, `1` in the operative part, `i)` below
 * either; numbering restarts under each call and a section with one item has no label (129 of 130 in the PP-18 texts).
 */
import type { Delta, Op } from "./sequence.ts";
import { type Paragraph, levelOf, paragraphs, partOf, roleOf } from "./paragraphs.ts";
import { findCall } from "./calls.ts";
import type { Attributes, Part } from "./attributes.ts";
import { type LabelForm, type Profile, ITU } from "./profiles.ts";
import type { View } from "./view.ts";

/** `a` … `z`, `aa`, `ab` …: the n-th letter label, n from 1. */
export function letters(n: number): string {
  let result = "";
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    result = String.fromCharCode(97 + ((rest - 1) % 26)) + result;
  }
  return result;
}

const ROMAN = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
] as const;

/** The n-th roman numeral in small letters, n from 1. */
export function roman(n: number): string {
  let result = "";
  let rest = n;
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      result += sign;
      rest -= value;
    }
  }
  return result;
}

function write(form: LabelForm, n: number): string {
  switch (form) {
    case "a)":
      return `${letters(n)})`;
    case "i)":
      return `${roman(n)})`;
    case "1":
      return String(n);
    case "1.":
      return `${n}.`;
    case "–":
      return "–";
  }
}

/** The part that a call opens: stated on its mark, else known from its words, else as before it. */
export function partOfCall(mark: Attributes, text: string, before: Part): Part {
  return partOf(mark) ?? findCall(text)?.part ?? before;
}

/** How many items stand at each level, from 0, since numbering last began there. */
export type Counters = number[];

/** The label that an item would get next at `level`. */
export function nextLabel(counters: Readonly<Counters>, level: number, part: Part, profile: Profile = ITU): string {
  const forms = profile.labels[part];
  return write(forms[Math.min(level, forms.length - 1)]!, (counters[level] ?? 0) + 1);
}

/** Counts an item at `level`: numbering below it begins again. A pinned item (one with its own label) takes no number. */
export function countItem(counters: Counters, level: number, pinned = false): void {
  counters.length = Math.min(counters.length, level + 1);
  while (counters.length <= level) counters.push(0);
  if (!pinned) counters[level]! += 1;
}

/** Whether a pinned label numbers its item: `1 bis` does, a bullet's sign does not. */
export const isNumbering = (label: string): boolean => /[\p{L}\p{N}]/u.test(label);

/** The labels of paragraphs that stand in one view, in their order; null where a paragraph has none. */
export function labelsOf(list: readonly Paragraph[], profile: Profile = ITU): (string | null)[] {
  const labels: (string | null)[] = list.map(() => null);
  let part: Part = "preamble";
  let counters: Counters = [];
  let items: number[] = []; // the section's items of level 0, bullets aside
  const close = () => {
    const [only, second] = items;
    if (only !== undefined && second === undefined && profile.singleItemUnlabelled) {
      if (typeof list[only]!.mark.label !== "string") labels[only] = null;
    }
    items = [];
    counters = [];
  };
  list.forEach(({ mark, text }, i) => {
    const role = roleOf(mark);
    if (role === "call" || role === "annex-number" || role === "heading") {
      close();
      if (role === "call") part = partOfCall(mark, text, part);
    }
    if (role !== "item") return;
    const level = levelOf(mark);
    const pinned = typeof mark.label === "string" ? mark.label : null;
    labels[i] = pinned ?? nextLabel(counters, level, partOf(mark) ?? part, profile);
    countItem(counters, level, pinned !== null);
    if (level === 0 && (pinned === null || isNumbering(pinned))) items.push(i);
  });
  close();
  return labels;
}

export interface LabelPair {
  original: string | null;
  final: string | null;
}

/**
 * Both labels of every paragraph of the redline, in order: what the redline shows struck and inserted. A label stands
 * on the redline's paragraph in which the first item of the labelled paragraph stands, so a split leaves it in front
 * and an item inserted before does not take it.
 */
export function labelPairs(sequence: Delta, profile: Profile = ITU): LabelPair[] {
  const ends = markIndexes(sequence);
  const pairs: LabelPair[] = ends.map(() => ({ original: null, final: null }));
  for (const as of ["original", "final"] as const) {
    const list = paragraphs(sequence, as as View);
    const labels = labelsOf(list, profile);
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
