/** The laws of footnotes in edits: no half of one is left, both halves are one change, and S1–S10 hold as ever. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  footnoteFaults,
  itemsOf,
  paragraphs,
  plainText,
  roleOf,
  view,
} from "../../schema/index.ts";
import { asOneChange, decide, direct, keepingIds, revisions, track, withFootnotes } from "../../src/revision/index.ts";
import { DELEGATIONS, RUNS, authorOf, editArb } from "./generators.ts";

const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;

/** Text with objects in it, and their paragraphs: each pair adopted, pending, or proposed to go, as one change. */
const kinds = fc.constantFrom<Attributes>(
  {},
  {},
  { ins: "USA:1" },
  { ins: "F:1" },
  { "del:F": "F:2" },
  { "del:USA": "USA:2" },
  { ins: "USA:3", "del:F": "F:3" },
);
const draftArb = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom("a", "bb", "c d", MARK, "", ""), kinds), { maxLength: 6 }),
    fc.array(kinds, { minLength: 1, maxLength: 4 }),
    fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  )
  .map(([texts, notes, order]) => {
    const text = new Delta();
    let marks = 0;
    const mark = () => ({ id: `p${++marks}`, role: "item" });
    notes.forEach((kind, i) => {
      const [insert, attributes] = texts[i] ?? ["z", {}];
      if (insert === MARK) text.insert(MARK, { ...mark(), ...attributes });
      else if (insert !== "") text.insert(insert, attributes);
      text.insert({ footnote: `f${i}` }, kind);
    });
    text.insert("end").insert(MARK, mark());
    const length = text.length();
    const paragraphs = new Delta();
    for (const i of order) {
      const kind = notes[i];
      if (kind !== undefined)
        paragraphs.insert(`note ${i}`, kind).insert(MARK, { ...kind, id: `f${i}`, role: "footnote" });
    }
    return { draft: text.concat(paragraphs), text, length, count: notes.length };
  });

const cases = draftArb.chain(({ draft, text, length, count }) =>
  fc
    .tuple(
      editArb(text),
      fc.option(fc.tuple(fc.nat({ max: length - 1 }), fc.nat({ max: count }), fc.boolean())),
      fc.constantFrom(...DELEGATIONS),
    )
    .map(([edit, copy, delegation]) => {
      // The text's last mark stays, or the first footnote's paragraph would be joined with it.
      const keeping = sparingEnd(edit, length - 1);
      if (copy === null) return { draft, edit: keeping, delegation };
      const [place, n, withParagraph] = copy;
      const after = lengthAfter(length, keeping);
      const whole = new Delta().retain(Math.min(place, after - 1)).insert({ footnote: `f${n}` });
      if (withParagraph)
        whole
          .insert(MARK, { role: "item" })
          .insert("copied")
          .insert(MARK, { role: "footnote", id: `f${n}` });
      return { draft, edit: keeping.compose(whole), delegation };
    }),
);

function sparingEnd(edit: Delta, end: number): Delta {
  const result = new Delta();
  let at = 0;
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) {
      result.push(op);
      continue;
    }
    const n = Math.min(op.delete ?? (op.retain as number), end - at);
    if (op.delete !== undefined) result.delete(Math.max(0, n));
    else result.retain(Math.max(0, n), op.attributes);
    at += Math.max(0, n);
  }
  return result;
}

const lengthAfter = (length: number, edit: Delta) =>
  length +
  (edit.ops as Op[]).reduce(
    (sum, { insert, delete: n }) =>
      sum + (insert === undefined ? -(n ?? 0) : typeof insert === "string" ? insert.length : 1),
    0,
  );

const met = { struck: 0, copied: 0 };
const law = (name: string, check: (draft: Delta, edit: Delta, delegation: string) => void) =>
  test(name, () => {
    fc.assert(
      fc.property(cases, ({ draft, edit, delegation }) => check(draft, edit, delegation)),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

/** The draft after an edit as proposals of `delegation`, none of whose earlier changes are the person's own. */
function proposed(draft: Delta, edit: Delta, delegation: string, owns = false): Delta {
  const author = { ...authorOf(delegation), owns: (id: string) => owns && id.startsWith(`${delegation}:`) };
  const done = withFootnotes(draft, edit, author);
  if (done.ids.size > 0) met.copied++;
  else if (done.edit !== edit) met.struck++;
  return draft.compose(track(draft, done.edit, asOneChange(author, done.ids)));
}
const faults = (sequence: Delta) =>
  (["original", "final"] as const).flatMap((as) =>
    footnoteFaults(sequence, as).map(({ message }) => `${as}: ${message}`),
  );

describe("an edit with footnotes", () => {
  law("leaves no half of one in any view", (draft, edit, w) => {
    expect(faults(draft)).toEqual([]);
    expect(faults(proposed(draft, edit, w))).toEqual([]);
    expect(faults(proposed(draft, edit, w, true))).toEqual([]);
  });

  law("[S1] never touches the adopted text", (draft, edit, w) => {
    expect(show(view(proposed(draft, edit, w), "original"))).toEqual(show(view(draft, "original")));
  });

  law("[S4] is one change: accepted or rejected, both halves stand or neither", (draft, edit, w) => {
    const after = proposed(draft, edit, w);
    const id = `${w}:new`;
    if (!revisions(after).has(id)) return;
    for (const verdict of ["accept", "reject"] as const) {
      const { delta } = decide(after, { [id]: verdict });
      expect(faults(after.compose(delta))).toEqual([]);
    }
  });

  law("[S2] gives the very text that the edit says, footnote paragraphs aside", (draft, edit, w) => {
    const author = { ...authorOf(w), owns: () => false };
    const text = (sequence: Delta) =>
      paragraphs(sequence, "final")
        .filter(({ mark }) => roleOf(mark) !== "footnote")
        .map((paragraph) => paragraph.text);
    expect(text(proposed(draft, edit, w))).toEqual(text(draft.compose(track(draft, edit, author))));
  });

  law("[S10] directly: adopted footnotes go with their paragraphs, pending ones stay", (draft, edit) => {
    let ids = 0;
    const markId = () => `d${++ids}`;
    const done = withFootnotes(draft, edit, { delegation: null, markId });
    const after = draft.compose(direct(draft, done.edit, keepingIds(markId, done.ids)));
    const pending = (sequence: Delta) =>
      [...itemsOf(sequence.ops as Op[])]
        .filter(({ insert, attributes }) => attributes?.ins !== undefined && insert !== MARK)
        .map(({ insert, attributes }) => `${JSON.stringify(insert)} ${String(attributes!.ins)}`);
    expect(pending(after)).toEqual(pending(draft));
    expect(footnoteFaults(after)).toEqual([]);
    expect(plainText(after.ops as Op[]).endsWith(MARK)).toBe(true);
  });

  test("the cases were hard enough", () => {
    console.log(`footnotes: ${JSON.stringify(met)}`);
    expect(met.struck).toBeGreaterThan(RUNS / 50);
    expect(met.copied).toBeGreaterThan(RUNS / 50);
  });
});
