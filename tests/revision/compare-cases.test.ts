/** What belongs together in a redline that was compared: which marks are one change, and the ids of new paragraphs. */
import { describe, expect, test } from "vitest";
import { Delta } from "../../schema/index.ts";
import { compare } from "../../src/revision/index.ts";
import { draft, shown } from "./notation.ts";

const comparer = { delegation: "USA", change: (n: number) => `USA:${n}`, markId: (n: number) => `n${n}` };
const check = (old: string, next: string, expected: string) =>
  expect(shown(compare(draft(old), draft(next), comparer))).toBe(expected);

describe("changes are numbered from 1, one for each", () => {
  test("replacement", () => check("a b c¶d e¶", "a x c¶d y¶", "a [b -USA][x +USA] c¶d [e -USA:2][y +USA:2]¶"));
  test("stretch of one formatting", () =>
    check("one [two .strong]¶", "[one .em] [two .strong]¶", "[one =USA.em:true] [two .strong]¶"));
  test("paragraph's settings", () => check("a¶", "a[¶ .level:1 .role:item]", "a[¶ =USA.level:1 =USA.role:item]"));
});

describe("a phrase that is replaced is one change", () => {
  test("the spaces in it included", () => check("a b c d¶", "a x y d¶", "a [b c -USA][x y +USA] d¶"));
  test("not with a sign that is put before it", () =>
    check("p q r c¶", "p q r! d¶", "p q r[! +USA] [c -USA:2][d +USA:2]¶"));
  test("nor with one that is taken from before it", () =>
    check("p q r! c¶", "p q r d¶", "p q r[! -USA] [c -USA:2][d +USA:2]¶"));
  test("nor with one that is put behind it", () =>
    check("p q r c s¶", "p q r d !s¶", "p q r [c -USA][d +USA] [! +USA:2]s¶"));
  test("nor with one that is taken from behind it", () =>
    check("p q r c !s¶", "p q r d s¶", "p q r [c -USA][d +USA] [! -USA:2]s¶"));
  test("nor with a replacement far before it", () =>
    check("a p q r c¶", "b p q r! d¶", "[a -USA][b +USA] p q r[! +USA:2] [c -USA:3][d +USA:3]¶"));
});

describe("a new paragraph", () => {
  test("keeps its id", () => check("one[¶ #p1]", "one[¶ #p1]two[¶ #p2]", "one[¶ #p1][two +USA][¶ +USA #p2]"));
  test("has a fresh one where the old text has it already, or it has none", () =>
    check("one[¶ #p1]", "one[¶ #p1]two[¶ #p1]three¶", "one[¶ #p1][two +USA][¶ +USA #n1][three +USA:2][¶ +USA:2 #n2]"));
  test("has a fresh one where another new one has it", () =>
    check(
      "one[¶ #p1]",
      "one[¶ #p1]two[¶ #p2]three[¶ #p2]",
      "one[¶ #p1][two +USA][¶ +USA #p2][three +USA:2][¶ +USA:2 #n1]",
    ));
});

test("an inline object is compared by what it is", () => {
  const text = (ref: string) => new Delta().insert("one ").insert({ ref }).insert("\n");
  expect(compare(text("p1"), text("p2"), comparer).ops).toEqual([
    { insert: "one " },
    { insert: { ref: "p1" }, attributes: { "del:USA": "USA:1" } },
    { insert: { ref: "p2" }, attributes: { ins: "USA:1" } },
    { insert: "\n" },
  ]);
});
