/** What belongs together in a redline that was compared: which marks are one change, and the ids of new paragraphs. */
import { describe, expect, test } from "vitest";
import { type Attributes, Delta, type Insert, type Op, plainText, referencesOf, view } from "../../schema/index.ts";
import { compare, revisions } from "../../src/revision/index.ts";
import { draft, shown } from "./notation.ts";

const section = (call: string, text: string) => `${call}¶${text}¶`;
const comparer = { delegation: "USA", change: (n: number) => `USA:${n}`, markId: (n: number) => `n${n}` };
const check = (old: string, next: string, expected: string) =>
  expect(shown(compare(draft(old), draft(next), comparer))).toBe(expected);

describe("changes are numbered from 1, one for each", () => {
  test("replacement", () => check("a b c¶d e¶", "a x c¶d y¶", "a [b -USA][x +USA] c¶d [e -USA:2][y +USA:2]¶"));
  test("stretch of one formatting", () =>
    check("one [two .strong]¶", "[one .em] [two .strong]¶", "[one =USA.em:true] [two .strong]¶"));
  test("paragraph's settings", () => check("a¶", "a[¶ .level:1 .role:item]", "a[¶ =USA.level:1 =USA.role:item]"));
});

test("a level or a role that needs not be said is no change, however it is said", () => {
  check("a[¶ .level:0 .role:text]b¶", "a¶b[¶ .level:0 .role:text]", "a[¶ .level:0 .role:text]b¶");
  check("a[¶ .level:0]", "a[¶ .level:1]", "a[¶ =USA.level:1 .level:0]");
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
    check(
      "one[¶ #p1]",
      "one[¶ #p1]two[¶ #p1]three¶",
      "one[¶ #p1][two +USA][¶ +USA #p1~n1][three +USA:2][¶ +USA:2 #n2]",
    ));
  test("has a fresh one where another new one has it", () =>
    check(
      "one[¶ #p1]",
      "one[¶ #p1]two[¶ #p2]three[¶ #p2]",
      "one[¶ #p1][two +USA][¶ +USA #p2][three +USA:2][¶ +USA:2 #p2~n1]",
    ));
});

describe("a reference leads to where it leads in the new text", () => {
  type Paragraph = [id: string, text: string, ref?: string];
  const text = (...list: Paragraph[]) =>
    list.reduce((all, [id, words, ref]) => {
      const begun = all.insert(words);
      return (ref === undefined ? begun : begun.insert({ ref })).insert("\n", { id, role: "item" });
    }, new Delta());
  const [trust, growth] = ["that trust is needed by all who use networks", "that networks grow faster than laws"];
  const shows = (old: Delta, next: Delta, original: string, final: string, changes: number) => {
    const result = compare(old, next, comparer);
    const shown = (as: "original" | "final") => referencesOf(result, as).map((each) => each.text);
    expect([shown("original"), shown("final"), revisions(result).size]).toEqual([[original], [final], changes]);
    expect(referencesOf(next, "final").map((each) => each.text)).toEqual([final]);
  };

  test("though the paragraph with that id was put in the place of another", () =>
    shows(text(["p1", trust], ["p2", "see ", "p1"]), text(["p1", growth], ["p2", "see ", "p1"]), "a)", "a)", 2));
  test("though another paragraph had that id, which stays", () =>
    shows(
      text(["p1", trust], ["p2", "see ", "p1"]),
      text(["p1", growth], ["p0", trust], ["p2", "see ", "p1"]),
      "a)",
      "a)",
      2,
    ));
  test("though the paragraph that stays had another id, and a new text leads to it", () =>
    shows(
      text(["p1", trust], ["p2", "see ", "p1"]),
      text(["q0", growth], ["q1", trust], ["q2", "see also ", "q1"]),
      "a)",
      "b)",
      2,
    ));
});

test("a reference whose paragraph gets another mark has its new formatting, and its comments stay on the old one", () => {
  const text = (id: string, unknown: number, attributes: Attributes) =>
    new Delta()
      .insert("that trust is needed")
      .insert("\n", { id, role: "item", "x-unknown": unknown })
      .insert({ ref: id }, attributes)
      .insert("\n", { id: "p2", role: "item" });
  const [old, next] = [text("p1", 1, { strong: true, "cmt:t": true }), text("q1", 2, { strong: true, em: true })];
  expect(compare(old, next, comparer).ops.filter(({ insert }) => typeof insert === "object")).toEqual([
    { insert: { ref: "p1" }, attributes: { strong: true, "cmt:t": true, "del:USA": "USA:3" } },
    { insert: { ref: "q1" }, attributes: { strong: true, em: true, ins: "USA:3" } },
  ]);
});

