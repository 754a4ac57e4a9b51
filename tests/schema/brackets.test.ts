/** Brackets as objects: what they hold, whose they are, and which lack a partner. */
import { describe, expect, test } from "vitest";
import { type Delta, bracketsOf, flatBrackets, plainText } from "../../schema/index.ts";
import { call, del, draft, ins, item, para } from "./draft.ts";

/** `kind text (alternatives)`, indented by depth. */
const found = (sequence: Delta, view: "original" | "final" = "final"): string[] =>
  flatBrackets(bracketsOf(sequence, view).brackets).map(
    ({ depth, kind, text, alternatives }) =>
      `${"  ".repeat(depth)}${kind} ${text.replaceAll("\n", "¶")}${alternatives.length === 0 ? "" : ` (${alternatives.map((each) => each.text).join("|")})`}`,
  );
const line = (text: string): string[] => found(draft(item(text)));

describe("kinds", () => {
  test("text", () => expect(line("that [all] States")).toEqual(["text all"]));
  test("nothing yet", () => expect(line("by […] or [ ] or []")).toEqual(["text …", "text  ", "text "]));
  test("alternatives", () =>
    expect(line("States [shall/should] act")).toEqual(["alternatives shall/should (shall|should)"]));
  test("three, of a few words", () =>
    expect(line("it [may not/shall/is invited to] act")).toEqual([
      "alternatives may not/shall/is invited to (may not|shall|is invited to)",
    ]));
  test("years, and numbers that are written alike", () =>
    expect(line("by [2026/2027]")).toEqual(["alternatives 2026/2027 (2026|2027)"]));
  test("slashes with blanks part longer texts", () =>
    expect(line("[to report, by 2027, to the Council / to report to all States; yearly] on")[0]).toMatch(
      /\(.*yearly\)$/,
    ));
  test.each([
    "TCP/IP 4",
    "24/7",
    "COM5/1",
    "a/",
    "/",
    "shall/",
    "a long line of words indeed/that goes on and on for ever",
  ])("%s is one text", (text) => expect(line(`that [${text}] is`)).toEqual([`text ${text}`]));
  test("and/or is a word where other words stand beside it", () => {
    expect(line("[States and/or Members]")[0]).toMatch(/^items/);
    expect(line("the [and/or] of it")).toEqual(["alternatives and/or (and|or)"]);
    expect(line("the [States and/or Members/Sectors] of it")[0]).toMatch(/\(States and\/or Members\|Sectors\)$/);
  });
  test("outside of brackets a slash is nothing", () => expect(line("shall/should and/or")).toEqual([]));
  test("whole paragraphs, with a sign of the sentence behind or not", () => {
    expect(line("[that all is well;]")).toEqual(["items that all is well;"]);
    expect(line("[that all is well];")).toEqual(["items that all is well"]);
    expect(found(draft(call("aware"), item("[one;"), item("two;]"), item("three")))).toEqual(["items one;¶two;"]);
  });
  test("from within a paragraph to the end of a later one", () =>
    expect(found(draft(item("to [act:"), item("now;]")))).toEqual(["text act:¶now;"]));
});

describe("nesting", () => {
  test("depth", () =>
    expect(line("a [b [c] d [e [f]]] g")).toEqual(["text b [c] d [e [f]]", "  text c", "  text e [f]", "    text f"]));
  test("a slash in an inner bracket is the inner one's", () =>
    expect(line("a [b [c/d] e] f")).toEqual(["text b [c/d] e", "  alternatives c/d (c|d)"]));
  test("an alternative may be in brackets", () =>
    expect(line("a [shall/[should/may]] f")).toEqual([
      "alternatives shall/[should/may] (shall|[should/may])",
      "  alternatives should/may (should|may)",
    ]));
  test("of two around whole paragraphs the outer one takes the mark", () => {
    const { brackets } = bracketsOf(draft(item("[[one]]"), item("two")));
    expect([brackets[0]!.mark, brackets[0]!.children[0]!.mark]).toEqual([7, null]);
  });
});

