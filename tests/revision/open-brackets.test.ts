/** The list of what is open: whose brackets, and where. */
import { expect, test } from "vitest";
import { MARK, type Op, bracketsOf, canonicalSequence, runsOf, targetsOf } from "../../schema/index.ts";
import { bracketDigest, hash, openBrackets } from "../../src/revision/index.ts";
import { call, draft, ins, item } from "../schema/draft.ts";

const sequence = draft(
  call("recalling"),
  item("[one]"),
  item("two ", ins("USA:1", "["), "shall/should", ins("USA:1", "]")),
  item("three ]"),
  call("resolves"),
  item("[four"),
);
const record = { delegation: "USA", by: "Marian", time: "2026-05-04T10:00:00Z", reason: "not agreed" };
const open = (changes = {}) => openBrackets(sequence, changes, targetsOf(sequence));

test("each with the paragraph that it begins in, and who put it there", () => {
  expect(open({ "USA:1": record }).brackets).toMatchObject([
    { from: 10, length: 5, place: "recalling a)", text: "one", change: null, owner: null, by: null, reason: null },
    {
      from: 20,
      length: 14,
      place: "recalling b)",
      alternatives: ["shall", "should"],
      change: "USA:1",
      owner: "USA",
      by: "Marian",
      reason: "not agreed",
    },
  ]);
  expect(open().brackets[1]).toMatchObject({ change: "USA:1", by: null, reason: null });
});

test("with its digest", () => {
  const { brackets } = bracketsOf(sequence);
  expect(open().brackets.map(({ digest }) => digest)).toEqual(brackets.map((each) => bracketDigest(sequence, each)));
});

test("the digest of a bracket in the midst of a run, and of one over several paragraphs", () => {
  const text = draft(item("a [b] c [d", ins("USA:1", "] e")), item("[f"), item("g]"));
  const whole = (from: number, to: number, id: string) =>
    hash(JSON.stringify([id, canonicalSequence(text.slice(from, to).ops as Op[]).ops]));
  const ids = [...runsOf(text.ops as Op[])].filter(({ insert }) => insert === MARK).map((run) => run.attributes!.id);
  const { brackets } = openBrackets(text, {}, targetsOf(text));
  expect(brackets.map(({ digest }) => digest)).toEqual([
    whole(2, 5, ids[0] as string),
    whole(8, 11, ids[0] as string),
    whole(14, 19, ids[2] as string),
  ]);
});

test("those without a partner with their paragraph", () =>
  expect(open().faults.map(({ place }) => place)).toEqual(["recalling c)", "resolves"]));

test("those of 10,000 paragraphs, in the time that a test may take", () => {
  const long = draft(...Array.from({ length: 10_000 }, () => item("[a]")));
  const { brackets } = openBrackets(long, {}, targetsOf(long));
  expect(brackets).toHaveLength(10_000);
  expect(new Set(brackets.map(({ digest }) => digest)).size).toBe(10_000); // each is of another paragraph
});
