/** What a transaction did, read from its step maps. */
import fc from "fast-check";
import { EditorState, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, canonicalSequence, plainText } from "../../schema/index.ts";
import { nodes } from "../../schema/nodes.ts";
import { docDiff, isPair, windowOf } from "../../src/collab/edit-delta.ts";
import { project, sequenceOf } from "../../src/collab/projection.ts";
import { direct, track } from "../../src/revision/index.ts";
import { authorOf, draftArb } from "../laws/generators.ts";
import { ACTS, actArb, perform } from "./transactions.ts";

const RUNS = Number(process.env.FUZZ ?? 600);
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;

const met = new Map<string, number>();

test("the edit of random transactions leads from the old sequence to the new one, and cuts no character", () => {
  fc.assert(
    fc.property(draftArb, fc.array(actArb, { minLength: 1, maxLength: 4 }), (draft, acts) => {
      const state = EditorState.create({ doc: project(draft) });
      const { tr } = state;
      for (const each of acts) perform(tr, each);
      for (const { act } of acts) met.set(act, (met.get(act) ?? 0) + 1);
      const { delta, exact } = docDiff(tr);
      if (exact) expect(show(draft.compose(delta))).toEqual(show(sequenceOf(tr.doc)));
      const text = plainText(draft.ops as Op[]);
      let at = 0;
      for (const op of delta.ops as Op[]) {
        if (op.insert !== undefined || op.delete !== undefined || op.attributes !== undefined)
          expect(isPair(text, at)).toBe(false);
        at += op.delete ?? (typeof op.retain === "number" ? op.retain : 0);
        if (op.delete !== undefined || op.attributes !== undefined) expect(isPair(text, at)).toBe(false);
      }
    }),
    { numRuns: RUNS },
  );
  expect([...met.keys()].sort()).toEqual([...ACTS].sort());
});

test.each<[string, (sequence: Delta, edit: Delta, afterMark?: boolean) => Delta]>([
  ["tracking", (sequence, edit, afterMark) => track(sequence, edit, authorOf("USA"), afterMark)],
  ["direct editing", (sequence, edit, afterMark) => direct(sequence, edit, authorOf("USA").markId, afterMark)],
])("%s within an edit's window is the same as in the draft", (_, outcome) => {
  fc.assert(
    fc.property(draftArb, actArb, (draft, each) => {
      const { tr } = EditorState.create({ doc: project(draft) });
      perform(tr, each);
      const { delta } = docDiff(tr);
      const window = windowOf(tr.before, delta);
      const inWindow = outcome(window.sequence, window.edit, window.from > 0);
      expect(new Delta().retain(window.index).concat(inWindow).chop()).toEqual(outcome(draft, delta));
    }),
    { numRuns: RUNS },
  );
});

describe("an edit", () => {
  const draft = new Delta()
    .insert("aaaa")
    .insert(MARK, { id: "1", role: "item" })
    .insert("bb")
    .insert(MARK, { id: "2", role: "call" });
  const diff = (change: (tr: Transaction) => void) => {
    const { tr } = EditorState.create({ doc: project(draft) });
    change(tr);
    return docDiff(tr).delta.ops;
  };

  test("stands exactly where it was made, beside equal text too", () => {
    expect(diff((tr) => tr.insertText("a", 3))).toEqual([{ retain: 2 }, { insert: "a" }]);
    expect(diff((tr) => tr.delete(3, 4))).toEqual([{ retain: 2 }, { delete: 1 }]);
  });

  test("of attributes is only that", () => {
    expect(diff((tr) => tr.addMark(2, 4, nodes.marks.em!.create()))).toEqual([
      { retain: 1 },
      { retain: 2, attributes: { em: true } },
    ]);
    expect(diff((tr) => tr.setNodeMarkup(0, nodes.nodes.heading, { mark: { id: "1", role: "heading" } }))).toEqual([
      { retain: 4 },
      { retain: 1, attributes: { role: "heading" } },
    ]);
  });

  test("splits with one new mark and joins with one deleted mark", () => {
    expect(diff((tr) => tr.split(3))).toEqual([{ retain: 2 }, { insert: MARK, attributes: { id: "1", role: "item" } }]);
    expect(diff((tr) => tr.join(6))).toEqual([
      { retain: 4 },
      { delete: 1 },
      { retain: 2 },
      { retain: 1, attributes: { id: "1", role: "item" } },
    ]);
  });

  test("of everything leaves the last mark where it is", () => {
    expect(diff((tr) => tr.delete(0, tr.doc.content.size))).toEqual([
      { delete: 7 },
      { retain: 1, attributes: { id: null, role: null } },
    ]);
  });

  test("that replaces half of a character replaces all of it", () => {
    const emoji = new Delta().insert("x😀y").insert(MARK);
    const { tr } = EditorState.create({ doc: project(emoji) });
    tr.insertText("\uDE01", 3, 4);
    expect(docDiff(tr).delta.ops).toEqual([{ retain: 1 }, { insert: "😁" }, { delete: 2 }]);
  });
});
