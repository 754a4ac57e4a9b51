/** The chair's verdicts, case by case: what they make of the draft, and whose pending text they take along or strand. */
import { describe, expect, test } from "vitest";
import { type Op, canonicalSequence, footnoteFaults, view } from "../../schema/index.ts";
import { type Verdicts, decide, revisions } from "../../src/revision/index.ts";
import { draft, expectPlainData, shown } from "./notation.ts";

/** The verdicts give `after` and name `dependants`; where all changes have one, it is the view of the accepted (S4). */
function check(before: string, verdicts: Verdicts, after: string, dependants: string[] = []): void {
  const sequence = draft(before);
  const decision = decide(sequence, verdicts);
  const decided = sequence.compose(decision.delta);
  expect(shown(decided)).toBe(after);
  expect(
    decision.dependants.map(({ change, effect, text }) => `${effect} ${change} ${text.replaceAll("\n", "¶")}`),
  ).toEqual(dependants);
  expectPlainData(decided);
  if ([...revisions(sequence).keys()].every((id) => id in verdicts)) {
    const chosen = view(sequence, (id) => verdicts[id] === "accept");
    expect(canonicalSequence(decided.ops as Op[]).ops).toEqual(canonicalSequence(chosen.ops as Op[]).ops);
  }
}
const accept = (...ids: string[]): Verdicts => Object.fromEntries(ids.map((id) => [id, "accept"]));
const reject = (...ids: string[]): Verdicts => Object.fromEntries(ids.map((id) => [id, "reject"]));

describe("an insertion", () => {
  test("accepted is adopted", () => check("one[X +USA]¶", accept("USA:1"), "oneX¶"));
  test("rejected goes", () => check("one[X +USA]¶", reject("USA:1"), "one¶"));
  test("of another change stays pending", () =>
    check("[X +USA][Y +USA:2][Z +F]¶", accept("USA:2"), "[X +USA]Y[Z +F]¶"));
  test("of a paragraph", () => {
    check("one[¶ +USA]two¶", accept("USA:1"), "one¶two¶");
    check("one[¶ +USA]two¶", reject("USA:1"), "onetwo¶");
  });
  test("keeps its properties", () =>
    check("[X +USA .em][¶ +USA .level:1 #p1]two¶", accept("USA:1"), "[X .em][¶ .level:1 #p1]two¶"));
});

describe("a deletion", () => {
  test("accepted is done", () => check("[one -USA] two¶", accept("USA:1"), " two¶"));
  test("rejected stands", () => check("[one -USA] two¶", reject("USA:1"), "one two¶"));
  test("of one delegation leaves that of another", () => check("[one -F -USA]¶", reject("USA:1"), "[one -F]¶"));
  test("of pending text leaves it pending when rejected", () => check("[abc +USA -F]¶", reject("F:1"), "[abc +USA]¶"));
  test("of text whose insertion is accepted too", () => check("[abc +USA -F]¶", accept("USA:1", "F:1"), "¶"));
  test("of text whose insertion is rejected", () =>
    check("[abc +USA -F]¶", { "USA:1": "reject", "F:1": "reject" }, "¶"));
});

describe("a setting", () => {
  test("accepted is done", () => check("[one =USA.em:true]¶", accept("USA:1"), "[one .em]¶"));
  test("accepted takes an attribute away", () => check("[one =USA.em .em]¶", accept("USA:1"), "one¶"));
  test("rejected leaves what was", () => check("one[¶ =USA.level:2 .level:1]", reject("USA:1"), "one[¶ .level:1]"));
  test("of another stays proposed", () =>
    check("one[¶ =F.level:2 =USA.level:1]", accept("USA:1"), "one[¶ =F.level:2 .level:1]"));
  test("of one attribute by two: in order of the delegations' codes", () => {
    check("one[¶ =F.level:2 =USA.level:1]", accept("USA:1", "F:1"), "one[¶ .level:1]");
    check("one[¶ =USA.level:1 =F.level:2]", accept("F:1", "USA:1"), "one[¶ .level:1]");
    check("one[¶ =EUR.level:1 =EUR-2.level:2]", accept("EUR:1", "EUR-2:1"), "one[¶ .level:2]");
    check("one[¶ =EUR-2.level:2 =EUR.level:1]", accept("EUR:1", "EUR-2:1"), "one[¶ .level:2]");
  });
  test("of two attributes", () =>
    check("one[¶ =USA.level:1 =USA.role:item]", accept("USA:1"), "one[¶ .level:1 .role:item]"));
});

describe("what has no verdict", () => {
  test("stays as it is", () => check("[a +USA -F =RCC.em:true .em]¶", {}, "[a +USA -F =RCC.em:true .em]¶"));
  test("what every object has is no verdict", () => {
    const sequence = draft("[a +USA]¶").compose(draft("").retain(1, { ins: "toString", "del:F": "constructor" }));
    expect(decide(sequence, accept("USA:1")).delta.ops).toEqual([]);
  });
  test("what is no change id is left alone, the rest can be decided", () => {
    const sequence = draft("[a +USA][b +USA:2]¶").compose(draft("").retain(1, { ins: 7 }));
    expect(sequence.compose(decide(sequence, accept("USA:2")).delta).ops).toEqual([
      { insert: "a", attributes: { ins: 7 } },
      { insert: "b\n" },
    ]);
  });
  test("and what is unknown stays where it is", () =>
    check("[a +USA %x-later:kept]¶", accept("USA:1"), "[a %x-later:kept]¶"));
});

