/** What is lost when the server will not take a client's updates, and how it is proposed anew. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Delta, MARK, type Op, view } from "../../schema/index.ts";
import { conflictsOf } from "../../src/app/conflicts.ts";
import { lostEdit, replayed, returnedOf, wordsAfter, wordsOf } from "../../src/app/lost.ts";
import type { ShownChange } from "../../src/app/session.ts";

const mark = (id: string) => ({ id, role: "item", part: "operative" });
const BASE: Op[] = [
  { insert: "one two" },
  { insert: MARK, attributes: mark("a") },
  { insert: "three", attributes: { ins: "USA:1" } },
  { insert: MARK, attributes: { ...mark("b"), ins: "USA:1" } },
];

/** A server's document and a client's, alike. */
function pair(ops: Op[] = BASE) {
  const [server, local] = [new Y.Doc(), new Y.Doc()];
  server.getText("draft").applyDelta(ops);
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const at = (doc: Y.Doc) => new Delta(doc.getText("draft").toDelta() as Op[]);
  return {
    server: server.getText("draft"),
    local: local.getText("draft"),
    lost: () => lostEdit(server, local),
    at: () => at(server),
  };
}
const textOf = (delta: Delta) => delta.ops.map(({ insert }) => insert).join("");

describe("the lost edit", () => {
  test("stands where it was written, whatever others did meanwhile", () => {
    const { server, local, lost, at } = pair();
    local.applyDelta([{ retain: 3 }, { insert: " and a half", attributes: { ins: "USA:2" } }]);
    server.applyDelta([{ insert: "zero " }, { retain: 7 }, { insert: "!" }]);
    expect(wordsOf(at(), lost(), "USA")).toEqual([{ kind: "insert", text: "and a half" }]);
    expect(textOf(at().compose(lost()))).toBe("zero one and a half two!\nthree\n");
  });

  test("has each place for itself, with what was struck and what was taken back", () => {
    const { local, lost, at } = pair();
    local.applyDelta([
      { insert: "x\n", attributes: { ins: "USA:2" } },
      { retain: 3, attributes: { "del:USA": "USA:3" } },
      { retain: 5 },
      { delete: 5 },
    ]);
    expect(wordsOf(at(), lost(), "USA")).toEqual([
      { kind: "insert", text: "x" },
      { kind: "delete", text: "one" },
      { kind: "delete", text: "three" },
    ]);
    expect(wordsOf(at(), lost(), "F")).toHaveLength(2); // another's marks are not one's own words
  });

  test("is nothing when nothing is", () => {
    const { lost, at } = pair();
    expect(lost().ops).toEqual([]);
    expect(wordsOf(at(), lost(), "USA")).toEqual([]);
  });
});

describe("the replay", () => {
  test("proposes to delete what has been adopted meanwhile, and leaves the adopted text alone", () => {
    const { server, local, lost, at } = pair();
    local.applyDelta([{ retain: 3 }, { insert: "!", attributes: { ins: "USA:2" } }, { retain: 5 }, { delete: 6 }]);
    server.applyDelta([{ retain: 8 }, { retain: 6, attributes: { ins: null } }]);
    const before = at();
    const after = before.compose(replayed(before, lost(), "USA"));
    expect(textOf(view(after, "original"))).toBe("one two\nthree\n");
    expect(textOf(view(after, "final"))).toBe("one! two\n");
    expect(after.ops.find(({ insert }) => insert === "!")?.attributes).toEqual({ ins: "USA:2" });
    expect(after.ops.find(({ insert }) => insert === "three")?.attributes).toEqual({
      "del:USA": expect.stringMatching(/^USA:\w+$/),
    });
  });

  test("keeps proposals to delete, and takes back one's own pending words", () => {
    const { local, lost, at } = pair();
    local.applyDelta([{ retain: 3, attributes: { "del:USA": "USA:3" } }, { retain: 5 }, { delete: 5 }]);
    const after = at().compose(replayed(at(), lost(), "USA"));
    expect(textOf(after)).toBe("one two\n\n");
    expect(textOf(view(after, "original"))).toBe("one two\n");
    expect(textOf(view(after, "final"))).toBe(" two\n\n");
  });
});

test("what a client wrote after what the server has for certain", () => {
  const { local } = pair();
  const doc = local.doc!;
  local.insert(3, " more", { ins: "USA:2" });
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  expect(wordsAfter(local, known)).toEqual([]);
  local.insert(8, " words", { ins: "USA:2" });
  local.insert(0, "First ", { ins: "USA:3" });
  local.delete(0, 1);
  expect(wordsAfter(local, known)).toEqual([
    { kind: "insert", text: "irst" },
    { kind: "insert", text: "words" },
  ]);
});

test("of the changes of a decision those are named that are gone or not what they were", () => {
  const change = (id: ShownChange["id"]): ShownChange => ({
    id,
    delegation: "USA",
    by: "",
    time: "",
    ids: [id],
    moved: false,
    inserts: [],
    deletes: [],
    sets: [],
    pieces: [],
    positions: [],
    paragraph: { id: "a", label: null, section: null, excerpt: "" },
  });
  const shown = [change("USA:1"), change("USA:2"), change("USA:3")];
  const now = { inserts: ["x"], deletes: [], sets: [] };
  const pending = [
    { id: "USA:1" as const, digest: "same", ...now },
    { id: "USA:2" as const, digest: "other", ...now },
  ];
  const seen = { "USA:1": "same", "USA:2": "d2", "USA:3": "d3" };
  expect(conflictsOf(shown, seen, pending).map(({ id, now }) => [id, now?.inserts ?? null])).toEqual([
    ["USA:2", ["x"]],
    ["USA:3", null],
  ]);
});

describe("words that the server sends back", () => {
  test("with their reason", () => {
    const words = [
      { kind: "insert", text: " and" },
      { kind: "delete", text: "one\n" },
    ];
    expect(returnedOf(JSON.stringify({ reason: "agreed", words }))).toEqual({
      reason: "agreed",
      words,
    });
  });
  test.each(["", "null", "[]", '{"words": 1}', '{"words": [{"kind": "set", "text": "a"}, {"kind": "insert"}, null]}'])(
    "none of %j",
    (message) => expect(returnedOf(message)).toEqual({ reason: "", words: [] }),
  );
});
