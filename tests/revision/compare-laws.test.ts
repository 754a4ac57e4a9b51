/** What holds of the redline of any two texts: its views, its decisions one by one, and that little is marked. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  type Insert,
  MARK,
  type Op,
  canonicalSequence,
  isRevisionKey,
  lengthOf,
  missingReferences,
  originOf,
  referenceOf,
  runsOf,
  view,
} from "../../schema/index.ts";
import { type Verdict, compare, decide, revisions } from "../../src/revision/index.ts";
import { RUNS, draftArb, editArb } from "../laws/generators.ts";

const comparer = { delegation: "USA", change: (n: number) => `USA:c${n}`, markId: (n: number) => `new${n}` };
const runs = (sequence: Delta) => [...runsOf(sequence.ops as Op[])];
/** Without ids, and without saying what needs not be said; of references it is told which paragraph they lead to. */
const bare = (sequence: Delta) => {
  const marks = runs(sequence).flatMap(({ insert, attributes }) => (insert === MARK ? [attributes?.id as string] : []));
  const place = (id: string) =>
    [marks.indexOf(id), marks.findIndex((mark) => originOf(mark) === id)].find((at) => at >= 0);
  return canonicalSequence(
    runs(sequence).map(({ insert, attributes }) => {
      const ref = referenceOf(insert);
      return {
        insert: ref === null ? insert : { leadsTo: place(ref) ?? null },
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

/** Words of several scripts; formatted, unknown to this version, or objects. */
const wordArb = fc.constantFrom(
  "to",
  "review",
  "the",
  "a",
  "ITU’s",
  "审议活动",
  "โลก",
  "مؤتمر",
  "e\u0301",
  "🇫🇷",
  "👩‍👩‍👧",
  ";",
);
const itemArb: fc.Arbitrary<[Insert, Attributes?]> = fc.oneof(
  { weight: 12, arbitrary: wordArb.map((word): [Insert] => [`${word} `]) },
  { weight: 2, arbitrary: wordArb.map((word): [Insert] => [word]) },
  { weight: 2, arbitrary: wordArb.map((word): [Insert, Attributes] => [word, { em: true }]) },
  { weight: 1, arbitrary: fc.constantFrom<[Insert, Attributes]>(["old ", { "x-old": 1 }], ["é", { em: "odd" }]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<[Insert]>([{ ref: "p1" }], [{ footnote: "f1" }], [{ chart: { a: 1 } }]),
  },
);
interface Paragraph {
  items: [Insert, Attributes?][];
  mark: Attributes;
}
const markArb: fc.Arbitrary<Attributes> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ role: fc.constantFrom("item", "call"), level: fc.constantFrom(0, 1) }) },
  { weight: 1, arbitrary: fc.constantFrom<Attributes>({ role: "item", "x-old": 1 }, { role: "odd" }, { level: 9 }) },
);
const paragraphArb: fc.Arbitrary<Paragraph> = fc.record({ items: fc.array(itemArb, { maxLength: 9 }), mark: markArb });
const textArb = fc.array(paragraphArb, { minLength: 1, maxLength: 6 });

function sequenceOf(list: readonly Paragraph[]): Delta {
  const result = new Delta();
  list.forEach(({ items, mark }, i) => {
    for (const [insert, attributes] of items) result.insert(insert as string, attributes);
    result.insert(MARK, { id: `p${i + 1}`, ...mark });
  });
  return result;
}

type Revision =
  | { act: "move"; from: number; count: number; to: number }
  | { act: "split" | "join" | "delete"; at: number; n: number }
  | { act: "mark"; at: number; mark: Attributes }
  | { act: "item"; at: number; n: number; items: [Insert, Attributes?][] }
  | { act: "insert"; at: number; paragraph: Paragraph };
const small = fc.nat({ max: 9 });
const revisionArb: fc.Arbitrary<Revision> = fc.oneof(
  fc.record({ act: fc.constant("move" as const), from: small, count: fc.integer({ min: 1, max: 3 }), to: small }),
  fc.record({ act: fc.constantFrom("split" as const, "join" as const, "delete" as const), at: small, n: small }),
  fc.record({ act: fc.constant("mark" as const), at: small, mark: markArb }),
  fc.record({ act: fc.constant("item" as const), at: small, n: small, items: fc.array(itemArb, { maxLength: 2 }) }),
  fc.record({ act: fc.constant("insert" as const), at: small, paragraph: paragraphArb }),
);

function revised(text: readonly Paragraph[], revision: Revision): Paragraph[] {
  const list = [...text];
  const place = (n: number) => n % list.length;
  switch (revision.act) {
    case "move": {
      const moved = list.splice(place(revision.from), revision.count);
      list.splice(list.length === 0 ? 0 : place(revision.to), 0, ...moved);
      break;
    }
    case "split": {
      const { items, mark } = list[place(revision.at)]!;
      const halves = [items.slice(0, revision.n), items.slice(revision.n)].map((half) => ({ items: half, mark }));
      list.splice(place(revision.at), 1, ...halves);
      break;
    }
    case "join": {
      const [first, second] = list.splice(place(revision.at), 2);
      list.splice(revision.at % (list.length + 1), 0, {
        items: [...first!.items, ...(second?.items ?? [])],
        mark: (second ?? first!).mark,
      });
      break;
    }
    case "delete":
      if (list.length > 1) list.splice(place(revision.at), 1);
      break;
    case "mark":
      list[place(revision.at)] = { ...list[place(revision.at)]!, mark: revision.mark };
      break;
    case "item": {
      const { items, mark } = list[place(revision.at)]!;
      list[place(revision.at)] = { items: items.toSpliced(revision.n, 1, ...revision.items), mark };
      break;
    }
    case "insert":
      list.splice(place(revision.at), 0, revision.paragraph);
  }
  return list;
}

/** A text, and what revisions make of it, or quite another one. */
const pairArb: fc.Arbitrary<[Delta, Delta]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(textArb, fc.array(revisionArb, { minLength: 1, maxLength: 4 }))
      .map(([text, steps]): [Delta, Delta] => [sequenceOf(text), sequenceOf(steps.reduce(revised, text))]),
  },
  { weight: 1, arbitrary: fc.tuple(textArb.map(sequenceOf), textArb.map(sequenceOf)) },
  {
    weight: 2,
    arbitrary: draftArb.chain((draft) => {
      const old = view(draft, "final");
      return fc.tuple(
        fc.constant(old),
        editArb(old).map((edit) => withoutMissing(closed(old.compose(edit)))),
      );
    }),
  },
);

