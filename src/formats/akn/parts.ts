/** Which block of a statement each paragraph of a draft belongs to; the order of paragraphs is kept, whatever it is. */
import { type DraftFile, type Part, labellingOf, partOf, partOfCall } from "../../../schema/index.ts";
import type { Block } from "../blocks.ts";
import type { Op } from "../../../schema/index.ts";

/** A paragraph with its runs as the sequence has them. */
export interface Paragraph extends Block {
  content: Op[];
  /** Its footnote's paragraphs do not stand in the text, but where they are referred to. */
  text: string;
}
/** A call with what stands under it; without a call for what stands before the first. */
export interface Section {
  call: Paragraph | null;
  paragraphs: Paragraph[];
}
export interface Annex {
  number: Paragraph;
  titles: Paragraph[];
  sections: Section[];
}
export interface Statement {
  preface: Paragraph[];
  /** Behind the preface, before the first call or item. */
  opening: Paragraph[];
  preamble: Section[];
  body: Section[];
  annexes: Annex[];
}

const HEADS = ["number", "title", "history"];

export function statementOf(
  draft: Pick<DraftFile, "profile" | "lang" | "numbering">,
  list: readonly Paragraph[],
): Statement {
  const { profile } = labellingOf(draft);
  const result: Statement = { preface: [], opening: [], preamble: [], body: [], annexes: [] };
  let stage: "preface" | "opening" | "preamble" | "body" | "annexes" = "preface";
  let part: Part = "preamble";
  let section: Section | null = null;
  for (const paragraph of list) {
    const { role, mark, text } = paragraph;
    if (role === "annex-number") {
      stage = "annexes";
      section = null;
      result.annexes.push({ number: paragraph, titles: [], sections: [] });
      continue;
    }
    if (stage === "annexes") {
      const annex = result.annexes.at(-1)!;
      if (role === "annex-title" && annex.sections.length === 0) annex.titles.push(paragraph);
      else section = put(annex.sections, section, paragraph);
      continue;
    }
    if (role === "call") part = partOfCall(mark, text, part);
    else if (role === "item" && !profile.calls) part = partOf(mark) ?? part;
    if (stage === "preface" && !HEADS.includes(role)) stage = "opening";
    if (stage === "opening" && (role === "call" || role === "item")) stage = "preamble";
    if (stage === "preamble" && part === "operative") {
      stage = "body";
      section = null;
    }
    if (stage === "preface" || stage === "opening") result[stage].push(paragraph);
    else section = put(result[stage], section, paragraph);
  }
  return result;
}

/** Adds a paragraph to the open section, or opens one. */
function put(sections: Section[], open: Section | null, paragraph: Paragraph): Section {
  if (paragraph.role === "call" || open === null) {
    const section: Section = { call: null, paragraphs: [] };
    if (paragraph.role === "call") section.call = paragraph;
    else section.paragraphs.push(paragraph);
    sections.push(section);
    return section;
  }
  open.paragraphs.push(paragraph);
  return open;
}

/** Items with those below them; paragraphs that are no items stand for themselves. */
export interface Branch {
  paragraph: Paragraph;
  below: Branch[];
}

export function branches(paragraphs: readonly Paragraph[]): Branch[] {
  const top: Branch[] = [];
  const open: Branch[] = [];
  for (const paragraph of paragraphs) {
    const branch: Branch = { paragraph, below: [] };
    const level = paragraph.role === "item" ? paragraph.level : 0;
    while (open.length > 0 && (level === 0 || open.at(-1)!.paragraph.level >= level)) open.pop();
    (open.at(-1)?.below ?? top).push(branch);
    if (paragraph.role === "item") open.push(branch);
    else open.length = 0;
  }
  return top;
}
