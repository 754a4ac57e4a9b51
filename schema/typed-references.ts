/**
 * References that were typed, not inserted: `resolves 2 above`, `considering a) and b) above`, `instructs the Director
 * of the Telecommunication Standardization Bureau 1 above`. Imported text has no others. They are recognised so that
 * each can become an object, and one that points nowhere be reported.
 */
import { FORMATS } from "./attributes.ts";
import { type FoundCall, OPERATIVE_CALLS, PREAMBLE_CALLS, findCall } from "./calls.ts";
import { type Fault, footnoteFaults } from "./footnotes.ts";
import { ADVERB } from "./numerals.ts";
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

const LABEL = `(?:\\d{1,3}(?:\\.\\d{1,2})*(?: ${ADVERB}\\b)?|(?:[a-z]{1,2}|[ivx]{1,6})(?: ?${ADVERB})?\\)(?: ${ADVERB}\\b)?)`;
const PATH = `${LABEL}(?: ${LABEL})*`;
const AND = "(?:,? (?:and|or|to|et|ou|à|y|o|a|и|или|و|أو) |, |–|、|和)";
const ABOVE = ["above", "ci-dessus", "supra", "más arriba", "выше", "أعلاه"];
const BELOW = ["below", "ci-dessous", "infra", "más abajo", "ниже", "أدناه"];

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a call looks like in running text. */
const CALL = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}])(?:${[...PREAMBLE_CALLS, ...OPERATIVE_CALLS]
    .flat()
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|")})(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{M}])`,
  "giu",
);
/** A list of labels, and whether they are said to stand above or below. */
const LIST = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}.,-])(?<list>${PATH}(?:${AND}${PATH})*)(?![\\p{L}\\p{N}])(?: (?<direction>${[...ABOVE, ...BELOW].join("|")})(?![\\p{L}\\p{M}]))?`,
  "giu",
);
const PATHS = new RegExp(PATH, "giu");
const LABELS = new RegExp(LABEL, "giu");
/** How long an addressee may be that stands between a call and a label. */
const ADDRESSEE = 120;

/** So many references are looked at, far more than any text has: each is looked for in all sections. */
const MOST = 2000;

/** The typed references that stand in a view, in order. */
export function typedReferences(
  sequence: Delta,
  view: "original" | "final" = "final",
  labelling: Labelling = PLAIN_LABELLING,
): TypedReference[] {
  const result: TypedReference[] = [];
  for (const reference of referencesIn(new Reading(sequence, view), targetsOf(sequence, view, labelling))) {
    result.push(reference);
    if (result.length === MOST) break;
  }
  return result;
}

function* referencesIn(reading: Reading, targets: readonly Target[]): Generator<TypedReference> {
  const sections = new Sections(targets);
  let start = 0;
  for (const [own, { role, words }] of targets.entries()) {
    if (role !== "call") {
      const calls = [...words.matchAll(CALL)].map(({ 0: said, index }) => ({ call: said, end: index + said.length }));
      let passed = 0; // calls before the label
      for (const { index, groups } of words.matchAll(LIST)) {
        while (passed < calls.length && calls[passed]!.end <= index) passed++;
        const direction = directionOf(groups!.direction);
        const labels = groups!.list!;
        const named = callBefore(words, calls[passed - 1], index, direction);
        // A bare number is a reference only where a direction says so, and without a call not even then.
        if (
          !(direction !== null && (named !== null || labels.includes(")"))) &&
          !(named !== null && /^\D+\)/.test(labels))
        )
          continue;
        const isAsked = ({ index: at }: Labelled) =>
          at !== own && (direction === null || (direction === "above" ? at < own : at > own));
        for (const { text, offset, target } of labelsIn(labels, sections.around(own, named), isAsked)) {
          const from = reading.indexOf(start + index + offset);
          const to = reading.indexOf(start + index + offset + text.length - 1) + 1;
          yield { from, to, text, call: named?.call ?? "", direction, target };
        }
      }
    }
    start += words.length + 1;
  }
}

const directionOf = (word: string | undefined): "above" | "below" | null =>
  word === undefined ? null : ABOVE.includes(word.toLocaleLowerCase("en")) ? "above" : "below";

interface Named {
  call: string;
  /** What stands between the call and the label: whom the call addresses. */
  addressee: string;
}

/** The call that a label at `index` is said to stand under, given the one before it; null where none is. */
function callBefore(
  words: string,
  nearest: { call: string; end: number } | undefined,
  index: number,
  direction: "above" | "below" | null,
): Named | null {
  if (nearest === undefined) return null;
  const addressee = words.slice(nearest.end, index).trim();
  if (addressee === "") return { call: nearest.call, addressee };
  const fits = direction !== null && addressee.length <= ADDRESSEE && !/[;:.,()]/.test(addressee);
  return fits ? { call: nearest.call, addressee } : null;
}

/** An item as something that a label may lead to. */
interface Labelled {
  /** Of its paragraph, and among the items of its section. */
  index: number;
  place: number;
  id: string;
  level: number;
  /** Its label as labels are compared; null where no reference can lead to it. */
  label: string | null;
}

class Section {
  readonly call: FoundCall | null;
  readonly items: Labelled[] = [];
  private readonly byLabel = new Map<string, Labelled[]>();

  /** `first` is the index of its first paragraph. */
  constructor(
    readonly first: number,
    line: string,
  ) {
    this.call = findCall(line);
  }

  add(index: number, { id, level, label }: Target): void {
    const known = id === "" || label === null ? null : compared(label);
    const item = { index, place: this.items.length, id, level, label: known };
    this.items.push(item);
    if (known === null) return;
    const alike = this.byLabel.get(known);
    if (alike === undefined) this.byLabel.set(known, [item]);
    else alike.push(item);
  }

  /** The items that a path of labels leads over, each below the one before; null where it leads nowhere. */
  follow([label = "", ...rest]: readonly string[], isAsked: (item: Labelled) => boolean): Labelled[] | null {
    let found = highest((this.byLabel.get(label) ?? []).filter(isAsked));
    if (found === null) return null;
    const way = [found];
    for (const next of rest) {
      const below: Labelled[] = [];
      for (const item of this.items.slice(found.place + 1)) {
        if (!isAsked(item)) continue;
        if (item.level <= found.level) break;
        if (item.label === next) below.push(item);
      }
      found = highest(below);
      if (found === null) return null;
      way.push(found);
    }
    return way;
  }
}

/** The first of those that stand highest. */
const highest = (items: readonly Labelled[]): Labelled | null =>
  items.reduce<Labelled | null>((best, item) => (best === null || item.level < best.level ? item : best), null);

/** The sections of a view. */
class Sections {
  private readonly all: Section[] = [];

  constructor(targets: readonly Target[]) {
    for (const [index, target] of targets.entries()) {
      const { role, call } = target;
      if (index === 0 || role === "call" || role === "annex-number") this.all.push(new Section(index, call));
      if (role === "item") this.all.at(-1)!.add(index, target);
    }
  }

  /** Those that a label in the paragraph `own` may be of: the nearest first, those above before those below. */
  around(own: number, named: Named | null): Section[] {
    const home = this.all.findLastIndex(({ first }) => first <= own);
    if (named === null) return [this.all[home]!];
    const wanted = findCall(named.call);
    const addressee = named.addressee.toLocaleLowerCase("en");
    return [...this.all.slice(0, home + 1).reverse(), ...this.all.slice(home + 1)].filter(
      ({ call }) =>
        call !== null &&
        call.call === wanted?.call &&
        call.language === wanted.language &&
        call.rest.toLocaleLowerCase("en").startsWith(addressee),
    );
  }
}

/** The labels of a list such as `1 a) and b)`, each with its place in it and what it is the label of. */
function* labelsIn(
  list: string,
  sections: readonly Section[],
  isAsked: (item: Labelled) => boolean,
): Generator<{ text: string; offset: number; target: string | null }> {
  for (const { 0: path, index } of list.matchAll(PATHS)) {
    const labels = [...path.matchAll(LABELS)];
    const wanted = labels.map(([label]) => compared(label));
    let found: Labelled[] | null = null;
    for (const section of sections) {
      found = section.follow(wanted, isAsked);
      if (found !== null) break;
    }
    for (const [i, { 0: text, index: offset }] of labels.entries())
      yield { text, offset: index + offset, target: found?.[i]?.id ?? null };
  }
}

/** A label as labels are compared: in small letters, without a stop behind it. */
const compared = (label: string): string => label.replace(/\.$/, "").toLocaleLowerCase("en");

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
