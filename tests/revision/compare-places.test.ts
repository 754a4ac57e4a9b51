/** Objects that lead to paragraphs, in texts that number their paragraphs anew: footnotes, and references beside them. */
import { describe, expect, test } from "vitest";
import { type Attributes, Delta, type Op, footnoteFaults, plainText, referencesOf, view } from "../../schema/index.ts";
import { type Verdict, compare, decide, revisions } from "../../src/revision/index.ts";

type Piece = string | { footnote: string } | { ref: string };
type Paragraph = [id: string, ...pieces: Piece[]];

const fn = (footnote: string): Piece => ({ footnote });
/** Paragraphs, whose ids begin with `n` where they are footnotes. */
const text = (...paragraphs: Paragraph[]) =>
  paragraphs.reduce((all, [id, ...pieces]) => {
    for (const piece of pieces) all.insert(piece);
    return all.insert("\n", { role: id.startsWith("n") ? "footnote" : "item", id });
  }, new Delta());
const comparer = { delegation: "USA", change: (n: number) => `USA:${n}`, markId: (n: number) => `m${n}` };

/** In short: `[+1 new]`, `[-1 gone]`, objects as `{n1}` and `{>p1}`, marks as `¶n1`. */
const shown = (redline: Delta) =>
  redline.ops
    .map(({ insert, attributes = {} }) => {
      const { ins, "del:USA": del, id } = attributes as Attributes;
      const object = insert as { footnote?: string; ref?: string };
      const words =
        insert === "\n"
          ? `¶${String(id)}`
          : typeof insert === "string"
            ? insert
            : `{${object.footnote ?? `>${object.ref}`}}`;
      const number = (change: unknown) => String(change).replace("USA:", "");
      return ins !== undefined
        ? `[+${number(ins)} ${words}]`
        : del !== undefined
          ? `[-${number(del)} ${words}]`
          : words;
    })
    .join("");
const redline = (old: Delta, next: Delta) => {
  const result = compare(old, next, comparer);
  const words = ({ ops }: Delta) => plainText(ops as Op[]);
  expect([words(view(result, "original")), words(view(result, "final"))]).toEqual([words(old), words(next)]);
  return shown(result);
};

