/** Foreign paragraphs pasted at any place: one change, with the right marks, and nothing of the draft is touched. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MARK, type Op, runsOf, view } from "../../schema/index.ts";
import { pasteParagraphs } from "../../src/editor/pasted.ts";
import type { RecognisedParagraph } from "../../src/formats/pasted/roles.ts";
import { revisions } from "../../src/revision/index.ts";
import { paragraphsOf } from "../network.ts";
import { type Peer, peers } from "./peers.ts";

const RUNS = Number(process.env.FUZZ ?? 300);

const block = (text: string, role: string, more = {}): Op[] => [
  ...(text === "" ? [] : [{ insert: text }]),
  { insert: MARK, attributes: { id: `${role}-${text}`, role, ...more } },
];
const words = (text: string, more: Partial<RecognisedParagraph> = {}): RecognisedParagraph => ({
  ops: [{ insert: text }],
  ...more,
});
const item = (text: string, level = 0) => words(text, { role: "item", level });

/** The paragraphs of the final, as `role level: text`, with the ids of adopted marks. */
function final({ sequence }: Peer): string[] {
  const result: string[] = [];
  let text = "";
  for (const { insert, attributes = {} } of runsOf(view(sequence, "final").ops as Op[])) {
    if (insert !== MARK) text += insert as string;
    else {
      const { role = "plain", level = "", id } = attributes;
      result.push(
        `${role}${level === "" ? "" : ` ${level}`}: ${text}${/-/.test(String(id)) && !/^s\d/.test(String(id)) ? ` (${id})` : ""}`,
      );
      text = "";
    }
  }
  return result;
}

/** The text for a person of the USA: without what they struck. */
const seenBy = ({ sequence }: Peer): string => {
  const stands = [...runsOf(sequence.ops as Op[])].filter(({ attributes }) => attributes?.["del:USA"] === undefined);
  return stands.map(({ insert }) => (insert === MARK ? "¶" : insert)).join("");
};

describe("the marks", () => {
  test("[S7] of a paragraph that is parted: its own stays with the second half", () => {
    const { U } = peers([...block("onetwo", "item", { level: 1 }), ...block("end", "text")]);
    pasteParagraphs(U.select(3).core, [words("a"), item("b"), words("c")]);
    expect(final(U)).toEqual(["item 1: onea", "item 1: b", "item 1: ctwo (item-onetwo)", "text: end (text-end)"]);
    expect(U.original).toBe("onetwo¶end¶");
  });

  test("of an empty paragraph become those of the last one, by a proposal", () => {
    const { U } = peers([...block("resolves", "call"), ...block("", "text")]);
    pasteParagraphs(U.select(9).core, [item("a"), item("b", 1)]);
    expect(U.redline).toBe("resolves¶[a¶b +USA][¶ =USA.level:1 =USA.role:item]");
    expect(U.core.text.sequence().length()).toBe(13);
    expect(revisions(U.sequence).size).toBe(1);
  });

  test("of a paragraph that its author has struck empty, too", () => {
    const { U } = peers([...block("resolves", "call"), ...block("x", "text")]);
    U.select(9, 10).backspace();
    pasteParagraphs(U.core, [item("a"), item("b")]);
    expect(final(U)).toEqual(["call: resolves (call-resolves)", "item: a", "item: b (text-x)"]);
  });

  test("behind one that its author has struck: the paragraph goes on behind it", () => {
    const { U } = peers([...block("noting", "call"), ...block("one", "item"), ...block("end", "text")]);
    U.select(1, 7).backspace();
    pasteParagraphs(U.core, [words("P0"), item("P1")]);
    expect(U.final).toBe("nP0¶P1one¶end¶");
    expect(U.original).toBe("noting¶one¶end¶");
  });

  test("of all that is selected go with it", () => {
    const { U, S } = peers([...block("one", "item"), ...block("two", "item")]);
    for (const peer of [U, S]) {
      pasteParagraphs(peer.selectAll().core, [words("aware", { role: "call", part: "preamble" }), item("a")]);
      expect(final(peer)).toEqual(["call: aware", "item: a"]);
    }
    expect(U.original).toBe("one¶two¶");
  });

  test("stay what their author proposed: items pasted behind one that he or she put down are beside it", () => {
    const { U } = peers([...block("one", "item"), ...block("two", "item")]);
    U.select(U.at("two", 3)).level(1);
    pasteParagraphs(U.core, [item("a"), item("b")]);
    expect(final(U)).toEqual(["item: one (item-one)", "item 1: two (item-two)", "item 1: a", "item 1: b"]);
  });

  test("of a bullet are those of the bullets behind it", () => {
    const { U } = peers([...block("one:", "item"), ...block("two", "item", { level: 1, label: "•" })]);
    pasteParagraphs(U.select(U.at("two", 3)).core, [item("a", 3), item("b", 3)]);
    expect(final(U).slice(2)).toEqual(["item 1: a", "item 1: b"]);
  });
});

test("[S1][S2] anywhere, it is one change that leaves the original as it was, and undo takes it back", () => {
  const roles = ["item", "call", "text", undefined] as const;
  const pastedArb = fc.array(fc.record({ role: fc.constantFrom(...roles), level: fc.nat(4), goesOn: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  });
  const editArb = fc.record({ from: fc.nat(100), to: fc.nat(100), kind: fc.constantFrom("strike", "type", "enter") });
  let parted = 0;
  fc.assert(
    fc.property(fc.array(editArb, { maxLength: 4 }), fc.nat(100), fc.nat(100), pastedArb, (edits, a, b, pasted) => {
      const { U, F } = peers([...block("noting", "call"), ...block("one:", "item"), ...paragraphsOf("", "two three")]);
      edits.forEach(({ from, to, kind }, i) => {
        const peer = i % 2 === 0 ? U : F;
        peer.select(from % peer.length, to % peer.length);
        if (kind === "strike") peer.backspace();
        else if (kind === "type") peer.type("xy");
        else peer.enter();
        peer.send(...[U, F].filter((other) => other !== peer));
      });
      const before = { original: U.original, redline: U.redline, changes: new Set(revisions(U.sequence).keys()) };
      const [from, to] = [a % U.length, b % U.length].sort((x, y) => x - y) as [number, number];
      U.select(from, a % 3 === 0 ? to : from);
      const paragraphs = pasted.map((each, i) => words(`P${i}`, each.role === "item" ? each : { role: each.role }));
      pasteParagraphs(U.core, paragraphs); // asserts P1
      expect(U.original).toBe(before.original);
      expect(U.caret.split("|")[0]).toMatch(new RegExp(`P${pasted.length - 1}$`));
      const added = [...revisions(U.sequence).keys()].filter((change) => !before.changes.has(change));
      expect(added.length).toBeLessThanOrEqual(1);
      const whole = pasted.map((_, i) => `P${i}`).join("¶");
      expect(seenBy(U)).toContain(whole);
      if (new RegExp(`[a-z]${whole}[a-z]`).test(seenBy(U))) parted++;
      U.undo();
      expect(U.final).not.toContain("P0");
      expect(U.original).toBe(before.original);
    }),
    { numRuns: RUNS },
  );
  expect(parted).toBeGreaterThan(RUNS / 20);
});
