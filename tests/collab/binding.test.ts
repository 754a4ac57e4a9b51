/** The binding between editors and text, without a DOM. P1 is asserted after every transaction. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op } from "../../schema/index.ts";
import { nodes } from "../../schema/nodes.ts";
import { giveEdit } from "../../src/collab/given-edit.ts";
import { paragraphsOf, redline } from "../network.ts";
import { type Peer, attended, exchange, peers } from "./peers.ts";

const item = (text: string, id: string, more = {}): Op[] => [
  { insert: text },
  { insert: MARK, attributes: { id, role: "item", ...more } },
];

describe("typing", () => {
  test("is one insertion for as long as it goes on", () => {
    const { U } = peers(paragraphsOf("one", "two"));
    U.select(2).type("abc");
    expect(U.redline).toBe("on[abc +USA]e¶two¶");
    expect(U.marksAt(2)).toEqual({ ins: "USA:s11-1" });
    expect(U.marksAt(4)).toEqual({ ins: "USA:s11-1" });
    expect(U.caret).toBe("onabc|e¶two¶");
    U.select(0).type("x");
    expect(U.marksAt(0)).not.toEqual(U.marksAt(3));
  });

  test("in one's own insertion leaves the transaction as it is", () => {
    const { U } = peers(paragraphsOf("one"));
    U.select(3);
    const applied: unknown[] = [];
    const apply = U.core.state.apply.bind(U.core.state);
    const tr = U.core.state.tr.insertText("a");
    U.core.state.apply = (each) => (applied.push(each), apply(each));
    U.core.dispatch(tr);
    expect(applied).toContain(tr);
  });

  test("takes the marks that tracking gives from the caret, in others' insertions and deletions too", () => {
    const { U, F } = peers(paragraphsOf("one two"));
    F.select(3).type("ff");
    F.select(F.at("two"), F.at("two") + 3).backspace();
    exchange(U, F);
    expect(U.redline).toBe("one[ff +F] [two -F]¶");
    U.select(4).type("u");
    U.select(U.at("wo")).type("u");
    expect(U.redline).toBe("one[f +F][u +USA][f +F] [t -F][u +USA][wo -F]¶");
  });

  test("directly is plain, also beside and in what others propose", () => {
    const { U, S } = peers(paragraphsOf("one"));
    U.select(3).type("uu");
    exchange(U, S);
    S.select(4).type("s");
    S.select(S.at("u", 0)).type("t");
    expect(S.redline).toBe("onet[u +USA]s[u +USA]¶");
  });

  test("over a selection strikes and inserts in one change, the caret behind what was typed", () => {
    const { U } = peers(paragraphsOf("one two three"));
    U.select(4, 7).type("2");
    expect(U.redline).toBe("one [two -USA][2 +USA] three¶");
    expect(U.marksAt(4)!["del:USA"]).toBe(U.marksAt(7)!.ins);
    expect(U.caret).toBe("one two2| three¶");
    U.type("!");
    expect(U.redline).toBe("one [two -USA][2! +USA] three¶");
  });

  test("over one's own insertion goes on with it, and leaves the transaction as it is", () => {
    const { U } = peers(paragraphsOf("one"));
    U.select(3).type("abc");
    const { ins } = U.marksAt(3)!;
    U.select(3, 6).type("x");
    expect(U.redline).toBe("one[x +USA]¶");
    expect(U.marksAt(3)).toEqual({ ins });
    U.select(2, 4).type("y");
    expect(U.redline).toBe("on[e -USA][y +USA]¶");
    expect(U.marksAt(3)!.ins).not.toBe(ins);
  });

  test("over a selection of several paragraphs gives the rest the role of the first", () => {
    const { U } = peers([
      ...item("one", "1", { role: "call" }),
      ...item("two", "2", { level: 1 }),
      ...item("three", "3"),
    ]);
    U.select(1, 6).type("x");
    expect(U.redline).toBe("o[ne¶tw -USA][x +USA]o[¶ =USA.level:null =USA.role:call]three¶");
  });

  test("a line break in typed text is no paragraph mark, half a character none at all", () => {
    const { U } = peers(paragraphsOf("one"));
    U.select(3);
    U.core.dispatch(U.core.state.tr.insertText("a\nb\uD83Dc"));
    expect(U.redline).toBe("one[a b\uFFFDc +USA]¶");
  });
});

describe("deleting", () => {
  test("three times back over adopted text proposes three characters, each on its own", () => {
    const { U } = peers(paragraphsOf("one two"));
    U.select(7).backspace(3);
    expect(U.redline).toBe("one [two -USA]¶");
    expect(U.caret).toBe("one |two¶");
    expect(new Set([4, 5, 6].map((i) => U.marksAt(i)!["del:USA"])).size).toBe(3);
  });

  test("forward leaves the caret behind what is struck", () => {
    const { U } = peers(paragraphsOf("one two"));
    U.select(0).delete(2);
    expect(U.redline).toBe("[on -USA]e two¶");
    expect(U.caret).toBe("on|e two¶");
  });

  test("passes over what is struck already", () => {
    const { U } = peers(paragraphsOf("one two"));
    U.select(2, 5).backspace();
    expect(U.caret).toBe("on|e two¶");
    U.select(5).backspace();
    expect(U.redline).toBe("o[ne t -USA]wo¶");
    U.select(1).delete();
    expect(U.redline).toBe("o[ne tw -USA]o¶");
    expect(U.caret).toBe("one tw|o¶");
  });

  test("takes characters as they are read, and words with the space beside them", () => {
    const { U } = peers(paragraphsOf("a👩‍👩‍👧e\u0301 two words"));
    U.select(U.at(" two")).backspace();
    U.backspace();
    expect(U.redline).toBe("a[👩‍👩‍👧e\u0301 -USA] two words¶");
    U.select(U.length - 1).backspace(1, "word");
    expect(U.redline).toBe("a[👩‍👩‍👧e\u0301 -USA] two [words -USA]¶");
    U.backspace(1, "word");
    expect(U.redline).toBe("a[👩‍👩‍👧e\u0301 -USA] [two words -USA]¶");
    U.select(0).delete(1, "word");
    expect(U.redline.startsWith("[a")).toBe(true);
  });

  test("[S3] really deletes one's own insertion, another's it strikes", () => {
    const { U, F } = peers(paragraphsOf("one"));
    U.select(3).type("abc").backspace();
    expect(U.redline).toBe("one[ab +USA]¶");
    exchange(U, F);
    F.select(5).backspace();
    expect(F.redline).toBe("one[a +USA][b +USA -F]¶");
  });

  test("a selection is struck as a whole, over paragraphs too", () => {
    const { U } = peers(paragraphsOf("one", "two", "three"));
    U.select(4, 10).backspace();
    expect(U.redline).toBe("one¶[two¶th -USA]ree¶");
    expect(U.caret).toBe("one¶|two¶three¶");
    U.selectAll().delete();
    expect(U.redline).toBe("[one¶two¶three -USA]¶");
  });

  test("directly takes adopted text away and leaves what is pending", () => {
    const { U, S } = peers(paragraphsOf("one two"));
    U.select(3).type("!");
    exchange(U, S);
    S.select(5).backspace(3);
    expect(S.redline).toBe("o[! +USA]two¶");
    S.selectAll().backspace();
    expect(S.redline).toBe("[! +USA]¶");
  });

  test("[S7] the last paragraph goes with its mark, and the draft ends in the one before", () => {
    const own = { insert: MARK, attributes: { ins: "USA:1", id: "p2" } };
    const { U } = peers([...paragraphsOf("one"), own]);
    const deleteLast = ({ core }: Peer) => {
      const { doc, tr } = core.state;
      core.dispatch(tr.delete(doc.content.size - doc.lastChild!.nodeSize, doc.content.size));
    };
    deleteLast(U);
    expect(U.redline).toBe("one¶");
    const direct = peers(paragraphsOf("one", "two")).S;
    deleteLast(direct);
    expect(direct.redline).toBe("one¶");
  });
});

describe("paragraphs", () => {
  const call = () =>
    peers([
      ...item("considering", "1", { role: "call", part: "preamble" }),
      ...item("one", "2", { level: 1, label: "§" }),
    ]);

  test("Enter at the end begins a new one, an item after a call", () => {
    const { U } = call();
    U.select(11).enter();
    expect(U.caret).toBe("considering¶|¶one¶");
    expect(U.marksAt(12)).toEqual({ id: "s11-2", ins: "USA:s11-1", level: 0, role: "item" });
    U.type("x");
    expect(U.redline).toBe("considering¶[x¶ +USA]one¶");
    expect(U.marksAt(12)!.ins).toBe(U.marksAt(13)!.ins);
  });

  test("Enter at the end of an item begins one like it, without its label", () => {
    const { U } = call();
    U.select(15).enter().type("x");
    expect(U.redline).toBe("considering¶one¶[x¶ +USA]");
    expect(U.marksAt(17)).toMatchObject({ role: "item", level: 1 });
    expect(U.marksAt(17)!.label).toBeUndefined();
  });

  test("Enter before nothing but what one has struck begins a new one, too: the struck words stay where they were", () => {
    const { U } = peers(paragraphsOf("one two", "three"));
    U.select(7).backspace(4).enter().type("X");
    expect(U.redline).toBe("one[ two -USA]¶[X¶ +USA]three¶");
    expect(U.final).toBe("one¶X¶three¶");
  });
  test("Enter in the middle gives the first half the new mark", () => {
    const { U } = call();
    U.select(13).enter();
    expect(U.redline).toBe("considering¶o[¶ +USA]ne¶");
    expect(U.caret).toBe("considering¶o¶|ne¶");
    expect(U.marksAt(15 + 1)).toMatchObject({ id: "2", label: "§" });
    expect(U.marksAt(13)).toEqual({ id: expect.any(String), ins: expect.any(String), role: "item", level: 1 });
  });

  test("Enter at the start makes an empty one before, Enter over a selection strikes it", () => {
    const { U } = call();
    U.select(12).enter();
    expect(U.redline).toBe("considering¶[¶ +USA]one¶");
    expect(U.caret).toBe("considering¶¶|one¶");
    U.select(2, 5).enter();
    expect(U.redline).toBe("co[nsi -USA][¶ +USA]dering¶[¶ +USA]one¶");
  });

  test("Enter and Backspace leave nothing behind", () => {
    for (const index of [11, 12, 13, 15]) {
      const { U } = call();
      const before = U.redline;
      U.select(index).enter().backspace();
      expect(U.redline).toBe(before);
    }
  });

  test("Backspace at the start proposes a join that keeps what the upper one is", () => {
    const { U } = call();
    U.select(12).backspace();
    expect(U.redline).toBe("considering[¶ -USA]one[¶ =USA.level:null =USA.part:preamble =USA.role:call]");
    expect(U.caret).toBe("considering|¶one¶");
    const marks = [U.marksAt(11)!["del:USA"], U.marksAt(15)!["set:USA:role"]];
    expect(marks).toEqual([expect.any(String), { change: marks[0], value: "call" }]);
    expect(U.original).toBe("considering¶one¶");
    expect(U.final).toBe("consideringone¶");
    U.backspace();
    expect(U.redline).toContain("considerin[g¶ -USA]one");
  });

  test("Delete at the end proposes the same", () => {
    const [a, b] = [call().U, call().U];
    a.select(12).backspace();
    b.select(11).delete();
    expect(b.redline).toBe(a.redline);
    expect(b.caret).toBe("considering¶|one¶");
  });

  test("an empty paragraph simply goes", () => {
    const { U } = peers([
      ...item("one", "1"),
      { insert: MARK, attributes: { id: "2", role: "call" } },
      ...item("two", "3", { level: 1 }),
    ]);
    U.select(5).backspace();
    expect(U.redline).toBe("one¶[¶ -USA]two¶");
    U.select(3).delete();
    expect(U.redline).toBe("one[¶¶ -USA]two[¶ =USA.level:null]");
  });

  test("Tab proposes a level, and takes the proposal back", () => {
    const { U } = peers(paragraphsOf("one", "two"));
    U.select(1, 5).level(1);
    expect(U.redline).toBe("one[¶ =USA.level:1]two[¶ =USA.level:1]");
    expect(U.caret).toBe("one¶t|wo¶");
    U.level(1).level(-1).level(-1);
    expect(U.redline).toBe("one¶two¶");
    U.role("call");
    expect(U.redline).toBe("one[¶ =USA.role:call]two[¶ =USA.role:call]");
  });

  test("formats are proposed on adopted text and taken back by the same key", () => {
    const { U } = peers(paragraphsOf("one two"));
    U.select(0, 3).em();
    expect(U.redline).toBe("[one =USA.em:true] two¶");
    U.em();
    expect(U.redline).toBe("one two¶");
    U.select(7).em().type("x");
    expect(U.marksAt(7)).toMatchObject({ em: true });
  });

  test("pasted paragraphs keep the mark of the paragraph in which they end", () => {
    const { U } = call();
    U.select(13);
    const { state } = U.core;
    const block = (text: string) => nodes.nodes.paragraph!.create({ mark: { id: "1" } }, nodes.text(text));
    U.core.dispatch(state.tr.replaceSelection(nodes.nodes.doc!.create(null, [block("x"), block("y")]).slice(1, 5)));
    expect(U.redline).toBe("considering¶o[x¶y +USA]ne¶");
    expect(U.marksAt(U.length - 1)).toMatchObject({ id: "2", role: "item", label: "§" });
  });
});

describe("a given edit", () => {
  test("that is a proposal is one in direct mode too, and a change of its own", () => {
    const { U, S } = peers(paragraphsOf("one, and", "two."));
    for (const peer of [U, S]) {
      peer.select(0).type("x");
      peer.core.dispatch(
        giveEdit(peer.core.state.tr, { delta: new Delta().retain(4).insert(";").delete(5), proposed: true }),
      );
      peer.type("y");
    }
    expect(S.redline).toBe("xyone[, and -SEC][; +SEC]¶two.¶");
    expect(U.redline).toBe("[xy +USA]one[, and -USA][; +USA]¶two.¶");
    expect(U.marksAt(0)).toEqual(U.marksAt(1));
    expect(U.marksAt(U.at(";"))).not.toEqual(U.marksAt(0));
  });
});

describe("others", () => {
  test("move the caret only when they write before it", () => {
    const { U, F } = peers(paragraphsOf("one two"));
    U.select(4);
    F.select(0).type("f");
    F.select(F.at("two")).type("g");
    F.send(U);
    expect(U.caret).toBe("fone |gtwo¶");
    F.select(1, 6).backspace();
    F.send(U);
    expect(U.redline).toBe("[f +F][one  -F]two¶");
    expect(U.caret).toBe("fone |two¶");
  });

  test("leave the marks stored for the text to come", () => {
    const { U, F } = peers(paragraphsOf("one two"));
    U.select(4).em();
    F.select(0).type("f");
    F.send(U);
    const stored = U.core.state.storedMarks!;
    expect(stored.map(({ type }) => type.name)).toEqual(["insertion", "em"]);
  });

  test("may split, join and delete the paragraph of the caret", () => {
    const { U, S } = peers(paragraphsOf("one", "two", "three"));
    U.select(5).type("u");
    U.send(S);
    S.select(6).enter();
    S.send(U);
    expect(U.caret).toBe("one¶tu|¶wo¶three¶");
    S.select(4).backspace();
    S.send(U);
    expect(U.caret).toBe("onetu|¶wo¶three¶");
    S.selectAll().backspace();
    S.send(U);
    expect(U.redline).toBe("[u¶ +USA]¶");
    U.type("v");
    expect(U.redline).toBe("[uv¶ +USA]¶");
  });

  test("may delete everything: the draft stays usable (story 22)", () => {
    const { U, S, F } = peers(paragraphsOf("one", "two"));
    S.raw({ ops: [{ delete: 4 }] } as never);
    F.raw({ ops: [{ retain: 4 }, { delete: 4 }] } as never);
    exchange(S, F, U);
    expect(U.redline).toBe("");
    expect(U.core.state.doc.childCount).toBe(1);
    expect(U.core.editable).toBe(false); // until the server has closed it
    S.raw({ ops: [{ insert: MARK, attributes: { id: "z", role: "item" } }] } as never);
    S.send(U);
    U.select(0).type("u");
    expect(U.redline).toBe("[u +USA]¶");
  });

  test("may leave text after the last mark: it can be edited, its missing mark cannot", () => {
    const { U, S } = peers(paragraphsOf("one", "two"));
    S.raw({ ops: [{ retain: 7 }, { delete: 1 }] } as never);
    S.send(U);
    U.select(7).type("x");
    expect(U.redline).toBe("one¶two[x +USA]");
    U.enter().level(1);
    expect(U.redline).toBe("one¶two[x +USA]");
    S.raw({ ops: [{ retain: 7 }, { insert: MARK, attributes: { id: "z", role: "call" } }] } as never);
    S.send(U);
    expect(U.core.state.doc.childCount).toBe(2);
    expect(U.core.state.doc.child(1).type.name).toBe("call");
  });

  for (const first of ["U", "F"] as const) {
    test(`story 34: two clients edit around and between two surrogate pairs, ${first} first`, async () => {
      const { U, F, both } = await attended(paragraphsOf("a😀😁b"));
      U.select(3).type("u");
      U.select(1).delete();
      F.select(5).backspace(2);
      F.select(3).type("f");
      await both(first);
      expect(U.redline).toBe(F.redline);
      expect(["a[😀 -F -USA][u +USA][f +F][😁 -F]b¶", "a[😀 -F -USA][f +F][u +USA][😁 -F]b¶"]).toContain(U.redline);
    });
  }

  test("who read only, write nothing", () => {
    const { U } = peers(paragraphsOf("one"), { me: { name: "O", delegation: "USA", role: "observer" } });
    U.select(1).type("x").backspace().enter();
    expect(U.redline).toBe("one¶");
  });

  test("an insertion of the same person in another window is one's own", () => {
    const { U, F } = peers(paragraphsOf("one"));
    F.raw({ ops: [{ retain: 3 }, { insert: "xy", attributes: { ins: "USA:other-1" } }] } as never);
    F.doc.getMap("changes").set("USA:other-1", { delegation: "USA", by: "USA 11", time: "" });
    F.send(U);
    U.select(4).type("u");
    expect(U.marksAt(4)).toEqual({ ins: "USA:other-1" });
    expect(redline(U.sequence)).toBe("one[xuy +USA]¶");
  });
});
