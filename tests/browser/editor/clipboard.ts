/** What is pasted by keys, of this editor and of others. */
import { describe, expect, test } from "vitest";
import { items, open, page, press, redline, select } from "./desk.ts";

describe("the clipboard", () => {
  const paste = (data: Record<string, string>) =>
    page.evaluate((data) => {
      const transfer = new DataTransfer();
      for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
      const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
      document.querySelector(".ProseMirror")!.dispatchEvent(event);
    }, data);

  test("pastes text by keys, cut and copied here", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(items("one two"));
    await select(0, 3);
    await press("Control+x");
    expect(await redline()).toBe("[one -USA] two¶");
    await press("End", "Control+v");
    expect(await redline()).toBe("[one -USA] two[one +USA]¶");
  });

  test("pastes lines as paragraphs like the one they are pasted in", async () => {
    await open(items("one", "two"));
    await select(3);
    await paste({ "text/plain": "a\nb\nc" });
    expect(await redline()).toBe("one[a +USA]¶[b¶c¶ +USA]two¶");
    expect(await page.locator("p").nth(1).getAttribute("data-role")).toBe("item");
  });

  test("pastes foreign HTML without what it had deleted, and no part of its revisions", async () => {
    await open(items("one"));
    await select(3);
    await paste({ "text/html": `<p>a<del>gone</del><ins>new</ins> <b>bold</b></p><ul><li>x</li></ul><h2>head</h2>` });
    expect(await redline()).toBe("one[anew bold +USA]¶[x¶head¶ +USA]");
    expect(await page.locator("ins strong").textContent()).toBe("bold");
  });

  test("pastes the cells of a table as paragraphs", async () => {
    await open(items("one"));
    await select(3);
    const rows = `<tr><td>a</td><td>b</td></tr><tr><th><p>c</p><p>d</p></th><td><div>e</div></td></tr>`;
    await paste({ "text/html": `<table>${rows}</table>` });
    expect(await redline()).toBe("one[a +USA]¶[b¶c¶d¶e¶ +USA]");
    expect(await page.locator("p").nth(1).getAttribute("data-role")).toBe("item");
  });

  test("pastes what was copied from a redline as what it would be", async () => {
    await open([
      { insert: "a" },
      { insert: "b", attributes: { "del:F": "F:1" } },
      { insert: "c", attributes: { ins: "F:2" } },
      ...items(""),
    ]);
    await select(0, 3);
    await press("Control+c", "End", "Control+v");
    expect(await redline()).toBe("a[b -F][c +F][ac +USA]¶");
  });
});
