/** Text out of other programs, by real paste events, in a page under the policy that the app has. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MARK, type Op } from "../../schema/index.ts";
import { SECURITY_HEADERS } from "../../server/pages.ts";
import { pageScript } from "./page-script.ts";
import type {} from "./editor-page.ts";
import { launch, leave } from "./chromium.ts";

let browser: Browser;
let script: string;
let page: Page;
let errors: string[];

const ADDRESS = "http://127.0.0.1:9/";
const HTML = `<!doctype html><meta charset="utf-8"><div id="desk"></div><script src="/page.js"></script>`;

beforeAll(async () => {
  script = await pageScript();
  browser = await launch();
  page = await browser.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => errors.push(message.text()));
  page.on("request", (request) => request.url().startsWith(ADDRESS) || errors.push(request.url()));
  const policy = SECURITY_HEADERS["Content-Security-Policy"]!;
  await page.route(ADDRESS, (route) =>
    route.fulfill({ body: HTML, contentType: "text/html", headers: { "Content-Security-Policy": policy } }),
  );
  await page.route(`${ADDRESS}page.js`, (route) => route.fulfill({ body: script, contentType: "text/javascript" }));
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  errors = [];
  await page.goto(ADDRESS);
});
afterEach(async () => {
  await leave(page);
  expect(errors).toEqual([]);
});

/** Paragraphs such as `item 1: text`; the part is that of the call. */
const draft = (...lines: string[]): Op[] =>
  lines.flatMap((line, i): Op[] => {
    const [, role, level, text] = /^(\S+?)(?: (\d))?: ?(.*)$/.exec(line)!;
    const attributes = { id: `p${i + 1}`, role, ...(level !== undefined && { level: Number(level) }) };
    return [...(text === "" ? [] : [{ insert: text! }]), { insert: MARK, attributes }];
  });

const open = (ops: Op[], mode: "propose" | "direct" = "propose") =>
  page.evaluate(([ops, mode]) => window.openBench(ops, mode), [ops, mode] as const);
/** Puts the caret behind `text`. */
const caretBehind = async (text: string, length = 0) => {
  const at = (await page.evaluate(() => window.bench.caret().replace("|", ""))).indexOf(text) + text.length;
  await page.evaluate(([from, to]) => window.bench.select(from, to), [at, at + length] as const);
};
const redline = () => page.evaluate(() => window.bench.redline());
const undo = () => page.keyboard.press("Control+z");

async function paste(data: { html?: string; text?: string }): Promise<void> {
  await page.evaluate(({ html, text }) => {
    const transfer = new DataTransfer();
    if (html !== undefined) transfer.setData("text/html", html);
    if (text !== undefined) transfer.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
    document.querySelector(".ProseMirror")!.dispatchEvent(event);
  }, data);
}
const fixture = (name: string) => readFileSync(new URL(`../fixtures/clipboard/${name}`, import.meta.url), "utf8");

/** The redline's paragraphs as `draft` writes them, formats as tags, `+` before those that are inserted. */
async function paragraphs(): Promise<string[]> {
  const ops = await page.evaluate(() => window.bench.editor.core.text.sequence().ops as Op[]);
  const tags: Record<string, string> = { em: "i", strong: "b", sup: "sup", sub: "sub", underline: "u" };
  const result: string[] = [];
  let text = "";
  for (const { insert, attributes = {} } of ops) {
    const open = Object.keys(attributes).filter((key) => key in tags);
    const wrapped = (part: string) => open.reduce((inner, key) => `<${tags[key]}>${inner}</${tags[key]}>`, part);
    if (typeof insert !== "string") text += wrapped("<br>");
    else
      insert.split(MARK).forEach((part, i) => {
        if (i > 0) {
          const { role = "plain", level, ins } = attributes as Record<string, string | undefined>;
          result.push(`${ins === undefined ? "" : "+"}${role}${level === undefined ? "" : ` ${level}`}: ${text}`);
          text = "";
        }
        if (part !== "") text += wrapped(part);
      });
  }
  return result;
}
const changes = () => page.evaluate(() => window.bench.changes.length);

