/** What each paragraph is, in the original and in the final, and the labels that were typed in front of it. */
import { type Attributes, type Part, type Profile, type Role, lengthOf, plainText } from "../../../schema/index.ts";
import type { ForeignParagraph } from "../pasted/html.ts";
import { type RecognisedParagraph, recognise } from "../pasted/roles.ts";
import type { Notes } from "./notes.ts";
import type { ListPlace, Look, Paragraph, Piece, Revision } from "./paragraph.ts";
import { type As, VIEWS, type ViewParagraph, opAs, standsAs, viewOf } from "./views.ts";

export interface Recognised {
  role: Role;
  part?: Part;
  level?: number;
  /** The label that stands before it, as typed or as Word counted it; empty where none does. */
  label: string;
  /** Whether Word counted it: then what is around the number is the template's taste. */
  counted: boolean;
  /** Whether no words stand before the mark. */
  isEmpty: boolean;
  /** The last revision on the typed label. */
  labelled: Revision | null;
}
/** What a mark is in each view; null where it does not stand. */
export type Roles = Record<As, Recognised | null>;

interface Reading {
  paragraphs: ViewParagraph[];
  recognised: RecognisedParagraph[];
  labels: string[];
  counted: boolean[];
  /** How many items of each paragraph are its typed label, with the blanks around it. */
  lengths: number[];
  /** How many of these are blanks behind the one that ends the label: they may as well be the text's. */
  spare: number[];
}

/** Counts the labels of lists, as the document goes on. */
export interface ListNumbers {
  /** Whether a list is one that the document defines. */
  has(list: ListPlace): boolean;
  /** Counts a paragraph: its label as the document shows it, empty where there is none. */
  next(list: ListPlace): string;
}

/** The roles of the paragraphs; typed labels are taken out of their pieces, and formats that a role has by itself. */
export function rolesOf(
  list: readonly Paragraph[],
  numbering: () => ListNumbers,
  place: { profile: Profile; lang: string },
  notes: Notes,
): Roles[] {
  const readings = {
    original: readAs(list, "original", numbering(), place),
    final: readAs(list, "final", numbering(), place),
  };
  cutLabels(list, readings, notes);
  const result = list.map((): Roles => ({ original: null, final: null }));
  for (const as of VIEWS) {
    const { paragraphs, recognised, labels, counted } = readings[as];
    paragraphs.forEach(({ from, at, pieces }, i) => {
      const role = described(recognised[i]!, labels[i]!, lookAs(list[at]!, as).style.key === "bodytext");
      role.counted = counted[i]!;
      role.isEmpty = pieces.length === 0;
      role.labelled = list[from]!.label.at(-1) ?? null;
      result[at]![as] = role;
    });
  }
  list.forEach((paragraph, i) => {
    const roles = result[i]!;
    if (roles.original === null && roles.final === null)
      roles.final = alone(paragraph, place, result[i - 1]?.final ?? result[i - 1]?.original ?? null);
    dropFormat(paragraph.pieces, (roles.final ?? roles.original)!.role);
  });
  return result;
}

const lookAs = ({ look, before }: Paragraph, as: As): Look =>
  as === "original" && before !== null ? before.look : look;

function readAs(
  list: readonly Paragraph[],
  as: As,
  numbering: ListNumbers,
  place: { profile: Profile; lang: string },
): Reading {
  const paragraphs = viewOf(list, as);
  const counted: boolean[] = [];
  const blanks: number[] = [];
  const foreign = paragraphs.map(({ at, pieces }): ForeignParagraph => {
    const { style, list: listed } = lookAs(list[at]!, as);
    const ops = pieces.map((piece) => opAs(piece, as));
    const blank = blanksBefore(pieces);
    blanks.push(blank);
    // A style of ITU's says what a paragraph is, even where a template numbers it.
    const place = listed !== null && numbering.has(listed) ? listed : null;
    const label = place === null ? "" : numbering.next(place);
    counted.push(label !== "");
    return {
      ops: behind(ops, blank),
      style: style.key,
      heading: style.heading,
      list: place === null || label === "" ? null : { level: place.level, label },
    };
  });
  const recognised = recognise(foreign, { part: "preamble", ...place });
  const labels = foreign.map(({ list: listed }, i) => listed?.label ?? recognised[i]!.typed?.label ?? "");
  const lengths = recognised.map(({ typed }, i) => (typed === undefined ? 0 : typed.length + blanks[i]!));
  const spare = recognised.map(({ typed }, i) => (typed === undefined ? 0 : blanksAt(foreign[i]!.ops, typed.length)));
  return { paragraphs, recognised, labels, counted, lengths, spare };
}

/** How many blanks stand before an item, but for one. */
function blanksAt(ops: Ops, end: number): number {
  const before = plainText(ops).slice(0, end);
  return Math.max(before.length - before.trimEnd().length - 1, 0);
}

type Ops = ForeignParagraph["ops"];

/** How many blanks a paragraph begins with. */
function blanksBefore(pieces: readonly Piece[]): number {
  let count = 0;
  for (const { insert } of pieces) {
    if (typeof insert !== "string") return count;
    const rest = insert.trimStart();
    count += insert.length - rest.length;
    if (rest !== "") return count;
  }
  return 0; // all blank: nothing follows them
}

