/** What the command line says of a file that it had to simplify, whatever it does with it, and of what it cannot write. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { main } from "../src/cli/commands.ts";
import { writeJson } from "../src/formats/index.ts";
import { discussed } from "./formats/drafts.ts";

const folder = mkdtempSync(join(tmpdir(), "plenary-findings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
});
afterEach(() => vi.restoreAllMocks());

const page = path("page.html");
writeFileSync(page, "<p>resolves</p><table><tr><td>to act.</td></tr></table>");
const draft = path("draft.json");
writeFileSync(draft, writeJson(discussed));

test.each([
  ["export", ["--view", "final", "-o", path("out.docx")]],
  ["outline", ["-o", path("outline.json")]],
  ["check", ["-o", path("advice.txt")]],
  ["decide", ["accept", "--all", "-o", path("decided.json")]],
  ["import", ["-o", path("imported.json")]],
])("%s", async (command, args) => {
  await main([command, page, ...args]);
  expect(said).toEqual([`plenary ${command}: ${page}: paragraph 2 (“to act.”): a table: its cells are paragraphs`]);
});

test("compare, of both files, and what the redline has no place for", async () => {
  expect(await main(["compare", page, draft, "-o", path("redline.json")])).toBe(0);
  expect(said).toEqual([
    `plenary compare: ${page}: paragraph 2 (“to act.”): a table: its cells are paragraphs`,
    `plenary compare: ${draft}: proposals: 4 left out: their changes are settled`,
    `plenary compare: ${draft}: comments: 4 left out: only those of the old text stay`,
  ]);
});

test("a file's name may be as long as the file system takes", async () => {
  const long = path(`${"决".repeat(83)}.txt`);
  expect(await main(["export", draft, "--view", "final", "-o", long])).toBe(0);
  expect(said).toEqual([]);
});

test("a page of what is proposed is of the redline: export of a clean text refuses it", async () => {
  expect(await main(["export", draft, "--view", "final", "--format", "html", "--layout", "changes"])).toBe(2);
  expect(said).toEqual(["plenary export: --layout changes is of the redline, not of the final (see --help)"]);
});
