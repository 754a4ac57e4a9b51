/** What holds of the redline of any two texts: its views, its decisions one by one, and that little is marked. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  footnoteFaults,
  footnoteOf,
  isRevisionKey,
  lengthOf,
  originOf,
  referenceOf,
  runsOf,
  standsIn,
  view,
} from "../../schema/index.ts";
import { type Verdict, compare, decide, revisions } from "../../src/revision/index.ts";
import { RUNS } from "../laws/generators.ts";
import { notedPairArb, pairArb, paragraphArb, sequenceOf, textArb } from "./texts.ts";

/** A comparison costs as much as ten other operations; `FUZZ=n` asks for more. */
const CASES = Math.ceil(RUNS / 3);
const comparer = { delegation: "USA", change: (n: number) => `USA:c${n}`, markId: (n: number) => `new${n}` };
const runs = (sequence: Delta) => [...runsOf(sequence.ops as Op[])];
/** Without ids, and without saying what needs not be said; of references and footnotes it is told which paragraph they lead to. */
const bare = (sequence: Delta) => {
  const marks = runs(sequence).flatMap(({ insert, attributes }) => (insert === MARK ? [attributes?.id as string] : []));
  const place = (id: string) =>
    [marks.indexOf(id), marks.findIndex((mark) => originOf(mark) === id)].find((at) => at >= 0);
  return canonicalSequence(
    runs(sequence).map(({ insert, attributes }) => {
      const [ref, footnote] = [referenceOf(insert), footnoteOf(insert)];
      const at = place(ref ?? footnote ?? "") ?? null;
      return {
        insert: ref !== null ? { ref: at } : footnote !== null ? { footnote: at } : insert,
        attributes: {
          ...attributes,
          id: null,
          ...(attributes?.level === 0 && { level: null }),
          ...(attributes?.role === "text" && { role: null }),
        },
      };
    }),
  ).ops;
};
const exact = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;

function expectDraft(sequence: Delta): void {
  const all = runs(sequence);
  expect(all.at(-1)?.insert).toBe(MARK);
  const ids = all.filter(({ insert }) => insert === MARK).map(({ attributes }) => attributes?.id);
  expect(new Set(ids).size).toBe(ids.length);
}

const isMarked = (attributes: Attributes | undefined) => Object.keys(attributes ?? {}).some(isRevisionKey);
const sizeWhere = (sequence: Delta, holds: (attributes: Attributes) => boolean) =>
  runs(sequence).reduce((sum, run) => sum + (holds(run.attributes ?? {}) ? lengthOf(run.insert) : 0), 0);
const marked = (sequence: Delta) => sizeWhere(sequence, isMarked);
const isStruck = (attributes: Attributes) => attributes["del:USA"] !== undefined;
const isNew = (attributes: Attributes) => attributes.ins !== undefined;

