/** What an edit strikes and brings along with the objects of footnotes. */
import { describe, expect, test } from "vitest";
import { type Attributes, Delta, MARK, type Op, footnoteOf, runsOf } from "../../schema/index.ts";
import { asOneChange, cutFootnotes, insertsFootnote, keepingIds, withFootnotes } from "../../src/revision/index.ts";
import { authorOf } from "../laws/generators.ts";
import { at } from "./notation.ts";

/** Paragraphs in one line: `(a)` is an object, `¶p` a mark, `*a` the mark of a footnote; `|` sets all else apart. */
function read(line: string, marks: Record<string, Attributes> = {}): Delta {
  const sequence = new Delta();
  for (const word of line.split("|")) {
    const [, kind, id] = /^([(¶*])(\w+)/.exec(word) ?? [];
    const more = marks[word];
    if (kind === "(") sequence.insert({ footnote: id }, more);
    else if (kind === "¶") sequence.insert(MARK, { id, role: "item" });
    else if (kind === "*") sequence.insert(MARK, { id, role: "footnote" });
    else sequence.insert(word, more);
  }
  return sequence;
}

function shown(sequence: Delta): string {
  return [...runsOf(sequence.ops as Op[])]
    .map(({ insert, attributes: { id, role, ...more } = {} }) => {
      const object = footnoteOf(insert);
      const own =
        object !== null ? `(${object})` : insert !== MARK ? insert : role === "footnote" ? `*${id}` : `¶${id}`;
      return Object.keys(more).length === 0 ? own : `${own}<${Object.keys(more)}>`;
    })
    .join("|");
}

function completed(sequence: Delta, edit: Delta, delegation: string | null = "USA", moves = false) {
  let marks = 0;
  const { edit: complete, ids } = withFootnotes(sequence, edit, { delegation, markId: () => `n${++marks}`, moves });
  const after = sequence.compose(complete);
  expect(after.ops.every(({ insert }) => insert !== undefined)).toBe(true); // nothing beyond the end
  return { edit: complete, ids: [...ids], line: shown(after) };
}
const after = (...given: Parameters<typeof completed>) => completed(...given).line;

const plain = read("one|(a)|two|¶p|three|(b)|¶q|A|bold|*a|B|(c)|*b|C|*c", { bold: { strong: true } });
const [objectA, objectB] = [3, 13];

describe("striking", () => {
  test("what is no object, and a part of a footnote's text, is as it is", () => {
    for (const edit of [at(2).delete(1), at(4).delete(1), at(15).delete(2), at(0).delete(1).insert("x"), at(14)])
      expect(completed(plain, edit)).toMatchObject({ edit, ids: [] });
    const edit = at(1).insert("x");
    expect(completed(plain, edit).edit).toBe(edit);
  });
  test("the object takes the paragraph along, wherever else the edit changes something", () => {
    const rest = "¶p|three|(b)|¶q|B|(c)|*b|C|*c";
    expect(after(plain, at(objectA).delete(1))).toBe(`onetwo|${rest}`);
    expect(after(plain, at(0).insert("x").delete(1).retain(2).delete(2))).toBe(`xnewo|${rest}`);
    expect(after(plain, at(1).delete(4))).toBe(`owo|${rest}`);
  });
  test("footnotes in its text go, too", () =>
    expect(after(plain, at(objectB).delete(1))).toBe("one|(a)|two|¶p|three|¶q|A|bold<strong>|*a"));
  test("several, in whatever order their paragraphs stand", () => {
    const turned = read("x|(b)|y|(a)|¶p|A|*a|B|*b");
    expect(after(turned, at(1).delete(3))).toBe("x|¶p");
    expect(after(turned, at(1).delete(1).retain(1).delete(1))).toBe("xy|¶p");
  });
  test("a paragraph that stands first", () => expect(after(read("A|*a|x|(a)|¶p"), at(3).delete(1))).toBe("x|¶p"));
  test("one of two objects leaves it, both take it along", () => {
    const twice = read("x|(a)|y|(a)|¶p|A|*a");
    expect(after(twice, at(1).delete(1))).toBe("xy|(a)|¶p|A|*a");
    expect(after(twice, at(3).delete(1))).toBe("x|(a)|y|¶p|A|*a");
    expect(after(twice, at(1).delete(3))).toBe("x|¶p");
  });
  test("all paragraphs of its id go", () => expect(after(read("x|(a)|¶p|A|*a|B|*a"), at(1).delete(1))).toBe("x|¶p"));
  test("an object without a paragraph goes alone", () =>
    expect(after(read("x|(z)|(a)|¶p|A|*a"), at(1).delete(1))).toBe("x|(a)|¶p|A|*a"));
  test("a paragraph that is no footnote's stays, whatever its id", () => {
    expect(after(read("x|(a)|(b)|¶a|B|*b"), at(1).delete(1))).toBe("x|(b)|¶a|B|*b");
  });
  test("a paragraph of text before the footnotes counts", () =>
    expect(after(read("x|(a)|¶p|y|¶q|A|*a|z|¶r"), at(1).delete(1))).toBe("x|¶p|y|¶q|z|¶r"));

  const twice = (attributes: Attributes) => read("x|(a)|(a)1|¶p|A|*a", { "(a)1": attributes });
  test("an object that one has struck already does not hold it", () => {
    const left = (attributes: Attributes, delegation: string | null) =>
      after(twice(attributes), at(1).delete(1), delegation).endsWith("A|*a");
    expect(left({ "del:USA": "USA:1" }, "USA")).toBe(false);
    expect(left({ "del:F": "F:1" }, "USA")).toBe(true);
    expect(left({ ins: "F:1" }, "USA")).toBe(true);
    expect(left({ "del:USA": "USA:1" }, null)).toBe(true);
  });
  test("a pending object holds it where the text is edited directly, as it stays", () => {
    const struck = at(1).delete(2);
    expect(after(twice({ ins: "F:1" }), struck, null)).toBe("x|¶p|A|*a");
    expect(after(twice({ ins: "F:1" }), struck, "USA")).toBe("x|¶p");
    expect(after(twice({ "del:F": "F:1" }), struck, null)).toBe("x|¶p");
  });
});

describe("inserting", () => {
  test("a new object brings an empty paragraph at the end", () => {
    expect(completed(plain, at(1).insert({ footnote: "new" }))).toMatchObject({
      ids: ["n1"],
      line: "o|(n1)|ne|(a)|two|¶p|three|(b)|¶q|A|bold<strong>|*a|B|(c)|*b|C|*c|*n1",
    });
    expect(after(read("x|¶p"), at(0).delete(1).insert("yz").insert({ footnote: "new" }))).toBe("yz|(n1)|¶p|*n1");
  });
  test("a copy brings a copy of the text, with its formatting, without other footnotes", () => {
    expect(after(plain, at(0).insert({ footnote: "a" }))).toMatch(/^\(n1\)\|one.*\|C\|\*c\|A\|bold<strong>\|\*n1$/);
    expect(after(plain, at(0).insert({ footnote: "b" }))).toMatch(/\|\*c\|B\|\*n1$/);
  });
  test("so formatted as it was", () =>
    expect(completed(plain, at(0).insert({ footnote: "a" })).edit.ops).toContainEqual({
      insert: "bold",
      attributes: { strong: true },
    }));
  test("as its author sees it, and as text of its own", () => {
    const marked = read("x|(a)|¶p|mine|theirs|pending|*a", {
      mine: { "del:USA": "USA:1" },
      theirs: { "del:F": "F:1", em: true },
      pending: { ins: "F:2", "cmt:t": true },
    });
    const copied = (delegation: string | null, moves?: boolean) =>
      after(marked, at(0).insert({ footnote: "a" }), delegation, moves).split("*a|")[1];
    expect(copied("USA")).toBe("theirs<em>|pending|*n1");
    expect(copied(null)).toBe("mine|theirs<em>|pending|*n1");
    expect(copied("USA", true)).toBe("theirs<em>|*n1");
    expect(copied("F", true)).toBe("minepending|*n1");
    expect(copied(null, true)).toBe("mine|theirs<em>|*n1");
  });
  test("an object and its paragraph are one new footnote", () => {
    const edit = new Delta()
      .insert("x")
      .insert({ footnote: "a" }, { em: true })
      .insert(MARK, { id: "a", role: "item" })
      .insert("new")
      .insert(MARK, { id: "a", role: "footnote" });
    expect(completed(read("y|¶p"), edit)).toMatchObject({ ids: ["n1"], line: "x|(n1)<em>|¶a|new|*n1|y|¶p" });
  });
  test("paragraphs of other footnotes keep their ids", () => {
    const edit = new Delta().insert({ footnote: "a" }).insert("z").insert(MARK, { id: "b", role: "footnote" });
    expect(after(read("y|¶p"), edit)).toBe("(n1)|z|*b|y|¶p|*n1");
  });
  test("of two objects of one footnote the first has the paragraph that came, the second a copy", () => {
    const edit = new Delta()
      .insert({ footnote: "a" })
      .insert({ footnote: "a" })
      .insert("new")
      .insert(MARK, { id: "a", role: "footnote" });
    expect(completed(read("x|(a)|¶p|A|*a"), edit)).toMatchObject({
      ids: ["n1", "n2"],
      line: "(n1)|(n2)|new|*n1|x|(a)|¶p|A|*a|A|*n2",
    });
  });
  test("and striking in one edit: moved, a footnote has another id", () => {
    const edit = new Delta().insert({ footnote: "a" }).retain(objectA).delete(1);
    expect(after(plain, edit)).toBe("(n1)|onetwo|¶p|three|(b)|¶q|B|(c)|*b|C|*c|A|bold<strong>|*n1");
    const two = new Delta().insert({ footnote: "b" }).insert({ footnote: "a" }).retain(1).delete(1);
    expect(after(plain, two)).toMatch(/^\(n1\)\|\(n2\)\|oe\|.*\|\*c\|B\|\*n1\|A\|bold<strong>\|\*n2$/);
  });
});

test("an edit inserts a footnote that inserts its object", () => {
  expect(insertsFootnote(new Delta().insert("x").insert({ footnote: "a" }))).toBe(true);
  expect(insertsFootnote(new Delta().insert("x").insert({ ref: "a" }).delete(1))).toBe(false);
});

describe("what it brings that was part of a change already", () => {
  const part = { ins: "USA:1" };
  const note = (id: string) =>
    new Delta().insert("N", { ...part, em: true }).insert(MARK, { ...part, id, role: "footnote" });
  const brought = (edit: Delta, history?: boolean) => {
    let marks = 0;
    return withFootnotes(read("y|¶p"), edit, { delegation: "USA", markId: () => `n${++marks}`, history }).edit.ops;
  };
  const n1 = { insert: MARK, attributes: { id: "n1", role: "footnote" } };
  const both = new Delta().insert({ footnote: "a" }, part).concat(note("a"));

  test("both halves come without it, to be of one change", () => {
    const whole = [{ insert: { footnote: "n1" } }, { insert: "N", attributes: { em: true } }, n1];
    expect(brought(both)).toEqual(whole);
    expect(brought(both, false)).toEqual(whole);
  });
  test("but not undone: there they are part of the change that they were part of", () =>
    expect(brought(both, true)).toEqual([
      { insert: { footnote: "n1" }, attributes: part },
      { insert: "N", attributes: { ...part, em: true } },
      { insert: MARK, attributes: { ...part, id: "n1", role: "footnote" } },
    ]));
  test("other paragraphs, and the text around the object, keep theirs", () =>
    expect(
      brought(
        new Delta()
          .insert("x", part)
          .insert({ footnote: "a" }, part)
          .insert("z", part)
          .insert(MARK, { ...part, id: "p", role: "item" })
          .concat(note("b"))
          .concat(note("a"))
          .insert("e", part),
      ),
    ).toEqual([
      { insert: "x", attributes: part },
      { insert: { footnote: "n1" } },
      { insert: "z", attributes: part },
      { insert: MARK, attributes: { ...part, id: "p", role: "item" } },
      { insert: "N", attributes: { ...part, em: true } },
      { insert: MARK, attributes: { ...part, id: "b", role: "footnote" } },
      { insert: "N", attributes: { em: true } },
      n1,
      { insert: "e", attributes: part },
    ]));
  test("so does text before what the edit leaves, whatever paragraph comes behind that", () =>
    expect(
      brought(
        new Delta()
          .insert("x", part)
          .retain(1)
          .insert({ footnote: "a" }, part)
          .insert("z", part)
          .retain(1)
          .concat(note("a")),
      ),
    ).toEqual([
      { insert: "x", attributes: part },
      { retain: 1 },
      { insert: { footnote: "n1" } },
      { insert: "z", attributes: part },
      { retain: 1 },
      { insert: "N", attributes: { em: true } },
      n1,
    ]));
});

describe("the texts that are cut", () => {
  const cut = (sequence: Delta, edit: Delta, delegation: string | null = "USA") =>
    [...cutFootnotes(sequence, edit, delegation)].map(([id, ops]) => [id, shown(new Delta(ops))]);

  test("are those of the objects that the edit deletes", () => {
    expect(cut(plain, at(objectA).delete(1))).toEqual([["a", "A|bold<strong>"]]);
    expect(cut(plain, at(1).delete(4).retain(7).delete(3))).toEqual([
      ["a", "A|bold<strong>"],
      ["b", "B"],
    ]);
    expect(cut(plain, at(0).delete(3).insert({ footnote: "a" }))).toEqual([]);
  });
  test("the first, where two paragraphs have one id", () =>
    expect(cut(read("x|(a)|¶p|A|*a|B|*a"), at(1).delete(1))).toEqual([["a", "A"]]));
  test("none of an object without a paragraph", () =>
    expect(cut(read("x|(z)|(a)|¶p|A|*a"), at(1).delete(1))).toEqual([]));
  test("as their author sees them", () => {
    const marked = read("x|(a)|¶p|mine|theirs|*a", { mine: { "del:USA": "USA:1" }, theirs: { "del:F": "F:1" } });
    expect(cut(marked, at(1).delete(1))).toEqual([["a", "theirs"]]);
    expect(cut(marked, at(1).delete(1), null)).toEqual([["a", "mine|theirs"]]);
  });
});

describe("the author of both halves", () => {
  const author = { ...authorOf("USA"), owns: () => true };
  test("without a footnote is who it was", () => expect(asOneChange(author, new Set())).toBe(author));
  test("keeps the ids of its paragraphs, and goes on with no other change, unless it is history", () => {
    const both = asOneChange(author, new Set(["n1"]));
    expect(both.markId({ id: "n1" })).toBe("n1");
    expect(both.owns("USA:1")).toBe(false);
    expect(asOneChange({ ...author, history: true }, new Set(["n1"])).owns("USA:1")).toBe(true);
    expect(asOneChange({ ...author, history: false }, new Set(["n1", "n2"])).owns("USA:1")).toBe(false);
  });
  test("keeps the changes of own text that moves along", () => {
    expect(asOneChange({ ...author, moves: true }, new Set(["n1"])).owns("USA:1")).toBe(true);
    expect(asOneChange({ ...author, moves: false }, new Set(["n1"])).owns("USA:1")).toBe(false);
    expect(asOneChange({ ...author, moves: true, history: true }, new Set(["n1"])).owns("USA:1")).toBe(true);
  });
  test("gives other marks fresh ids", () => {
    const markId = keepingIds(() => "fresh", new Set(["n1"]));
    expect([markId({ id: "n1" }), markId({ id: "p1" }), markId({}), markId()]).toEqual([
      "n1",
      "fresh",
      "fresh",
      "fresh",
    ]);
  });
});
