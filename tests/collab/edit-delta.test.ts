/** What a transaction did, read from its step maps. */
import fc from "fast-check";
import { Fragment, type Node, Slice } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, canonicalSequence, plainText } from "../../schema/index.ts";
import { blockOf, markOf, nodes } from "../../schema/nodes.ts";
import { docDiff, isPair, windowOf } from "../../src/collab/edit-delta.ts";
import { marksOf, project, sequenceOf } from "../../src/collab/projection.ts";
import { ParagraphMarkStep } from "../../src/collab/paragraph-mark-step.ts";
import { track } from "../../src/revision/index.ts";
import { authorOf, draftArb } from "../laws/generators.ts";

const RUNS = Number(process.env.FUZZ ?? 600);
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;

const ACTS = ["type", "delete", "replace", "split", "join", "mark", "unmark", "role", "attributes", "blocks", "paste", "remove", "move", "all"] as const;
interface Act {
  act: (typeof ACTS)[number];
  at: number;
  to: number;
  text: string;
}
const actArb: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom(...ACTS),
  at: fc.nat(1000),
  to: fc.nat(1000),
  text: fc.constantFrom("x", "a", "b", "😀", "yz"),
});

/** Positions where text can stand. */
function textPositions(doc: Node): number[] {
  const found: number[] = [];
  doc.forEach((block, pos) => {
    for (let i = 0; i <= block.content.size; i++) found.push(pos + 1 + i);
  });
  return found;
}
const paragraph = (text: string, id: string) => blockOf({ role: "item", level: 2, id }, text === "" ? [] : [nodes.text(text)]);

function perform(tr: Transaction, { act, at, to: end, text }: Act): void {
  const places = textPositions(tr.doc);
  const [from, to] = [places[at % places.length]!, places[end % places.length]!].sort((a, b) => a - b) as [number, number];
  const $from = tr.doc.resolve(from);
  const k = $from.index(0);
  const before = $from.before(1);
  const block = tr.doc.child(k);
  switch (act) {
    case "type":
      return void tr.insertText(text, from);
    case "delete":
      return void tr.delete(from, to);
    case "replace":
      return void tr.replaceWith(from, to, nodes.text(text, marksOf({ em: true, ins: "F:9" })));
    case "split":
      return void tr.split(from);
    case "join":
      return void (k > 0 && canJoin(tr.doc, before) && tr.join(before));
    case "mark":
      return void tr.addMark(from, to, nodes.marks.strong!.create());
    case "unmark":
      return void tr.removeMark(from, to, nodes.marks.em);
    case "role":
      return void tr.setNodeMarkup(before, nodes.nodes.call, { mark: { ...markOf(block), role: "call" } });
    case "attributes":
      return void tr.step(new ParagraphMarkStep(before + 1 + block.content.size, { level: end % 3, part: "operative" }));
    case "blocks":
      return void tr.insert(before, [paragraph(text, "n1"), paragraph("", "n2")]);
    case "paste":
      return void tr.replace(from, to, new Slice(Fragment.from([paragraph(text, "n3"), paragraph("q", "n4")]), 1, 1));
    case "remove":
      return void (tr.doc.childCount > 1 && tr.delete(before, before + block.nodeSize));
    case "move":
      if (tr.doc.childCount === 1) return;
      tr.delete(before, before + block.nodeSize);
      return void tr.insert(end % 2 === 0 ? 0 : tr.doc.content.size, block);
    case "all":
      return void tr.replaceWith(0, tr.doc.content.size, tr.doc.content);
  }
}

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
        if (op.insert !== undefined || op.delete !== undefined || op.attributes !== undefined) expect(isPair(text, at)).toBe(false);
        at += op.delete ?? (typeof op.retain === "number" ? op.retain : 0);
        if (op.delete !== undefined || op.attributes !== undefined) expect(isPair(text, at)).toBe(false);
      }
    }),
    { numRuns: RUNS },
  );
  expect([...met.keys()].sort()).toEqual([...ACTS].sort());
});

test("tracking an edit within its window is tracking it in the draft", () => {
  fc.assert(
    fc.property(draftArb, actArb, (draft, each) => {
      const { tr } = EditorState.create({ doc: project(draft) });
      perform(tr, each);
      const { delta } = docDiff(tr);
      const window = windowOf(tr.before, delta);
      const whole = track(draft, delta, authorOf("USA"));
      const inWindow = new Delta().retain(window.index).concat(track(window.sequence, window.edit, authorOf("USA")));
      expect(inWindow.chop()).toEqual(whole);
    }),
    { numRuns: RUNS },
  );
});

describe("an edit", () => {
  const draft = new Delta().insert("aaaa").insert(MARK, { id: "1", role: "item" }).insert("bb").insert(MARK, { id: "2", role: "call" });
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
    expect(diff((tr) => tr.addMark(2, 4, nodes.marks.em!.create()))).toEqual([{ retain: 1 }, { retain: 2, attributes: { em: true } }]);
    expect(diff((tr) => tr.setNodeMarkup(0, nodes.nodes.heading, { mark: { id: "1", role: "heading" } }))).toEqual([
      { retain: 4 },
      { retain: 1, attributes: { role: "heading" } },
    ]);
  });

  test("splits with one new mark and joins with one deleted mark", () => {
    expect(diff((tr) => tr.split(3))).toEqual([{ retain: 2 }, { insert: MARK, attributes: { id: "1", role: "item" } }]);
    expect(diff((tr) => tr.join(6))).toEqual([{ retain: 4 }, { delete: 1 }, { retain: 2 }, { retain: 1, attributes: { id: "1", role: "item" } }]);
  });

  test("of everything leaves the last mark where it is", () => {
    expect(diff((tr) => tr.delete(0, tr.doc.content.size))).toEqual([{ delete: 7 }, { retain: 1, attributes: { id: null, role: null } }]);
  });

  test("that replaces half of a character replaces all of it", () => {
    const emoji = new Delta().insert("x😀y").insert(MARK);
    const { tr } = EditorState.create({ doc: project(emoji) });
    tr.insertText("\uDE01", 3, 4);
    expect(docDiff(tr).delta.ops).toEqual([{ retain: 1 }, { insert: "😁" }, { delete: 2 }]);
  });
});
