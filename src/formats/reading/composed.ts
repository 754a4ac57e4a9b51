/** Paragraphs with their revisions, from whatever document they come, as a draft's sequence. */
import {
  ITU,
  ITU_DECIMAL,
  MARK,
  type Numbering,
  type Op,
  type Profile,
  RUNNING,
  findCall,
} from "../../../schema/index.ts";
import { changesIn } from "../json/draft-file.ts";
import { withMarkIds } from "../marks.ts";
import { Ops } from "../ops.ts";
import { callPart, typedLabel } from "../text/forms.ts";
import { keptLabels } from "./labels.ts";
import type { Notes } from "./notes.ts";
import { type ListNumbers, type Recognised, type Roles, rolesOf } from "./roles.ts";
import { numberedAs } from "./numbering.ts";
import { type Linked, takeReferences } from "./references.ts";
import { LABEL_KEPT, LABEL_LEFT_OUT, type Sources, writeParagraph } from "./sequence.ts";
import type { Paragraph } from "./paragraph.ts";
import { VIEWS, standsAs } from "./views.ts";

export interface Composition {
  profile: Profile;
  lang: string;
  /** The labels that the document counts itself, from its beginning. */
  numbering: () => ListNumbers;
  notes: Notes;
  /** How the draft that the document comes from was numbered; nothing where that is not known. */
  told?: Numbering;
  /** What references refer to; nothing where the document has none. */
  linked?: Linked;
  /** Asked for when the roles are known. */
  sources: () => Sources;
}
export interface Composed {
  ops: Op[];
  /** Nothing where items are numbered anew. */
  numbering?: Numbering;
}

/** `list` is settled; `ends` are the paragraphs of the footnotes. */
export function composed(
  list: readonly Paragraph[],
  ends: readonly Paragraph[],
  { profile, lang, numbering, notes, told, linked, sources: sourcesOf }: Composition,
): Composed {
  const roles = rolesOf(list, numbering, { profile, lang }, notes);
  const labelling = { profile, numbering: RUNNING, lang };
  // A paragraph that stands in neither view has a role, but no place among the labels.
  const placed = roles.map((each, i) => (VIEWS.some((as) => standsAs(list[i]!, as)) ? each : null));
  const kept = {
    original: keptLabels(
      placed.map((each) => each?.original ?? null),
      labelling,
    ),
    final: keptLabels(
      placed.map((each) => each?.final ?? null),
      labelling,
    ),
  };
  if (linked !== undefined) takeReferences([...list, ...ends], list, roles, kept, linked, notes);
  const sources = sourcesOf();
  for (const change of ownChanges([...list, ...ends])) sources.gestures.reserve(change);
  const ops = new Ops();
  list.forEach((paragraph, i) => {
    writeParagraph(ops, paragraph, roles[i]!, { original: kept.original[i]!, final: kept.final[i]! }, sources);
  });
  for (const paragraph of ends)
    writeParagraph(ops, paragraph, { original: NOTE, final: NOTE }, { original: null, final: null }, sources);
  if (ops.ops.length === 0) ops.insert(MARK, { role: "text" });
  const standing = placed.map((each): Roles => each ?? { original: null, final: null });
  const numbered = numberedAs(ops.ops, standing, kept, labelling, told);
  if (told !== undefined && numbered?.numbering !== told && told.policy !== "running")
    notes.add("numbering", `is not ${told.policy} any more: it would give other labels than those that stand here`);
  if (numbered === null)
    return { ops: withMarkIds(ops.ops).ops as Op[], ...(told?.policy === "running" && { numbering: told }) };
  for (const kind of [LABEL_KEPT, LABEL_LEFT_OUT]) notes.drop(kind);
  const left = changesIn(numbered.ops);
  for (const change of numbered.changes) if (!left.has(change)) sources.gestures.forget(change);
  return { ops: withMarkIds(numbered.ops).ops as Op[], numbering: numbered.numbering };
}

/** The language of the first call; null where there is none. */
export function languageOf(list: readonly Paragraph[]): string | null {
  for (const { pieces } of list) {
    let text = "";
    for (const { insert } of pieces) if (typeof insert === "string") text += insert;
    const call = callPart(text.trim()) === null ? null : findCall(text);
    if (call !== null) return call.language;
  }
  return null;
}

const NOTE: Recognised = { role: "footnote", label: "", counted: false, isEmpty: false, labelled: null };

const DECIMAL = /^\d+\.\d/;

/** With `1.1` where the text has such labels. */
export function profileOf(list: readonly Paragraph[]): Profile {
  const isDecimal = ({ pieces }: Paragraph) => {
    const words = pieces.slice(0, 8).map(({ insert }) => (typeof insert === "string" ? insert : " "));
    const start = words.join("").slice(0, 80);
    return DECIMAL.test(start) && DECIMAL.test(typedLabel(start)?.label ?? "");
  };
  return list.some(isDecimal) ? ITU_DECIMAL : ITU;
}

/** The changes that our own writer has named. */
function* ownChanges(list: readonly Paragraph[]): Generator<string> {
  for (const paragraph of list) {
    for (const piece of paragraph.pieces) yield* changesOn(piece);
    yield* changesOn(paragraph);
  }
}
function* changesOn({ ins, dels }: Pick<Paragraph, "ins" | "dels">): Generator<string> {
  if (typeof ins?.change === "string") yield ins.change;
  for (const { change } of dels) if (change !== null) yield change;
}
