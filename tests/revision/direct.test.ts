/** What becomes of an edit by one who changes the text itself, case by case. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, itemsOf } from "../../schema/index.ts";
import { direct } from "../../src/revision/index.ts";
import { at, draft, expectPlainData, shown } from "./notation.ts";

/** The edit gives `after`, and no pending item is lost (S10). */
function checkEdit(before: string, edit: Delta, after: string, afterMark?: boolean): void {
  const sequence = draft(before);
  let marks = 0;
  const edited = sequence.compose(direct(sequence, edit, () => `n${++marks}`, afterMark));
  expect(shown(edited)).toBe(after);
  const pending = (of: Delta) => [...itemsOf(of.ops as Op[])].filter(({ attributes }) => attributes?.ins !== undefined);
  expect(pending(edited)).toEqual(expect.arrayContaining(pending(sequence)));
  expectPlainData(edited);
}

describe("typing", () => {
  test("is adopted text", () => checkEdit("one¶", at(3).insert("X"), "oneX¶"));
  test("inside of a pending insertion, too", () => checkEdit("[ab +USA]¶", at(1).insert("X"), "[a +USA]X[b +USA]¶"));
  test("a paragraph mark has an id of its own", () =>
    checkEdit("one¶", at(1).insert(MARK, { role: "item", id: "p1", agreed: "d1" }), "o[¶ .role:item #n1]ne¶"));
  test("behind a draft's last mark has one of its own (S7)", () => checkEdit("one¶", at(4).insert("X"), "one¶X¶"));
  test("several paragraphs", () => checkEdit("one¶", at(0).insert("a\nb\n"), "a[¶ #n1]b[¶ #n2]one¶"));
  test("keeps formatting and nothing else", () =>
    checkEdit(
      "one¶",
      at(3).insert("X", { em: true, strong: null, role: "item", ins: "F:1", "cmt:t": true }),
      "one[X .em]¶",
    ));
});

describe("deleting", () => {
  test("takes adopted text away", () => checkEdit("one two¶", at(3).delete(4), "one¶"));
  test("with what was proposed on it", () => checkEdit("[one -F =F.em:true]two¶", at(0).delete(3), "two¶"));
  test("leaves pending text (S10)", () =>
    checkEdit("o[n +USA]e[two +F -USA]¶", at(0).delete(6), "[n +USA][two +F -USA]¶"));
  test("joins paragraphs; the later mark stands (S7)", () =>
    checkEdit("one[¶ #p1]two[¶ #p2]", at(3).delete(1), "onetwo[¶ #p2]"));
  test("pending text whose paragraph goes gets one of its own (S10)", () =>
    checkEdit("one¶t[X +USA]wo[¶ .level:1 #p2]three¶", at(4).delete(5), "one¶[X +USA][¶ +USA .level:1 #p2~]three¶"));
  test("the whole draft: one mark is left (S7)", () => checkEdit("one[¶ #p1]two[¶ #p2]", at(0).delete(8), "[¶ #p2]"));
  test("the last paragraph goes with its mark", () => checkEdit("one[¶ #p1]two[¶ #p2]", at(4).delete(4), "one[¶ #p1]"));
  test("whole paragraphs in the place of the last one come behind the pending text of that one, which has its own", () =>
    checkEdit("one¶tw[Y +F]o¶", at(4).delete(5).insert("X\n"), "one¶[Y +F][¶ +F #~]X[¶ #n1]"));
  test("the draft's last mark stays where text is left before it", () =>
    checkEdit("one[¶ #p1]two[¶ #p2]", at(3).delete(5), "one[¶ #p2]"));
  test("all of a window that begins after a mark", () => checkEdit("two[¶ #p2]", at(0).delete(4), "", true));
  test("all but text of a window that begins after a mark", () =>
    checkEdit("two[¶ #p2]", at(1).delete(3), "t[¶ #p2]", true));
  test("what the edit does not reach is there still, also for pending text before it", () => {
    checkEdit("one two¶three¶", at(0).delete(4), "two¶three¶");
    checkEdit("[X +USA]one[¶ #p1]tw[¶ #p2]", at(1).delete(4), "[X +USA][¶ +USA #p1~]tw[¶ #p2]");
    checkEdit("[X +USA]one[¶ #p1]two¶", at(1).delete(5), "[X +USA][¶ +USA #p1~]wo¶");
  });
});

describe("replacing", () => {
  test("takes away and puts there", () => checkEdit("one two¶", at(4).insert("2").delete(3), "one 2¶"));
  test("a whole draft keeps its mark", () => checkEdit("one[¶ #p1]", at(0).insert("X").delete(4), "X[¶ #p1]"));
});

describe("setting", () => {
  test("formatting of adopted text is done", () => checkEdit("one¶", at(0).retain(3, { em: true }), "[one .em]¶"));
  test("and taken off", () => checkEdit("[one .em]¶", at(0).retain(3, { em: null }), "one¶"));
  test("a paragraph's level", () =>
    checkEdit("one[¶ .level:1 #p1]", at(3).retain(1, { level: 2 }), "one[¶ .level:2 #p1]"));
  test("proposals on it stay", () =>
    checkEdit("[one -F =F.em]¶", at(0).retain(3, { em: true }), "[one -F =F.em .em]¶"));
  test("pending text stays as it is", () => checkEdit("[one +F]¶", at(0).retain(3, { em: true }), "[one +F]¶"));
  test("ids, agreements, proposals and what does not fit the item are not set", () => {
    checkEdit("one[¶ #p1]", at(3).retain(1, { id: "p9", agreed: "d1", em: true, "del:F": "F:1" }), "one[¶ #p1]");
    checkEdit("one¶", at(0).retain(3, { role: "item", ins: "F:1" }), "one¶");
  });
});
