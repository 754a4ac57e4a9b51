/** The notation reads what it writes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Op, canonicalSequence } from "../../schema/index.ts";
import { draftArb } from "../laws/generators.ts";
import { draft, shown } from "./notation.ts";

test.each([
  ["one¶", [{ insert: "one\n" }]],
  [
    "o[n +USA -F]e¶",
    [{ insert: "o" }, { insert: "n", attributes: { ins: "USA:1", "del:F": "F:1" } }, { insert: "e\n" }],
  ],
  ["[ two words +USA:7]¶", [{ insert: " two words", attributes: { ins: "USA:7" } }, { insert: "\n" }]],
  [
    "[¶ =F:2.level:1 .role:item #p1]",
    [{ insert: "\n", attributes: { "set:F:level": { change: "F:2", value: 1 }, role: "item", id: "p1" } }],
  ],
  [
    "[a =F.em .em]◊¶",
    [
      { insert: "a", attributes: { "set:F:em": { change: "F:1", value: null }, em: true } },
      { insert: { ref: "p1" } },
      { insert: "\n" },
    ],
  ],
])("%s", (line, ops) => {
  expect(draft(line).ops).toEqual(ops);
  expect(shown(draft(line))).toBe(line);
});

test("any draft can be shown and read again", () => {
  // There is one sign for all inline objects.
  const alike = (ops: Op[]) => ops.map((op) => (typeof op.insert === "object" ? { ...op, insert: "object" } : op));
  fc.assert(
    fc.property(draftArb, (sequence) => {
      const expected = canonicalSequence(sequence.ops as Op[]);
      expect(alike(canonicalSequence(draft(shown(sequence)).ops as Op[]).ops as Op[])).toEqual(
        alike(expected.ops as Op[]),
      );
    }),
    { numRuns: 200 },
  );
});
