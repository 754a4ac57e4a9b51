/**
 * Cross-references. A reference is an inline object `{ref: id}`, where `id` is that of its target's mark: what it shows
 * follows the target's label in each view, also when the target moves, and without a target it shows that there is none.
 */
import type { Role } from "./attributes.ts";
import { findCall } from "./calls.ts";
import { type Fault, footnoteNumbers, footnoteOf } from "./footnotes.ts";
import { type LabelPair, labelsOf } from "./labels.ts";
import { idOf, levelOf, originOf, paragraphs, roleOf } from "./paragraphs.ts";
import { type Labelling, PLAIN_LABELLING } from "./numbering.ts";
import { type Delta, type Op } from "./sequence.ts";
import { chosenIn, standing } from "./view.ts";

/** A paragraph as something to refer to. */
export interface Target {
  /** The id of its mark. */
  id: string;
  role: Role;
  level: number;
  /** Null where it has none: the only item of its section, or no item. */
  label: string | null;
  /** What a reference to it shows. Empty for an item without a label, which its call alone names. */
  text: string;
  /** The line of the call under which it stands; empty before the first one. */
  call: string;
  /** Its words. */
  words: string;
  /** Index of its first item in the sequence, and of its mark. */
  from: number;
  at: number;
}

/** What a reference without a target shows. */
export const MISSING = "?";
const LONGEST = 80;

/** All paragraphs of a view as targets, in order. */
export function targetsOf(
  sequence: Delta,
  view: "original" | "final" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): Target[] {
  const list = paragraphs(sequence, view);
  const labels = labelsOf(sequence, view, labelling, list);
  const footnotes = footnoteNumbers(sequence);
  let call = "";
  return list.map(({ mark, text: words, from, at }, i) => {
    const role = roleOf(mark);
    if (role === "call") call = words.trim();
    if (role === "annex-number") call = "";
    const id = idOf(mark);
    const label = labels[i] ?? null;
    const text = () => {
      if (role === "item") return label ?? "";
      if (role === "footnote") return footnotes.get(id)?.[view] ?? "";
      return role === "call" ? (findCall(words)?.call ?? words).trim() : words.trim().slice(0, LONGEST);
    };
    return { id, role, level: levelOf(mark), label, text: text(), call, words, from, at };
  });
}

/** How a paragraph is spoken of: `considering a)`, `resolves`, or its first words. An empty string for none. */
export function placeName(target: Target | undefined): string {
  if (target === undefined) return "";
  const { role, label, call, words } = target;
  if (role === "item") {
    const name = `${findCall(call)?.call ?? call.trim()} ${label ?? ""}`.trim();
    if (name !== "") return name;
  }
  return words.trim().slice(0, LONGEST);
}

/**
 * What references show, by the id of the target and by that of the paragraph which a moved one was first: null in the
 * view in which it does not stand.
 */
export function referenceLabels(sequence: Delta, labelling: Labelling = PLAIN_LABELLING): Map<string, LabelPair> {
  const result = new Map<string, LabelPair>();
  for (const as of ["original", "final"] as const) {
    for (const [id, text] of textsOf(targetsOf(sequence, as, labelling)))
      result.set(id, { ...(result.get(id) ?? { original: null, final: null }), [as]: text });
  }
  return result;
}

/** The texts of targets by their ids, and by those of the paragraphs that moved ones were first. */
function textsOf(targets: readonly Target[]): Map<string, string> {
  const result = new Map<string, string>();
  for (const { id, text } of targets) if (id !== "") result.set(id, text);
  for (const { id, text } of targets) {
    const origin = originOf(id);
    if (id !== "" && !result.has(origin)) result.set(origin, text);
  }
  return result;
}

/** The id that an inline object refers to; null for everything else. */
export const referenceOf = (insert: unknown): string | null => {
  const id = (insert as { ref?: unknown } | null)?.ref;
  return typeof insert === "object" && typeof id === "string" ? id : null;
};

export interface Reference {
  /** Index in the sequence. */
  at: number;
  /** The id of the target's mark. */
  target: string;
  /** What it shows. */
  text: string;
  /** Whether the target does not stand in the view. */
  missing: boolean;
}

/** The references that stand in a view, in order. In the redline they show what they do in the final. */
export function referencesOf(
  sequence: Delta,
  view: "original" | "final" | "redline" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): Reference[] {
  const found: Omit<Reference, "text" | "missing">[] = [];
  for (const { insert, at } of standing(sequence.ops as Op[], chosenIn(view))) {
    const target = referenceOf(insert);
    if (target !== null) found.push({ at, target });
  }
  if (found.length === 0) return [];
  const targets = targetsOf(sequence, view === "original" ? "original" : "final", labelling);
  const texts = textsOf(targets);
  return found.map((each) => {
    const text = texts.get(each.target) ?? texts.get(originOf(each.target));
    return { ...each, text: text ?? MISSING, missing: text === undefined };
  });
}

/** References whose target does not stand in the view. */
export const missingReferences = (
  sequence: Delta,
  view: "original" | "final" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): Fault[] =>
  referencesOf(sequence, view, labelling)
    .filter(({ missing }) => missing)
    .map(({ at }) => ({ from: at, to: at + 1, message: "refers to a paragraph that is not there" }));

/**
 * What an inline object with derived text shows in the redline: its text in the original and in the final, as far as the
 * object itself stands in them. Null for an object without derived text.
 */
export function derivedText(
  insert: unknown,
  stands: { original: boolean; final: boolean },
  references: ReadonlyMap<string, LabelPair>,
  footnotes: ReadonlyMap<string, LabelPair>,
): LabelPair | null {
  const footnote = footnoteOf(insert);
  const target = referenceOf(insert);
  if (footnote === null && target === null) return null;
  const pair = footnote !== null ? footnotes.get(footnote) : references.get(target!);
  const moved = target === null ? undefined : references.get(originOf(target));
  const shown = (as: "original" | "final") => (stands[as] ? (pair?.[as] ?? moved?.[as] ?? MISSING) : null);
  return { original: shown("original"), final: shown("final") };
}
