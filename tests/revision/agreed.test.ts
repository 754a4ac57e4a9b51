/** Which edits touch an agreed paragraph. */
import { expect, test } from "vitest";
import { Delta, MARK } from "../../schema/index.ts";
import { agreedChanged, agreementOf, isAgreed, touchesAgreed } from "../../src/revision/index.ts";
import { at, draft } from "./notation.ts";

const middle = draft("zero¶one [two .em] three[¶ .agreed:d1 #p2]four¶");
const touched = (edit: Delta, sequence: Delta = middle) => touchesAgreed(sequence, edit);

test("a mark is agreed that names a decision", () => {
  expect(agreementOf(1)).toBe("d1");
  expect(isAgreed({ id: "p1", agreed: "d1" })).toBe(true);
  expect([undefined, {}, { agreed: null }, { agreed: true }].map((mark) => isAgreed(mark))).toEqual(
    Array(4).fill(false),
  );
});

test.each<[string, Delta]>([
  ["at its start", at(5).insert("x")],
  ["within", at(7).insert("x")],
  ["where its formatting changes", at(9).insert("x")],
  ["before its mark", at(18).insert("x")],
  ["of its first item", at(5).delete(1)],
  ["of its last letter", at(17).delete(1)],
  ["of its mark", at(18).delete(1)],
  ["that begins before it", at(3).delete(3)],
  ["that ends behind it", at(18).delete(3)],
  ["of formatting in it", at(12).retain(1, { em: true })],
  ["of its level", at(18).retain(1, { level: 2 })],
  ["behind another one", at(0).insert("x").retain(8).insert("y")],
  ["of all", new Delta().delete(24)],
  ["of a new paragraph that leaves text before it", at(5).insert("new\nx")],
  ["of a paragraph within", at(7).insert(MARK)],
])("an edit %s touches it", (_where, edit) => expect(touched(edit)).toBe(true));

test.each<[string, Delta]>([
  ["nothing", new Delta()],
  ["nothing, said with its length", at(24)],
  ["the paragraph before it", at(4).insert("x")],
  ["what stands first", at(0).delete(4).insert("x")],
  ["the paragraph after it", at(19).insert("x")],
  ["that one's formatting", at(19).retain(4, { em: true })],
  ["that one's mark", at(23).delete(1)],
  ["paragraphs put in before it", at(5).insert("new\n")],
  ["an empty one put in there", at(5).insert(MARK)],
  ["several of them", at(5).insert("new\nnewer\n")],
  ["a paragraph put in after it", at(19).insert("new\n")],
])("an edit of %s leaves it alone", (_what, edit) => expect(touched(edit)).toBe(false));

test("without agreed paragraphs any edit may be", () => {
  expect(touched(at(0).delete(4), draft("one¶"))).toBe(false);
  expect(touched(at(1).insert("x"), draft("[one .agreed:d1]¶"))).toBe(false); // on text it means nothing
});

test("two that are agreed are told from the one between them", () => {
  const three = draft("one[¶ .agreed:d1 #p1]two¶three[¶ .agreed:d3 #p3]");
  expect([0, 3, 4, 7, 8, 13].map((index) => touched(at(index).insert("x"), three))).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
});

test("an empty one has its mark", () => {
  const empty = draft("one¶[¶ .agreed:d1 #p2]");
  expect(touched(at(4).insert("x"), empty)).toBe(true);
  expect(touched(at(4).insert("x\n"), empty)).toBe(false);
});

test("a mark that is put in as agreed closes nothing yet", () =>
  expect(touched(at(0).insert("x").insert(MARK, { agreed: "d9" }))).toBe(false));

test("an inline object counts one", () => {
  const sequence = draft("◊◊¶a◊[¶ .agreed:d1 #p2]");
  expect([1, 2, 3, 4, 5].map((index) => touched(at(index).insert("x"), sequence))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test.each<[string, Delta, string[]]>([
  ["into which the one before runs", at(4).delete(1), ["p2"]],
  ["in which something goes", at(5).delete(1), ["p2"]],
  ["in which something is set", at(12).retain(1, { em: true }), ["p2"]],
  ["that goes", at(5).delete(14), ["p2"]],
  ["that is opened", at(18).retain(1, { agreed: null }), ["p2"]],
  ["before which another one comes", at(5).insert("x\n"), []],
  ["beside which something changes", at(0).delete(1).retain(18).delete(1), []],
])("a decision changes an agreed paragraph %s", (_, decision, ids) =>
  expect(agreedChanged(middle, decision)).toEqual(ids),
);

test("of several agreed paragraphs those are named that a decision changes", () => {
  const sequence = draft("one[¶ .agreed:d1 #p1]two[¶ .agreed:d1 #p2]three[¶ #p3]");
  expect(agreedChanged(sequence, at(4).delete(1))).toEqual(["p2"]);
  expect(agreedChanged(sequence, at(8).delete(1))).toEqual([]);
});
