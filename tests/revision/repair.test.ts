/**
 * The guard's repair of a delegate's update: what RCC sent, piece by piece, and what is there when it was repaired. The
 * entry's fresh change is `RCC:s1`.
 */
import { describe, expect, test } from "vitest";
import { check, delegate, deleted, gone, inOrder, inserted, kept, repaired } from "./pieces.ts";

describe("a delegate's text (G1)", () => {
  test("is an insertion of its own", () =>
    inOrder(delegate, [...kept("one"), ...inserted("[X +RCC .em]"), ...kept("¶")]));
  test("becomes one when it has no mark", () =>
    check(delegate, [...kept("one"), ...inserted("X"), ...kept("¶")], "one[X +RCC:s1]¶"));
  test("which is reported", () =>
    expect(repaired(delegate, [...kept("one"), ...inserted("X"), ...kept("¶")]).repairs).toHaveLength(1));
  test("or the mark of another", () =>
    check(delegate, [...kept("one"), ...inserted("[X +F]"), ...kept("¶")], "one[X +RCC:s1]¶"));
  test("or that of a decided change (G2)", () =>
    check(delegate, [...kept("one"), ...inserted("[X +RCC:spent]"), ...kept("¶")], "one[X +RCC:s1]¶"));
  test("or no change id", () =>
    check(delegate, [...kept("one"), ...inserted("[X +RCC:!]"), ...kept("¶")], "one[X +RCC:s1]¶"));
  test("has what its sender gave it, not what it came to stand in (S6)", () =>
    check(
      delegate,
      [...kept("[a -F .em]"), ...inserted("[X +RCC -F .em]", "[X +RCC]"), ...kept("[b -F .em]¶")],
      "[a -F .em][X +RCC][b -F .em]¶",
    ));
  test("carries its properties and no marks", () =>
    check(
      delegate,
      [
        ...kept("one"),
        ...inserted("[X +RCC -RCC -F =F.em:true =RCC.em:true .em .role:item %cmt:t %x-later:1]"),
        ...inserted("[¶ +RCC .em .level:1 .agreed:d1 #n1]"),
        ...kept("¶"),
      ],
      "one[X +RCC .em][¶ +RCC .level:1 #n1]¶",
    ));
  test("nor values that are none", () =>
    check(
      delegate,
      [...kept("one"), ...inserted("[X +RCC .em:7][¶ +RCC .level:9 .role:king #n1]"), ...kept("¶")],
      "one[X +RCC][¶ +RCC #n1]¶",
    ));
  test("what it may not carry is reported", () => {
    for (const line of [
      "[X +RCC -F]",
      "[X +RCC .em:7]",
      "[X +RCC #n1]",
      "[X +RCC .role:item]",
      "[X +RCC %cmt:t]",
      "[¶ +RCC .agreed:d1 #n1]",
    ]) {
      expect(repaired(delegate, [...kept("one"), ...inserted(line), ...kept("¶")]).repairs, line).toHaveLength(1);
    }
  });
});

describe("a paragraph mark's id", () => {
  test("is its own", () => inOrder(delegate, [...inserted("[¶ +RCC #n1]"), ...kept("[¶ #p1]")]));
  test("or a fresh one: where it has none", () =>
    check(delegate, [...inserted("[¶ +RCC]"), ...kept("¶")], "[¶ +RCC #s1]¶"));
  test("where another has or had it", () =>
    check(delegate, [...inserted("[¶ +RCC #p1]"), ...kept("¶")], "[¶ +RCC #s1]¶"));
  test("where two of one update have it", () =>
    check(delegate, [...inserted("[¶ +RCC #n1][¶ +RCC #n1]"), ...kept("¶")], "[¶ +RCC #n1][¶ +RCC #s1]¶"));
  test("where it is no id", () => check(delegate, [...inserted("[¶ +RCC #(]"), ...kept("¶")], "[¶ +RCC #s1]¶"));
});

