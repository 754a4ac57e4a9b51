/** Paragraphs of a sequence in a view, each with the place where it begins in the sequence that was read. */
import { type Attributes, ID, type Part, type Role } from "./attributes.ts";
import { Delta, MARK, type Op } from "./sequence.ts";
import { type View, chosenIn, standing } from "./view.ts";

export interface Paragraph {
  /** Attributes of its paragraph mark, settled for the view (all of them in the redline). */
  mark: Attributes;
  /** Its text and inline objects without the mark, attributes settled for the view. */
  content: Op[];
  /** Plain text; an inline object shows as U+FFFC. */
  text: string;
  /** Index in the sequence of its first item that stands in the view (of its mark when it is empty). */
  from: number;
  /** Index in the sequence of its mark. */
  at: number;
}

/** The paragraphs of `sequence` in `view`. In the redline every paragraph mark ends one, struck or inserted. */
export function paragraphs(sequence: Delta, view: View): Paragraph[] {
  const result: Paragraph[] = [];
  let content: Op[] = [];
  let text = "";
  let from = -1;
  for (const { insert, attributes, at } of standing(sequence.ops as Op[], chosenIn(view))) {
    if (from < 0) from = at;
    if (insert === MARK) {
      result.push({ mark: attributes ?? {}, content, text, from, at });
      content = [];
      text = "";
      from = -1;
    } else {
      content.push(attributes === undefined ? { insert } : { insert, attributes });
      text += typeof insert === "string" ? insert : "\uFFFC";
    }
  }
  return result;
}

export const roleOf = (mark: Attributes): Role => (typeof mark.role === "string" ? (mark.role as Role) : "text");
export const levelOf = (mark: Attributes): number => (typeof mark.level === "number" ? mark.level : 0);
export const idOf = (mark: Attributes): string => (typeof mark.id === "string" ? mark.id : "");
export const partOf = (mark: Attributes): Part | null =>
  mark.part === "preamble" || mark.part === "operative" ? mark.part : null;

const COPY = /^(.+?)(?:~[\w.-]+)+$/;

/** The id of the paragraph that a moved one was first; its own id where it never moved. */
export const originOf = (id: string): string => COPY.exec(id)?.[1] ?? id;

/**
 * The id of a paragraph that moves: `unique`, and before it what it was first, so that references find it where it is
 * now. Where that would be too long for an id, `unique` alone.
 */
export function movedId(id: string, unique: string): string {
  const result = `${originOf(id)}~${unique}`;
  return id !== "" && ID.test(result) ? result : unique;
}
