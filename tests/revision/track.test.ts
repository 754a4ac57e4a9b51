/** What becomes of an edit in proposing mode, case by case. The author is USA, whose fresh change is `USA:new`. */
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  plainText,
  view,
} from "../../schema/index.ts";
import { type Author, track } from "../../src/revision/index.ts";
import { at, draft, expectPlainData, shown } from "./notation.ts";

const author = (): Author => {
  let marks = 0;
  return {
    delegation: "USA",
    change: "USA:new",
    owns: (id: ChangeId) => id.startsWith("USA:") && id !== "USA:colleague",
    markId: () => `n${++marks}`,
  };
};

/** The edit gives `after`, and: the adopted text is untouched (S1), the final one as typed (S2), all of it plain data. */
function checkEdit(before: string, edit: Delta, after: string, by: Author = author()): void {
  const sequence = draft(before);
  const tracked = sequence.compose(track(sequence, edit, by));
  expect(shown(tracked)).toBe(after);
  const original = (of: Delta) => canonicalSequence(view(of, "original").ops as Op[]).ops;
  expect(original(tracked)).toEqual(original(sequence));
  const text = (of: Delta) => plainText(view(of, "final").ops as Op[]);
  expect(text(tracked)).toBe(text(sequence.compose(bare(edit))));
  expectPlainData(tracked);
}
const bare = (edit: Delta) => new Delta((edit.ops as Op[]).map((op) => ({ ...op, attributes: {} })) as Delta["ops"]);

describe("typing", () => {
  test("is a pending insertion", () => checkEdit("one¶", at(3).insert("X"), "one[X +USA:new]¶"));
  test("behind a draft's last mark has one of its own: a draft ends in a mark (S7)", () =>
    checkEdit("one¶", at(4).insert("X"), "one¶[X +USA:new][¶ +USA:new #~]"));
  test("in a draft's first place", () => checkEdit("one¶", at(0).insert("X"), "[X +USA:new]one¶"));
  test("an inline object", () => checkEdit("one¶", at(3).insert({ ref: "p1" }), "one[◊ +USA:new]¶"));
  test("a paragraph mark has an id of its own, whatever is given", () =>
    checkEdit(
      "one¶",
      at(1).insert(MARK, { role: "item", level: 1, id: "p1", agreed: "d1" }),
      "o[¶ +USA:new .level:1 .role:item #n1]ne¶",
    ));
  test("several paragraphs", () =>
    checkEdit("one¶", at(0).insert("a\nb\n"), "[a +USA:new][¶ +USA:new #n1][b +USA:new][¶ +USA:new #n2]one¶"));
  test("keeps formatting, and nothing that does not stand on text or is not the author's to give (S6)", () => {
    const given = {
      em: true,
      strong: null,
      role: "item",
      ins: "F:1",
      "del:F": "F:1",
      "cmt:t": true,
      "x-later": "kept",
    };
    checkEdit("one¶", at(3).insert("X", given), "one[X +USA:new .em]¶");
  });
  test("does not inherit what its neighbours are", () =>
    checkEdit("[ab +F -RCC .em]¶", at(1).insert("X"), "[a +F -RCC .em][X +USA:new][b +F -RCC .em]¶"));

  describe("goes on with the author's own insertion", () => {
    test("behind it", () => checkEdit("one[abc +USA]¶", at(6).insert("X"), "one[abcX +USA]¶"));
    test("inside it", () => checkEdit("one[abc +USA]¶", at(4).insert("X"), "one[aXbc +USA]¶"));
    test("before it", () => checkEdit("one[abc +USA]¶", at(3).insert("X"), "one[Xabc +USA]¶"));
    test("the one at its left, where there are two", () =>
      checkEdit("[a +USA][b +USA:2]¶", at(1).insert("X"), "[aX +USA][b +USA:2]¶"));
    test("before its paragraph mark", () => checkEdit("one[¶ +USA]two¶", at(3).insert("X"), "one[X¶ +USA]two¶"));
    test("not behind its paragraph mark: there begins another paragraph", () =>
      checkEdit("[a¶ +USA]one¶", at(2).insert("X"), "[a¶ +USA][X +USA:new]one¶"));
    test("behind a paragraph mark with what follows", () =>
      checkEdit("one[¶ +USA][b +USA:2]¶", at(4).insert("X"), "one[¶ +USA][Xb +USA:2]¶"));
    test("where some of it is deleted with the same stroke", () =>
      checkEdit("[abc +USA]¶", at(1).insert("X").delete(1), "[aXc +USA]¶"));
    test("not with a colleague's", () =>
      checkEdit("[a +USA:colleague]¶", at(1).insert("X"), "[a +USA:colleague][X +USA:new]¶"));
    test("nor before a colleague's", () =>
      checkEdit("[a +USA:colleague]¶", at(0).insert("X"), "[X +USA:new][a +USA:colleague]¶"));
    test("nor with another delegation's", () => checkEdit("[a +F]¶", at(1).insert("X"), "[a +F][X +USA:new]¶"));
    test("nor under what is no change id", () =>
      checkEdit(
        "[a +USA:!]◊[b +USA:?]¶",
        at(1).insert("X").retain(1).insert("Y"),
        "[a +USA:!][X +USA:new]◊[Y +USA:new][b +USA:?]¶",
      ));
  });
});