describe("a delegate's deletion (G1)", () => {
  test("of its own pending text is done", () =>
    inOrder(delegate, [...kept("one"), ...deleted("[X +RCC]"), ...kept("¶")]));
  test("of adopted text is a proposal", () =>
    check(delegate, [...kept("o"), ...deleted("n"), ...kept("e¶")], "o[n -RCC:s1]e¶"));
  test("of another's pending text too", () =>
    check(delegate, [...deleted("[X +F .em]"), ...kept("¶")], "[X +F -RCC:s1 .em]¶"));
  test("of what it proposes to delete already restores that", () =>
    check(delegate, [...deleted("[one -RCC]"), ...kept("¶")], "[one -RCC]¶"));
  test("of its own paragraph mark lets others' text go on in the next paragraph", () =>
    inOrder(delegate, [...kept("[Y +F]"), ...deleted("[¶ +RCC #p1]"), ...kept("two¶")]));
  test("of its own last mark, with text left before it, does not come about (S7)", () =>
    check(delegate, [...kept("one¶[two +RCC]"), ...deleted("[¶ +RCC #p2]")], "one¶[two +RCC][¶ +RCC #p2]"));
  test("is reported, and is no attempt on others' marks (G5)", () => {
    const { repairs, attempts } = repaired(delegate, [...deleted("one"), ...kept("¶")]);
    expect([repairs.length, attempts]).toEqual([1, 0]);
  });
});

describe("a delegate's marks on others' text", () => {
  test("are its proposals to delete and to set", () => {
    inOrder(delegate, [
      ...kept("[one +F]", { "del:RCC": "RCC:1" }),
      ...kept("¶", { "set:RCC:level": { change: "RCC:1", value: 1 } }),
    ]);
    inOrder(delegate, [...kept("[one -RCC =RCC.em:true]", { "del:RCC": null, "set:RCC:em": null }), ...kept("¶")]);
  });
  test("go under a fresh id where an earlier entry used theirs (G2)", () => {
    const setting = { change: "RCC:old", value: true };
    check(
      delegate,
      [...kept("one", { "del:RCC": "RCC:old", "set:RCC:em": setting }), ...kept("¶")],
      "[one -RCC:s1 =RCC:s1.em:true]¶",
    );
  });
  test("that are not of the form are taken back", () => {
    check(
      delegate,
      [
        ...kept("one", {
          "del:RCC": "F:1",
          "set:RCC:em": { change: "RCC:1", value: 7 },
          "set:RCC:level": { change: "RCC:1", value: 1 },
        }),
        ...kept("¶"),
      ],
      "one¶",
    );
    check(delegate, [...kept("one¶", { "del:RCC": true })], "one¶");
  });
  test("of others are taken back, and are attempts (G5)", () => {
    const forged = { "del:F": "F:1", "set:F:em": { change: "F:1", value: true }, ins: "RCC:1", "cmt:t": true };
    const { line, repairs, attempts } = repaired(delegate, [
      ...kept("one", forged),
      ...kept("[¶ #p1]", { id: "p9", agreed: "d1" }),
    ]);
    expect([line, repairs.length, attempts]).toEqual(["one[¶ #p1]", 5, 6]);
  });
  test("are taken off again only by their delegation", () =>
    check(
      delegate,
      [...kept("[one +F -USA =USA.em:true]", { ins: null, "del:USA": null, "set:USA:em": null }), ...kept("¶")],
      "[one +F -USA =USA.em:true]¶",
    ));
});

