/** What the page shows: marks, labels, the original and the final. */
import { describe, expect, test } from "vitest";
import { MARK } from "../../../schema/index.ts";
import { foreign, html, items, open, page, press, redline, select } from "./desk.ts";

describe("the page", () => {
  test("shows what the style sheet is made for", async () => {
    await open([
      { insert: "resolves" },
      { insert: MARK, attributes: { id: "c", role: "call", part: "operative" } },
      { insert: "one" },
      { insert: "two", attributes: { "del:F": "F:1", em: true } },
      { insert: MARK, attributes: { id: "a", role: "item", "del:F": "F:1" } },
      { insert: "new", attributes: { ins: "USA:1" } },
      { insert: MARK, attributes: { id: "n", role: "item", level: 0, ins: "USA:1" } },
      { insert: "last" },
      { insert: MARK, attributes: { id: "b", role: "item" } },
    ]);
    await page.evaluate(() => window.bench.editor.select("USA:1"));
    const style = (n: number) => `style="--colour: var(--delegation-${n})"`;
    const shown = (await html()).replaceAll(
      / ProseMirror-widget|;(?=")|<img class="ProseMirror-separator" alt=""><br>/g,
      "",
    );
    const [F, U] = await page.evaluate(() =>
      ["F", "USA"].map((code) =>
        Number(document.querySelector(`[data-delegation="${code}"]`)!.getAttribute("style")!.match(/\d+/)![0]),
      ),
    );
    expect(shown).toBe(
      [
        `<p class="paragraph" data-role="call" data-level="0" data-id="c" data-part="operative">resolves</p>`,
        `<p class="paragraph changed" data-role="item" data-level="0" data-id="a" data-deleted="F"><span class="label" contenteditable="false">1</span>one<del class="revision" data-delegation="F" data-change="F:1" ${style(F!)}><em>two</em></del><del class="revision pilcrow" data-delegation="F" data-change="F:1" ${style(F!)} contenteditable="false">¶</del></p>`,
        `<p class="paragraph changed" data-role="item" data-level="0" data-id="n" data-inserted="USA"><ins class="revision" data-delegation="USA" data-change="USA:1" ${style(U!)}><span class="selected">new</span></ins><ins class="revision pilcrow selected" data-delegation="USA" data-change="USA:1" ${style(U!)} contenteditable="false">¶</ins></p>`,
        `<p class="paragraph" data-role="item" data-level="0" data-id="b"><span class="label" contenteditable="false">2</span>last</p>`,
      ].join("\n"),
    );
  });

  test("labels follow what is proposed", async () => {
    await open([
      { insert: "resolves" },
      { insert: MARK, attributes: { id: "c", role: "call", part: "operative" } },
      ...items("one", "two"),
    ]);
    const labels = () => page.locator(".label").evaluateAll((all) => all.map((each) => each.innerHTML));
    expect(await labels()).toEqual(["1", "2"]);
    await select(12);
    await press("Enter");
    await page.keyboard.type("x");
    expect(await labels()).toEqual(["1", "<ins>2</ins>", "<del>2</del><ins>3</ins>"]);
    await select(9, 12);
    await press("Backspace");
    await press("Control+z", "Control+z", "Control+z");
    expect(await labels()).toEqual(["1", "2"]);
  });

  test("shows the original and the final to be read, and follows them", async () => {
    await open([
      { insert: "a" },
      { insert: "b", attributes: { "del:F": "F:1" } },
      { insert: "c", attributes: { ins: "F:2" } },
      ...items(""),
    ]);
    await page.evaluate(() => window.bench.editor.setView("final"));
    expect(await page.locator("p").innerText()).toBe("ac");
    expect(await page.locator(".ProseMirror").getAttribute("data-view")).toBe("final");
    await page.locator("p").click();
    await page.keyboard.type("x");
    await foreign(3, "d");
    await page.waitForFunction(() => document.querySelector(".ProseMirror")!.textContent === "acd");
    await page.evaluate(() => window.bench.editor.setView("original"));
    expect(await page.locator("p").innerText()).toBe("ab");
    await page.evaluate(() => window.bench.editor.setView("redline"));
    await select(0);
    await page.keyboard.type("y");
    expect(await redline()).toBe("[y +USA]a[b -F][cd +F]¶");
  });
});
