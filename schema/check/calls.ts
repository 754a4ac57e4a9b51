/** Calls: known ones, without punctuation, the preamble before the operative part, and an operative part there. */
import { type Language, LANGUAGES, OPERATIVE_CALLS, PREAMBLE_CALLS, findCall } from "../calls.ts";
import type { CheckedParagraph, CheckedText } from "./checked-text.ts";
import { type Found, whole } from "./finding.ts";

export function* calls(text: CheckedText): Generator<Found> {
  for (const paragraph of text.paragraphs) {
    if (paragraph.role !== "call" || paragraph.text.trim() === "") continue;
    yield* unknown(paragraph, text.lang);
    yield* punctuated(paragraph);
  }
  yield* misplaced(text);
  yield* missing(text);
}

function* unknown(paragraph: CheckedParagraph, lang: Language | null): Generator<Found> {
  const { text } = paragraph;
  if (isKnown(text, lang)) return;
  const from = text.search(/\S/);
  const line = text.slice(from);
  const near = lang === null ? null : nearest(line, lang);
  const to = from + (near?.length ?? line.search(/\s|$/));
  const said = `“${text.slice(from, to)}” is not a known call`;
  yield {
    rule: "unknown-call",
    severity: "advice",
    paragraph,
    from,
    to,
    message: near === null ? said : `${said}: “${near.call}” is`,
    ...(near === null ? {} : { fix: [{ from, to, text: near.call }] }),
  };
}

const callsIn = (lang: Language): string[] => {
  const column = LANGUAGES.indexOf(lang);
  return [...PREAMBLE_CALLS, ...OPERATIVE_CALLS].map((row) => row[column]!);
};

function isKnown(text: string, lang: Language | null): boolean {
  const line = text.trim().toLocaleLowerCase("en");
  if (lang === null) return findCall(text) !== null;
  return callsIn(lang).some((call) => {
    if (!line.startsWith(call.toLocaleLowerCase("en"))) return false;
    const rest = line.slice(call.length);
    if (lang === "zh" || !/^[\p{L}\p{M}]/u.test(rest)) return true;
    return lang === "es" && call.endsWith(" a") && /^l\b/.test(rest); // "encarga a" and "el" are written "encarga al"
  });
}

/** Two letters may be wrong, or one in a short call. */
const allowed = (call: string): number => (call.length < 6 ? 1 : 2);

/** The one call that the line seems to mean, with the length of what stands for it; null when none or several do. */
function nearest(line: string, lang: Language): { call: string; length: number } | null {
  if (lang === "zh") return null; // a sign is a word there
  const words = [...line.matchAll(/\S+/g)].map((match) => match.index + match[0].length);
  let best: { call: string; length: number; distance: number }[] = [];
  for (const call of new Set(callsIn(lang))) {
    const length = words[call.split(" ").length - 1];
    if (length === undefined || Math.abs(length - call.length) > allowed(call)) continue;
    const distance = distanceOf(line.slice(0, length).toLocaleLowerCase("en"), call.toLocaleLowerCase("en"));
    if (distance > allowed(call)) continue;
    if (best.length === 0 || distance < best[0]!.distance) best = [{ call, length, distance }];
    else if (distance === best[0]!.distance) best.push({ call, length, distance });
  }
  best.sort((a, b) => b.call.length - a.call.length);
  const [longest] = best; // "recognizing further" rather than the "recognizing" in it
  return longest !== undefined && best.every(({ call }) => longest.call.startsWith(call)) ? longest : null;
}

/** How many letters must be put in, taken out or replaced to make one word the other (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++)
      next.push(Math.min(next[k - 1]! + 1, row[k]! + 1, row[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

function* punctuated(paragraph: CheckedParagraph): Generator<Found> {
  const { text } = paragraph;
  const to = text.length;
  let from = to;
  while (from > 0 && /[\s;:,.…؛،；：，。]/u.test(text[from - 1]!)) from--;
  if (text.slice(from).trim() === "") return;
  const message = "a call has no punctuation at its end";
  yield { rule: "call-punctuation", severity: "advice", paragraph, from, to, message, fix: [{ from, to, text: "" }] };
}

function* misplaced({ sections }: CheckedText): Generator<Found> {
  const first = sections.find(({ part }) => part === "operative");
  for (const { call, part } of first === undefined ? [] : sections.slice(sections.indexOf(first) + 1)) {
    if (part !== "preamble") continue;
    const message = `“${call.text.trim()}” is a call of the preamble, but stands after “${first!.call.text.trim()}”`;
    yield { rule: "call-order", severity: "error", ...whole(call), message, other: whole(first!.call) };
  }
}

function* missing({ sections, paragraphs }: CheckedText): Generator<Found> {
  const last = sections.at(-1);
  const begun = last?.members.at(-1) ?? last?.call ?? paragraphs.find(({ role }) => role === "opening");
  if (begun === undefined || sections.some(({ part }) => part === "operative")) return;
  const message = "the operative part is missing: nothing is resolved";
  yield { rule: "operative-missing", severity: "error", ...whole(begun), message };
}
