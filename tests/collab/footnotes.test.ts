/** Footnotes, brackets and references in the editor: both halves of a footnote in one gesture, whatever is undone. */
import { Slice } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import {
  Delta,
  PLAIN_LABELLING,
  MARK,
  type Op,
  bracketsOf,
  footnoteFaults,
  footnotesOf,
  plainText,
  referencesOf,
} from "../../schema/index.ts";
import { decide, revisions } from "../../src/revision/index.ts";
import { insertBrackets, insertFootnote, insertReference } from "../../src/editor/insertions.ts";
import { withoutRevisions } from "../../src/editor/paste.ts";
import { positionAt } from "../../src/collab/projection.ts";
import { type Peer, attended, exchange, peers } from "./peers.ts";

const ops: Op[] = [
  { insert: "one" },
  { insert: { footnote: "fn" } },
  { insert: " two" },
  { insert: MARK, attributes: { id: "p1", role: "item" } },
  { insert: "three" },
  { insert: MARK, attributes: { id: "p2", role: "item" } },
  { insert: "Note." },
  { insert: MARK, attributes: { id: "fn", role: "footnote" } },
];
const line = (peer: Peer): string => peer.redline;
const faults = ({ sequence }: Peer) =>
  (["original", "final"] as const).flatMap((as) => footnoteFaults(sequence, as).map(({ message }) => message));
/** Copies what stands from `from` to `to` and pastes it at `at`. */
function copy(peer: Peer, from: number, to: number, at: number): void {
  const { doc } = peer.core.state;
  const slice = doc.slice(positionAt(doc, from), positionAt(doc, to));
  peer.select(at);
  peer.core.dispatch(
    peer.core.state.tr.replaceSelection(new Slice(withoutRevisions(slice.content), slice.openStart, slice.openEnd)),
  );
}

