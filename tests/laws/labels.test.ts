/** Laws of labels, in every view and under every policy. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Delta,
  ITU_DECIMAL,
  type Labelling,
  type Numbering,
  PLAIN_LABELLING,
  type Paragraph,
  SPELLINGS,
  UN,
  formOf,
  idOf,
  labelsOf,
  labelsToPin,
  levelOf,
  opensSection,
  ordinalIn,
  paragraphs,
  partOf,
  partOfCall,
  roleOf,
  view as viewOf,
} from "../../schema/index.ts";
import { call, del, draft, ins, item, mark } from "../schema/draft.ts";
import { RUNS, draftArb } from "./generators.ts";

const VIEWS = ["original", "final", (change: string) => change.length % 2 === 0] as const;
const spellingArb = fc.constantFrom(...SPELLINGS);

/** Runs of items of one level with nothing above them between, by their index: told without counting. */
function siblings(list: readonly Paragraph[], { profile }: Labelling): number[][] {
  const groups = new Map<string, number[]>();
  list.forEach(({ mark: attributes }, i) => {
    if (roleOf(attributes) !== "item") return;
    const level = levelOf(attributes);
    const breaks = (each: Paragraph) =>
      opensSection(each.mark, profile) || (roleOf(each.mark) === "item" && levelOf(each.mark) < level);
    const key = `${level} ${list.slice(0, i).findLastIndex(breaks)}`;
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  return [...groups.values()];
}

/** Sections of items that stand, come or go as whole paragraphs; what is below an item goes with it. */
const wholeArb = fc
  .array(
    fc.record({
      call: fc.constantFrom("", "", "", "noting", "resolves"),
      fate: fc.constantFrom("stands", "stands", "comes", "goes"),
      level: fc.constantFrom(0, 0, 1),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) => {
    let gone = false;
    return draft(
      call("aware"),
      ...rows.flatMap(({ call: words, fate, level }, i) => {
        if (words !== "") {
          gone = false;
          // A call that comes says nothing of its part: it would change the form of labels.
          return [fate === "comes" ? call(ins("F:c", "hums"), mark({ ins: "F:c" })) : call(words)];
        }
        if (level === 0) gone = fate === "goes";
        const at = { id: `${fate}${i}`, level };
        if (fate === "comes") return [item(ins("USA:1", "new"), mark({ ...at, ins: "USA:1" }))];
        if (fate === "goes" || gone) return [item(del("F:1", "old"), mark({ ...at, "del:F": "F:1" }))];
        return [item("that", mark(at))];
      }),
    );
  });

/** The n-th of the numberings that a draft can have. */
function numberingOf(sequence: Delta, n: number, spelling: (typeof SPELLINGS)[number]): Numbering {
  const provisional: Numbering = { policy: "provisional", spelling };
  if (n < 2) return n === 0 ? { policy: "running" } : provisional;
  const labelling: Labelling = { ...PLAIN_LABELLING, numbering: provisional };
  return { policy: "pinned", spelling, labels: labelsToPin(sequence, n === 2 ? "original" : "final", labelling) };
}
const numberingArb = fc.record({ n: fc.nat(3), spelling: fc.constantFrom(...SPELLINGS) });
const profileArb = fc.constantFrom(PLAIN_LABELLING.profile, ITU_DECIMAL, UN);
const viewArb = fc.constantFrom(...VIEWS);

describe.each([
  ["any draft", draftArb],
  ["whole items", wholeArb],
])("%s", (_name, arb) => {
  test("[L1] siblings have different labels", () => {
    let compared = 0;
    fc.assert(
      fc.property(arb, numberingArb, profileArb, viewArb, (sequence, { n, spelling }, profile, view) => {
        const labelling: Labelling = { profile, numbering: numberingOf(sequence, n, spelling), lang: "en" };
        const list = paragraphs(sequence, view);
        const labels = labelsOf(sequence, view, labelling);
        for (const group of siblings(list, labelling)) {
          const derived = group.map((i) => labels[i]).filter((label) => label !== null && label !== "–");
          compared += derived.length;
          expect(new Set(derived).size, labels.join(" ")).toBe(derived.length);
        }
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 2);
  });

  test("[L2] running labels have no gaps", () => {
    let counted = 0;
    fc.assert(
      fc.property(arb, viewArb, (sequence, view) => {
        const list = paragraphs(sequence, view);
        const labels = labelsOf(sequence, view);
        const parts = partsOf(list);
        for (const group of siblings(list, PLAIN_LABELLING)) {
          const numbers = group.map((i) => {
            const form = formOf(PLAIN_LABELLING.profile, parts[i]!, levelOf(list[i]!.mark), "en")!;
            return labels[i] === null ? null : form === "–" ? form : ordinalIn(form, labels[i]!, "")?.n;
          });
          counted += numbers.length;
          if (numbers.includes(null)) expect(numbers).toHaveLength(1);
          else expect(numbers).toEqual(numbers.map((n, i) => (n === "–" ? n : i + 1)));
        }
      }),
      { numRuns: RUNS },
    );
    expect(counted).toBeGreaterThan(RUNS);
  });
});

/** The part that each paragraph stands in. */
function partsOf(list: readonly Paragraph[]) {
  let part: "preamble" | "operative" = "preamble";
  return list.map(({ mark: attributes, text }) => {
    if (roleOf(attributes) === "call") part = partOfCall(attributes, text, part);
    return partOf(attributes) ?? part;
  });
}

test("[L3] under provisional numbering an item that stands has the label of the original", () => {
  let kept = 0;
  fc.assert(
    fc.property(wholeArb, spellingArb, (sequence, spelling) => {
      const labelling: Labelling = { ...PLAIN_LABELLING, numbering: { policy: "provisional", spelling } };
      const labelsBy = (view: (typeof VIEWS)[number], by: Labelling) => {
        const labels = labelsOf(sequence, view, by);
        return new Map(paragraphs(sequence, view).map(({ mark: attributes }, i) => [idOf(attributes), labels[i]!]));
      };
      const original = labelsBy("original", PLAIN_LABELLING);
      for (const view of VIEWS) {
        for (const [id, label] of labelsBy(view, labelling)) {
          const before = original.get(id);
          if (typeof before !== "string") continue;
          kept++;
          expect(label).toBe(before);
        }
      }
    }),
    { numRuns: RUNS },
  );
  expect(kept).toBeGreaterThan(RUNS);
});

test("[L4] labels that were pinned are those of the view that they were taken from, and outlive its changes", () => {
  fc.assert(
    fc.property(
      wholeArb,
      spellingArb,
      fc.constantFrom("original" as const, "final" as const),
      (sequence, spelling, view) => {
        const provisional: Labelling = { ...PLAIN_LABELLING, numbering: { policy: "provisional", spelling } };
        for (const before of [PLAIN_LABELLING, provisional]) {
          const labels = labelsToPin(sequence, view, before);
          const after: Labelling = { ...PLAIN_LABELLING, numbering: { policy: "pinned", spelling, labels } };
          expect(labelsToPin(sequence, view, after)).toEqual(labels);
          expect(labelsOf(viewOf(sequence, view), "final", after)).toEqual(labelsOf(sequence, view, before));
        }
      },
    ),
    { numRuns: RUNS },
  );
});
