/** The formats that are damaged: documents of each, ways to damage them, and what a simple reader sees in one. */
import { readFileSync } from "node:fs";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { strFromU8, strToU8, unzipSync } from "fflate";
import type { DraftFile, Op } from "../../schema/index.ts";
import { blocksOf, sayObject } from "../../src/formats/blocks.ts";
import { write } from "../../src/formats/index.ts";
import { discussed, example, hostile, provisional, varied } from "../formats/drafts.ts";
import { docx, mark, move, p } from "../formats/docx/docx.ts";
import { BUILT, files, pathOf } from "../formats/docx/word-readers.ts";
import { type Mutator, bytes, entries, lines, parts, signs, values, xml } from "./mutators.ts";

export interface Subject {
  documents(): Promise<Uint8Array[]>;
  mutators: Readonly<Record<string, Mutator>>;
  /** All words of a document that its reader takes, by a reader that knows nothing of it; null where it cannot tell. */
  said(data: Uint8Array): string | null;
}

const drafts: DraftFile[] = [
  example("resolution-130"),
  example("resolution-50"),
  varied,
  provisional,
  hostile,
  discussed,
];

const written = (format: string) => () =>
  Promise.all(
    drafts.map(async (draft) => {
      const result = await write(format, draft, "redline");
      if (!result.ok) throw new Error(result.message);
      return typeof result.data === "string" ? strToU8(result.data) : result.data;
    }),
  );

/** Real documents that are small enough to be damaged often. */
export const realFiles = (): Uint8Array[] =>
  files()
    .map((name) => new Uint8Array(readFileSync(pathOf(name))))
    .filter(({ length }) => length < 60_000);

const own = docx(
  `<w:tbl><w:tr><w:trPr><w:ins w:author="F"/></w:trPr><w:tc>${p("cell", mark("ins", "F"))}</w:tc></w:tr></w:tbl>` +
    p(move("From", "F", "m", "one"), mark("moveFrom", "F")) +
    p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'),
  { footnotes: `<w:footnote w:id="1">${p("Note.")}</w:footnote>` },
);

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex: string, digits: string, name: string) =>
    name === undefined ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(digits)) : (ENTITIES[name] ?? ""),
  );

const MAIN = "word/document.xml";

export const SUBJECTS: Record<string, Subject> = {
  txt: {
    documents: written("txt"),
    mutators: { bytes, lines, signs },
    said: (data) => strFromU8(data).replace(/\{>>[^]*?<<\}/g, ""),
  },
  json: {
    documents: written("json"),
    mutators: { bytes, lines, values },
    said: (data) =>
      (JSON.parse(strFromU8(data)) as { ops: Op[] }).ops
        .map(({ insert }) => (typeof insert === "string" ? insert : ""))
        .join(""),
  },
  akn: {
    documents: written("akn"),
    mutators: { bytes, lines, xml },
    said: (data) =>
      decoded(
        strFromU8(data).replace(
          /<!--[^]*?-->|<meta>[^]*?<\/meta>|<num>[^]*?<\/num>|<pl:draft>[^]*?<\/pl:draft>|<[^<>]*>/g,
          "",
        ),
      ),
  },
  docx: {
    documents: async () => [...(await written("docx")()), own, ...BUILT.map(({ data }) => data), ...realFiles()],
    mutators: { bytes, parts, entries },
    said(data) {
      const text = strFromU8(unzipSync(data, { filter: ({ name }) => name === MAIN })[MAIN] ?? new Uint8Array());
      if (text.includes("AlternateContent")) return null; // what is there twice is read once
      return decoded(
        [...text.matchAll(/<w:(t|delText)(?:\s[^<>]*)?>([^<]*)<\/w:\1>/g)].map(([, , each]) => each).join(""),
      );
    },
  },
  html: {
    documents: written("html"),
    mutators: { bytes, lines, xml },
    // A tag that is not closed swallows words for every browser: what one would show is what is said.
    said: (data) => shownIn(parse(strFromU8(data))),
  },
};

const ASIDE = /^(?:label|gap|hidden|pilcrow|set|legend|tabled|remarks?)\b/;

/** The text of a page, without what only the page adds to it. */
function shownIn(node: DefaultTreeAdapterMap["node"]): string {
  if ("value" in node) return node.value;
  if (["style", "head", "header", "title", "#comment"].includes(node.nodeName)) return "";
  if ("attrs" in node && node.attrs.some(({ name, value }) => name === "class" && ASIDE.test(value))) return "";
  return "childNodes" in node ? node.childNodes.map(shownIn).join("") : "";
}

/** Everything that a draft says: its text, whoever proposed what, labels of both views, what objects show, comments. */
export function saidBy(draft: DraftFile): string {
  const blocks = blocksOf(draft, "redline").map(
    ({ label, pieces }) =>
      (label.original ?? "") +
      (label.final ?? "") +
      pieces
        .map(({ insert, shows }) =>
          typeof insert === "string"
            ? insert
            : `${shows?.original ?? ""}${shows?.final ?? ""}${sayObject(insert as Record<string, unknown>)}`,
        )
        .join(""),
  );
  return (
    blocks.join("") +
    Object.values(draft.comments)
      .map(({ text }) => text)
      .join("")
  );
}

/** A text without what could be a label: labels are derived, and counted anew where an item went. */
export const withoutLabels = (text: string): string =>
  text.replace(/(?:(?<!\p{L})\p{L}|[ivxlc]+|aa)[.)]|bis|ter|quater/gu, "");

/** The letters that one text has more often than another. */
export function lost(before: string, after: string): string {
  const counts = new Map<string, number>();
  for (const letter of before.match(/\p{L}/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  for (const letter of after.match(/\p{L}/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) - 1);
  return [...counts].flatMap(([letter, count]) => (count > 0 ? [letter.repeat(count)] : [])).join("");
}
