/** Keys: what is typed, struck, moved, undone and formatted. */
import { describe, expect, test } from "vitest";
import { MARK } from "../../../schema/index.ts";
import { caret, items, open, page, press, redline, select } from "./desk.ts";

describe("a keyboard", () => {
  test("types an insertion and goes on in it", async () => {
    await open(items("one two"));
    await select(3);
    await page.keyboard.type(" and a 😀");
    expect(await redline()).toBe("one[ and a 😀 +USA] two¶");
    expect(await caret()).toBe("one and a 😀| two¶");
    await press("ArrowLeft", "ArrowLeft");
    await page.keyboard.type("b");
    expect(await redline()).toBe("one[ and ab 😀 +USA] two¶");
    expect(
      new Set(
        await page
          .locator("ins.revision")
          .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.change)),
      ).size,
    ).toBe(1);
  });

  test("types at the start and the end of paragraphs and in empty ones", async () => {
    await open(items("one", "", "two"));
    await select(0);
    await page.keyboard.type("a");
    await press("End");
    await page.keyboard.type("b");
    await press("ArrowDown");
    await page.keyboard.type("c");
    await press("ArrowDown", "Home");
    await page.keyboard.type("d");
    expect(await redline()).toBe("[a +USA]one[b +USA]¶[c +USA]¶[d +USA]two¶");
  });

  test("Backspace three times proposes three characters, Delete goes the other way", async () => {
    await open(items("one two three"));
    await select(7);
    await press("Backspace", "Backspace", "Backspace");
    expect(await redline()).toBe("one [two -USA] three¶");
    expect(await caret()).toBe("one |two three¶");
    await select(8);
    await press("Delete", "Delete");
    expect(await redline()).toBe("one [two -USA] [th -USA]ree¶");
    expect(await caret()).toBe("one two th|ree¶");
    await select(3);
    await press("Delete", "Delete");
    expect(await redline()).toBe("one[ two th -USA]ree¶");
    await press("Control+Backspace");
    expect(await redline()).toBe("[one two th -USA]ree¶");
  });

  test("Alt with the arrows moves a paragraph past its neighbours and back, as one change", async () => {
    await open(items("one", "two", "three"));
    await select(9);
    await press("Alt+ArrowUp", "Alt+ArrowUp");
    expect(await redline()).toBe("[three¶ +USA]one¶two¶[three¶ -USA]");
    expect(await caret()).toBe("t|hree¶one¶two¶three¶");
    await page.keyboard.type("x");
    await press("Control+z", "Control+z", "Control+z");
    expect(await redline()).toBe("one¶two¶three¶");
    await press("Alt+ArrowDown");
    expect(await redline()).toBe("one¶two¶three¶");
  });

  test("Enter makes a paragraph, Backspace at its start takes it back, at another's proposes a join", async () => {
    await open([
      { insert: "considering" },
      { insert: MARK, attributes: { id: "c", role: "call", part: "preamble" } },
      ...items("one", "two"),
    ]);
    await select(11);
    await press("Enter");
    await page.keyboard.type("x");
    expect(await redline()).toBe("considering¶[x¶ +USA]one¶two¶");
    await press("Backspace", "Backspace");
    expect(await redline()).toBe("considering¶one¶two¶");
    await select(16);
    await press("Backspace");
    expect(await redline()).toBe("considering¶one[¶ -USA]two¶");
    expect(await caret()).toBe("considering¶one|¶two¶");
    await select(12);
    await press("Backspace");
    expect(await redline()).toBe("considering[¶ -USA]one[¶ -USA]two[¶ =USA:part:preamble =USA:role:call]");
  });

  test("overtypes a selection made by the keyboard", async () => {
    await open(items("one two three"));
    await select(4);
    await press("Control+Shift+ArrowRight");
    await page.keyboard.type("2");
    const text = await redline();
    expect(text).toMatch(/^one \[two ?-USA\]|^one \[two  -USA\]/);
    await page.keyboard.type("!");
    expect(await redline()).toContain("[2! +USA]");
    await press("Control+a");
    await press("Delete");
    expect(await redline()).toMatch(/^\[one two ?.*-USA\]¶$/);
  });

  test("selects over paragraphs and overtypes", async () => {
    await open(items("one", "two", "three"));
    await select(1);
    await press("Shift+ArrowDown", "Shift+ArrowRight");
    await page.keyboard.type("X");
    expect(await redline()).toBe("o[ne¶tw -USA][X +USA]o¶three¶");
  });

  test("undoes and redoes", async () => {
    await open(items("one two"));
    await select(7);
    await page.keyboard.type("abc");
    await select(0, 3);
    await press("Backspace");
    await select(4);
    await press("Enter");
    const all = "[one -USA] [¶ +USA]two[abc +USA]¶";
    expect(await redline()).toBe(all);
    for (const expected of ["[one -USA] two[abc +USA]¶", "one two[abc +USA]¶", "one two¶"]) {
      await press("Control+z");
      expect(await redline()).toBe(expected);
    }
    await press("Control+y", "Control+Shift+z", "Control+y");
    expect(await redline()).toBe(all);
  });

  test("sets levels with Tab and formats with Ctrl", async () => {
    await open(items("one", "two"));
    await select(4);
    await press("Tab");
    expect(await redline()).toBe("one¶two[¶ =USA:level:1]");
    expect(await page.locator("p").nth(1).getAttribute("data-level")).toBe("1");
    await select(0, 3);
    await press("Control+i");
    expect(await redline()).toBe("[one =USA:em:true]¶two[¶ =USA:level:1]");
    await press("Control+i");
    await select(4);
    await press("Shift+Tab");
    expect(await redline()).toBe("one¶two¶");
  });

  test("edits directly where that is the mode", async () => {
    await open(items("one", "two"), "direct");
    await select(3);
    await page.keyboard.type("!");
    await press("Delete");
    expect(await redline()).toBe("one!two¶");
    await press("Enter", "Backspace", "Backspace");
    expect(await redline()).toBe("onetwo¶");
  });
});
