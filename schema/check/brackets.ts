/**
 * Brackets come in pairs. Round and curly ones close in their paragraph, square ones may hold several. A bracket behind
 * a label, as in "considering a) above", has no partner.
 */
import { DEEPEST } from "../brackets.ts";
import { ADVERB } from "../numerals.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found, Stretch } from "./finding.ts";

const PARTNER: Record<string, string> = {
  ")": "(",
  "]": "[",
  "}": "{",
  "）": "（",
  "】": "【",
  "〕": "〔",
  "］": "［",
};
const ALL = /[()[\]{}（）【】〔〕［］]/g;
/** What may be a label right before a bracket: a letter or two, a Roman numeral or a number, with "bis" or the like. */
const LABEL = new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:\\p{L}{1,2}|[ivxlc]{1,7}|\\p{N}{1,3})(?:\\s?${ADVERB})?$`, "iu");
const SPANS = new Set(["[", "［", "【"]);

interface Bracket extends Stretch {
  sign: string;
}

export function* brackets({ paragraphs }: CheckedText): Generator<Found> {
  const carried: Bracket[] = []; // square ones of the paragraphs before
  for (const paragraph of paragraphs) {
    const open: Bracket[] = [];
    for (const bracket of bracketsIn(paragraph)) {
      const partner = PARTNER[bracket.sign];
      if (partner === undefined) {
        open.push(bracket);
        continue;
      }
      const inside = open.slice(-DEEPEST).findLastIndex(({ sign }) => sign === partner);
      if (inside >= 0)
        for (const inner of open.splice(inside - Math.min(open.length, DEEPEST)).slice(1)) yield unclosed(inner);
      else if (open.length > 0) yield mismatched(open.pop()!, bracket);
      else if (carried.at(-1)?.sign === partner) carried.pop();
      else yield unopened(bracket);
    }
    for (const bracket of open) {
      if (SPANS.has(bracket.sign)) carried.push(bracket);
      else yield unclosed(bracket);
    }
  }
  for (const bracket of carried) yield unclosed(bracket);
}

/** The brackets of a paragraph that have or want a partner. */
function bracketsIn(paragraph: CheckedParagraph): Bracket[] {
  const { text } = paragraph;
  const all = [...text.matchAll(ALL)].map(({ 0: sign, index: from }) => ({ sign, paragraph, from, to: from + 1 }));
  const closers = closersFrom(all);
  let depth = 0;
  return all.filter(({ sign, from }, i) => {
    if (sign === "(") depth += 1;
    if (sign !== ")") return true;
    const before = all[i - 1];
    const enclosed = before?.sign === "(" && /^[\p{L}\p{N}]+$/u.test(text.slice(before.to, from)); // "(a)"
    const spare = depth === 0 || closers[i + 1]! >= depth;
    if (!enclosed && spare && LABEL.test(text.slice(Math.max(0, from - 24), from))) return false;
    depth = Math.max(0, depth - 1);
    return true;
  });
}

/** How many round brackets close from the i-th bracket on that do not open there. */
function closersFrom(all: readonly { sign: string }[]): number[] {
  const result = [0];
  for (const { sign } of all.toReversed()) {
    const last = result.at(-1)!;
    result.push(sign === ")" ? last + 1 : sign === "(" ? Math.max(0, last - 1) : last);
  }
  return result.reverse();
}

const stretchOf = ({ paragraph, from, to }: Bracket): Stretch => ({ paragraph, from, to });
const found = (bracket: Bracket, message: string): Found => ({
  rule: "unbalanced-bracket",
  severity: "error",
  ...stretchOf(bracket),
  message,
});
const unclosed = (bracket: Bracket): Found => found(bracket, `“${bracket.sign}” is not closed`);
const unopened = (bracket: Bracket): Found => found(bracket, `“${bracket.sign}” closes nothing`);
const mismatched = (open: Bracket, close: Bracket): Found => ({
  ...found(open, `“${open.sign}” is closed by “${close.sign}”`),
  other: stretchOf(close),
});
