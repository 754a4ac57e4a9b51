/** Which paragraph became which, against the obvious slow way, and where the limits lie. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alignable, type Pair, align } from "../../src/revision/align.ts";

let count = 0;
/** A paragraph of these words, with a text that no other has: no anchor. */
const paragraph = (words: string): Alignable => ({
  text: `${words} ${++count}`,
  words: words.split(" ").filter((word) => word !== ""),
});
const paragraphs = (...list: string[]) => list.map(paragraph);
const shown = (pairs: readonly Pair[]) => pairs.map(({ old, next }) => `${old.join("+")}-${next.join("+")}`).join(" ");
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
      expect(pairs.flatMap((pair) => pair.old)).toEqual(old.map((_, i) => i));
      expect(pairs.flatMap((pair) => pair.next)).toEqual(next.map((_, i) => i));
      const both = pairs.filter((pair) => pair.old.length > 0 && pair.next.length > 0);
      let kept = 0;
      for (const { old: olds, next: nexts } of both) {
        const shared = olds.flatMap((i) => nexts.map((j) => [old[i]!, next[j]!] as const));
        const alike = shared.filter(([a, b]) => areAlike(a, b));
        // One of few words may have taken the place of another; a part belongs to what is alike.
        if (alike.length === 0) expect(shared.flat().every(({ words }) => words.length < 4)).toBe(true);
        kept += Math.max(0, ...alike.map(([a, b]) => common(a, b)));
      }
      expect(kept).toBeGreaterThanOrEqual(most(old, next));
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
  test("of few words is of what took their place, alone between two that stayed", () => {
    expect(aligned(["a"], ["b"])).toBe("0-0");
    expect(aligned(["a b c"], ["d e f"])).toBe("0-0");
    expect(aligned(["a b c"], ["d e f g"])).toBe("0- -0");
    expect(aligned(["one two", "a", "three four"], ["one two", "b", "three four"])).toBe("0-0 1-1 2-2");
    expect(aligned(["one two", "a", "three four"], ["one two", "b", "c", "three four"])).toBe("0-0 1- -1 -2 2-3");
  });
  test("shows what goes before what comes", () => {
    expect(aligned(["a b c d"], ["e f g h"])).toBe("0- -0");
    expect(aligned(["a"], ["b", "c"])).toBe("0- -0 -1");
    expect(aligned(["a", "b"], ["c"])).toBe("0- 1- -0");
  });
  test("of paragraphs without words is none", () => expect(aligned([""], [""])).toBe("0- -0"));
  test("finds its like anywhere between two anchors", () => {
    const unlike = Array.from({ length: 300 }, (_, i) => `x${i}`);
    expect(aligned([...unlike, "one two"], ["one 2"])).toBe([...unlike.map((_, i) => `${i}-`), "300-0"].join(" "));
  });
  test("in a very long stretch is of those that share rare words, wherever they stand", () => {
    const old = Array.from({ length: 600 }, (_, i) => `${i} ${i}a common`);
    const next = old.map((words) => `${words} new`);
    expect(aligned(old, next)).toBe(old.map((_, i) => `${i}-${i}`).join(" "));
    const far = Array.from({ length: 500 }, (_, i) => `${i}x common`);
    expect(aligned(old, [...far, ...next])).toContain("599-1099");
  });
  test("in a very long stretch without rare words is of those at the same height", () => {
    const old = Array.from({ length: 600 }, () => "to note the list");
    expect(aligned(old, old)).toBe(old.map((_, i) => `${i}-${i}`).join(" "));
  });
});

test("a paragraph whose equal stands elsewhere is not one with what is like it", () => {
  const list = (...texts: string[]) => texts.map((text): Alignable => ({ text, words: text.split(" ") }));
  const [a, b, c] = ["to note item 1", "to note item 2", "to note item 3"];
  expect(shown(align(list(a!, b!, c!), list(b!, c!, a!)))).toBe("0- 1-0 2-1 -2");
  expect(shown(align(list(a!, b!), list(b!, "to note item 4", a!)))).toBe("-0 -1 0-2 1-");
});

