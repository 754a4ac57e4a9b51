/** The draft file: without loss, canonical, and exact about what is wrong with it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK, type Op, view } from "../../schema/index.ts";
import { applied, changesIn, readJson, writeJson } from "../../src/formats/index.ts";
import { draftArb } from "../laws/generators.ts";
import { draft, fileOf, ins, item, mark } from "../schema/draft.ts";
import { RUNS, example, files, varied } from "./drafts.ts";

function reread(text: string): DraftFile {
  const result = readJson(text);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return result.draft;
}

const plain = fileOf(draft(item("that ", ins("USA:1", "all ")), item("end")));
const END: Op = { insert: MARK, attributes: { id: "end" } };
const withOps = (...ops: unknown[]) => JSON.stringify({ ...plain, ops });

describe("numbering", () => {
  const pinned = {
    ...plain,
    numbering: { policy: "pinned", spelling: "bbis)", labels: { p2: "b)", p10: "c)" }, name: "Rev. 1" },
  };
  const withNumbering = (numbering: unknown) => readJson(JSON.stringify({ ...plain, numbering }));

  test("is read and written without loss, keys in order, and left out where there is none", () => {
    const text = writeJson(pinned as DraftFile);
    expect(reread(text).numbering).toEqual(pinned.numbering);
    expect(text).toContain(
      `  "numbering": {"labels":{"p10":"c)","p2":"b)"},"name":"Rev. 1","policy":"pinned","spelling":"bbis)"},\n  "ops"`,
    );
    expect(writeJson(plain)).not.toContain("numbering");
  });

  test.each([
    [{ policy: "alphabetical" }, "numbering.policy", "must be one of running, provisional, pinned"],
    [{ policy: "provisional", spelling: "b.bis" }, "numbering.spelling", "must be one of b) bis, b bis), bbis)"],
    [
      { policy: "pinned", spelling: "bbis)", labels: { x: 7 } },
      "numbering.labels.x",
      "must be a label of at most 32 characters, or empty",
    ],
    [{ policy: "running", from: 7 }, "numbering.from", "is not a field of running numbering"],
    [null, "numbering", "must be an object"],
  ])("one that is none: %j", (numbering, place, message) => {
    expect(withNumbering(numbering)).toEqual({ ok: false, place, message });
  });

  test("a view that is applied keeps its labels", () => {
    const sequence = draft(item("one"), item(ins("F:1", "new"), mark({ ins: "F:1" })), item("two"));
    const file = fileOf(sequence, { numbering: { policy: "provisional", spelling: "b bis)" } });
    expect(applied(file, "final").numbering).toEqual({
      policy: "pinned",
      spelling: "b bis)",
      labels: { p1: "a)", p2: "a bis)", p3: "b)" },
    });
    expect(applied(plain, "final")).not.toHaveProperty("numbering");
  });
});

describe("round trip", () => {
  test("what is written reads as it was, and writes the same again", () => {
    const changes = { "USA:1": { delegation: "USA", by: "", time: "" } };
    for (const each of [{ ...plain, changes }, reread(writeJson(varied)), example("resolution-130")]) {
      expect(reread(writeJson(each))).toEqual(each);
      expect(writeJson(reread(writeJson(each)))).toBe(writeJson(each));
    }
  });

  test("any draft, sequence and all", () => {
    fc.assert(
      fc.property(draftArb, (sequence) => {
        const file = fileOf(sequence);
        const again = reread(writeJson(file));
        expect(again.ops).toEqual(sequence.ops);
        expect(new Set(Object.keys(again.changes))).toEqual(changesIn(file.ops));
      }),
      { numRuns: RUNS },
    );
  });

  test("equal drafts are equal files, in whatever order their keys and pieces come", () => {
    const shuffled = {
      ops: [
        { insert: "th" },
        { attributes: {}, insert: "at " },
        { attributes: { ins: "USA:1" }, insert: "all " },
        { insert: MARK, attributes: { role: "item", em: null, ins: null, "set:F:level": null, id: "p1" } },
        { insert: "end" },
        { insert: MARK, attributes: { role: "item", id: "p2" } },
      ],
      comments: {},
      changes: {},
      lang: "en",
      profile: "itu",
      version: 1,
      format: "plenary-draft",
    };
    expect(writeJson(reread(JSON.stringify(shuffled)))).toBe(writeJson(reread(writeJson(plain))));
  });

  test("one operation, change and comment a line, changes in the order that people count in", () => {
    const change = (by: string) => ({ delegation: "USA", by, time: "" });
    const text = writeJson({
      ...plain,
      changes: { "USA:10": change("c"), "USA:2": change("b"), "USA:1": change("a") },
    });
    expect(text.split("\n")).toEqual([
      "{",
      '  "format": "plenary-draft",',
      '  "version": 1,',
      '  "profile": "itu",',
      '  "lang": "en",',
      '  "ops": [',
      '    {"insert":"that "},',
      '    {"insert":"all ","attributes":{"ins":"USA:1"}},',
      '    {"insert":"\\n","attributes":{"id":"p1","role":"item"}},',
      '    {"insert":"end"},',
      '    {"insert":"\\n","attributes":{"id":"p2","role":"item"}}',
      "  ],",
      '  "changes": {',
      '    "USA:1": {"by":"a","delegation":"USA","time":""},',
      '    "USA:2": {"by":"b","delegation":"USA","time":""},',
      '    "USA:10": {"by":"c","delegation":"USA","time":""}',
      "  },",
      '  "comments": {}',
      "}",
      "",
    ]);
  });

  test("[S9] what this version does not know is kept", () => {
    const odd = {
      ...plain,
      stage: { name: "first reading" },
      ops: [
        {
          insert: { chart: { of: ["votes"] } },
          attributes: { "vote:USA": { for: true }, "del:usa": 1, "set:F:colour": "red" },
        },
        { insert: MARK, attributes: { id: "p1", "note:1": "x" } },
      ],
      changes: { "USA:1": { delegation: "USA", by: "x", time: "", mood: "calm" } },
      comments: { "t1/m1": { delegation: "F", by: "y", time: "2006-11-08T09:00:00.123Z", text: "why", likes: 2 } },
    };
    const again = reread(JSON.stringify(odd));
    expect(again).toEqual(odd);
    expect(reread(writeJson(again))).toEqual(odd);
  });
});

describe("what is mended", () => {
  const ids = (...given: (string | undefined)[]) =>
    reread(withOps(...given.map((id) => ({ insert: MARK, attributes: id === undefined ? {} : { id } })))).ops.map(
      (op) => op.attributes?.id,
    );
  test.each([
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [
      [undefined, "b", undefined],
      ["p1", "b", "p3"],
    ],
    [
      ["a", "a", "a"],
      ["a", "p2", "p3"],
    ],
    [
      ["p2", undefined, "p3", "p3"],
      ["p2", "p2~", "p3", "p4"],
    ],
    [
      [undefined, "p1", "p1~"],
      ["p1~~", "p1", "p1~"],
    ],
  ])("ids %j become %j", (given, expected) => expect(ids(...given)).toEqual(expected));

  test("marks that share one operation get ids of their own", () => {
    expect(reread(withOps({ insert: "a\nb\n\n", attributes: { ins: "F:1" } })).ops).toEqual([
      { insert: "a", attributes: { ins: "F:1" } },
      { insert: MARK, attributes: { id: "p1", ins: "F:1" } },
      { insert: "b", attributes: { ins: "F:1" } },
      { insert: MARK, attributes: { id: "p2", ins: "F:1" } },
      { insert: MARK, attributes: { id: "p3", ins: "F:1" } },
    ]);
  });

  test("a change without an entry gets its delegation, and a person and time that are not known", () => {
    const setting = { "set:RCC:level": { change: "RCC:1", value: 2 } };
    const sequence = draft(item(ins("USA:1", "x", { "del:F": "F:7" }), mark(setting)));
    const nobody = (delegation: string) => ({ delegation, by: "", time: "" });
    expect(reread(writeJson(fileOf(sequence))).changes).toEqual({
      "USA:1": nobody("USA"),
      "F:7": nobody("F"),
      "RCC:1": nobody("RCC"),
    });
  });

  test("changes and comments that are not there are empty; a byte order mark is no fault", () => {
    const { changes: _, comments: __, ...rest } = plain;
    expect(reread(`\uFEFF${JSON.stringify({ ...rest, ops: [END] })}`)).toMatchObject({ changes: {}, comments: {} });
  });

  test("the view of a draft whose last mark goes has ids too", () => {
    const sequence = draft(item("one", mark({ "del:F": "F:1" })));
    expect(view(sequence, "final").ops.at(-1)).toEqual({ insert: MARK, attributes: { id: "p1", role: "item" } });
    expect(reread(writeJson(applied(fileOf(sequence), "final"))).ops).toEqual(draft(item("one")).ops);
  });
});

describe("what is refused, with its place", () => {
  const text = (insert: unknown, attributes?: unknown) => withOps({ insert, attributes }, END);
  const file = (fields: Record<string, unknown>) => JSON.stringify({ ...plain, ...fields });
  const change = (fields: Record<string, unknown>) =>
    file({ changes: { "USA:1": { delegation: "USA", by: "x", time: "", ...fields } } });
  const comment = (fields: Record<string, unknown>, key = "t/m") =>
    file({ comments: { [key]: { delegation: "USA", by: "x", time: "", text: "y", ...fields } } });
  const setting = (value: unknown, key = "set:F:level") => withOps({ insert: MARK, attributes: { [key]: value } });

  test.each<[string, string, string, RegExp]>([
    ["nothing", "", "file", /empty/],
    ["blanks", " \n ", "file", /empty/],
    ["half a file", '{\n "format": "plenary-draft",\n "ops": [', "line 3 column 10", /not JSON/],
    ["a comma too many", '{"a": 1,}', "line 1 column 9", /not JSON/],
    ["a page of HTML", "<!doctype html>", "line 1 column 1", /not JSON/],
    ["a list", "[]", "file", /must be an object/],
    ["null", "null", "file", /must be an object/],
    ["foreign JSON", '{"name": "plenary"}', "format", /not a draft file/],
    ["a later version", file({ version: 2 }), "version", /must be 1/],
    ["no profile", file({ profile: undefined }), "profile", /one of itu/],
    ["a profile out of the prototype", file({ profile: "toString" }), "profile", /one of itu/],
    ["no language", file({ lang: 7 }), "lang", /language tag/],
    ["a language that is markup", file({ lang: 'en"><b' }), "lang", /language tag/],
    ["ops that are no list", file({ ops: { 0: END } }), "ops", /list of inserts/],
    ["no ops", withOps(), "ops", /end in a paragraph mark/],
    ["an op that is null", withOps(null), "ops[0]", /must be an object/],
    ["a deletion", withOps({ delete: 3 }, END), "ops[0].delete", /inserts only/],
    ["a retain", withOps({ retain: 3, attributes: {} }), "ops[0].retain", /inserts only/],
    ["no insert", withOps({}, END), "ops[0].insert", /must be an object/],
    ["an insert that is a number", text(3), "ops[0].insert", /must be an object/],
    ["an empty insert", text(""), "ops[0].insert", /empty/],
    ["an empty object", text({}), "ops[0].insert", /what it is/],
    ["an end without a mark", withOps(END, { insert: "and" }), "ops[1]", /end in a paragraph mark/],
    ["an end in an object", withOps(END, { insert: { break: true } }), "ops[1]", /end in a paragraph mark/],
    ["half a character", text("a\uD83D"), "ops[0].insert", /surrogate/],
    ["attributes that are a list", text("a", [1]), "ops[0].attributes", /must be an object/],
    ["a wrong insertion", text("a", { ins: true }), "ops[0].attributes.ins", /not a change id/],
    ["an insertion out of nowhere", text("a", { ins: "usa:1" }), "ops[0].attributes.ins", /not a change id/],
    ["another's deletion", text("a", { "del:F": "USA:1" }), "ops[0].attributes.del:F", /not a change of F/],
    ["a format that is no truth", text("a", { em: "yes" }), "ops[0].attributes.em", /must be true/],
    [
      "a format on a mark",
      withOps({ insert: "a\n", attributes: { em: true } }),
      "ops[0].attributes.em",
      /may not stand on a paragraph mark/,
    ],
    ["a role on text", text("a", { role: "item" }), "ops[0].attributes.role", /on paragraph marks only/],
    ["an id on an object", text({ ref: "x" }, { id: "x" }), "ops[0].attributes.id", /on paragraph marks only/],
    [
      "an unknown role",
      withOps({ insert: MARK, attributes: { role: "preacher" } }),
      "ops[0].attributes.role",
      /not a role/,
    ],
    ["a level too deep", withOps(END, { insert: MARK, attributes: { level: 5 } }), "ops[1].attributes.level", /0 to 4/],
    ["an id with a blank", withOps({ insert: MARK, attributes: { id: "a b" } }), "ops[0].attributes.id", /must match/],
    ["a setting without its change", setting({ value: 1 }), "ops[0].attributes.set:F:level", /\{change, value\}/],
    [
      "a setting by another",
      setting({ change: "USA:1", value: 1 }),
      "ops[0].attributes.set:F:level",
      /not a change of F/,
    ],
    ["a setting to what cannot be", setting({ change: "F:1", value: 9 }), "ops[0].attributes.set:F:level", /0 to 4/],
    [
      "a setting of text on a mark",
      setting({ change: "F:1", value: true }, "set:F:em"),
      "ops[0].attributes.set:F:em",
      /may not stand on/,
    ],
    ["a change under no id", file({ changes: { toString: {} } }), "changes.toString", /not a change id/],
    ["a change of another", change({ delegation: "F" }), "changes.USA:1.delegation", /must be USA/],
    ["a change by nobody", change({ by: null }), "changes.USA:1.by", /must be text/],
    ["a change at no time", change({ time: "yesterday" }), "changes.USA:1.time", /time in UTC/],
    ["a change in month 13", change({ time: "2006-13-01T00:00:00Z" }), "changes.USA:1.time", /time in UTC/],
    ["a reason that is a list", change({ reason: [] }), "changes.USA:1.reason", /must be text/],
    [
      "sponsors that are no delegations",
      change({ sponsors: ["<b>"] }),
      "changes.USA:1.sponsors",
      /list of delegations/,
    ],
    ["a comment under no key", comment({}, "t"), "comments.t", /<thread>\/<message>/],
    ["a comment of nobody", comment({ delegation: "" }), "comments.t/m.delegation", /not a delegation/],
    ["a comment without text", comment({ text: undefined }), "comments.t/m.text", /must be text/],
    ["a prototype", `{"__proto__": {"polluted": 1}, ${file({}).slice(1)}`, "__proto__", /not a name/],
    ["a prototype deep down", text({ chart: { constructor: 1 } }), "ops[0].insert.chart.constructor", /not a name/],
    [
      "a prototype among attributes",
      withOps({ insert: "a" }, END).replace('"a"', '"a","attributes":{"__proto__":1}'),
      "ops[0].attributes.__proto__",
      /not a name/,
    ],
    [
      "a tower of objects",
      `{"x":${'{"x":'.repeat(50_000)}1${"}".repeat(50_001)}`,
      "x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x",
      /too deeply/,
    ],
    ["more than a draft may hold", withOps({ insert: "é".repeat(3_000_000) }, END), "file", /larger than/],
  ])("%s", (_, given, place, message) => {
    expect(readJson(given)).toEqual({ ok: false, place, message: expect.stringMatching(message) });
  });

  test("a limit of one's own", () => {
    expect(readJson(writeJson(plain), 100)).toEqual({ ok: false, place: "file", message: "larger than 100 bytes" });
    expect(readJson(writeJson(plain), 10_000)).toMatchObject({ ok: true });
  });

  test("whatever is broken in a good file, the answer is a draft or a place on one line", () => {
    const text = writeJson(varied);
    const cut = fc.tuple(
      fc.nat(text.length),
      fc.nat(5),
      fc.string({ unit: fc.constantFrom(...'{}[],:"0a\\\n'), maxLength: 3 }),
    );
    fc.assert(
      fc.property(cut, ([at, n, put]) => {
        const result = readJson(text.slice(0, at) + put + text.slice(at + n));
        if (!result.ok) expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]{1,200}$/);
        else expect(reread(writeJson(result.draft))).toEqual(result.draft);
      }),
      { numRuns: RUNS },
    );
  });
});

test("the original and the final have no changes left", () => {
  fc.assert(
    fc.property(files, fc.constantFrom("original" as const, "final" as const), (file, as) => {
      const { ops, changes } = applied(file, as);
      expect(changesIn(ops).size + Object.keys(changes).length).toBe(0);
    }),
    { numRuns: 200 },
  );
});