describe("whose", () => {
  const sequence = draft(item("a ", ins("USA:1", "["), "b", ins("USA:1", "]"), " [c] ", del("F:1", "[d]"), "e"));
  test("the delegation that opened it; nobody's when adopted", () =>
    expect(bracketsOf(sequence).brackets.map(({ owner, change }) => [owner, change])).toEqual([
      ["USA", "USA:1"],
      [null, null],
    ]));
  test("struck brackets are in the original alone", () => {
    expect(found(sequence)).toEqual(["text b", "text c"]);
    expect(found(sequence, "original")).toEqual(["text c", "text d"]);
  });
  test("places are those of the redline", () => {
    const text = plainText(sequence.ops as never);
    for (const { from, to } of bracketsOf(sequence).brackets) expect(text.slice(from, to)).toMatch(/^\[.*\]$/);
  });
  test("struck text between alternatives is nobody's choice", () => {
    const [{ alternatives }] = bracketsOf(draft(item("a [shall", del("F:1", "x"), "/may]"))).brackets as never as [
      { alternatives: { from: number; to: number; text: string }[] },
    ];
    expect(alternatives).toEqual([
      { from: 3, to: 8, text: "shall" },
      { from: 10, to: 13, text: "may" },
    ]);
  });
});

describe("faults", () => {
  const faults = (...lines: string[]) =>
    bracketsOf(draft(para("title", "T"), ...lines.map((each) => item(each)))).faults.map(
      ({ at, sign, message }) => `${at} ${sign} ${message}`,
    );
  test("not closed", () => expect(faults("a [b [c] d")).toEqual(["4 [ is not closed"]));
  test("not opened", () => expect(faults("a] [b]")).toEqual(["3 ] closes a bracket that was not opened"]));
  test("in the midst of two paragraphs: two faults rather than one long bracket", () =>
    expect(faults("a [b c", "d e] f")).toEqual([
      "4 [ is not closed in its paragraph",
      "12 ] closes a bracket that was not opened in its paragraph",
    ]));
  test("what stands in one that is not closed counts all the same", () =>
    expect(found(draft(item("a [b [c] d [e]")))).toEqual(["text c", "text e"]));
  test("none in a draft without brackets", () => expect(faults("a", "b")).toEqual([]));
});

describe("the worst texts, in the time that a test may take", () => {
  const count = (text: string) => {
    const { brackets, faults } = bracketsOf(draft(item(text)));
    return [flatBrackets(brackets).length, faults.length];
  };
  const n = 20_000;
  test.each([
    ["within each other", "[".repeat(n) + "]".repeat(n), [21, 0]],
    ["within each other, and a word behind them", `${"[".repeat(n)}${"]".repeat(n)}x`, [21, 0]],
    ["beside each other in one", `[${"[a]".repeat(n)}]`, [n + 1, 0]],
    ["beside each other in as many that are not closed", "[".repeat(n) + "[a]".repeat(n), [n, n]],
    [
      "beside each other, closed in another paragraph",
      `x${"[".repeat(n)}${"[a]".repeat(n)}\n${"]".repeat(n)}x`,
      [n, 2 * n],
    ],
    ["closed in one that is open", `[${"]".repeat(n)}x`, [1, n - 1]],
  ])("%s", (_, text, counts) => expect(count(text)).toEqual(counts));
});

describe("texts of nothing but brackets", () => {
  const many = 100_000;
  test("those that stand deeper than in prose are text", () => {
    const { brackets, faults } = bracketsOf(draft(item("[".repeat(many) + "]".repeat(many))));
    expect(flatBrackets(brackets).map(({ depth, to }) => [depth, to])).toEqual(
      Array.from({ length: 21 }, (_, depth) => [depth, 2 * many - depth]),
    );
    expect(faults).toEqual([]);
  });
  test("over two paragraphs too", () =>
    expect(found(draft(item("[".repeat(many)), item(`${"]".repeat(many)}x`)))).toHaveLength(21));
  test("beside each other in one that is not closed", () => expect(line(`[${"[]".repeat(many)}`)).toHaveLength(many));
  test("without a partner", () => {
    const { brackets, faults } = bracketsOf(draft(item(`[]${"]".repeat(many)}x`)));
    expect([brackets.length, faults.length]).toEqual([1, many]);
  });
});
