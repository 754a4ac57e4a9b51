/** The guard beside agreed paragraphs: they stay as they are, and what was meant for them goes back (G4). */
import { describe, expect, test } from "vitest";
import type { Attributes } from "../../schema/index.ts";
import type { Piece, Sender } from "../../src/revision/index.ts";
import { delegate, deleted, gone, inserted, kept, repaired, secretary } from "./pieces.ts";

const MARK = "[¶ .agreed:d1 #p1]";
const KEPT = "an agreed paragraph kept as it was";
const APART = "an agreed paragraph kept apart from the one before it";

/** What comes of the pieces, what goes back (`+` words, `-` struck ones), and what the log says. */
function check(sender: Sender, pieces: Piece[], line: string, back: string, repairs: string[] = [KEPT]) {
  const done = repaired(sender, pieces);
  const returned = done.returned.map(({ kind, text }) => ({ insert: "+", delete: "-" })[kind] + text).join(" ");
  expect([done.line, returned, done.repairs, done.attempts]).toEqual([line, back, repairs, 0]);
}

describe.each([
  ["a delegate", delegate],
  ["the secretary", secretary],
])("in one, of %s", (_who, sender) => {
  test("what was typed goes back", () =>
    check(sender, [...kept("on"), ...inserted("[x +RCC]"), ...kept(`e${MARK}`)], `one${MARK}`, "+x"));
  test("what was taken away is there again", () => {
    check(sender, [...deleted("o"), ...kept(`ne${MARK}`)], `one${MARK}`, "-o");
    check(sender, [...kept("one"), ...deleted(MARK), ...kept("two¶")], `one${MARK}two¶`, "-\n");
  });
  test("what was struck is not", () => {
    const struck: Attributes = { [`del:${sender.delegation}`]: `${sender.delegation}:1` };
    check(sender, [...kept("o"), ...kept("n", struck), ...kept(`e${MARK}`)], `one${MARK}`, "-n");
  });
  test("what was set is as it was, and nothing goes back", () =>
    check(sender, [...kept("one", { em: true }), ...kept(MARK, { level: 2 })], `one${MARK}`, "", []));
  test("a mark in it joins nothing and parts nothing", () =>
    check(sender, [...kept("o"), ...inserted("[¶ +RCC #n1]"), ...kept(`ne${MARK}`)], `one${MARK}`, "+\n"));
  test("what others took away is gone", () =>
    check(sender, [...kept("on"), ...gone("x"), ...kept(`e${MARK}`)], `one${MARK}`, "", []));
  test("an object goes back as one sign", () =>
    check(sender, [...kept("on"), ...inserted("◊"), ...kept(`e${MARK}`)], `one${MARK}`, "+\uFFFC"));
  test("words that follow each other go back as one", () => {
    const pieces = [
      ...kept("o"),
      ...inserted("a[b .em]"),
      ...deleted("n[e .em]"),
      ...deleted("x"),
      ...inserted("c"),
      ...kept(MARK),
    ];
    check(sender, pieces, `on[e .em]x${MARK}`, "+ab -nex +c");
  });
});

