/** The editor on a page that each test finds empty, and what is done there. An error on it fails the test: P1 is one. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { MARK, type Op } from "../../../schema/index.ts";
import { pageScript } from "../page-script.ts";
import type {} from "../editor-page.ts";
import { launch, leave } from "../chromium.ts";

let browser: Browser;
let script: string;
export let page: Page;
/** The one that tests share: a new one for each costs more than most tests. */
let usual: Page;
let errors: string[];

beforeAll(async () => {
  script = await pageScript();
  browser = await launch();
  usual = await newPage();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(() => show(usual));
afterEach(async () => {
  await leave(page);
  if (page !== usual) await page.close();
  expect(errors).toEqual([]);
});

/** A page without a draft. */
async function show(shown: Page): Promise<void> {
  page = shown;
  errors = [];
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>.label, .pilcrow { user-select: none }</style><div id="desk"></div>`,
  );
  await page.addScriptTag({ content: script });
}

/** Goes on in another browser, to the test's end. */
export async function showIn(userAgent: string): Promise<void> {
  await leave(page);
  await show(await newPage({ userAgent }));
}

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  return page;
}

export const items = (...texts: string[]): Op[] =>
  texts.flatMap((text, i): Op[] => [
    ...(text === "" ? [] : [{ insert: text }]),
    { insert: MARK, attributes: { id: `p${i + 1}`, role: "item", part: "operative" } },
  ]);
export const open = (ops: Op[], mode: "propose" | "direct" = "propose") =>
  page.evaluate(([ops, mode]) => window.openBench(ops, mode), [ops, mode] as const);
export const redline = () => page.evaluate(() => window.bench.redline());
export const caret = () => page.evaluate(() => window.bench.caret());
export const html = () => page.evaluate(() => window.bench.html());
export const select = (from: number, to = from) =>
  page.evaluate(([from, to]) => window.bench.select(from, to), [from, to] as const);
export const foreign = (index: number, text: string) =>
  page.evaluate(([index, text]) => window.bench.foreign(index, text), [index, text] as const);
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
