/** Agreed paragraphs at the editor: what would change one is refused before it is written (G4). */
import { expect, test } from "vitest";
import { MARK, type Op } from "../../schema/index.ts";
import { paragraphsOf } from "../network.ts";
import { peers } from "./peers.ts";

/** "one two" with the middle one of three paragraphs agreed. */
function agreed(): Op[] {
  const ops: Op[] = paragraphsOf("zero", "one two", "three");
  return ops.map((op) =>
    op.insert === MARK && op.attributes?.id === "p2" ? { ...op, attributes: { ...op.attributes, agreed: "d1" } } : op,
  );
}
const stage = () => {
  let told = 0;
  const { U, S } = peers(agreed(), { onAgreed: () => told++ });
  return { U, S, told: () => told };
};

test("nothing is typed, struck, split, set or joined, in either mode, and its author is told", () => {
  const { U, S, told } = stage();
  const before = U.redline;
  const document = U.core.state.doc;
  U.select(U.at("two")).type("x").enter().backspace().delete();
  U.select(U.at("one"), U.at("two")).backspace().em().type("y");
  U.level(1);
  U.role("item");
  U.select(U.at("three")).backspace();
  S.select(S.at("two")).type("x").enter().backspace();
  expect([U.redline, S.redline]).toEqual([before, before]);
  expect(U.core.state.doc.eq(document)).toBe(true);
  expect(told()).toBeGreaterThan(10);
});

test("beside it all goes on, and the caret stands in it as anywhere", () => {
  const { U, told } = stage();
  U.select(U.at("two"));
  expect(U.caret).toBe("zero¶one |two¶three¶");
  U.select(4).type("!");
  U.select(U.at("three")).type("new").enter();
  expect(U.redline).toBe("zero[! +USA]¶one two¶[new¶ +USA]three¶");
  expect(told()).toBe(0);
});

test("undoing goes on past what was decided in it since", () => {
  const { U, told } = stage();
  const write = (ops: Op[]) => U.doc.transact(() => U.core.text.text.applyDelta(ops), "remote");
  U.select(4).type("!");
  U.select(U.at("three")).type("4");
  write([{ retain: U.at("4") }, { retain: 1, attributes: { ins: null } }]);
  write([{ retain: U.at("three", 5) }, { retain: 1, attributes: { agreed: "d2" } }]);
  U.undo();
  expect(U.redline).toBe("zero[! +USA]¶one two¶4three¶");
  expect(told()).toBe(1);
  U.undo();
  expect(U.redline).toBe("zero¶one two¶4three¶");
});
