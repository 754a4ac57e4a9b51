/** Undo and redo of a tracked edit, as an editor's history asks for them: the contrary Delta, tracked as `history`. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  type Op,
  canonicalSequence,
  delegationOf,
  parseKey,
  runsOf,
} from "../../schema/index.ts";
import { track } from "../../src/revision/index.ts";
import { DELEGATIONS, RUNS, authorOf, draftArb, editArb } from "./generators.ts";

const cases = fc.tuple(
  draftArb.chain((draft) => fc.tuple(fc.constant(draft), editArb(draft))),
  fc.constantFrom(...DELEGATIONS),
);

/**
 * What undo gives back: all but ids of paragraphs, ids of the author's own deletions and settings (no id serves twice)
 * and of what was inserted with them, and what others proposed on the author's own text, which that text does not bring with it when it comes back (S6).
 */
function givenBack(sequence: Delta, w: string) {
  const gestures = ["new", "undo", "redo"].map((gesture) => `${w}:${gesture}`);
  const runs = [...runsOf(sequence.ops as Op[])].map(({ insert, attributes }) => {
    const isOwn = typeof attributes?.ins === "string" && delegationOf(attributes.ins) === w;
    const rest: Attributes = { ...attributes, id: null };
    if (isOwn && gestures.includes(rest.ins as string)) rest.ins = "own";
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind !== "del" && k.kind !== "set") continue;
      if (k.delegation !== w) rest[key] = isOwn ? null : attributes[key];
      else rest[key] = k.kind === "del" ? "own" : { ...(attributes[key] as object), change: "own" };
    }
    return { insert, attributes: rest };
  });
  return canonicalSequence(runs).ops;
}

test("what was tracked can be undone and done again", () => {
  fc.assert(
    fc.property(cases, ([[draft, edit], w]) => {
      const tracked = track(draft, edit, authorOf(w));
      const after = draft.compose(tracked);
      const undo = track(after, tracked.invert(draft), { ...authorOf(w, `${w}:undo`), history: true });
      const back = after.compose(undo);
      expect(givenBack(back, w)).toEqual(givenBack(draft, w));
      const redo = track(back, undo.invert(after), { ...authorOf(w, `${w}:redo`), history: true });
      expect(givenBack(back.compose(redo), w)).toEqual(givenBack(after, w));
    }),
    { numRuns: RUNS },
  );
});
