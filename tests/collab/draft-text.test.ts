/** The indexed text against the obvious one: what it says changed is what changed, wherever it began to read. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { Delta, type Op, canonicalSequence } from "../../schema/index.ts";
import { DraftText } from "../../src/collab/draft-text.ts";
import { RUNS } from "../laws/generators.ts";
import { alike } from "../same.ts";

const opArb = fc.record({
  at: fc.nat(1000),
  n: fc.integer({ min: 1, max: 6 }),
  act: fc.constantFrom("type", "mark", "delete", "format", "unformat", "bare"),
  key: fc.constantFrom("ins", "del:F", "em", "id"),
  value: fc.constantFrom("USA:1", "F:2", "F:3"),
  peer: fc.nat(2),
  sync: fc.nat(5),
});

/** A Delta for a text of this length that does what the step says. */
function deltaOf(
  { at, n, act, key, value }: { at: number; n: number; act: string; key: string; value: string },
  length: number,
): Delta {
  const start = length === 0 ? 0 : at % (length + 1);
  const delta = new Delta().retain(start);
  if (act === "type") return delta.insert("x".repeat(n), { [key]: value });
  if (act === "bare") return delta.insert(n % 2 === 0 ? "y\nz" : "w");
  if (act === "mark") return delta.insert("\n", { id: `${value}${n}`, role: "item" });
  const span = Math.min(n, length - start);
  if (span === 0) return new Delta();
  if (act === "delete") return delta.delete(span);
  return delta.retain(span, { [key]: act === "format" ? value : null });
}

test("changes read from the changed place equal the difference of whole sequences, whoever writes, however updates cross", () => {
  fc.assert(
    fc.property(fc.array(opArb, { minLength: 1, maxLength: 40 }), (steps) => {
      const peers = [1, 2, 3].map((id) => {
        const doc = new Y.Doc();
        doc.clientID = id;
        const draft = new DraftText(doc.getText("draft"));
        let mirror = new Delta();
        draft.observeEffect((effect) => {
          const delta = new Delta().retain(effect.from);
          for (const piece of effect.pieces) {
            const n = typeof piece.insert === "string" ? piece.insert.length : 1;
            if (piece.kind === "inserted") delta.insert(piece.insert as string, piece.after);
            else if (piece.kind === "deleted") delta.delete(n);
            else if (piece.kind === "kept") {
              const change: Record<string, unknown> = {};
              for (const key of new Set([...Object.keys(piece.before ?? {}), ...Object.keys(piece.after ?? {})])) {
                if (piece.before?.[key] !== piece.after?.[key]) change[key] = piece.after?.[key] ?? null;
              }
              delta.retain(n, change);
            }
          }
          mirror = mirror.compose(delta);
        });
        return { doc, draft, mirror: () => mirror };
      });
      const exchange = (from: number, to: number) =>
        Y.applyUpdate(peers[to]!.doc, Y.encodeStateAsUpdate(peers[from]!.doc, Y.encodeStateVector(peers[to]!.doc)));
      const check = () => {
        for (const { draft, mirror } of peers) {
          const whole = canonicalSequence(draft.sequence().ops as Op[]).ops;
          alike(canonicalSequence(mirror().ops as Op[]).ops, whole);
          const fresh = new DraftText(draft.text) as unknown as { marks: { index: number }[] };
          const places = (of: { marks: { index: number }[] }) => of.marks.map(({ index }) => index);
          alike(places(draft as unknown as { marks: { index: number }[] }), places(fresh));
        }
      };
      for (const step of steps) {
        const peer = peers[step.peer]!;
        const delta = deltaOf(step, peer.draft.length);
        const expected = canonicalSequence(peer.draft.sequence().compose(delta).ops as Op[]).ops;
        peer.draft.write(delta, "test");
        alike(canonicalSequence(peer.draft.sequence().ops as Op[]).ops, expected);
        if (step.sync < 3) exchange(step.peer, (step.peer + 1 + (step.sync % 2)) % 3);
        check();
      }
    }),
    { numRuns: RUNS },
  );
});

test("a write costs its paragraph, also in a draft that is one single proposal", () => {
  const proposal = { ins: "USA:1", em: true };
  const draft = new Delta();
  for (let p = 0; p < 1000; p++) draft.insert("word ", proposal).insert("\n", { ...proposal, id: `p${p}` });
  const doc = new Y.Doc();
  doc.getText("draft").applyDelta(draft.ops as Op[]);
  const text = new DraftText(doc.getText("draft"));
  const begin = performance.now();
  for (let i = 0; i < 100; i++) text.write(new Delta().retain(text.length - 1).insert("x", proposal), "test");
  expect(performance.now() - begin).toBeLessThan(2000); // tens of milliseconds; a walk from each mark before takes minutes
  expect(canonicalSequence(text.sequence().ops as Op[]).ops.slice(-2)).toEqual([
    { insert: `word ${"x".repeat(100)}`, attributes: proposal },
    { insert: "\n", attributes: { ...proposal, id: "p999" } },
  ]);
});

test("that is destroyed it follows the text no longer", () => {
  const doc = new Y.Doc();
  const text = new DraftText(doc.getText("draft"));
  const seen: unknown[] = [];
  text.observe((change) => seen.push(change.ops));
  doc.getText("draft").insert(0, "a");
  text.destroy();
  doc.getText("draft").insert(1, "b");
  expect(seen).toEqual([[{ insert: "a" }]]);
});
