/** What of a redline survives out and in, by format: the table in the README, tried aspect by aspect. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Attributes, type DraftFile, FORMATS, MARK, type Op, parseKey, runsOf } from "../../schema/index.ts";
import { READABLE, WRITABLE, changesIn, read, write, writeText } from "../../src/formats/index.ts";
import { call, del, draft, fileOf, ins, item, mark, para } from "../schema/draft.ts";
import { settled } from "./drafts.ts";

const person = { by: "Grace Lindqvist", time: "2006-11-08T09:12:00Z" };
/** A redline with one thing of each kind. */
const redline = fileOf(
  draft(
    para("title", "On x"),
    call("noting"),
    item(
      "that ",
      { insert: "peace", attributes: { em: true } },
      " is ",
      ins("USA:k-1", "kept"),
      del("F:m-1", "lost"),
      ";",
    ),
    item("that it ", { insert: "was", attributes: { "cmt:t1": true } }, { insert: { footnote: "n1" } }, ","),
    call("resolves"),
    item("to act;"),
    item("as in ", { insert: { ref: "p3" } }, ";", mark({ later: { of: "votes" } })),
    item(
      { insert: "to report", attributes: { later: 1 } },
      mark({ "set:USA:level": { change: "USA:k-2", value: 1 }, agreed: "a1" }),
    ),
    para("footnote", "Note.", mark({ id: "n1" })),
  ),
  {
    numbering: { policy: "provisional", spelling: "b) bis" },
    changes: {
      "USA:k-1": {
        delegation: "USA",
        ...person,
        proposal: "USA/12/1",
        reason: "To say more.",
        sponsors: ["USA", "B"],
        group: "g1",
        order: 2,
      },
      "F:m-1": { delegation: "F", by: "Amina", time: "2006-11-08T09:14:00Z" },
      "USA:k-2": { delegation: "USA", ...person, deferred: true },
    },
    comments: {
      "t1/m1": { delegation: "F", by: "Amina", time: "2006-11-08T09:12:00Z", text: "Why?" },
      "t1/m2": { delegation: "USA", by: "Grace Lindqvist", time: "2006-11-08T09:13:00Z", text: "Because." },
    },
    proposals: {
      "USA/12/1": { kind: "MOD", title: "Peace", reasons: "It.", sponsors: ["USA", "B"], state: "pending", ...person },
    },
    decisions: [{ seq: 1 }],
  } as Partial<DraftFile>,
);

const changesOf = ({ ops, changes }: DraftFile, say: (change: DraftFile["changes"][string]) => unknown): unknown =>
  [...changesIn(ops)].map((id) => say(changes[id]!));
/** The runs of a draft with what some of their attributes say. */
const runsWith = ({ ops }: DraftFile, isAsked: (key: string, onMark: boolean) => boolean): unknown =>
  [...runsOf(ops as Op[])].flatMap(({ insert, attributes = {} }) => {
    const asked: Attributes = {};
    for (const key in attributes) if (isAsked(key, insert === MARK)) asked[key] = attributes[key];
    return Object.keys(asked).length === 0 ? [] : [[insert === MARK ? "¶" : insert, asked]];
  });
const kindOf = (key: string): string => parseKey(key).kind;

/** What each row of the table is about: as much of a draft as must be the same. */
const ASPECTS: Record<string, (file: DraftFile) => unknown> = {
  "the words of the original and of the final, with their labels": (file) =>
    (["original", "final"] as const).map((view) => writeText(file, view)),
  "what is proposed, and by which delegation": (file) => writeText({ ...file, comments: {} }, "redline"),
  "who proposed it, and when": (file) => changesOf(file, ({ delegation, by, time }) => [delegation, by, time]),
  "ids of changes": (file) => [...changesIn(file.ops)],
  "proposals, reasons of changes, sponsors": (file) => [
    file.proposals,
    changesOf(file, ({ proposal, reason, sponsors }) => [proposal, reason, sponsors]),
  ],
  "what is deferred, groups, the chair's order": (file) =>
    changesOf(file, ({ deferred, group, order }) => [deferred, group, order]),
  "comments with answers, people and times": (file) => [
    Object.values(file.comments),
    runsWith(file, (key) => kindOf(key) === "comment"),
  ],
  "bold, italics, raised and lowered, underlined": (file) =>
    runsWith(file, (key) => (FORMATS as readonly string[]).includes(key)),
  "footnotes and references": (file) => file.ops.flatMap(({ insert }) => (typeof insert === "string" ? [] : [insert])),
  "what the chair closed as agreed": (file) => runsWith(file, (key, onMark) => onMark && key === "agreed"),
  "how items are numbered": (file) => file.numbering,
  "what a later version adds": (file) => [
    runsWith(file, (key) => kindOf(key) === "unknown"),
    (file as { decisions?: unknown }).decisions,
  ],
  "the whole file, byte by byte": settled,
};

/** The rows of the table: what survives in which format. */
const rows = readFileSync(new URL("../../README.md", import.meta.url), "utf8")
  .split("\n| out and in again ")[1]!
  .split("\n\n")[0]!
  .split("\n")
  .map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
const [formats, , ...table] = rows;
const columns = formats!.filter((name) => name !== "");

test("the table has all formats that go both ways, and all aspects", () => {
  expect([...columns].sort()).toEqual(READABLE.filter((format) => WRITABLE.includes(format)).sort());
  expect(table.map(([aspect]) => aspect)).toEqual(Object.keys(ASPECTS));
});

describe.each(columns.map((format, i) => ({ format, i })))("of $format", ({ format, i }) => {
  test.each(table.map(([aspect, ...marks]) => ({ aspect: aspect!, survives: marks[i] === "✓" })))(
    "$aspect: $survives",
    async ({ aspect, survives }) => {
      const written = await write(format, redline, "redline");
      if (!written.ok) throw new Error(written.message);
      const result = await read(format, written.data);
      if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
      const [before, after] = [redline, result.draft].map(ASPECTS[aspect]!);
      if (survives) expect(after).toEqual(before);
      else expect(after).not.toEqual(before);
    },
  );
});
