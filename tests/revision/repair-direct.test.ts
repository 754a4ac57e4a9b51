/** The guard's repair of an update by the secretary, who may change adopted text, and of the draft's end. */
import { describe, expect, test } from "vitest";
import type { Piece } from "../../src/revision/index.ts";
import { check, delegate, deleted, gone, inOrder, inserted, kept, repaired, secretary } from "./pieces.ts";

describe("one who edits directly (S10)", () => {
  test("inserts, deletes and sets adopted text", () => {
    inOrder(secretary, [
      ...kept("one"),
      ...inserted("X"),
      ...deleted("two"),
      ...kept("[three .em]", { em: null }),
      ...kept("¶", { level: 1 }),
    ]);
    inOrder(secretary, [...deleted("one¶"), ...kept("two¶")]);
  });
  test("may propose, too", () =>
    inOrder(secretary, [
      ...kept("one"),
      ...inserted("[X +SEC]"),
      ...kept("two", { "del:SEC": "SEC:1" }),
      ...kept("¶"),
    ]));
  test("takes back his or her own insertion", () =>
    inOrder(secretary, [...kept("one"), ...deleted("[X +SEC]"), ...kept("¶")]));
  test("does not delete others' pending text", () => {
    const { line, repairs } = repaired(secretary, [...kept("one"), ...deleted("[X +F -RCC]"), ...kept("¶")]);
    expect([line, repairs.length]).toEqual(["one[X +F -RCC]¶", 1]);
  });
  test("not even with its paragraph: it is restored in one of its own", () =>
    check(
      secretary,
      [...kept("one¶"), ...deleted("t[X +F]wo[¶ #p2]"), ...kept("three¶")],
      "one¶[X +F][¶ +F #p2~]three¶",
    ));
  test("does not write in another's name", () =>
    check(secretary, [...kept("one"), ...inserted("[X +F]"), ...kept("¶")], "one[X +SEC:s1]¶"));
  test("proposes to set on pending text of others", () =>
    check(secretary, [...kept("[one +F]", { em: true }), ...kept("¶")], "[one +F =SEC:s1.em:true]¶"));
  test("does not touch others' marks", () => check(secretary, [...kept("[one -F]¶", { "del:F": null })], "[one -F]¶"));
  test("nor ids and agreements", () =>
    check(secretary, [...kept("one[¶ #p1]", { id: "p9", agreed: "d1" })], "one[¶ #p1]"));
  test("gives pending text whose paragraph goes one of its own, as part of its change", () => {
    inOrder(secretary, [
      ...kept("one¶"),
      ...deleted("two"),
      ...kept("[X +F]"),
      ...inserted("[¶ +F #p2~]"),
      ...deleted("[¶ #p2]"),
      ...kept("three¶"),
    ]);
  });
  test("which the repair does where it was not done", () =>
    check(
      secretary,
      [...kept("one¶"), ...deleted("two"), ...kept("[X +F]"), ...deleted("[¶ #p2]"), ...kept("three¶")],
      "one¶[X +F][¶ +F #p2~]three¶",
    ));
  test("wherever among what goes that mark stands", () => {
    const keptMark = [...kept("one¶[X +F]"), ...inserted("[¶ +F #p2~]")];
    inOrder(secretary, [...keptMark, ...deleted("two[¶ #p2]"), ...kept("three¶")]);
    inOrder(secretary, [...keptMark, ...gone("¶"), ...deleted("[¶ #p2]"), ...kept("three¶")]);
    inOrder(secretary, [
      ...kept("one¶[X +F]"),
      ...deleted("[¶ #p2]two"),
      ...inserted("[¶ +F #p2~]"),
      ...kept("three¶"),
    ]);
    inOrder(secretary, [...keptMark, ...inserted("new"), ...deleted("two[¶ #p2]"), ...kept("three¶")]);
  });
  test("but none where no paragraph goes, or another", () => {
    const line = "[X +F][¶ +SEC:s1 #n1]two¶";
    const mark = [...kept("[X +F]"), ...inserted("[¶ +F #n1]")];
    check(secretary, [...mark, ...kept("two¶")], line);
    check(secretary, [...mark, ...deleted("one"), ...kept("two¶")], line);
    check(secretary, [...mark, ...gone("¶"), ...kept("two¶")], line);
    check(secretary, [...mark, ...kept("two"), ...deleted("¶"), ...kept("¶")], line);
  });
  test("nor any other mark or text in another's name", () => {
    const beside = (before: string, text: Piece[], line: string) =>
      check(secretary, [...kept(before), ...text, ...deleted("[¶ #p2]"), ...kept("two¶")], line);
    beside("[X +F]one", inserted("[¶ +F #n1]"), "[X +F]one[¶ +SEC:s1 #n1]two¶");
    beside("[X +F]", inserted("[¶ +RCC #n1]"), "[X +F][¶ +SEC:s1 #n1]two¶");
    beside("[X¶ +F]", inserted("[¶ +F #n1]"), "[X¶ +F][¶ +SEC:s1 #n1]two¶");
    beside("[X +F]", inserted("[Y +F]"), "[X +F][Y +SEC:s1][¶ +SEC:s1 #p2~]two¶");
    beside("[X +F]", [...inserted("Y"), ...inserted("[¶ +F #n1]")], "[X +F]Y[¶ +SEC:s1 #n1]two¶");
    beside("[X +!]", inserted("[¶ +! #n1]"), "[X +!][¶ +SEC:s1 #n1]two¶");
  });
  test("a delegate gives no marks to others' text", () => {
    const mark = [...kept("one¶[X +F]"), ...inserted("[¶ +F #n1]")];
    check(delegate, [...mark, ...kept("two¶")], "one¶[X +F][¶ +RCC:s1 #n1]two¶");
    check(delegate, [...mark, ...deleted("[¶ +RCC #p2]"), ...kept("two¶")], "one¶[X +F][¶ +RCC:s1 #n1]two¶");
  });
});

describe("the draft's end (S7)", () => {
  test("is a mark: the last one stays", () =>
    check(secretary, [...kept("one"), ...deleted("[¶ #p1]two[¶ #p2]")], "one[¶ #p2]"));
  test("text behind it becomes a paragraph, a delegate's as its own proposal (G1)", () => {
    check(delegate, [...kept("one¶"), ...inserted("X")], "one¶[X +RCC:s1][¶ +RCC:s1 #~]");
    check(secretary, [...kept("one¶"), ...inserted("X")], "one¶X[¶ #s1]");
  });
  test("of a window that is not at the end is not the draft's", () => {
    const within = { from: 4, atEnd: false };
    inOrder(secretary, deleted("two¶"), within);
    inOrder(secretary, [...kept("two"), ...deleted("¶")], within);
  });
  test("of a window behind a mark may be empty", () => {
    inOrder(secretary, deleted("two¶"), { from: 4, atEnd: true });
    inOrder(secretary, deleted("two¶"), { from: 1, atEnd: true }); // the first paragraph is empty
    check(secretary, deleted("two[¶ #p1]"), "[¶ #p1]", { from: 0, atEnd: true });
  });
});
