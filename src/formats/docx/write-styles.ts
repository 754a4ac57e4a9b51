/** ITU's paragraph styles as its conference documents have them, and the style of each role. */
import type { Role } from "../../../schema/index.ts";
import { element } from "../xml-write.ts";
import { part, val } from "./write-part.ts";

/** Where the text of an item begins, in twentieths of a point. */
export const TAB = 794;
const STEP = 397;

interface Style {
  id: string;
  name: string;
  /** Content of `w:pPr` and `w:rPr`, in the schema's order. */
  paragraph?: string;
  run?: string;
  next?: string;
}

const spacing = (before: number, after = 0): string => element("w:spacing", { "w:before": before, "w:after": after });
const CENTRE = val("w:jc", "center");
const KEEP = "<w:keepNext/><w:keepLines/>";
const BOLD = "<w:b/><w:bCs/>";
const ITALIC = "<w:i/><w:iCs/>";
const size = (halfPoints: number): string => val("w:sz", halfPoints) + val("w:szCs", halfPoints);

/** A tab, and text hung there: in the column of labels stands nothing else. */
export const hung = (left: number): string =>
  element("w:ind", { "w:left": left, "w:hanging": left === TAB ? TAB : STEP });
export const tabAt = (position: number): string =>
  element("w:tabs", {}, element("w:tab", { "w:val": "left", "w:pos": position }));

const enumeration = (level: number): Style => {
  const left = TAB + STEP * level;
  return {
    id: `enumlev${level}`,
    name: `enumlev${level}`,
    paragraph: tabAt(left) + spacing(80) + hung(left),
  };
};

const STYLES: readonly Style[] = [
  { id: "ResNo", name: "Res_No", paragraph: KEEP + spacing(480) + CENTRE, run: size(28), next: "Restitle" },
  { id: "Restitle", name: "Res_title", paragraph: KEEP + spacing(240) + CENTRE, run: BOLD + size(28) },
  { id: "Resref", name: "Res_ref", paragraph: KEEP + spacing(120) + CENTRE },
  { id: "Normalaftertitle", name: "Normal_after_title", paragraph: spacing(320) },
  {
    id: "Call",
    name: "Call",
    paragraph: KEEP + spacing(160) + element("w:ind", { "w:left": TAB }),
    run: ITALIC,
    next: "Normal",
  },
  { id: "BodyText", name: "Body Text" },
  ...[1, 2, 3, 4].map(enumeration),
  { id: "Headingb", name: "Heading_b", paragraph: KEEP + spacing(160), run: BOLD },
  { id: "AnnexNo", name: "Annex_No", paragraph: KEEP + spacing(480) + CENTRE, run: size(28), next: "Annextitle" },
  { id: "Annextitle", name: "Annex_title", paragraph: KEEP + spacing(240) + CENTRE, run: BOLD + size(28) },
  {
    id: "Proposal",
    name: "Proposal",
    paragraph: KEEP + tabAt(TAB + STEP) + spacing(240),
    run: BOLD,
  },
  { id: "Reasons", name: "Reasons", paragraph: tabAt(TAB + STEP) + spacing(120) },
  {
    id: "FootnoteText",
    name: "footnote text",
    paragraph: tabAt(255) + spacing(40) + element("w:ind", { "w:left": 255, "w:hanging": 255 }),
    run: size(20),
  },
  { id: "Header", name: "header", paragraph: spacing(0) + CENTRE, run: size(18) },
  { id: "CommentText", name: "annotation text", paragraph: spacing(0), run: size(20) },
];

/** What a paragraph looks like: role, level, and whether a label stands before it. */
export interface Look {
  role: Role;
  level: number;
  labelled: boolean;
  /** Whether it stands in the column of those with a label, without one. */
  indented?: boolean;
}

const BY_ROLE: Record<Exclude<Role, "item">, string> = {
  number: "ResNo",
  title: "Restitle",
  history: "Resref",
  opening: "Normalaftertitle",
  call: "Call",
  text: "BodyText",
  heading: "Headingb",
  "annex-number": "AnnexNo",
  "annex-title": "Annextitle",
  footnote: "FootnoteText",
  proposal: "Proposal",
  reasons: "Reasons",
};

/** The style of a paragraph; an item of the first level is in ITU's documents a normal paragraph. */
export function styleOf({ role, level }: Look): string | null {
  if (role !== "item") return BY_ROLE[role];
  return level === 0 ? null : `enumlev${level}`;
}

/** The parts of `w:pPr` before `w:bidi` and after it that say how a paragraph looks. */
export function lookOf(look: Look): { style: string; tabs: string; indent: string } {
  const style = styleOf(look);
  const plainItem = look.role === "item" && look.level === 0;
  const labelled = plainItem && look.labelled;
  const column = element("w:ind", { "w:left": TAB });
  return {
    style: style === null ? "" : val("w:pStyle", style),
    tabs: labelled ? tabAt(TAB) : "",
    indent: plainItem && look.indented === true ? column : labelled ? hung(TAB) : "",
  };
}

/** Languages as Word names them, with the country of the spelling that the United Nations uses. */
const LANGUAGES: Record<string, string> = {
  en: "en-GB",
  fr: "fr-FR",
  es: "es-ES",
  ru: "ru-RU",
  zh: "zh-CN",
  ar: "ar-SA",
};
export const languageOf = (lang: string): string => LANGUAGES[lang] ?? lang;

/** The part `styles.xml` of a document in a language. */
export function styles(lang: string, rightToLeft: boolean): string {
  const language = languageOf(lang);
  const languages = element("w:lang", {
    "w:val": rightToLeft ? "en-GB" : language,
    "w:eastAsia": lang.startsWith("zh") ? language : "zh-CN",
    "w:bidi": rightToLeft ? language : "ar-SA",
  });
  const font = "Times New Roman";
  const fonts = element("w:rFonts", { "w:ascii": font, "w:eastAsia": "SimSun", "w:hAnsi": font, "w:cs": font });
  const defaults = element(
    "w:docDefaults",
    {},
    element("w:rPrDefault", {}, element("w:rPr", {}, fonts + size(24) + languages)) + element("w:pPrDefault"),
  );
  const normal = element(
    "w:style",
    { "w:type": "paragraph", "w:default": 1, "w:styleId": "Normal" },
    val("w:name", "Normal") + "<w:qFormat/>" + element("w:pPr", {}, spacing(120)),
  );
  const reference = element(
    "w:style",
    { "w:type": "character", "w:styleId": "FootnoteReference" },
    val("w:name", "footnote reference") + element("w:rPr", {}, val("w:vertAlign", "superscript")),
  );
  return part("w:styles", defaults + normal + STYLES.map(styleXml).join("") + reference);
}

const styleXml = ({ id, name, paragraph = "", run = "", next }: Style): string =>
  element(
    "w:style",
    { "w:type": "paragraph", "w:styleId": id },
    val("w:name", name) +
      val("w:basedOn", "Normal") +
      (next === undefined ? "" : val("w:next", next)) +
      "<w:qFormat/>" +
      (paragraph === "" ? "" : element("w:pPr", {}, paragraph)) +
      (run === "" ? "" : element("w:rPr", {}, run)),
  );