describe("a footnote", () => {
  test("is inserted with its text, as one change, and the caret goes there", () => {
    const { U, F } = peers(ops);
    U.select(U.at("three", 5)).run(insertFootnote);
    U.type("New.");
    expect(line(U)).toBe("one◊ two¶three[◊ +USA]¶Note.¶[New.¶ +USA]");
    expect(footnotesOf(U.sequence).map(({ number }) => number)).toEqual([1, 2]);
    expect([...revisions(U.sequence).keys()]).toHaveLength(1);
    expect(faults(U)).toEqual([]);
    exchange(U, F);
    expect(line(F)).toBe(line(U));
  });

  test("moves with its paragraph, and what its mover had written in there stays a change of its own", () => {
    const { U, F } = peers(ops);
    U.select(U.at(" two")).type(" mine");
    U.select(U.at(" mine", 5)).run(insertFootnote);
    U.type("New.");
    const [mine, noted] = [...revisions(U.sequence).keys()];
    U.select(0).move(1);
    expect(faults(U)).toEqual([]);
    const changes = revisions(U.sequence);
    expect([...changes.keys()]).toHaveLength(2);
    expect(changes.has(mine!)).toBe(true);
    expect(changes.has(noted!)).toBe(false); // its both halves moved, with the move
    for (const verdict of ["accept", "reject"] as const)
      for (const id of changes.keys()) {
        const { delta } = decide(U.sequence, { [id]: verdict });
        expect(footnoteFaults(U.sequence.compose(delta), "final")).toEqual([]);
      }
    exchange(U, F);
    expect(line(F)).toBe(line(U));
  });

  test("of one's own that is cut and pasted keeps its text, as often as it is pasted", () => {
    const { U } = peers(ops);
    U.select(U.at("three", 5)).run(insertFootnote);
    U.type("New.").select(U.at("three", 2), U.at("three", 6));
    const slice = U.core.state.selection.content();
    U.core.dispatch(U.core.state.tr.deleteSelection().setMeta("uiEvent", "cut"));
    expect(line(U)).toBe("one◊ two¶th[ree -USA]¶Note.¶");
    const pasted = new Slice(withoutRevisions(slice.content), slice.openStart, slice.openEnd);
    for (const k of [1, 2]) {
      U.select(0);
      U.core.dispatch(U.core.state.tr.replaceSelection(pasted).setMeta("uiEvent", "paste"));
      expect(footnotesOf(U.sequence)).toHaveLength(1 + k);
      expect(faults(U)).toEqual([]);
    }
    expect(plainText(U.sequence.ops as Op[])).toMatch(/Note\.\nNew\.\nNew\.\n$/);
  });

  test("moved with its paragraph has the words that stand for whoever moves it: others' pending ones stay", () => {
    for (const who of ["U", "S"] as const) {
      const { F, ...rest } = peers(ops);
      const mover = rest[who];
      F.select(F.at("Note.", 4)).type(" by F");
      exchange(F, mover);
      mover.select(0).move(1);
      expect(mover.final.split("¶").filter((text) => !text.includes("by F"))).toEqual([
        "three",
        "one\uFFFC two",
        "Note.",
        "",
      ]);
      const { delta } = decide(
        mover.sequence,
        Object.fromEntries(
          [...revisions(mover.sequence).keys()].map((id) => [id, id.startsWith("F:") ? "reject" : "accept"]),
        ),
      );
      expect(plainText(mover.sequence.compose(delta).ops as Op[])).not.toContain("by F");
    }
  });

  test("within own text is a change of its own", () => {
    const { U } = peers(ops);
    U.select(U.at("three")).type("abcd");
    U.select(U.at("cd")).run(insertFootnote);
    const [, footnote] = [...revisions(U.sequence).keys()];
    for (const verdict of ["accept", "reject"] as const) {
      const after = U.sequence.compose(decide(U.sequence, { [footnote!]: verdict }).delta);
      expect(footnoteFaults(after)).toEqual([]);
      expect(footnoteFaults(after, "original")).toEqual([]);
    }
  });

  test("struck takes its text along; a deletion of more, too", () => {
    const { U, F, S } = peers(ops);
    U.select(4).backspace();
    expect(line(U)).toBe("one[◊ -USA] two¶three¶[Note.¶ -USA]");
    expect([...revisions(U.sequence).keys()]).toHaveLength(1);
    F.select(1, F.at("three")).backspace();
    expect(line(F)).toBe("o[ne◊ two¶ -F]three¶[Note.¶ -F]");
    S.select(4).backspace();
    expect(line(S)).toBe("one two¶three¶");
    exchange(U, F, S);
    for (const peer of [U, F, S]) expect(faults(peer)).toEqual([]);
  });

  test("the caret stays where it was struck", () => {
    const { U } = peers(ops);
    U.select(4).backspace();
    expect(U.caret).toBe("one|\uFFFC two¶three¶Note.¶");
    U.type("x");
    expect(line(U)).toBe("one[x +USA][◊ -USA] two¶three¶[Note.¶ -USA]");
  });

  test("struck and undone stands again, its own too, under an id of its own", () => {
    const { U } = peers(ops);
    U.select(4).backspace().undo();
    expect(line(U)).toBe("one◊ two¶three¶Note.¶");
    U.select(U.at("three")).run(insertFootnote);
    U.type("New.").pause();
    const [, { id }] = footnotesOf(U.sequence) as [unknown, { id: string }];
    U.select(U.at("three")).backspace();
    expect(line(U)).toBe("one◊ two¶three¶Note.¶");
    U.undo();
    expect(line(U)).toBe("one◊ two¶[◊ +USA]three¶Note.¶[New.¶ +USA]");
    expect(faults(U)).toEqual([]);
    expect(footnotesOf(U.sequence)[1]!.id).not.toBe(id);
  });

  test("inserted and undone is gone, redone it is there", () => {
    const { U } = peers(ops);
    U.select(U.at("three")).run(insertFootnote);
    U.undo();
    expect(line(U)).toBe("one◊ two¶three¶Note.¶");
    U.redo();
    expect(line(U)).toBe("one◊ two¶[◊ +USA]three¶Note.¶[¶ +USA]");
    expect(faults(U)).toEqual([]);
  });

  test("copied brings a copy of its text", () => {
    for (const who of ["U", "S"] as const) {
      const peer = peers(ops)[who];
      copy(peer, 0, 8, peer.at("three"));
      expect(plainText(peer.sequence.ops as Op[])).toBe("one\uFFFC two\none\uFFFC twothree\nNote.\nNote.\n");
      expect(footnotesOf(peer.sequence).map(({ number }) => number)).toEqual([1, 2]);
      expect(faults(peer)).toEqual([]);
    }
  });

  test("copied with its paragraph is one new footnote", () => {
    const { U } = peers(ops);
    copy(U, 0, U.length - 1, 0);
    expect(footnotesOf(U.sequence)).toHaveLength(2);
    expect(faults(U)).toEqual([]);
  });

  test("goes through the guard as it is, and the guard knows nothing of footnotes", async () => {
    const { U, F, both } = await attended(ops);
    U.select(4).backspace();
    F.select(F.at("three")).run(insertFootnote);
    F.type("Other.");
    await both();
    expect(line(U)).toBe(line(F));
    expect(line(U)).toBe("one[◊ -USA] two¶[◊ +F]three¶[Note.¶ -USA][Other.¶ +F]");
    expect(faults(U)).toEqual([]);
  });

  test("in a footnote's text there is none", () => {
    const { U } = peers(ops);
    expect(U.select(U.at("Note")).run(insertFootnote)).toBe(false);
  });
});

