/** Moving paragraphs keeps the laws of every edit, and takes along what stands for whoever moves them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  delegationOf,
  itemsOf,
  plainText,
  runsOf,
  view,
} from "../../schema/index.ts";
import { copyOf, direct, isMove, move, revisions, track } from "../../src/revision/index.ts";
import { DELEGATIONS, RUNS, authorOf, comparable, draftArb } from "./generators.ts";

/** A draft, a stretch of whole paragraphs in it, and the start of another one. */
const cases = draftArb.chain((draft) => {
  const starts = [0];
  let at = 0;
  for (const { insert } of itemsOf(draft.ops as Op[])) {
    at += 1;
    if (insert === MARK) starts.push(at);
  }
  const index = fc.integer({ min: 0, max: starts.length - 1 });
  return fc.tuple(index, index, index, fc.constantFrom(...DELEGATIONS)).map(([a, b, c, delegation]) => {
    const [from, to] = [starts[Math.min(a, b)]!, starts[Math.max(a, b)]!];
    return { draft, from, to, target: starts[c]!, delegation };
  });
});
const isMoving = ({ from, to, target }: { from: number; to: number; target: number }) =>
  to > from && (target <= from || target >= to);
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;
const text = (sequence: Delta) => plainText(sequence.ops as Op[]);

function law(
  name: string,
  check: (moved: { draft: Delta; edit: Delta; after: Delta; delegation: string; from: number; to: number }) => void,
) {
  test(name, () => {
    fc.assert(
      fc.property(cases.filter(isMoving), ({ draft, from, to, target, delegation }) => {
        const author = { ...authorOf(delegation), moves: true };
        const edit = move(draft.slice(from, to), from, target, author);
        check({ draft, edit, after: draft.compose(track(draft, edit, author)), delegation, from, to });
      }),
      { numRuns: RUNS },
    );
  });
}

law("[S1] the adopted text is untouched", ({ draft, after }) => {
  const original = (sequence: Delta) => show(comparable(draft, view(sequence, "original")));
  expect(original(after)).toEqual(original(draft));
});

law("[S2] the text is as it was moved, the draft's last mark aside, which stays (S7)", ({ draft, edit, after }) => {
  const wanted = text(view(draft.compose(edit), "final"));
  expect(text(view(after, "final")).trimEnd()).toBe(wanted.trimEnd());
});

law("nothing of others goes or comes: their pending text stays where it was", ({ draft, after, delegation }) => {
  const others = (sequence: Delta) =>
    [...itemsOf(sequence.ops as Op[])].flatMap(({ insert, attributes }) =>
      typeof attributes?.ins === "string" && delegationOf(attributes.ins) !== delegation
        ? [[insert, attributes.ins]]
        : [],
    );
  const joined = (runs: unknown[][]) => runs.map(([insert, ins]) => `${JSON.stringify(insert)} ${ins}`);
  expect(joined(others(after)).join()).toBe(joined(others(draft)).join());
});

law("one's own pending text keeps its id, all else is one change", ({ draft, edit, after, delegation, from, to }) => {
  const ids = (sequence: Delta) =>
    new Set(
      [...runsOf(sequence.ops as Op[])].flatMap(({ attributes }) =>
        typeof attributes?.ins === "string" && delegationOf(attributes.ins) === delegation ? [attributes.ins] : [],
      ),
    );
  const [was, is] = [ids(draft), ids(after)];
  for (const id of is) if (id !== `${delegation}:new`) expect(was).toContain(id);
  const struck = [...itemsOf(draft.slice(from, to).ops as Op[])].some(
    ({ attributes }) => attributes?.[`del:${delegation}`] !== undefined,
  );
  if (!struck) expect([...is].filter((id) => id !== `${delegation}:new`).sort()).toEqual([...was].sort());
  expect(edit.length()).toBeGreaterThan(0);
});

test("moved directly, adopted text moves and pending text stays (S10)", () => {
  fc.assert(
    fc.property(cases.filter(isMoving), ({ draft, from, to, target }) => {
      let marks = 0;
      const edit = move(draft.slice(from, to), from, target, null);
      const after = draft.compose(direct(draft, edit, () => `n${++marks}`));
      const pending = (sequence: Delta) =>
        [...itemsOf(sequence.ops as Op[])].flatMap(({ insert, attributes }) =>
          typeof attributes?.ins === "string" && insert !== MARK ? [`${JSON.stringify(insert)} ${attributes.ins}`] : [],
        );
      expect(pending(after)).toEqual(pending(draft));
      const letters = (sequence: Delta) => [...text(view(sequence, "original")).replaceAll(MARK, "")].sort().join("");
      expect(letters(after)).toBe(letters(draft));
    }),
    { numRuns: RUNS },
  );
});

test("a move into itself is refused", () => {
  const draft = new Delta().insert("one\ntwo\n");
  expect(() => move(draft, 0, 4, null)).toThrow("paragraphs 0 to 8 cannot move into themselves, to 4");
});

test("what was moved shows as moved, what was replaced does not", () => {
  const author = { ...authorOf("USA"), moves: true };
  const moves = (sequence: Delta, edit: Delta, by = author) =>
    [...revisions(sequence.compose(track(sequence, edit, by))).values()].map(isMove);
  const draft = new Delta().insert("one two three\nfour five\nsix\n");
  expect(moves(draft, move(draft.slice(0, 14), 0, 24, author))).toEqual([true]);
  expect(moves(draft, new Delta().retain(4).insert("two").delete(3))).toEqual([false]);
  expect(moves(draft, new Delta().insert("wholly other words ").retain(14).delete(9))).toEqual([false]);
  const chinese = new Delta().insert("考虑到网络安全\n忆及\n决定\n");
  expect(moves(chinese, move(chinese.slice(0, 8), 0, 11, author))).toEqual([true]);
});

test("the copy is what stands for the mover, with the own proposals in force", () => {
  const own = { change: "USA:2", value: 1 };
  const moved = new Delta()
    .insert("kept ")
    .insert("mine ", { ins: "USA:1" })
    .insert("colleague's ", { ins: "USA:9" })
    .insert("theirs ", { ins: "F:1" })
    .insert("struck by me ", { "del:USA": "USA:3" })
    .insert("struck by them", { "del:F": "F:2", em: true })
    .insert(MARK, { id: "p1", role: "item", "set:USA:level": own, "set:F:level": { change: "F:3", value: 2 } });
  const copy = copyOf(moved, { delegation: "USA", owns: (id) => id === "USA:1" });
  expect(copy.ops).toEqual([
    { insert: "kept " },
    { insert: "mine ", attributes: { ins: "USA:1" } },
    { insert: "colleague's " },
    { insert: "struck by them", attributes: { em: true } },
    { insert: MARK, attributes: { id: "p1", role: "item", level: 1 } },
  ]);
});
