/** Akoma Ntoso: valid against its schema, the same draft out and in again, and what others write. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK, type Op, delegationOf } from "../../schema/index.ts";
import { WRITTEN_VIEWS, applied, changesIn, read, write, writeJson, writeText } from "../../src/formats/index.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";
import { schemaFaults } from "./akn-schema.ts";
import { RUNS, example, hostile, provisional, settled, varied, wholeFiles } from "./drafts.ts";

const akn = async (file: DraftFile, view: (typeof WRITTEN_VIEWS)[number] = "redline"): Promise<string> => {
  const result = await write("akn", file, view);
  if (!result.ok) throw new Error(result.message);
  return result.data as string;
};
const opened = async (xml: string, options = {}) => {
  const result = await read("akn", xml, options);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return result;
};
const footnotes = fileOf(
  draft(
    call("noting"),
    item("one", { insert: { footnote: "n1" } }, " two ", { insert: { ref: "b" } }),
    item("three", { insert: { footnote: "n2" }, attributes: { ins: "F:1" } }, mark({ id: "b" })),
    para("footnote", "First ", { insert: "note", attributes: { "del:USA": "USA:1" } }, mark({ id: "n1" })),
    para("footnote", "Second", mark({ id: "n2", ins: "F:1" })),
  ),
);
const annexes = fileOf(
  draft(
    para("title", "On x"),
    call("noting"),
    call("resolves"),
    item("to:", { insert: "!", attributes: { "cmt:t1": true } }),
    sub("do", mark({ "set:F:level": { change: "F:2", value: 0 } })),
    para("heading", "Then"),
    para("text", "Text"),
    para("annex-number", "ANNEX 1"),
    para("annex-title", "Rules"),
    item("first"),
    sub("of all"),
    para("annex-number", "ANNEX 2"),
  ),
  { comments: { "t1/m1": { delegation: "F", by: "Amina", time: "2006-11-08T09:12:00Z", text: "<why>\n&\u0001" } } },
);
const un = fileOf(
  draft(
    para("opening", "The General Assembly,"),
    item("Recalling x,", mark({ part: "preamble" })),
    item("Decides y;", mark({ part: "operative" })),
    sub("Or z.", mark({ part: "operative" })),
  ),
  { profile: "un" },
);
const drafts = {
  "Resolution 130": example("resolution-130"),
  "Resolution 50": example("resolution-50"),
  varied,
  provisional,
  footnotes,
  annexes,
  un,
};

describe("out and in again", () => {
  test.each(Object.entries(drafts))("%s: the same draft in every view, by the bytes of its file", async (_, file) => {
    for (const view of WRITTEN_VIEWS) {
      const { draft: again, findings } = await opened(await akn(file, view));
      expect(findings).toEqual([]);
      expect(writeJson(again)).toBe(settled(applied(file, view)));
    }
  });

  test("any draft, with all that its file says", async () => {
    await fc.assert(
      fc.asyncProperty(wholeFiles, async (file) => {
        expect(writeJson((await opened(await akn(file))).draft)).toBe(settled(file));
      }),
      { numRuns: RUNS },
    );
  });

  test("words that were agreed and edited since are open, and closed where they are as agreed", async () => {
    const agreed = (id: string) => mark({ agreed: id });
    const file = fileOf(
      draft(item("all ", ins("F:1", "of "), del("F:1", "in "), "it", agreed("a1")), item("some of it", agreed("a2"))),
    );
    const xml = await akn(file);
    for (const [words, closed, said] of [
      ["all ", ["a1", "a2"], []],
      ["none ", [undefined, "a2"], ["was agreed with other words: it is open"]],
    ] as const) {
      const { draft: found, findings } = await opened(xml.replace("all ", words));
      const marks = found.ops.flatMap(({ insert, attributes }) => (insert === MARK ? [attributes?.agreed] : []));
      expect([marks, findings.map(({ message }) => message)]).toEqual([closed, said]);
    }
  });

  test("what XML cannot hold is a replacement character", async () => {
    const { draft: again } = await opened(await akn(fileOf(draft(para("title", "a\u0000b\uFFFEc")))));
    expect((again.ops as Op[])[0]!.insert).toBe("a\uFFFDb\uFFFDc");
  });
});

describe("what it looks like", () => {
  test("calls with their items, labels, lists, identifiers", async () => {
    const xml = await akn(annexes, "final");
    expect(xml).toContain('<hcontainer eId="body__hcontainer_1" name="call">');
    expect(xml).toMatch(/<paragraph eId="body__hcontainer_1__para_1">/);
    expect(xml).toMatch(/<attachment eId="att_1"><heading [^>]*>ANNEX 1<\/heading><doc name="annex">/);
  });

  test("proposals refer to their delegation", async () => {
    const xml = await akn(example("resolution-130"));
    expect(xml).toContain('<TLCOrganization eId="org_USA" href="/akn/ontology/organization/USA" showAs="USA"/>');
    expect(xml).toMatch(/<ins refersTo="#org_USA" title="USA" pl:change="USA:1" pl:time="2006-11-08T09:02:00Z">/);
    expect(xml).toContain("<num><del>b)</del><ins>d)</ins></num>");
  });

  test("footnotes stand where they are referred to, references lead to their target", async () => {
    const xml = await akn(footnotes);
    expect(xml).toMatch(/one<authorialNote eId="note_1" marker="1" pl:footnote="n1"><p [^>]*>First /);
    const href = /<ref href="#([^"]+)" pl:ref="b">b\)<\/ref>/.exec(xml)?.[1];
    expect(xml).toContain(`<recital eId="${href}">`);
  });
});

describe("the schema", () => {
  const faults = schemaFaults();

  test("what we write is valid", async () => {
    let count = 0;
    if (faults !== null) {
      for (const file of [...Object.values(drafts), hostile])
        for (const view of WRITTEN_VIEWS) {
          expect(faults(await akn(file, view))).toEqual([]);
          count += 1;
        }
      expect(faults("<akomaNtoso/>")).not.toEqual([]);
      await fc.assert(
        fc.asyncProperty(wholeFiles, async (file) => {
          expect(faults(await akn(file))).toEqual([]);
          count += 1;
        }),
        { numRuns: Math.min(RUNS, 300) },
      );
    }
    console.log(`schema of Akoma Ntoso: ${count} documents validated${faults === null ? ", it is not there" : ""}`);
    expect(count > 0).toBe(faults !== null);
  });
});

describe("what others write", () => {
  const statement = (body: string, references = "") =>
    `<?xml version="1.0"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="x"><meta>
    <references source="#x">${references}</references></meta>${body}</statement></akomaNtoso>`;
  const shown = async (xml: string, options = {}) =>
    writeText((await opened(xml, options)).draft, "redline")
      .trimEnd()
      .split("\n");

  test("roles, levels and labels by the elements, blanks made single", async () => {
    const xml = statement(`
      <preface><p><docNumber>RESOLUTION 7</docNumber></p><p>On
        <docTitle>things</docTitle></p></preface>
      <preamble><p>The Conference,</p>
        <recitals><heading>noting</heading>
          <recital><num>a)</num><p>that   x;</p></recital><recital><num>c)</num><p>y,</p></recital>
        </recitals></preamble>
      <mainBody><hcontainer name="x"><heading>resolves</heading>
        <paragraph><num>1</num><intro><p>to:</p></intro>
          <list><point><num>i)</num><content><p>act;</p></content></point></list></paragraph>
        <paragraph><num>2</num><content><p><b>go</b>.</p></content></paragraph></hcontainer></mainBody>
      <attachments><attachment><heading>ANNEX</heading><doc name="y"><meta/><mainBody><p>Rules</p></mainBody></doc></attachment></attachments>`);
    const { draft: file } = await opened(xml);
    expect(writeText(file, "final").trimEnd().split("\n")).toEqual([
      "RESOLUTION 7",
      "On things",
      "The Conference,",
      "noting",
      "a) that x;",
      "c) y,",
      "resolves",
      "1 to:",
      "i) act;",
      "2 go.",
      "ANNEX",
      "Rules",
    ]);
    const roles = (file.ops as Op[]).flatMap(({ insert, attributes }) => (insert === "\n" ? [attributes!.role] : []));
    expect(roles).toEqual("number title opening call item item call item item item annex-number text".split(" "));
  });

  test("proposals by whom they refer to, else of the delegation that is given", async () => {
    const organization = '<TLCOrganization eId="o1" href="/x" showAs="France"/>';
    const xml = statement(
      '<mainBody><p>a <ins refersTo="#o1">b</ins> <del>c</del> <ins refersTo="#USA">d</ins></p></mainBody>',
      organization,
    );
    expect(await shown(xml, { delegation: "RCC", authors: { France: "F" } })).toEqual([
      "a {++b++}{>>F<<} {--c--}{>>RCC<<} {++d++}{>>USA<<}",
    ]);
    expect([...changesIn((await opened(xml)).draft.ops)].map(delegationOf)).toEqual(["SEC", "SEC", "USA"]);
  });

  test("footnotes come to the end, entities of XML are read, comments and instructions are not", async () => {
    const xml = statement(
      "<mainBody><p>a<authorialNote><p>note &amp; <?x y?>more</p></authorialNote><!-- no --> &#98;<![CDATA[<c>]]></p><p/></mainBody>",
    );
    expect(await shown(xml)).toEqual(["a¹ b<c>", "1 note & more"]);
  });

  test("text that metadata hold is named", async () => {
    const { findings } = await opened(statement("<meta><p>x</p></meta><mainBody><p>y</p></mainBody>"));
    expect(findings).toEqual([{ place: "line 3", message: "text of the metadata left out: “x”" }]);
  });

  test("a label that no paragraph takes is named", async () => {
    const { findings } = await opened(
      statement("<mainBody><num>ANNEX 1</num><num>2</num><p>x</p><num>3</num></mainBody>"),
    );
    const left = (label: string) => ({ place: "line 3", message: `a label before no paragraph left out: “${label}”` });
    expect(findings).toEqual([left("ANNEX 1"), left("3")]);
  });

  test("a reference that says the label of its target is one; other links are words", async () => {
    const item = (n: number, text: string) =>
      `<paragraph eId="p${n}"><num>${n}</num><content><p>${text}</p></content></paragraph>`;
    const links = 'see <ref href="#p2">2</ref>, <ref href="#p2">below</ref>, <ref href="#x">2</ref>';
    const { draft: file } = await opened(
      statement(
        `<mainBody><hcontainer><heading>resolves</heading>${item(1, links)}${item(2, "y")}</hcontainer></mainBody>`,
      ),
    );
    const ops = file.ops as Op[];
    expect(ops.slice(2, 5).map(({ insert }) => insert)).toEqual([
      "see ",
      { ref: ops.at(-1)!.attributes!.id },
      ", below, 2",
    ]);
    expect(writeText(file, "final")).toContain("1 see 2, below, 2\n");
  });

  test("text outside of paragraphs is named", async () => {
    const { findings } = await opened(statement("<mainBody>lost<p>x</p></mainBody>"));
    expect(findings).toEqual([{ place: "line 3", message: "text outside of a paragraph left out: “lost”" }]);
  });
});

describe("bad input: a place and a reason on one line", () => {
  const root = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">';
  test.each([
    ["nothing", "", "file", "empty"],
    ["no XML", "RESOLUTION 7", "line 1", /^not well-formed XML: /],
    ["another root", "<html/>", "line 1", "not Akoma Ntoso 3.0: the root is html"],
    ["a root without its namespace", "<akomaNtoso/>", "line 1", "not Akoma Ntoso 3.0: the root is akomaNtoso"],
    ["another kind of document", `${root}\n<judgment/></akomaNtoso>`, "line 2", "judgment is not a statement"],
    ["a DOCTYPE", `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n${root}`, "line 2", "a DOCTYPE is not read"],
    ["an entity", `${root}<statement><mainBody>\n<p>&a;</p>`, "line 2", /^not well-formed XML: undefined entity/],
    ["elements that cross", `${root}\n<statement></akomaNtoso>`, "line 2", /^not well-formed XML: /],
    ["nesting without end", `${root}<statement>${"<p>".repeat(100_000)}`, "line 1", "nested deeper than 200 elements"],
    [
      "settings that are no JSON",
      `${root}<statement><mainBody>\n<p xmlns:pl="https://plenary.example/ns/draft/1" pl:role="item" pl:more="{"/>`,
      "line 2",
      "attributes of a draft that are not JSON",
    ],
    [
      "attributes of another form",
      `${root}<statement><mainBody><p xmlns:pl="https://plenary.example/ns/draft/1" pl:role="king">x</p></mainBody></statement></akomaNtoso>`,
      "what it says of the draft: ops[1].attributes.role",
      "not a role",
    ],
  ])("%s", async (_, xml, place, reason) => {
    const result = await read("akn", xml);
    expect(result).toEqual({
      ok: false,
      place,
      message: typeof reason === "string" ? reason : expect.stringMatching(reason),
    });
  });

  test("a document that ends anywhere is refused, never read in half", async () => {
    const xml = await akn(varied);
    for (let length = 0; length < xml.length - 1; length += 97)
      expect(await read("akn", xml.slice(0, length))).toMatchObject({ ok: false });
  });

  test("bytes that are not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from(await akn(varied)), Buffer.from([0xff])]);
    expect(await read("akn", bytes)).toEqual({
      ok: false,
      place: "file",
      message: "not text in UTF-8: save it in that encoding",
    });
  });

  test("names that reach a prototype are refused", async () => {
    const xml = (await akn(varied)).replace("<pl:draft>{", '<pl:draft>{"__proto__":{"x":1},');
    expect(await read("akn", xml)).toMatchObject({ ok: false, message: "not a name that a draft may use" });
  });
});

test("words typed where a label stood are told, other labels are derived anew", async () => {
  const file = fileOf(draft(call("noting", mark({ part: "preamble" })), item("one;"), item("two,")));
  const written = await write("akn", file, "redline");
  if (!written.ok || typeof written.data !== "string") throw new Error("not written");
  const edited = written.data
    .replace("<num>a)</num>", "<num>a) mind this</num>")
    .replace("<num>b)</num>", "<num>c)</num>");
  expect(edited).toContain("<num>c)</num>");
  const { draft: back, findings } = await opened(edited);
  expect(writeJson(back)).toBe(settled(file));
  expect(findings.map(({ message }) => message)).toEqual(["words where a label stood left out: “a) mind this”"]);
});