describe("an inline object is compared by what it is:", () => {
  const unknown = (value: number): Attributes => ({ "x-unknown": value });
  test.each<[string, was: [Insert, Attributes?], is: [Insert, Attributes?]]>([
    ["a reference to another place", [{ ref: "p1" }], [{ ref: "p2" }]],
    ["a footnote in place of a reference", [{ ref: "p1" }], [{ footnote: "p1" }]],
    ["a reference with another attribute that cannot be set", [{ ref: "p1" }, unknown(1)], [{ ref: "p1" }, unknown(2)]],
    ["one that is not known", [{ chart: { a: 1 } }], [{ chart: { a: 2 } }]],
  ])("%s", (_, was, is) => {
    const text = ([insert, attributes]: [Insert, Attributes?]) =>
      new Delta()
        .insert("one ")
        .insert(insert as string, attributes)
        .insert("\n");
    expect(compare(text(was), text(is), comparer).ops).toEqual([
      { insert: "one " },
      { insert: was[0], attributes: { ...was[1], "del:USA": "USA:1" } },
      { insert: is[0], attributes: { ...is[1], ins: "USA:1" } },
      { insert: "\n" },
    ]);
  });
});

test.each([
  ["looks like the key of an inline object", { ref: "p1" }, '\uFFFF{"ref":"p1"}'],
  ["has what sets such a key apart", "\u0301", "\uFFFF\u0301"],
])("a text that %s is compared as text", (_, was, is) => {
  const [old, next] = [was, is].map((insert) => new Delta().insert(insert as string).insert("\n")) as [Delta, Delta];
  expect(plainText(view(compare(old, next, comparer), "final").ops as Op[])).toBe(`${is}\n`);
});

describe("a paragraph that was split or joined keeps its words", () => {
  test("split", () =>
    check(
      "to review activities, and to report¶",
      "to review activities¶and to report¶",
      "to review activities[,  -USA][¶ +USA #n1]and to report¶",
    ));
  test("joined", () =>
    check(
      "to review activities¶and to report¶",
      "to review activities, and to report¶",
      "to review activities[¶ -USA][,  +USA]and to report¶",
    ));
  test("split in a phrase that is replaced, where the mark weighs as much as a letter", () =>
    check(
      "k l m n aaaa the cccc o p q r¶",
      "k l m n bbbbb¶ the ddddddd o p q r¶",
      "k l m n [aaaa the cccc -USA][bbbbb +USA][¶ +USA #n1][ the ddddddd +USA] o p q r¶",
    ));
  test("split, though few of its letters stay", () =>
    check(
      "a internationalization b c telecommunication d e f g implementation¶",
      "a liberalization b c harmonization d¶e f g administration¶",
      "a [internationalization -USA][liberalization +USA] b c [telecommunication -USA:2][harmonization +USA:2] d" +
        "[  -USA:3][¶ +USA:3 #n1]e f g [implementation -USA:4][administration +USA:4]¶",
    ));
  test("split, the second part on another level", () =>
    check(
      "a b c d e f[¶ .level:0]",
      "a b c[¶ .level:0] d e f[¶ .level:1]",
      "a b c[¶ +USA .level:0 #n1] d e f[¶ =USA:2.level:1 .level:0]",
    ));
});

