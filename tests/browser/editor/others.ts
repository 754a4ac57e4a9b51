/** What others do meanwhile takes no caret, no selection and no Enter from whoever writes here. */
import { describe, expect, test } from "vitest";
import { caret, foreign, items, open, page, redline, select, showIn } from "./desk.ts";

describe("beside others", () => {
  test("puts the caret where a click or a key has it, whatever others do before the browser has told of it", async () => {
    for (const others of ["write", "move"]) {
      await open(items("one two three"));
      await select(0);
      await page.evaluate((others) => {
        const { foreign, foreignCaret } = window.bench;
        const other = () => (others === "write" ? foreign(1, "F") : void foreignCaret(6));
        getSelection()!.collapse(document.querySelector("p")!.lastChild, others === "write" ? 7 : 3); // as a click does
        other();
        getSelection()!.modify("move", "forward", "character");
        other();
      }, others);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await caret()).toBe(others === "write" ? "oFFne two |three¶" : "one |two three¶");
      await page.keyboard.type("!");
      expect(await redline()).toContain(others === "write" ? "ne two [! +USA]three" : "one [! +USA]two three");
    }
  });

  test("on Android takes no caret for an Enter while others' words are drawn", async () => {
    await showIn("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36");
    await open(items("one two three"));
    await select(0);
    await page.evaluate(() => {
      const { view } = window.bench.editor;
      view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true }));
      getSelection()!.collapse(document.querySelector("p")!.lastChild, 5);
      window.bench.foreign(1, "FFFF"); // P1 is asserted
    });
    await expect.poll(redline).toContain("o[FFFF +F]ne two three");
  });

  test("selects by the mouse while others write elsewhere and move", async () => {
    await open(items("one two three", "other"));
    const place = (offset: number) =>
      page.evaluate((offset) => {
        const { left, top, bottom } = window.bench.editor.view.coordsAtPos(offset + 1);
        return [left, (top + bottom) / 2] as const;
      }, offset);
    const selected = () => page.evaluate(() => getSelection()!.toString());
    await page.mouse.move(...(await place(4)));
    await page.mouse.down();
    await foreign(14, "F");
    await page.mouse.move(...(await place(7)));
    await foreign(15, "G");
    await page.evaluate(() => window.bench.foreignCaret(1));
    expect(await selected()).toBe("two");
    await page.mouse.move(...(await place(9)));
    await page.mouse.up();
    await foreign(16, "H");
    expect(await selected()).toBe("two t");
    await page.keyboard.press("Backspace");
    expect(await redline()).toBe("one [two t -USA]hree¶[FGH +F]other¶");
  });

  test("shows others' carets and finds changes", async () => {
    await open([...items("one"), { insert: "two", attributes: { ins: "F:2" } }, ...items("")]);
    await page.evaluate(() => window.bench.foreignCaret(2));
    expect(await page.locator(".caret .caret-name").textContent()).toBe("F · Amélie");
    await foreign(0, "xx");
    expect(
      await page
        .locator("p")
        .first()
        .evaluate((p) => p.innerHTML.indexOf("caret") > p.innerHTML.indexOf("on")),
    ).toBe(true);
    expect(await page.evaluate(() => window.bench.editor.reveal("F:2"))).toBe(true);
    expect(await page.locator(".selected").textContent()).toBe("two");
    await select(8);
    expect(await page.evaluate(() => window.bench.changes)).toContain("F:2");
    expect(await page.evaluate(() => window.bench.editor.reveal("F:77"))).toBe(false);
  });
});
