/** Which paragraphs are said to have moved, alone or in a row. */
import { describe, expect, test } from "vitest";
import type { Alignable, Pair } from "../../src/revision/align.ts";
import { movesOf } from "../../src/revision/moves.ts";

const paragraph = (text: string): Alignable => ({ text, words: text.split(" ").filter((word) => /\w/.test(word)) });
/** The moves among paragraphs none of which has a counterpart. */
function moved(old: string[], next: string[]): string {
  const pairs: Pair[] = [
    ...old.map((_, i) => ({ old: [i], next: [] })),
    ...next.map((_, j) => ({ old: [], next: [j] })),
  ];
  return shown(movesOf(pairs, old.map(paragraph), next.map(paragraph)));
}
const shown = (moves: ReturnType<typeof movesOf>) =>
  moves.map(({ old, next, length }) => `${old}-${next}${length > 1 ? `×${length}` : ""}`).join(" ");

describe("a move", () => {
  test("of equal words needs none in number where they come once", () => expect(moved(["a", "b"], ["b"])).toBe("1-0"));
  test("of equal words that come twice needs four", () => {
    expect(moved(["a b c", "a b c"], ["x", "a b c"])).toBe("");
    expect(moved(["a b c d", "a b c d"], ["a b c d"])).toBe("0-0");
    expect(moved(["a b c d", "x", "a b c d"], ["a b c d", "a b c d"])).toBe("0-0 2-1");
  });
  test("of other words needs four, and keeps four fifths of them", () => {
    expect(moved(["a b c d e"], ["a b c d f"])).toBe("0-0");
    expect(moved(["a b c d"], ["a b c e"])).toBe("");
    expect(moved(["a b c ."], ["a b c"])).toBe("");
  });
  test("goes to what has the very same text, before what has only the same words", () =>
    expect(moved(["a b c d", "a b c d"], ["a b c d .", "a b c d", "a b c d"])).toBe("0-1×2"));
  test("goes to the most alike", () => {
    expect(moved(["a b c d e"], ["a b c d f", "a b c d e"])).toBe("0-1");
    expect(moved(["a b c d f", "a b c d e ."], ["a b c d e"])).toBe("1-0");
  });
  test("goes to the first of those that are alike as much", () =>
    expect(moved(["a b c d e", "a b c d f"], ["a b c d g", "a b c d h"])).toBe("0-0×2"));
  test("is not of paragraphs without words", () => expect(moved([""], [""])).toBe(""));
  test("is not of a paragraph that has a counterpart", () => {
    const list = [paragraph("a b c d")];
    expect(movesOf([{ old: [0], next: [0] }], list, list)).toEqual([]);
  });
});

describe("a row that moved is one move", () => {
  test("with its call", () => expect(moved(["considering", "a b c d"], ["considering", "a b c d"])).toBe("0-0×2"));
  test("with a neighbour of few words that stands elsewhere, too", () => {
    expect(moved(["x", "noting", "a b c d"], ["noting", "a b c d", "noting"])).toBe("1-0×2");
    expect(moved(["a b c d", "noting"], ["noting", "y", "a b c d", "noting"])).toBe("0-2×2");
  });
  test("with all neighbours that stand in the same order", () => {
    const row = ["noting", "noting also", "and noting"];
    expect(moved([...row, "u"], [...row, "u", ...row])).toBe("0-0×4");
    expect(moved(["u", ...row], [...row, "u", ...row])).toBe("0-3×4");
  });
  test("with a neighbour that comes twice, before the first is paired with the first", () =>
    expect(moved(["a b c d", "x", "a b c d", "u"], ["a b c d", "u", "y"])).toBe("2-0×2"));
  test("of two rows that could have a neighbour, with the first", () =>
    expect(moved(["a b c d e", "n", "p q r s"], ["n", "p q r s .", "a b c d f", "n"])).toBe("0-2×2 2-1"));
  test("behind another move", () => expect(moved(["a", "b", "c"], ["b", "c", "a"])).toBe("0-2 1-0×2"));
  test("with one that was edited", () => expect(moved(["x", "a b c d e"], ["x", "a b c d f"])).toBe("0-0×2"));
  test("but not across what stayed, or in another order", () => {
    expect(moved(["a", "b"], ["b", "a"])).toBe("0-1 1-0");
    const [a, b] = [["a", "k", "b"].map(paragraph), ["k", "a", "b"].map(paragraph)];
    const pairs: Pair[] = [
      { old: [0], next: [] },
      { old: [1], next: [0] },
      { old: [], next: [1] },
      { old: [], next: [2] },
      { old: [2], next: [] },
    ];
    expect(shown(movesOf(pairs, a, b))).toBe("0-1 2-2");
  });
});
