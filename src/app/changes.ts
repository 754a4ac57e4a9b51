/** The pending changes of a draft, computed from its sequence: what each inserts, deletes and sets, and where. */
import {
  type Attributes,
  type Change,
  type ChangeId,
  type Delta,
  type Labelling,
  MARK,
  type Op,
  PLAIN_LABELLING,
  type Setting,
  delegationOf,
  idOf,
  labelPairs,
  lengthOf,
  parseKey,
  roleOf,
  runsOf,
} from "../../schema/index.ts";
import { type Revision, gesturesOf, isMove, revisions } from "../revision/index.ts";
import type { Piece, ShownChange, ShownParagraph } from "./session.ts";

const EXCERPT = 90;
/** As much of a paragraph as an excerpt can need. */
const ENOUGH = 4 * EXCERPT;

interface Found {
  id: ChangeId;
  pieces: Piece[];
  positions: { from: number; length: number }[];
  /** Index of the redline's paragraph in which it begins. */
  paragraph: number;
}

/**
 * The pending changes of `sequence` in the order in which they begin, those of one gesture as one, under the oldest of
 * their ids. A change of which `records` knows nothing (its record is still on the way) is shown with its delegation and
 * without person and time.
 */
export function changesOf(
  sequence: Delta,
  records: Readonly<Record<ChangeId, Change>>,
  labelling: Labelling = PLAIN_LABELLING,
): ShownChange[] {
  const each = revisions(sequence);
  const gestures = heads(each, records);
  const found = new Map<ChangeId, Found>();
  const blocks: Block[] = [];
  let block = newBlock();
  let at = 0;
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    const text = typeof insert === "string" ? insert : "\uFFFC";
    for (const { change, piece } of piecesOf(text, attributes))
      add(found, gestures.get(change)?.id ?? change, piece, at, text.length, blocks.length);
    if (insert === MARK) {
      block.mark = attributes ?? {};
      blocks.push(block);
      block = newBlock();
    } else {
      if (block.all.length < ENOUGH) block.all += text;
      if (block.kept.length < ENOUGH && !isDeleted(attributes)) block.kept += text;
    }
    at += lengthOf(insert);
  }
  if (block.all !== "") blocks.push(block); // a text that is on the way may lack its last mark
  if (found.size === 0) return [];
  const wanted = new Set([...found.values()].map(({ paragraph }) => paragraph));
  const shown = paragraphsOf(blocks, wanted, sequence, labelling);
  return [...found.values()].map(({ id, pieces, positions, paragraph }) => ({
    ...(records[id] ?? { delegation: delegationOf(id), by: "", time: "" }),
    id,
    ids: gestures.get(id)?.ids ?? [id],
    moved: each.has(id) && isMove(each.get(id)!),
    pieces,
    positions,
    paragraph: shown.get(paragraph)!,
    inserts: pieces.flatMap((piece) => (piece.kind === "insert" ? [piece.text] : [])),
    deletes: pieces.flatMap((piece) => (piece.kind === "delete" ? [piece.text] : [])),
    sets: pieces.flatMap((piece) => (piece.kind === "set" ? [`${piece.attribute}: ${piece.to ?? ""}`] : [])),
  }));
}

interface Gesture {
  id: ChangeId;
  ids: readonly ChangeId[];
}

/** The gesture of each change. Its id is the oldest one's, which stays while the gesture goes on. */
function heads(
  changes: ReadonlyMap<ChangeId, Revision>,
  records: Readonly<Record<ChangeId, Change>>,
): Map<ChangeId, Gesture> {
  const result = new Map<ChangeId, Gesture>();
  const timeOf = (id: ChangeId) => records[id]?.time ?? "";
  for (const ids of gesturesOf(changes.values(), records)) {
    const id = ids.reduce((oldest, other) => (timeOf(other) < timeOf(oldest) ? other : oldest));
    for (const each of ids) result.set(each, { id, ids });
  }
  return result;
}

/** The shown change that holds a change; undefined when none does. */
export const holding = (changes: readonly ShownChange[], id: ChangeId | null): ShownChange | undefined =>
  id === null ? undefined : changes.find(({ ids }) => ids.includes(id));