describe("a footnote", () => {
  test("that has another number now is not marked, and the new one before it is one change with its text", () =>
    expect(
      redline(
        text(["a", "trust grows", fn("n1"), ";"], ["n1", "See the Charter."]),
        text(["a", "trust", fn("n1"), " grows", fn("n2"), ";"], ["n1", "In networks."], ["n2", "See the Charter."]),
      ),
    ).toBe("trust[+1 {n1~m1}] grows{n1};¶a[+1 In networks.][+1 ¶n1~m1]See the Charter.¶n1"));

  test("goes as one change with its text, and those behind it stay", () =>
    expect(
      redline(
        text(["a", "trust", fn("n1"), " grows", fn("n2"), ";"], ["n1", "In networks."], ["n2", "See the Charter."]),
        text(["a", "trust grows", fn("n1"), ";"], ["n1", "See the Charter."]),
      ),
    ).toBe("trust[-1 {n1}] grows{n2};¶a[-1 In networks.][-1 ¶n1]See the Charter.¶n2"));

  test("whose text is another now stays, and its words are changed", () =>
    expect(
      redline(
        text(["a", "trust", fn("n1"), " grows;"], ["n1", "See the Charter."]),
        text(["a", "trust", fn("n9"), " grows;"], ["n9", "See Article 5."]),
      ),
    ).toBe("trust{n1} grows;¶aSee [-1 the Charter][+1 Article 5].¶n1"));

  test("goes along where its paragraph moves", () => {
    const moves = ["that trust grows faster than laws do", fn("n1"), ";"] as const;
    const [one, two] = ["that the networks are open to all;", "that everybody has to gain from them;"];
    expect(
      redline(
        text(["a", ...moves], ["b", one], ["c", two], ["n1", "The Charter."]),
        text(["a", one], ["b", two], ["c", ...moves], ["n1", "The Charter."]),
      ),
    ).toBe(
      `[-1 that trust grows faster than laws do][-1 {n1}][-1 ;][-1 ¶a]${one}¶b${two}¶c[+1 that trust grows faster than laws do][+1 {n1~m1}][+1 ;][+1 ¶a~m2]` +
        "[-1 The Charter.][-1 ¶n1][+1 The Charter.][+1 ¶n1~m1]",
    );
  });

  test("that its paragraph loses where it moves goes with the paragraph that was there", () => {
    const moves = "that trust grows faster than laws do;";
    const stays = "that everybody has to gain from networks that are open;";
    expect(
      redline(text(["a", moves, fn("n1")], ["b", stays], ["n1", "The Charter."]), text(["a", stays], ["b", moves])),
    ).toBe(`[-1 ${moves}][-1 {n1}][-1 ¶a]${stays}¶b[+1 ${moves}][+1 ¶a~m1][-1 The Charter.][-1 ¶n1]`);
  });

  test("is put in the place of another where the texts stand in another order", () => {
    const old = text(["a", "one", fn("n1"), " two", fn("n2"), ";"], ["n1", "First."], ["n2", "Second."]);
    const next = text(["a", "one", fn("n1"), " two", fn("n2"), ";"], ["n2", "Second."], ["n1", "First."]);
    const result = compare(old, next, comparer);
    for (const verdicts of [
      ["accept", "reject"],
      ["reject", "accept"],
      ["accept", "accept"],
    ] as Verdict[][]) {
      const choice = Object.fromEntries([...revisions(result).keys()].map((id, n) => [id, verdicts[n]!]));
      expect(footnoteFaults(result.compose(decide(result, choice).delta))).toEqual([]);
    }
    expect(footnoteFaults(result, "original")).toEqual([]);
  });

  test("that is no whole one is compared like any other object", () =>
    expect(
      redline(
        text(["a", "one", fn("n1"), " and", fn("n1"), " two;"], ["n1", "Twice."]),
        text(["a", "one", fn("n5"), " and", fn("n5"), " two or more;"], ["n5", "Twice."]),
      ),
    ).toBe("one{n1} and{n1} two[+1  or more];¶aTwice.¶n1"));
});

