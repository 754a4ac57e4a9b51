/** What each pending change does at present, and the digest by which two screens know that they show the same of it. */
import { describe, expect, test } from "vitest";
import { type Op, Delta } from "../../schema/index.ts";
import { digestOf, digests, revisions } from "../../src/revision/index.ts";
import { draft } from "./notation.ts";

describe("what a change touches", () => {
  const touches = (line: string, change = "USA:1") =>
    revisions(draft(line))
      .get(change)
      ?.touches.map(({ kind, from, to, text }) => `${kind} ${from}-${to} ${text}`);

  test("insertions, deletions, settings, with their places", () => {
    expect(touches("one[X +USA]two[abc -USA][d =USA.em:true]¶")).toEqual([
      "insert 3-4 X",
      "delete 7-10 abc",
      "set 10-11 em: true — d",
    ]);
  });
  test("a value that is to be taken away", () => expect(touches("[d =USA.em .em]¶")).toEqual(["set 0-1 em: none — d"]));
  test("a level of zero is a value", () => expect(touches("a[¶ =USA.level:0]")).toEqual(["set 1-2 level: 0 — ¶"]));
  test("paragraph marks and inline objects have a sign", () =>
    expect(touches("[a¶◊ +USA]¶")).toEqual(["insert 0-3 a¶\uFFFC"]));
  test("a stretch is one, however others' marks cut it", () => {
    expect(touches("[a +USA][b +USA -F][c +USA]¶")).toEqual(["insert 0-3 abc"]);
    expect(touches("[a -USA][b -F -USA][c -USA]¶")).toEqual(["delete 0-3 abc"]);
    expect(touches("[a =USA.em:true][b -F =USA.em:true]¶")).toEqual(["set 0-2 em: true — ab"]);
    expect(touches("[a =USA.em:true =USA.strong:true][b -F =USA.em:true =USA.strong:true]¶")).toEqual([
      "set 0-2 em: true — ab",
      "set 0-2 strong: true — ab",
    ]);
  });
  test("what lies apart is not one", () => {
    expect(touches("[a +USA]b[c +USA]¶")).toEqual(["insert 0-1 a", "insert 2-3 c"]);
    expect(touches("[a -USA][b +USA][c -USA]¶")).toEqual(["delete 0-1 a", "insert 1-2 b", "delete 2-3 c"]);
    expect(touches("[¶ =USA.level:1][¶ =USA.level:2]")).toEqual(["set 0-1 level: 1 — ¶", "set 1-2 level: 2 — ¶"]);
  });
  test("changes come in the order of their places, each with its delegation", () => {
    const found = [...revisions(draft("[a +USA:2 -F]b[c +USA -RCC-2]¶")).values()];
    expect(found.map(({ id, delegation }) => [id, delegation])).toEqual([
      ["USA:2", "USA"],
      ["F:1", "F"],
      ["USA:1", "USA"],
      ["RCC-2:1", "RCC-2"],
    ]);
  });
  test("two changes side by side are two", () => {
    const line = "[a +USA][b +USA:2]¶";
    expect([touches(line), touches(line, "USA:2")]).toEqual([["insert 0-1 a"], ["insert 1-2 b"]]);
  });
  test("what is no change id is none", () => {
    const sequence = new Delta([
      { insert: "a", attributes: { ins: "nobody", "del:F": 7, "set:F:em": true } },
      { insert: "\n" },
    ]);
    expect([revisions(sequence).size, digests(sequence).size]).toEqual([0, 0]);
  });
});

describe("the digest of a change", () => {
  const same = (a: string, b: string, change = "USA:1") =>
    expect(digestOf(draft(a), change)).toBe(digestOf(draft(b), change));
  const other = (a: string, b: string, change = "USA:1") =>
    expect(digestOf(draft(a), change)).not.toBe(digestOf(draft(b), change));

  test("is the same wherever the change stands", () => same("[X +USA]¶", "one¶two[X +USA]three¶"));
  test("and whatever others propose on it", () => {
    same("[abc +USA]¶", "[a +USA][b +USA -F][c +USA =F.em:true]¶");
    same("[abc -USA]¶", "[a -USA][b -F -USA][c -USA]¶");
    same(
      "[ab =USA.em:true =USA.strong:true]¶",
      "[a =USA.em:true =USA.strong:true][b -F =USA.em:true =USA.strong:true]¶",
    );
    same("[ab -USA =USA.em:true]¶", "[a -USA =USA.em:true][b -F -USA =USA.em:true]¶");
  });
  test("and in whichever order the attributes are named", () => {
    const ops: Op[] = [{ insert: "a", attributes: { em: true, ins: "USA:1", strong: true } }, { insert: "\n" }];
    expect(digestOf(new Delta(ops as Delta["ops"]), "USA:1")).toBe(digestOf(draft("[a +USA .em .strong]¶"), "USA:1"));
    same("[a =USA.em:true =USA.strong:true]¶", "[a =USA.strong:true =USA.em:true]¶");
    same("[a +USA][b -USA]¶", "[b -USA][a +USA]¶");
  });
  test("is not the same for another text", () => {
    other("[abc +USA]¶", "[abd +USA]¶");
    other("[abc +USA]¶", "[ab +USA]¶");
    other("[abc -USA]¶", "[abd -USA]¶");
    other("[a =USA.em:true]¶", "[b =USA.em:true]¶");
    other("[a +USA]¶", "[◊ +USA]¶");
  });
  test("nor for another doing with it", () => {
    other("[a +USA]¶", "[a -USA]¶");
    other("[a +USA]¶", "[a +USA .em]¶");
    other("[a +USA .em]¶", "[a +USA .strong]¶");
    other("[ab +USA .em]¶", "[a +USA .em][b +USA]¶");
    other("[a +USA][b +USA .em][c +USA]¶", "[ac +USA][b +USA .em]¶");
    other("[¶ +USA .level:1]¶", "[¶ +USA .level:2]¶");
    other("[¶ +USA #p1]¶", "[¶ +USA #p2]¶");
    other("[¶ =USA.level:1]", "[¶ =USA.level:2]");
    other("[¶ =USA.level:1]", "[¶ =USA.level]");
    other("[a =USA.em:true]¶", "[a =USA.strong:true]¶");
    other("[a =USA.em:true]¶", "[a -USA]¶");
  });
  test("an agreement of the paragraph and what is unknown do not count", () => {
    same("[¶ +USA #p1]¶", "[¶ +USA .agreed:d1 #p1]¶");
    same("[a +USA]¶", "[a +USA %x-later:1 %cmt:t]¶");
  });
  test("each change has its own, and only those that are wanted are made", () => {
    const sequence = draft("[a +USA][b +USA:2]¶");
    expect([...digests(sequence).keys()]).toEqual(["USA:1", "USA:2"]);
    expect([...digests(sequence, (change) => change === "USA:2")]).toEqual([["USA:2", digestOf(sequence, "USA:2")]]);
  });
  test("a change that is not there has that of nothing", () => same("one¶", "[X +F]¶"));
  test("is fixed: those who ask and those who answer may run different versions", () => {
    expect(digestOf(draft("one¶"), "USA:1")).toBe("488bdcb81aee8d83");
    expect(digestOf(draft("[at +USA]¶"), "USA:1")).toBe("e35ccc120df6a14c");
    expect(digestOf(draft("one[X +USA .em]two[abc -USA][d =USA.em:true]¶"), "USA:1")).toBe("02b0c193c090e54e");
  });
});
