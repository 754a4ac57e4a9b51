/** What two bags of words have in common, and which of many are alike. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Vocabulary, alikes, common, likeness, without } from "../../src/revision/likeness.ts";

const bags = (...texts: string[]) => {
  const vocabulary = new Vocabulary();
  return texts.map((text) => vocabulary.bagOf(text.split(" ").filter((word) => word !== "")));
};
const pair = (a: string, b: string) => bags(a, b) as [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>];

describe("two bags", () => {
  test("have in common what is in both, and without it the rest, as often as it comes", () => {
    const wordsArb = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 8 });
    fc.assert(
      fc.property(wordsArb, wordsArb, (a, b) => {
        const [bag, other] = pair(a.join(" "), b.join(" "));
        const left = [...other];
        const rest = [...bag].filter((word) => {
          const i = left.indexOf(word);
          if (i >= 0) left.splice(i, 1);
          return i < 0;
        });
        expect(common(bag, other)).toBe(a.length - rest.length);
        expect([...without(bag, other)].sort()).toEqual(rest.sort());
      }),
      { numRuns: Math.max(300, Number(process.env.FUZZ ?? 0)) },
    );
  });
  test("are alike from a share on", () => {
    expect(likeness(...pair("a b", "b c"), 0.5)).toBe(1);
    expect(likeness(...pair("a b", "b c"), 0.51)).toBe(0);
    expect(likeness(...pair("a", "a b c"), 0.5)).toBe(1);
    expect(likeness(...pair("a", "a b c d"), 0.5)).toBe(0);
    expect(likeness(...pair("a a b", "a a c"), 0.6)).toBe(2);
    expect(likeness(...pair("", ""), 0)).toBe(0);
  });
});

describe("of many", () => {
  /** The second indexes of what is like the bag i, in order. */
  const of = (i: number, found: readonly [number, number, number][]) => found.flatMap(([k, j]) => (k === i ? [j] : []));
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);
  /** So many bags that have nothing in common with any other, but for what is given. */
  const many = (length: number, side: string, given: (i: number) => string | false) =>
    range(0, length).map((i) => given(i) || `${side}${i}`);
  const found = (a: string[], b: string[], least: number) => {
    const all = bags(...a, ...b);
    return alikes(all.slice(0, a.length), all.slice(a.length), least);
  };

  test("few enough, all are tried", () => {
    const old = many(500, "o", (i) => i === 0 && "common");
    const next = (length: number) => many(length, "n", (j) => j >= 400 && "common");
    expect(of(0, found(old, next(500), 1))).toEqual(range(400, 500));
    expect(of(0, found(old, next(501), 1))).toEqual([]);
  });
  test("the number of words in common comes with them", () =>
    expect(found(["a b", "c"], ["c", "a b d"], 0.5)).toEqual([
      [0, 1, 2],
      [1, 0, 1],
    ]));
  test("too many, a word tells that is in 64 of them, not one in more", () => {
    const old = many(600, "o", (i) => i === 599 && "word");
    const next = (holders: number) => many(600, "n", (j) => j < holders && "word");
    expect(of(599, found(old, next(64), 1))).toEqual(range(0, 24)); // the first 24
    expect(of(599, found(old, next(65), 1))).toEqual([]);
  });
  test("the twelve rarest words count", () => {
    const rare = range(0, 12).map((k) => `rare${k}`);
    const old = many(600, "o", (i) => i === 599 && ["frequent", ...rare].join(" "));
    const next = many(600, "n", (j) => (j < 12 ? rare[j]! : j < 14 && "frequent"));
    expect(of(599, found(old, next, 0))).toEqual(range(0, 12));
  });
  test("those that share most of them come first, then in order", () => {
    const old = many(600, "o", (i) => i === 599 && "one two");
    const next = many(600, "n", (j) => [...(j >= 10 && j <= 30 ? ["one"] : []), ...(j < 25 ? ["two"] : [])].join(" "));
    expect(of(599, found(old, next, 0))).toEqual([...range(0, 9), ...range(10, 25)]);
  });
  test("those at the same height are tried, whatever they share", () => {
    const [old, next] = [many(600, "o", () => "common"), many(600, "n", () => "common")];
    const result = found(old, next, 1);
    expect([0, 300, 599].map((i) => of(i, result))).toEqual([range(0, 12), range(288, 312), range(587, 600)]);
    const longer = found(
      many(300, "o", () => "common"),
      many(900, "n", () => "common"),
      1,
    );
    expect(of(100, longer)).toEqual(range(288, 312));
  });
});
