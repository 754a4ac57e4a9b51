/** Which pieces of an update go back together: the two halves of a move out of an agreed paragraph (G4). */
import { describe, expect, test } from "vitest";
import { type Attributes, MARK } from "../../schema/index.ts";
import { type Piece, type Sender, refusedMoves } from "../../src/revision/index.ts";

const USA: Sender = { delegation: "USA", rights: "propose" };
const CHAIR: Sender = { delegation: "CHAIR", rights: "direct" };
const AGREED: Attributes = { id: "p1", role: "item", agreed: "d7" };
const OPEN: Attributes = { id: "p2", role: "item" };

const kept = (insert: string, before?: Attributes, wish?: Attributes): Piece => ({
  kind: "kept",
  insert,
  before,
  after: before,
  wish,
});
const struck = (insert: string, change = "USA:1", before?: Attributes) => kept(insert, before, { "del:USA": change });
const put = (insert: string, ins?: string): Piece => {
  const given = ins === undefined ? undefined : { ins };
  return { kind: "inserted", insert, after: given, given };
};
const deleted = (insert: string, before?: Attributes): Piece => ({ kind: "deleted", insert, before });
/** What goes back, by its words. */
const back = (sender: Sender, ...windows: Piece[][]) => [...refusedMoves(windows, sender)].map(({ insert }) => insert);

describe("a move that is proposed", () => {
  const taken = [struck("one two"), struck(MARK, "USA:1", AGREED)];
  const copy = [put("one two", "USA:1"), put(MARK, "USA:1")];

  test.each([
    ["in one window", [[...taken, kept("three"), kept(MARK, OPEN), ...copy]]],
    ["in two", [taken, [kept("three"), kept(MARK, OPEN), ...copy]]],
    ["upwards", [copy, taken]],
  ] as const)("goes back whole, %s", (_, windows) =>
    expect(back(USA, ...windows.map((window) => [...window])).sort()).toEqual([MARK, MARK, "one two", "one two"]),
  );

  test("out of an open paragraph is none of them", () =>
    expect(back(USA, [struck("one two"), struck(MARK, "USA:1", OPEN)], copy)).toEqual([]));

  test("goes back also where only some of what it takes is agreed, and what came with it", () =>
    expect(
      back(
        USA,
        [struck("three"), struck(MARK, "USA:1", OPEN), ...taken],
        [put("three", "USA:1"), put(MARK, "USA:1"), ...copy],
      ),
    ).toHaveLength(8));

  test("needs both halves under one change, and mostly the same words", () => {
    expect(back(USA, taken, [put("one two", "USA:2"), put(MARK, "USA:2")])).toEqual([]);
    expect(back(USA, taken, [put("four five six", "USA:1")])).toEqual([]);
    expect(back(USA, taken, [put("one two")])).toEqual([]);
    expect(back(USA, taken)).toEqual([]);
    expect(back({ ...USA, delegation: "F" }, taken, copy)).toEqual([]);
  });

  test("is each for itself: another change of the same update stays", () => {
    const other = [struck("three", "USA:2"), put("drei", "USA:2"), kept(MARK, OPEN)];
    expect(back(USA, taken, other, copy)).not.toContain("drei");
    expect(back(USA, taken, other, copy)).toHaveLength(4);
  });

  test("what is set there, or struck by an id that is none, is not taken away", () => {
    const set = kept("one two", undefined, { "set:USA:em": { change: "USA:1", value: true } });
    expect(back(USA, [set, kept(MARK, AGREED)], copy)).toEqual([]);
    const taken = [kept("one two", undefined, { "del:USA": null }), kept(MARK, AGREED)];
    const nobodys: Piece = { kind: "inserted", insert: "one two", after: undefined, given: { ins: null } };
    expect(back(USA, taken, copy)).toEqual([]);
    expect(back(USA, taken, [nobodys])).toEqual([]);
  });

  test("objects count as a blank", () => {
    const object: Piece = { kind: "inserted", insert: { ref: "p9" }, after: undefined, given: { ins: "USA:1" } };
    const halves = [put("one", "USA:1"), object, put("two", "USA:1")];
    expect(back(USA, taken, halves)).toEqual(["one two", MARK, "one", { ref: "p9" }, "two"]);
  });
});

describe("a move that is made directly", () => {
  const taken = [deleted("one two"), deleted(MARK, AGREED)];

  test("goes back whole: the same words, white space at the ends aside", () => {
    expect(back(CHAIR, taken, [put("one two"), put(MARK)])).toHaveLength(4);
    expect(back(CHAIR, taken, [put(" one two "), put(MARK), kept("three"), kept(MARK, OPEN)])).toHaveLength(4);
    expect(back(CHAIR, taken, [put("one twos"), put(MARK)])).toEqual([]);
  });

  test("out of an open paragraph is none", () =>
    expect(back(CHAIR, [deleted("one two"), deleted(MARK, OPEN)], [put("one two"), put(MARK)])).toEqual([]));

  test("pieces at one place are one part, others are another", () => {
    const apart = [deleted("one "), kept("x"), deleted("two"), deleted(MARK, AGREED)];
    expect(back(CHAIR, apart, [put("one two"), put(MARK)])).toEqual([]);
    expect(back(CHAIR, taken, [put("one "), kept("x"), put("two"), put(MARK)])).toEqual([]);
    expect(back(CHAIR, taken, [put("one "), put("two"), put(MARK)])).toHaveLength(5);
    expect(back(CHAIR, taken, [put("one two", "CHAIR:1"), put("one two"), put(MARK)])).not.toContainEqual({
      ins: "CHAIR:1",
    });
  });

  test("what is proposed beside is no part of it", () => {
    const windows = [[put("x", "CHAIR:1"), put("one two"), put(MARK)]];
    expect(back(CHAIR, taken, ...windows)).toEqual(["one two", MARK, "one two", MARK]);
    expect(back(CHAIR, taken, [put("one two"), put("x", "CHAIR:1"), put("three")])).toEqual([
      "one two",
      MARK,
      "one two",
    ]);
  });

  test("each copy goes back with one original: the second stays", () => {
    const copy = () => [put("one two"), put(MARK), kept("x"), kept(MARK, OPEN)];
    expect(back(CHAIR, taken, copy(), copy())).toHaveLength(4);
    const again = [deleted("one two"), deleted(MARK, AGREED)];
    expect(back(CHAIR, [...taken, kept("x"), kept(MARK, OPEN), ...again], copy(), copy())).toHaveLength(8);
  });

  test("a mark that somebody else had deleted belongs to nothing", () => {
    const gone: Piece = { kind: "gone", insert: MARK, before: AGREED };
    expect(back(CHAIR, [deleted("one two"), gone, kept(MARK, OPEN)], [put("one two")])).toEqual([]);
  });
});
