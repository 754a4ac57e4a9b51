/** References as objects and as typed, footnotes and their numbers. */
import { describe, expect, test } from "vitest";
import {
  Delta,
  type Op,
  asReference,
  footnoteFaults,
  footnoteNumbers,
  footnotesOf,
  plainText,
  referenceFaults,
  movedId,
  originOf,
  referenceLabels,
  referencesOf,
  typedReferences,
  view,
} from "../../schema/index.ts";
import { track } from "../../src/revision/index.ts";
import { authorOf } from "../laws/generators.ts";
import { call, del, draft, ins, item, mark, para, sub } from "./draft.ts";

/** So many typed references are looked at. */
const MOST = 2000;
const ref = (id: string): Op => ({ insert: { ref: id } });
const note = (id: string): Op => ({ insert: { footnote: id } });
const texts = (sequence: Delta, as: "original" | "final" | "redline") =>
  referencesOf(sequence, as).map(({ text }) => text);

describe("a reference", () => {
  const sequence = draft(
    call("considering"),
    item(
      ins("USA:1", "new;"),
      { insert: "\n", attributes: { ins: "USA:1", id: "n1", role: "item" } },
      "one;",
      mark({ id: "i1" }),
    ),
    item("two,", mark({ id: "i2" })),
    call("resolves"),
    item("as in considering ", ref("i1"), " and ", ref("i2"), " above;"),
    item("to act.", mark({ id: "r2" })),
  );
  test("shows its target's label in each view", () => {
    expect(texts(sequence, "original")).toEqual(["a)", "b)"]);
    expect(texts(sequence, "final")).toEqual(["b)", "c)"]);
    expect(texts(sequence, "redline")).toEqual(["b)", "c)"]);
    expect(referenceLabels(sequence).get("i2")).toEqual({ original: "b)", final: "c)" });
  });
  test("is missing in the view in which its target does not stand", () => {
    const struck = draft(
      call("considering"),
      item("one;"),
      item(del("F:1", "two,"), mark({ id: "i2", "del:F": "F:1" })),
      item("three ", ref("i2")),
    );
    expect(referencesOf(struck, "original")).toMatchObject([{ missing: false, text: "b)" }]);
    expect(referencesOf(struck, "final")).toMatchObject([{ missing: true, text: "?" }]);
    expect(referenceFaults(struck).map(({ message }) => message)).toEqual(["refers to a paragraph that is not there"]);
    expect(referenceFaults(struck, "original")).toEqual([]);
  });
  test("to the only item of a section shows nothing, to a call its words, to an annex its number", () => {
    const other = draft(
      call("resolves", mark({ id: "c" })),
      item("to act,", mark({ id: "i" })),
      call("instructs the Director of the Radiocommunication Bureau", mark({ id: "d" })),
      item("see ", ref("c"), ref("i"), ref("d"), ref("x")),
      para("annex-number", "ANNEX 1", mark({ id: "x" })),
    );
    expect(texts(other, "final")).toEqual(["resolves", "", "instructs", "ANNEX 1"]);
  });
});