describe("documents of other programs", () => {
  test("Word: styles, typed labels, revisions, comments, notes", async () => {
    await open(draft("text:"));
    await paste({ html: fixture("word.html") });
    expect(await paragraphs()).toEqual([
      "+number: RESOLUTION 130 (Rev. Antalya, 2006)",
      "+title: Strengthening the role of ITU in information and communication network security",
      "+opening: The Plenipotentiary Conference of the International Telecommunication Union (Antalya, 2006),",
      "+call: recognizing",
      "+item: that the application of ICTs has been <b>instrumental</b> in the growth of the global economy “under favourable conditions”;",
      "+item: that information and communication networks have given rise to ever-growing security challenges:",
      "+item 1: spam, as in 10<sup>9</sup> messages;",
      "+item 1: others,",
      "+call: resolves",
      "text: to strengthen the role of ITU<br>in <u>network</u> security,",
    ]);
    expect(await redline()).toContain("[¶ =USA:role:item]");
  });

  test("Word: a list of two levels", async () => {
    await open(draft("call: resolves", "item: one"));
    await caretBehind("one");
    await paste({ html: fixture("word-list.html") });
    expect(await paragraphs()).toEqual([
      "call: resolves",
      "item: one",
      "+item: to continue to work within existing study groups in order to:",
      "+item 1: increase <i>awareness</i>;",
      "+item 1: seek ways to enhance exchange;",
      "+item: to report annually,",
    ]);
  });

  test("LibreOffice: lists, revisions, a table", async () => {
    await open(draft("call: noting", "item: one"));
    await caretBehind("one");
    await paste({ html: fixture("libreoffice.html") });
    expect(await paragraphs()).toEqual([
      "call: noting",
      "item: one",
      "+call: aware",
      "+item: that the global interconnection of networks requires <b>increased</b> cooperation;",
      "+item: that WSIS recognized the need to build confidence, and that activities have included:",
      "+item 1: Workshop on “combating spam”",
      "+item 1: WSIS Thematic Meeting",
      "+item: Study Group 17",
      "+item: Study Group 13",
    ]);
  });

  test("Google Docs: formats by style, nested lists, a suggestion to strike", async () => {
    await open(draft("call: resolves", "item: one"));
    await caretBehind("one");
    await paste({ html: fixture("google-docs.html") });
    expect(await paragraphs()).toEqual([
      "call: resolves",
      "item: one",
      "+call: instructs the Secretary-General",
      "+item: to review ITU’s <b>current</b> activities;",
      "+item 1: see the web page, H<sub>2</sub>O",
      "+item: to report annually.",
    ]);
  });

  test("Outlook: a mail with a list", async () => {
    await open(draft("call: resolves", "item: one"));
    await caretBehind("one");
    await paste({ html: fixture("outlook.html") });
    expect(await paragraphs()).toEqual([
      "call: resolves",
      "item: oneDear colleagues, we would add:",
      "+item: to act on information security;",
      "+item: to seek ways to:",
      "+item 1: exchange information;",
      "+item: Best regards",
    ]);
  });
});