describe("pending text of others (S5)", () => {
  test("goes with a deletion that covers it, and is named", () =>
    check("one[abc +USA -F]¶", accept("F:1"), "one¶", ["removed USA:1 abc"]));
  test("by all of its text that goes", () =>
    check("[ab +USA -F]one[◊ +USA -F][c +USA]¶", accept("F:1"), "one[c +USA]¶", ["removed USA:1 ab\uFFFC"]));
  test("each change for itself", () =>
    check("[a +USA -F][b +RCC -F]¶", accept("F:1"), "¶", ["removed USA:1 a", "removed RCC:1 b"]));
  test("is not named when it has a verdict", () =>
    check("one[abc +USA -F]¶", { "F:1": "accept", "USA:1": "reject" }, "one¶"));
  test("with a verdict on the deletion alone it does not go when that is rejected", () =>
    check("one[abc +USA -F]¶", reject("F:1"), "one[abc +USA]¶"));
  test("is stranded where what it stands in goes", () => {
    check("[o -F][X +USA][ne -F]two¶", accept("F:1"), "[X +USA]two¶", ["stranded USA:1 X"]);
    check("one[a +F][X +USA][b +F]¶", reject("F:1"), "one[X +USA]¶", ["stranded USA:1 X"]);
  });
  test("beside pending text of a third, too", () =>
    check("[o -F][X +USA][Y +RCC][ne -F]two¶", accept("F:1"), "[X +USA][Y +RCC]two¶", [
      "stranded USA:1 X",
      "stranded RCC:1 Y",
    ]));
  test("not where what goes is on one side alone", () => {
    check("one[X +USA][two -F]¶", accept("F:1"), "one[X +USA]¶");
    check("[one -F][X +USA]two¶", accept("F:1"), "[X +USA]two¶");
    check("[one -F][X +USA]two[three -F]¶", accept("F:1"), "[X +USA]two¶");
    check("[one -F][X +USA]¶", accept("F:1"), "[X +USA]¶");
  });
  test("nor text that is adopted by the same decision", () =>
    check("[o -F][X +USA][ne -F]two¶", accept("F:1", "USA:1"), "Xtwo¶"));
  test("keeps a paragraph where its own goes", () =>
    check("one¶[t -F][X +USA][wo -F][¶ -F #p2]three¶", accept("F:1"), "one¶[X +USA][¶ +USA #p2~]three¶", [
      "stranded USA:1 X",
    ]));
  test("all of that paragraph is named, and no more", () =>
    check(
      "one[A +USA]¶[X +USA][Y +RCC][two -F][¶ -F #p2]three¶",
      accept("F:1"),
      "one[A +USA]¶[X +USA][Y +RCC][¶ +RCC #p2~]three¶",
      ["stranded USA:1 X", "stranded RCC:1 Y"],
    ));
  test("among adopted words it has their paragraph", () =>
    check("one[X +USA][¶ -F]two¶", accept("F:1"), "one[X +USA]two¶"));
  test("some of it can go and some be stranded", () =>
    check("[o -F][X +USA][n -F][Y +USA -F][e -F]two¶", accept("F:1"), "[X +USA]two¶", [
      "stranded USA:1 X",
      "removed USA:1 Y",
    ]));
});

describe("the draft's last mark (S7)", () => {
  test("stays where text is left before it, without what is decided", () => {
    check("one[¶ -F #p1]", accept("F:1"), "one[¶ #p1]");
    check("one¶two[¶ +F #p2]", reject("F:1"), "one¶two[¶ #p2]");
  });
  test("then it does not go, and is not named as if it did", () =>
    check("one[¶ +USA -F]", accept("F:1"), "one[¶ +USA]"));
  test("stays in a draft that is left empty", () => check("[one¶ -F]", accept("F:1"), "¶"));
  test("goes where what stands before it ends in a mark", () => check("one¶[two¶ -F]", accept("F:1"), "one¶"));
  test("is a footnote's where that is the last one, and Check tells of it", () => {
    const before = "one[¶ #p1][X +USA][¶ +F #p2][note +F][¶ +F #p3 .role:footnote]";
    const after = "one[¶ #p1]X[¶ .role:footnote #p3]";
    check(before, { ...accept("USA:1"), ...reject("F:1") }, after);
    expect(footnoteFaults(draft(after)).map(({ message }) => message)).toEqual([expect.stringContaining("footnote")]);
  });
  test("is that of the stranded text's change", () =>
    check("one¶[X +USA][two -F][¶ -F #p2]", accept("F:1"), "one¶[X +USA][¶ +USA #p2~]", ["stranded USA:1 X"]));
});
