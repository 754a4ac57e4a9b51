/** Which words became which: what is replaced as one, and what stays between. */
import { describe, expect, test } from "vitest";
import { type Stretch, stretchesOf, whole } from "../../src/revision/stretches.ts";
import type { Token } from "../../src/revision/tokens.ts";

/** Words, signs and spaces; `|` parts two that stand side by side, ¶ is a paragraph mark within. */
const tokens = (text: string): Token[] =>
  (text.match(/[^ |]+|[ ]/g) ?? []).map((word) => {
    const key = word === "¶" ? "\n" : word;
    return { runs: [], key, isWord: /\p{L}/u.test(word), length: key.length };
  });
/** None of the tokens leads anywhere. */
const naming = { old: () => "", next: () => "" };
/** `kept-removed+added` of each. */
const shown = (stretches: readonly Stretch[]) =>
  stretches.map(({ kept, removed, added }) => `${kept}-${removed}+${added}`).join(" ");
const check = (before: string, after: string, expected: string) =>
  expect(shown(stretchesOf(tokens(before), tokens(after), naming))).toBe(expected);

describe("stretches", () => {
  test("of equal texts", () => check("one two", "one two", "3-0+0"));
  test("of empty ones", () => check("", "", "0-0+0"));
  test("where one is empty", () => {
    check("", "one two", "0-0+3");
    check("one two", "", "0-3+0");
  });
  test("at the start, within, at the end", () => {
    check("a|b|c", "x|b|c", "0-1+1 2-0+0");
    check("a|b|c", "a|x|c", "1-1+1 1-0+0");
    check("a|b|c", "a|b|x", "2-1+1");
    check("a|b|c", "a|c", "1-1+0 1-0+0");
    check("a|c", "a|b|c", "1-0+1 1-0+0");
  });
});

describe("what stays between two replacements", () => {
  test("goes with them when it is one space", () => check("aa bb", "cc dd", "0-3+3"));
  test("stays when it is a paragraph mark", () => check("aa|¶|bb", "cc|¶|dd", "0-1+1 1-1+1"));
  test("stays when it is a word by itself that is longer than what is replaced", () =>
    check("审议|国际电联|活动", "考虑|国际电联|工作", "0-1+1 1-1+1"));
  test("goes with them when it is one short word that both outweigh", () => {
    check("aaaaa the bbbbb", "ccccc the ddddd", "0-5+5");
    check("aaaaa the bbbb", "ccccc the dddd", "0-1+1 3-1+1");
    check("aaaa the bbbbb", "cccc the ddddd", "0-1+1 3-1+1");
    check("aaaaaaa four bbbbbbb", "ccccccc four ddddddd", "0-1+1 3-1+1");
  });
  test("stays when it is two words, or a sign", () => {
    check("aaaaa a b ccccc", "ddddd a b eeeee", "0-1+1 5-1+1");
    check("aaaaa — bbbbb", "ccccc — ddddd", "0-1+1 3-1+1");
  });
  test("is weighed against all that is replaced as one already, and what stays in that", () => {
    check("aa bb the ccccc", "dd ee the fffff", "0-7+7");
    check("a bb the ccccc", "d ee the fffff", "0-3+3 3-1+1");
    check("aaaaa the bbbbb the ccccc", "ddddd the eeeee the fffff", "0-9+9");
  });
  test("is weighed where it stands, however much was put in and taken away before", () => {
    check("zz aaaaa the bbbbb yy", "zz x|y|ccccc the ddddd yy", "2-5+7 2-0+0");
    check("zz aaaaa the bbbb yyyyy", "zz x|y|ccccc the dddd yyyyy", "2-1+3 3-1+1 2-0+0");
    check("zz x|y|aaaaa the bbbbb yy", "zz ccccc the ddddd yy", "2-7+5 2-0+0");
    check("zz x|y|aaaaa the bbbb yyyyy", "zz ccccc the dddd yyyyy", "2-3+1 3-1+1 2-0+0");
    check("q|kkkkkk|aaaaa the bbbbb", "r|s|kkkkkk|ccccc the ddddd", "0-1+2 1-5+5");
    check("q|kkkkkk|aaaaa the bbbb|yyyyyy", "r|s|kkkkkk|ccccc the dddd|yyyyyy", "0-1+2 1-1+1 3-1+1 1-0+0");
  });
  test("stays where only one of the two takes away and puts in", () => {
    check("a|k|b", "a|x|k|c", "1-0+1 1-1+1");
    check("a| |b", "a|x| |c", "1-0+1 1-1+1");
    check("a|x| |b", "a| |c", "1-1+0 1-1+1");
    check("a| |b", "c| |x|b", "0-1+1 1-0+1 1-0+0");
    check("a| |x|b", "c| |b", "0-1+1 1-1+0 1-0+0");
  });
});