describe("words", () => {
  const item = draft("call: resolves", "item: one two");

  test("come into a paragraph without its marks, fonts and colours, and with the blanks at their edges", async () => {
    await open(item);
    await caretBehind("one ");
    const html = `<html><body>\r\n<!--StartFragment--><span style='font-family:"Arial";color:red'>a <i>b</i>&nbsp;: </span><!--EndFragment-->\r\n</body></html>`;
    await paste({ html, text: "a b : " });
    expect(await paragraphs()).toEqual(["call: resolves", "item: one a <i>b</i>\u00A0: two"]);
    expect(await redline()).toBe("resolves¶one [a b\u00A0:  +USA]two¶");
    await page.keyboard.type("x");
    expect(await redline()).toBe("resolves¶one [a b\u00A0: x +USA]two¶");
  });

  for (const [what, data] of [
    ["a paragraph", { html: `<p class=MsoNormal>b) more <b>words</b><o:p></o:p></p>` }],
    ["a line", { text: "b) more words" }],
  ] as const) {
    test(`${what} within a paragraph is words`, async () => {
      await open(item);
      await caretBehind("one ");
      await paste(data);
      expect(await redline()).toBe("resolves¶one [b) more words +USA]two¶");
    });
  }

  test("a single item that fills an empty one has no typed label", async () => {
    await open(draft("call: resolves", "item: one", "item:", "text: end"));
    await caretBehind("resolves¶one¶");
    await paste({ text: "2\tto go on;" });
    expect(await paragraphs()).toEqual(["call: resolves", "item: one", "item: to go on;", "text: end"]);
  });

  test("are put in the place of what is selected", async () => {
    await open(item);
    await caretBehind("resolves¶", 3);
    await paste({ html: "<b>1</b>", text: "1" });
    expect(await redline()).toBe("resolves¶[one -USA][1 +USA] two¶");
  });

  test("keep quotes, soft hyphens and joiners, and lose controls", async () => {
    await open(item);
    await caretBehind("one ");
    await paste({ html: "<p>“so\u00ADcalled” می\u200Cخواهم\u0007\uFEFF 😀</p>" });
    expect(await paragraphs()).toContain("item: one “so\u00ADcalled” می\u200Cخواهم 😀two");
  });
});

describe("several paragraphs", () => {
  const html = `<p>a</p><p>b</p><p>c</p>`;
  const listed = `<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol>`;

  test("split the paragraph in whose middle they come: the halves keep its mark, and it is one change", async () => {
    await open(draft("call: noting", "item 1: onetwo", "item: three"));
    await caretBehind("one");
    await paste({ html });
    expect(await redline()).toBe("noting¶one[a¶b¶c +USA]two¶three¶");
    expect(await paragraphs()).toEqual(["call: noting", "+item 1: onea", "+item 1: b", "item 1: ctwo", "item: three"]);
    expect(await changes()).toBe(1);
    expect(await page.evaluate(() => window.bench.caret())).toBe("noting¶onea¶b¶c|two¶three¶");
  });

  test("of a list, too", async () => {
    await open(draft("call: noting", "item: onetwo"));
    await caretBehind("one");
    await paste({ html: listed });
    expect(await paragraphs()).toEqual(["call: noting", "+item: onea", "+item: b", "item: ctwo"]);
  });

  test("a call parts them: neither half joins it", async () => {
    await open(draft("call: noting", "item: onetwo"));
    await caretBehind("one");
    await paste({ html: `<p><i>aware</i></p><p>a) x;</p><p><i>resolves</i></p>` });
    expect(await paragraphs()).toEqual([
      "call: noting",
      "+item: one",
      "+call: aware",
      "+item: x;",
      "+call: resolves",
      "item: two",
    ]);
  });

  test("at a paragraph's end, those without a form join it and the others come behind it", async () => {
    await open(draft("call: noting", "item: one", "item: end"));
    await caretBehind("one");
    await paste({ html });
    expect(await redline()).toBe("noting¶one[a +USA]¶[b¶c¶ +USA]end¶");
    expect(await page.evaluate(() => window.bench.caret())).toBe("noting¶onea¶b¶c|¶end¶");
    await undo();
    expect(await redline()).toBe("noting¶one¶end¶");
    await paste({ html: `<p>b) a</p><p>c) b</p>` });
    expect(await redline()).toBe("noting¶one¶[a¶b¶ +USA]end¶");
    expect(await page.evaluate(() => window.bench.caret())).toBe("noting¶one¶a¶b|¶end¶");
  });

  test("at a paragraph's start, the last one joins it, unless it has a form", async () => {
    await open(draft("call: noting", "item: one"));
    await caretBehind("noting¶");
    await paste({ html });
    expect(await redline()).toBe("noting¶[a¶b¶c +USA]one¶");
    await undo();
    await paste({ html: `<p>b) a</p><p>c) b</p>` });
    expect(await redline()).toBe("noting¶[a¶b¶ +USA]one¶");
  });

  test("in the place of whole paragraphs, they keep their own marks", async () => {
    await open(draft("call: noting", "item: one", "item: two", "text: end"));
    await caretBehind("noting¶", 7);
    await paste({ html: `<p><i>aware</i></p><p>a) x;</p>` });
    expect(await redline()).toBe("noting¶[one¶two¶ -USA][aware¶x;¶ +USA]end¶");
    expect((await paragraphs()).slice(3, 5)).toEqual(["+call: aware", "+item: x;"]);
  });

  test("in the place of the end of one paragraph and the start of another, the edges join", async () => {
    await open(draft("call: noting", "item: one", "item: two"));
    await caretBehind("noting¶on", 3);
    await paste({ html });
    expect(await redline()).toBe("noting¶on[e¶t -USA][a¶b¶c +USA]wo¶");
    expect(await changes()).toBe(1);
  });

  test("are taken back in one step, and brought again", async () => {
    await open(draft("call: noting", "item: onetwo"));
    await caretBehind("one");
    await page.keyboard.type("x");
    await paste({ html: fixture("word.html") });
    await undo();
    expect(await redline()).toBe("noting¶one[x +USA]two¶");
    await page.keyboard.press("Control+Shift+z");
    expect(await changes()).toBe(1);
    expect((await paragraphs()).length).toBe(12);
  });

  test("in direct mode change the text itself", async () => {
    await open(draft("call: noting", "item: onetwo", "text:"), "direct");
    await caretBehind("one");
    await paste({ html: listed });
    expect(await redline()).toBe("noting¶onea¶b¶ctwo¶¶");
    await caretBehind("ctwo¶");
    await paste({ html: `<p><i>aware</i></p><p>a) x;</p>` });
    expect((await paragraphs()).slice(-2)).toEqual(["call: aware", "item: x;"]);
    expect(await changes()).toBe(0);
  });
});

