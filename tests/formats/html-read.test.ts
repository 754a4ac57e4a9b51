/** HTML of other programs, read by its forms, with its revisions. */
import { describe, expect, test } from "vitest";
import type { DraftFile } from "../../schema/index.ts";
import { type ReadOptions, formatByContent, read, writeText } from "../../src/formats/index.ts";

async function draftIn(html: string, options: ReadOptions = {}): Promise<{ draft: DraftFile; said: string[] }> {
  const result = await read("html", html, options);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return { draft: result.draft, said: result.findings.map(({ place, message }) => `${place}: ${message}`) };
}
const redlineIn = async (html: string, options: ReadOptions = { delegation: "SEC" }) =>
  writeText((await draftIn(html, options)).draft, "redline")
    .trimEnd()
    .split("\n");

const HEAD = `<html><body>
<p class=ResNo>RESOLUTION 7 (Rev. Dubai, 2018)</p>
<p class=Restitle>On trust</p>
<p class=Call>considering</p>`;

describe("Word's", () => {
  const page = `${HEAD}
<p class=MsoNormal><i>a)</i><span style='mso-tab-count:1'>&nbsp; </span>that trust is <span class=msoIns><ins
cite="mailto:Jane%20Doe" datetime="2024-05-01T10:00">badly </ins></span>needed<span class=msoDel><del
cite="mailto:USA" datetime="2024-05-02T10:00"> today</del></span>;</p>
<p class=MsoNormal><i>b)</i><span style='mso-tab-count:1'>&nbsp; </span>that networks
 grow,</p>
<p class=Call>resolves</p>
<p class=MsoNormal><span class=msoIns><ins cite="mailto:Jane%20Doe" datetime="2024-05-01T10:00">1<span
style='mso-tab-count:1'> </span>to act;<o:p></o:p></ins></span></p>
<p class=MsoNormal>2<span style='mso-tab-count:1'> </span>to report<a style='mso-footnote-id:ftn1' href="#_ftn1">[1]</a>.</p>
</body></html>`;

  test("styles say roles, typed labels go, revisions have their authors and times", async () => {
    const { draft, said } = await draftIn(page, { authors: { "Jane Doe": "F" } });
    expect(writeText(draft, "redline").trimEnd().split("\n")).toEqual([
      "RESOLUTION 7 (Rev. Dubai, 2018)",
      "On trust",
      "considering",
      "a) that trust is {++badly ++}{>>F<<}needed{-- today--}{>>USA<<};",
      "b) that networks grow,",
      "resolves",
      "{++1++} {++to act;¶++}{>>F<<}",
      "2 to report.",
    ]);
    expect(Object.values(draft.changes)).toEqual([
      { delegation: "F", by: "Jane Doe", time: "2024-05-01T10:00:00Z" },
      { delegation: "USA", by: "", time: "2024-05-02T10:00:00Z" },
      { delegation: "F", by: "Jane Doe", time: "2024-05-01T10:00:00Z" },
    ]);
    expect(said.join("\n")).toMatch(/the sign of a note is left out/);
  });

  test("a class with blanks before it is the same", async () =>
    expect((await draftIn(`<p class="\n  Resref">About it</p>`)).draft.ops.at(-1)!.attributes).toMatchObject({
      role: "history",
    }));

  test("who is not known is the delegation's that was named", async () =>
    expect((await redlineIn(page, { delegation: "B" }))[3]).toContain("{>>B<<}"));

  test("what is called a label and is a whole text is text; one without words is said to be left out", async () => {
    const text = "that networks grow, ".repeat(6).trim();
    const { draft, said } = await draftIn(
      `<b style='mso-list:Ignore'><p>${text}</b><p><b style='mso-list:Ignore'>2)</b></p>`,
    );
    expect(writeText(draft, "final")).toBe(`${text}\n`);
    expect(said).toEqual(["paragraph 2: a label without words is left out: “2)”"]);
  });

  test("its own lists have the labels that it wrote", async () =>
    expect(
      await redlineIn(`${HEAD}<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>one;</p>
<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>b)<span>&nbsp;</span></span>two:</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>i)<span>&nbsp;</span></span>three,</p>`),
    ).toEqual(["RESOLUTION 7 (Rev. Dubai, 2018)", "On trust", "considering", "a) one;", "b) two:", "i) three,"]));
});

