/** Pairs of equal things in order: what must hold for any two lists, and which pairs are taken. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Match, type Weighed, anchors, heaviestChain } from "../../src/revision/anchors.ts";

const RUNS = Math.max(300, Number(process.env.FUZZ ?? 0));
const follow = (pairs: readonly Match[]) =>
  pairs.every(([i, j], n) => n === 0 || (i > pairs[n - 1]![0] && j > pairs[n - 1]![1]));
const shown = (pairs: readonly Match[]) => pairs.map(([i, j]) => `${i}-${j}`).join(" ");

describe("the heaviest chain", () => {
  const weight = (pairs: readonly Weighed[]) => pairs.reduce((sum, [, , each]) => sum + each, 0);
  /** The most weight of any chain, by trying all. */
  const most = (pairs: readonly Weighed[], after: Match = [-1, -1]): number =>
    Math.max(
      0,
      ...pairs.map((pair, n) =>
        pair[0] > after[0] && pair[1] > after[1] ? pair[2] + most(pairs.slice(n + 1), [pair[0], pair[1]]) : 0,
      ),
    );

  test("weighs as much as any, wherever the second list begins", () => {
    const pairArb = fc.tuple(fc.nat(5), fc.nat(6), fc.integer({ min: 1, max: 4 }));
    const pairsArb = fc.uniqueArray(pairArb, { maxLength: 9, selector: ([i, j]) => `${i} ${j}` });
    fc.assert(
      fc.property(pairsArb, fc.nat(3), (given, start) => {
        const pairs = given
          .map(([i, j, each]): Weighed => [i, j + start, each])
          .sort(([i, j], [k, l]) => i - k || j - l);
        const chain = heaviestChain(pairs, start, start + 7);
        expect(follow(chain)).toBe(true);
        const taken = chain.map(([i, j]) => pairs.find(([k, l]) => i === k && j === l)!);
        expect(weight(taken)).toBe(most(pairs));
      }),
      { numRuns: RUNS },
    );
  });
  test("of none is empty", () => expect(heaviestChain([], 3, 3)).toEqual([]));
});

describe("anchors", () => {
  const found = (a: string, b: string, weightOf: (key: string) => number = () => 1) =>
    anchors([...a], [...b], weightOf);

  test("are equal and in order, and between two of them nothing equal is left", () => {
    const listArb = fc.array(fc.constantFrom(..."abcdef"), { maxLength: 12 }).map((list) => list.join(""));
    fc.assert(
      fc.property(listArb, listArb, (a, b) => {
        const pairs = found(a, b);
        expect(follow(pairs)).toBe(true);
        for (const [i, j] of pairs) expect(a[i]).toBe(b[j]);
        [...pairs, [a.length, b.length] as const].forEach(([i, j], n) => {
          const [k, l] = pairs[n - 1] ?? [-1, -1];
          const between = new Set(a.slice(k + 1, i));
          expect(
            b
              .slice(l + 1, j)
              .split("")
              .filter((key) => between.has(key)),
          ).toEqual([]);
        });
      }),
      { numRuns: RUNS },
    );
  });
  test("are what begins and ends alike", () => {
    expect(shown(found("abc", "abc"))).toBe("0-0 1-1 2-2");
    expect(shown(found("abxcd", "abyycd"))).toBe("0-0 1-1 3-4 4-5");
    expect(shown(found("aa", "a"))).toBe("0-0");
    expect(shown(found("xa", "a"))).toBe("1-0");
    expect(shown(found("bxb", "yb"))).toBe("2-1");
    expect(found("", "a")).toEqual([]);
  });
  test("are first what comes once in each, then what stands between", () => {
    expect(shown(found("1aMa2", "3aMa4"))).toBe("1-1 2-2 3-3");
    expect(shown(found("1aaM2", "3Maa4"))).toBe("3-1");
  });
  test("are the n-th of a kind with the n-th of it, where none comes once", () => {
    expect(shown(found("1aa2", "3aaa4"))).toBe("1-1 2-2");
    expect(shown(found("1baba2", "3abab4"))).toMatch(/^(2-1 3-2 4-3|1-2 2-3 3-4)$/);
  });
  test("are not first what comes twice in one, whatever it weighs", () => {
    const weightOf = (key: string) => (key === "a" ? 2 : 1);
    expect(shown(found("1a2b3a4", "5b6a7", weightOf))).toBe("3-1 5-3");
    expect(shown(found("1b2a3", "4a5b6a7", weightOf))).toBe("1-3 3-5");
  });
  test("are not what ends alike and stands within, too", () =>
    expect(shown(found("1a2T", "3T4a5T", (key) => (key === "T" ? 2 : 1)))).toBe("1-3 3-5"));
  test("are looked for twelve times, each time between those found before", () => {
    /** Of n kinds each comes once more between two of the kind after it: as often as one must look. */
    const ruler = (n: number): string[] => (n === 0 ? [] : [...ruler(n - 1), String(n), ...ruler(n - 1)]);
    const apart = (n: number, other: string) => [...ruler(n).flatMap((key) => [other, key]), other];
    expect(anchors(apart(12, "old"), apart(12, "new"), () => 1)).toHaveLength(2 ** 12 - 1);
    expect(anchors(apart(13, "old"), apart(13, "new"), () => 1)).toHaveLength(2 ** 12 - 1);
  });
  test("are of two that cross and weigh the same the first of the old list", () => {
    expect(shown(found("1ab2", "3ba4"))).toBe("1-2");
    expect(shown(found("1ab2", "3ba"))).toBe("1-2");
  });
  test("are the heavier ones of two that cross", () => {
    const weightOf = (key: string) => (key === "b" ? 2 : 1);
    expect(shown(found("1ab2", "3ba4", weightOf))).toBe("2-1");
    expect(shown(found("1ba2", "3ab4", weightOf))).toBe("1-2");
  });
});
