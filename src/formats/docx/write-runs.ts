/** Runs of text: formats, inline objects, labels. */
import { type Attributes, type Format, delegationOf, footnoteOf } from "../../../schema/index.ts";
import { type Piece, sayObject } from "../blocks.ts";
import { element, escape, jsonOf } from "../xml-write.ts";
import type { Revisions } from "./write-revisions.ts";
import { val } from "./write-part.ts";

export interface Run {
  /** Text with tabs, or the XML of what stands instead. */
  text?: string;
  content?: string;
  formats: readonly Format[];
  style?: string;
  /** What was proposed to be set on it: `w:rPrChange`. */
  change?: string;
  /** What it is, for reading back. */
  object?: Record<string, unknown>;
  /** What a later version says of it, for reading back (S9). */
  more?: Attributes;
}

/** Formats in the order of `w:rPr` (ECMA-376 §17.3.2.28). */
const BEFORE_DIRECTION: [Format, string][] = [
  ["strong", "<w:b/><w:bCs/>"],
  ["em", "<w:i/><w:iCs/>"],
  ["underline", '<w:u w:val="single"/>'],
];

function formatted(formats: readonly Format[], style: string | undefined): string {
  let xml = style === undefined ? "" : val("w:rStyle", style);
  for (const [format, sign] of BEFORE_DIRECTION) if (formats.includes(format)) xml += sign;
  if (formats.includes("sup")) return xml + val("w:vertAlign", "superscript");
  return formats.includes("sub") ? xml + val("w:vertAlign", "subscript") : xml;
}

/** `w:rPr`, empty where there is nothing to say. `marks` are the revisions of a paragraph mark. */
export function runProperties({ formats, style, change }: Run, rightToLeft: boolean, marks = ""): string {
  const inner = marks + formatted(formats, style) + (rightToLeft ? "<w:rtl/>" : "") + (change ?? "");
  return inner === "" ? "" : element("w:rPr", {}, inner);
}

export function run(each: Run, rightToLeft: boolean, struck = false): string {
  const content = each.content ?? textXml(each.text ?? "", struck ? "w:delText" : "w:t");
  const object = each.object === undefined ? null : JSON.stringify(each.object);
  return element(
    "w:r",
    { "plenary:object": object, "plenary:more": moreOf(each.more) },
    runProperties(each, rightToLeft) + content,
  );
}

/** What a later version says of words or of a paragraph; null for nothing. */
export function moreOf(more: Attributes | undefined): string | null {
  for (const _ in more) return jsonOf(more);
  return null;
}

const textXml = (text: string, tag: "w:t" | "w:delText"): string =>
  text
    .split("\t")
    .map((words) => (words === "" ? "" : `<${tag} xml:space="preserve">${escape(words)}</${tag}>`))
    .join("<w:tab/>");

/** A label. Letters of the first level are italic, as in the printed resolutions. */
export const labelRun = (label: string, letter: boolean, rightToLeft: boolean, struck = false): string =>
  run({ text: label, formats: letter ? ["em"] : [] }, rightToLeft, struck);

/** The number at the beginning of a footnote. */
export const NOTE_SIGN = element(
  "w:r",
  {},
  element("w:rPr", {}, val("w:rStyle", "FootnoteReference")) + "<w:footnoteRef/>",
);

/** A piece as a run; as two where what it shows is not the same in the original and in the final. */
export function runsOfPiece(
  piece: Piece,
  footnote: number | undefined,
  revise: Revisions,
): Run | { was: Run; is: Run } {
  const { insert, shows } = piece;
  if (typeof insert === "string") return { text: insert, ...formatsOf(piece, revise) };
  if (footnote !== undefined) {
    const content = element("w:footnoteReference", { "w:id": footnote });
    return { content, ...formatsOf(piece, revise), style: "FootnoteReference" };
  }
  if (insert.break === true) return { content: "<w:br/>", ...formatsOf(piece, revise) };
  // Formats are asked for afresh for each run: the number of a revision is its own.
  const as = (text: string): Run => {
    const { formats, change } = formatsOf(piece, revise);
    return { text, formats: footnoteOf(insert) === null ? formats : [...formats, "sup"], change, object: insert };
  };
  if (shows === null) return as(sayObject(insert));
  const [was, is] = [shows.original ?? shows.final ?? "", shows.final ?? shows.original ?? ""];
  return was === is || piece.ins !== null || piece.dels.length > 0 ? as(is) : { was: as(was), is: as(is) };
}

/** The formats of the final, and those of the original in `w:rPrChange`, whose the last proposal in force is. */
function formatsOf({ formats, sets }: Piece, revise: Revisions): { formats: Format[]; change?: string } {
  const last = sets.at(-1);
  if (last === undefined) return { formats };
  const final = new Set<Format>(formats);
  const byDelegation = [...sets].sort((a, b) => (delegationOf(a.change) < delegationOf(b.change) ? -1 : 1));
  for (const { attribute, value } of byDelegation) {
    if (value === true) final.add(attribute as Format);
    else final.delete(attribute as Format);
  }
  const before = element("w:rPr", {}, formatted(formats, undefined));
  return { formats: [...final], change: element("w:rPrChange", revise.of(last.change), before) };
}