describe("what moved is one change", () => {
  const rest = "this text stays where it is, for it is the longer one¶";
  test("a section with its call", () =>
    check(
      section("noting", "one two three four") + rest,
      rest + section("noting", "one two three four"),
      `[noting¶one two three four¶ -USA]${rest}[noting +USA][¶ +USA #n1][one two three four +USA][¶ +USA #n2]`,
    ));
  test("without what goes beside it there, and what comes beside it here", () =>
    check(
      `a b c d¶w x y z¶${rest}`,
      `${rest}a b c d¶e f g h¶`,
      `[a b c d¶ -USA][w x y z¶ -USA:2]${rest}[a b c d +USA][¶ +USA #n1][e f g h +USA:3][¶ +USA:3 #n2]`,
    ));
  test("with a word edited in the copy, which is a change of its own", () =>
    check(
      `a b shall d e¶${rest}`,
      `${rest}a b should d e¶`,
      `[a b shall d e¶ -USA]${rest}[a b  +USA][shall +USA -USA:2][should +USA:2][ d e +USA][¶ +USA #n1]`,
    ));
  test("with another level in the copy", () =>
    check(
      `a b c d[¶ .level:1]${rest}`,
      `${rest}a b c d[¶ .level:2]`,
      `[a b c d -USA][¶ -USA .level:1]${rest}[a b c d +USA][¶ +USA =USA:2.level:2 .level:1 #n1]`,
    ));
  test("with another mark that cannot be set", () =>
    check(
      `a b c d[¶ %x:1]${rest}`,
      `${rest}a b c d[¶ %x:2]`,
      `[a b c d -USA][¶ -USA %x:1]${rest}[a b c d +USA][¶ +USA #n1 %x:2]`,
    ));
  test("one place on, among equals", () => {
    const same = "same text here now¶";
    check(
      `${same}${same}other words stand there¶${same}`,
      `${same}other words stand there¶${same}${same}`,
      `${same}[${same} -USA]other words stand there¶[same text here now +USA][¶ +USA #n1]${same}`,
    );
  });
});

describe("what can be set is set", () => {
  test("role and level", () =>
    check("one[¶ .level:1 .role:item]", "one[¶ .role:call]", "one[¶ =USA.level =USA.role:call .level:1 .role:item]"));
  test("the role of an empty paragraph", () =>
    check("[¶ .role:item]", "[¶ .role:call]", "[¶ =USA.role:call .role:item]"));
  test("formatting of several words, as one change", () =>
    check("one [two three .em] four¶", "one two three four¶", "one [two three =USA.em .em] four¶"));
  test("with what is put in or struck between them, as two", () => {
    check("one, two¶", "[one two .em]¶", "[one =USA.em:true][, -USA:2][ two =USA:3.em:true]¶");
    check("one two¶", "[one, two .em]¶", "[one =USA.em:true][, +USA:2 .em][ two =USA:3.em:true]¶");
  });
  test("the level of two empty paragraphs, as two changes", () =>
    check(
      "[¶ .level:0][¶ .level:0]",
      "[¶ .level:1][¶ .level:1]",
      "[¶ =USA.level:1 .level:0][¶ =USA:2.level:1 .level:0]",
    ));
  test("formatting that begins and ends elsewhere in a word", () => {
    check("[ab .em]cd¶", "a[bcd .em]¶", "[a =USA.em .em][b .em][cd =USA:2.em:true]¶");
    check("[ab .em]cd¶", "a[bc .em]d¶", "[a =USA.em .em][b .em][c =USA:2.em:true]d¶");
  });
  test("formatting that ends elsewhere in the text", () =>
    check("[ab .em]cd¶", "[a .em]bcd¶", "[a .em][b =USA.em .em]cd¶"));
  test("formatting within a word", () => check("networks¶", "net[works .em]¶", "net[works =USA.em:true]¶"));
  test("formatting at two places, as two changes", () =>
    check("a b c¶", "[a .em] b [c .em]¶", "[a =USA.em:true] b [c =USA:2.em:true]¶"));
});

describe("what cannot be set is replaced (S9)", () => {
  test("an attribute of words that is not known", () =>
    check("[one %x:1] two¶", "[one %x:2] two¶", "[one -USA %x:1][one +USA %x:2] two¶"));
  test("one of part of a word, with the whole word", () => {
    check("a[b %x:1] c¶", "[ab %x:1] c¶", "[a -USA][b -USA %x:1][ab +USA %x:1] c¶");
    check("[ab %x:1] c¶", "[a %x:1]b c¶", "[ab -USA %x:1][a +USA %x:1][b +USA] c¶");
  });
  test("but not for other formatting within it", () =>
    check("[a %x:1][b %x:1 .em] c¶", "[ab %x:1] c¶", "[a %x:1][b =USA.em .em %x:1] c¶"));
  test("in whatever order they come they are the same", () =>
    check("[one %x:1 %y:2] two¶", "[one %y:2 %x:1] three¶", "[one %x:1 %y:2] [two -USA][three +USA]¶"));
  test("one of a paragraph", () =>
    check("one two[¶ %x:1]", "one two[¶ %x:2]", "one two[¶ -USA %x:1][¶ +USA #n1 %x:2]"));
  test("a role that is not known", () =>
    check("one two[¶ .role:item]", "one two[¶ .role:odd]", "one two[¶ -USA .role:item][¶ +USA .role:odd #n1]"));
  test("in one change with all words of the paragraph", () =>
    check("one[¶ %x:1]", "two[¶ %x:2]", "[one -USA][two +USA][¶ -USA %x:1][¶ +USA #n1 %x:2]"));
  test("in a change of its own where words stay before it", () =>
    check("one two[¶ %x:1]", "six two[¶ %x:2]", "[one -USA][six +USA] two[¶ -USA:2 %x:1][¶ +USA:2 #n1 %x:2]"));
  test("and is kept where it stays", () =>
    check("[one %x:1] two[¶ %y:1]", "[one %x:1] three[¶ %y:1]", "[one %x:1] [two -USA][three +USA][¶ %y:1]"));
});

