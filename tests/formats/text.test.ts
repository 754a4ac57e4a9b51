/** Writing plain text: clean, and the redline in CriticMarkup. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK } from "../../schema/index.ts";
import { readText, writeHtml, writeText } from "../../src/formats/index.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";
import { RUNS, example, files, provisional, varied } from "./drafts.ts";
import { lines, readCritic } from "./readers.ts";

const typed = (text: string): string[] => text.trimEnd().split("\n");

describe("clean text", () => {
  const sequence = draft(
    para("number", "RESOLUTION 1"),
    call("noting"),
    item("one; "),
    item("two:"),
    sub("three"),
    sub("four ", mark({ label: "§" })),
    call("resolves"),
    item("to act."),
  );

  test("a paragraph a line, labels typed, no blanks at the end", () => {
    expect(writeText(fileOf(sequence), "final")).toBe(
      "RESOLUTION 1\nnoting\na) one;\nb) two:\ni) three\n§ four\nresolves\nto act.\n",
    );
  });

  test("labels that stay are typed as they are kept, and read again", () => {
    const final = [
      "noting",
      "-a) zero;",
      "a) one;",
      "a) bis new;",
      "c) three,",
      "resolves",
      "1 to act:",
      "i) well;",
      "i) bis soon;",
      "ii) in peace;",
      "2 to report.",
    ];
    expect(typed(writeText(provisional, "final"))).toEqual(final);
    const original = ["noting", "a) one;", "b) two;", "c) three,", "resolves", "to act:", "i) well;", "ii) in peace;"];
    expect(typed(writeText(provisional, "original"))).toEqual(original);
    expect(typed(writeText(readText(final.join("\n")).draft, "final"))).toEqual(final);
  });

  test("in the redline only labels of what comes, goes or gains one are marked", () => {
    expect(typed(writeText(provisional, "redline")).map((line) => line.split(" ")[0])).toEqual([
      "noting",
      "{++-a)++}",
      "a)",
      "{++a)",
      "{--b)--}",
      "c)",
      "resolves",
      "{++1++}",
      "i)",
      "{++i)",
      "ii)",
      "{++2++}",
    ]);
  });

  test("wrapped: blank lines between paragraphs, labels hanging", () => {
    const long = fileOf(
      draft(
        call("noting"),
        item("that the time has come, and that it is high"),
        sub("as has often been said before"),
        item("x"),
      ),
    );
    expect(writeText(long, "final", { width: 24 }).split("\n")).toEqual([
      "noting",
      "",
      "a) that the time has",
      "   come, and that it is",
      "   high",
      "",
      "  i) as has often been",
      "     said before",
      "",
      "b) x",
      "",
    ]);
  });

  test("objects and controls are plain, and a paragraph stays on its line", () => {
    expect(lines(writeText(varied, "final")).slice(4, 8)).toEqual([
      "noting",
      "a)one¹twothree",
      "b)H2Obold",
      "i)seea)and[chart]",
    ]);
    const odd = fileOf(draft(item("a\tb\r\u2028c\u0000")));
    expect(writeText(odd, "final")).toBe("a b  c\n");
  });
});

describe("references and footnotes", () => {
  const sequence = draft(
    call("noting"),
    item(ins("USA:1", "new;"), { insert: MARK, attributes: { ins: "USA:1", id: "n", role: "item" } }, "one"),
    item("two", { insert: { footnote: "f" } }, mark({ id: "two" })),
    item(
      "see ",
      { insert: { ref: "two" } },
      ", ",
      ins("USA:1", "and "),
      {
        insert: { ref: "n" },
        attributes: { ins: "USA:1" },
      },
      { insert: { ref: "gone" }, attributes: { "del:F": "F:1" } },
    ),
    para("footnote", "Note.", mark({ id: "f" })),
  );
  test.each([
    ["original", ["noting", "a) one", "b) two¹", "c) see b), ?", "1 Note."]],
    ["final", ["noting", "a) new;", "b) one", "c) two¹", "d) see c), and a)", "1 Note."]],
  ] as const)("in the %s have its labels and numbers", (view, expected) =>
    expect(writeText(fileOf(sequence), view).trimEnd().split("\n")).toEqual(expected),
  );
  test("in the redline show both labels", () => {
    expect(writeText(fileOf(sequence), "redline")).toContain(
      "{~~c)~>d)~~} see {~~b)~>c)~~}, {++and a)++}{>>USA<<}{--?--}{>>F<<}\n",
    );
    const html = writeHtml(fileOf(sequence), "redline");
    const shown = html.replace(/ data-object="[^"]*"/g, "");
    expect(shown).toContain('see <a href="#two"><del>b)</del><ins>c)</ins></a>,');
    expect(shown).toContain('two<sup><a href="#f">1</a></sup>');
  });
});

describe("the redline", () => {
  const redline = (...of: Parameters<typeof draft>) => writeText(fileOf(draft(...of)), "redline");

  test("who inserts and who deletes stands behind", () => {
    expect(redline(item("we ", del("F:1", "may"), ins("USA:1", "shall"), " act"))).toBe(
      "we {--may--}{>>F<<}{++shall++}{>>USA<<} act\n",
    );
  });

  test("a deletion of an insertion holds it, several deletions hold each other in order of code", () => {
    expect(redline(item(ins("USA:1", "x", { "del:F": "F:1" })))).toBe("{--{++x++}{>>USA<<}--}{>>F<<}\n");
    expect(redline(item(del("USA:1", "x", { "del:F": "F:1" })))).toBe("{--{--x--}{>>F<<}--}{>>USA<<}\n");
  });

  test("paragraph marks show, and labels in pairs", () => {
    const lost = mark({ "del:F": "F:1" });
    expect(
      redline(
        call("noting"),
        item("a"),
        item(ins("USA:1", "b"), mark({ ins: "USA:1" })),
        item("c", lost),
        item("d"),
        item("e"),
      ),
    ).toBe("noting\na) a\n{++b)++} {++b¶++}{>>USA<<}\n{~~b)~>c)~~} c{--¶--}{>>F<<}\n{--c)--} d\nd) e\n");
  });

  test("proposed settings are comments", () => {
    expect(writeText(varied, "redline")).toContain("marked{>>F: role text<<}{>>USA: level 1<<}\n");
    expect(writeText(varied, "redline")).toContain("{==loud==}{>>F: em<<}\n");
  });

  test("signs of the text that could be markup have a backslash", () => {
    expect(redline(item("{++a++} \\{ {b} {"))).toBe("\\{++a++\\} \\\\{ {b} \\{\n");
    expect(redline(item(ins("USA:1", "}{")))).toBe("{++\\}\\{++}{>>USA<<}\n");
  });

  test("taken as the original or as the final it is that text", () => {
    const check = (file: DraftFile) => {
      for (const as of ["original", "final"] as const)
        expect(lines(readCritic(writeText(file, "redline"), as))).toEqual(lines(writeText(file, as)));
    };
    check(example("resolution-130"));
    check(varied);
    const cut = item("\\ ", mark({ id: "c", role: "item", "set:F:level": { change: "F:1", value: 0 } }));
    check(fileOf(draft(cut))); // a blank at the end is cut off: the backslash before it is no sign's
    fc.assert(fc.property(files, check), { numRuns: RUNS });
  });
});
