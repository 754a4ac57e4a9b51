/** Reading redlines in CriticMarkup: what we write of a draft, and what others do. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, type Op, delegationOf, outline } from "../../schema/index.ts";
import { type Piece, blocksOf, isChanged, sayProposed, sayShown } from "../../src/formats/blocks.ts";
import { changesIn, read, readText, writeText } from "../../src/formats/index.ts";
import { call, del, draft, fileOf, ins, item, mark, para } from "../schema/draft.ts";
import { RUNS, example, files, provisional } from "./drafts.ts";

const again = (file: DraftFile): DraftFile => readText(writeText(file, "redline")).draft;

/** Every sign of a redline that is no blank, with who inserted it, who would delete it, and what would be set on it. */
function signs(file: DraftFile): string[] {
  const result: string[] = [];
  const put = (text: string, { ins, dels, sets }: Pick<Piece, "ins" | "dels" | "sets">) => {
    const who = [ins, ...dels].map((change) => (change === null ? "" : delegationOf(change))).join("-");
    const set = sets.map((each) => ` ${delegationOf(each.change)}: ${sayProposed(each)}`).join("");
    for (const sign of text.replace(/\s/g, "")) result.push(`${sign}+${who}${set}`);
  };
  for (const { pieces, end } of blocksOf(file, "redline")) {
    for (const piece of pieces) {
      const [original, final] = [sayShown(piece, "original"), sayShown(piece, "final")];
      if (original !== final && original !== null && final !== null) {
        // What an object showed and shows is under the marks of who reads it: both views have theirs.
        put(original, { ins: null, dels: ["SEC:1"], sets: [] });
        put(final, { ins: "SEC:1", dels: [], sets: piece.sets });
      } else put(typeof piece.insert === "string" ? piece.insert : (final ?? original ?? ""), piece);
    }
    put("¶", end);
  }
  return result;
}

/** What a view says, without labels and blanks. */
const words = (file: DraftFile, as: "original" | "final"): string =>
  blocksOf(file, as)
    .map(({ pieces }) =>
      pieces.map((piece) => sayShown(piece, as) ?? (typeof piece.insert === "string" ? piece.insert : "")),
    )
    .flat()
    .join("")
    .replace(/\s/g, "");

describe("what we write", () => {
  test.each([
    ["Resolution 130", example("resolution-130")],
    ["labels that stay", provisional],
  ])("%s is read as it was, and writes the same again", (_, file) => {
    const read = again(file);
    expect(writeText(read, "redline")).toBe(writeText(file, "redline"));
    expect(signs(read)).toEqual(signs(file));
    expect(read.numbering?.policy).toBe(file.numbering?.policy);
    const structure = (each: DraftFile, as: "original" | "final") =>
      JSON.stringify(outline(new Delta(each.ops as Delta["ops"]), as), (key, value: unknown) =>
        key === "id" ? "" : typeof value === "string" ? value.trim() : value,
      );
    for (const as of ["original", "final"] as const) expect(structure(read, as)).toBe(structure(file, as));
  });

  test("pilcrows of the text, and empty paragraphs", () => {
    const file = fileOf(
      draft(
        call("noting"),
        para("item"),
        para("text", "see ¶"),
        para("text", ins("USA:1", "or ¶\\", {}), mark({ ins: "USA:1" })),
      ),
    );
    expect(writeText(file, "redline")).toBe("noting\n¶\nsee \\¶\n{++or \\¶\\\\¶++}{>>USA<<}\n");
    expect(again(file).ops.map(({ insert }) => insert)).toEqual(file.ops.map(({ insert }) => insert));
    expect(signs(again(file))).toEqual(signs(file));
  });

  test("a paragraph of a struck blank", () => {
    const file = fileOf(draft(call("noting"), item(del("RCC:1", " ")), item("x")));
    expect(again(file).ops.map(({ insert }) => insert)).toEqual(file.ops.map(({ insert }) => insert));
  });

  // Labels say the levels of items only as far as they are those of the views: a proposed level is not in them.
  test("any draft with changes: marks, who made them, and the text of both views", () => {
    let changed = 0;
    fc.assert(
      fc.property(files, (random) => {
        // References that show `a)` and dashes at a line's beginning cannot be told from labels, by people neither.
        const ops = random.ops.map(({ insert, attributes }) => {
          const said = typeof insert === "string" ? insert.replaceAll("- ", "+ ") : "[x]";
          return { insert: said, ...(attributes && { attributes }) };
        });
        const file = { ...random, ops: [...draft(call("noting")).ops, ...ops] as Op[] };
        fc.pre(blocksOf(file, "redline").some(({ pieces, end }) => [...pieces, end].some(isChanged)));
        changed += 1;
        const read = again(file);
        for (const as of ["original", "final"] as const) expect(words(read, as)).toBe(words(file, as));
        expect(signs(read)).toEqual(signs(file));
      }),
      { numRuns: RUNS },
    );
    expect(changed).toBeGreaterThan(RUNS / 2);
  });
});

