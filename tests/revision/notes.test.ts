/** Which footnotes of two texts are compared as one object and one paragraph each. */
import { describe, expect, test } from "vitest";
import { Delta } from "../../schema/index.ts";
import { Notes } from "../../src/revision/notes.ts";
import { blocksOf } from "../../src/revision/tokens.ts";
import { Words } from "../../src/revision/words.ts";

type Piece = string | { footnote: string };
const object = (footnote: string): Piece => ({ footnote });
const item = (...pieces: Piece[]) => ({ role: "item", id: "", pieces });
const note = (id: string, ...pieces: Piece[]) => ({ role: "footnote", id, pieces: ["Note.", ...pieces] });
const blocks = (...paragraphs: ReturnType<typeof item>[]) =>
  blocksOf(
    paragraphs.reduce((all, { role, id, pieces }) => {
      for (const piece of pieces) all.insert(piece);
      return all.insert("\n", { role, id });
    }, new Delta()),
    new Words("en"),
  );
const WHOLE = blocks(item("one", object("a")), item("two", object("b")), note("a"), note("b"));
/** How many paragraphs of each text are compared as text, and which footnotes are whole. */
const look = (old = WHOLE, next = WHOLE) => {
  const notes = Notes.of(old, next);
  return [
    notes.before.length,
    notes.after.length,
    notes.of({ footnote: "a" }, "old"),
    notes.of({ footnote: "a" }, "next"),
  ];
};

test("footnotes that are one object and one paragraph at the end", () => {
  expect(look()).toEqual([2, 2, "a", "a"]);
  expect(look(WHOLE, blocks(item("none")))).toEqual([2, 1, "a", null]);
});

describe("none where one of either text", () => {
  test.each([
    ["has two paragraphs", blocks(item(object("a")), note("a"), note("a"))],
    ["has two objects", blocks(item(object("a"), object("a")), note("a"), note("b"))],
    ["has no paragraph", blocks(item(object("a")), item(object("c")), note("a"))],
    ["has the paragraph of another", blocks(item(object("a")), item(object("c")), note("a"), note("b"))],
    ["has no object", blocks(item(object("a")), note("a"), note("b"))],
    ["has its object in another", blocks(item(object("a"), object("b")), note("a"), note("b", object("b")))],
    ["stands alone", blocks(note("a"))],
    ["has text behind it", blocks(item(object("a")), note("a"), item("more"))],
  ])("%s", (_, text) => {
    expect(look(text)).toEqual([text.length, 4, null, null]);
    expect(look(WHOLE, text)).toEqual([4, text.length, null, null]);
  });
});

describe("of footnotes whose objects stay", () => {
  const three = (...order: string[]) =>
    blocks(item(object("a"), object("b"), object("c")), ...order.map((id) => note(id)));
  const pairs = (old: string[], next: string[]) =>
    Notes.of(three(...old), three(...next))
      .pairs([
        ["a", "a"],
        ["b", "b"],
        ["c", "c"],
      ])
      .map((pair) => `${pair.old?.id ?? ""}-${pair.next?.id ?? ""}`)
      .join(" ");
  test("those whose paragraphs are in order", () => {
    expect(pairs(["a", "b", "c"], ["a", "b", "c"])).toBe("a-a b-b c-c");
    expect(pairs(["c", "b", "a"], ["c", "b", "a"])).toBe("c-c b-b a-a");
  });
  test("the most of them, where some have another place", () => {
    expect(pairs(["a", "b", "c"], ["b", "c", "a"])).toBe("a- b-b c-c -a");
    expect(pairs(["a", "b", "c"], ["c", "a", "b"])).toBe("-c a-a b-b c-");
  });
});