describe("long texts with many differences", () => {
  const many = (n: number, word: (i: number) => string) => Array.from({ length: n }, (_, i) => word(i)).join("|");
  test("are compared between the words that they have in common", () =>
    check(
      many(150, (i) => `old${i}|common${i}`),
      many(150, (i) => `new${i}|common${i}`),
      `0-1+1 ${many(149, () => "1-1+1").replaceAll("|", " ")} 1-0+0`,
    ));
  test("where words only go, or only come", () => {
    const kept = (i: number) => `common${i}`;
    const gone = (i: number) => `common${i}|old${i}`;
    const stretches = (stretch: string) => many(249, () => stretch).replaceAll("|", " ");
    check(many(250, gone), many(250, kept), `1-1+0 ${stretches("1-1+0")}`);
    check(many(250, kept), many(250, gone), `1-0+1 ${stretches("1-0+1")}`);
  });
  test("and where too little is in common as a whole", () => {
    const [old, next] = [many(150, (i) => `old${i}`), many(140, (i) => `new${i}`)];
    check(`${old}|common|words|a`, `${next}|common|words|b`, "0-150+140 2-1+1");
    check(old, next, "0-150+140");
  });
});

describe("a text that shares hardly anything", () => {
  const given = (text: string, stretches: string, after: string): [Stretch[], Token[], Token[]] => [
    stretches.split(" ").map((each) => {
      const [kept, removed, added] = each.split(/[-+]/).map(Number) as [number, number, number];
      return { kept, removed, added };
    }),
    tokens(text),
    tokens(after),
  ];
  const result = (text: string, stretches: string, after: string) => shown(whole(...given(text, stretches, after)));
  const three = "0-1+1 2-1+1 2-1+1 2-0+0";
  const ten = "aaaaaaaaaa";
  test("is replaced as a whole", () => {
    expect(result("aaa k|bbb k|cc", "0-1+1 2-1+1 2-1+1", ten)).toBe("0-7+1");
    expect(result("aaa k|aaa |l|bb k", three, ten)).toBe("0-9+1");
  });
  test("not where three tenths of the letters stay, spaces aside", () => {
    expect(result("aaa k|aa k|bb k", three, ten)).toBe(three);
    expect(result("aaaa k|aa k|bb k", three, `${ten}a`)).toBe("0-9+1");
    expect(result("aaaa k|aa k|bb k", three, "a")).toBe("0-9+1");
    expect(result("aaa k|aa k|bb ,", three, "a")).toBe("0-9+1");
  });
  test("nor where there are fewer than three replacements", () => {
    const two = "0-1+1 2-1+1 2-0+0";
    expect(result("aaaaaa k|aaaaa k", two, ten)).toBe(two);
  });
  test("whether words go or come", () => {
    expect(result("aaa k|aaa ,|bbb k", "0-1+0 2-1+0 2-1+0 2-0+0", "k ,k")).toBe("0-9+3");
    expect(result("a b", "0-0+1 1-0+1 1-0+1 1-0+0", `${ten}|a|b|c`)).toBe("0-3+4");
  });
});
