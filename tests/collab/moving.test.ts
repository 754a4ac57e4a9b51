/** Moving paragraphs by keys, by cutting and pasting, and by dragging: one change, whatever the way. */
import { Fragment, Slice } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, referencesOf, view } from "../../schema/index.ts";
import { positionAt } from "../../src/collab/projection.ts";
import { withoutRevisions } from "../../src/editor/paste.ts";
import { isMove, revisions } from "../../src/revision/index.ts";
import { paragraphsOf } from "../network.ts";
import { type Peer, exchange, peers } from "./peers.ts";

const block = (text: string, role: string, more = {}): Op[] => [
  { insert: text },
  { insert: MARK, attributes: { id: text, role, ...more } },
];
const item = (text: string, level = 0) => block(text, "item", level === 0 ? {} : { level });
const changes = ({ sequence }: Peer) => [...revisions(sequence).values()];

describe("Alt with the arrows", () => {
  test("moves the paragraph past its neighbour, and the caret with it", () => {
    const { U } = peers(paragraphsOf("one", "two", "three"));
    U.select(U.at("two", 1)).move(-1);
    expect(U.redline).toBe("[two¶ +USA]one¶[two¶ -USA]three¶");
    expect(U.caret).toBe("t|wo¶one¶two¶three¶");
    expect([U.original, U.final]).toEqual(["one¶two¶three¶", "two¶one¶three¶"]);
    expect(changes(U).map(isMove)).toEqual([true]);
  });

  test("goes on with the same change, and over what is struck", () => {
    const { U } = peers(paragraphsOf("one", "two", "three", "four"));
    U.select(U.at("four")).move(-1).move(-1).move(-1);
    expect(U.redline).toBe("[four¶ +USA]one¶two¶three¶[four¶ -USA]");
    U.move(1).move(1).move(1);
    expect(U.final).toBe("one¶two¶three¶four¶");
    expect(changes(U)).toHaveLength(1);
  });

  test("is undone at once", () => {
    const { U } = peers(paragraphsOf("one", "two"));
    U.select(0).move(1).undo();
    expect(U.redline).toBe("one¶two¶");
    U.redo();
    expect(U.final).toBe("two¶one¶");
    expect(changes(U)).toHaveLength(1);
  });

  test("an item goes with what stands below it, past a neighbour with what stands below that", () => {
    const { U } = peers([...block("resolves", "call"), ...item("a"), ...item("a1", 1), ...item("b"), ...item("b1", 1)]);
    U.select(U.at("b1") - 2).move(-1);
    expect(U.final).toBe("resolves¶b¶b1¶a¶a1¶");
  });

  test("a sub-item passes its siblings, then goes below the next item", () => {
    const { U } = peers([...item("a"), ...item("a1", 1), ...item("a2", 1), ...item("b"), ...item("b1", 1)]);
    U.select(U.at("a1")).move(1);
    expect(U.final).toBe("a¶a2¶a1¶b¶b1¶");
    U.move(1);
    expect(U.final).toBe("a¶a2¶b¶a1¶b1¶");
  });

  test("a call takes its section along, and the heads keep their place", () => {
    const { U } = peers([
      ...block("RESOLUTION 1", "number"),
      ...block("considering", "call"),
      ...item("a"),
      ...block("noting", "call"),
      ...item("b"),
    ]);
    U.select(U.at("noting")).move(-1);
    expect(U.final).toBe("RESOLUTION 1¶noting¶b¶considering¶a¶");
    const { redline } = U;
    U.move(-1);
    U.select(0).move(1);
    expect(U.redline).toBe(redline);
  });

  test("an item does not leave the first section upwards, but enters another one", () => {
    const { U } = peers([...block("considering", "call"), ...item("a"), ...block("noting", "call"), ...item("b")]);
    U.select(U.at("a")).move(-1);
    expect(U.redline).toBe("considering¶a¶noting¶b¶");
    U.select(U.at("¶b".slice(1))).move(-1);
    expect(U.final).toBe("considering¶a¶b¶noting¶");
    U.move(1);
    expect(U.final).toBe("considering¶a¶noting¶b¶");
  });

  test("others' pending words stay where the paragraph was, and what they struck is struck there", () => {
    const { U, F } = peers(paragraphsOf("one two", "three"));
    F.select(3).type("ff");
    F.select(F.at("two"), F.at("two") + 3).backspace();
    exchange(U, F);
    U.select(0).move(1);
    expect(U.redline).toBe("[one -USA][ff +F -USA][  -USA][two -F -USA][¶ -USA]three¶[one two¶ +USA]");
    expect(U.final).toBe("three¶one two¶");
  });

  test("a paragraph that others only propose is not there to be moved", () => {
    const { U, F, S } = peers(paragraphsOf("one", "two", "three"));
    U.select(U.at("three")).move(-1);
    exchange(U, F, S);
    for (const other of [F, S]) {
      other.select(other.at("three")).move(-1); // it would be struck, and stand nowhere in the final
      expect(other.redline).toBe("one¶[three¶ +USA]two¶[three¶ -USA]");
    }
    F.select(F.at("two")).move(-1); // past it
    expect(F.redline).toBe("one¶[two¶ +F][three¶ +USA][two¶ -F][three¶ -USA]");
  });

  test("a paragraph that others propose to split moves as one", () => {
    for (const half of ["one", "two"]) {
      const { U, F, S } = peers(paragraphsOf("one two", "three"));
      F.select(F.at("two")).enter();
      exchange(U, F, S);
      U.select(U.at(half)).move(1);
      expect(U.redline).toBe("[one  -USA][¶ +F -USA][two¶ -USA]three¶[one two¶ +USA]");
      expect(U.final).toBe("three¶one two¶");
      S.select(S.at(half)).move(1);
      expect([S.original, S.final]).toEqual(["three¶one two¶", "¶three¶one two¶"]); // F's break stays (S10)
    }
  });

  test("nothing is moved into a paragraph that others propose to split", () => {
    const { U, F } = peers(paragraphsOf("zero", "one two", "three"));
    F.select(F.at("two")).enter();
    exchange(U, F);
    U.select(U.at("zero")).move(1);
    expect(U.redline).toBe("[zero¶ -USA]one [¶ +F]two¶[zero¶ +USA]three¶");
    U.move(-1).select(U.at("three")).move(-1);
    expect(U.final).toBe("zero¶three¶one ¶two¶");
  });

  test("directly, adopted text moves and pending words stay in a paragraph (S10)", () => {
    const { U, S } = peers(paragraphsOf("one", "two"));
    U.select(3).type("uu");
    exchange(U, S);
    S.select(0).move(1);
    expect(S.redline).toBe("[uu¶ +USA]two¶one¶");
  });
});