/** A text without references that lead nowhere: where it has other ids than the old one, they may lead somewhere there. */
const withoutMissing = (sequence: Delta): Delta => {
  const missing = missingReferences(sequence, "final").map(({ from }) => from);
  return missing.reduceRight((text, at) => text.compose(new Delta().retain(at).delete(1)), sequence);
};

/** A sequence that ends in a mark, whatever an edit did to the last one. */
function closed(sequence: Delta): Delta {
  const last = sequence.ops.at(-1)?.insert;
  return typeof last === "string" && last.endsWith(MARK)
    ? sequence
    : new Delta(sequence.ops).insert(MARK, { id: "end", role: "item" });
}

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
      { numRuns: RUNS },
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
      { numRuns: RUNS },
    );
  });

  test("strikes nothing twice and inserts nothing twice", () => {
    fc.assert(
      fc.property(pairArb, ([old, next]) => {
        const result = compare(old, next, comparer);
        expect(sizeWhere(result, (a) => isStruck(a) && !isNew(a))).toBeLessThanOrEqual(old.length());
        expect(sizeWhere(result, (a) => isNew(a) && !isStruck(a))).toBeLessThanOrEqual(next.length());
      }),
      { numRuns: RUNS },
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
      { numRuns: RUNS },
    );
  });
});

describe("nothing is marked that did not change", () => {
  test("in a text compared with itself", () => {
    fc.assert(
      fc.property(textArb.map(sequenceOf), (text) => {
        expect(exact(compare(text, text, comparer))).toEqual(exact(text));
      }),
      { numRuns: RUNS },
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
      { numRuns: RUNS },
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
      { numRuns: RUNS },
    );
  });
});
