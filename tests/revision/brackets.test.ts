/** Text put in brackets, and the chair's choice on it. */
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  bracketsOf,
  flatBrackets,
  plainText,
  view,
} from "../../schema/index.ts";
import {
  type BracketChoice,
  bracket,
  bracketDigest,
  settleBracket,
  takenAlong,
  track,
} from "../../src/revision/index.ts";
import { authorOf } from "../laws/generators.ts";
import { call, del, draft, ins, item } from "../schema/draft.ts";

const text = (sequence: Delta, as: "original" | "final" | "redline" = "redline"): string =>
  plainText(view(sequence, as).ops as Op[]).replaceAll("\n", "¶");
const nth = (sequence: Delta, n: number) => flatBrackets(bracketsOf(sequence).brackets)[n]!;
const settled = (sequence: Delta, choice: BracketChoice, n = 0) => {
  const done = settleBracket(sequence, nth(sequence, n), choice);
  return { ...done, after: sequence.compose(done.delta) };
};

describe("what a choice takes along of others' proposals", () => {
  const sequence = draft(item("to [study", ins("USA:1", " well"), del("F:1", " this"), " matter/mend it] soon"));
  const along = (choice: BracketChoice) =>
    takenAlong(sequence, bracketDigest(sequence, nth(sequence, 0)), choice).map(
      ({ change, effect, text }) => `${change} ${effect}: ${text}`,
    );

  test("is what stands in what goes, and nothing of what stays", () => {
    expect(along("delete")).toEqual(["USA:1 removed:  well", "F:1 removed:  this"]);
    expect(along({ alternative: 1 })).toEqual(["USA:1 removed:  well", "F:1 removed:  this"]);
    expect(along({ alternative: 0 })).toEqual([]);
    expect(along("keep")).toEqual([]);
  });
  test("is nothing of a bracket that is not there", () =>
    expect(takenAlong(draft(item("to study")), "0", "delete")).toEqual([]));
});

describe("bracketing", () => {
  test("is a proposal like any other", () => {
    const before = draft(item("that all States"));
    const after = before.compose(track(before, bracket(before, 5, 8), authorOf("USA")));
    expect(text(after)).toBe("that [all] States¶");
    expect(text(after, "original")).toBe("that all States¶");
    expect(bracketsOf(after).brackets).toMatchObject([{ owner: "USA", text: "all" }]);
  });
  test("whole paragraphs are closed before their last mark", () => {
    const before = draft(item("one"), item("two"), item("three"));
    const after = before.compose(bracket(before, 0, 8));
    expect(text(after)).toBe("[one¶two]¶three¶");
    expect(bracketsOf(after).brackets).toMatchObject([{ kind: "items" }]);
  });
  test("a blank that was selected too stays outside", () =>
    expect(text(draft(item("that all States")).compose(bracket(draft(item("that all States")), 5, 9)))).toBe(
      "that [all] States¶",
    ));
});

describe("keeping", () => {
  test("takes the brackets away, adopted or pending", () => {
    expect(text(settled(draft(item("a [b] c")), "keep").after)).toBe("a b c¶");
    const { after, removed } = settled(draft(item("a ", ins("USA:1", "["), "b", ins("USA:1", "]"), " c")), "keep");
    expect(after.ops).toEqual(draft(item("a b c")).ops);
    expect(removed.map(({ id, touches }) => [id, touches.map((touch) => touch.text).join("")])).toEqual([
      ["USA:1", "[]"],
    ]);
  });
  test("leaves what stands between as it is", () => {
    const { after } = settled(draft(item("[a", ins("F:1", "b"), del("USA:1", "c"), "]")), "keep");
    expect(after.ops).toEqual(draft(item("a", ins("F:1", "b"), del("USA:1", "c"))).ops);
  });
  test("an outer bracket leaves the inner one", () =>
    expect(text(settled(draft(item("[a [b] c] d")), "keep").after)).toBe("a [b] c d¶"));
});