describe("typed references", () => {
  const resolution = (text: string) =>
    draft(
      call("considering"),
      item("one;", mark({ id: "ca" })),
      item("two;", mark({ id: "cb" })),
      call("recognizing further"),
      item("one;", mark({ id: "ra" })),
      item("two;"),
      item("three,", mark({ id: "rc" })),
      call("resolves"),
      item("one:", mark({ id: "r1" })),
      sub("that;", mark({ id: "r1i" })),
      sub("this;", mark({ id: "r1ii" })),
      item("two,", mark({ id: "r2" })),
      call("instructs the Director of the Radiocommunication Bureau"),
      item("one;", mark({ id: "b1" })),
      item("two,"),
      call("instructs the Director of the Telecommunication Standardization Bureau"),
      item("one;", mark({ id: "t1" })),
      item(text, mark({ id: "own" })),
    );
  const found = (text: string) => typedReferences(resolution(text)).map((each) => `${each.text} ${each.target}`);
  test.each<[string, string[]]>([
    ["as in resolves 2 above;", ["2 r2"]],
    ["in accordance with considering a) and b) above,", ["a) ca", "b) cb"]],
    ["recognizing further c) above", ["c) rc"]],
    ["Considering a) and recognizing further a), c)", ["a) ca", "a) ra", "c) rc"]],
    ["under resolves 1 ii) above", ["1 r1", "ii) r1ii"]],
    ["instructs the Director of the Telecommunication Standardization Bureau 1 above", ["1 t1"]],
    ["instructs the Director of the Radiocommunication Bureau 1 above", ["1 b1"]],
    ["in resolves 7 above", ["7 null"]],
    ["in resolves 2 below", ["2 null"]],
    ["see resolves 1 to 2 above", ["1 r1", "2 r2"]],
  ])("%s", (text, expected) => expect(found(text)).toEqual(expected));
  test.each([
    "invites 3 members",
    "resolves 2",
    "the 5 regions above",
    "in 2 above",
    "that 2 Member States",
    "Resolution 130 (Rev. Busan, 2014) above all",
    "a) nothing",
  ])("none in: %s", (text) => expect(found(text)).toEqual([]));
  test.each(["b) sexies", "b) duodecies", "1 novies", "b novies)"])("%s is one label, whatever its adverb", (label) => {
    const sequence = draft(
      call("noting"),
      item("x", mark({ id: "plain", label: label.startsWith("1") ? "1" : "b)" })),
      item("y", mark({ id: "between", label })),
      call("resolves"),
      item(`see noting ${label} above`),
    );
    expect(typedReferences(sequence).map(({ text, target }) => `${text}: ${target}`)).toEqual([`${label}: between`]);
  });
  test("a label of the own section needs no call", () =>
    expect(
      typedReferences(draft(call("noting"), item("one;", mark({ id: "a" })), item("due to a) above"))).map(
        ({ target }) => target,
      ),
    ).toEqual(["a"]));
  test.each([
    ["décide", "décide 2 ci-dessus"],
    ["resuelve", "resuelve 2 supra"],
    ["решает", "решает 2 выше"],
    ["يقرر", "يقرر 2 أعلاه"],
  ])("in other languages: %s", (line, text) =>
    expect(
      typedReferences(
        draft(call(line), item("x"), item("y", mark({ id: "two" })), call("invites"), item(`z ${text}`)),
      ).map(({ target }) => target),
    ).toEqual(["two"]),
  );
  test("the nearest section of that call is meant", () => {
    const twice = draft(
      call("noting"),
      item("x", mark({ id: "far" })),
      item("x"),
      call("resolves"),
      item("y"),
      call("noting"),
      item("x", mark({ id: "near" })),
      item("z"),
      call("invites"),
      item("see noting a) above"),
    );
    expect(typedReferences(twice).map(({ target }) => target)).toEqual(["near"]);
  });
  test("becomes an object, in its formatting, as a proposal like any other", () => {
    const before = draft(
      call("resolves"),
      item("x", mark({ id: "one" })),
      item("y"),
      call("invites"),
      item("see resolves ", { insert: "1", attributes: { em: true } }, " above"),
    );
    const [typed] = typedReferences(before);
    const edit = asReference(before, typed!);
    expect(edit.ops[1]).toEqual({ insert: { ref: "one" }, attributes: { em: true } });
    const after = before.compose(track(before, edit, authorOf("USA")));
    expect(texts(after, "final")).toEqual(["1"]);
    expect(plainText(view(after, "original").ops as Op[])).toContain("resolves 1 above");
  });
  test("is reported where it points nowhere, or elsewhere when all is adopted", () => {
    expect(referenceFaults(resolution("in resolves 7 above")).map(({ message }) => message)).toEqual([
      "“resolves 7 above”: there is no such item",
    ]);
    const shifted = resolution("in resolves 2 above").compose(
      new Delta()
        .retain(plainText(resolution("").ops as Op[]).indexOf("one:"))
        .insert("new;\n", { ins: "USA:1", role: "item", id: "n" }),
    );
    expect(referenceFaults(shifted).map(({ message }) => message)).toEqual([
      "“resolves 2 above”: what it named is 3 now",
    ]);
  });
});

