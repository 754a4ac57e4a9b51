/**
 * One resolution is one sentence: items end in a semicolon, the last of a section in a comma, the very last in a full
 * stop, an item with sub-items in a colon, and no "and" stands before the last.
 */
import type { Language } from "../calls.ts";
import type { CheckedParagraph, CheckedSection, CheckedText } from "./checked-text.ts";
import type { Found } from "./finding.ts";

const SIGNS = {
  semicolon: { latin: ";", arabic: "؛", chinese: "；" },
  comma: { latin: ",", arabic: "،", chinese: "，" },
  stop: { latin: ".", arabic: ".", chinese: "。" },
  colon: { latin: ":", arabic: ":", chinese: "：" },
} as const;
type Kind = keyof typeof SIGNS;

const WHY: Record<Kind, string> = {
  semicolon: "another item follows",
  comma: "it is the last of its section",
  stop: "it is the last of the resolution",
  colon: "its sub-items follow",
};

const ALL_SIGNS = [...new Set(Object.values(SIGNS).flatMap((sign) => Object.values(sign)))].join("");
const SIGN = new RegExp(`[${ALL_SIGNS}]$`, "u");
/** A sign with the quotes and brackets that close behind it. */
const CLOSED_SIGN = new RegExp(`([${ALL_SIGNS}])["”’»)\\]}）】]+$`, "u");
/** What ends in a full stop that belongs to the word. */
const ABBREVIATION = /(?:\.\.\.|…|(?<![\p{L}\p{M}])(?:etc|al|Rev|Rév|Add|Corr|No|и т\.? ?д|и др)\.)$/u;

/** An "and" at the end, with the blank before it. */
const CONJUNCTION: Record<Language, RegExp | null> = {
  en: /\sand$/iu,
  fr: /\set$/iu,
  es: /\s[ye]$/iu,
  ru: /\sи$/iu,
  ar: null, // it is written with the word behind it
  zh: /(?<=[，；,;])(?:和|及|以及)$/u,
};

export function* punctuation({ sections, lang }: CheckedText): Generator<Found> {
  const script = lang === "ar" ? "arabic" : lang === "zh" ? "chinese" : "latin";
  for (const section of sections) {
    const isLast = section === sections.at(-1);
    for (const [i, paragraph] of section.members.entries()) {
      const kind = kindAfter(section, i, isLast);
      if (kind !== null) yield* ending(paragraph, kind, SIGNS[kind][script], lang);
    }
  }
}

/** The sign that is due behind a member of a section; null where that cannot be said. */
function kindAfter({ members, part }: CheckedSection, i: number, isLast: boolean): Kind | null {
  const [item, next] = [members[i]!, members[i + 1]];
  if (item.role !== "item") return null;
  if (next === undefined) return isLast && part === "operative" ? "stop" : "comma";
  if (next.role !== "item") return null; // a plain paragraph may go on with the item or not
  return next.level > item.level ? "colon" : "semicolon";
}

function* ending(paragraph: CheckedParagraph, kind: Kind, due: string, lang: Language | null): Generator<Found> {
  const text = words(paragraph.text);
  if (text === "") return;
  const to = text.length;
  const conjunction = lang === null ? null : (CONJUNCTION[lang]?.exec(text) ?? null);
  if (conjunction !== null) {
    const before = text.slice(0, conjunction.index).trimEnd();
    const from = hasSign(before) ? before.slice(0, -1).trimEnd().length : before.length;
    const message = `no “${conjunction[0].trim()}” at the end, but “${due}”: ${WHY[kind]}`;
    const fix = [{ from, to, text: endsIn(text.slice(0, from), due) ? "" : due }];
    yield { rule: "and-before-last", severity: "advice", paragraph, from, to, message, fix };
    return;
  }
  if (endsIn(text, due)) return;
  const wrong = hasSign(text);
  const message = wrong ? `“${due}” is due at the end, not “${text.at(-1)}”` : `“${due}” is missing at the end`;
  yield {
    rule: "punctuation",
    severity: "advice",
    paragraph,
    from: to - 1,
    to,
    message: `${message}: ${WHY[kind]}`,
    fix: [{ from: wrong ? to - 1 : to, to, text: due }],
  };
}

/** The text without the blanks behind it; a footnote's sign stands behind the punctuation as well. */
function words(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s\uFFFC]/u.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

const hasSign = (text: string): boolean => SIGN.test(text) && !ABBREVIATION.test(text);

const endsIn = (text: string, due: string): boolean => text.endsWith(due) || CLOSED_SIGN.exec(text)?.[1] === due;
