/**
 * References that were typed, not inserted: `resolves 2 above`, `considering a) and b) above`, `instructs the Director
 * of the Telecommunication Standardization Bureau 1 above`. Imported text has no others. They are recognised so that
 * each can become an object, and one that points nowhere be reported.
 */
import { FORMATS } from "./attributes.ts";
import { OPERATIVE_CALLS, PREAMBLE_CALLS, findCall } from "./calls.ts";
import { type Fault, footnoteFaults } from "./footnotes.ts";
import { type Labelling, PLAIN_LABELLING } from "./numbering.ts";
import { Reading } from "./reading.ts";
import { type Target, missingReferences, targetsOf } from "./references.ts";
import { Delta, type Op } from "./sequence.ts";

export interface TypedReference {
  /** Place of the label in the sequence. */
  from: number;
  to: number;
  /** The label as it is typed. */
  text: string;
  /** The call before it, as it is typed; empty for a label of the own section. */
  call: string;
  direction: "above" | "below" | null;
  /** The id of the target's mark; null where no such label stands there. */
  target: string | null;
}

const LATER = "(?:bis|ter|tri|quater|qua|quinquies)";
const LABEL = `(?:\\d{1,3}(?:\\.\\d{1,2})*(?: ${LATER}\\b)?|(?:[a-z]{1,2}|[ivx]{1,6})(?: ?${LATER})?\\)(?: ${LATER}\\b)?)`;
const PATH = `${LABEL}(?: ${LABEL})*`;
const AND = "(?:,? (?:and|or|to|et|ou|à|y|o|a|и|или|و|أو) |, |–|、|和)";
const ABOVE = ["above", "ci-dessus", "supra", "más arriba", "выше", "أعلاه"];
const BELOW = ["below", "ci-dessous", "infra", "más abajo", "ниже", "أدناه"];

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a call looks like in running text. */
const callPattern = (): RegExp => {
  const calls = [...PREAMBLE_CALLS, ...OPERATIVE_CALLS].flat().sort((a, b) => b.length - a.length);
  return new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${calls.map(escaped).join("|")})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{M}])`,
    "giu",
  );
};
/** A list of labels, and whether they are said to stand above or below. */
const listPattern = (): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}.,-])(?<list>${PATH}(?:${AND}${PATH})*)(?![\\p{L}\\p{N}])(?: (?<direction>${[...ABOVE, ...BELOW].join("|")})(?![\\p{L}\\p{M}]))?`,
    "giu",
  );
/** How long an addressee may be that stands between a call and a label. */
const ADDRESSEE = 120;

/** The typed references that stand in a view, in order. */
export function typedReferences(
  sequence: Delta,
  view: "original" | "final" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): TypedReference[] {
  const reading = new Reading(sequence, view);
  const targets = targetsOf(sequence, view, labelling);
  const [call, list] = [callPattern(), listPattern()];
  const result: TypedReference[] = [];
  let start = 0;
  targets.forEach(({ role, words }, own) => {
    if (role !== "call") {
      const calls = [...words.matchAll(call)].map(({ 0: said, index }) => ({ call: said, end: index + said.length }));
      for (const { index, groups } of words.matchAll(list)) {
        const direction = directionOf(groups!.direction);
        const labels = groups!.list!;
        const named = callBefore(words, calls, index, direction);
        // A bare number is a reference only where a direction says so, and without a call not even then.
        if (
          !(direction !== null && (named !== null || labels.includes(")"))) &&
          !(named !== null && /^\D+\)/.test(labels))
        )
          continue;
        for (const { text, offset, target } of labelsIn(labels, sectionsFor(targets, own, named, direction))) {
          const from = reading.indexOf(start + index + offset);
          const to = reading.indexOf(start + index + offset + text.length - 1) + 1;
          result.push({ from, to, text, call: named?.call ?? "", direction, target });
        }
      }
    }
    start += words.length + 1;
  });
  return result;
}

const directionOf = (word: string | undefined): "above" | "below" | null =>
  word === undefined ? null : ABOVE.includes(word.toLocaleLowerCase("en")) ? "above" : "below";

interface Named {
  call: string;
  /** What stands between the call and the label: whom the call addresses. */
  addressee: string;
}

/** The call that a label is said to stand under; null where none stands before it. */
function callBefore(
  words: string,
  calls: readonly { call: string; end: number }[],
  index: number,
  direction: "above" | "below" | null,
): Named | null {
  const nearest = calls.findLast(({ end }) => end <= index);
  if (nearest === undefined) return null;
  const addressee = words.slice(nearest.end, index).trim();
  if (addressee === "") return { call: nearest.call, addressee };
  const fits = direction !== null && addressee.length <= ADDRESSEE && !/[;:.,()]/.test(addressee);
  return fits ? { call: nearest.call, addressee } : null;
}

