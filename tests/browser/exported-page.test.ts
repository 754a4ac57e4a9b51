/** An exported page as a browser has it: laid out, seen, heard and copied. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeHtml } from "../../src/formats/index.ts";
import { discussed, example, hostile, varied } from "../formats/drafts.ts";
import { del, draft, fileOf, ins, item } from "../schema/draft.ts";
import { launch } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const file = fileOf(draft(item("that nothing changes;"), item("that ", ins("USA:1", "all "), "changes.")));

async function cellsAt(width: number): Promise<{ shown: string[]; boxes: { x: number; y: number }[] }> {
  const page: Page = await browser.newPage({ viewport: { width, height: 800 } });
  try {
    await page.setContent(writeHtml(file, "redline", { layout: "side-by-side" }));
    const cells = await page.locator("td:visible").all();
    const boxes = await Promise.all(cells.map((cell) => cell.boundingBox()));
    return { shown: await page.locator("td:visible").allInnerTexts(), boxes: boxes.map((box) => box!) };
  } finally {
    await page.close();
  }
}

test("side by side, the final stands beside the original where there is room for two columns", async () => {
  const { boxes } = await cellsAt(1200);
  expect(boxes).toHaveLength(4);
  expect(boxes[3]!.y).toBe(boxes[2]!.y);
  expect(boxes[3]!.x).toBeGreaterThan(boxes[2]!.x);
});

test("side by side on a telephone, the final stands below the original, and what is the same is there once", async () => {
  const { boxes, shown } = await cellsAt(390);
  expect(shown.map((text) => text.replace(/\s+/g, " "))).toEqual([
    "a) that nothing changes;",
    "b) that changes.",
    "b) that all changes.",
  ]);
  expect(boxes[2]!.x).toBe(boxes[1]!.x);
  expect(boxes[2]!.y).toBeGreaterThan(boxes[1]!.y);
});

describe("any page", () => {
  const folder = mkdtempSync(join(tmpdir(), "plenary-html-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

  async function open(html: string, options: { width: number; colorScheme: "light" | "dark" }) {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const { width, colorScheme } = options;
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, asked };
  }

  test.each([
    ["Resolution 130, redline", writeHtml(example("resolution-130"), "redline"), 1200, "light"],
    ["Resolution 130, redline, in the dark", writeHtml(example("resolution-130"), "redline"), 1200, "dark"],
    ["Resolution 130, redline, narrow", writeHtml(example("resolution-130"), "redline"), 390, "light"],
    ["Resolution 50", writeHtml(example("resolution-50"), "final"), 390, "dark"],
    [
      "the original beside the final",
      writeHtml(example("resolution-130"), "final", { layout: "side-by-side" }),
      390,
      "dark",
    ],
    ["only the changes", writeHtml(varied, "redline", { layout: "changes" }), 390, "light"],
    ["everything there is", writeHtml(varied, "redline"), 800, "light"],
    ["everything hostile", writeHtml(hostile, "redline"), 390, "light"],
    ["everything that is said", writeHtml(discussed, "redline"), 390, "dark"],
    ...(["side-by-side", "changes"] as const).flatMap((layout) => [
      [`Resolution 130, ${layout}`, writeHtml(example("resolution-130"), "redline", { layout }), 390, "dark"] as const,
      [`everything that is said, ${layout}`, writeHtml(discussed, "redline", { layout }), 390, "light"] as const,
      [`everything hostile, ${layout}`, writeHtml(hostile, "redline", { layout }), 1200, "light"] as const,
    ]),
  ] as const)("%s: accessible, not wider than the window, asks for nothing", async (_, html, width, colorScheme) => {
    const { page, asked } = await open(html, { width, colorScheme });
    await page.addScriptTag({ content: axe });
    const violations = (await page.evaluate(
      `axe.run().then((result) => result.violations.map(({ id, nodes }) => id + ": " + nodes[0].html))`,
    )) as string[];
    expect(violations).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(asked).toHaveLength(1);
    await page.context().close();
  });

  test("who hears the page hears who proposes what; who copies it does not take that along", async () => {
    const file = fileOf(draft(item("we ", del("F:1", "may"), ins("USA:1", "shall"), " act")));
    for (const layout of ["text", "side-by-side", "changes"] as const) {
      const { page } = await open(writeHtml(file, "redline", { layout }), { width: 1200, colorScheme: "light" });
      const session = await page.context().newCDPSession(page);
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const byId = new Map(nodes.map((node) => [node.nodeId, node]));
      const heardIn = (node: (typeof nodes)[number]): string =>
        node.role?.value === "StaticText"
          ? String(node.name?.value)
          : (node.childIds ?? []).map((id) => heardIn(byId.get(id)!)).join("|");
      const heard = heardIn(nodes[0]!).replace(/\s+/g, " ");
      expect(heard).toMatch(
        /we \|+deleted by F:\|+may\|+end of change\|.*inserted by USA:\|+shall\|+end of change\|+ act/,
      );
      expect(await page.evaluate("document.querySelector('main').innerText")).not.toMatch(/inserted by|end of change/);
      await page.context().close();
    }
  });

  test("what a person copies has labels and text apart", async () => {
    const { page } = await open(writeHtml(example("resolution-50"), "final"), { width: 1200, colorScheme: "light" });
    const text = (await page.evaluate("document.querySelectorAll('p.labelled')[1].innerText")) as string;
    expect(text).toMatch(/^b\) that the legacy/);
    await page.context().close();
  });
});