describe("deleting", () => {
  test("adopted text is a proposal", () => checkEdit("one¶", at(1).delete(1), "o[n -USA:new]e¶"));
  test("a paragraph mark too", () => checkEdit("one¶two¶", at(3).delete(1), "one[¶ -USA:new]two¶"));
  test("an inline object too", () => checkEdit("a◊b¶", at(1).delete(1), "a[◊ -USA:new]b¶"));
  test("across all kinds of text", () =>
    checkEdit("o[n +USA][e +F]¶two¶", at(0).delete(5), "[o -USA:new][e +F -USA:new][¶t -USA:new]wo¶"));
  test("one's own insertion takes it away (S3)", () => checkEdit("one[abc +USA]¶", at(4).delete(1), "one[ac +USA]¶"));
  test("a colleague's is the delegation's own too", () =>
    checkEdit("one[abc +USA:colleague]¶", at(3).delete(3), "one¶"));
  test("even where others propose to delete it", () => checkEdit("one[abc +USA -F]¶", at(3).delete(3), "one¶"));
  test("another delegation's insertion is a proposal (S3)", () =>
    checkEdit("one[abc +F]¶", at(4).delete(1), "one[a +F][b +F -USA:new][c +F]¶"));
  test("what others propose to delete is one's own proposal beside theirs", () =>
    checkEdit("[one -F]¶", at(0).delete(3), "[one -F -USA:new]¶"));
  test("what the delegation proposes to delete already stays with that change", () =>
    checkEdit("[one -USA]¶", at(0).delete(3), "[one -USA]¶"));
  test("the draft's last mark", () => checkEdit("one¶", at(0).delete(4), "[one¶ -USA:new]"));
  test("one's own last mark takes it away where another ends the draft", () =>
    checkEdit("one¶[two¶ +USA]", at(4).delete(4), "one¶"));
  test("else it stays: a draft ends in a mark (S7)", () => {
    checkEdit("one¶[two¶ +USA]", at(7).delete(1), "one¶[two¶ +USA]");
    checkEdit("[one¶ +USA]", at(0).delete(4), "[¶ +USA]");
    checkEdit("one[¶ +USA #p1]", at(1).delete(3), "o[ne -USA:new][¶ +USA #p1]");
    checkEdit("one[¶ +USA]", at(0).insert("X").delete(4), "[one -USA:new][X +USA:new][¶ +USA]");
  });
  test("of a window that begins after a mark all can go", () => {
    const window = draft("[two¶ +USA]");
    expect(track(window, at(0).delete(4), author(), true).ops).toEqual([{ delete: 4 }]);
    expect(track(window, at(3).delete(1), author(), true).ops).toEqual([]);
  });
});