/** The items that a label may be one of: section by section, the nearest first. */
function sectionsFor(
  targets: readonly Target[],
  own: number,
  named: Named | null,
  direction: "above" | "below" | null,
): Target[][] {
  const sections: { first: number; items: Target[] }[] = [];
  targets.forEach((target, i) => {
    if (i === 0 || target.role === "call" || target.role === "annex-number") sections.push({ first: i, items: [] });
    const asked = direction === null || (direction === "above" ? i < own : i > own);
    if (target.role === "item" && i !== own && asked) sections.at(-1)!.items.push(target);
  });
  const home = sections.findLastIndex(({ first }) => first <= own);
  const distance = (i: number) => (i <= home ? home - i : sections.length + i); // those above first
  return sections
    .map(({ first, items }, i) => ({ items, i, call: targets[first]!.call }))
    .filter(({ i, call }) => (named === null ? i === home : isCall(call, named)))
    .sort((a, b) => distance(a.i) - distance(b.i))
    .map(({ items }) => items);
}

function isCall(line: string, { call, addressee }: Named): boolean {
  const [found, wanted] = [findCall(line), findCall(call)];
  return (
    found !== null &&
    found.call === wanted?.call &&
    found.language === wanted.language &&
    found.rest.toLocaleLowerCase("en").startsWith(addressee.toLocaleLowerCase("en"))
  );
}

/** The labels of a list such as `1 a) and b)`, each with its place in it and what it is the label of. */
function labelsIn(
  list: string,
  sections: readonly Target[][],
): { text: string; offset: number; target: string | null }[] {
  const result: { text: string; offset: number; target: string | null }[] = [];
  for (const { 0: path, index } of list.matchAll(new RegExp(PATH, "giu"))) {
    const labels = [...path.matchAll(new RegExp(LABEL, "giu"))];
    const found = sections
      .map((items) =>
        follow(
          items,
          labels.map(([label]) => label),
        ),
      )
      .find((way) => way !== null);
    labels.forEach(({ 0: text, index: offset }, i) =>
      result.push({ text, offset: index + offset, target: found?.[i]?.id ?? null }),
    );
  }
  return result;
}

/** The items that a path of labels leads over, each below the one before; null where it leads nowhere. */
function follow(items: readonly Target[], labels: readonly string[]): Target[] | null {
  const [label, ...rest] = labels;
  if (label === undefined) return [];
  const fitting = items.filter((item) => item.id !== "" && sameLabel(item.label, label));
  const found = fitting.sort((a, b) => a.level - b.level)[0];
  if (found === undefined) return null;
  const below = items.slice(items.indexOf(found) + 1);
  const end = below.findIndex(({ level }) => level <= found.level);
  const way = follow(end < 0 ? below : below.slice(0, end), rest);
  return way === null ? null : [found, ...way];
}

const sameLabel = (label: string | null, typed: string): boolean =>
  label !== null && label.replace(/\.$/, "").toLocaleLowerCase("en") === typed.toLocaleLowerCase("en");

/** The edit that puts an object in the place of a typed reference, in its formatting. Throws RangeError without a target. */
export function asReference(sequence: Delta, { from, to, text, target }: TypedReference): Delta {
  if (target === null) throw new RangeError(`no target: ${text}`);
  const { attributes } = (sequence.slice(from, from + 1).ops as Op[])[0]!;
  const formats = Object.fromEntries(FORMATS.filter((name) => attributes?.[name] === true).map((name) => [name, true]));
  return new Delta()
    .retain(from)
    .insert({ ref: target }, formats)
    .delete(to - from);
}

/** How it is typed, without the addressee of the call. */
export const wordingOf = ({ call, text, direction }: TypedReference): string =>
  [call, text, direction].filter((part) => part !== "" && part !== null).join(" ");

/**
 * What is wrong with references and footnotes, for the drafting check: objects and typed references that point nowhere,
 * typed ones that would point elsewhere when the proposed changes are adopted, footnotes without their other half.
 */
export function referenceFaults(
  sequence: Delta,
  view: "original" | "final" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): Fault[] {
  const findings = [...missingReferences(sequence, view, labelling), ...footnoteFaults(sequence, view)];
  const typed = typedReferences(sequence, view, labelling);
  const before = view === "final" && typed.length > 0 ? typedReferences(sequence, "original", labelling) : [];
  const labels = new Map(targetsOf(sequence, view, labelling).map(({ id, text }) => [id, text]));
  for (const reference of typed) {
    const { from, to, target } = reference;
    const said = wordingOf(reference);
    const was = before.find((each) => each.from === from && each.to === to)?.target;
    if (typeof was === "string" && was !== target) {
      const now = labels.get(was);
      findings.push({
        from,
        to,
        message: `“${said}”: ${now === undefined ? "what it named is deleted" : `what it named is ${now} now`}`,
        ...(now !== undefined && { fix: asReference(sequence, { ...reference, target: was }) }),
      });
    } else if (target === null) findings.push({ from, to, message: `“${said}”: there is no such item` });
  }
  return findings.sort((a, b) => a.from - b.from);
}