interface Block {
  mark: Attributes;
  /** The beginning of its text without what is proposed to go, and with it. */
  kept: string;
  all: string;
}
const newBlock = (): Block => ({ mark: {}, kept: "", all: "" });

function* piecesOf(text: string, attributes: Attributes | undefined): Generator<{ change: ChangeId; piece: Piece }> {
  for (const key in attributes) {
    const value = attributes[key];
    const k = parseKey(key);
    if (k.kind === "ins") yield { change: value as ChangeId, piece: { kind: "insert", text } };
    else if (k.kind === "del") yield { change: value as ChangeId, piece: { kind: "delete", text } };
    else if (k.kind === "set") {
      const setting = value as Setting;
      const piece: Piece = {
        kind: "set",
        attribute: k.attribute,
        from: written(attributes[k.attribute]),
        to: written(setting.value),
      };
      yield { change: setting.change, piece };
    }
  }
}

const written = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** A piece that goes on where the last one of its kind ended is part of it; a setting is named once per change. */
function add(found: Map<ChangeId, Found>, id: ChangeId, piece: Piece, from: number, length: number, paragraph: number) {
  let change = found.get(id);
  if (change === undefined) found.set(id, (change = { id, pieces: [], positions: [], paragraph }));
  const { pieces, positions } = change;
  const [last, place] = [pieces.at(-1), positions.at(-1)];
  const touches = place !== undefined && place.from + place.length === from;
  if (piece.kind === "set") {
    const known = pieces.some((p) => p.kind === "set" && p.attribute === piece.attribute && p.to === piece.to);
    if (!known) pieces.push(piece);
  } else if (touches && last?.kind === piece.kind) last.text += piece.text;
  else pieces.push({ ...piece });
  if (touches) place.length += length;
  else if (place === undefined || place.from + place.length < from) positions.push({ from, length });
}

function isDeleted(attributes: Attributes | undefined): boolean {
  for (const key in attributes) if (key.startsWith("del:")) return true;
  return false;
}

/** The paragraphs at the wanted indexes, as the panel shows them. */
function paragraphsOf(
  blocks: readonly Block[],
  wanted: ReadonlySet<number>,
  sequence: Delta,
  labelling: Labelling,
): Map<number, ShownParagraph> {
  const labels = labelPairs(sequence, labelling);
  const result = new Map<number, ShownParagraph>();
  let section: string | null = null;
  blocks.forEach(({ mark, kept, all }, i) => {
    const isCall = roleOf(mark) === "call";
    if (!isCall && !wanted.has(i)) return;
    const text = kept.trim() === "" ? all : kept;
    if (isCall) section = text.trim();
    if (!wanted.has(i)) return;
    result.set(i, {
      id: idOf(mark) || `#${i}`,
      label: labels[i]?.final ?? labels[i]?.original ?? null,
      section: isCall ? null : section,
      excerpt: excerptOf(text),
    });
  });
  return result;
}

/** The first words of a text, cut between words, with an ellipsis where something is left out. */
export function excerptOf(text: string, length = EXCERPT): string {
  const plain = text
    .slice(0, length * 4)
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length <= length) return plain;
  const cut = plain.lastIndexOf(" ", length);
  return `${plain.slice(0, cut > length / 2 ? cut : length).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

export interface Group {
  paragraph: ShownParagraph;
  changes: ShownChange[];
}

/** Changes by the paragraph in which they begin, in the order of the text. */
export function groupByParagraph(changes: readonly ShownChange[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const group = groups.get(change.paragraph.id);
    if (group === undefined) groups.set(change.paragraph.id, { paragraph: change.paragraph, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()];
}

/** Delegations with the number of their changes, in order of code. */
export function countByDelegation(changes: readonly ShownChange[]): { delegation: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { delegation } of changes) counts.set(delegation, (counts.get(delegation) ?? 0) + 1);
  return [...counts]
    .map(([delegation, count]) => ({ delegation, count }))
    .sort((a, b) => (a.delegation < b.delegation ? -1 : 1));
}