describe("replacing", () => {
  test("strikes, then inserts, as one change", () =>
    checkEdit("one two¶", at(4).insert("2").delete(3), "one [two -USA:new][2 +USA:new]¶"));
  test("beside one's own insertion: still one change", () =>
    checkEdit("one[X +USA]¶", at(0).insert("Y").delete(3), "[one -USA:new][Y +USA:new][X +USA]¶"));
  test("another delegation's insertion", () =>
    checkEdit("[abc +F][X +USA]¶", at(0).insert("Y").delete(3), "[abc +F -USA:new][Y +USA:new][X +USA]¶"));
  test("what one has struck before goes on with what one put there", () =>
    checkEdit("[one -USA][X +USA]¶", at(0).insert("Y").delete(3), "[one -USA][YX +USA]¶"));
  test("by formatted text and paragraphs: nothing struck comes between them", () =>
    checkEdit(
      "one two¶",
      at(4).insert("A", { em: true }).insert(MARK, { role: "item" }).insert("B").delete(3),
      "one [two -USA:new][A +USA:new .em][¶ +USA:new .role:item #n1][B +USA:new]¶",
    ));
  test("a whole paragraph", () =>
    checkEdit("one¶two¶", at(0).insert("X").delete(4), "[one¶ -USA:new][X +USA:new]two¶"));
  test("the whole draft: its last mark stays behind what is typed (S7)", () =>
    checkEdit("one¶", at(0).insert("X").delete(4), "[one -USA:new][X +USA:new][¶ -USA:new]"));
  test("the end of the draft, from within a word", () =>
    checkEdit("one¶", at(1).insert("X").delete(3), "o[ne -USA:new][X +USA:new][¶ -USA:new]"));
  test("the end of the draft, several runs", () =>
    checkEdit("one[a +F]¶", at(0).insert("X").delete(5), "[one -USA:new][a +F -USA:new][X +USA:new][¶ -USA:new]"));
  test("the last paragraph by whole ones, which end in marks of their own", () =>
    checkEdit(
      "one¶two¶",
      at(4).delete(4).insert("X\nY\n"),
      "one¶[two¶ -USA:new][X +USA:new][¶ +USA:new #n1][Y +USA:new][¶ +USA:new #n2]",
    ));
  test("or by one that ends in a mark of its own behind differently formatted text", () =>
    checkEdit(
      "one¶two¶",
      at(4).delete(4).insert("A", { em: true }).insert("B").insert(MARK, { role: "item" }),
      "one¶[two¶ -USA:new][A +USA:new .em][B +USA:new][¶ +USA:new .role:item #n1]",
    ));
  test("up to the last mark, without it", () =>
    checkEdit("one¶", at(0).insert("X").delete(3), "[one -USA:new][X +USA:new]¶"));
  test("an empty draft's mark", () => checkEdit("¶", at(0).insert("X").delete(1), "[X +USA:new][¶ -USA:new]"));
  test("text further on does not belong to what was struck here", () =>
    checkEdit("one two[X +USA]¶", at(0).delete(3).retain(4).insert("Y"), "[one -USA:new] two[YX +USA]¶"));
  test("one edit of several places", () =>
    checkEdit(
      "one two¶",
      at(0).insert("1").delete(3).retain(1).insert("2").delete(3),
      "[one -USA:new][1 +USA:new] [two -USA:new][2 +USA:new]¶",
    ));
});

describe("setting", () => {
  test("formatting of adopted text is a proposal", () =>
    checkEdit("one¶", at(0).retain(3, { em: true }), "[one =USA:new.em:true]¶"));
  test("taking it off, too", () => checkEdit("[one .em]¶", at(0).retain(3, { em: null }), "[one =USA:new.em .em]¶"));
  test("a paragraph's level", () =>
    checkEdit("one[¶ .level:1]", at(3).retain(1, { level: 2 }), "one[¶ =USA:new.level:2 .level:1]"));
  test("on another delegation's insertion", () =>
    checkEdit("[one +F]¶", at(0).retain(3, { em: true }), "[one +F =USA:new.em:true]¶"));
  test("on one's own insertion it is done", () =>
    checkEdit("[one +USA]¶", at(0).retain(3, { em: true }), "[one +USA .em]¶"));
  test("on one's own insertion it is taken off", () =>
    checkEdit("[one +USA .em]¶", at(0).retain(3, { em: null }), "[one +USA]¶"));
  test("on one's own insertion, over a proposal", () =>
    checkEdit("[one +USA =USA:2.em:true]¶", at(0).retain(3, { em: true }), "[one +USA .em]¶"));
  test("back to what it was withdraws the proposal", () =>
    checkEdit("[one =USA.em:true]¶", at(0).retain(3, { em: null }), "one¶"));
  test("what is so already proposes nothing", () =>
    checkEdit("[one .em]¶", at(0).retain(3, { em: true }), "[one .em]¶"));
  test("what is proposed already keeps its change", () =>
    checkEdit("[one =USA.em:true]¶", at(0).retain(3, { em: true }), "[one =USA.em:true]¶"));
  test("what is proposed to be taken off already, too", () =>
    checkEdit("[one =USA.em .em]¶", at(0).retain(3, { em: null }), "[one =USA.em .em]¶"));
  test("another value is a new proposal", () =>
    checkEdit("one[¶ =USA.level:1]", at(3).retain(1, { level: 2 }), "one[¶ =USA:new.level:2]"));
  test("others' proposals stay", () =>
    checkEdit("[one =F.em:true]¶", at(0).retain(3, { strong: true }), "[one =F.em:true =USA:new.strong:true]¶"));
  test("only where the edit sets it", () =>
    checkEdit("one¶", at(1).retain(1, { em: true }).retain(1).delete(1), "o[n =USA:new.em:true]e[¶ -USA:new]"));
  test("ids, agreements, others' marks and what does not fit the item are not set", () => {
    const change = {
      id: "p9",
      agreed: "d1",
      em: true,
      ins: "USA:1",
      "del:F": "F:1",
      "del:USA": "USA:1",
      "cmt:t": true,
      "x-later": 1,
    };
    checkEdit("one¶", at(3).retain(1, change), "one¶");
    checkEdit("one¶", at(0).retain(3, { ...change, em: null, role: "item" }), "one¶");
  });
});

