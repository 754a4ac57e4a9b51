/** Paragraphs that were split into several or put together from several, found by pieces none of which is alike enough alone. */
import { describe, expect, test } from "vitest";
import { Vocabulary } from "../../src/revision/likeness.ts";
import { pieces } from "../../src/revision/pieces.ts";

/** Old paragraphs and new ones, in order, from these numbers on: which were found, as `old-new`. */
function found(olds: string[], nexts: string[], from = 0): string {
  const vocabulary = new Vocabulary();
  const numbers = (list: string[]) => list.map((_, at) => at + from);
  const bagIn = (list: string[]) => (at: number) => vocabulary.bagOf(list[at - from]!.split(" "));
  return pieces(numbers(olds), numbers(nexts), bagIn(olds), bagIn(nexts))
    .map(([i, j]) => `${i}-${j}`)
    .join(" ");
}
/** So many words of their own for each name. */
const words = (name: string, count = 4) => Array.from({ length: count }, (_, n) => `${name}${n}`).join(" ");
const FOUR = ["a", "b", "c", "d"].map((name) => words(name));
const WHOLE = FOUR.join(" ");

describe("pieces of a whole", () => {
  test("are found where it was put together, and where it was split", () => {
    expect(found(FOUR, [WHOLE])).toBe("0-0");
    expect(found([WHOLE], FOUR)).toBe("0-0");
    expect(found(FOUR, [WHOLE], 7)).toBe("7-7");
  });
  test("the largest stands for all", () => {
    const parts = [words("a", 4), words("b", 6), words("c", 6), words("d", 5)];
    expect(found(parts, [parts.join(" ")])).toBe("1-0");
    expect(found([parts.join(" ")], parts)).toBe("0-1");
  });
  test("of several wholes, in order", () => {
    const others = ["e", "f", "g", "h"].map((name) => words(name));
    expect(found([...FOUR, ...others], [WHOLE, others.join(" ")])).toBe("0-0 4-1");
    expect(found([WHOLE, ...others], [...FOUR, others.join(" ")])).toBe("0-0 1-4");
    expect(found([...FOUR, others.join(" ")], [WHOLE, ...others])).toBe("0-0 4-1");
  });
  test("that two wholes have are those of the one", () =>
    expect(found(FOUR, [`${WHOLE} ${words("x")}`, `${WHOLE} ${words("y")}`])).toBe("0-0"));
  test("have four fifths of their words in it", () => {
    const pieceOf = (own: number) =>
      ["a", "b", "c", "d"].map((name) => `${words(name, own)} ${words(`x${name}`, 5 - own)}`.trim());
    const whole = ["a", "b", "c", "d"].map((name) => words(name, 5)).join(" ");
    expect(found(pieceOf(4), [whole])).toBe("0-0");
    expect(found(pieceOf(3), [whole])).toBe("");
  });
  test("have four words or more", () => {
    const parts = ["a", "b", "c", "d"].map((name) => words(name, 3));
    expect(found(parts, [parts.join(" ")])).toBe("");
  });
  test("are half of all the words together", () => {
    const two = FOUR.slice(0, 2);
    expect(found(two, [`${two.join(" ")} ${words("x", 16)}`])).toBe("0-0");
    expect(found(two, [`${two.join(" ")} ${words("x", 17)}`])).toBe("");
  });
  test("stand in a row", () => {
    const [a, b, c, d] = FOUR as [string, string, string, string];
    const whole = `${WHOLE} ${words("x", 10)}`;
    expect(found([a, b, c, d], [whole])).toBe("0-0");
    expect(found([a, b, words("y"), c, d], [whole])).toBe("");
  });
  test("are not looked for where nothing is", () => {
    expect(found([], FOUR)).toBe("");
    expect(found(FOUR, [])).toBe("");
    expect(found([], [])).toBe("");
  });
});
