/**
 * The worst texts come to an end, exactly: what would take time by the square of the length takes far longer than a test
 * may. How long each takes is the bench's business.
 */
import { describe, expect, test } from "vitest";
import { type Op, canonicalSequence, runsOf, view } from "../../schema/index.ts";
import type { Delta } from "../../schema/index.ts";
import { compare, revisions } from "../../src/revision/index.ts";
import { CASES } from "../bench/texts.ts";

const comparer = { delegation: "USA", change: (n: number) => `USA:${n}`, markId: (n: number) => `n${n}` };
const bare = (sequence: Delta) =>
  canonicalSequence(
    [...runsOf(sequence.ops as Op[])].map((run) => ({ ...run, attributes: { ...run.attributes, id: null } })),
  ).ops;
/** Compared as text: that of the test library takes longer than what it is to test. */
const json = (value: unknown) => JSON.stringify(value);

const NAMES = [
  "100 pages, revised",
  "every paragraph the same line",
  "one paragraph of 300,000 characters, edited",
  "one paragraph of 300,000 characters, another",
  "one word of 300,000 letters",
  "10,000 paragraphs of 100 kinds in another order",
];

describe("to the letter, in bounded time", () => {
  for (const name of NAMES)
    test(name, () => {
      const [old, next] = CASES[name]!();
      const result = compare(old, next, comparer);
      expect(json(bare(view(result, "original"))) === json(bare(old))).toBe(true);
      expect(json(bare(view(result, "final"))) === json(bare(next))).toBe(true);
    });
});

test("10,000 paragraphs in another order are moves, each one change", () => {
  const [old, next] = CASES["10,000 short paragraphs in another order"]!();
  const all = [...revisions(compare(old, next, comparer)).values()];
  expect(all.length).toBeLessThan(10_000);
  expect(all.every(({ touches }) => touches.length === 2 && touches[0]!.kind !== touches[1]!.kind)).toBe(true);
});