describe("LibreOffice's and Google Docs'", () => {
  test("classes with a script's name, revisions around paragraphs", async () =>
    expect(
      await redlineIn(`<p class="resno-western">RESOLUTION 7 (Rev. Dubai, 2018)</p><p class="call-western">resolves</p>
<p class="western"><font>1<span style="white-space: pre">	</span>to act;</font></p>
<ins cite="mailto:F" datetime="2024-05-01T10:00:00"><p class="western">2	to think,</p></ins>
<p class="western">3 to <del cite="mailto:F"><b>never</b> </del>report.</p>`),
    ).toEqual([
      "RESOLUTION 7 (Rev. Dubai, 2018)",
      "resolves",
      "1 to act;",
      "{++2++} {++to think,¶++}{>>F<<}",
      "3 to {--never --}{>>F<<}report.",
    ]));

  test("lists are items by their depth, whatever the browser counts with", async () =>
    expect(
      await redlineIn(`<h1>RESOLUTION 7 (Rev. Dubai, 2018)</h1><p><em>considering</em></p>
<ol><li dir="ltr" style="list-style-type:lower-alpha" aria-level="1"><p><span style="font-weight:400">one</span></p></li>
<li>two:<ul><li>three</li><li>four</li></ul></li></ol>`),
    ).toEqual(["RESOLUTION 7 (Rev. Dubai, 2018)", "considering", "a) one", "b) two:", "i) three", "ii) four"]));

  test("a plain page: headings, line breaks, a table, pictures and scripts", async () => {
    const { draft, said } = await draftIn(
      `<title>x</title><script>alert(1)</script><h2>Head &amp; more</h2>one<br>two<img src=x alt=chart>
<table><tr><td>cell</td><td><s>old</s> new</td></tr></table><!-- hidden --><p hidden>unseen words</p>`,
    );
    expect(writeText(draft, "final").trimEnd().split("\n")).toEqual(["Head & more", "one two", "cell", "old new"]);
    expect(said.join("\n")).toMatch(/picture.*left out[^]*table[^]*struck by hand[^]*“unseen words” is left out/);
  });

  test("what is left out is said: formulas, forms, readings; the marks of a quotation are not", async () => {
    const { draft, said } = await draftIn(
      `<details><summary>Head</summary>He said <q>yes</q></details><p><ruby>漢<rt>かん</rt></ruby>字
<math><mi>x</mi></math><button>Go</button>`,
    );
    expect(writeText(draft, "final").trimEnd().split("\n")).toEqual(["Head", "He said “yes”", "漢字"]);
    expect(said.map((each) => each.replace(/^[^:]*: /, ""))).toEqual([
      "the reading beside a word is left out",
      "a picture or an object is left out",
      "what a form asks for is left out",
    ]);
  });

  test("who is named by an address, a title or nobody", async () => {
    const by = async (attributes: string) =>
      Object.values((await draftIn(`<p>a <ins ${attributes}>b</ins>`)).draft.changes)[0];
    expect(await by(`cite="mailto:Ren%C3%A9"`)).toEqual({ delegation: "SEC", by: "René", time: "" });
    expect(await by(`cite="https://example.org/why"`)).toEqual({ delegation: "SEC", by: "", time: "" });
    expect(await by(`title="F, Amina Castellane, 2006-11-14 14:05 UTC"`)).toEqual({
      delegation: "F",
      by: "Amina Castellane",
      time: "2006-11-14T14:05:00Z",
    });
    expect(await by(`title="USA, 2006-11-14 14:05 UTC"`)).toMatchObject({ delegation: "USA", by: "" });
    expect(await by(`title="USA"`)).toEqual({ delegation: "USA", by: "", time: "" });
    expect(await by(`title="A note"`)).toEqual({ delegation: "SEC", by: "", time: "" });
  });

  test("names that every object has are names like any", async () =>
    expect(
      await redlineIn('<constructor>one </constructor><p class="constructor">two<valueof>!</valueof></p>'),
    ).toEqual(["one", "two!"]));

  test("in the language of the page, wherever it says it", async () => {
    expect((await draftIn(`<body lang=FR-CH><p lang=de>Bonjour`)).draft.lang).toBe("fr");
    expect((await draftIn(`<html lang="ar-SA" dir=rtl><p>نص بسيط</p>`)).draft.lang).toBe("ar");
  });
});

