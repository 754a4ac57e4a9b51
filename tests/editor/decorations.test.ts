/** Labels and other decorations, made anew only where something changed, against those made from scratch. */
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { DecorationSet } from "prosemirror-view";
import { expect, test } from "vitest";
import {
  type ChangeId,
  Delta,
  type Labelling,
  type Op,
  PLAIN_LABELLING,
  labelPairs,
  labelsToPin,
} from "../../schema/index.ts";
import { project, sequenceOf } from "../../src/collab/projection.ts";
import { decorations, relabel, selectChange, showMoves } from "../../src/editor/decorations.ts";
import { labelsOfBlocks } from "../../src/editor/labels.ts";
import { revisions } from "../../src/revision/index.ts";
import { actArb, perform } from "../collab/transactions.ts";
import { draftArb } from "../laws/generators.ts";

const RUNS = Number(process.env.FUZZ ?? 400);

/** Drafts with calls, of either part, beside items. */
const sectionsArb = fc
  .tuple(
    draftArb,
    fc.array(fc.constantFrom("item", "item", "item", "call", "text", "heading"), { minLength: 3, maxLength: 12 }),
  )
  .map(
    ([draft, roles]) =>
      new Delta(
        [
          { insert: "considering" },
          { insert: "\n", attributes: { role: "call", id: "c" } },
          ...(draft.ops as Op[]),
        ].map((op, i) =>
          op.attributes?.role === "item"
            ? {
                ...op,
                attributes: {
                  ...op.attributes,
                  role: roles[i % roles.length],
                  "set:F:role": roles[i % 3] === "call" ? { change: "F:r", value: "call" } : null,
                },
              }
            : op,
        ),
      ),
  );

const PROVISIONAL: Labelling = { ...PLAIN_LABELLING, numbering: { policy: "provisional", spelling: "b) bis" } };
/** Every numbering that a draft can have. */
const labellingsOf = (doc: Node): Labelling[] => {
  const labels = labelsToPin(sequenceOf(doc), "final", PROVISIONAL);
  return [
    PLAIN_LABELLING,
    PROVISIONAL,
    { ...PLAIN_LABELLING, numbering: { policy: "pinned", spelling: "bbis)", labels } },
  ];
};

test("labels read from the first items are those of the whole sequence", () => {
  fc.assert(
    fc.property(sectionsArb, (draft) => {
      const doc = project(draft);
      for (const labelling of labellingsOf(doc))
        expect(labelsOfBlocks(doc, labelling)).toEqual(labelPairs(sequenceOf(doc), labelling));
    }),
    { numRuns: RUNS },
  );
});

test("another numbering relabels, in a document that stays as it is", () => {
  const draft = new Delta([
    { insert: "noting" },
    { insert: "\n", attributes: { role: "call", id: "c" } },
    { insert: "one" },
    { insert: "\n", attributes: { role: "item", id: "p1" } },
    { insert: "new", attributes: { ins: "F:1" } },
    { insert: "\n", attributes: { role: "item", id: "p2", ins: "F:1" } },
    { insert: "two" },
    { insert: "\n", attributes: { role: "item", id: "p3" } },
  ]);
  let labelling = PLAIN_LABELLING;
  const plugin = decorations((doc) => labelsOfBlocks(doc, labelling));
  const labels = (state: EditorState) =>
    shown(plugin.getState(state)!.decorations).flatMap((each) => / label (.*)$/.exec(each)?.[1] ?? []);
  let state = EditorState.create({ doc: project(draft), plugins: [plugin] });
  expect(labels(state).sort()).toEqual(["a) a)", "b) c)", "null b)"]);
  labelling = PROVISIONAL;
  state = state.apply(relabel(state.tr));
  expect(labels(state).sort()).toEqual(["a) a)", "b) b)", "null a) bis"]);
});

test("decorations after transactions are those of the new document", () => {
  fc.assert(
    fc.property(sectionsArb, fc.array(actArb, { minLength: 1, maxLength: 5 }), fc.nat(20), (draft, acts, pick) => {
      const labelling = labellingsOf(project(draft))[pick % 3]!;
      const plugin = decorations((doc) => labelsOfBlocks(doc, labelling));
      let state = EditorState.create({ doc: project(draft), plugins: [plugin] });
      const ids = [...revisions(sequenceOf(state.doc)).keys(), null];
      const selected = ids[pick % ids.length]!;
      const moved = new Set(ids.filter((id, i) => id !== null && (i + pick) % 3 === 0) as ChangeId[]);
      acts.forEach((act, i) => {
        const { tr } = state;
        if (i === 0) showMoves(tr, moved);
        if (i === 1) selectChange(tr, selected);
        perform(tr, act);
        state = state.apply(tr);
      });
      const created = EditorState.create({ doc: state.doc, plugins: [plugin] });
      const scratch = created.apply(showMoves(created.tr, moved));
      const expected = acts.length > 1 ? scratch.apply(selectChange(scratch.tr, selected)) : scratch;
      expect(shown(plugin.getState(state)!.decorations)).toEqual(shown(plugin.getState(expected)!.decorations));
    }),
    { numRuns: RUNS },
  );
});

const shown = (set: DecorationSet) =>
  set
    .find()
    .map((each) => {
      const { attrs } = (each as unknown as { type: { attrs?: { class?: string } } }).type;
      return `${each.from}-${each.to} ${each.spec?.key ?? attrs?.class}`;
    })
    .sort();
