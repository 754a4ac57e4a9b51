/** Pages of ours read back: the draft file that they were, and what was edited since. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK, runsOf } from "../../schema/index.ts";
import { applied, read, writeHtml, writeJson, writeText } from "../../src/formats/index.ts";
import { draft as draftOf, fileOf, ins, item, mark } from "../schema/draft.ts";
import { RUNS, discussed, example, provisional, settled, varied, wholeFiles } from "./drafts.ts";

async function draftIn(html: string): Promise<{ draft: DraftFile; said: string[] }> {
  const result = await read("html", html);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return { draft: result.draft, said: result.findings.map(({ place, message }) => `${place}: ${message}`) };
}
describe("a page of ours", () => {
  test.each([
    ["Resolution 130", example("resolution-130")],
    ["Resolution 50", example("resolution-50")],
    ["all that there can be", varied],
    ["labels that stay", provisional],
    ["all that is said of it", discussed],
  ])("%s comes back in every view, by the bytes of its file", async (_, file) => {
    for (const view of ["redline", "original", "final"] as const) {
      const { draft, said } = await draftIn(writeHtml(file, view));
      expect(said).toEqual([]);
      expect(writeJson(draft)).toBe(settled(applied(file, view)));
    }
  });

  test("any redline comes back, by the bytes of its file", async () => {
    await fc.assert(
      fc.asyncProperty(wholeFiles, async (file) => {
        expect(writeJson((await draftIn(writeHtml(file, "redline"))).draft)).toBe(settled(file));
      }),
      { numRuns: RUNS },
    );
  });

  test("that is cut off is refused, not read as half a draft", async () => {
    const page = writeHtml(example("resolution-130"), "redline");
    expect(await read("html", page.slice(0, page.indexOf("Study Group 17")))).toEqual({
      ok: false,
      place: "file",
      message: "cut off: the page has no end; export it again",
    });
  });

  test("that was edited since says what it says now", async () => {
    const page = writeHtml(example("resolution-50"), "final").replaceAll("RESOLUTION 50", "RESOLUTION 51");
    expect(writeText((await draftIn(page)).draft, "final")).toContain("RESOLUTION 51");
  });

  test("on which comments, titles and reasons were edited says what it says now", async () => {
    const page = writeHtml(discussed, "redline")
      .replace("Really?</span>", "<i>Is it?</i></span>")
      .replace(">Haste.<", ">Slowness.<")
      .replace(">Peace</b>", ">War</b>")
      .replace("more.</span>", "less.</span>");
    const { draft } = await draftIn(page);
    expect(draft.comments["t1/m1"]!.text).toBe("Why <b>this</b>?\n\nIs it?");
    expect(draft.comments["t1/m2"]).toEqual(discussed.comments["t1/m2"]);
    expect(draft.changes["USA:1"]!.reason).toBe("To say\nless.");
    expect(draft.proposals).toMatchObject({ "F/7/1": { reasons: "Slowness." }, "USA/12/1": { title: "War" } });
  });

  test("to which formats were given by whatever program has them", async () => {
    const page = writeHtml(fileOf(draftOf(item("one two three four"))), "redline");
    const { draft, said } = await draftIn(
      page.replace(
        "one two three four",
        `<b>one</b> <i>two</i> <span style="font-weight: bold">three <span style="font-weight: normal">four</span></span>`,
      ),
    );
    const formats = draft.ops.map(({ insert, attributes }) => [insert, Object.keys(attributes ?? {})]);
    expect(formats.slice(0, -1)).toEqual([
      ["one", ["strong"]],
      [" ", []],
      ["two", ["em"]],
      [" ", []],
      ["three ", ["strong"]],
      ["four", []],
    ]);
    expect(said).toEqual([]);
  });

  // What was struck was adopted, and nobody was told.
  test("on which somebody inserted and deleted by hand has proposals of whom the import says", async () => {
    const file = fileOf(draftOf(item("one two"), item("four", ins("F:w1", " five"))));
    const page = writeHtml(file, "redline").replace("one two", "one <del>two</del><ins>three</ins>");
    const result = await read("html", page, { delegation: "F" });
    if (!result.ok) throw new Error(result.message);
    expect(writeText(result.draft, "redline")).toContain("one {--two--}{>>F<<}{++three++}{>>F<<}");
    expect(Object.keys(result.draft.changes).sort()).toEqual(["F:w1", "F:w2"]);
    expect((await draftIn(page)).draft.changes).toHaveProperty("SEC:w1");
    const named = page.replace("<del>two", '<del title="USA, Ana, 2026-01-02 03:04 UTC">two');
    const { changes } = (await draftIn(named)).draft;
    expect(changes["USA:w1"]).toEqual({ delegation: "USA", by: "Ana", time: "2026-01-02T03:04:00Z" });
  });

  test("on which words were struck, and are in no deletion, says so", async () => {
    for (const struck of ["<s>two</s>", '<span style="text-decoration: line-through">two</span>']) {
      const page = writeHtml(fileOf(draftOf(item("one two"))), "redline").replace("two", struck);
      const { draft, said } = await draftIn(page);
      expect(writeText(draft, "final")).toContain("one two");
      expect(said).toEqual(["paragraph 1: struck by hand, which is no revision: the words stay, without the stroke"]);
    }
  });

  test("in which agreed words were edited is open there, and closed where they are as agreed", async () => {
    const agreed = (id: string) => mark({ agreed: id });
    const file = fileOf(draftOf(item("all of it", agreed("a1")), item("some of it", agreed("a2"))));
    for (const view of ["redline", "final"] as const) {
      const { draft, said } = await draftIn(writeHtml(file, view).replace("all of", "none of"));
      const marks = draft.ops.flatMap(({ insert, attributes }) => (insert === MARK ? [attributes?.agreed] : []));
      expect(marks).toEqual([undefined, "a2"]);
      expect(said).toEqual(["paragraph 1: was agreed with other words: it is open"]);
    }
  });

  test("whose words with signs that no page can show were edited says what it says now", async () => {
    const file = fileOf(draftOf(item("a\u0001b")));
    const page = writeHtml(file, "redline");
    expect((await draftIn(page)).draft.ops[0]!.insert).toBe("a\u0001b");
    expect((await draftIn(page.replace("\uFFFDb", "\uFFFDc"))).draft.ops[0]!.insert).toBe("a\uFFFDc");
  });

  test("to which somebody added words keeps its labels, levels and changes; the words are text", async () => {
    const file = example("resolution-130");
    const page = writeHtml(file, "redline")
      .replace("<header", "Dear all,\n see <i>below</i>:\n<header")
      .replace("</main>", "<p>A line\n of mine.</p>\n<table><tr><td>one<td>two</table></main>\n<p></p> ");
    const { draft, said } = await draftIn(page);
    const expected = writeText({ ...file, comments: {} }, "redline");
    expect(writeText(draft, "redline")).toBe(`Dear all, see below:\n${expected}A line of mine.\none\ntwo\n`);
    const message = "was put into the page after it was exported: it is text, without a label";
    const last = [...runsOf(file.ops)].filter(({ insert }) => insert === MARK).length + 1;
    expect(said).toEqual([1, last + 1, last + 2, last + 3].map((number) => `paragraph ${number}: ${message}`));
  });

  test.each([
    ["data-mark", /data-mark="[^"]*"/, 'data-mark="{"', /^paragraph 1: /],
    ["data-draft", /data-draft="[^"]*"/, 'data-draft="[]"', /^main: /],
    ["an unknown profile", /data-draft="[^"]*"/, 'data-draft="{&quot;profile&quot;:7}"', /profile/],
  ])("whose %s was damaged is refused with its place", async (_, pattern, instead, message) => {
    const result = await read("html", writeHtml(varied, "redline").replace(pattern, instead));
    expect(result.ok ? "" : `${result.place}: ${result.message}`).toMatch(message);
  });
});
