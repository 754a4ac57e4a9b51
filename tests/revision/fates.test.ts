/** Fates: from what becomes of each run to a Delta, and the paragraphs that pending text keeps. */
import { describe, expect, test } from "vitest";
import { type Attributes, Delta, type Op, runsOf } from "../../schema/index.ts";
import { type Fate, closeDraft, deltaOf, keepParagraphs, strandedId, strandedMark } from "../../src/revision/fates.ts";
import { attributesOf, draft, shown } from "./notation.ts";

const runs = (line: string) => [...runsOf(draft(line).ops as Op[])];
const kept = (line: string) =>
  runs(line).map(({ insert, attributes }): Fate => ({ kind: "kept", insert, before: attributes, after: attributes }));
const removed = (line: string) =>
  runs(line).map(({ insert, attributes }): Fate => ({ kind: "removed", insert, before: attributes }));
const added = (line: string) =>
  runs(line).map(({ insert, attributes }): Fate => ({ kind: "new", insert, after: attributes }));
const returned = (line: string) => runs(line).map(({ insert }): Fate => ({ kind: "returned", insert }));
const gone = (line: string) =>
  runs(line).map(({ insert, attributes }): Fate => ({ kind: "gone", insert, before: attributes }));

/** The sequence that the fates lead to. */
function outcome(fates: readonly Fate[]): string {
  const result = new Delta();
  for (const fate of fates)
    if (fate.kind === "kept" || fate.kind === "new") result.insert(fate.insert as string, fate.after);
  return shown(result);
}

test("what is kept, removed and new makes a Delta; what went before or goes back is not in it", () => {
  const level = (value: number): Attributes => ({ level: value });
  const fates: Fate[] = [
    ...kept("one"),
    ...removed("two"),
    ...added("[X .em]"),
    ...gone("¶"),
    ...returned("Y¶"),
    { kind: "kept", insert: "\n", before: level(1), after: level(2) },
    ...kept("[three .em]¶"),
  ];
  expect(deltaOf(fates).ops).toEqual([
    { retain: 3 },
    { insert: "X", attributes: { em: true } },
    { delete: 3 },
    { retain: 1, attributes: { level: 2 } },
  ]);
});

describe("the mark that stranded text gets", () => {
  test("has an id made of that of the mark that went, the same wherever it is made", () => {
    expect(strandedId("p1")).toBe("p1~");
    expect(strandedId("")).toBe("~");
  });
  test("is like the one that went, and part of the text's change", () => {
    const went = attributesOf([
      "+F",
      "-RCC",
      "=F.level:2",
      ".role:item",
      ".part:operative",
      ".level:1",
      ".label:bis",
      ".agreed:d1",
      "#p1",
      "%x:1",
    ]);
    expect(strandedMark(went, "USA:1")).toEqual({
      id: "p1~",
      ins: "USA:1",
      role: "item",
      part: "operative",
      level: 1,
      label: "bis",
    });
  });
  test("has no more than an id where nothing is known of the one that went", () => {
    expect(strandedMark(undefined, "USA:1")).toEqual({ id: "~", ins: "USA:1" });
  });
});