describe("a delegate's attributes", () => {
  test("on others' text are proposals", () => {
    check(
      delegate,
      [...kept("one", { em: true }), ...kept("[¶ .level:1]", { level: 2 })],
      "[one =RCC:s1.em:true][¶ =RCC:s1.level:2 .level:1]",
    );
    check(delegate, [...kept("[one +F .em]¶", { em: null })], "[one +F =RCC:s1.em .em]¶");
  });
  test("that are so already withdraw its proposal", () =>
    check(delegate, [...kept("[one =RCC.em .em]¶", { em: true })], "[one .em]¶"));
  test("that it proposes already keep their change", () => {
    check(delegate, [...kept("[one =RCC.em:true]¶", { em: true })], "[one =RCC.em:true]¶");
    check(delegate, [...kept("one[¶ =RCC.level:1]", { level: 2 })], "one[¶ =RCC:s1.level:2]");
  });
  test("on its own insertion are done", () => {
    inOrder(delegate, [
      ...kept("[one +RCC]", { em: true }),
      ...kept("[¶ +RCC .level:1 #p1]", { level: 2 }),
      ...kept("¶"),
    ]);
    inOrder(delegate, [...kept("[one +RCC .em]", { em: null }), ...kept("¶")]);
  });
  test("but not the id of its own mark", () =>
    check(delegate, [...kept("[¶ +RCC #p1]", { id: "p9" })], "[¶ +RCC #p1]"));
  test("that do not belong on the item, or have no such value, are taken back; that is no attempt (G5)", () => {
    const { line, attempts, repairs } = repaired(delegate, [
      ...kept("one", { role: "item", em: 7 }),
      ...kept("¶", { em: true, level: 9 }),
    ]);
    expect([line, attempts]).toEqual(["one¶", 0]);
    expect(repairs.length).toBeGreaterThan(0);
    check(delegate, [...kept("[one +RCC]", { role: "item" }), ...kept("¶")], "[one +RCC]¶");
  });
  test("are reported when they become proposals", () =>
    expect(repaired(delegate, [...kept("one", { em: true }), ...kept("¶")]).repairs).toHaveLength(1));
});

describe("what the sender had not seen (G3)", () => {
  test("marks that came over it are taken back", () => {
    const { line, repairs, attempts } = repaired(delegate, [
      ...kept("one", undefined, { "del:RCC": "RCC:1", em: true }),
      ...kept("¶"),
    ]);
    expect([line, repairs.length, attempts]).toEqual(["one¶", 1, 0]);
  });
  test("what did not change on it needs no repair", () => inOrder(delegate, kept("[one -RCC]¶")));
  test("text beside a mark that went unseen keeps a paragraph", () =>
    check(
      delegate,
      [...kept("one¶"), ...inserted("[X +RCC]"), ...gone("[¶ .level:1 #p2]"), ...kept("three¶")],
      "one¶[X +RCC][¶ +RCC .level:1 #p2~]three¶",
    ));
  test("under an id of its own, where that is taken", () =>
    check(
      delegate,
      [...kept("one¶"), ...inserted("[X +RCC][¶ +RCC #p2~][Y +RCC]"), ...gone("[¶ #p2]"), ...kept("three¶")],
      "one¶[X +RCC][¶ +RCC #p2~][Y +RCC][¶ +RCC #s1]three¶",
    ));
  test("not where only others' text stands before it", () =>
    inOrder(delegate, [...inserted("[X +RCC]"), ...kept("[Y +F]"), ...gone("¶"), ...kept("three¶")]));
  test("nor where the sender's own stands there since before", () =>
    inOrder(delegate, [...kept("[X +RCC]"), ...gone("¶"), ...kept("three¶")]));
  test("nor for a mark that the sender inserted", () =>
    inOrder(delegate, [...kept("one"), ...inserted("[¶ +RCC #n1]"), ...gone("¶"), ...kept("three¶")]));
  test("nor in an empty paragraph", () => inOrder(delegate, [...gone("¶"), ...kept("three¶")]));
  test("text that goes between does not matter", () =>
    check(
      delegate,
      [...inserted("[X +RCC]"), ...deleted("[Y +RCC]"), ...gone("[¶ #p2]"), ...kept("three¶")],
      "[X +RCC][¶ +RCC #p2~]three¶",
    ));
});

test("the fates say how the window was and how it is", () => {
  const { fates } = repaired(delegate, [
    ...kept("one", { em: true }),
    ...inserted("X"),
    ...deleted("[Y +RCC]"),
    ...deleted("two"),
    ...gone("¶"),
    ...kept("¶"),
  ]);
  expect(fates).toEqual([
    { kind: "kept", insert: "one", before: undefined, after: { "set:RCC:em": { change: "RCC:s1", value: true } } },
    { kind: "new", insert: "X", after: { ins: "RCC:s1" } },
    { kind: "removed", insert: "Y", before: { ins: "RCC:1" } },
    { kind: "kept", insert: "two", before: undefined, after: { "del:RCC": "RCC:s1" } },
    { kind: "gone", insert: "\n", before: undefined },
    { kind: "kept", insert: "\n", before: undefined, after: undefined },
  ]);
});
