/** The sequence as a document: identity, positions, and changes applied as steps. */
import fc from "fast-check";
import { EditorState } from "prosemirror-state";
import { Transform } from "prosemirror-transform";
import { describe, expect, test } from "vitest";
import { type Attributes, Delta, MARK, type Op, canonicalSequence, itemsOf } from "../../schema/index.ts";
import { applyChange } from "../../src/collab/apply-change.ts";
import { closeChange } from "../../src/collab/closing.ts";
import { ParagraphMarkStep } from "../../src/collab/paragraph-mark-step.ts";
import {
  attributesOf,
  indexAt,
  itemCount,
  marksOf,
  placeOf,
  positionAt,
  project,
  sequenceOf,
} from "../../src/collab/projection.ts";
import { track } from "../../src/revision/index.ts";
import { DELEGATIONS, authorOf, draftArb, editArb } from "../laws/generators.ts";

const RUNS = Number(process.env.FUZZ ?? 400);
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;

/** Roles and attributes that this version knows and some that it does not (S9). */
const wildArb: fc.Arbitrary<Attributes> = fc.record(
  {
    role: fc.constantFrom<unknown>("item", "call", "text", "footnote", "sidebar", 7),
    colour: fc.constantFrom<unknown>("red", { a: 1 }),
    em: fc.constantFrom<unknown>(true, "yes"),
    "cmt:t1": fc.constantFrom<unknown>(true, 5),
    "set:F:level": fc.constantFrom<unknown>("broken", { change: "F:1", value: null }),
    "del:USA": fc.constantFrom<unknown>("USA:1", false),
    ins: fc.constantFrom<unknown>("USA:2", 3),
  },
  { requiredKeys: [] },
);
const wildDraftArb = fc.tuple(draftArb, fc.array(wildArb, { minLength: 1, maxLength: 6 })).map(([draft, wild]) => {
  const ops = (draft.ops as Op[]).map((op, i) => ({
    ...op,
    attributes: { ...op.attributes, ...wild[i % wild.length] },
  }));
  return new Delta([{ insert: { image: { src: "a" } }, attributes: wild[0] }, { insert: "\n\n" }, ...ops] as Op[]);
});
const anyDraftArb = fc.oneof(draftArb, wildDraftArb);

/** Any change of a draft: a person's edit, plain or tracked, with attributes that others gave. */
const changeArb = (draft: Delta) =>
  fc
    .tuple(
      editArb(draft),
      fc.constantFrom(...DELEGATIONS),
      fc.boolean(),
      fc.constantFrom({}, { "del:RCC": "RCC:9" }, { role: "call" }, { sup: null }),
    )
    .map(([edit, delegation, tracked, more]) => {
      const delta = tracked ? track(draft, edit, authorOf(delegation)) : edit;
      return new Delta(
        (delta.ops as Op[]).map((op) =>
          op.insert === undefined && op.attributes === undefined
            ? op
            : { ...op, attributes: { ...op.attributes, ...more } },
        ),
      );
    });
const caseArb = draftArb.chain((draft) => fc.tuple(fc.constant(draft), changeArb(draft)));

