/** An exported page as a browser lays it out. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeHtml } from "../../src/formats/index.ts";
import { draft, fileOf, ins, item } from "../schema/draft.ts";
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