/** The operations behind the blanks that their paragraph begins with. */
function behind(ops: Ops, blank: number): Ops {
  if (blank === 0) return ops;
  let left = blank;
  let first = 0;
  while (left > 0 && left >= lengthOf(ops[first]!.insert!)) left -= lengthOf(ops[first++]!.insert!);
  const rest = ops.slice(first);
  const [op] = rest;
  return left > 0 && typeof op?.insert === "string"
    ? [{ ...op, insert: op.insert.slice(left) }, ...rest.slice(1)]
    : rest;
}

function described({ role, part, level }: RecognisedParagraph, label: string, bodyText: boolean): Recognised {
  const isText = role === undefined || (bodyText && role === "item" && label === "");
  const result: Recognised = { role: isText ? "text" : role, label, counted: false, isEmpty: false, labelled: null };
  if (part !== undefined) result.part = part;
  if (level !== undefined && !isText) result.level = level;
  return result;
}

/** A paragraph that stands in no view is what it is by itself, or like the item before it. */
function alone(
  { pieces, look }: Paragraph,
  place: { profile: Profile; lang: string },
  before: Recognised | null,
): Recognised {
  const { key, heading } = look.style;
  const foreign = { ops: pieces.map((piece) => opAs(piece, "final")), style: key, heading, list: null };
  const [found] = recognise([foreign], { part: "preamble", ...place });
  const isLike = found!.role === undefined && before?.role === "item" && key !== "bodytext";
  const recognised: RecognisedParagraph = isLike ? { ops: [], role: "item", level: before.level } : found!;
  const result = described(recognised, "", false);
  result.isEmpty = pieces.length === 0;
  return result;
}

/**
 * Takes the typed labels out. In a redline both may stand (`b` struck, `d` inserted): what goes is what stands in the
 * label of each view in which it stands at all. Where that does not come out even, a label is words in the other view,
 * and it stays.
 */
function cutLabels(list: readonly Paragraph[], readings: Record<As, Reading>, notes: Notes): void {
  const lengths = list.map((): Record<As, number> => ({ original: 0, final: 0 }));
  const least = list.map((): Record<As, number> => ({ original: 0, final: 0 }));
  for (const as of VIEWS)
    readings[as].paragraphs.forEach(({ from }, i) => {
      lengths[from]![as] = readings[as].lengths[i]!;
      least[from]![as] = readings[as].lengths[i]! - readings[as].spare[i]!;
    });
  const kept = new Set<number>();
  lengths.forEach((length, i) => {
    if (length.original + length.final === 0) return;
    const paragraph = list[i]!;
    const cut = behindLabel(paragraph.pieces, { ...length }) ?? behindLabel(paragraph.pieces, { ...least[i]! });
    if (cut !== null) {
      paragraph.label = cut.label.flatMap(revisionsOf);
      paragraph.pieces = cut.pieces;
    } else {
      kept.add(i);
      notes.add(paragraph, "a label here is part of the text in one reading: it is kept as typed");
    }
  });
  for (const as of VIEWS)
    readings[as].paragraphs.forEach(({ from }, i) => {
      if (kept.has(from) && !readings[as].counted[i]) readings[as].labels[i] = "";
    });
}

const revisionsOf = ({ ins, dels }: Piece): Revision[] => [...(ins === null ? [] : [ins]), ...dels];

/** The labels of so many items and what is left behind them, or null where no cut leaves each view whole. */
function behindLabel(
  pieces: readonly Piece[],
  left: Record<As, number>,
): { label: readonly Piece[]; pieces: Piece[] } | null {
  const result: Piece[] = [];
  let i = 0;
  for (; i < pieces.length && left.original + left.final > 0; i++) {
    const piece = pieces[i]!;
    const length = lengthOf(piece.insert);
    const views = VIEWS.filter((as) => standsAs(piece, as));
    const cut = Math.min(length, ...views.map((as) => left[as]));
    for (const as of views) left[as] -= cut;
    if (cut === length) continue;
    // The label ends in this piece, in each of its views.
    if (typeof piece.insert !== "string" || views.some((as) => left[as] > 0)) return null;
    if (left.original + left.final > 0) return null;
    result.push({ ...piece, insert: piece.insert.slice(cut) });
  }
  if (left.original + left.final > 0) return null;
  return { label: pieces.slice(0, i), pieces: [...result, ...pieces.slice(i)] };
}

const BODY: readonly Role[] = ["item", "text", "footnote"];

/** Calls are in italics and heads are bold by themselves; words in them that stand out keep their format. */
function dropFormat(pieces: Piece[], role: Role): void {
  if (BODY.includes(role)) return;
  const format = role === "call" ? "em" : "strong";
  const has = (piece: Piece) => VIEWS.every((as) => attributesAs(piece, as)?.[format] === true);
  const words = pieces.filter(({ insert }) => typeof insert === "string" && /[\p{L}\p{N}]/u.test(insert));
  if (words.length === 0 || !words.every(has)) return;
  pieces.forEach((piece, i) => {
    pieces[i] = { ...piece, formats: piece.formats.filter((each) => each !== format) };
  });
}
const attributesAs = (piece: Piece, as: As): Attributes | undefined => opAs(piece, as).attributes;