test("comments, agreements and ids are the draft's: they stay where they are, and nothing new has any", () => {
  const text = (words: string, thread: string, agreed: string) =>
    new Delta().insert(words, { [`cmt:${thread}`]: true }).insert("\n", { id: agreed, agreed });
  expect(compare(text("one two", "t1", "d1"), text("one two three", "t2", "d2"), comparer).ops).toEqual([
    { insert: "one two", attributes: { "cmt:t1": true } },
    { insert: " three", attributes: { ins: "USA:1" } },
    { insert: "\n", attributes: { id: "d1", agreed: "d1" } },
  ]);
});

describe("no confetti", () => {
  test("a lone short word between two replaced phrases goes with them", () =>
    check(
      "keep this, alpha beta the gamma delta, and this too¶",
      "keep this, one two the three four, and this too¶",
      "keep this, [alpha beta the gamma delta -USA][one two the three four +USA], and this too¶",
    ));
  test("but not where it weighs as much as they do", () =>
    check("k l m n a the b¶", "k l m n c the d¶", "k l m n [a -USA][c +USA] the [b -USA:2][d +USA:2]¶"));
  test("a longer word stays", () =>
    check(
      "keep this too, alpha beta security gamma delta¶",
      "keep this too, one two security three four¶",
      "keep this too, [alpha beta -USA][one two +USA] security [gamma delta -USA:2][three four +USA:2]¶",
    ));
  test("of words in quite another order the whole text is replaced", () =>
    check("a bb c dd e ff g hh¶", "hh g ff e dd c bb a¶", "[a bb c dd e ff g hh -USA][hh g ff e dd c bb a +USA]¶"));
  test("a paragraph in place of another that shares little is another", () =>
    check("a b c d e f¶", "a u v x y z¶", "[a b c d e f¶ -USA][a u v x y z +USA:2][¶ +USA:2 #n1]"));
  test("a call in place of another is the same paragraph", () =>
    check("considering¶", "recalling¶", "[considering -USA][recalling +USA]¶"));
});

describe("in every script, whole characters", () => {
  test("Chinese", () =>
    check("审议国际电联的活动。¶", "审议国际电联的所有工作。¶", "审议国际电联的[活动 -USA][所有工作 +USA]。¶"));
  test("Thai", () =>
    check("กรุงเทพมหานครเป็นเมืองหลวง¶", "กรุงเทพมหานครเป็นเมืองใหญ่¶", "กรุงเทพมหานครเป็นเมือง[หลวง -USA][ใหญ่ +USA]¶"));
  test("Arabic", () => check("الأمن السيبراني في الاتحاد¶", "الأمن في الاتحاد¶", "الأمن [السيبراني  -USA]في الاتحاد¶"));
  test("an accent", () => check("cafe noir¶", "cafe\u0301 noir¶", "[cafe -USA][cafe\u0301 +USA] noir¶"));
  test("a family", () =>
    check("hello 👩‍👩‍👧 there¶", "hello 👩‍👩‍👦 there¶", "hello [👩‍👩‍👧 -USA][👩‍👩‍👦 +USA] there¶"));
  test("flags", () => check("vote 🇫🇷🇺🇸 now¶", "vote 🇫🇷🇩🇪 now¶", "vote 🇫🇷[🇺🇸 -USA][🇩🇪 +USA] now¶"));
  test("half of a surrogate pair in common", () => check("x 😀 y¶", "x 😁 y¶", "x [😀 -USA][😁 +USA] y¶"));
});

test("a text without a last paragraph mark is refused", () =>
  expect(() => compare(draft("a"), draft("a¶"), comparer)).toThrow("does not end in a paragraph mark"));