describe("the redline of two texts", () => {
  test("has the one as its original and the other as its final, exactly, and so has what is decided", () => {
    fc.assert(
      fc.property(pairArb, ([old, next]) => {
        const result = compare(old, next, comparer);
        expectDraft(result);
        expect(exact(view(result, "original"))).toEqual(exact(old));
        expect(bare(view(result, "final"))).toEqual(bare(next));
        const all = (verdict: Verdict) =>
          result.compose(
            decide(result, Object.fromEntries([...revisions(result).keys()].map((id) => [id, verdict]))).delta,
          );
        expect(exact(all("reject"))).toEqual(exact(old));
        expect(bare(all("accept"))).toEqual(bare(next));
      }),
      { numRuns: CASES },
    );
  });

  test("[S4] comes to the same one by one in any order, and is a draft after each decision", () => {
    fc.assert(
      fc.property(
        pairArb,
        fc.infiniteStream(fc.nat()),
        fc.constantFrom("accept", "reject", "both"),
        (pair, picks, how) => {
          const result = compare(...pair, comparer);
          const left = [...revisions(result).keys()];
          let draft = result;
          while (left.length > 0) {
            const pick = picks.next().value as number;
            const [id] = left.splice(pick % left.length, 1);
            const verdict = how === "both" ? (pick % 2 === 0 ? "accept" : "reject") : (how as Verdict);
            draft = draft.compose(decide(draft, { [id!]: verdict }).delta);
            expectDraft(draft);
          }
          expect(revisions(draft).size).toBe(0);
          if (how === "reject") expect(bare(draft)).toEqual(bare(pair[0]));
          if (how === "accept") expect(bare(draft)).toEqual(bare(pair[1]));
        },
      ),
      { numRuns: CASES },
    );
  });

  test("has whole footnotes, whatever is decided", () => {
    fc.assert(
      fc.property(notedPairArb, fc.infiniteStream(fc.boolean()), (pair, picks) => {
        const result = compare(...pair, comparer);
        const verdicts = [...revisions(result).keys()].map((id): [string, Verdict] => [
          id,
          picks.next().value === true ? "accept" : "reject",
        ]);
        const decided = result.compose(decide(result, Object.fromEntries(verdicts)).delta);
        const accepted = new Map(verdicts);
        const end = runs(result).at(-1)!.attributes;
        // A draft's last mark stays where nothing else closes it, be it a footnote's (S7).
        for (const [text, chosen] of [
          [view(result, "original"), () => false],
          [view(result, "final"), () => true],
          [decided, (id: ChangeId) => accepted.get(id) === "accept"],
        ] as const)
          if (standsIn(end, chosen)) expect(footnoteFaults(text)).toEqual([]);
      }),
      { numRuns: CASES },
    );
  });

  test("strikes nothing twice and inserts nothing twice", () => {
    fc.assert(
      fc.property(pairArb, ([old, next]) => {
        const result = compare(old, next, comparer);
        expect(sizeWhere(result, (a) => isStruck(a) && !isNew(a))).toBeLessThanOrEqual(old.length());
        expect(sizeWhere(result, (a) => isNew(a) && !isStruck(a))).toBeLessThanOrEqual(next.length());
      }),
      { numRuns: CASES },
    );
  });

  test("never cuts what a reader takes for one character", () => {
    const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
    const textOf = (sequence: Delta) =>
      runs(sequence)
        .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
        .join("");
    fc.assert(
      fc.property(pairArb, ([old, next]) => {
        const result = compare(old, next, comparer);
        for (const as of ["original", "final"] as const) {
          const begins = new Set(Array.from(characters.segment(textOf(view(result, as))), ({ index }) => index));
          let at = 0;
          let before = "";
          for (const { insert, attributes } of runs(result)) {
            const kind = `${isStruck(attributes ?? {})} ${isNew(attributes ?? {})}`;
            if (kind !== before) expect(at === 0 || begins.has(at) || at === view(result, as).length()).toBe(true);
            before = kind;
            if (as === "original" ? !isNew(attributes ?? {}) : !isStruck(attributes ?? {})) at += lengthOf(insert);
          }
        }
      }),
      { numRuns: CASES },
    );
  });
});

describe("nothing is marked that did not change", () => {
  test("in a text compared with itself", () => {
    fc.assert(
      fc.property(textArb.map(sequenceOf), (text) => {
        expect(exact(compare(text, text, comparer))).toEqual(exact(text));
      }),
      { numRuns: CASES },
    );
  });

  test("in the paragraphs beside one that was put in the place of another", () => {
    fc.assert(
      fc.property(textArb, fc.nat(), paragraphArb, (text, pick, paragraph) => {
        const at = pick % text.length;
        const [before, after] = [text.slice(0, at), text.slice(at + 1)];
        const result = compare(sequenceOf(text), sequenceOf([...before, paragraph, ...after]), comparer);
        const own = marked(result);
        const alone = sequenceOf([text[at]!]).length() + sequenceOf([paragraph]).length();
        expect(own).toBeLessThanOrEqual(alone);
      }),
      { numRuns: CASES },
    );
  });

  test("but a word that was put in the place of another", () => {
    const plainArb = fc.array(
      fc.array(fc.constantFrom<string>("to", "review", "the", "a", "of"), { minLength: 1, maxLength: 8 }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    const sequence = (list: string[][]) =>
      sequenceOf(list.map((words) => ({ items: [[words.join(" ")]], mark: { role: "item" } })));
    fc.assert(
      fc.property(plainArb, fc.nat(), fc.nat(), fc.constantFrom("new", "activities", "of"), (text, p, w, word) => {
        const at = p % text.length;
        const place = w % text[at]!.length;
        const was = text[at]![place]!;
        const result = compare(sequence(text), sequence(text.with(at, text[at]!.with(place, word))), comparer);
        expect(marked(result)).toBeLessThanOrEqual(was === word ? 0 : was.length + word.length);
      }),
      { numRuns: CASES },
    );
  });
});
