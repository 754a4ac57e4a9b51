/** Where words end, in scripts with and without spaces; never inside a character. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Words } from "../../src/revision/words.ts";
import { RUNS } from "../laws/generators.ts";

const finder = new Words("en");
const cut = (text: string) =>
  finder
    .of(text)
    .map(({ text, isWord }) => (isWord ? text : `(${text})`))
    .join("");

describe("words", () => {
  const cases: [name: string, text: string, expected: string][] = [
    ["English", "ITU’s role, in 3.5 cases", "ITU’s( )role(,)( )in( )3.5( )cases"],
    ["Chinese", "审议国际电联的活动。决定", "审议国际电联的活动(。)决定"],
    ["Arabic with vowels", "إِنَّ المُؤْتَمَر", "إِنَّ( )المُؤْتَمَر"],
    ["Thai", "สวัสดีชาวโลก", "สวัสดีชาวโลก"],
    ["a letter and its accent", "cafe\u0301 noir", "cafe\u0301( )noir"],
    ["a family, flags, a skin", "👩‍👩‍👧 🇫🇷🇺🇸👍🏽", "(👩‍👩‍👧)( )(🇫🇷)(🇺🇸)(👍🏽)"],
    ["a vowel sign after an emoji", "👍\u0E33", "👍\u0E33"],
    ["an accent on a space", "a \u0301b", "a( \u0301)b"],
    ["two spaces", "a  b", "a(  )b"],
  ];
  for (const [name, text, expected] of cases) test(name, () => expect(cut(text)).toBe(expected));

  test.each([
    ["审议国际电联的活动", ["审议", "国际", "活动"]],
    ["สวัสดีชาวโลก", ["สวัสดี", "ชาว", "โลก"]],
  ])("of %s are told apart by a dictionary", (text, words) =>
    expect(finder.of(text).map((piece) => piece.text)).toEqual(expect.arrayContaining(words)),
  );

  test("200 letters are looked at as one, of more the last character of these with the rest", () => {
    const lengths = (text: string) => finder.of(text).map((piece) => piece.text.length);
    expect(lengths("a".repeat(200))).toEqual([200]);
    expect(lengths("a".repeat(201))).toEqual([199, 2]);
  });
  test("a very long one is cut between characters", () => {
    const pieces = finder.of("e\u0301".repeat(1001));
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThan(500);
    for (const { text } of pieces) expect(text).toMatch(/^(e\u0301)+$/);
  });
});

test("joined they are the text, and none ends inside a character", () => {
  const bits = ["a", "e\u0301", "\u0301", "👩‍👩‍👧", "🇫", "🇷", "น้ำ", "\u0E33", "你好", "。", "\u200D", "❤️", "क्", "ष"];
  const more = ["한", "ᄀ", "ᅡ", "لّ", " ", "1", ".", "’", "👍", "🏽", "か", "\u3099", "ｶ", "ﾞ", "\uFFFC", "\t"];
  const textArb = fc.array(fc.constantFrom(...bits, ...more), { maxLength: 12 }).map((list) => list.join(""));
  const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
  fc.assert(
    fc.property(textArb, (text) => {
      const pieces = finder.of(text);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      const begins = new Set(Array.from(characters.segment(text), ({ index }) => index));
      let at = 0;
      for (const piece of pieces) {
        expect(begins.has(at), `${JSON.stringify(text)} at ${at}`).toBe(true);
        at += piece.text.length;
      }
    }),
    { numRuns: RUNS },
  );
});
