/**
 * A draft as documents show it: one block per paragraph of a view, with its label or pair of labels, and pieces of text
 * with who inserted and who would delete them. Every format for people is written from this.
 */
import {
  type Attributes,
  type ChangeId,
  type DraftFile,
  FORMATS,
  type Format,
  type Insert,
  type LabelPair,
  MARK,
  type Role,
  type Setting,
  Delta,
  derivedText,
  footnoteNumbers,
  idOf,
  labelPairs,
  labellingOf,
  labelsOf,
  levelOf,
  paragraphs,
  parseKey,
  referenceLabels,
  roleOf,
} from "../../schema/index.ts";
import type { WrittenView } from "./result.ts";

export interface Piece {
  insert: Insert;
  formats: Format[];
  /** Null on adopted text, and everywhere in the original and the final. */
  ins: ChangeId | null;
  /** In order of delegation code. */
  dels: ChangeId[];
  sets: Proposed[];
  /** The threads of comments on it. */
  threads: string[];
  /** What this version does not know (S9). */
  more: Attributes;
  /** What an object with derived text shows: a reference the label of its target, a footnote its number. Null for others. */
  shows: LabelPair | null;
}
/** A proposed change of one attribute. */
export interface Proposed extends Setting {
  attribute: string;
}
/** What a paragraph is made of. */
export interface Content {
  readonly pieces: readonly Piece[];
  /** The paragraph mark itself. */
  readonly end: Piece;
}
export interface Block extends Content {
  /** The paragraph mark's attributes, settled for the view. */
  mark: Attributes;
  role: Role;
  level: number;
  /** In the original and the final both are the same. */
  label: LabelPair;
  pieces: Piece[];
}

/** The blocks of a draft in a view, in order. */
export function blocksOf(draft: Pick<DraftFile, "ops" | "profile" | "lang" | "numbering">, view: WrittenView): Block[] {
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const labelling = labellingOf(draft);
  const list = paragraphs(sequence, view);
  const inView = (pair: LabelPair): LabelPair =>
    view === "redline" ? pair : { original: pair[view], final: pair[view] };
  const labels: LabelPair[] =
    view === "redline"
      ? labelPairs(sequence, labelling)
      : labelsOf(sequence, view, labelling, list).map((label) => ({ original: label, final: label }));
  // Without an object nothing shows what these say, and finding it goes through the whole text in both views.
  const hasObjects = draft.ops.some(({ insert }) => typeof insert !== "string");
  const references: Pairs = hasObjects ? referenceLabels(sequence, labelling) : new Map();
  const footnotes: Pairs = footnoteNumbers(sequence);
  return list.map(({ mark, content }, i) => {
    const footnote = roleOf(mark) === "footnote" ? footnotes.get(idOf(mark)) : undefined;
    return {
      mark,
      role: roleOf(mark),
      level: roleOf(mark) === "item" ? levelOf(mark) : 0,
      label: footnote === undefined ? (labels[i] ?? { original: null, final: null }) : inView(footnote),
      pieces: content.map(({ insert, attributes }) => {
        const piece = pieceOf(insert!, attributes);
        const shows = shownBy(piece, references, footnotes);
        return { ...piece, shows: shows === null ? null : inView(shows) };
      }),
      end: pieceOf(MARK, mark),
    };
  });
}

type Pairs = ReadonlyMap<string, LabelPair>;

function shownBy({ insert, ins, dels }: Piece, references: Pairs, footnotes: Pairs): LabelPair | null {
  if (typeof insert === "string") return null;
  const [original, final] = [ins === null, dels.length === 0];
  // An object that stands in no view shows what it would in the final.
  return derivedText(insert, { original, final: final || !original }, references, footnotes);
}

/** Raised digits, which stand for a footnote in plain text: brackets would say that it is not agreed. */
const raised = (number: string): string => number.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);

/** What an object shows in plain text in a view; null where it does not stand in it. */
export function sayShown({ insert, shows }: Piece, as: "original" | "final"): string | null {
  const text = shows?.[as] ?? null;
  return text === null || typeof insert === "string" || insert.footnote === undefined ? text : raised(text);
}

function pieceOf(insert: Insert, attributes: Attributes | undefined): Piece {
  const piece: Piece = { insert, formats: [], ins: null, dels: [], sets: [], threads: [], more: {}, shows: null };
  for (const key in attributes) {
    const k = parseKey(key);
    if (k.kind === "ins") piece.ins = attributes[key] as ChangeId;
    else if (k.kind === "del") piece.dels.push(attributes[key] as ChangeId);
    else if (k.kind === "comment") piece.threads.push(k.thread);
    else if (k.kind === "unknown") piece.more = { ...piece.more, [key]: attributes[key] };
    else if (k.kind === "set") piece.sets.push({ ...(attributes[key] as Setting), attribute: k.attribute });
  }
  piece.formats = FORMATS.filter((name) => attributes?.[name] === true);
  piece.dels.sort();
  piece.sets.sort((a, b) => (a.change < b.change ? -1 : 1));
  return piece;
}

/** The changes in a paragraph and on its mark, in the order of the text. */
export function changesOf({ pieces, end }: Content): ChangeId[] {
  const result = new Set<ChangeId>();
  for (const piece of [...pieces, end]) for (const id of changesOn(piece)) result.add(id);
  return [...result];
}

/** The changes that mark a piece. */
export const changesOn = ({ ins, dels, sets }: Piece): ChangeId[] => [
  ...(ins === null ? [] : [ins]),
  ...dels,
  ...sets.map(({ change }) => change),
];

export const isChanged = (piece: Piece): boolean => piece.ins !== null || piece.dels.length > 0;

/** What a proposed setting says, for people: `level 1`, `no label`. */
export const sayProposed = ({ attribute, value }: Proposed): string =>
  value === null ? `no ${attribute}` : value === true ? attribute : `${attribute} ${String(value)}`;

/**
 * An inline object in plain text: a space for a line break, otherwise its kind and what it refers to in brackets, for
 * kinds that this version does not know too (S9).
 */
export function sayObject(object: Record<string, unknown>): string {
  if (object.break === true) return " ";
  const [kind, value] = Object.entries(object)[0] ?? ["object", ""];
  return typeof value === "string" && value !== "" ? `[${kind} ${value}]` : `[${kind}]`;
}