describe("the id of a paragraph that moves", () => {
  test("tells what it was first, however often it moves", () => {
    expect(movedId("p1", "s-1")).toBe("p1~s-1");
    expect(movedId("p1~s-1", "s-2")).toBe("p1~s-2");
    expect(originOf("p1~s-2")).toBe("p1");
    expect(originOf("p1~s-2~77")).toBe("p1"); // proposed again after a decision was taken back
    expect(originOf("p1")).toBe("p1");
  });
  test("is no id of text that was stranded where the paragraph stood", () => {
    expect(originOf("p1~")).toBe("p1~");
    expect(movedId("p1~", "s-1")).toBe("p1~~s-1");
    expect(originOf("p1~~s-1")).toBe("p1~");
  });
  test("is an id, also without one before, and where both would be too long for one", () => {
    expect(movedId("", "s-1")).toBe("s-1");
    expect(movedId("p".repeat(76), "s-1")).toBe(`${"p".repeat(76)}~s-1`);
    expect(movedId("p".repeat(77), "s-1")).toBe("s-1");
  });
});

describe("footnotes", () => {
  const sequence = draft(
    item(
      "one",
      note("x"),
      " two",
      ins("USA:1", "!"),
      { insert: { footnote: "n" }, attributes: { ins: "USA:1" } },
      " three",
      note("y"),
    ),
    para("footnote", "Y.", mark({ id: "y" })),
    para("footnote", "X.", mark({ id: "x" })),
    para("footnote", ins("USA:1", "N."), mark({ id: "n", ins: "USA:1" })),
  );
  test("are numbered in the order of their objects, in each view", () => {
    expect(footnotesOf(sequence, "original").map(({ id, number }) => `${number} ${id}`)).toEqual(["1 x", "2 y"]);
    expect(footnotesOf(sequence).map(({ id, number }) => `${number} ${id}`)).toEqual(["1 x", "2 n", "3 y"]);
    expect(footnoteNumbers(sequence).get("y")).toEqual({ original: "2", final: "3" });
    expect(footnoteNumbers(sequence).get("n")).toEqual({ original: null, final: "2" });
    expect(footnoteFaults(sequence)).toEqual([]);
  });
  test("that lack a half or have one twice are reported", () => {
    const odd = draft(
      item("a", note("x"), note("z"), note("x")),
      para("footnote", "X.", mark({ id: "x" })),
      para("footnote", "Loose."),
      para("footnote", "X again.", mark({ id: "x" })),
    );
    expect(footnoteFaults(odd).map(({ message }) => message)).toEqual([
      "footnote 2 has no text",
      "footnote 1 is referred to a second time",
      "a footnote that nothing refers to",
      "a second text of footnote 1",
    ]);
    expect(referenceFaults(odd)).toHaveLength(4);
  });
});

describe("the worst texts, in the time that a test may take", () => {
  const n = 40_000;
  test.each([
    ["references behind each other", "resolves 1 above ".repeat(n)],
    ["calls and labels behind each other", "resolves a) ".repeat(n)],
    ["labels of one list", `resolves ${"1 ".repeat(n)}above`],
  ])("%s", (_, text) => expect(typedReferences(draft(call("resolves"), item(text)))).toHaveLength(MOST));

  test("as many items as references", () => {
    const items = Array.from({ length: 6000 }, () => item("resolves 1 above"));
    expect(typedReferences(draft(call("resolves"), ...items))).toHaveLength(MOST);
  });
});