describe("deleting", () => {
  test("takes text and brackets, and one of the two blanks that would meet", () => {
    expect(text(settled(draft(item("a [b] c")), "delete").after)).toBe("a c¶");
    expect(text(settled(draft(item("a [b]; c")), "delete").after)).toBe("a; c¶");
    expect(text(settled(draft(item("a[b] c")), "delete").after)).toBe("a c¶");
  });
  test("one blank at the draft's start, and one in italics", () => {
    expect(text(settled(draft(item(" [b] c")), "delete").after)).toBe(" c¶");
    const italic = { insert: " ", attributes: { em: true } };
    expect(text(settled(draft(item("a", italic, "[b] c")), "delete").after)).toBe("a c¶");
  });
  test("objects beside it stay, those in it go", () => {
    const object = { insert: { ref: "p1" } };
    expect(text(settled(draft(item(object, " [b] ", object)), "delete").after)).toBe("\uFFFC \uFFFC¶");
    expect(text(settled(draft(item("a", object, "[b", object, "]", object, "c")), "delete").after)).toBe(
      "a\uFFFC\uFFFCc¶",
    );
  });
  test("another's blank stays", () =>
    expect(text(settled(draft(item("a", ins("F:1", " "), "[b] c")), "delete").after)).toBe("a  c¶"));
  test("takes whole paragraphs with their marks, and the sign behind", () => {
    expect(text(settled(draft(call("aware"), item("[one];"), item("two.")), "delete").after)).toBe("aware¶two.¶");
    expect(text(settled(draft(call("aware"), item(" [one]"), item("two.")), "delete").after)).toBe("aware¶two.¶");
    expect(text(settled(draft(call("aware"), item("[one;"), item("two;]"), item("three.")), "delete").after)).toBe(
      "aware¶three.¶",
    );
  });
  test("the draft's last paragraph too; an empty draft is one mark", () => {
    expect(text(settled(draft(call("aware"), item("[one.]")), "delete").after)).toBe("aware¶");
    expect(text(settled(draft(item("[one.]")), "delete").after)).toBe("¶");
  });
  test("names what went of everybody's changes", () => {
    const { removed } = settled(
      draft(item("a ", ins("USA:1", "["), "b", ins("F:1", "c"), del("RCC:1", "d"), ins("USA:1", "]"))),
      "delete",
    );
    expect(
      removed.map(({ id, touches }) => `${id} ${touches.map((touch) => `${touch.kind} ${touch.text}`).join(" ")}`),
    ).toEqual(["USA:1 insert [ insert ]", "F:1 insert c", "RCC:1 delete d"]);
  });
  test("[S5] text of others whose paragraph goes keeps one, and is named", () => {
    const before = draft(item(ins("F:1", "X"), "[two"), item("three]"), item("four"));
    const { after, dependants } = settled(before, "delete");
    expect(text(after)).toBe("X¶¶four¶");
    expect(dependants).toEqual([{ change: "F:1", effect: "stranded", text: "X" }]);
  });
  test("[S5] all of it in one, objects too", () => {
    const object = { insert: { ref: "p1" }, attributes: { ins: "F:1" } };
    const before = draft(item(ins("F:1", "X"), object, "[two"), item("three]"), item("four"));
    expect(settled(before, "delete").dependants).toEqual([{ change: "F:1", effect: "stranded", text: "X\uFFFC" }]);
  });
  test("struck text before a bracket keeps its paragraph", () => {
    expect(text(settled(draft(item(del("F:1", "x"), "[two]"), item("three")), "delete").after)).toBe("x¶three¶");
    expect(text(settled(draft(item("one"), item(del("F:1", "x"), "[two]"), item("three")), "delete").after)).toBe(
      "one¶x¶three¶",
    );
  });
});

describe("choosing", () => {
  test("leaves one alternative", () => {
    const before = draft(item("it [shall/should/may] act"));
    for (const [n, word] of ["shall", "should", "may"].entries())
      expect(text(settled(before, { alternative: n }).after)).toBe(`it ${word} act¶`);
  });
  test("as it is, pending or adopted", () => {
    const { after, removed } = settled(draft(item("it [shall/", ins("F:1", "may"), "] act")), { alternative: 1 });
    expect(after.ops).toEqual(draft(item("it ", ins("F:1", "may"), " act")).ops);
    expect(removed).toEqual([]);
  });
  test("without the blanks around the slash", () =>
    expect(text(settled(draft(item("it [shall / should] act")), { alternative: 1 }).after)).toBe("it should act¶"));
  test("there must be one", () =>
    expect(() => settled(draft(item("it [shall] act")), { alternative: 0 })).toThrow(
      /alternative 0 of 0 in \[shall\]/,
    ));
});

describe("a bracket's digest", () => {
  const digest = (sequence: Delta, n = 0) => bracketDigest(sequence, nth(sequence, n));
  const plain = draft(item("a [b] c"));
  test("is the same wherever the paragraph stands", () =>
    expect(digest(new Delta().insert("x\n", { id: "q" }).concat(plain))).toBe(digest(plain)));
  test.each<[string, Attributes | string]>([
    ["a proposal to delete", { "del:F": "F:1" }],
    ["formatting", { em: true }],
    ["text", "x"],
  ])("tells %s", (_what, change) => {
    const edit = new Delta().retain(3);
    const after = plain.compose(typeof change === "string" ? edit.insert(change) : edit.retain(1, change));
    expect(digest(after)).not.toBe(digest(plain));
  });
  test("tells equal ones in two paragraphs apart", () => {
    const two = draft(item("[b]"), item("[b]"));
    expect(digest(two, 0)).not.toBe(digest(two, 1));
  });
  test("does not count comments", () =>
    expect(digest(plain.compose(new Delta().retain(3).retain(1, { "cmt:t1": true })))).toBe(digest(plain)));
  test("nor what stands outside, right beside it too", () => {
    expect(digest(new Delta([{ insert: "xx" }, ...plain.ops]))).toBe(digest(plain));
    expect(digest(plain.compose(new Delta().retain(2).insert("x")))).toBe(digest(plain));
    expect(digest(plain.compose(new Delta().retain(5).insert("x")))).toBe(digest(plain));
    const object = { insert: { ref: "p1" } };
    expect(digest(draft(item("a ", object, "[b]", object, " c")))).toBe(digest(plain));
  });
  test("of one that is all of its paragraph, the first, tells what it holds and not what comes behind", () => {
    const first = digest(draft(item("[b]")));
    expect(digest(draft(item("[c]")))).not.toBe(first);
    expect(digest(draft(item("[b]"), item("more")))).toBe(first);
  });
  test("tells its own signs, where these are runs of their own", () => {
    const of = (left: Attributes, right: Attributes) =>
      digest(plain.compose(new Delta().retain(2).retain(1, left).retain(1).retain(1, right)));
    expect(new Set([of({}, {}), of({ em: true }, {}), of({}, { em: true })]).size).toBe(3);
  });
});

test("where a mark goes, the attributes of the one that stays stand (S7)", () => {
  const before = draft(item("a [b"), item({ mark: { level: 1 } }, "c]"));
  const { after } = settled(before, "delete");
  expect((after.ops as Op[]).at(-1)).toEqual({ insert: MARK, attributes: { id: "p2", role: "item", level: 1 } });
});
