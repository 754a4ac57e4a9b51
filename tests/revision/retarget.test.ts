/** Objects of a redline that lead somewhere: what has to lead to another paragraph than it did. */
import { expect, test } from "vitest";
import { type Attributes, Delta } from "../../schema/index.ts";
import { retargeted } from "../../src/revision/retarget.ts";

/** An object that refers to `to`, or the mark of the paragraph `#id`. */
const item = (what: string, attributes?: Attributes) =>
  what.startsWith("#")
    ? { insert: "\n", attributes: { id: what.slice(1), ...attributes } }
    : { insert: { ref: what }, attributes };
const STRUCK = { "del:USA": "USA:1" };
const ADDED = { ins: "USA:1" };

/** What becomes of items: they lead to `led`, and paragraphs have other ids here. */
const led = (items: ReturnType<typeof item>[], led: (string | null)[], ids: Record<string, string> = {}) =>
  retargeted(new Delta(items as Delta["ops"]), {
    ids: new Map(Object.entries(ids)),
    led,
    delegation: "USA",
    fresh: () => "USA:2",
  }).ops;

test("what leads there already stays", () => {
  const items = [item("a"), item("#a"), item("b", ADDED), item("#b")];
  expect(led(items, ["a", "b"])).toEqual(items);
});
test("what was put in is altered, as it is", () =>
  expect(led([item("a", { ...ADDED, em: true }), item("#a"), item("#b")], ["b"])).toEqual([
    item("b", { ...ADDED, em: true }),
    item("#a"),
    item("#b"),
  ]));
test("what stays is replaced: with what is set on it, without what is of the draft", () => {
  const set = { "set:USA:strong": { change: "USA:1", value: true } };
  expect(led([item("a", { em: true, "cmt:t": true, ...set }), item("#a"), item("#b")], ["b"])).toEqual([
    item("a", { em: true, "cmt:t": true, "del:USA": "USA:2" }),
    item("b", { em: true, strong: true, ins: "USA:2" }),
    item("#a"),
    item("#b"),
  ]);
});
test("what is struck leads where it led, and is none of those that stand", () => {
  const items = [item("a", STRUCK), item("b"), item("#a"), item("#b")];
  expect(led(items, ["b"])).toEqual(items);
});
test("where it is settled, it stays as it is", () => {
  const items = [item("a"), item("b"), item("#a"), item("#b")];
  expect(led(items, [null, "b"])).toEqual(items);
});
test("a footnote leads to its text", () => {
  const note = (id: string) => ({ insert: { footnote: id }, attributes: ADDED });
  expect(
    retargeted(new Delta([note("n1"), item("#m1")] as Delta["ops"]), {
      ids: new Map([["n1", "m1"]]),
      led: ["n1"],
      delegation: "USA",
      fresh: () => "USA:2",
    }).ops,
  ).toEqual([note("m1"), item("#m1")]);
});

test("paragraphs have the ids that they have in the redline, and their copies with them", () => {
  const items = [item("b", ADDED), item("#a"), item("#b")];
  expect(led(items, ["n1"], { n1: "b" })).toEqual(items);
  expect(led(items, ["n1~x"], { n1: "b" })).toEqual(items);
  expect(led(items, ["n1~x"], { n1: "b", "n1~x": "a" })).toEqual([item("a", ADDED), item("#a"), item("#b")]);
});
test("one that is struck is not led to: a copy is, where it stands", () => {
  const items = [item("a"), item("#a", STRUCK), item("#b"), item("#a~x", ADDED)];
  expect(led(items, ["a~x"])).toEqual(items);
  expect(led(items, ["b"])[1]).toEqual(item("b", { ins: "USA:2" }));
});
test("what leads nowhere leads nowhere", () => {
  const items = [item("x"), item("#a"), item("#b")];
  expect(led(items, ["x"])).toEqual(items);
});