describe("directly, text that somebody has proposals on", () => {
  test("is not moved but proposed to move, so that nothing is lost", () => {
    const { U, S } = peers(paragraphsOf("one", "two", "three"));
    U.select(4, 7).backspace();
    exchange(U, S);
    S.select(4).move(1);
    expect(S.redline).toBe("one¶[two -SEC -USA][¶ -SEC]three¶[two¶ +SEC]");
    S.select(0).move(1); // another paragraph is moved as ever
    expect(S.redline).toBe("[two -SEC -USA][¶ -SEC]one¶three¶[two¶ +SEC]");
  });
  test("nor is it dragged", () => {
    const { U, S } = peers(paragraphsOf("one two three"));
    U.select(4, 7).em();
    exchange(U, S);
    drag(S, 4, 8, 13);
    expect(S.redline).toBe("one [two -SEC =USA.em:true][  -SEC]three[two  +SEC]¶");
  });
});

describe("a reference follows its target", () => {
  const referring = (): Op[] => [
    ...paragraphsOf("one", "two", "three"),
    { insert: "see " },
    { insert: { ref: "p2" } },
    { insert: MARK, attributes: { id: "p4", role: "item" } },
  ];
  const shown = (peer: Peer) =>
    (["original", "final"] as const).map((as) => referencesOf(peer.sequence, as).map(({ text }) => text));
  const accepted = (peer: Peer) => view(peer.sequence, "final");

  test("that moves by keys, proposed or directly, and moves again", () => {
    const { U, S } = peers(referring());
    U.select(4).move(1);
    expect(shown(U)).toEqual([["2"], ["3"]]);
    U.move(1);
    expect(shown(U)).toEqual([["2"], ["4"]]);
    expect(referencesOf(accepted(U), "original").map(({ text }) => text)).toEqual(["4"]);
    S.select(4).move(-1).move(1).move(1);
    expect(shown(S)).toEqual([["3"], ["3"]]);
  });
  test("that is cut and pasted, or dragged", () => {
    const { U, S } = peers(referring());
    const slice = cut(U, 4, 8);
    paste(U, slice, 0);
    expect(shown(U)).toEqual([["2"], ["1"]]);
    drag(S, 4, 8, 0);
    expect(shown(S)).toEqual([["1"], ["1"]]);
  });
  test("but not to a copy of it", () => {
    const { U } = peers(referring());
    const slice = cut(U, 4, 8);
    U.undo();
    paste(U, slice, 0);
    expect(U.final).toBe("two¶one¶two¶three¶see \uFFFC¶");
    expect(shown(U)).toEqual([["2"], ["3"]]);
  });
  test("and is missing where it was deleted", () => {
    const { U } = peers(referring());
    U.select(4, 8).backspace();
    expect(shown(U)).toEqual([["2"], ["?"]]);
  });
});

