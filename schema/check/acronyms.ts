/** Acronyms are defined where they first stand, as `long form (ABC)`, and once. */
import { type CheckedParagraph, type CheckedText, isOfAnnex } from "./checked-text.ts";
import { COMMON_ACRONYMS } from "./common-acronyms.ts";
import type { Found } from "./finding.ts";

const ACRONYM = String.raw`\p{Lu}[\p{Lu}\p{N}]*(?:[-‑]\p{Lu}[\p{Lu}\p{N}]*|[-‑]\p{N}+)*`;
/** Where a word begins. */
const START = String.raw`(?<![\p{L}\p{N}]|[\p{L}\p{N}][-‑])`;
const USED = new RegExp(String.raw`${START}(${ACRONYM})s?(?![\p{L}\p{N}])`, "gu");
const DEFINED = new RegExp(
  String.raw`(?<=[\p{L}\p{N}"”’»)）]\s{0,2}[(（]\s?["“«]?)(${ACRONYM}(?:\s\p{N}+)?)s?(?=["”»]?\s?[)）])`,
  "gu",
);
/** `ABC (what it means)`, or a place and a year. */
const EXPLAINED = new RegExp(String.raw`${START}(${ACRONYM})\s?[(（]([^()（）]*)[)）]`, "gu");

const ROLES: readonly string[] = ["opening", "call", "item", "text", "footnote"];

export function* acronyms({ paragraphs }: CheckedText): Generator<Found> {
  const opening = paragraphs.findIndex(({ role }) => role === "opening");
  const list = paragraphs.slice(Math.max(0, opening)); // title, history and foreword are not part of the sentence
  const known = new Set<string>();
  for (const { text } of list) {
    for (const [, acronym] of text.matchAll(DEFINED)) known.add(withoutNumber(acronym!));
    for (const [, acronym, meaning] of text.matchAll(EXPLAINED))
      if (/\p{Ll}/u.test(meaning!) && !/\p{N}/u.test(meaning!)) known.add(withoutNumber(acronym!));
  }
  yield* undefinedOnes(
    list.filter(({ role }) => ROLES.includes(role)),
    known,
  );
  yield* redefined(list);
}

function* undefinedOnes(list: readonly CheckedParagraph[], known: Set<string>): Generator<Found> {
  const met = new Set<string>();
  for (const paragraph of list) {
    const { text } = paragraph;
    if (!/\p{Ll}/u.test(text)) continue; // all in capitals
    for (const { 0: word, 1: acronym, index } of text.matchAll(USED)) {
      const name = withoutNumber(acronym!);
      if (met.has(name) || !isAcronym(name) || isKnown(name, known) || isSymbol(text, index)) continue;
      met.add(name);
      const message = `“${name}” is not defined in this text: write it out where it first stands, as “long form (${name})”`;
      yield { rule: "acronym-undefined", severity: "advice", paragraph, from: index, to: index + word.length, message };
    }
  }
}

function* redefined(list: readonly CheckedParagraph[]): Generator<Found> {
  let first = new Map<string, { paragraph: CheckedParagraph; from: number; to: number }>();
  for (const paragraph of list) {
    if (isOfAnnex(paragraph.role)) first = new Map(); // an annex is read by itself
    for (const { 0: word, 1: acronym, index: from } of paragraph.text.matchAll(DEFINED)) {
      if (!isAcronym(withoutNumber(acronym!))) continue;
      const here = { paragraph, from, to: from + word.length };
      const other = first.get(acronym!);
      if (other === undefined) first.set(acronym!, here);
      else {
        const message = `“${acronym}” is defined a second time`;
        yield { rule: "acronym-redefined", severity: "advice", ...here, message, other };
      }
    }
  }
}

/** `WTDC-06`, `WTDC06` and `JTC 1` without their number. */
const withoutNumber = (acronym: string): string =>
  acronym
    .replaceAll("‑", "-")
    .split(/[-\s]/)
    .map((part) => part.replace(/\p{N}+$/u, ""))
    .filter((part) => part !== "")
    .join("-");

/** Two to ten capitals that are no Roman numeral. */
const isAcronym = (name: string): boolean => /^[\p{Lu}-]{2,10}$/u.test(name) && !/^(?:.|[IVXLC]+)$/u.test(name);

const isKnown = (name: string, known: Set<string>): boolean =>
  [known, COMMON_ACRONYMS].some((set) => set.has(name)) ||
  (name.includes("-") && name.split("-").every((part) => part.length === 1 || isKnown(part, known)));

/** Whether it is part of a document's symbol such as `A/RES/57/239`. */
function isSymbol(text: string, at: number): boolean {
  const [before] = /\S*$/.exec(text.slice(Math.max(0, at - 30), at))!;
  const [after] = /^\S*/.exec(text.slice(at, at + 30))!;
  return /^(?=.*\/).*\d/.test(before + after);
}