describe("footnotes", () => {
  const back = (sign: string) => `<p class=MsoFootnoteText>${sign} The <i>note</i>.</p>`;

  test("Word's, with what was proposed of them", async () =>
    expect(
      await redlineIn(`<p class=MsoNormal>to report<ins cite=F><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"
title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a></ins>.</p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>${back(`<a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a>`)}</div></div>`),
    ).toEqual(["to report{++¹++}{>>F<<}.", "{++1++} {++The note.¶++}{>>F<<}"]));

  test("LibreOffice's, of more than one paragraph", async () => {
    const { draft, said } = await draftIn(`<p class="western">one<sup><a class="sdfootnoteanc" name="sdfootnote1anc"
href="#sdfootnote1sym"><sup>1</sup></a></sup> two</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym"
name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Geneva</p><p class="sdfootnote">more</p></div><p>three</p>`);
    expect(writeText(draft, "final")).toBe("one¹ two\nthree\n1 Geneva more\n");
    expect(draft.ops.find(({ insert }) => typeof insert === "object")).toEqual({ insert: { footnote: "fn1" } });
    expect(said).toEqual(["paragraph 2 (“Geneva”): the paragraphs of a note are set as lines of one"]);
  });

  test("Google Docs', in the order of their signs, whatever that of the notes is", async () => {
    const note = (n: number, text: string) =>
      `<div><p><a href="#ftnt_ref${n}" id="ftnt${n}">[${n}]</a><span>&nbsp;${text}</span></p></div>`;
    const sign = (n: number) => `<sup><a href="#ftnt${n}" id="ftnt_ref${n}">[${n}]</a></sup>`;
    const { draft, said } = await draftIn(`<p>a${sign(2)} b${sign(1)}</p><hr>${note(1, "first")}${note(2, "second")}`);
    expect(writeText(draft, "final")).toBe("a¹ b²\n1 second\n2 first\n");
    expect(said).toEqual([]);
  });

  test("the sign of a note that is not there is left out, and so is a note in a note", async () => {
    const { draft, said } = await draftIn(`<p>a<a href="#_ftn1" name="_ftnref1">[1]</a> b<a href="#x" id=y>2</a></p>
<p><a href="#y" id=x>2</a>note<a href="#v" id=u>3</a></p><p><a href="#u" id=v>3</a> in it</p>`);
    expect(writeText(draft, "final")).toBe("a b¹\n1 note\n");
    expect(said.join("\n")).toMatch(/the sign of a note is left out[^]*a note in a note/);
  });

  test("contents and chapters that lead to each other are none", async () =>
    expect(
      await redlineIn(
        `<p><a href="#one" id=toc>Chapter one</a></p><p><a href="#toc" id=one>Chapter one</a> begins</p>`,
      ),
    ).toEqual(["Chapter one", "Chapter one begins"]));
});

describe("a file's character set", () => {
  const saved = (charset: string, bytes: readonly number[]) =>
    new Uint8Array([
      ...new TextEncoder().encode(`<meta http-equiv=Content-Type content="text/html; charset=${charset}"><p>`),
      ...bytes,
    ]);
  const textIn = async (data: Uint8Array) => {
    const result = await read("html", data);
    return result.ok ? writeText(result.draft, "final").trimEnd() : `${result.place}: ${result.message}`;
  };

  test.each([
    ["windows-1252", [0x93, 0xe9, 0x80, 0x94], "“é€”"],
    ["windows-1251", [0xe4, 0xe0], "да"],
    ["windows-1256", [0xe4, 0xda, 0xe3], "نعم"],
    ["gb2312", [0xca, 0xc7], "是"],
    ["utf-8", [0xc3, 0xa9], "é"],
    // Saved anew by an editor that did not look into it.
    ["windows-1252", [0xc3, 0xa9], "é"],
  ])("%s", async (charset, bytes, text) => expect(await textIn(saved(charset, bytes))).toBe(text));

  test.each([
    ["little", [0xff, 0xfe, 0x3c, 0, 0x70, 0, 0x3e, 0, 0x2f, 0x66]],
    ["big", [0xfe, 0xff, 0, 0x3c, 0, 0x70, 0, 0x3e, 0x66, 0x2f]],
  ])("UTF-16, %s end first", async (_, bytes) => expect(await textIn(new Uint8Array(bytes))).toBe("是"));

  test.each([
    ["none", new Uint8Array([0x3c, 0x70, 0x3e, 0xe9])],
    ["one that is not known", saved("klingon", [0xe9])],
    ["one that it is not in", saved("utf-8", [0xe9])],
    ["one in which it has signs that no text has", saved("windows-1252", [0xe9, 0])],
  ])("%s is refused", async (_, data) =>
    expect(await textIn(data)).toBe("file: not text in UTF-8, nor in a character set that it names"),
  );

  test.each(["<!DOCTYPE html><p>", "\uFEFF <html lang=en>", "<HEAD>", "<meta charset=utf-8>"])(
    "a file without a name that begins with %s is HTML",
    (html) => expect(formatByContent(new TextEncoder().encode(html))).toBe("html"),
  );
});

const OWN = `<main data-draft='{"profile":"itu"}'><p data-mark='{"role":"text"}'>`;

