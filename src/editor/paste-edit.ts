/** Pasted paragraphs as an edit at a place: which of them join what stands there, and which marks they get (S7). */
import {
  type Attributes,
  Delta,
  MARK,
  MAX_LEVEL,
  type Op,
  attributesDiff,
  isNumbering,
  lengthOf,
  levelOf,
} from "../../schema/index.ts";
import type { GivenEdit } from "../collab/given-edit.ts";
import type { RecognisedParagraph } from "../formats/pasted/roles.ts";
import type { PastePlace } from "./paste-place.ts";

/** The edit, with the caret behind what is pasted; null where that is nothing. */
export function pasteEdit(place: PastePlace, pasted: readonly RecognisedParagraph[]): GivenEdit | null {
  const { from, to, mark, like, before, after } = place;
  const paragraphs = fitted(place, pasted);
  const [first, last] = [paragraphs[0], paragraphs.at(-1)];
  if (first === undefined || last === undefined || first.ops.length === 0) return null;
  const edit = new Delta().retain(from);
  if (first === last && !place.isEmpty) {
    for (const op of first.ops) edit.push(op);
    return { delta: edit.delete(to - from), caret: from + sizeOf(paragraphs) - 1 };
  }
  const joinsFirst = before && (after ? !isHead(first) : !first.states);
  const joinsLast = after && (before ? !isHead(last) : !last.states);
  const put = ({ ops, mark }: Fitted, own: Attributes | null = mark) => {
    for (const op of ops) edit.push(op);
    if (own !== null) edit.insert(MARK, own);
  };

  if (place.isEmpty) {
    for (const each of paragraphs) put(each, each === last ? null : each.mark);
    edit.delete(to - from).retain(mark - to);
    const change = last.states ? attributesDiff(pick(like), last.mark) : undefined;
    if (change !== undefined) edit.retain(1, change);
    return { delta: edit.chop(), caret: from + sizeOf(paragraphs) - 1 };
  }
  if (before && !after && place.isWithin) {
    // The paragraph is complete: it keeps its mark, and the new ones come behind it.
    const [joined, rest] = joinsFirst ? [first.ops, paragraphs.slice(1)] : [[], paragraphs];
    for (const op of joined) edit.push(op);
    edit.delete(to - from).retain(mark + 1 - to);
    for (const each of rest) put(each);
    return { delta: edit, caret: from + mark - to + sizeOf(paragraphs) - (joinsFirst ? 1 : 0) };
  }
  if (before && !joinsFirst) edit.insert(MARK, pick(like));
  for (const each of paragraphs) {
    if (each === last && joinsLast) put(each, null);
    else put(each, each === first && joinsFirst ? pick(like) : each.mark);
  }
  // Where nothing is left of the last paragraph, its mark goes too: the pasted ones have theirs.
  edit.delete(to - from + (after ? 0 : 1));
  return { delta: edit, caret: from + sizeOf(paragraphs) - 1 + (before && !joinsFirst ? 1 : 0) };
}

interface Fitted {
  ops: Op[];
  mark: Attributes;
  /** Whether the paragraph itself said what it is. */
  states: boolean;
}

const isHead = ({ states, mark }: Fitted): boolean => states && mark.role !== "item";

/** How many items the paragraphs are, with a mark each. */
const sizeOf = (paragraphs: readonly Fitted[]): number =>
  paragraphs.reduce((sum, { ops }) => ops.reduce((all, op) => all + lengthOf(op.insert!), sum + 1), 0);

/** Paragraphs that say nothing are like the item in which they are put; items that do keep their levels to each other. */
function fitted(place: PastePlace, pasted: readonly RecognisedParagraph[]): Fitted[] {
  const { like } = place;
  const found = pasted.findIndex(({ role }) => role === "call" || role === "annex-number" || role === "heading");
  const head = found < 0 ? pasted.length : found; // behind it, sections of their own
  const shift = shiftOf(
    place,
    pasted.filter(({ role }, i) => role === "item" && i < head),
  );
  return pasted.map(({ ops, role, part, level = 0 }, i) => {
    if (role === undefined) return { ops, mark: like.role === "item" ? pick(like) : {}, states: false };
    if (role !== "item") return { ops, mark: { role, ...(part !== undefined && { part }) }, states: true };
    const mark = pick({ role, level: Math.min(level + (i < head ? shift : 0), MAX_LEVEL) });
    if (i < head && like.role === "item" && like.part !== undefined) mark.part = like.part;
    return { ops, mark, states: true };
  });
}

/**
 * By how much the pasted items go down or up: the highest of them stands beside the item where they are put, or below
 * it if its label says so, or if that item ends in a colon. A list that goes on (`3`) is the draft's own: it may stand
 * above. Beside a bullet stands a bullet.
 */
function shiftOf({ like, above, announces }: PastePlace, list: readonly RecognisedParagraph[]): number {
  if (list.length === 0) return 0;
  const top = Math.min(...list.map(({ level = 0 }) => level));
  const beside = like.role === "item" ? levelOf(like) : 0;
  const isBullet = typeof like.label === "string" && !isNumbering(like.label);
  const below = isBullet ? beside : Math.max(beside, above + 1);
  const least = list[0]?.goesOn === true ? 0 : announces ? below : beside;
  return Math.min(Math.max(top, least), below) - top;
}

const pick = ({ role, part, level }: Attributes): Attributes => ({
  ...(role !== undefined && { role }),
  ...(part !== undefined && { part }),
  ...(level !== undefined && level !== 0 && { level }),
});
