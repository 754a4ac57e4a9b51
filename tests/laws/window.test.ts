/** What becomes of an edit does not depend on how much of the draft is looked at: editors look at a window (`windowOf`). */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Delta, MARK, type Op, itemsOf } from "../../schema/index.ts";
import { direct, track } from "../../src/revision/index.ts";
import { Coverage, DELEGATIONS, RUNS, authorOf, draftArb, editArb } from "./generators.ts";

const coverage = new Coverage();
afterAll(() => console.log(`windows: ${coverage}`));

/** From `more` paragraphs before the edit's first place to the end of that behind its last. */
function windowOf(draft: Delta, edit: Delta, more: number): { from: number; sequence: Delta; edit: Delta } {
  const marks = [...itemsOf(draft.ops as Op[])].flatMap(({ insert }, i) => (insert === MARK ? [i] : []));
  const [first, ...rest] = edit.ops as Op[];
  const skipped = typeof first?.retain === "number" && first.attributes === undefined ? first.retain : 0;
  const end = (edit.ops as Op[]).reduce((sum, op) => sum + (op.delete ?? ((op.retain as number) || 0)), 0);
  const starts = [0, ...marks.map((mark) => mark + 1)].filter((start) => start <= skipped);
  const from = starts.at(Math.max(-1 - more, -starts.length))!;
  const to =
    marks
      .filter((mark) => mark >= end)
      .slice(0, 2)
      .at(-1) ?? draft.length();
  const cut = skipped > from ? [{ retain: skipped - from }, ...rest] : skipped > 0 ? rest : edit.ops;
  return { from, sequence: draft.slice(from, to + 1), edit: new Delta(cut as Delta["ops"]) };
}

const cases = fc.tuple(
  draftArb.chain((draft) => fc.tuple(fc.constant(draft), editArb(draft))),
  fc.constantFrom(...DELEGATIONS),
  fc.nat(3),
);
type Outcome = (sequence: Delta, edit: Delta, delegation: string, afterMark?: boolean) => Delta;
const tracked: Outcome = (sequence, edit, delegation, afterMark) =>
  track(sequence, edit, authorOf(delegation), afterMark);
const done: Outcome = (sequence, edit, _, afterMark) => {
  let marks = 0;
  return direct(sequence, edit, () => `n${++marks}`, afterMark);
};

test.each([
  ["tracked", tracked],
  ["direct", done],
])("[S1] [S7] [S10] an edit of a window comes to the same as in the whole draft: %s", (_, outcome) => {
  fc.assert(
    fc.property(cases, ([[draft, edit], delegation, more]) => {
      coverage.see(draft, edit);
      const window = windowOf(draft, edit, more);
      const part = outcome(window.sequence, window.edit, delegation, window.from > 0);
      expect(new Delta().retain(window.from).concat(part).chop().ops).toEqual(outcome(draft, edit, delegation).ops);
    }),
    { numRuns: RUNS },
  );
});

test("the windows were hard enough", () => coverage.assert());