describe("before one", () => {
  test("new paragraphs may come, words without a mark may not", () => {
    const added = inserted("[new +RCC][¶ +RCC #n1]");
    check(
      delegate,
      [...kept("zero¶"), ...added, ...kept(`one${MARK}`)],
      `zero¶[new +RCC][¶ +RCC #n1]one${MARK}`,
      "",
      [],
    );
    const more = inserted("[new +RCC][¶ +RCC #n1][x +RCC]");
    check(delegate, [...kept("zero¶"), ...more, ...kept(`one${MARK}`)], `zero¶[new +RCC][¶ +RCC #n1]one${MARK}`, "+x");
  });
  test("also behind what others took away there", () => {
    const added = inserted("[new +RCC][¶ +RCC #n1]");
    check(delegate, [...gone("x"), ...added, ...kept(`one${MARK}`)], `[new +RCC][¶ +RCC #n1]one${MARK}`, "", []);
  });
  test("the paragraph there is edited as any", () =>
    check(
      secretary,
      [...kept("ze"), ...inserted("x"), ...deleted("r"), ...kept(`o¶one${MARK}`)],
      `zexo¶one${MARK}`,
      "",
      [],
    ));
  test("a mark that others took away ends no paragraph: all is the agreed one", () =>
    check(
      secretary,
      [...kept("ze"), ...inserted("x"), ...kept("ro"), ...gone("¶"), ...kept(`one${MARK}`)],
      `zeroone${MARK}`,
      "+x",
    ));
  test("nor does one before which all is new", () =>
    check(delegate, [...inserted("[x +RCC]"), ...gone("¶"), ...kept(`one${MARK}`)], `one${MARK}`, "+x"));
  test("the paragraph there keeps its mark when text of it stays", () => {
    check(secretary, [...kept("zero"), ...deleted("¶"), ...kept(`one${MARK}`)], `zero¶one${MARK}`, "", [APART]);
    check(secretary, [...deleted("ze"), ...kept("ro"), ...deleted("¶"), ...kept(`one${MARK}`)], `ro¶one${MARK}`, "", [
      APART,
    ]);
  });
  test("and that mark counts as kept", () => {
    const { fates } = repaired(secretary, [...kept("zero"), ...deleted("¶"), ...kept(`one${MARK}`)]);
    expect(fates[1]).toEqual({ kind: "kept", insert: "\n", before: undefined, after: undefined });
  });
  test("the last one where several go", () => {
    const pieces = [...kept("a"), ...deleted("[¶ #p2]b[¶ #p3]"), ...kept(`one${MARK}`)];
    check(secretary, pieces, `a[¶ #p3]one${MARK}`, "", [APART]);
  });
  test("it may go whole", () => {
    check(secretary, [...deleted("zero¶"), ...kept(`one${MARK}`)], `one${MARK}`, "", []);
    check(secretary, [...kept("a¶"), ...deleted("zero¶"), ...kept(`one${MARK}`)], `a¶one${MARK}`, "", []);
  });
  test("two others may be joined", () =>
    check(secretary, [...kept("a"), ...deleted("¶"), ...kept(`b[¶ #p2]one${MARK}`)], `ab[¶ #p2]one${MARK}`, "", []));
  test("two that are agreed stay two", () => {
    const second = "[¶ .agreed:d2 #p2]";
    const pieces = [...kept("one"), ...deleted(MARK), ...kept(`two${second}`)];
    check(secretary, pieces, `one${MARK}two${second}`, "-\n");
  });
});

describe("a move out of one", () => {
  const SECOND = "[¶ .agreed:d2 #p2]";
  const struck = kept(`two${SECOND}`, { "del:RCC": "RCC:1" });
  const copy = inserted("[two +RCC][¶ +RCC #n1]");
  test("goes back with its copy", () =>
    check(delegate, [...copy, ...kept("one¶"), ...struck], `one¶two${SECOND}`, "+two\n -two\n"));
  test("and with what was typed before that, where an agreed paragraph follows", () =>
    check(
      delegate,
      [...inserted("[x +RCC:2]"), ...copy, ...kept(`one${MARK}`), ...struck],
      `one${MARK}two${SECOND}`,
      "+xtwo\n -two\n",
    ));
  test("but not with a new paragraph before it", () =>
    check(
      delegate,
      [...inserted("[x +RCC:2][¶ +RCC:2 #n2]"), ...copy, ...kept(`one${MARK}`), ...struck],
      `[x +RCC:2][¶ +RCC:2 #n2]one${MARK}two${SECOND}`,
      "+two\n -two\n",
    ));
  test("leaves the paragraph before its copy apart from an agreed one", () =>
    check(
      secretary,
      [...kept("zero"), ...deleted("¶"), ...inserted("two[¶ #n1]"), ...kept(`one${MARK}`), ...deleted(`two${SECOND}`)],
      `zero¶one${MARK}two${SECOND}`,
      "+two\n -two\n",
      [KEPT, APART],
    ));
});

test("behind one the next paragraph is edited as any", () =>
  check(
    secretary,
    [...kept(`one${MARK}`), ...inserted("x"), ...deleted("two¶"), ...kept("three¶")],
    `one${MARK}xthree¶`,
    "",
    [],
  ));
