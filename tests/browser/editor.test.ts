/** The editor under a real keyboard, in a real browser. P1 is asserted after every transaction (an error fails the test). */
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MARK, type Op } from "../../schema/index.ts";
import { pageScript } from "./page-script.ts";
import type {} from "./editor-page.ts";
import { launch } from "./chromium.ts";

let browser: Browser;
let script: string;
let page: Page;
let errors: string[];

beforeAll(async () => {
  script = await pageScript();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(() => show());
afterEach(async () => {
  await page.close();
  expect(errors).toEqual([]);
});

/** A page without a draft, as another browser where one is named. */
async function show(userAgent?: string): Promise<void> {
  page = await browser.newPage({ ...(userAgent !== undefined && { userAgent }) });
  errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>.label, .pilcrow { user-select: none }</style><div id="desk"></div>`,
  );
  await page.addScriptTag({ content: script });
}

const items = (...texts: string[]): Op[] =>
  texts.flatMap((text, i): Op[] => [
    ...(text === "" ? [] : [{ insert: text }]),
    { insert: MARK, attributes: { id: `p${i + 1}`, role: "item", part: "operative" } },
  ]);
const open = (ops: Op[], mode: "propose" | "direct" = "propose") =>
  page.evaluate(([ops, mode]) => window.openBench(ops, mode), [ops, mode] as const);
const redline = () => page.evaluate(() => window.bench.redline());
const caret = () => page.evaluate(() => window.bench.caret());
const html = () => page.evaluate(() => window.bench.html());
const select = (from: number, to = from) =>
  page.evaluate(([from, to]) => window.bench.select(from, to), [from, to] as const);
const foreign = (index: number, text: string) =>
  page.evaluate(([index, text]) => window.bench.foreign(index, text), [index, text] as const);
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

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

describe("the clipboard", () => {
  const paste = (data: Record<string, string>) =>
    page.evaluate((data) => {
      const transfer = new DataTransfer();
      for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
      const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
      document.querySelector(".ProseMirror")!.dispatchEvent(event);
    }, data);

  test("pastes text by keys, cut and copied here", async () => {
    await browser
      .contexts()[0]
      ?.grantPermissions?.(["clipboard-read", "clipboard-write"])
      .catch(() => undefined);
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
    await page.close();
    await show("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36");
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