describe("brackets", () => {
  test("go around the selection", () => {
    const { U, S } = peers(ops);
    U.select(U.at("three"), U.at("three", 5)).run(insertBrackets);
    expect(line(U)).toBe("one◊ two¶[[ +USA]three[] +USA]¶Note.¶");
    expect(bracketsOf(U.sequence).brackets).toMatchObject([{ owner: "USA", kind: "items", text: "three" }]);
    expect([...revisions(U.sequence).keys()]).toHaveLength(1);
    S.select(S.at("two"), S.at("two", 3)).run(insertBrackets);
    expect(line(S)).toBe("one◊ [two]¶three¶Note.¶");
  });
  test("at a caret wait for what is typed", () => {
    const { U } = peers(ops);
    U.select(U.at("two")).run(insertBrackets);
    U.type("ab");
    expect(line(U)).toBe("one◊ [[ab] +USA]two¶three¶Note.¶");
  });
});

describe("a reference", () => {
  const two: Op[] = [
    { insert: "resolves" },
    { insert: MARK, attributes: { id: "c", role: "call" } },
    { insert: "one" },
    { insert: MARK, attributes: { id: "r1", role: "item" } },
    { insert: "two" },
    { insert: MARK, attributes: { id: "r2", role: "item" } },
    { insert: "invites" },
    { insert: MARK, attributes: { id: "d", role: "call" } },
    { insert: "see " },
    { insert: MARK, attributes: { id: "i", role: "item" } },
  ];
  test("is written as it is read, and follows its target", () => {
    const { U } = peers(two);
    U.select(U.at("see ", 4)).run(insertReference("r2", PLAIN_LABELLING));
    expect(line(U)).toContain("see [resolves ◊ above +USA]¶");
    expect(referencesOf(U.sequence)).toMatchObject([{ text: "2", missing: false }]);
    U.select(U.at("one")).type("x").enter();
    expect(referencesOf(U.sequence)).toMatchObject([{ text: "3" }]);
  });
  test("to the own section needs no call", () => {
    const { U } = peers(two);
    U.select(U.at("two", 3)).run(insertReference("r1", PLAIN_LABELLING));
    expect(line(U)).toContain("two[◊ above +USA]¶");
  });
  test("to nothing is none", () => {
    const { U } = peers(two);
    expect(U.select(3).run(insertReference("nowhere", PLAIN_LABELLING))).toBe(false);
    expect(U.sequence.ops).toEqual(new Delta(two as Delta["ops"]).ops);
  });
});