describe("a reference", () => {
  test("to the same place is not marked, whatever the ids are", () =>
    expect(
      redline(
        text(["p1", "that trust grows;"], ["p2", "to act on ", { ref: "p1" }, ";"]),
        text(["p1", "whereas;"], ["p2", "that trust grows;"], ["p3", "to act on ", { ref: "p2" }, ";"]),
      ),
    ).toBe("[+1 whereas;][+1 ¶p1~m1]that trust grows;¶p1to act on {>p1};¶p2"));

  test("to another place is replaced, though the id is the same", () =>
    expect(
      redline(
        text(["p1", "that trust grows;"], ["p2", "to act on ", { ref: "p1" }, ";"]),
        text(["p1", "whereas;"], ["p2", "that trust grows;"], ["p3", "to act on ", { ref: "p1" }, ";"]),
      ),
    ).toBe("[+1 whereas;][+1 ¶p1~m1]that trust grows;¶p1to act on [-2 {>p1}][+2 {>p1~m1}];¶p2"));

  test("beside another that goes stays", () => {
    const list: Paragraph[] = [
      ["p1", "that trust grows;"],
      ["p2", "that laws change;"],
    ];
    expect(
      redline(
        text(...list, ["p3", "to act on ", { ref: "p1" }, { ref: "p2" }, ";"]),
        text(...list, ["p3", "to act on ", { ref: "p2" }, ";"]),
      ),
    ).toBe("that trust grows;¶p1that laws change;¶p2to act on [-1 {>p1}]{>p2};¶p3");
  });

  test("that leads nowhere, in both texts, is not marked", () =>
    expect(redline(text(["p1", "see ", { ref: "x" }]), text(["p1", "now see ", { ref: "x" }]))).toBe(
      "[+1 now ]see {>x}¶p1",
    ));

  test.each([
    [
      "a paragraph that moved once is one to where it is now, the first of its copies",
      ["p1~a", "p1~b"],
      "p1",
      "q1",
      "{>p1}",
    ],
    ["one of the copies of a paragraph is one to that copy", ["p1~a", "p1~b"], "p1~b", "q2", "{>p1~b}"],
    ["two paragraphs with one id is one to the first", ["p1", "p1"], "p1", "q1", "{>p1}"],
  ])("to %s", (_, [one, two], old, next, expected) =>
    expect(
      redline(
        text([one!, "that trust grows;"], [two!, "that laws change;"], ["p2", "on ", { ref: old }, ";"]),
        text(["q1", "that trust grows;"], ["q2", "that laws change;"], ["q3", "on ", { ref: next }, ";"]),
      ),
    ).toBe(`that trust grows;¶${one}that laws change;¶${two}on ${expected};¶p2`),
  );

  test("to a new footnote leads to it, whatever id it has", () =>
    expect(
      redline(
        text(["a", "trust grows", fn("n1"), ";"], ["n1", "See the Charter."]),
        text(
          ["a", "trust", fn("n1"), " grows", fn("n2"), " as in ", { ref: "n1" }, ";"],
          ["n1", "In networks."],
          ["n2", "See the Charter."],
        ),
      ),
    ).toBe("trust[+1 {n1~m1}] grows{n1}[+2  as in ][+2 {>n1~m1}];¶a[+1 In networks.][+1 ¶n1~m1]See the Charter.¶n1"));

  test.each([
    ["split is one to the last part, which has its mark", "q2", "{>p1}"],
    ["split, to another part, is another one", "q1", "[-2 {>p1}][+2 {>q1}]"],
  ])("to a paragraph that was %s", (_, next, expected) =>
    expect(
      redline(
        text(["p1", "trust grows faster than laws do"], ["p2", "on ", { ref: "p1" }, ";"]),
        text(["q1", "trust grows faster"], ["q2", " than laws do"], ["q3", "on ", { ref: next }, ";"]),
      ),
    ).toBe(`trust grows faster[+1 ¶q1] than laws do¶p1on ${expected};¶p2`),
  );

  test.each([
    ["last part of one that was joined is one to that, which has its mark", "p2", "{>p2}"],
    ["other part of one that was joined is another one", "p1", "[-2 {>p1}][+2 {>p2}]"],
  ])("to the %s", (_, old, expected) =>
    expect(
      redline(
        text(["p1", "trust grows faster"], ["p2", " than laws do"], ["p3", "on ", { ref: old }, ";"]),
        text(["q1", "trust grows faster than laws do"], ["q2", "on ", { ref: "q1" }, ";"]),
      ),
    ).toBe(`trust grows faster[-1 ¶p1] than laws do¶p2on ${expected};¶p3`),
  );

  test("to the second paragraph of a row that moved goes on to its copy", () => {
    const [moves, stays] = [
      "that trust grows faster than laws do;",
      "that everybody has to gain from networks that are open;",
    ];
    expect(
      redline(
        text(["p1", "noting"], ["p2", moves], ["p3", stays], ["p4", "on ", { ref: "p2" }, ";"]),
        text(["p1", stays], ["p2", "noting"], ["p3", moves], ["p4", "on ", { ref: "p3" }, ";"]),
      ),
    ).toBe(
      `[-1 noting][-1 ¶p1][-1 ${moves}][-1 ¶p2]${stays}¶p3[+1 noting][+1 ¶p1~m1][+1 ${moves}][+1 ¶p2~m2]on {>p2};¶p4`,
    );
  });

  test("leads on where paragraphs have no ids", () => {
    const bare = (delta: Delta, words: string) => delta.insert(words).insert("\n", { role: "item" });
    const old = text(["p1", "see ", { ref: "p1" }, " one two three four"]);
    const next = bare(bare(new Delta().insert("see ").insert({ ref: "p1" }), " one"), "two three four five").insert(
      "\n",
      {
        role: "item",
        id: "p1",
      },
    );
    const result = compare(old, next, comparer);
    expect(referencesOf(result, "final").map((each) => each.text)).toEqual(
      referencesOf(next, "final").map((each) => each.text),
    );
    expect(referencesOf(result, "original").map((each) => each.text)).toEqual(
      referencesOf(old, "final").map((each) => each.text),
    );
  });
});
