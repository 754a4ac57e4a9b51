/** What a draft has not of Akoma Ntoso of others: its words stay, and the rest is told with its place. */
import { expect, test } from "vitest";
import { MARK } from "../../schema/index.ts";
import { read } from "../../src/formats/index.ts";

async function readBody(body: string, language = "eng") {
  const xml = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="r">
<meta><identification source="#a"><FRBRExpression><FRBRlanguage language="${language}"/></FRBRExpression></identification></meta>
<mainBody>${body}</mainBody></statement></akomaNtoso>`;
  const result = await read("akn", xml);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  const { draft, findings } = result;
  const text = draft.ops.map(({ insert }) => (insert === MARK ? "|" : insert)).join("");
  return { draft, text, lang: draft.lang, said: findings.map(({ place, message }) => `${place}: ${message}`) };
}

test.each([
  ["a picture", `<p>See <img src="a.png"/>it.</p>`, "See it.|", "a picture is left out"],
  ["a formula", `<p>so</p><math/>`, "so|", "a formula is left out"],
  ["a part elsewhere", `<componentRef src="#x"/><p>so</p>`, "so|", "what is in another document is left out"],
  [
    "a table",
    `<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>`,
    "a|b|",
    "a table: its cells are paragraphs",
  ],
  [
    "a link's address",
    `<p>See <ref href="https://itu.int/x">there</ref>.</p>`,
    "See there.|",
    "the address of a link is left out: https://itu.int/x",
  ],
  // Its words stood outside of a paragraph, and were left out.
  ["a list", `<ul><li>one</li><li><p>two</p></li></ul>`, "one|two|", "a list: its items are paragraphs"],
])("%s is told", async (_, body, text, message) => {
  expect(await readBody(body)).toMatchObject({ text, said: [`line 3: ${message}`] });
});

test("lists in a list's item end its words, and what comes behind is a paragraph of its own", async () => {
  const { text } = await readBody(`<ul><li>one <b>and</b><ul><li>below</li></ul>behind</li><li>two</li></ul>`);
  expect(text).toBe("one and|below|behind|two|");
});

test("the codes of languages are those that labels and pages know", async () => {
  const codes = ["ara", "zho", "eng", "fra", "rus", "spa", "en", "deu"];
  const langs = await Promise.all(codes.map(async (code) => (await readBody("<p>a</p>", code)).lang));
  expect(langs).toEqual(["ar", "zh", "en", "fr", "ru", "es", "en", "deu"]);
});

test("a code that is none says nothing, one in capitals what it says in small letters", async () => {
  const codes = ["EN", "en-GB", "FRA", "english", ""];
  const langs = await Promise.all(codes.map(async (code) => (await readBody("<p>a</p>", code)).lang));
  expect(langs).toEqual(["en", "en-GB", "fr", "en", "en"]);
});

test("the language is that of the document, whatever those of its annexes are", async () => {
  const annex = `</mainBody><attachments><attachment><heading>Annex</heading><doc name="a"><meta><identification source="#a">
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta><mainBody><p>b</p></mainBody></doc></attachment></attachments>`;
  const xml = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="r">
<meta><identification source="#a"><FRBRExpression><FRBRlanguage language="fra"/></FRBRExpression></identification></meta>
<mainBody><p>a</p>${annex}</statement></akomaNtoso>`;
  expect(await read("akn", xml)).toMatchObject({ ok: true, draft: { lang: "fr" } });
});

// Its words ran into those around them: "amends: 7one8two".
test("the paragraphs of a quoted structure are paragraphs, with their labels, and words around it stay", async () => {
  const quoted = (n: number, words: string) =>
    `<paragraph><num>${n}</num><content><p>${words}</p></content></paragraph>`;
  const { draft, text, said } = await readBody(
    `<paragraph><num>1</num><content><p>amends: <mod><quotedStructure>${quoted(7, "one")}${quoted(8, "two")}</quotedStructure></mod> <b>so</b></p></content></paragraph>`,
  );
  expect(text).toBe("amends:|one|two|so|");
  const marks = draft.ops.flatMap(({ insert, attributes }) => (insert === MARK ? [attributes!] : []));
  expect(marks.map(({ role, level, label }) => [role, level, label])).toEqual([
    ["item", 0, "1"],
    ["item", 1, "7"],
    ["item", 1, "8"],
    ["text", undefined, undefined],
  ]);
  expect(said).toEqual(["line 3: a quoted structure: its paragraphs are paragraphs of the draft"]);
});

test("what is proposed of a quoted structure is proposed of its words", async () => {
  const { draft } = await readBody("<p>a <ins><quotedStructure><p>b</p></quotedStructure></ins></p>");
  expect(draft.ops.filter(({ insert }) => insert !== MARK)).toEqual([
    { insert: "a" },
    { insert: "b", attributes: { ins: "SEC:x1" } },
  ]);
});

// It was cut to 32 characters, in the middle of one.
test("a label that is longer than any is words", async () => {
  const long = `${"Article ".repeat(4)}😀`;
  const { text, draft } = await readBody(`<paragraph><num>${long}</num><content><p>so</p></content></paragraph>`);
  expect(text).toBe(`${long} so|`);
  expect(draft.ops.at(-1)!.attributes?.label).toBeUndefined();
});

test("a label in two lines has a blank", async () => {
  const { draft } = await readBody("<paragraph><num>Art.<br/>9</num><content><p>so</p></content></paragraph>");
  expect(draft.ops.at(-1)!.attributes?.label).toBe("Art. 9");
});

test("paragraphs of a note in a note are those of their own", async () => {
  const note = (inner: string) => `<authorialNote><p>${inner}</p><p>more</p></authorialNote>`;
  const { draft } = await readBody(`<p>a${note(`b${note("c")}`)}</p>`);
  const ids = draft.ops.flatMap(({ insert, attributes }) => (insert === MARK ? [attributes!.id] : []));
  expect(ids[0]).toBe("p1");
  expect(ids.filter((id) => id === "note1" || id === "note2").sort()).toEqual(["note1", "note2"]);
});
