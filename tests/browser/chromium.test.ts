import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

const page = `data:text/html,${encodeURIComponent(`<p contenteditable>noting</p>`)}`;

test("real key events type, delete and select in a contenteditable", async () => {
  const tab = await browser.newPage();
  await tab.goto(page);
  const text = tab.locator("p");
  await text.click();
  await tab.keyboard.press("End");
  await tab.keyboard.type(" that, é");
  await tab.keyboard.press("Backspace");
  await tab.keyboard.type("further");
  await tab.keyboard.press("Home");
  for (let i = 0; i < "noting".length; i++) await tab.keyboard.press("Shift+ArrowRight");
  await tab.keyboard.type("recognizing");
  expect((await text.innerText()).replaceAll("\u00a0", " ")).toBe("recognizing that, further");
  await tab.close();
});

test("a composition is held in the text until it is committed", async () => {
  const tab = await browser.newPage();
  await tab.goto(page);
  await tab.locator("p").click();
  await tab.keyboard.press("End");
  const client = await tab.context().newCDPSession(tab);
  await client.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  expect(await tab.locator("p").innerText()).toBe("notingにほ");
  await client.send("Input.insertText", { text: "日本" });
  expect(await tab.locator("p").innerText()).toBe("noting日本");
  await tab.close();
});