test("Google Docs says looks by classes, levels by lists beside each other, comments behind the text", async () => {
  const page = `<html><head><style type="text/css">@import url(x);ol.lst-kix_ab1-0{list-style-type:none}
    .c1{font-style:italic}.c3{text-decoration:line-through}@media print{.c4{font-style:italic}}.c5{font-weight:700}</style></head><body>
    <p><span class="c1">noting</span></p>
    <ol class="c6 lst-kix_ab1-0 start" start="1"><li class="c0"><span class="c4">that it is:</span></li></ol>
    <ol class="c6 lst-kix_ab1-1 start" start="1"><li><span>warm;</span></li><li><span class="c3">cold</span><span class="c5">
    dry;</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></li></ol>
    <ol class="c6 lst-kix_ab1-0" start="2"><li><span>that it was,</span></li></ol>
    <div class="c9"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Really?</span></p></div></body></html>`;
  const { draft } = await draftIn(page);
  expect(writeText(draft, "final").trimEnd().split("\n")).toEqual([
    "noting",
    "a) that it is:",
    "i) warm;",
    "ii) cold dry;",
    "b) that it was,",
  ]);
  const formats = draft.ops.flatMap(({ insert, attributes = {} }) =>
    insert === "\n" ? [] : [`${String(insert)}: ${Object.keys(attributes).join()}`],
  );
  expect(formats).toContain("that it is:: ");
  expect(formats).toContain(" dry;: strong");
  const result = await read("html", page);
  const messages = result.ok ? result.findings.map(({ message }) => message) : [];
  expect(messages).toContain("struck by hand, which is no revision: the words stay, without the stroke");
  expect(messages.some((message) => message.includes("Really?"))).toBe(true);
});

describe("a page that is made to be slow", () => {
  test.each([
    ["deep in each other", "<div>".repeat(100_000), /deep/],
    ["very many", "<p>a".repeat(400_000), /more than/],
    ["formats that nobody closes", "<b>".repeat(100_000), /deep|^$/],
    ["formats left open", Array.from({ length: 300_000 }, (_, n) => `<p><b id=${n}>x`).join(""), /deep/],
    [
      "formats opened again in each paragraph",
      Array.from({ length: 900_000 }, (_, n) => (n < 400 ? `<b id=${n}>` : "<p>x")).join(""),
      /more than/,
    ],
    ["comments in a style sheet", `<style>${"/*".repeat(2_000_000)}</style>a`, /^$/],
    ["rules", `<style>${".a{b:c}".repeat(300_000)}</style><p class="a">a`, /^$/],
    ["a huge attribute", `<p class="${"a ".repeat(1_000_000)}">a`, /^$/],
    ["blanks", `<p>${" \n".repeat(1_000_000)}a`, /^$/],
    ["blanks in a style", `<p style="${" ".repeat(4_000_000)}">a`, /^$/],
    ["a list in a style", `<p style="${"mso-list:".repeat(400_000)}">a`, /^$/],
    ["digits in a class", `<p class="${"1".repeat(4_000_000)}a">a`, /^$/],
    ["lines of no-break spaces", "<span>&nbsp;</span><br>".repeat(45_000), /^$/],
    ["a long author of many words", `<p><ins cite="${"a(b ".repeat(100_000)}">${"<b>a</b>b".repeat(20_000)}`, /^$/],
    ["much that many strike", `<p>${"<del>".repeat(490)}${"<b>a</b>b".repeat(40_000)}`, /^paragraph 1: more than/],
    [
      "much of ours that many strike",
      `${OWN}${Array.from({ length: 490 }, (_, i) => `<del data-change="A${i}:1">`).join("")}${"<b>a</b>b".repeat(40_000)}</main>`,
      /^paragraph 1: more than/,
    ],
    [
      "notes in much",
      "<div>".repeat(400) +
        Array.from(
          { length: 7000 },
          (_, i) => `<a href="#b${i}" id=a${i}>1</a><p><a href="#a${i}" id=b${i}>1</a>n</p>`,
        ).join(""),
      /^$/,
    ],
    [
      "a note of many paragraphs",
      `<a href="#b" id=a>1</a><div id=ftn1><a href="#a" id=b>1</a>${"<p>n".repeat(29_000)}`,
      /^$/,
    ],
    ["a paragraph of ours behind much", `${"<div>".repeat(500)}${"<i>a</i>".repeat(65_000)}${OWN}a</main>`, /^$/],
  ])("%s is read or refused", { timeout: 60_000 }, async (_, html, message) => {
    const result = await read("html", html);
    expect(result.ok ? "" : `${result.place}: ${result.message}`).toMatch(message);
  });

  test.each([
    "<p> </p>",
    `<svg>${OWN}`,
    `<template>${OWN}`,
    `<main hidden class="legend" data-draft='{"profile":"itu"}'><p data-mark='{}'></main>`,
  ])("an empty one, %s, is an empty draft", async (html) =>
    expect(writeText((await draftIn(html)).draft, "final")).toBe("\n"),
  );
});