describe("pending text keeps a paragraph", () => {
  const check = (
    fates: Fate[],
    expected: string,
    stranded: string[] = [],
    strands?: Parameters<typeof keepParagraphs>[1],
  ) => {
    const result = keepParagraphs(fates, strands);
    expect(outcome(result.fates)).toBe(expected);
    expect([...result.stranded].map(({ insert }) => insert)).toEqual(stranded);
  };

  test("where all that was adopted around it goes, its mark too", () =>
    check(
      [...kept("one¶"), ...removed("t"), ...kept("[X +USA]"), ...removed("wo[¶ #p2]"), ...kept("three¶")],
      "one¶[X +USA][¶ +USA #p2~]three¶",
      ["X"],
    ));
  test("of text of two changes the later has the mark", () =>
    check([...kept("[X +F][Y +USA]"), ...removed("[¶ #p1]"), ...kept("two¶")], "[X +F][Y +USA][¶ +USA #p1~]two¶", [
      "X",
      "Y",
    ]));
  test("where the mark went unseen before it was typed", () =>
    check([...added("[X +USA]"), ...gone("[¶ #p1]"), ...kept("two¶")], "[X +USA][¶ +USA #p1~]two¶", ["X"]));
  test("at the draft's end", () => check([...kept("[X +USA]"), ...removed("[¶ #p1]")], "[X +USA][¶ +USA #p1~]", ["X"]));
  test("once, where several marks go", () =>
    check([...kept("[X +USA]"), ...removed("[¶ #p1][¶ #p2]"), ...kept("three¶")], "[X +USA][¶ +USA #p1~]three¶", [
      "X",
    ]));
  test("each its own", () =>
    check(
      [...kept("[X +USA]"), ...removed("[¶ #p1]"), ...kept("[Y +F]"), ...removed("[¶ #p2]"), ...kept("three¶")],
      "[X +USA][¶ +USA #p1~][Y +F][¶ +F #p2~]three¶",
      ["X", "Y"],
    ));
  test("not where adopted words stand before it: they have one paragraph with what follows", () =>
    check([...kept("one[X +USA]"), ...removed("¶"), ...kept("two¶")], "one[X +USA]two¶"));
  test("nor where adopted words stand between it and the mark", () =>
    check([...kept("[X +USA]one"), ...removed("¶"), ...kept("two¶")], "[X +USA]onetwo¶"));
  test("adopted words of the paragraph before count no more", () =>
    check([...kept("one¶[X +USA]"), ...removed("[¶ #p2]"), ...kept("three¶")], "one¶[X +USA][¶ +USA #p2~]three¶", [
      "X",
    ]));
  test("nor does pending text of the paragraph before", () =>
    check([...kept("[X +USA]¶"), ...removed("two¶"), ...kept("three¶")], "[X +USA]¶three¶"));
  test("adopted words of a paragraph that was joined count still", () =>
    check(
      [...kept("one"), ...removed("¶"), ...kept("[X +USA]"), ...removed("¶"), ...kept("three¶")],
      "one[X +USA]three¶",
    ));
  test("not where a pending mark follows at once: that is its paragraph", () =>
    check([...kept("[X +USA]"), ...removed("¶"), ...kept("[¶ +F]two¶")], "[X +USA][¶ +F]two¶"));
  test("be it behind other text that goes", () =>
    check(
      [...kept("[X +USA]"), ...removed("¶two"), ...gone("¶"), ...added("[¶ +F]"), ...kept("two¶")],
      "[X +USA][¶ +F]two¶",
    ));
  test("but where an adopted one follows, that would be another's", () =>
    check([...kept("[X +USA]"), ...removed("[¶ #p1]"), ...kept("¶")], "[X +USA][¶ +USA #p1~]¶", ["X"]));
  test("or other pending text before its mark", () =>
    check([...kept("[X +USA]"), ...removed("[¶ #p1]"), ...kept("[Y¶ +F]")], "[X +USA][¶ +USA #p1~][Y¶ +F]", ["X"]));
  test("not where the loss of the mark does not count", () => {
    check([...kept("[X +USA]"), ...removed("¶"), ...kept("two¶")], "[X +USA]two¶", [], () => false);
    const asked: unknown[] = [];
    check([...kept("[X +F][Y +USA]"), ...removed("[¶ #p1]"), ...kept("two¶")], "[X +F][Y +USA]two¶", [], (...each) => {
      asked.push(each.map(({ insert }) => insert));
      return false;
    });
    expect(asked).toEqual([["\n", "Y"]]);
  });
  test("among very many marks that go, which a pending one ends", () => {
    const marks = Array.from({ length: 50_000 }, () => removed("¶")).flat();
    check([...kept("[X +USA]"), ...marks, ...kept("[¶ +USA]")], "[X¶ +USA]");
  });
  test("not where a mark goes back to its author, which never ended a paragraph", () =>
    check([...kept("[X +USA]"), ...returned("Y¶"), ...kept("one¶")], "[X +USA]one¶"));
  test("no paragraph without text", () => check([...removed("one¶"), ...kept("two¶")], "two¶"));
});

describe("a draft ends in a mark (S7)", () => {
  const check = (fates: Fate[], expected: string, afterMark?: boolean) =>
    expect(outcome(closeDraft(fates, afterMark))).toBe(expected);

  test("as it does", () => check(kept("one¶"), "one¶"));
  test("as it does by a new one", () => check([...kept("one"), ...added("¶"), ...removed("¶")], "one¶"));
  test("or the last one that goes stays", () => check([...kept("one"), ...removed("[¶ #p1]two[¶ #p2]")], "one[¶ #p2]"));
  test("be there another that went before", () =>
    check([...kept("one"), ...removed("[¶ #p1]"), ...gone("[¶ #p2]")], "one[¶ #p1]"));
  test("without what is stripped off it", () => {
    const closed = closeDraft([...kept("one"), ...removed("[¶ -F #p1]")], false, (attributes) => ({
      id: attributes?.id,
    }));
    expect(outcome(closed)).toBe("one[¶ #p1]");
    expect(deltaOf(closed).ops).toEqual([{ retain: 3 }, { retain: 1, attributes: { "del:F": null } }]);
  });
  test("an empty draft is one mark", () => {
    check(removed("one[¶ #p1]"), "[¶ #p1]");
    check([], "¶");
  });
  test("a window that begins after a mark may be empty", () => check(removed("two¶"), "", true));
  test("but it does not end in text", () => check([...kept("t"), ...removed("wo[¶ #p2]")], "t[¶ #p2]", true));
  test("text behind the mark that goes gets one like it", () =>
    check([...removed("[¶ #p1 .level:1]"), ...added("X")], "X[¶ .level:1 #p1]"));
  test("pending text behind all marks gets one as part of its change", () => {
    check([...kept("one¶"), ...added("[X +USA]")], "one¶[X +USA][¶ +USA #~]");
    check([...removed("[¶ +USA:2 .level:1 #p1]"), ...added("[X +USA]")], "[X +USA][¶ +USA .level:1 #p1~]");
  });
});