describe("levels", () => {
  const under = draft("call: resolves", "item: one:", "item 1: two", "text: end");
  const pasteBehind = async (text: string, pasted: string) => {
    await open(under);
    await caretBehind(text);
    await paste({ text: pasted });
    return (await paragraphs()).filter((line) => line.startsWith("+"));
  };

  test("a list that begins stands beside the item where it comes", async () => {
    expect(await pasteBehind("two", "1 a:\ni) b\nii) c\n2 d")).toEqual([
      "+item 1: a:",
      "+item 2: b",
      "+item 2: c",
      "+item 1: d",
    ]);
  });

  test("a list that goes on keeps its levels", async () => {
    expect(await pasteBehind("two", "2 a:\ni) b\n3 c")).toEqual(["+item: a:", "+item 1: b", "+item: c"]);
    expect(await pasteBehind("two", "ii) a\niii) b")).toEqual(["+item 1: a", "+item 1: b"]);
  });

  test("a list below stands below", async () => {
    expect(await pasteBehind("one:", "i) a\nii) b")).toEqual(["+item 1: a", "+item 1: b"]);
    expect(await pasteBehind("one:", "– a\n– b")).toEqual(["+item 1: a", "+item 1: b"]);
  });

  test("labels that the draft's profile has not are told apart by their looks", async () => {
    expect(await pasteBehind("two", "1. a\n(a) b\n(b) c\n2. d")).toEqual([
      "+item 1: a",
      "+item 2: b",
      "+item 2: c",
      "+item 1: d",
    ]);
  });

  test("behind a call they are those of a section", async () => {
    expect(await pasteBehind("two", "noting\na) a:\ni) b\nb) c\nb bis) d\nresolves\nto go")).toEqual([
      "+call: noting",
      "+item: a:",
      "+item 1: b",
      "+item: c",
      "+item: d",
      "+call: resolves",
      "+item: to go",
    ]);
  });
});