describe("projection", () => {
  test("[P1][S9] a sequence comes back as it was, whatever attributes and objects it holds", () => {
    fc.assert(
      fc.property(anyDraftArb, (draft) => {
        const doc = project(draft);
        doc.check();
        expect(show(sequenceOf(doc))).toEqual(show(draft));
        expect(project(sequenceOf(doc)).eq(doc)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test("[P1] marks have one order, however they were added", () => {
    const all = {
      ins: "USA:1",
      "del:F": "F:1",
      "del:EUR": "EUR:1",
      "set:F:em": { change: "F:2", value: true },
      "cmt:b": true,
      "cmt:a": true,
      zz: 1,
      em: true,
    };
    const marks = marksOf(all);
    fc.assert(
      fc.property(fc.shuffledSubarray([...marks], { minLength: marks.length }), (order) => {
        expect(order.reduce((set, mark) => mark.addToSet(set), marksOf(undefined))).toEqual(marks);
      }),
    );
    expect(attributesOf(marks)).toEqual(all);
    expect(attributesOf(marksOf({ "del:F": "F:2" })[0]!.addToSet(marks))).toEqual({ ...all, "del:F": "F:2" });
  });

  test("positions and indexes are each other's inverse", () => {
    fc.assert(
      fc.property(draftArb, (draft) => {
        const doc = project(draft);
        const items = [...itemsOf(draft.ops as Op[])];
        expect(itemCount(doc)).toBe(items.length);
        for (let index = 0; index <= items.length; index++) {
          const pos = positionAt(doc, index);
          expect(indexAt(doc, pos)).toBe(index);
          if (index === items.length) continue;
          const place = placeOf(doc, index);
          expect(pos).toBe(index + place.k + 1);
          const $pos = doc.resolve(pos);
          expect($pos.parentOffset === $pos.parent.content.size).toBe(items[index]!.insert === MARK);
        }
        expect(() => placeOf(doc, items.length + 1)).toThrow(RangeError);
      }),
      { numRuns: RUNS },
    );
  });

  test("a text without a last mark is shown closed", () => {
    expect(sequenceOf(project(new Delta())).ops).toEqual([{ insert: MARK }]);
    expect(sequenceOf(project(new Delta().insert("a\nb", { ins: "F:1" }))).ops).toHaveLength(4);
  });
});

describe("changes as steps", () => {
  test("[P1] a change applied to the document is the projection of the changed sequence", () => {
    fc.assert(
      fc.property(caseArb, ([draft, delta]) => {
        const doc = project(draft);
        const { delta: closed } = closeChange(delta, doc, false);
        const tr = new Transform(doc);
        applyChange(tr, closed);
        tr.doc.check();
        expect(show(sequenceOf(tr.doc))).toEqual(show(draft.compose(closed)));
        expect(tr.doc.eq(project(draft.compose(delta)))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test("[P1] also while the text is open and when its mark comes", () => {
    fc.assert(
      fc.property(
        draftArb.chain((draft) => fc.tuple(fc.constant(draft), editArb(draft), editArb(draft), editArb(draft))),
        ([draft, ...edits]) => {
          let text = new Delta((draft.ops as Op[]).slice(0, -1));
          let open =
            !text.ops.some((_, i) => i === text.ops.length - 1) ||
            !String((text.ops as Op[]).at(-1)!.insert).endsWith(MARK);
          let doc = project(text);
          const steps = edits.map((edit) => cut(edit, text)).concat(new Delta().retain(0));
          for (const raw of steps) {
            const change = cut(raw, text);
            const closed = closeChange(change, doc, open);
            const tr = new Transform(doc);
            applyChange(tr, closed.delta);
            text = text.compose(change);
            ({ open } = closed);
            doc = tr.doc;
            expect(doc.eq(project(text))).toBe(true);
          }
          const closing = new Delta().retain(text.length()).insert(MARK, { id: "end", role: "call" });
          const closed = closeChange(closing, doc, open);
          const tr = new Transform(doc);
          applyChange(tr, closed.delta);
          expect(tr.doc.eq(project(text.compose(closing)))).toBe(true);
          expect(closed.open).toBe(false);
          if (open) expect(tr.steps.every((step) => step instanceof ParagraphMarkStep)).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("[P1] every step can be undone, and steps of attributes move nothing", () => {
    fc.assert(
      fc.property(caseArb, ([draft, delta]) => {
        const doc = project(draft);
        const tr = new Transform(doc);
        applyChange(tr, closeChange(delta, doc, false).delta);
        const back = new Transform(tr.doc);
        for (let i = tr.steps.length - 1; i >= 0; i--) back.step(tr.steps[i]!.invert(tr.docs[i]!));
        expect(back.doc.eq(doc)).toBe(true);
        const moves = (delta.ops as Op[]).some((op) => op.insert !== undefined || op.delete !== undefined);
        if (!moves) expect(tr.mapping.maps.every((map) => map.toString() === "[]")).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test("what was not touched keeps its node", () => {
    const draft = new Delta().insert("one").insert(MARK, { id: "1" }).insert("two").insert(MARK, { id: "2" });
    const state = EditorState.create({ doc: project(draft) });
    const tr = state.tr;
    applyChange(tr, new Delta().retain(4).retain(2, { "del:F": "F:1" }).retain(1).retain(1, { level: 1 }));
    expect(tr.doc.child(0)).toBe(state.doc.child(0));
    expect(tr.mapping.maps.every((map) => map.toString() === "[]")).toBe(true);
  });

  test("a split gives the new mark to the left half, a join keeps the later mark", () => {
    const draft = new Delta().insert("onetwo").insert(MARK, { id: "1", role: "item" });
    const tr = new Transform(project(draft));
    applyChange(tr, new Delta().retain(3).insert(MARK, { id: "n", role: "call" }));
    expect(show(sequenceOf(tr.doc))).toEqual([
      { insert: "one" },
      { insert: MARK, attributes: { id: "n", role: "call" } },
      { insert: "two" },
      { insert: MARK, attributes: { id: "1", role: "item" } },
    ]);
    applyChange(tr, new Delta().retain(3).delete(1));
    expect(show(sequenceOf(tr.doc))).toEqual(show(draft));
  });
});

/** An edit of another text, cut to fit this one. */
function cut(edit: Delta, text: Delta): Delta {
  let left = text.length();
  const result = new Delta();
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) result.push(op);
    const n = Math.min(left, op.delete ?? (typeof op.retain === "number" ? op.retain : 0));
    if (n > 0 && op.delete !== undefined) result.delete(n);
    else if (n > 0) result.retain(n, op.attributes);
    left -= n;
  }
  return result.chop();
}
