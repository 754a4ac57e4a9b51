/** What the command line says of a file that it had to simplify, whatever it does with it, and of what it cannot write. */
import { expect, test } from "vitest";
import { writeJson } from "../../src/formats/index.ts";
import { discussed } from "../formats/drafts.ts";
import { called, ownFolder } from "./running.ts";

const { path, put } = ownFolder();
const page = put("page.html", "<p>resolves</p><table><tr><td>to act.</td></tr></table>");
const draft = put("draft.json", writeJson(discussed));
/** What a command says on standard error. */
const said = async (...args: string[]) => {
  const { code, err } = await called(args);
  return { code, said: err.trimEnd().split("\n") };
};

test.each([
  ["export", ["--view", "final", "-o", path("out.docx")]],
  ["outline", ["-o", path("outline.json")]],
  ["check", ["-o", path("advice.txt")]],
  ["decide", ["accept", "--all", "-o", path("decided.json")]],
  ["import", ["-o", path("imported.json")]],
])("%s", async (command, args) => {
  expect((await said(command, page, ...args)).said).toEqual([
    `plenary ${command}: ${page}: paragraph 2 (“to act.”): a table: its cells are paragraphs`,
  ]);
});

test("compare, of both files, and what the redline has no place for", async () => {
  const ran = await said("compare", page, draft, "-o", path("redline.json"));
  expect(ran.code).toBe(0);
  expect(ran.said).toEqual([
    `plenary compare: ${page}: paragraph 2 (“to act.”): a table: its cells are paragraphs`,
    `plenary compare: ${draft}: revisions: 4 counted as accepted: the final text is compared`,
    `plenary compare: ${draft}: proposals: 4 left out: their changes are settled`,
    `plenary compare: ${draft}: comments: 4 left out: only those of the old text stay`,
  ]);
});

test("a file's name may be as long as the file system takes", async () => {
  const long = path(`${"决".repeat(83)}.txt`);
  expect(await said("export", draft, "--view", "final", "-o", long)).toEqual({ code: 0, said: [""] });
});

test("a page of what is proposed is of the redline: export of a clean text refuses it", async () => {
  const ran = await said("export", draft, "--view", "final", "--format", "html", "--layout", "changes");
  expect(ran.code).toBe(2);
  expect(ran.said).toEqual(["plenary export: layout changes is of the redline, not of the final (see --help)"]);
});
