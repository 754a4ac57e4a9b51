/** Two texts become one redline: its original is the old one, its final the new one, and what did not change is not marked. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  itemsOf,
  referencesOf,
  view,
} from "../../schema/index.ts";
import { readText } from "../../src/formats/text/read.ts";
import { compare, revisions } from "../../src/revision/index.ts";
import { paragraphsOf, redline } from "../network.ts";

const comparer = { delegation: "USA", change: (n: number) => `USA:c${n}`, markId: (n: number) => `new${n}` };
const texts = (...list: string[]) => new Delta(paragraphsOf(...list));
const compared = (old: Delta, next: Delta) => compare(old, next, comparer);
const withoutIds = (sequence: Delta) =>
  canonicalSequence((sequence.ops as Op[]).map((op) => ({ ...op, attributes: { ...op.attributes, id: null } }))).ops;

describe("what a reader sees", () => {
  const cases: [name: string, old: string[], next: string[], expected: string][] = [
    [
      "a word inserted",
      ["to review activities"],
      ["to review current activities"],
      "to review [current +USA]activities¶".replace("[current +USA]", "[current  +USA]"),
    ],
    [
      "a word replaced",
      ["to review activities"],
      ["to review programmes"],
      "to review [activities -USA][programmes +USA]¶",
    ],
    [
      "a phrase replaced as one",
      ["a common old thing here now"],
      ["a better new thing here now"],
      "a [common old -USA][better new +USA] thing here now¶",
    ],
    [
      "a paragraph inserted",
      ["one two three", "four five six"],
      ["one two three", "quite another", "four five six"],
      "one two three¶[quite another¶ +USA]four five six¶",
    ],
    [
      "a paragraph deleted",
      ["one two three", "quite another", "four five six"],
      ["one two three", "four five six"],
      "one two three¶[quite another¶ -USA]four five six¶",
    ],
  ];
  for (const [name, old, next, expected] of cases)
    test(name, () => expect(redline(compared(texts(...old), texts(...next)))).toBe(expected));

  test("scripts without spaces are compared by words, too", () => {
    const result = redline(
      compare(texts("审议国际电联的活动"), texts("审议国际电联的工作"), { ...comparer, lang: "zh" }),
    );
    expect(result).toBe("审议国际电联的[活动 -USA][工作 +USA]¶");
  });

  test("a paragraph that moved is one change", () => {
    const [a, b, c] = ["one two three four five", "six seven eight nine", "ten eleven twelve thirteen"];
    const result = compared(texts(a!, b!, c!), texts(b!, c!, a!));
    expect(redline(result)).toBe(`[${a}¶ -USA]${b}¶${c}¶[${a}¶ +USA]`);
    expect(revisions(result).size).toBe(1);
  });

  test("a reference to a paragraph that moved goes on to its copy", () => {
    const [a, b, c] = ["one two three four five", "six seven eight nine", "ten eleven twelve thirteen"];
    const text = (ids: string[], ...words: string[]) => {
      const result = new Delta();
      words.forEach((each, i) => result.insert(each).insert(MARK, { id: ids[i], role: "item" }));
      return result.insert("see ").insert({ ref: "a" }).insert(MARK, { id: "r", role: "item" });
    };
    const result = compared(text(["a", "b", "new1"], a!, b!, c!), text([], b!, c!, a!));
    expect(referencesOf(result, "original").map((each) => each.text)).toEqual(["a)"]);
    expect(referencesOf(result, "final").map((each) => each.text)).toEqual(["c)"]);
  });

  test("a change of level or of formatting is a setting, the text is not marked", () => {
    const item = (level: number): Attributes => ({ id: "p1", role: "item", level });
    const old = new Delta([{ insert: "one " }, { insert: "two" }, { insert: MARK, attributes: item(0) }]);
    const next = new Delta([
      { insert: "one " },
      { insert: "two", attributes: { em: true } },
      { insert: MARK, attributes: item(1) },
    ]);
    expect(redline(compared(old, next))).toBe("one [two =USA.em:true][¶ =USA.level:1]");
  });

  test("a text with pending changes is refused", () => {
    expect(() =>
      compared(new Delta([{ insert: "a", attributes: { ins: "F:1" } }, { insert: MARK }]), texts("a")),
    ).toThrow(RangeError);
  });
});

test("Resolution 130: the hand-made redline's views, and at most 1.3 times its marks", () => {
  const read = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
  const [old, next] = [
    readText(read("resolution-130-original.txt")),
    readText(read("resolution-130-proposed.txt")),
  ].map(({ draft }) => new Delta(draft.ops as Delta["ops"]));
  const result = compared(old!, next!);
  expect(canonicalSequence(view(result, "original").ops as Op[]).ops).toEqual(canonicalSequence(old!.ops as Op[]).ops);
  expect(withoutIds(view(result, "final"))).toEqual(withoutIds(next!));
  const byHand = JSON.parse(read("resolution-130-redline.json")) as {
    meta: { counts: { characters: { ins: number; del: number } } };
  };
  const { ins, del } = byHand.meta.counts.characters;
  const letters = [...itemsOf(result.ops as Op[])].filter(
    ({ insert, attributes }) =>
      typeof insert === "string" &&
      insert.trim() !== "" &&
      (attributes?.ins !== undefined || attributes?.["del:USA"] !== undefined),
  ).length;
  console.log(`marked: ${letters} characters, by hand ${ins + del}`);
  expect(letters).toBeLessThanOrEqual(1.3 * (ins + del));
});
