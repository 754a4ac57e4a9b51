/** The laws of settling brackets, on random drafts in which they stand, nested, crossing marks, and pending in part. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  type Bracket,
  Delta,
  MARK,
  type Op,
  bracketsOf,
  canonicalSequence,
  flatBrackets,
  itemsOf,
  plainText,
  view,
} from "../../schema/index.ts";
import { type BracketChoice, revisions, settleBracket } from "../../src/revision/index.ts";
import { RUNS, draftArb } from "./generators.ts";

const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;
const signs = fc.array(
  fc.tuple(
    fc.nat({ max: 14 }),
    fc.constantFrom("[", "]", "/", "[b/", "]"),
    fc.constantFrom<Attributes | undefined>(undefined, undefined, { ins: "USA:9" }, { ins: "F:9" }, { "del:F": "F:9" }),
  ),
  { minLength: 2, maxLength: 8 },
);

/** Drafts with signs strewn over them. */
const bracketed = fc.tuple(draftArb, signs).map(([draft, list]) =>
  list.reduce((sequence, [skip, sign, attributes]) => {
    const place = skip % (sequence.length() - 1 || 1);
    const text = plainText(sequence.ops as Op[]);
    const inPair = /[\uDC00-\uDFFF]/.test(text[place] ?? "");
    return sequence.compose(new Delta().retain(inPair ? place - 1 : place).insert(sign, attributes));
  }, draft),
);

const met = { nested: 0, alternatives: 0, items: 0, crossing: 0, stranded: 0, removed: 0 };
let cases = 0;

/** Each bracket of each draft with each choice on it. */
const law = (
  name: string,
  check: (
    draft: Delta,
    bracket: Bracket,
    choice: BracketChoice,
    after: Delta,
    settled: ReturnType<typeof settleBracket>,
  ) => void,
) =>
  test(name, () => {
    fc.assert(
      fc.property(bracketed, (draft) => {
        for (const bracket of flatBrackets(bracketsOf(draft).brackets)) {
          const choices: BracketChoice[] = [
            "keep",
            "delete",
            ...bracket.alternatives.map((_, alternative) => ({ alternative })),
          ];
          for (const choice of choices) {
            const settled = settleBracket(draft, bracket, choice);
            cases++;
            if (bracket.depth > 0) met.nested++;
            if (bracket.alternatives.length > 0) met.alternatives++;
            if (bracket.mark !== null) met.items++;
            if (bracket.text.includes(MARK)) met.crossing++;
            if (settled.dependants.length > 0) met.stranded++;
            if (settled.removed.length > 0) met.removed++;
            check(draft, bracket, choice, draft.compose(settled.delta), settled);
          }
        }
      }),
      { numRuns: Math.max(500, Math.ceil(RUNS / 2)) }, // fewer do not meet stranded text
    );
  });

const words = (sequence: Delta): string => plainText(sequence.ops as Op[]).replaceAll(MARK, "");

const pendingOf = (sequence: Delta): string[] =>
  [...itemsOf(sequence.ops as Op[])]
    .filter(({ insert, attributes }) => attributes?.ins !== undefined && insert !== MARK)
    .map(({ insert, attributes }) => `${String(attributes!.ins)} ${JSON.stringify(insert)}`);

/** What is in one list and not in the other, each as often as it is. */
const difference = (a: readonly string[], b: readonly string[]): string[] => {
  const rest = [...b];
  return a.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
};

describe("settling a bracket", () => {
  law("keep takes two signs away and nothing else", (draft, { from, to }, choice, after) => {
    if (choice !== "keep") return;
    const expected = new Delta()
      .retain(from)
      .delete(1)
      .retain(to - from - 2)
      .delete(1);
    expect(show(after)).toEqual(show(draft.compose(expected)));
  });

  law(
    "an alternative is what is left of its bracket, as it was",
    (draft, { from, to, alternatives }, choice, after, { dependants }) => {
      if (typeof choice === "string") return;
      const { from: start, to: end } = alternatives[choice.alternative]!;
      const expected = draft.slice(0, from).concat(draft.slice(start, end)).concat(draft.slice(to));
      // What it strands gets a paragraph of its own (S5).
      if (dependants.length > 0) expect(words(after)).toBe(words(expected));
      else expect(show(after)).toEqual(show(expected));
    },
  );

  law(
    "delete leaves all that stands outside, its mark and a blank aside",
    (draft, { from, to, mark }, choice, after) => {
      if (choice !== "delete") return;
      const end = mark === null ? to : mark + 1;
      const head = show(draft.slice(0, Math.max(0, from - 1)));
      expect(show(after.slice(0, Math.max(0, from - 1)))).toEqual(head);
      const tail = plainText(draft.slice(end).ops as Op[]);
      expect(plainText(after.ops as Op[]).endsWith(tail)).toBe(true);
      expect(after.length()).toBeLessThanOrEqual(draft.length() - (to - from) + 2);
    },
  );

  law(
    "[S5] what went of pending text is named, nothing else pending is lost",
    (draft, _bracket, _choice, after, { removed }) => {
      const named = removed.flatMap(({ id, touches }) =>
        touches
          .filter(({ kind }) => kind === "insert")
          .flatMap(({ text }) =>
            [...text.replaceAll("¶", "")].flatMap((sign) => sign.split("")).map((unit) => `${id} ${unit}`),
          ),
      );
      const lost = difference(pendingOf(draft), pendingOf(after));
      expect(lost.length).toBe(named.length);
      expect(difference(pendingOf(after), pendingOf(draft))).toEqual([]);
      const still = revisions(after);
      for (const id of revisions(draft).keys())
        if (!removed.some((each) => each.id === id)) expect(still.has(id), id).toBe(true);
    },
  );

  law("[S5] stranded text has a paragraph of its own change", (draft, _bracket, _choice, after, { dependants }) => {
    for (const { change, effect } of dependants) {
      expect(effect).toBe("stranded");
      expect(revisions(after).has(change)).toBe(true);
    }
    if (dependants.length > 0)
      expect((after.ops as Op[]).some(({ attributes }) => String(attributes?.id ?? "").endsWith("~"))).toBe(true);
  });

  law("[S7] a draft ends in a mark", (_draft, _bracket, _choice, after) => {
    for (const as of ["original", "final", "redline"] as const)
      expect(plainText(view(after, as).ops as Op[]).endsWith(MARK)).toBe(true);
  });

  law("it is not open any more, and what stood in it is where it is kept", (draft, bracket, choice, after) => {
    const count = (sequence: Delta) => flatBrackets(bracketsOf(sequence).brackets).length;
    if (
      bracket.kind === "text" &&
      !bracket.text.includes(MARK) &&
      bracketsOf(draft).faults.length === 0 &&
      bracket.mark === null
    )
      expect(count(after)).toBe(count(draft) - 1 - (choice === "keep" ? 0 : flatBrackets(bracket.children).length));
  });

  test("the cases were hard enough", () => {
    console.log(`brackets: ${cases} cases, ${JSON.stringify(met)}`);
    for (const [name, n] of Object.entries(met)) expect(n, name).toBeGreaterThan(0);
  });
});
