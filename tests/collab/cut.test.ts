/** What was cut, how pasting it is told from other edits, and the ids that its paragraphs have then. */
import { EditorState } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { Delta, MARK } from "../../schema/index.ts";
import { nodes } from "../../schema/nodes.ts";
import { cutBy, pastes, withIds } from "../../src/collab/cut.ts";
import { at, draft } from "../revision/notation.ts";

const cutFrom = (line: string, edit: Delta) =>
  cutBy({ from: 0, to: 1, index: 0, sequence: draft(line), edit }, "USA:1");

describe("what an edit cuts", () => {
  test("is the text that it deletes, with the ids of its paragraphs", () =>
    expect(cutFrom("one two[¶ #p1]three[¶ #p2]four[¶ #p3]", at(4).delete(10).retain(1).delete(2))).toEqual({
      change: "USA:1",
      text: "two\nthree\nou",
      ids: ["p1", "p2"],
    }));
  test("without space around it, and whatever it inserts", () =>
    expect(cutFrom("one two[¶ #p1]", at(0).insert("XX").retain(3).delete(5))).toMatchObject({
      text: "two",
      ids: ["p1"],
    }));
  test("from the beginning", () =>
    expect(cutFrom("one[¶ #p1]", at(0).delete(2))).toMatchObject({ text: "on", ids: [] }));
  test("nothing where it deletes nothing", () =>
    expect(cutFrom("one[¶ #p1]", at(1).insert("X").retain(2, { em: true }))).toMatchObject({ text: "", ids: [] }));
  test("without what somebody has struck", () =>
    expect(cutFrom("one[two -F][three -F .em][four +USA .em][¶ -F #p1]five[¶ #p2]", at(0).delete(21))).toMatchObject({
      text: "onefourfive",
      ids: ["p2"],
    }));
  test("a footnote's mark has the id of its object, and so none here", () =>
    expect(cutFrom("one[¶ #f1 .role:footnote]two[¶ #p1 .role:item]", at(0).delete(8)).ids).toEqual(["p1"]));
  test("a mark without an id counts", () => expect(cutFrom("one¶", at(0).delete(4)).ids).toEqual([""]));
});

describe("an edit pastes what was cut", () => {
  const event = (name?: string) => EditorState.create({ schema: nodes }).tr.setMeta("uiEvent", name);
  const cut = { change: "USA:1", text: "two\nthree", ids: ["p1"] };
  const text = at(3).insert(" two", { em: true }).insert(MARK).insert("three ");

  test("where all that it inserts is that, aside from the space around", () => {
    expect(pastes(event("paste"), text, cut)).toBe(true);
    expect(pastes(event("paste"), at(3).insert("four"), cut)).toBe(false);
    expect(pastes(event("paste"), at(3).retain(1, { em: true }), cut)).toBe(false);
  });
  test("and it deletes nothing", () => {
    expect(pastes(event("paste"), text.concat(new Delta().delete(1)), cut)).toBe(false);
    expect(pastes(event("paste"), at(3).delete(1), cut)).toBe(false);
  });
  test("by pasting", () => {
    expect(pastes(event("drop"), text, cut)).toBe(false);
    expect(pastes(event(), text, cut)).toBe(false);
  });
  test("and only after a cut", () => expect(pastes(event("paste"), text, null)).toBe(false));
});

describe("ids for what an edit inserts", () => {
  const mark = (id: string, role = "item") => ({ insert: MARK, attributes: { id, role } });
  const edit = new Delta()
    .insert("X", { em: true })
    .insert(MARK, mark("a").attributes)
    .retain(2)
    .insert({ ref: "p9" })
    .insert(MARK, mark("f1", "footnote").attributes)
    .insert("Y")
    .insert(MARK, mark("b").attributes)
    .delete(1);

  test("are given to its paragraphs in order, to those of footnotes not", () =>
    expect(withIds(edit, ["p1", "p2"]).ops).toEqual([
      { insert: "X", attributes: { em: true } },
      mark("p1"),
      { retain: 2 },
      { insert: { ref: "p9" } },
      mark("f1", "footnote"),
      { insert: "Y" },
      mark("p2"),
      { delete: 1 },
    ]));
  test("are not where there are more or fewer of them", () => {
    for (const ids of [[], ["p1"], ["p1", "p2", "p3"]]) expect(withIds(edit, ids)).toBe(edit);
  });
  test("are none for text alone", () => {
    const words = at(1).insert("X", { em: true }).retain(1).delete(1);
    expect(withIds(words, [])).toEqual(words);
    expect(withIds(words, ["p1"])).toBe(words);
  });
  test("one of one paragraph", () =>
    expect(withIds(new Delta().insert(MARK, mark("a").attributes), ["p1"]).ops).toEqual([mark("p1")]));
});
