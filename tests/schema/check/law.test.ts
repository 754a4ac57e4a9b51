/** Every fix mends what it is offered for, makes none of the same kind, and touches adopted text as a proposal only. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Attributes, Delta, LANGUAGES, MARK, type Op, plainText, view } from "../../../schema/index.ts";
import { type Finding, check } from "../../../schema/check/index.ts";
import { track } from "../../../src/revision/index.ts";
import { DELEGATIONS, RUNS, authorOf } from "../../laws/generators.ts";
import { same } from "../../same.ts";

// biome-ignore format: words by kind
const WORDS = [
  "that", " and", " et", " и", "，和", " ", "etc.", "...", "\u{1F600}", "ICT", "(ABC)", "ABC", "WTDC-06",
  ";", ",", ".", ":", "؛", "，", "。", "…", '"', "“", "”", "«", "»", "„", "(", ")", "[", "]", "{", "}", "）", " a)", "(a)",
  '"so"', "“so”", '"so"', "“so”", "Rev Antalya", "(Rev Antalya, 2006)", "(rev. Busan", "(Geneva, 2003)", "Secretary General", "secretary - general", "Secretary-General",
];
const ENDS = ["", "", " and", " et", " y", " и", "，和"];
const CALLS = [
  "considering",
  "notting",
  "resolve",
  "resolves",
  "recognising:",
  "décide",
  "instruct the Secretary General",
  "и",
  ";",
];

const by = fc.option(fc.constantFrom(...DELEGATIONS), { nil: undefined, freq: 1 });
const revisedArb: fc.Arbitrary<Attributes> = fc.tuple(by, by).map(([ins, del]) => ({
  ...(ins === undefined ? {} : { ins: `${ins}:1` }),
  ...(del === undefined || del === ins ? {} : { [`del:${del}`]: `${del}:2` }),
}));
const textArb = (words: readonly string[]): fc.Arbitrary<Op[]> => {
  const insert = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.constant({ break: true }));
  const run = fc.tuple(insert, revisedArb, fc.constantFrom({}, { em: true }));
  return fc.array(
    run.map(([each, revised, format]) => ({ insert: each, attributes: { ...revised, ...format } })),
    { minLength: 1, maxLength: 6 },
  );
};
const paragraphArb = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ role: fc.constant("item"), level: fc.integer({ min: 0, max: 2 }) }) },
    { weight: 2, arbitrary: fc.record({ role: fc.constant("call") }) },
    fc.record({ role: fc.constantFrom("number", "opening", "text", "footnote", "annex-number") }),
  )
  .chain((mark) =>
    fc.tuple(fc.constant(mark), textArb(mark.role === "call" ? [...CALLS, ...WORDS.slice(0, 6)] : WORDS), revisedArb),
  );
const endedArb = fc.tuple(paragraphArb, fc.constantFrom(...ENDS));
const draftArb = fc.array(endedArb, { minLength: 1, maxLength: 6 }).map((paragraphs) => {
  const draft = new Delta();
  paragraphs.forEach(([[mark, content, revised], end], i) => {
    for (const { insert, attributes } of content) draft.insert(insert as string, attributes);
    if (mark.role === "item") draft.insert(end);
    draft.insert(MARK, { id: `p${i + 1}`, ...mark, ...revised });
  });
  return draft;
});

const count = (findings: readonly Finding[], rule: string) => findings.filter((each) => each.rule === rule).length;

test("a fix, tracked, takes its finding away, adds none of its rule, and leaves the adopted text as it is [S1] [S2]", () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(
      draftArb,
      fc.constantFrom(...LANGUAGES, "en", "en"),
      fc.constantFrom(...DELEGATIONS),
      (draft, lang, who) => {
        const before = check(draft, { lang });
        for (const { rule, fix } of before) {
          if (fix === undefined) continue;
          const after = draft.compose(track(draft, fix, authorOf(who)));
          expect(count(check(after, { lang }), rule), rule).toBeLessThan(count(before, rule));
          expect(view(after, "original")).toEqual(view(draft, "original"));
          expect(plainText(view(after, "final").ops as Op[])).toEqual(
            plainText(view(draft.compose(fix), "final").ops as Op[]),
          );
          met.set(rule, (met.get(rule) ?? 0) + 1);
        }
      },
    ),
    { numRuns: Math.ceil(RUNS / 8) }, // each of them checks once for every fix
  );
  const fixable = [
    "and-before-last",
    "call-punctuation",
    "mixed-quotes",
    "punctuation",
    "rev-stop",
    "secretary-general",
    "unknown-call",
  ];
  expect([...met.keys()].sort()).toEqual(fixable);
});

test("places lie in the paragraph, whatever the view", () => {
  fc.assert(
    fc.property(draftArb, fc.constantFrom("original" as const, "final" as const), (draft, as) => {
      for (const { place, other } of check(draft, { view: as, stage: "adopted" }))
        for (const { from, to } of other === undefined ? [place] : [place, other]) {
          same(from < to && to <= draft.length(), true);
          same(plainText(draft.slice(from, to).ops as Op[]).includes(MARK + MARK), false);
        }
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});

test.each<[what: string, text: string]>([
  ["blanks", " "],
  ["blanks after an item", ";" + " ".repeat(50)],
  ["capitals and hyphens", "A-"],
  ["acronyms that are not explained", "AB (a "],
  ["labels", "a)"],
  ["brackets that do not fit", "(["],
  ["quotes", '“a"'],
  ["signs", ";,"],
  ["objects behind the text", "\uFFFC"],
  ["what is hardly revised", "(Rev "],
  ["slips", "(Rev Busan, Secretary General "],
])("a long text of %s takes no longer than its length", (_, text) => {
  const long = text.repeat(Math.ceil(100_000 / text.length));
  const draft = new Delta();
  for (const [role, words] of [
    ["opening", long],
    ["call", long],
    ["item", long],
    ["item", "(".repeat(3e4) + "]".repeat(3e4)],
  ] as const)
    draft.insert(words).insert(MARK, { role });
  const start = performance.now();
  expect(check(draft, { stage: "adopted" }).length).toBeGreaterThan(0);
  expect(performance.now() - start, "a square of it takes longer").toBeLessThan(5000);
});