/** Cuts a stretch as the editor's view does. */
function cut(peer: Peer, from: number, to: number): Slice {
  const { state } = peer.select(from, to).core;
  const slice = state.selection.content();
  peer.core.dispatch(state.tr.deleteSelection().setMeta("uiEvent", "cut"));
  return slice;
}
/** Drags a stretch as the editor's view does. */
function drag(peer: Peer, from: number, to: number, at: number): void {
  const { state } = peer.select(from, to).core;
  const slice = state.selection.content();
  const tr = state.tr.deleteSelection();
  const target = tr.mapping.map(positionAt(state.doc, at));
  tr.replaceRange(target, target, new Slice(withoutRevisions(slice.content), slice.openStart, slice.openEnd));
  peer.core.dispatch(tr.setMeta("uiEvent", "drop"));
}
function paste(peer: Peer, slice: Slice, at: number): void {
  const { tr } = peer.select(at).core.state;
  const plain = new Slice(withoutRevisions(slice.content), slice.openStart, slice.openEnd);
  peer.core.dispatch(tr.replaceSelection(plain).setMeta("paste", true).setMeta("uiEvent", "paste"));
}

describe("cut and paste", () => {
  test("is one change", () => {
    const { U } = peers(paragraphsOf("one two three"));
    const slice = cut(U, 4, 8);
    paste(U, slice, 13);
    expect(U.redline).toBe("one [two  -USA]three[two  +USA]¶");
    expect(changes(U)).toHaveLength(1);
    expect(changes(U).map(isMove)).toEqual([true]);
  });

  test("pasted once more is a copy, as is what others cut", () => {
    const { U } = peers(paragraphsOf("one two three"));
    const slice = cut(U, 4, 8);
    paste(U, slice, 13);
    paste(U, slice, 0);
    expect(U.redline).toBe("[two  +USA]one [two  -USA]three[two  +USA]¶");
    expect(changes(U)).toHaveLength(2);
  });

  test("something else pasted, or typing in between, is a change of its own", () => {
    const { U } = peers(paragraphsOf("one two three"));
    cut(U, 4, 8);
    paste(U, new Slice(Fragment.from(U.core.state.schema.text("else")), 0, 0), 13);
    expect(changes(U)).toHaveLength(2);
  });
});

test("dragging is one change, also beside one's own text", () => {
  const { U } = peers(paragraphsOf("one two three"));
  U.select(13).type("!");
  drag(U, 4, 8, 14);
  expect(U.redline).toBe("one [two  -USA]three[!two  +USA]¶");
  expect(changes(U)).toHaveLength(2);
});

test("a draft of one paragraph has nowhere to move it", () => {
  const { U } = peers(new Delta().insert("one").insert(MARK, { id: "p1" }).ops as Op[]);
  U.select(0).move(1).move(-1);
  expect(U.redline).toBe("one¶");
});
