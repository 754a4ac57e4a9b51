/** Double quotes: straight or curly ones throughout a text, and each that opens closes in its paragraph. */
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import type { Found, Replacement } from "./finding.ts";

const STRAIGHT = /"/g;
const CURLY = /[“”]/g;

export function* quotes({ paragraphs }: CheckedText): Generator<Found> {
  const count = (sign: RegExp) => paragraphs.reduce((sum, { text }) => sum + (text.match(sign)?.length ?? 0), 0);
  const [straight, curly] = [count(STRAIGHT), count(CURLY)];
  for (const paragraph of paragraphs) {
    if (straight > 0 && curly > 0) yield* mixed(paragraph, curly >= straight);
    yield* unbalanced(paragraph);
  }
}

/** The quotes of a paragraph that are not as most of the text has them. */
function* mixed(paragraph: CheckedParagraph, toCurly: boolean): Generator<Found> {
  const { text } = paragraph;
  const wrong = [...text.matchAll(toCurly ? STRAIGHT : CURLY)].map(({ index }) => index);
  if (wrong.length === 0) return;
  const [from, to] = [wrong[0]!, wrong.at(-1)! + 1];
  const message = toCurly ? "straight quotes in a text with curly ones" : "curly quotes in a text with straight ones";
  const fix = toCurly ? curled(text) : wrong.map((index): Replacement => ({ from: index, to: index + 1, text: '"' }));
  yield { rule: "mixed-quotes", severity: "advice", paragraph, from, to, message, ...(fix === null ? {} : { fix }) };
}

/** Curly quotes for straight ones, opening and closing in turn; null where that does not fit the curly ones there. */
function curled(text: string): Replacement[] | null {
  const result: Replacement[] = [];
  let open = false;
  for (const { 0: sign, index } of text.matchAll(/["“”]/g)) {
    const due = open ? "”" : "“";
    if (sign === '"') result.push({ from: index, to: index + 1, text: due });
    else if (sign !== due) return null;
    open = !open;
  }
  return open ? null : result;
}

const CLOSING: Record<string, string> = { "”": "“", "»": "«" };

function* unbalanced(paragraph: CheckedParagraph): Generator<Found> {
  const open: { sign: string; from: number }[] = [];
  const say = (from: number, message: string): Found => ({
    rule: "unbalanced-quote",
    severity: "advice",
    paragraph,
    from,
    to: from + 1,
    message,
  });
  for (const { 0: sign, index: from } of paragraph.text.matchAll(/["“”„«»]/g)) {
    const top = open.at(-1)?.sign;
    // A straight one closes what is open; Russian closes a low one with what opens elsewhere.
    const closes = sign === '"' ? top === '"' || top === "“" : sign === "“" ? top === "„" : sign in CLOSING;
    if (!closes) open.push({ sign, from });
    else if (sign in CLOSING && top !== CLOSING[sign] && !(sign === "”" && (top === '"' || top === "„")))
      yield say(from, `“${sign}” closes a quotation that was not opened`);
    else open.pop();
  }
  for (const { sign, from } of open) yield say(from, `the quotation that “${sign}” opens is not closed`);
}