describe("undo and redo", () => {
  const undo = (before: string, edit: Delta, after: string) => {
    const sequence = draft(before);
    expect(shown(sequence.compose(track(sequence, edit, { ...author(), history: true })))).toBe(after);
  };
  const setting = (value: Attributes[string]) => ({ change: "USA:1", value });

  test("a deletion is taken back", () => undo("[one -F -USA]¶", at(0).retain(3, { "del:USA": null }), "[one -F]¶"));
  test("outside of undo the same is no edit", () =>
    checkEdit("[one -USA]¶", at(0).retain(3, { "del:USA": null }), "[one -USA]¶"));
  test("a deletion is made again under a fresh id", () =>
    undo("one¶", at(0).retain(3, { "del:USA": "USA:1" }), "[one -USA:new]¶"));
  test("a setting is taken back", () => undo("[one =USA.em:true]¶", at(0).retain(3, { "set:USA:em": null }), "one¶"));
  test("a setting is made again under a fresh id", () =>
    undo("one¶", at(0).retain(3, { "set:USA:em": setting(true) }), "[one =USA:new.em:true]¶"));
  test("others' marks stay", () =>
    undo(
      "[one -F =F.em:true]¶",
      at(0).retain(3, { "del:F": null, "set:F:em": null, "del:RCC": "RCC:1" }),
      "[one -F =F.em:true]¶",
    ));
  test("formatting is undone as it is set: as a proposal", () =>
    undo("[one .em]¶", at(0).retain(3, { em: null }), "[one =USA:new.em .em]¶"));
  test("one's own text comes back as the insertion that it was", () =>
    undo("one¶", at(3).insert("X", { ins: "USA:1", em: true }), "one[X +USA .em]¶"));
  test("or under the fresh id, where deletions or settings of its change come back with it", () => {
    undo("one¶", at(0).retain(1, { "del:USA": "USA:1" }).insert("X", { ins: "USA:1" }), "[o -USA:new][X +USA:new]ne¶");
    undo(
      "one¶",
      at(0)
        .retain(1, { "set:USA:em": setting(true) })
        .insert("X", { ins: "USA:1" }),
      "[o =USA:new.em:true][X +USA:new]ne¶",
    );
  });
  test("but not where they go, are of another change or of another delegation", () => {
    const back = (marks: Attributes) => at(0).retain(1, marks).insert("X", { ins: "USA:1" });
    undo("[o -USA]ne¶", back({ "del:USA": null }), "o[X +USA]ne¶");
    undo("one¶", back({ "del:USA": "USA:2" }), "[o -USA:new][X +USA]ne¶");
    undo("[o -F]ne¶", back({ "del:F": "USA:1" }), "[o -F][X +USA]ne¶");
    undo("one¶", back({ "cmt:t": "USA:1" }), "o[X +USA]ne¶");
  });
  test("outside of undo it is new", () => checkEdit("one¶", at(3).insert("X", { ins: "USA:1" }), "one[X +USA:new]¶"));
  test("what is not this person's is new", () => {
    undo("one¶", at(3).insert("X", { ins: "F:1" }), "one[X +USA:new]¶");
    undo("one¶", at(3).insert("X", { ins: "USA:colleague" }), "one[X +USA:new]¶");
    undo("one¶", at(3).insert("X", { ins: "USA:!" }), "one[X +USA:new]¶");
  });
  test("a paragraph mark that comes back is a new one", () =>
    undo("one¶", at(1).insert(MARK, { ins: "USA:1", id: "p1" }), "o[¶ +USA #n1]ne¶"));
});

describe("a move", () => {
  const moved = (before: string, edit: Delta, after: string) => {
    const sequence = draft(before);
    expect(shown(sequence.compose(track(sequence, edit, { ...author(), moves: true })))).toBe(after);
  };
  test("is one change, beside own text, too", () =>
    moved("[one +USA]two¶", at(3).insert("two").delete(3), "[one +USA][two -USA:new][two +USA:new]¶"));
  test("takes own text along under its id", () =>
    moved("one¶", at(0).insert("X", { ins: "USA:1" }).insert("Y"), "[X +USA][Y +USA:new]one¶"));
  test("but not others'", () => moved("one¶", at(0).insert("X", { ins: "F:1" }), "[X +USA:new]one¶"));
  test("takes no revision keys along", () =>
    moved("one¶", at(0).retain(3, { "del:USA": "USA:1" }).insert("X", { ins: "USA:1" }), "one[X +USA]¶"));
});

describe("what is no edit of the sequence", () => {
  test("one that is longer throws", () => {
    expect(() => track(draft("one¶"), at(0).delete(5), author())).toThrow(RangeError);
    expect(() => track(draft("one¶"), at(0).insert("X").delete(6), author())).toThrow("runs 2 past the end");
  });
  test("one that retains an inline object throws", () => {
    expect(() => track(draft("◊¶"), new Delta([{ retain: { ref: "p2" } }]), author())).toThrow(RangeError);
  });
});
