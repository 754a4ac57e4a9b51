/** Words that are always written in one way: `Rev.` before a conference, and the Secretary-General. */
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found } from "./finding.ts";

export function* spelling({ paragraphs, lang }: CheckedText): Generator<Found> {
  for (const paragraph of paragraphs) {
    if (lang === "en" || lang === "fr" || lang === "es") yield* revised(paragraph);
    if (lang === "en") yield* secretaryGeneral(paragraph);
  }
}

/** `(Rev. Guadalajara, 2010)`. The Radio Regulations' `(Rev.WRC-12)` is another form and right as it is. */
function* revised(paragraph: CheckedParagraph): Generator<Found> {
  for (const { 0: word, index } of paragraph.text.matchAll(/(?<=[(;]\s?)[Rr][EeÉé][Vv]\.?(?=\s+\p{Lu})/gu)) {
    const right = `${word[0]!.toUpperCase()}${word.slice(1).replace(".", "")}.`;
    yield* written("rev-stop", paragraph, index, word, right);
  }
}

function* secretaryGeneral(paragraph: CheckedParagraph): Generator<Found> {
  for (const { 0: words, index } of paragraph.text.matchAll(/\b[Ss]ecretary(?:\s+|\s?[-–]\s?)[Gg]eneral\b/gu))
    yield* written("secretary-general", paragraph, index, words, "Secretary-General");
}

function* written(
  rule: string,
  paragraph: CheckedParagraph,
  from: number,
  word: string,
  right: string,
): Generator<Found> {
  if (word === right) return;
  const to = from + word.length;
  const message = `“${word}” is written “${right}”`;
  yield { rule, severity: "error", paragraph, from, to, message, fix: [{ from, to, text: right }] };
}