describe("what others write", () => {
  const shown = (text: string, options = {}, noticed: { place: string; message: string }[] = []) => {
    const { draft: file, findings } = readText(text, options);
    expect(findings).toEqual(noticed);
    return { written: writeText(file, "redline").trimEnd().split("\n"), file };
  };

  test("nobody's marks are those of the delegation that is given, or of the secretariat", () => {
    const text = "noting\n\na) one {--two--} {++three++};\nb) {~~four~>five~~},";
    expect(shown(text, { delegation: "F" }).written).toEqual([
      "noting",
      "a) one {--two--}{>>F<<} {++three++}{>>F<<};",
      "b) {--four--}{>>F<<}{++five++}{>>F<<},",
    ]);
    expect(changesIn(shown(text).file.ops)).toEqual(new Set(["SEC:1", "SEC:2", "SEC:3"]));
  });

  test("authors by name", () => {
    expect(shown("{++x++}{>>Amina Castellane<<} y", { authors: { "Amina Castellane": "F" } }).written).toEqual([
      "{++x++}{>>F<<} y",
    ]);
  });

  test("lines that are inserted whole, wrapped ones too", () => {
    expect(shown("noting\na) one;\n{++b) two;\n++}{~~b)~>c)~~} three").written).toEqual([
      "noting",
      "a) one;",
      "{++b)++} {++two;¶++}{>>SEC<<}",
      "{~~b)~>c)~~} three",
    ]);
    expect(shown("noting\n\na) that {++this\nis++} wrapped;\n\nb) and this").written).toEqual([
      "noting",
      "a) that {++this is++}{>>SEC<<} wrapped;",
      "b) and this",
    ]);
  });

  test("comments that are no names are comments", () => {
    const { comments, ops } = shown("noting\na) {==this==}{>>is that so?<<} {++or++}{>>F<<}{>>why<<} that,\nb) x").file;
    expect(comments).toEqual({
      "c1/m1": { delegation: "SEC", by: "", time: "", text: "is that so?" },
      "c2/m1": { delegation: "SEC", by: "", time: "", text: "why" },
    });
    expect(ops[2]).toEqual({ insert: "this", attributes: { "cmt:c1": true } });
    expect(ops[4]).toEqual({ insert: "or", attributes: { "cmt:c2": true, ins: "F:1" } });
  });

  test("a replacement is one change, and so is a paragraph that comes after its like", () => {
    const { ops } = shown("noting\nA {--b--}{>>F<<}{++c++}{>>F<<} d {++e¶++}{>>F<<}\n{++f¶++}{>>F<<}\ng").file;
    expect([...changesIn(ops)]).toEqual(["F:1", "F:2"]);
  });

  test.each([
    ["a sign that nothing closes", "noting\n{++x {--y--}", "{++x {--y--}{>>SEC<<}", ["{++", "++}"]],
    ["a sign that closes nothing", "noting\nx++} {--y--}", "x++\\} {--y--}{>>SEC<<}", null],
    ["a comment without end", "noting\n{--y--} {>>x", "{--y--}{>>SEC<<} \\{>>x", ["{>>", "<<}"]],
    [
      "a substitution without its middle",
      "noting\n{~~x~~} {--y--}",
      "\\{~~x~~\\} {--y--}{>>SEC<<}",
      ["{~~", "~> … ~~}"],
    ],
  ])("%s is text, and one that opens a mark is told", (_, text, line, unclosed) => {
    const told =
      unclosed === null
        ? []
        : [{ place: "line 2", message: `“${unclosed[0]}” is kept as text: no “${unclosed[1]}” closes it` }];
    expect(shown(text, {}, told).written[1]).toBe(line.replace("{++x", "\\{++x"));
  });

  test("a text whose only mark is not closed is clean, and that is told", () => {
    expect(readText("one {++two").findings).toEqual([
      { place: "line 1", message: "“{++” is kept as text: no “++}” closes it" },
    ]);
  });

  test("more marks than any redline has are refused", async () => {
    expect(await read("txt", "{++a++}".repeat(50_001))).toEqual({
      ok: false,
      place: "line 1",
      message: "more than 50000 marks of changes: split the text",
    });
  });

  test("nesting without end, and many comments without one, take no time", () => {
    const deep = `noting\n${"{--".repeat(40_000)}x${"--}".repeat(40_000)}`;
    expect(changesIn(readText(deep).draft.ops).size).toBe(1);
    expect(readText(`noting\n{--y--}${"{>>".repeat(100_000)}`).draft.ops.length).toBeGreaterThan(1);
  });
});
