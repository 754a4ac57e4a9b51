/**
 * Documents as two second readers have them when they accept or reject all (pandoc, LibreOffice): the same paragraphs.
 * Our own are always there; the real ones are not part of the repository, and how many were compared is said.
 */
import { describe, expect, test } from "vitest";
import { libreOfficeLines } from "./libre-office.ts";
import { pandocLines } from "./pandoc.ts";
import { BUILT, type View, differences, isInstalled, ourLines, read, realDocuments } from "./word-readers.ts";

/** All of them are minutes of work: a few where nothing more is asked. */
const ALL = Number(process.env.FUZZ ?? 0) > 1000;
const FEW = /RP047|RP042|RP018|014-Moved|delins|unicode|multi_author|002-/;
const VIEWS = ["original", "final"] as const;

/** Where a second reader differs, why, and in how many lines. */
const EXPLAINED: Record<
  "pandoc" | "LibreOffice",
  Record<string, Partial<Record<View, [lines: number, why: string]>>>
> = {
  pandoc: {
    "open-xml-powertools__RA001-Tracked-Revisions-01.docx": {
      original: [16, "drops deleted tables whose rows are struck, which the original has"],
    },
    "open-xml-powertools__RP051-Arabic.docx": {
      original: [
        3,
        "joins two paragraphs over an empty one, before a table that was inserted, whose mark nobody revised",
      ],
    },
  },
  LibreOffice: {
    "open-xml-powertools__RA001-Tracked-Revisions-01.docx": {
      final: [2, "puts a table that floats behind the paragraph that it stands before"],
    },
    "open-xml-powertools__RP018-MoveFrom-MoveTo-CC.docx": {
      original: [2, "keeps the text of a moved content control, in both views and at both places"],
      final: [2, "keeps the text of a moved content control, in both views and at both places"],
    },
  },
};
/** Documents that a second reader cannot take. */
const UNREAD: Record<string, string> = {
  "safe-docx__atomizer_redline.docx": "LibreOffice 7.4 says that it cannot load it",
  "open-xml-powertools__RP051-Arabic.docx": "LibreOffice 7.4 shows revised words in both views, struck ones too",
};

const real = realDocuments().filter(({ name }) => ALL || FEW.test(name));
const chosen = [...BUILT, ...real];
const counted = `${chosen.length} documents, ${real.length} of them real`;
/** What stands before a paragraph that LibreOffice numbers. */
const COUNTED = /^(?:\d+(?:\.\d+)*\.?|[a-z]\)|[•▪o–-])+/u;

/** A second reader that is not installed is said to have read nothing; LibreOffice reads in the full run only. */
const readBy = (program: "pandoc" | "soffice", suite: () => void): void => {
  if (isInstalled(program)) describe(`${program}, ${counted}`, suite);
  else test(`${program} is not on the path: 0 documents were read`, () => expect(chosen.length).toBeGreaterThan(0));
};

readBy("pandoc", () => {
  test.each(chosen)("$name", (document) => {
    const { name, data } = document;
    const draft = read(document);
    for (const as of VIEWS) {
      const found = differences(ourLines(draft, as), pandocLines(data, as));
      const [lines = 0] = EXPLAINED.pandoc[name]?.[as] ?? [];
      expect(found, as).toHaveLength(lines);
    }
  });
});

const inLibreOffice = () => {
  test("accepts and rejects to the same words", { timeout: 300_000 }, async () => {
    const readable = chosen.filter(({ name }) => UNREAD[name] === undefined);
    const data = readable.map((document) => document.data);
    const theirs = await libreOfficeLines(data, 200_000);
    const wrong = readable.flatMap((document, i) => {
      const { name } = document;
      const draft = read(document);
      return VIEWS.flatMap((as) => {
        const lines = theirs[i]![as];
        if (lines === null) return [`${name}, ${as}: LibreOffice gave nothing`];
        const found = differences(ourLines(draft, as, true), lines, COUNTED);
        const [expected = 0] = EXPLAINED.LibreOffice[name]?.[as] ?? [];
        return found.length === expected ? [] : [`${name}, ${as}:`, ...found];
      });
    });
    expect(wrong).toEqual([]);
  });
};
if (ALL) readBy("soffice", inLibreOffice);

test("what a comparison finds", () => {
  const line = (text: string, label = "") => ({ text, label });
  expect(differences([line("a"), line("b", "1"), line("c", "2")], ["a", "1 b", "c"])).toEqual([]);
  expect(differences([line("a"), line("b")], ["a", "x", "b"])).toEqual(["theirs: x"]);
  expect(differences([line("a"), line("b")], ["b"])).toEqual(["ours:  a"]);
  expect(differences([line("a", "1")], ["2.a"], /^\d\./)).toEqual([]);
});
