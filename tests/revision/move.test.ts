/** Which changes are moves, and what goes along with one. */
import { describe, expect, test } from "vitest";
import { type ChangeId, Delta, MARK, type Op, plainText } from "../../schema/index.ts";
import { type Mover, type Touch, carriesProposals, isMove, move } from "../../src/revision/index.ts";
import { draft, shown } from "./notation.ts";

const takes = (from: number, text: string): Touch => ({ kind: "delete", from, to: from + text.length, text });
const puts = (from: number, text: string): Touch => ({ kind: "insert", from, to: from + text.length, text });
const moves = (...touches: Touch[]) => isMove({ touches });

describe("a change is a move", () => {
  test("when half of the words are the same, however they stand", () => {
    expect(moves(takes(0, "one two"), puts(50, "three two"))).toBe(true);
    expect(moves(takes(0, "one two"), puts(50, "two, one"))).toBe(true);
    expect(moves(puts(0, "two"), takes(50, "one two"))).toBe(true);
    expect(moves(takes(0, "one two three"), puts(50, "three four five"))).toBe(false);
    expect(moves(takes(0, "one two three four"), puts(50, "one"))).toBe(false);
    expect(moves(takes(0, "one"), puts(50, "one two three four"))).toBe(false);
  });
  test("of one word, too", () => expect(moves(takes(0, "one¶"), puts(50, "one¶"))).toBe(true));
  test("where a word that comes twice counts twice, and no more often", () => {
    expect(moves(takes(0, "one one"), puts(50, "one one two three"))).toBe(true);
    expect(moves(takes(0, "one two three"), puts(50, "one one one"))).toBe(false);
    expect(moves(takes(0, "one two three"), puts(50, "one one"))).toBe(false);
  });
  test("from several places, words at the end of one apart from the next", () =>
    expect(moves(takes(0, "one"), takes(10, "two"), puts(50, "one two"))).toBe(true));
  test("in a script without spaces by its signs", () =>
    expect(moves(takes(0, "网络安全"), puts(50, "网络空间"))).toBe(true));
  test("not when it only takes, only puts, or has no words", () => {
    expect(moves(takes(0, "one"))).toBe(false);
    expect(moves(puts(0, "one"))).toBe(false);
    expect(moves()).toBe(false);
    expect(moves(takes(0, "— ;"), puts(50, "— ;"))).toBe(false);
  });
  test("not when one stands right beside the other, whatever else it takes and puts", () => {
    expect(moves(takes(0, "one"), puts(3, "one"))).toBe(false);
    expect(moves(puts(0, "one"), takes(3, "one"))).toBe(false);
    expect(moves(takes(0, "one"), puts(3, "one two"), takes(20, "two"))).toBe(false);
    expect(moves(takes(0, "one two"), puts(7, "one"), puts(20, "two"))).toBe(false);
  });
  test("whatever it sets", () => {
    const set: Touch = { kind: "set", from: 3, to: 4, text: "level: 1" };
    expect(moves(takes(0, "one"), set, puts(50, "one"))).toBe(true);
    expect(moves(takes(0, "one"), set)).toBe(false);
  });
});

describe("paragraphs", () => {
  const before = draft("one¶two¶three¶");
  const after = (from: number, to: number, target: number) =>
    plainText(before.compose(move(before.slice(from, to), from, target, null)).ops as Op[]).replaceAll(MARK, "¶");
  test("move up and down", () => {
    expect(after(4, 8, 0)).toBe("two¶one¶three¶");
    expect(after(8, 14, 4)).toBe("one¶three¶two¶");
    expect(after(0, 4, 8)).toBe("two¶one¶three¶");
    expect(after(0, 8, 14)).toBe("three¶one¶two¶");
  });
  test("stay where they are moved to their own place", () => {
    expect(after(4, 8, 4)).toBe("one¶two¶three¶");
    expect(after(4, 8, 8)).toBe("one¶two¶three¶");
  });
  test("do not move into themselves", () => {
    expect(() => after(4, 8, 5)).toThrow("paragraphs 4 to 8 cannot move into themselves, to 5");
    expect(() => after(4, 8, 7)).toThrow(RangeError);
  });
  const copied = (line: string, mover: Mover | null) =>
    shown(new Delta(move(draft(line), 4, 0, mover).ops.filter(({ insert }) => insert !== undefined)));
  test("take nothing along that is only proposed, where adopted text moves", () =>
    expect(copied("kept [added +USA][struck -USA]¶", null)).toBe("kept struck[¶ #]"));
  test("take along what stands for the mover's delegation, and the ids of what is the mover's own", () => {
    const mover = { delegation: "USA", owns: (change: ChangeId) => change === "USA:1" };
    const line = "kept [mine +USA], [a colleague's +USA:2][another's +F][struck -USA], [struck by another -F]¶";
    expect(copied(line, mover)).toBe("kept [mine +USA], a colleague's, struck by another[¶ #]");
    expect(copied(line, { delegation: "USA" })).toBe("kept mine, a colleague's, struck by another[¶ #]");
  });
});

describe("adopted text that moves would lose proposals", () => {
  const would = (line: string) => carriesProposals(draft(line));
  test("that strike some of it, or set something on it", () => {
    expect(would("one[two .em -F]¶")).toBe(true);
    expect(would("one[¶ =F.level:1 .role:item]")).toBe(true);
  });
  test("but none where there are none", () => expect(would("one[two .em][¶ .role:item #p1]")).toBe(false));
  test("nor those on pending text, which does not move", () => {
    expect(would("one[two +USA]¶")).toBe(false);
    expect(would("one[two +USA -F]¶")).toBe(false);
  });
});
