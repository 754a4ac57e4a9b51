/** Which paragraph became which, against the obvious slow way, and where the limits lie. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alignable, type Pair, align, movesOf } from "../../src/revision/align.ts";

let count = 0;
/** A paragraph of these words, with a text that no other has: no anchor. */
const paragraph = (words: string): Alignable => ({
  text: `${words} ${++count}`,
  words: words.split(" ").filter((word) => word !== ""),
});
const paragraphs = (...list: string[]) => list.map(paragraph);
const shown = (pairs: readonly Pair[]) => pairs.map(({ old, next }) => `${old ?? ""}-${next ?? ""}`).join(" ");
const aligned = (old: string[], next: string[]) => shown(align(paragraphs(...old), paragraphs(...next)));

/** How many words two paragraphs have in common, those that come twice counted twice. */
function common(a: Alignable, b: Alignable): number {
  const left = [...b.words];
  return a.words.filter((word) => {
    const i = left.indexOf(word);
    if (i >= 0) left.splice(i, 1);
    return i >= 0;
  }).length;
}
/** Half of all words, at least, are in both. */
const areAlike = (a: Alignable, b: Alignable) =>
  common(a, b) > 0 && 4 * common(a, b) >= a.words.length + b.words.length;

/** The most words that any pairing in order keeps, by trying all. */
function most(old: readonly Alignable[], next: readonly Alignable[]): number {
  const [a, ...olds] = old;
  const [b, ...nexts] = next;
  if (a === undefined || b === undefined) return 0;
  return Math.max(most(olds, next), most(old, nexts), areAlike(a, b) ? common(a, b) + most(olds, nexts) : 0);
}

test("the pairing keeps the most words, in order, and pairs only what is alike", () => {
  const wordsArb = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 }).map((words) => words.join(" "));
  const textArb = fc.array(wordsArb, { maxLength: 5 }).map((list) => paragraphs(...list));
  fc.assert(
    fc.property(textArb, textArb, (old, next) => {
      const pairs = align(old, next);
      expect(pairs.flatMap((pair) => pair.old ?? [])).toEqual(old.map((_, i) => i));
      expect(pairs.flatMap((pair) => pair.next ?? [])).toEqual(next.map((_, i) => i));
      const both = pairs.flatMap(({ old: i, next: j }) =>
        i === null || j === null ? [] : [[old[i]!, next[j]!] as const],
      );
      for (const [a, b] of both) expect(areAlike(a, b)).toBe(true);
      expect(both.reduce((sum, [a, b]) => sum + common(a, b), 0)).toBe(most(old, next));
    }),
    { numRuns: Math.max(300, Number(process.env.FUZZ ?? 0)) },
  );
});

describe("a pairing", () => {
  test("needs half of the words in common", () => {
    expect(aligned(["one"], ["one two three"])).toBe("0-0");
    expect(aligned(["one two"], ["one four"])).toBe("0-0");
    expect(aligned(["one"], ["one two three four"])).toBe("0- -0");
  });
  test("shows what goes before what comes", () => {
    expect(aligned(["a"], ["b"])).toBe("0- -0");
    expect(aligned(["a"], ["b", "c"])).toBe("0- -0 -1");
    expect(aligned(["a", "b"], ["c"])).toBe("0- 1- -0");
  });
  test("of paragraphs without words is none", () => expect(aligned([""], [""])).toBe("0- -0"));
  test("finds its like anywhere between two anchors", () => {
    const unlike = Array.from({ length: 300 }, (_, i) => `x${i}`);
    expect(aligned([...unlike, "one two"], ["one 2"])).toBe([...unlike.map((_, i) => `${i}-`), "300-0"].join(" "));
  });
  test("in a very long stretch is looked for near the diagonal", () => {
    const old = Array.from({ length: 600 }, (_, i) => `${i} ${i}a common`);
    const next = old.map((words) => `${words} new`);
    expect(aligned(old, next)).toBe(old.map((_, i) => `${i}-${i}`).join(" "));
    expect(aligned([...next.slice(1), "0 0a"], old)).not.toContain("599-0");
  });
});

describe("a move", () => {
  const moved = (old: string[], next: string[]) => {
    const [a, b] = [paragraphs(...old), paragraphs(...next)];
    const pairs: Pair[] = [...a.map((_, i) => ({ old: i, next: null })), ...b.map((_, j) => ({ old: null, next: j }))];
    return [...movesOf(pairs, a, b)].map(([i, j]) => `${i}-${j}`).join(" ");
  };
  test("is of four words at least", () => {
    expect(moved(["a b c d"], ["a b c d"])).toBe("0-0");
    expect(moved(["a b c"], ["a b c"])).toBe("");
  });
  test("keeps four fifths of them", () => {
    expect(moved(["a b c d e"], ["a b c d f"])).toBe("0-0");
    expect(moved(["a b c d"], ["a b c e"])).toBe("");
  });
  test("goes to the most alike, to the first of equals", () => {
    expect(moved(["a b c d e"], ["a b c d f", "a b c d e"])).toBe("0-1");
    expect(moved(["a b c d"], ["a b c d", "a b c d"])).toBe("0-0");
  });
  test("takes each paragraph once", () => {
    expect(moved(["a b c d", "a b c d"], ["a b c d"])).toBe("0-0");
    expect(moved(["a b c d", "a b c d"], ["a b c d", "a b c d"])).toBe("0-0 1-1");
  });
  test("is not of a paragraph that has a counterpart", () => {
    const [a, b] = [paragraphs("a b c d"), paragraphs("a b c d")];
    expect([...movesOf([{ old: 0, next: 0 }], a, b)]).toEqual([]);
  });
});
