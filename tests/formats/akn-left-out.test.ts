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
  return { text, lang: draft.lang, said: findings.map(({ place, message }) => `${place}: ${message}`) };
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