test("of few words it is, too; four are not few", () => {
  const list = (...texts: string[]) => texts.map((text): Alignable => ({ text, words: text.split(" ") }));
  const stays = "what stays is longer than that";
  const aligned = (moved: string, like: string) => shown(align(list(moved, stays), list(like, stays, moved)));
  expect(aligned("to note 1", "to note 2")).toBe("0-0 1-1 -2");
  expect(aligned("to note item 1", "to note item 2")).toBe("0- -0 1-1 -2");
});

test("empty paragraphs that stay outweigh one of a letter that crosses them", () => {
  const list = (...texts: string[]) => texts.map((text): Alignable => ({ text, words: text.match(/\w+/g) ?? [] }));
  const [old, next] = [list("a b c d", "", "", "", "x", "x", "e f g h"), list("i j k l", "x", "", "", "", "m n o p")];
  expect(shown(align(old, next))).toBe("0- -0 -1 1-2 2-3 3-4 4- 5- 6- -5");
});

describe("a paragraph that was split", () => {
  test("is one with its parts, in front or behind", () => {
    expect(aligned(["a b c d e f"], ["a b", "c d e f"])).toBe("0-0+1");
    expect(aligned(["a b c d e f"], ["a b c d", "e f"])).toBe("0-0+1");
    expect(aligned(["a b c d e f g h"], ["a b", "c d e f", "g h"])).toBe("0-0+1+2");
  });
  test("may have a part of one word", () => expect(aligned(["a b c d e"], ["a b c d", "e"])).toBe("0-0+1"));
  test("has a part of which six tenths are its words", () => {
    expect(aligned(["a b c d e f g"], ["a b c d", "e f g x y"])).toBe("0-0+1");
    expect(aligned(["a b c d e f g"], ["a b c d", "e f g x y z"])).toBe("0-0 -1");
  });
  test("has each of its words in one part", () =>
    expect(aligned(["a b c d e f"], ["a b c d", "e f", "e f"])).toBe("0-0+1 -2"));
  test("has no part that is another's already", () =>
    expect(aligned(["a b c d x y", "e f g h x y"], ["a b c d", "x y", "e f g h"])).toBe("0-0+1 1-2"));
  test("may have many parts, none of which has half of its words", () => {
    const parts = ["a b c d", "e f g h", "i j k l", "m n o p"];
    expect(aligned([parts.join(" ")], parts)).toBe("0-0+1+2+3");
    expect(aligned(["x y", parts.join(" "), "z"], ["x y", ...parts, "z"])).toBe("0-0 1-1+2+3+4 2-5");
    expect(aligned(parts, [parts.join(" ")])).toBe("0+1+2+3-0");
  });
  test("is not found by small parts in a row of which some words are others, or that are not half of it", () => {
    expect(aligned(["a b c d e f g h i j k l"], ["a b c x y", "e f g z"])).toBe("0- -0 -1");
    expect(aligned(["a b c d e f g h i j k l m n o p q r s t u v w x y z"], ["a b c d", "e f g h"])).toBe("0- -0 -1");
    expect(aligned(["a b c d e f g h i j k l"], ["a b c", "d e f", "g h i", "j k l"])).toBe("0- -0 -1 -2 -3");
  });
  test("is not one with what has other words", () => {
    expect(aligned(["a b c d e f"], ["a b c d", "x y"])).toBe("0-0 -1");
    expect(aligned(["a b c d e f"], ["a b c d", "e x"])).toBe("0-0 -1");
    expect(aligned(["a b c d e f"], ["a b c d", "a b"])).toBe("0-0 -1");
  });
  test("was joined, read the other way", () => {
    expect(aligned(["a b", "c d e f"], ["a b c d e f"])).toBe("0+1-0");
    expect(aligned(["a b c d", "e f", "g h"], ["a b c d e f g h"])).toBe("0+1+2-0");
  });
});
