/**
 * Other readers accept and reject our redlines to exactly our final and original. `FUZZ=10000`, as in `npm run
 * test:full`, takes all outcomes of the scenarios; otherwise a sample of them.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Attributes } from "../../../schema/index.ts";
import { writeDocx } from "../../../src/formats/docx/write.ts";
import { writeText } from "../../../src/formats/index.ts";
import { del, draft, fileOf, ins, mark, para } from "../../schema/draft.ts";
import { BREAK, type Case, JOIN, corpus, expected, hasMarkOfBoth, sampled } from "./corpus.ts";
import { draftIn, savedByWord } from "./docx.ts";
import { faultsOf } from "./validator.ts";
import { type Reading, onPath, readByLibreOffice, readByPandoc } from "./second-readers.ts";

const VIEWS = ["original", "final"] as const;
const ALL = Number(process.env.FUZZ ?? 0) > 1000;

let cases: Case[] = [];
beforeAll(async () => {
  cases = [...(await corpus(ALL ? 1 : 37)), ...sampled(ALL ? 300 : 8)];
}, 600_000);

interface Reader {
  program: string;
  read(documents: readonly Uint8Array[]): Reading[];
  /** Our text as this reader sees white space. */
  spaced(lines: readonly string[]): string[];
  /** What it decides otherwise, and why. Word has both right (ECMA-376 §17.13.5): such a mark goes, whatever is decided. */
  differs: { reason: string; from(draft: Case["draft"]): boolean }[];
}

const READERS: Reader[] = [
  {
    program: "pandoc",
    read: readByPandoc,
    // Joined paragraphs have a blank between them, blanks in a row are one, empty paragraphs are not there.
    spaced: (lines) =>
      lines.map((line) => line.replaceAll(JOIN, " ").replace(/\s+/g, " ").trim()).filter((line) => line !== ""),
    differs: [{ reason: "of a mark that is inserted and struck it knows the insertion only", from: hasMarkOfBoth }],
  },
  {
    program: "soffice",
    read: readByLibreOffice,
    // The last paragraph cannot go: it stays as an empty one, and so do those before it that were empty.
    spaced: (lines) =>
      lines
        .map((line) => line.replaceAll(JOIN, "").replaceAll(BREAK, "\n"))
        .join("\n")
        .trimEnd()
        .split("\n")
        .map((line) => line.trim()),
    differs: [{ reason: "of a mark that is inserted and struck it knows the deletion only", from: hasMarkOfBoth }],
  },
];

test("the rules of revisions give the texts of our views", () => {
  expect(cases.length).toBeGreaterThanOrEqual(ALL ? 700 : 20);
  for (const { name, draft } of cases) {
    for (const view of VIEWS)
      expect(words(expected(draft, view)), `${name}, ${view}`).toEqual(
        words(writeText(draft, view).split("\n").slice(0, -1)),
      );
  }
});

const words = (lines: readonly string[]) => lines.map((line) => line.replaceAll(JOIN, "").replace(/\s+/g, " ").trim());

describe.each(READERS)("$program", ({ program, read, spaced, differs }) => {
  const here = onPath(program);
  test(here ? "accepts to our final and rejects to our original" : "is not on the path: 0 documents were read", () => {
    if (!here) {
      console.warn(`${program} is not on the path: 0 documents were read by it`);
      expect(cases.length).toBeGreaterThan(0);
      return;
    }
    const readings = read(cases.map(({ draft }) => writeDocx(draft, "redline")));
    let equal = 0;
    const otherwise: string[] = [];
    cases.forEach(({ name, draft }, i) => {
      for (const view of VIEWS) {
        const [theirs, ours] = [readings[i]![view], spaced(expected(draft, view))];
        if (same(theirs, ours)) equal += 1;
        else if (differs.some(({ from }) => from(draft))) otherwise.push(`${name}, ${view}`);
        else expect(theirs, `${name}, ${view}`).toEqual(ours);
      }
    });
    expect(equal).toBeGreaterThan(0);
    console.log(
      `${program}: ${equal} of ${cases.length * 2} readings equal, ${otherwise.length} otherwise for a known reason`,
    );
    // What a reader cannot do is rare: the list above must not become an excuse.
    expect(otherwise.length, otherwise.join("\n")).toBeLessThanOrEqual(4);
  });
});

