/** Which of the labels that stood in a document are derived in the draft, and which are kept on their marks. */
import {
  type Counters,
  type Labelling,
  type Part,
  MAX_LEVEL,
  countItem,
  isNumbering,
  nextLabel,
} from "../../../schema/index.ts";
import type { Recognised } from "./roles.ts";

/**
 * The label of an item of which only is known that it has one: a page of HTML leaves it to the browser. Before a number it
 * is the label of the item that is the n-th of its list there, however it looks.
 */
export const SOME_LABEL = "#";
const isSome = (label: string): boolean => label.startsWith(SOME_LABEL);

/** A label that is kept: `derived` is what would stand there, empty for nothing. */
export interface Kept {
  label: string;
  derived: string;
}

/**
 * Goes through the items of a view in order, counting them as `labelsOf` does, and gives the labels that it would not
 * give. An item without a label in a section that has others is no item: its role becomes text.
 */
export function keptLabels(list: readonly (Recognised | null)[], labelling: Labelling): (Kept | null)[] {
  const kept: (Kept | null)[] = list.map(() => null);
  let part: Part = "preamble";
  let counters: Counters = [];
  let section: { item: Recognised; at: number }[] = [];
  const endSection = () => {
    const labelled = section.filter(({ item }) => item.label !== "");
    const [only] = labelled;
    if (only !== undefined) for (const { item } of section) if (item.label === "") becomeText(item);
    // The only item of a section has no label, unless one was typed.
    if (labelled.length === 1 && kept[only!.at] === null && !only!.item.counted)
      kept[only!.at] = { label: only!.item.label, derived: "" };
    section = [];
    counters = [];
  };
  list.forEach((item, at) => {
    if (item === null) return;
    const { role, label } = item;
    if (role === "call" || role === "annex-number" || role === "heading") {
      endSection();
      if (role === "call") part = item.part ?? part;
    }
    if (role !== "item") return;
    const level = Math.min(item.level ?? 0, MAX_LEVEL);
    if (label === "" && level > 0) return becomeText(item);
    const derived = nextLabel(counters, level, part, labelling);
    const isDerived = isSome(label)
      ? isNext(label, counters[level] ?? 0)
      : label === "" || label === derived || (item.counted && stemOf(label) === stemOf(derived));
    if (!isDerived) kept[at] = { label: isSome(label) ? `${label.slice(SOME_LABEL.length)}.` : label, derived };
    // An item without a label counts only where it stays one: then it is alone.
    if (label !== "") countItem(counters, level, !isDerived);
    if (level === 0 && (label === "" || isSome(label) || isNumbering(label))) section.push({ item, at });
  });
  endSection();
  return kept;
}

function becomeText(item: Recognised): void {
  item.role = "text";
  delete item.level;
}

/** Whether an item is the next of its list where it stands. */
const isNext = (label: string, before: number): boolean =>
  label === SOME_LABEL || label === `${SOME_LABEL}${before + 1}`;

/** A label without the signs around it, which Word's templates choose: `1.` counts as `1`. */
export const stemOf = (label: string): string => label.replace(/[().\s]/g, "").toLowerCase();
