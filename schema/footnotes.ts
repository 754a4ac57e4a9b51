/**
 * Footnotes: an inline object `{footnote: id}` in the text, and at the draft's end a paragraph of the role `footnote`
 * whose mark has the same id. Their numbers are derived from the order of the objects, like labels.
 */
import type { LabelPair } from "./labels.ts";
import { idOf, roleOf } from "./paragraphs.ts";
import { type Delta, MARK, type Op } from "./sequence.ts";
import { type View, chosenIn, standing } from "./view.ts";

export interface Footnote {
  id: string;
  /** From 1, in the order of the objects; null for a paragraph without an object. */
  number: number | null;
  /** Indexes of its objects in the sequence. */
  objects: number[];
  /** Where its paragraphs begin and where their marks are. */
  paragraphs: { from: number; at: number }[];
}

/** A place in the sequence and what is wrong there. */
export interface Fault {
  from: number;
  to: number;
  message: string;
  /** An edit of the sequence that mends it. */
  fix?: Delta;
}

/** The id that an inline object refers to as a footnote; null for everything else. */
export const footnoteOf = (insert: unknown): string | null => {
  const id = (insert as { footnote?: unknown } | null)?.footnote;
  return typeof insert === "object" && typeof id === "string" ? id : null;
};

/** The footnotes that stand in a view, those with an object first, in their order. */
export function footnotesOf(sequence: Delta, view: View = "final"): Footnote[] {
  const found = new Map<string, Footnote>();
  const loose: Footnote[] = [];
  const footnote = (id: string): Footnote => {
    let known = found.get(id);
    if (known === undefined) found.set(id, (known = { id, number: null, objects: [], paragraphs: [] }));
    return known;
  };
  let number = 0;
  let from = -1;
  for (const { insert, attributes, at } of standing(sequence.ops as Op[], chosenIn(view))) {
    if (from < 0) from = at;
    const id = footnoteOf(insert);
    if (id !== null) {
      const known = footnote(id);
      known.number ??= ++number;
      known.objects.push(at);
    } else if (insert === MARK) {
      const mark = attributes ?? {};
      if (roleOf(mark) === "footnote") {
        const place = { from, at };
        if (idOf(mark) === "") loose.push({ id: "", number: null, objects: [], paragraphs: [place] });
        else footnote(idOf(mark)).paragraphs.push(place);
      }
      from = -1;
    }
  }
  const all = [...found.values(), ...loose];
  const order = (each: Footnote) => each.number ?? Number.POSITIVE_INFINITY;
  return all.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

/** The number of each footnote in the original and in the final; null where it has none. */
export function footnoteNumbers(sequence: Delta): Map<string, LabelPair> {
  const result = new Map<string, LabelPair>();
  for (const as of ["original", "final"] as const) {
    for (const { id, number } of footnotesOf(sequence, as)) {
      const pair = result.get(id) ?? { original: null, final: null };
      result.set(id, { ...pair, [as]: number === null ? null : String(number) });
    }
  }
  return result;
}

/** Footnotes that are not one object and one paragraph. */
export function footnoteFaults(sequence: Delta, view: View = "final"): Fault[] {
  const findings: Fault[] = [];
  for (const { number, objects, paragraphs } of footnotesOf(sequence, view)) {
    const [object, ...objectsMore] = objects;
    const [paragraph, ...paragraphsMore] = paragraphs;
    if (object !== undefined && paragraph === undefined)
      findings.push({ from: object, to: object + 1, message: `footnote ${number} has no text` });
    for (const at of objectsMore)
      findings.push({ from: at, to: at + 1, message: `footnote ${number} is referred to a second time` });
    if (object === undefined && paragraph !== undefined)
      findings.push({ from: paragraph.from, to: paragraph.at + 1, message: "a footnote that nothing refers to" });
    for (const { from, at } of paragraphsMore)
      findings.push({ from, to: at + 1, message: `a second text of footnote ${number ?? "that nothing refers to"}` });
  }
  return findings.sort((a, b) => a.from - b.from);
}