describe("plain text", () => {
  test("is joined where it was wrapped", async () => {
    await open(draft("text:"));
    const text =
      "RESOLUTION 130 (Rev. Antalya, 2006)\r\n\r\nStrengthening the role of ITU in\r\ninformation security\r\n\r\n" +
      "The Plenipotentiary Conference (Antalya, 2006),\r\n\r\nresolves\r\n\r\n1 to review ITU’s current\r\nactivities;\r\n\r\n2 to report.";
    await paste({ text });
    expect(await paragraphs()).toEqual([
      "+number: RESOLUTION 130 (Rev. Antalya, 2006)",
      "+title: Strengthening the role of ITU in information security",
      "+opening: The Plenipotentiary Conference (Antalya, 2006),",
      "+call: resolves",
      "+item: to review ITU’s current activities;",
      "text: to report.",
    ]);
  });
});

describe("a page", () => {
  const hostile =
    `<style>p { color: red } @import url("http://127.0.0.1:9/a.css")</style><link rel=stylesheet href="http://127.0.0.1:9/b.css">` +
    `<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/c"><base href="http://127.0.0.1:9/d/"><script>document.title = "run"</script>` +
    `<p onclick="document.title = 'run'" style="background: url(http://127.0.0.1:9/e.png)">a<img src="http://127.0.0.1:9/f.png" onerror="document.title = 'run'">` +
    `<svg onload="document.title = 'run'"><text>s</text></svg><iframe src="javascript:parent.document.title = 'run'"></iframe></p><p>b</p>`;

  test("does nothing, and nothing of it is loaded", async () => {
    await open(draft("text: x"));
    await caretBehind("x");
    await paste({ html: hostile });
    expect(await redline()).toBe("x[a +USA]¶[b¶ +USA]");
    expect(await page.title()).toBe("");
  });

  test("nor where ProseMirror reads it: dropped, or before the reader has come", async () => {
    await open(draft("text: x"));
    await caretBehind("x");
    await page.evaluate((html) => window.bench.editor.view.pasteHTML(html), hostile);
    expect(await redline()).toBe("x[a¶b +USA]¶");
    expect(await page.title()).toBe("");
  });

  test("of nothing but what is struck pastes nothing", async () => {
    await open(draft("text: x"));
    await caretBehind("x");
    await paste({ html: "<p><del>gone</del></p>", text: "gone" });
    expect(await redline()).toBe("x¶");
  });

  test("nested beyond all reason does no harm, and its words are there", async () => {
    await open(draft("text: x"));
    await caretBehind("x");
    await paste({ html: `${"<div><b>".repeat(5000)}deep` });
    expect(await paragraphs()).toEqual(["text: x<b>deep</b>"]);
  });

  // As much markup to a paragraph as Word writes for direct formatting: most of what is read says nothing.
  test("of two megabytes is pasted in a moment", async () => {
    await open(draft("call: noting", "item: one"));
    await caretBehind("one");
    const look = "mso-ansi-language:EN-GB;mso-fareast-font-family:Calibri;font-size:12.0pt;".repeat(12);
    const [, body] = /<!--StartFragment-->([^]*)<!--EndFragment-->/.exec(fixture("word.html"))!;
    const section = body!.replaceAll(/<p class=(\w+)>/g, `<p class=$1 style='${look}'>`);
    const large = section.repeat(Math.ceil(2_000_000 / section.length));
    const before = Date.now();
    await paste({ html: large });
    const took = Date.now() - before;
    expect((await paragraphs()).length).toBeGreaterThan(1500);
    expect(await changes()).toBe(1);
    expect(took).toBeLessThan(30_000); // a second or two, on a machine that has time; more than linear work takes minutes
  });
});
