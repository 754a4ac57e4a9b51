/** Runs that become a sequence again: as Delta's own inserting makes it, only without its copies. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta, type Op, type Run, itemsOf, joined } from "../../schema/index.ts";
import { RUNS, draftArb } from "../laws/generators.ts";

const inserted = (runs: readonly Run[]): Delta =>
  runs.reduce((sum, { insert, attributes }) => sum.insert(insert as string, attributes), new Delta());

test("the items of any draft are joined as inserting them joins them", () => {
  fc.assert(
    fc.property(draftArb, (draft) => {
      const items = [...itemsOf(draft.ops as Op[])].map(({ insert, attributes }) => ({
        insert,
        attributes: structuredClone(attributes), // equal, not the same
      }));
      expect(joined(items).ops).toEqual(inserted(items).ops);
    }),
    { numRuns: Math.ceil(RUNS / 5) },
  );
});

test.each<[what: string, runs: Run[]]>([
  ["nothing", []],
  ["empty text", [{ insert: "", attributes: { em: true } }]],
  ["empty text between equal text", [..."a b"].map((insert) => ({ insert: insert.trim(), attributes: undefined }))],
  [
    "no attributes, and none in them",
    [
      { insert: "a", attributes: undefined },
      { insert: "b", attributes: {} },
    ],
  ],
  [
    "values that a later version has",
    [
      { insert: "a", attributes: { later: { deep: { er: [1, 2] } } } },
      { insert: "b", attributes: { later: { deep: { er: [1, 2] } } } },
      { insert: "c", attributes: { later: { deep: { er: [1, 3] } } } },
    ],
  ],
  [
    "null, which is something",
    [
      { insert: "a", attributes: { em: null } },
      { insert: "b", attributes: undefined },
    ],
  ],
  [
    "objects, which are never joined",
    [
      { insert: { break: true }, attributes: undefined },
      { insert: { break: true }, attributes: undefined },
    ],
  ],
])("%s", (_, runs) => {
  expect(joined(runs).ops).toEqual(inserted(runs).ops);
});
