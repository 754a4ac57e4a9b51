/** An input method composes, while others write too. */
import type { CDPSession } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { foreign, items, open, page, redline, select } from "./desk.ts";

describe("an input method", () => {
  let client: CDPSession;
  beforeEach(async () => {
    client = await page.context().newCDPSession(page);
  });
  const compose = (text: string) =>
    client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const commit = (text: string) => client.send("Input.insertText", { text });
  const composing = () => page.evaluate(() => window.bench.editor.view.composing);

  for (const [place, index, before, after] of [
    ["in the middle of adopted text", 3, "one", " two three¶"],
    ["at the start of a paragraph", 0, "", "one two three¶"],
    ["at its end", 13, "one two three", "¶"],
  ] as const) {
    test(`composes ${place} while others edit the same paragraph`, async () => {
      await open(items("one two three"));
      await select(index);
      await compose("に");
      await foreign(index < 8 ? 10 : 1, "F");
      expect(await composing()).toBe(true);
      await compose("にほ");
      await page.evaluate((from) => window.bench.foreignStrike(from, from + 1), index < 8 ? 5 + 2 : 5);
      expect(await composing()).toBe(true);
      await compose("にほん");
      await commit("日本");
      expect(await composing()).toBe(false);
      const plain = (await redline()).replace(/\[[^\]+-]*F \+F\]/g, "").replace(/\[(.) -F\]/g, "$1");
      expect(plain).toBe(`${before}[日本 +USA]${after}`);
      await page.keyboard.type("!");
      expect(await redline()).toContain("[日本! +USA]");
    });
  }

  test("composes in one's own insertion, in an empty paragraph, and beside others' insertions", async () => {
    await open([...items(""), { insert: "x", attributes: { ins: "F:1" } }, ...items("two")]);
    await select(0);
    await compose("か");
    await foreign(3, "F");
    await compose("かん");
    await commit("漢");
    expect(await redline()).toBe("[漢 +USA]¶[xF +F]two¶");
    await page.keyboard.type("a");
    await compose("じ");
    await commit("字");
    expect(await redline()).toBe("[漢a字 +USA]¶[xF +F]two¶");
    await select(5);
    await compose("b");
    await foreign(10, "G");
    await commit("bb");
    expect(await redline()).toBe("[漢a字 +USA]¶[x +F][bb +USA][F +F]two[G +F]¶");
  });

  test("composes over a selection: it is struck", async () => {
    await open(items("one two three"));
    await select(4, 7);
    await compose("に");
    await foreign(0, "F");
    await compose("にほ");
    await commit("日本");
    expect(await redline()).toBe("[F +F]one [日本 +USA][two -USA] three¶");
    expect(await page.locator("del.revision").getAttribute("data-change")).toBe(
      await page.locator("ins.revision").nth(1).getAttribute("data-change"),
    );
  });

  test("that gives up leaves nothing", async () => {
    await open(items("one"));
    await select(3);
    await compose("に");
    await compose("");
    expect(await redline()).toBe("one¶");
  });
});
