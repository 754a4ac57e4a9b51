/** Words that somebody typed by hand into a page of ours, beside its text: none goes without a word. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK } from "../../schema/index.ts";
import { read, writeHtml } from "../../src/formats/index.ts";
import { draft, fileOf, ins, item, mark } from "../schema/draft.ts";
import { RUNS } from "../laws/generators.ts";
import { discussed, wholeFiles } from "./drafts.ts";

/** The draft in a page in which one thing was written for another. */
async function readWith(file: DraftFile, from: string, to: string): Promise<{ draft: DraftFile; said: string[] }> {
  const page = writeHtml(file, "redline");
  expect(page).toContain(from);
  const result = await read(
    "html",
    page.replace(from, () => to),
  );
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return { draft: result.draft, said: result.findings.map(({ place, message }) => `${place}: ${message}`) };
}
const wordsOf = ({ ops }: DraftFile) => ops.map(({ insert }) => (insert === MARK ? "|" : insert)).join("");
const left = (words: string) => `“${words}” was typed beside the text: it is left out`;

describe("words beside the text", () => {
  test("that stand there as they were written are nothing to tell", async () => {
    await fc.assert(
      fc.asyncProperty(wholeFiles, async (file) => {
        expect(await read("html", writeHtml(file, "redline"))).toMatchObject({ ok: true, findings: [] });
      }),
      { numRuns: Math.ceil(RUNS / 8) },
    );
  });

  test.each([
    ["a new comment in the list", "</ol>\n</aside>", "<li><b>C9</b> I object.</li></ol>\n</aside>", "I object."],
    ["an answer under a comment", '<div><span class="by', '<div>No.</div><div><span class="by', "No."],
    // The page has such words itself, but elsewhere: they were taken for its own.
    ["an answer in brackets", '<div><span class="by', '<div>[not agreed]</div><div><span class="by', "[not agreed]"],
    ["an answer that could be a label", '<div><span class="by', '<div>(no)</div><div><span class="by', "(no)"],
    ["an answer that names a proposal", '<div><span class="by', '<div>USA/12/1</div><div><span class="by', "USA/12/1"],
    ["another person for one who said something", "USA, Grace Lindqvist, 2006-11-08 09:13 UTC<", "B, Ana<", "B, Ana"],
  ])("%s is told", async (_, from, to, words) => {
    const { draft: found, said } = await readWith(discussed, from, to);
    expect(said).toEqual([`comments and reasons: ${left(words)}`]);
    expect(found.comments).toEqual(discussed.comments);
  });

  test.each([
    ["another number of a proposal", " USA/12/1</div>", " USA/99/1</div>", "USA/99/1"],
    ["words behind it", " USA/12/1</div>", " USA/12/1 <i>with F</i></div>", "with F"],
  ])("%s is told", async (_, from, to, words) => {
    const { said } = await readWith(discussed, from, to);
    expect(said).toEqual([`proposals: ${left(words)}`]);
  });

  test.each([
    ["a line below it", "</ul>\n</header>", "</ul>\n<p>Ask F first.</p>\n</header>", "Ask F first."],
    [
      "words in its first line",
      "Redline: proposed",
      "Redline of Monday: proposed",
      "Redline of Monday: proposed text is",
    ],
    ["words behind a delegation", "<b>USA</b> 2 changes", "<b>USA</b> 2 changes, agreed", "2 changes, agreed"],
    ["what another place of the page says by itself", "</ul>\n</header>", "</ul>\nReasons:</header>", "Reasons:"],
  ])("%s is told of the legend", async (_, from, to, words) => {
    const { draft: found, said } = await readWith(discussed, from, to);
    expect(said).toEqual([`legend: ${left(words)}`]);
    expect(found).toEqual((await readWith(discussed, from, from)).draft);
  });

  test("what the legend counted when the page was written is nothing to tell when there are fewer changes", async () => {
    const file = fileOf(draft(item("that it is", ins("USA:1", " so"), ","), item("and more")));
    const html = writeHtml(file, "redline");
    const change = /<ins[^>]*> so<\/ins>/.exec(html)![0];
    expect((await readWith(file, change, "")).said).toEqual([]);
  });

  test("a comment that was taken off is told, and stays", async () => {
    const html = writeHtml(discussed, "redline");
    const item = /<li id="remark:C3">.*?<\/li>\n/.exec(html)![0];
    const { draft: found, said } = await readWith(discussed, item, "");
    expect(said).toEqual(["comment t9/m1: was taken off the page: it stays in the draft"]);
    expect(found.comments).toEqual(discussed.comments);
  });

  test("a comment that an editor split in two is the two together, and one that it copied is one", async () => {
    const says = '<span class="says" data-comment="t9/m1" lang="fr" dir="auto">';
    const split = await readWith(discussed, "On nothing.</span>", `On no</span></div><div>${says}thing.</span>`);
    expect([split.draft.comments["t9/m1"]!.text, split.said]).toEqual(["On no\nthing.", []]);
    const copied = await readWith(
      discussed,
      "On nothing.</span>",
      `On nothing.</span></div><div>${says}On nothing.</span>`,
    );
    expect([copied.draft.comments, copied.said]).toEqual([discussed.comments, []]);
  });
});

describe("words in what the page adds to a paragraph", () => {
  const file = fileOf(
    draft(item("that it is,"), item("that it was", ins("USA:1", " once"), mark({ ins: "USA:1" })), item("so")),
  );

  test("in the blank behind a label and in the sign of a paragraph's end are text", async () => {
    const gap = await readWith(file, '<span class="gap"> </span>', '<span class="gap"> considering </span>');
    expect([wordsOf(gap.draft), gap.said]).toEqual(["considering" + wordsOf(file), []]);
    const pilcrow = await readWith(file, "¶", "¶, too");
    expect([wordsOf(pilcrow.draft), pilcrow.said]).toEqual([wordsOf(file).replace("once", "once, too"), []]);
  });

  test("in a label are told, and labels that moved since are not", async () => {
    expect((await readWith(file, "a)</span>", "a) all know</span>")).said).toEqual([
      `paragraph 1: ${left("a) all know")}`,
    ]);
    const { said } = await readWith(
      file,
      /<p[^>]*>(?:(?!<\/p>).)*that it is,<\/p>\n/.exec(writeHtml(file, "redline"))![0],
      "",
    );
    expect(said).toEqual([]);
  });
});
