/** Paragraphs of a document as items of a draft's sequence. */
import {
  type Attributes,
  ID,
  MARK,
  deletionKey,
  delegationOf,
  isNumbering,
  settingKey,
} from "../../../schema/index.ts";
import type { Ops } from "../ops.ts";
import { plain } from "../result.ts";
import { OPENED, wordsDigest } from "./agreed.ts";
import type { Gestures } from "./gestures.ts";
import type { Kept } from "./labels.ts";
import type { Notes } from "./notes.ts";
import type { Recognised, Roles } from "./roles.ts";
import type { Paragraph, Piece, Revision } from "./paragraph.ts";
import type { As } from "./views.ts";

/** What is found of labels that are not derived. */
export const [LABEL_KEPT, LABEL_LEFT_OUT] = ["label kept", "label left out"];

export interface Sources {
  gestures: Gestures;
  comments: { threadOf(id: string): string | null };
  notes: Notes;
}

export function writeParagraph(
  ops: Ops,
  paragraph: Paragraph,
  roles: Roles,
  kept: Record<As, Kept | null>,
  sources: Sources,
): void {
  for (const piece of paragraph.pieces) {
    sources.gestures.next();
    ops.insert(piece.insert, attributesOf(piece, paragraph, sources));
  }
  sources.gestures.next();
  ops.insert(MARK, markOf(paragraph, roles, kept, sources));
}

function attributesOf(piece: Piece, paragraph: Paragraph, sources: Sources): Attributes {
  const { gestures, comments } = sources;
  const attributes = revisionsOf(piece, paragraph, sources);
  for (const format of piece.formats) attributes[format] = true;
  for (const { format, value, by } of piece.sets) {
    const change = gestures.of(by);
    attributes[settingKey(delegationOf(change), format)] = { change, value };
  }
  for (const id of piece.comments) {
    const thread = comments.threadOf(id);
    if (thread !== null) attributes[`cmt:${thread}`] = true;
  }
  return Object.assign(attributes, piece.more);
}

function revisionsOf(
  { ins, dels }: Pick<Piece, "ins" | "dels">,
  paragraph: Paragraph,
  { gestures, notes }: Sources,
): Attributes {
  const attributes: Attributes = {};
  if (ins !== null) attributes.ins = gestures.of(ins);
  for (const deletion of dels) {
    const key = deletionKey(gestures.proposer(deletion.author).delegation);
    if (attributes[key] === undefined) attributes[key] = gestures.of(deletion);
    else notes.add(paragraph, "deleted twice by one delegation: the second deletion is left out");
  }
  return attributes;
}

/** The attributes of a paragraph's mark. */
function markOf(paragraph: Paragraph, roles: Roles, kept: Record<As, Kept | null>, sources: Sources): Attributes {
  const { id, before } = paragraph;
  const attributes = revisionsOf(paragraph, paragraph, sources);
  if (id !== null && ID.test(id)) attributes.id = id;
  Object.assign(attributes, paragraph.more, agreedOf(paragraph, sources.notes));
  const { original, final } = roles;
  if (original === null || final === null) return { ...attributes, ...propertiesOf((final ?? original)!), ...labels() };
  // A label that was struck or typed says as much of what a paragraph is as its properties.
  const by = before?.by ?? final.labelled ?? original.labelled;
  if (by === null) Object.assign(attributes, propertiesOf(likelier(original, final)));
  else {
    Object.assign(attributes, propertiesOf(original));
    proposeRole(attributes, { original, final }, by, paragraph, sources);
  }
  return { ...attributes, ...labels() };

  function labels(): Attributes {
    return proposedLabel(paragraph, roles, kept, sources);
  }
}

/** What the chair closed stays closed only with the words that were agreed. */
function agreedOf(paragraph: Paragraph, notes: Notes): Attributes {
  const [agreed, words] = paragraph.agreed?.split(" ") ?? [];
  if (agreed === undefined) return {};
  if (ID.test(agreed) && words === wordsDigest(paragraph.pieces)) return { agreed };
  notes.add(paragraph, OPENED);
  return {};
}

/** What a paragraph is that nobody said to be another in the original than in the final. */
function likelier(original: Recognised, final: Recognised): Recognised {
  return final.isEmpty || (final.label === "" && original.label !== "" && !original.isEmpty) ? original : final;
}

function propertiesOf({ role, part, level }: Recognised): Attributes {
  return { role, ...(part !== undefined && { part }), ...(level !== undefined && level > 0 && { level }) };
}

function proposeRole(
  attributes: Attributes,
  { original, final }: Record<As, Recognised>,
  by: Revision,
  paragraph: Paragraph,
  { gestures, notes }: Sources,
): void {
  const [was, is] = [propertiesOf(original), propertiesOf(final)];
  let proposed = false;
  for (const name of ["role", "part", "level"]) {
    if (was[name] === is[name]) continue;
    const change = gestures.of(by);
    attributes[settingKey(delegationOf(change), name)] = { change, value: is[name] ?? null };
    proposed = true;
  }
  if (!proposed && paragraph.before !== null)
    notes.add(paragraph, "a change of the paragraph's layout is left out (w:pPrChange)");
}

const LONGEST_LABEL = 32;
/** As much of a label as a mark can have, without half a character at its end. */
const cutLabel = (label: string): string => label.slice(0, LONGEST_LABEL).replace(/[\uD800-\uDBFF]$/, "");

/** The label that a mark keeps, and what the revisions of a typed one propose. */
function proposedLabel(
  paragraph: Paragraph,
  roles: Roles,
  kept: Record<As, Kept | null>,
  { gestures, notes }: Sources,
): Attributes {
  const attributes: Attributes = {};
  const say = (label: Kept | null) => {
    if (label === null || !isNumbering(label.label)) return;
    const instead = label.derived === "" ? "no label" : `“${label.derived}”`;
    notes.add(paragraph, `label “${plain(label.label)}” kept as typed: ${instead} is derived here`, LABEL_KEPT);
  };
  const [was, is] = [kept.original, kept.final];
  const revision = roles.final?.labelled ?? roles.original?.labelled ?? null;
  const inBoth = roles.original !== null && roles.final !== null;
  const keep = (label: string | undefined) => {
    if (label !== undefined && label !== "") attributes.label = cutLabel(label);
  };
  if (!inBoth || was?.label === is?.label) {
    say(is ?? was);
    keep((is ?? was)?.label);
  } else if (revision !== null) {
    say(was);
    say(is);
    keep(was?.label);
    const change = gestures.of(revision);
    attributes[settingKey(delegationOf(change), "label")] = { change, value: is === null ? null : cutLabel(is.label) };
  } else if (roles.original!.label === roles.final!.label) {
    // Nobody revised it: it stays in both, though one of them would derive it.
    say(is ?? was);
    keep((is ?? was)!.label);
  } else
    notes.add(
      paragraph,
      `label “${plain(is?.label ?? was!.label)}” of a numbered list is left out: it is not the one that is derived here`,
      LABEL_LEFT_OUT,
    );
  return attributes;
}
