/** What the check finds in the two example drafts: all of it, written by hand from the texts. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Delta } from "../../../schema/index.ts";
import { type CheckOptions, check } from "../../../schema/check/index.ts";
import { readText } from "../../../src/formats/index.ts";

const example = (name: string): Delta =>
  new Delta(JSON.parse(readFileSync(new URL(`../../../examples/${name}.json`, import.meta.url), "utf8")).ops);
const fixture = (name: string): Delta => {
  const text = readFileSync(new URL(`../../fixtures/${name}.txt`, import.meta.url), "utf8");
  return new Delta(readText(text, { lang: "en" }).draft.ops as Delta["ops"]);
};
/** One line per finding: where, rule, message. */
const findings = (sequence: Delta, options?: CheckOptions): string[] =>
  check(sequence, options).map(({ rule, place: { call, label, number }, message }) => {
    const where = label === null ? `${number}` : `${call} ${label}`;
    return `${where}: ${message} [${rule}]`;
  });

const SLIPS = [
  "1: “Rev” is written “Rev.” [rev-stop]",
  "recognizing a): “{” is closed by “]” [unbalanced-bracket]",
  "recognizing a): “;” is due at the end, not “,”: another item follows [punctuation]",
  "recognizing b): no “and” at the end, but “;”: another item follows [and-before-last]",
  "recognizing c): “,” is missing at the end: it is the last of its section [punctuation]",
  "aware b): “;” is missing at the end: another item follows [punctuation]",
  "aware c) §: “;” is missing at the end: another item follows [punctuation]",
  "aware c) §: “;” is missing at the end: another item follows [punctuation]",
  "aware c) §: “;” is missing at the end: another item follows [punctuation]",
  "aware e): no “and” at the end, but “;”: another item follows [and-before-last]",
  "aware f): no “and” at the end, but “;”: another item follows [and-before-last]",
  "aware g) i): no “and” at the end, but “;”: another item follows [and-before-last]",
  "aware g) ii): “,” is due at the end, not “.”: it is the last of its section [punctuation]",
  "26: “Secretary General” is written “Secretary-General” [secretary-general]",
];

test("Resolution 50 gives no false alarm, as a draft, as it was printed with its foreword, and adopted", () => {
  expect(findings(example("resolution-50"))).toEqual([]);
  expect(findings(example("resolution-50"), { stage: "adopted" })).toEqual([]);
  expect(findings(fixture("resolution-50-clean"))).toEqual([]);
});

test("Resolution 130 as it was has one slip", () => {
  const slip = ["15: “Secretary General” is written “Secretary-General” [secretary-general]"];
  expect(findings(example("resolution-130"), { view: "original" })).toEqual(slip);
  expect(findings(fixture("resolution-130-original"))).toEqual(slip);
});

test("Resolution 130 as it is proposed has the slips of the source, and no others", () => {
  expect(findings(example("resolution-130"))).toEqual(SLIPS);
  expect(findings(fixture("resolution-130-proposed"))).toEqual(SLIPS);
});

test("the brackets of its alternative are open once it is adopted", () => {
  const more = findings(example("resolution-130"), { stage: "adopted" }).filter((line) => !SLIPS.includes(line));
  expect(more).toEqual([
    "instructs the Secretary General and the Directors of the Bureaux 2 ii): square brackets are open in an adopted text [open-bracket]",
  ]);
});

test("places are indexes into the redline", () => {
  const sequence = example("resolution-130");
  const [rev, bracket] = check(sequence);
  const words = (from: number, to: number) => sequence.slice(from, to).ops.map(({ insert }) => insert);
  expect(words(rev!.place.from, rev!.place.to)).toEqual(["Rev"]);
  expect(words(bracket!.place.from, bracket!.place.to)).toEqual(["{"]);
  expect(words(bracket!.other!.from, bracket!.other!.to)).toEqual(["]"]);
  expect(rev!.place).toEqual({
    paragraph: "number",
    number: 1,
    call: null,
    label: null,
    from: 25,
    to: 28,
    excerpt: "RESOLUTION 130 (Rev Antalya, 2006)",
  });
  expect(rev!.fix).toEqual(new Delta().retain(28).insert("."));
});
