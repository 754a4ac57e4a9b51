/** The text of a paragraph in Akoma Ntoso: formatting, objects, and who inserted and would delete what. */
import {
  type ChangeId,
  type DraftFile,
  type LabelPair,
  type Op,
  delegationOf,
  footnoteOf,
  referenceOf,
} from "../../../schema/index.ts";
import { type Piece, sayObject } from "../blocks.ts";
import { formatElements, split } from "./attributes.ts";
import type { Paragraph } from "./parts.ts";
import { element, escape, jsonOf } from "../xml-write.ts";

/** What is known of the whole document when a paragraph is written. */
export interface Surroundings {
  changes: DraftFile["changes"];
  /** The reference to the element of a paragraph. */
  hrefOf(id: string): string;
  /** The paragraphs of footnotes that stand where they are referred to, by their ids. */
  notes: ReadonlyMap<string, Paragraph>;
  writeNote(note: Paragraph, marker: string): string;
}

/** The element of a delegation in the references. */
export const organizationId = (delegation: string): string => `org_${delegation}`;

export function inlineOf(paragraph: Paragraph, around: Surroundings): string {
  const groups: { ins: ChangeId | undefined; dels: ChangeId[]; xml: string }[] = [];
  paragraph.content.forEach((op, i) => {
    const { ins, dels, more } = split(op.attributes);
    let xml = insertOf(op, paragraph.pieces[i]!, around);
    for (const name of formatElements(op.attributes)) xml = element(name, {}, xml);
    if (Object.keys(more).length > 0) xml = element("span", { "pl:more": jsonOf(more) }, xml);
    const last = groups.at(-1);
    if (last !== undefined && last.ins === ins && last.dels.join() === dels.join()) last.xml += xml;
    else groups.push({ ins, dels, xml });
  });
  return groups.map(({ ins, dels, xml }) => marked(xml, ins, dels, around)).join("");
}

function marked(xml: string, ins: ChangeId | undefined, dels: readonly ChangeId[], { changes }: Surroundings): string {
  const revision = (name: "ins" | "del", id: ChangeId, content: string) => {
    const time = Object.hasOwn(changes, id) ? changes[id]!.time : "";
    const delegation = delegationOf(id);
    const attributes = { refersTo: `#${organizationId(delegation)}`, title: delegation, "pl:change": id };
    return element(name, { ...attributes, "pl:time": time === "" ? undefined : time }, content);
  };
  let result = ins === undefined ? xml : revision("ins", ins, xml);
  for (const del of dels) result = revision("del", del, result);
  return result;
}

function insertOf({ insert }: Op, piece: Piece, around: Surroundings): string {
  if (typeof insert === "string") return escape(insert);
  const object = insert!;
  if (object.break === true && Object.keys(object).length === 1) return "<br/>";
  const [footnote, target] = [footnoteOf(object), referenceOf(object)];
  const shown = piece.shows?.final ?? piece.shows?.original ?? "";
  const only = Object.keys(object).length === 1;
  if (footnote !== null && only) {
    const note = around.notes.get(footnote);
    if (note !== undefined) return around.writeNote(note, shown);
    return element("noteRef", { href: around.hrefOf(footnote), marker: shown, "pl:footnote": footnote });
  }
  if (target !== null && only) {
    const text = pairOf(piece.shows ?? { original: null, final: null });
    return element("ref", { href: around.hrefOf(target), "pl:ref": target }, text);
  }
  return element("span", { "pl:object": jsonOf(object) }, escape(sayObject(object)));
}

/** Both labels of the redline, where they differ: derived, so nobody's. */
export function pairOf({ original, final }: LabelPair): string {
  if (original === final) return escape(final ?? "");
  const [before, after] = [escape(original ?? ""), escape(final ?? "")];
  return `${before === "" ? "" : `<del>${before}</del>`}${after === "" ? "" : `<ins>${after}</ins>`}`;
}