test("our own reader has the same texts of what Word saved", () => {
  // Empty paragraphs are room on a page, and stand in random drafts everywhere.
  const written = (draft: Case["draft"], view: (typeof VIEWS)[number]) =>
    words(expected(draft, view)).filter((line) => line !== "");
  for (const { name, draft } of cases.filter(({ name }) => !name.startsWith("random"))) {
    const back = draftIn(savedByWord(writeDocx(draft, "redline"))).draft;
    for (const view of VIEWS) expect(written(back, view), `${name}, ${view}`).toEqual(written(draft, view));
  }
});

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, i) => line === b[i]);

test("footnotes go with their references, and a struck paragraph with the comment on it", () => {
  const comment = { delegation: "F", by: "Amina", time: "2006-11-08T09:12:00Z", text: "Why?" };
  const noted = fileOf(
    draft(
      para("text", "one", { insert: { footnote: "n1" }, attributes: { ins: "USA:1" } }),
      para("text", "two", { insert: { footnote: "n2" }, attributes: { "del:F": "F:1" } }),
      para("text", del("F:1", "gone", { "cmt:t1": true }), mark({ "del:F": "F:1" })),
      para("text", "three"),
      para("footnote", ins("USA:1", "First."), mark({ id: "n1", ins: "USA:1" })),
      para("footnote", del("F:1", "Second."), mark({ id: "n2", "del:F": "F:1" })),
    ),
    { comments: { "t1/a": comment } },
  );
  const file = writeDocx(noted, "redline");
  expect(faultsOf(file)).toEqual([]);
  if (onPath("pandoc"))
    expect(readByPandoc([file])).toEqual([
      { original: ["one", "two", "Second.", "gone", "three"], final: ["one", "First.", "two", "three"] },
    ]);
});

test("LibreOffice joins no paragraphs where a comment stands before a footnote that comes or goes", () => {
  const comment = { delegation: "F", by: "Amina", time: "2006-11-08T09:12:00Z", text: "Why?" };
  const on = (attributes: Attributes) => ({ insert: "said", attributes: { "cmt:t1": true, ...attributes } });
  const refer = (id: string, attributes: Attributes = {}) => ({ insert: { footnote: id }, attributes });
  const [gone, added] = [{ "del:F": "F:1" }, { ins: "F:1" }];
  const texts = {
    struck: [on({}), refer("n2", gone)],
    added: [on({}), refer("n2", added)],
    "struck with the words": ["so ", on(gone), refer("n2", gone)],
    "struck by two": [on({}), refer("n2", { ...gone, "del:USA": "USA:1" })],
    "two of them": [on({}), refer("n2", gone), refer("n3", gone)],
    "one that stays before it": [on({}), refer("n2"), refer("n3", gone)],
    "a comment on one": ["x", { insert: { footnote: "n2" }, attributes: { "cmt:t1": true } }, refer("n3", gone)],
  };
  const noted = Object.entries(texts).map(([name, text]) => {
    const notes = text.flatMap((piece) => {
      if (typeof piece === "string" || typeof piece.insert === "string") return [];
      const { "cmt:t1": _, ...attributes } = piece.attributes as Attributes;
      const words = { insert: "Note.", attributes };
      return [para("footnote", words, mark({ id: piece.insert.footnote, ...attributes }))];
    });
    const first = para("footnote", "First.", mark({ id: "n1" }));
    const all = draft(para("text", "one", refer("n1")), para("text", ...text), para("text", "two"), first, ...notes);
    return { name, draft: fileOf(all, { comments: { "t1/a": comment } }) };
  });
  const written = noted.map(({ draft }) => writeDocx(draft, "redline"));
  noted.forEach(({ name, draft }, i) => {
    expect(faultsOf(written[i]!), name).toEqual([]);
    const { draft: back } = draftIn(written[i]!);
    expect(writeText(back, "redline"), name).toBe(writeText(draft, "redline"));
    expect(Object.values(back.comments), name).toEqual([comment]);
  });
  if (!onPath("soffice")) return;
  const readings = readByLibreOffice(written);
  noted.forEach(({ name, draft }, i) => {
    for (const view of VIEWS) {
      // Notes are not in its text, and their numbers are not raised there.
      const lines = expected(draft, view).slice(0, 3);
      const ours = lines.map((line) => line.replace(/[¹²³]/g, (digit) => String("¹²³".indexOf(digit) + 1)));
      expect(readings[i]![view], `${name}, ${view}`).toEqual(ours);
    }
  });
});
