/** The text as the rules read it: one view of the draft, each character with its place in the redline. */
import type { Attributes, Part, Role } from "../attributes.ts";
import { type Language, LANGUAGES } from "../calls.ts";
import { labelsOf, partOfCall } from "../labels.ts";
import { type Paragraph, idOf, levelOf, paragraphs, roleOf } from "../paragraphs.ts";
import { type Labelling, PLAIN_LABELLING } from "../numbering.ts";
import { Delta, MARK, type Op } from "../sequence.ts";
import { type View, chosenIn, standing } from "../view.ts";

export interface CheckOptions {
  /** What would be adopted, that is the final view, unless another is given. Fixes are offered for the final alone. */
  view?: Exclude<View, "redline">;
  labelling?: Labelling;
  /** Language tag of the draft; that of the labelling without one. */
  lang?: string;
  /** Whether typed references are pointed out that could follow what they name. */
  typed?: boolean;
  /** Of the draft. A text that is `adopted` may have no square brackets and no provisional labels any more. */
  stage?: string;
}

export interface CheckedParagraph {
  id: string;
  /** From 1. */
  number: number;
  mark: Attributes;
  role: Role;
  level: number;
  label: string | null;
  /** The call that it stands under; null outside of sections and for a call itself. */
  call: string | null;
  /** Its label behind those of the items above it; null where it has none. */
  path: string | null;
  /** Plain text; an inline object shows as U+FFFC. */
  text: string;
  content: readonly Op[];
  /** Index in the redline sequence of each code unit of the text, and of the mark behind it. */
  places: readonly number[];
}

/** A call with what stands under it. */
export interface CheckedSection {
  call: CheckedParagraph;
  part: Part;
  /** Items and plain paragraphs that are not empty, in order. */
  members: readonly CheckedParagraph[];
}

export interface CheckedText {
  /** The redline, and the view of it that is checked. */
  sequence: Delta;
  view: Exclude<View, "redline">;
  labelling: Labelling;
  paragraphs: readonly CheckedParagraph[];
  /** The sections of the resolution itself, without annexes. */
  sections: readonly CheckedSection[];
  /** Null for a language in which the rules know no words. */
  lang: Language | null;
  adopted: boolean;
  /** Whether typed references are pointed out that are right. */
  typed: boolean;
}

export function checkedText(sequence: Delta, options: CheckOptions): CheckedText {
  const { view = "final", labelling = PLAIN_LABELLING, stage } = options;
  const { lang = labelling.lang } = options;
  const list = paragraphs(sequence, view);
  const checked = situated(list, labelsOf(sequence, view, labelling, list), placesOf(sequence, view));
  const [primary] = lang.toLowerCase().split("-");
  return {
    sequence,
    view,
    labelling,
    paragraphs: checked,
    sections: sectionsOf(checked),
    lang: LANGUAGES.find((known) => known === primary) ?? null,
    adopted: stage === "adopted",
    typed: options.typed ?? false,
  };
}

/** Index in the sequence of all that stands in the view, paragraph by paragraph, each with its mark. */
function placesOf(sequence: Delta, view: View): number[][] {
  const result: number[][] = [];
  let current: number[] = [];
  for (const { insert, at } of standing(sequence.ops as Op[], chosenIn(view))) {
    const length = typeof insert === "string" ? insert.length : 1;
    for (let i = 0; i < length; i++) current.push(at + i);
    if (insert !== MARK) continue;
    result.push(current);
    current = [];
  }
  return result;
}

/** Paragraphs with the call and the items that they stand under. */
function situated(
  list: readonly Paragraph[],
  labels: readonly (string | null)[],
  places: readonly number[][],
): CheckedParagraph[] {
  let call: string | null = null;
  let items: { level: number; label: string | null }[] = [];
  return list.map(({ mark, text, content }, i) => {
    const role = roleOf(mark);
    const level = role === "item" ? levelOf(mark) : 0;
    const label = labels[i]!;
    if (role === "call" || isOfAnnex(role)) call = null;
    items = items.filter((item) => role === "item" && item.level < level);
    if (role === "item") items.push({ level, label });
    const path = label === null ? null : items.flatMap((item) => item.label ?? []).join(" ");
    const [id, number] = [idOf(mark), i + 1];
    const checked = { id, number, mark, role, level, label, call, path, text, content, places: places[i]! };
    if (role === "call") call = text.trim();
    return checked;
  });
}

export const isOfAnnex = (role: Role): boolean => role === "annex-number" || role === "annex-title";

function sectionsOf(list: readonly CheckedParagraph[]): CheckedSection[] {
  const end = list.findIndex(({ role }) => isOfAnnex(role));
  const sections: (CheckedSection & { members: CheckedParagraph[] })[] = [];
  for (const paragraph of end < 0 ? list : list.slice(0, end)) {
    const { role, mark, text } = paragraph;
    if (role === "call")
      sections.push({
        call: paragraph,
        part: partOfCall(mark, text, sections.at(-1)?.part ?? "preamble"),
        members: [],
      });
    else if (["item", "text", "heading"].includes(role) && text.trim() !== "") sections.at(-1)?.members.push(paragraph);
  }
  return sections;
}
