/** What a document says, feature by feature: the redline of a small one, written by hand. */
import { describe, expect, test } from "vitest";
import { Delta, labelPairs, labellingOf, paragraphs, runsOf } from "../../../schema/index.ts";
import { read, readJson, writeJson } from "../../../src/formats/index.ts";
import { plain, redline } from "../../network.ts";
import { changed, del, docx, draftIn, ins, mark, move, p, r, styled, tab } from "./docx.ts";

const redlineOf = (body: string, parts: Record<string, string> = {}): string =>
  redline(draftIn(docx(body, parts)).sequence);
/** Role, level and label of each paragraph of the redline. */
const shapeOf = (data: Uint8Array): string[] => {
  const { draft, sequence } = draftIn(data);
  const labels = labelPairs(sequence, labellingOf(draft));
  return paragraphs(sequence, "redline").map(({ mark, text }, i) => {
    const { original, final } = labels[i]!;
    const label = original === final ? (final ?? "") : `${original ?? ""}→${final ?? ""}`;
    return [mark.role, mark.level ?? "", label, text].filter((part) => part !== "").join(" ");
  });
};

test("one paragraph for each mark, through the registry too", async () => {
  const data = docx(p("one") + p("two"));
  expect(redline(draftIn(data).sequence)).toBe("one¶two¶");
  expect(await read("docx", data)).toMatchObject({ ok: true, findings: [] });
});

describe("revisions", () => {
  test.each([
    ["insertion and deletion", p(r("a ") + del("F", "b") + ins("USA", "c")), "a [b -F][c +USA]¶"],
    ["a deletion in another's insertion", p(r("x") + ins("USA", r("a") + del("F", "b"))), "x[a +USA][b +USA -F]¶"],
    ["a deletion by two", p(r("x") + del("F", del("USA", "y"))), "x[y -F -USA]¶"],
    ["an inserted mark", p("a", mark("ins", "USA")) + p("b"), "a[¶ +USA]b¶"],
    ["a deleted mark", p("a", mark("del", "F")) + p("b"), "a[¶ -F]b¶"],
    [
      "a mark of one that another deletes",
      p("a", `<w:rPr><w:ins w:author="USA"/><w:del w:author="F"/></w:rPr>`) + p("b"),
      "a[¶ +USA -F]b¶",
    ],
    ["a whole paragraph", p("a") + p(ins("USA", "b"), mark("ins", "USA")) + p("c"), "a¶[b¶ +USA]c¶"],
    ["deleted words of a field's code", p(del("F", `<w:r><w:delInstrText>REF</w:delInstrText></w:r>`) + r("a")), "a¶"],
    ["formats", p(r("a", `<w:b/>${changed("rPr", "USA")}`) + r("b")), "[a =USA.strong:true]b¶"],
    ["a format taken away", p(r("a", changed("rPr", "USA", "<w:i/>")) + r("b")), "[a =USA.em:null]b¶"],
    [
      "a role",
      p(r("a"), `<w:pStyle w:val="Headingb"/>${changed("pPr", "F", '<w:pStyle w:val="BodyText"/>')}`),
      "a[¶ =F.role:heading]",
    ],
  ])("%s", (_, body, expected) => expect(redlineOf(body)).toBe(expected));

  test("neighbours of one author and time are one change, whatever is apart is another", () => {
    const later = "2026-03-01T11:00:00Z";
    const body =
      p(
        del("USA", "a") + ins("USA", "b") + r("c") + ins("USA", "d") + ins("USA", "e", later),
        mark("ins", "USA", later),
      ) + p(ins("USA", "f", later) + r("g"));
    const { draft, sequence } = draftIn(docx(body));
    const ids = [...runsOf(sequence.ops)].map(({ insert, attributes }) => [
      insert,
      attributes?.ins ?? attributes?.["del:USA"],
    ]);
    expect(ids).toEqual([
      ["a", "USA:w1"],
      ["b", "USA:w1"],
      ["c", undefined],
      ["d", "USA:w2"],
      ["e", "USA:w3"],
      ["\n", "USA:w3"],
      ["f", "USA:w3"],
      ["g", undefined],
      ["\n", undefined],
    ]);
    expect(draft.changes["USA:w3"]).toEqual({ delegation: "USA", by: "", time: later });
  });

  test("both halves of a move are one change, joined by its name", () => {
    const body =
      p(move("From", "F", "m1", "one"), mark("moveFrom", "F")) +
      p("two") +
      p(move("To", "F", "m1", "one"), mark("moveTo", "F")) +
      p("three");
    const { draft, sequence } = draftIn(docx(body));
    expect(redline(sequence)).toBe("[one¶ -F]two¶[one¶ +F]three¶");
    expect(Object.keys(draft.changes)).toEqual(["F:w1"]);
  });

  test.each([
    ["USA", "USA", ""],
    ["USA (Jane Doe)", "USA", "Jane Doe"],
    ["RCC — I. Petrov", "RCC", "I. Petrov"],
    ["Jane Doe", "SEC", "Jane Doe"],
    ["Author", "SEC", "Author"],
  ])("the author %j is %s", (author, delegation, by) => {
    const [change] = Object.values(draftIn(docx(p(ins(author, "x")))).draft.changes);
    expect(change).toEqual({ delegation, by, time: "2026-03-01T10:00:00Z" });
  });

  test("a map says who an author is, and whose the others' are", () => {
    const options = { authors: { "Jane Doe": "KEN" }, delegation: "EUR" };
    const { draft } = draftIn(docx(p(ins("Jane Doe", "x") + r("y") + ins("N. N.", "z"))), options);
    expect(Object.values(draft.changes)).toMatchObject([
      { delegation: "KEN", by: "Jane Doe" },
      { delegation: "EUR", by: "N. N." },
    ]);
  });
});

describe("marks that the file leaves", () => {
  test.each([
    ["all words struck, the mark not: it goes too", p("a") + p(del("F", "b")) + p("c"), "a¶[b¶ -F]c¶"],
    ["all words new, the mark not: it came too", p("a") + p(ins("F", "b")) + p("c"), "a¶[b¶ +F]c¶"],
    [
      "words would join the next paragraph: the mark stays",
      p("a", mark("del", "F")) + p(del("F", "b")) + p("c"),
      "a[¶b -F]¶c¶",
    ],
    ["words of two struck: the mark stays", p(del("F", "a") + del("USA", "b")) + p("c"), "[a -F][b -USA]¶c¶"],
    ["the last mark deleted", p("a") + p(del("F", "b"), mark("del", "F")), "a¶[b¶ -F]"],
    ["an empty one is no paragraph", p("a") + p("") + p("b"), "a¶b¶"],
    ["an empty one that closes a deleted mark is", p("a", mark("del", "F")) + p("") + p("b"), "a[¶ -F]¶b¶"],
    ["nothing at all", "", "¶"],
  ])("%s", (_, body, expected) => expect(redlineOf(body)).toBe(expected));

  test("a draft ends in a mark in every view", () => {
    const { sequence } = draftIn(docx(p("a", mark("del", "F")) + p(ins("USA", "b"), mark("ins", "USA"))));
    expect([plain(sequence, "original"), plain(sequence, "final")]).toEqual(["a¶", "ab¶"]);
  });
});

describe("roles and labels", () => {
  const STYLES = [
    ["a", "Res_No", "Normal"],
    ["b", "Res_title", "Normal"],
    ["c", "Normal_after_title", "Normal"],
    ["d", "Call", "Normal"],
    ["e", "enumlev1", "Normal"],
    ["f", "My own", "d"],
    ["ResNo0", "Something", "Normal"],
  ]
    .map(
      ([id, name, base]) =>
        `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${base}"/></w:style>`,
    )
    .join("");
  const resolution =
    styled("a", "RESOLUTION 1") +
    styled("b", "On x") +
    styled("c", "The Conference,") +
    styled("f", "considering") +
    p(r("a)") + tab + r("that one;")) +
    p(r("b)") + tab + r("that two,")) +
    styled("d", "resolves") +
    p(r("1") + tab + r("to act:")) +
    styled("e", "i)\tsoon;") +
    p(r("2") + tab + r("to report."));
  const shape = [
    "number RESOLUTION 1",
    "title On x",
    "opening The Conference,",
    "call considering",
    "item a) that one;",
    "item b) that two,",
    "call resolves",
    "item 1 to act:",
    "item 1 i) soon;",
    "item 2 to report.",
  ];

  test("styles by their names and what they are based on, typed labels taken out", () => {
    expect(shapeOf(docx(resolution, { styles: STYLES }))).toEqual(shape);
  });

  test("without styles, by form", () => {
    const body = resolution
      .replace(/<w:pPr>.*?<\/w:pPr>/g, "")
      .replace(/(<w:r>)(<w:t [^>]*>(?:considering|resolves))/g, "$1<w:rPr><w:i/></w:rPr>$2");
    expect(shapeOf(docx(body))).toEqual(shape);
  });

  test("labels that were revised are two labels, not text", () => {
    const body =
      p(r("resolves", "<w:i/>")) +
      p(r("1\tone;")) +
      p(ins("USA", "2\tnew;"), mark("ins", "USA")) +
      p(del("USA", "2") + ins("USA", "3") + tab + r("two."));
    const { sequence } = draftIn(docx(body));
    expect(redline(sequence)).toBe("resolves¶one;¶[new;¶ +USA]two.¶");
    expect(shapeOf(docx(body)).slice(1)).toEqual(["item 1 one;", "item →2 new;", "item 2→3 two."]);
  });

  test("a paragraph that stands in no view is like the item before it", () => {
    const gone = p(ins("USA", del("F", "new;")), `<w:rPr><w:ins w:author="USA"/><w:del w:author="F"/></w:rPr>`);
    const body = p(r("noting", "<w:i/>")) + p("a)\tone;") + gone + p("b)\ttwo,");
    expect(shapeOf(docx(body))).toEqual(["call noting", "item a) one;", "item new;", "item b) two,"]);
  });

  test("a label that cannot be derived is kept and said", () => {
    const { sequence, findings } = draftIn(docx(p(r("resolves", "<w:i/>")) + p("1\tone;") + p("7\tseven.")));
    expect(sequence.ops.at(-1)!.attributes).toMatchObject({ role: "item", label: "7" });
    expect(findings).toEqual([
      { place: "paragraph 3 (“seven.”)", message: "label “7” kept as typed: “2” is derived here" },
    ]);
  });

  test("labels that Word counts are labels", () => {
    const level = `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>`;
    const numbering = `<w:abstractNum w:abstractNumId="0">${level}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>`;
    const item = (text: string) => p(r(text), `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>`);
    const body = p(r("noting", "<w:i/>")) + item("one;") + item("two,");
    expect(shapeOf(docx(body, { numbering }))).toEqual(["call noting", "item a) one;", "item b) two,"]);
  });
});

describe("what else stands in a paragraph", () => {
  const FIELD = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = `<w:r><w:instrText> REF x </w:instrText></w:r>`;
  test.each([
    [
      "tabs, breaks and hyphens",
      p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r>"),
      "a\tb◊\u2011¶",
    ],
    ["a page break is none", p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), "ab¶"],
    ["the result of a field", p(FIELD("begin") + code + FIELD("separate") + r("5") + FIELD("end")), "5¶"],
    ["a simple field", p(`<w:fldSimple w:instr="SEQ">${r("5")}</w:fldSimple>`), "5¶"],
    ["a field without an end", p(FIELD("begin") + r("words")) + p("more"), "words¶more¶"],
    ["a link", p(`<w:hyperlink r:id="rId9">${r("a")}</w:hyperlink>`), "a¶"],
    ["content controls", `<w:sdt><w:sdtPr/><w:sdtContent>${p("a")}</w:sdtContent></w:sdt>`, "a¶"],
    ["smart tags", p(`<w:smartTag>${r("a")}</w:smartTag>`), "a¶"],
    ["a symbol", p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'), "•¶"],
    ["a formula", p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1¶"],
    [
      "one of two versions",
      p(
        `<w:r><mc:AlternateContent><mc:Choice>${r("a")}</mc:Choice><mc:Fallback>${r("b")}</mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      "a¶",
    ],
    [
      "a text box",
      p(`${r("a")}<w:r><w:pict><w:txbxContent>${p("in it")}</w:txbxContent></w:pict></w:r>`) + p("b"),
      "a¶in it¶b¶",
    ],
  ])("%s", (_, body, expected) => expect(redlineOf(body)).toBe(expected));

  test("formats of words, of their style and of the paragraph's", () => {
    const style = (type: string, id: string, look: string) =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/><w:rPr>${look}</w:rPr></w:style>`;
    const styles = style("character", "Strong", "<w:b/>") + style("paragraph", "Loud", "<w:u w:val='single'/>");
    const body =
      p(r("a", '<w:rStyle w:val="Strong"/><w:i/>') + r("b", '<w:vertAlign w:val="superscript"/>') + r("c")) +
      p(r("d", '<w:u w:val="none"/>') + r("e"), '<w:pStyle w:val="Loud"/>');
    const { sequence } = draftIn(docx(body, { styles }));
    expect([...runsOf(sequence.ops)].filter(({ insert }) => insert !== "\n")).toEqual([
      { insert: "a", attributes: { em: true, strong: true } },
      { insert: "b", attributes: { sup: true } },
      { insert: "c", attributes: undefined },
      { insert: "d", attributes: undefined },
      { insert: "e", attributes: { underline: true } },
    ]);
  });

  test("tables: a paragraph a cell, rows that came or went with their text", () => {
    const cell = (content: string) => `<w:tc>${content}</w:tc>`;
    const row = (content: string, properties = "") => `<w:tr><w:trPr>${properties}</w:trPr>${content}</w:tr>`;
    const table =
      row(cell(p("a")) + cell(p(r("b") + ins("USA", "c")))) +
      row(cell(p("d")), '<w:ins w:author="F"/>') +
      row(cell(p("e")), '<w:del w:author="F"/>');
    const { sequence, findings } = draftIn(docx(p("x") + `<w:tbl>${table}</w:tbl>` + p("y")));
    expect(redline(sequence)).toBe("x¶a¶b[c +USA]¶[d¶ +F][e¶ -F]y¶");
    expect(findings.map(({ message }) => message)).toEqual([
      "a table: its cells are set as paragraphs, row by row",
      "a row that was inserted or deleted: the revision is one of its text",
      "a row that was inserted or deleted: the revision is one of its text",
    ]);
  });

  test("the last mark of a cell joins with nothing", () => {
    const table = `<w:tbl><w:tr><w:tc>${p("a", mark("del", "F"))}</w:tc><w:tc>${p("b")}</w:tc></w:tr></w:tbl>`;
    const { sequence, findings } = draftIn(docx(table));
    expect(redline(sequence)).toBe("a¶b¶");
    expect(findings).toContainEqual({ place: "paragraph 1 (“a”)", message: expect.stringMatching(/cannot join/) });
  });

  test("footnotes: an object and a paragraph at the end, which goes with it", () => {
    const reference = '<w:r><w:footnoteReference w:id="2"/></w:r>';
    const footnotes = `<w:footnote w:type="separator" w:id="0">${p("")}</w:footnote><w:footnote w:id="2">${p(`<w:r><w:footnoteRef/></w:r>${r(" Note.")}`)}</w:footnote>`;
    const { sequence } = draftIn(docx(p(r("a") + ins("USA", reference)) + p("b"), { footnotes }));
    expect(redline(sequence)).toBe("a[◊ +USA]¶b¶[Note.¶ +USA]");
    expect(sequence.ops.map(({ insert }) => insert)).toContainEqual({ footnote: "fn1" });
    expect(sequence.ops.at(-1)!.attributes).toMatchObject({ role: "footnote", id: "fn1" });
  });

  test("comments: anchored to their words, answers in their thread", () => {
    const comment = (id: number, author: string, text: string) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="2026-03-01T10:00:00Z"><w:p w14:paraId="0${id}">${r(text)}</w:p></w:comment>`;
    const parts = {
      comments: comment(1, "F (A. B.)", "Why?") + comment(2, "USA", "Because."),
      commentsExtended: '<w15:commentEx w15:paraId="01"/><w15:commentEx w15:paraId="02" w15:paraIdParent="01"/>',
    };
    const body = p(`${r("a")}<w:commentRangeStart w:id="1"/>${r("b")}<w:commentRangeEnd w:id="1"/>${r("c")}`);
    const { draft, sequence, findings } = draftIn(docx(body, parts));
    expect(sequence.ops[1]).toEqual({ insert: "b", attributes: { "cmt:c1": true } });
    expect(draft.comments).toEqual({
      "c1/m0001": { delegation: "F", by: "A. B.", time: "2026-03-01T10:00:00Z", text: "Why?" },
      "c1/m0002": { delegation: "USA", by: "", time: "2026-03-01T10:00:00Z", text: "Because." },
    });
    expect(findings).toEqual([]);
  });

  test("blanks in a row are kept, and cost no more than words", { timeout: 10_000 }, () => {
    const { sequence } = draftIn(docx(p(r(`a${" ".repeat(400_000)}b \n c`))));
    expect(sequence.ops[0]!.insert).toBe(`a${" ".repeat(400_000)}b c`);
  });

  test("what is left out of one paragraph several times is listed once", () => {
    const look = (words: string) => r(words, changed("rPr", "USA", "<w:sz/>"));
    const { findings } = draftIn(docx(p(look("a") + look("b") + look("c")) + p(look("d"))));
    expect(findings.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      "paragraph 1 (“abc”): a change of a look that a draft has not is left out (w:rPrChange), 3 times here",
      "paragraph 2 (“d”): a change of a look that a draft has not is left out (w:rPrChange)",
    ]);
  });

  test("nothing is dropped silently", () => {
    const body =
      p(r("a", "<w:vanish/>") + r("b", "<w:strike/>")) +
      p(`<w:r><w:drawing/></w:r>${r("c")}`) +
      p(`<w:hyperlink r:id="rId9">${r("d")}</w:hyperlink>`) +
      p("<w:r><w:odd><w:t>e</w:t></w:odd></w:r>") +
      p(r("f", changed("rPr", "USA", "<w:sz/>"))) +
      p(r("g"), changed("pPr", "USA", "<w:jc/>")) +
      p("") +
      p(`<w:r><w:footnoteReference w:id="7"/></w:r>${r("h")}`);
    const { findings } = draftIn(docx(body, { header: p("Page of words") }));
    expect(findings.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      "paragraph 1 (“ab”): hidden text is shown",
      "paragraph 1 (“ab”): struck by hand, which is no revision: the words stay, without the stroke",
      "paragraph 2 (“c”): a picture or an object is left out",
      "paragraph 3 (“d”): the address of a link is left out",
      "paragraph 4 (“e”): w:odd is not known: its text is kept",
      "paragraph 5 (“f”): a change of a look that a draft has not is left out (w:rPrChange)",
      "paragraph 8 (“h”): a footnote without a text is left out",
      "paragraph 7: empty paragraphs are left out: 1, the first one here",
      "word/header.xml: the head or foot of pages is left out: “Page of words”",
      "paragraph 6 (“g”): a change of the paragraph's layout is left out (w:pPrChange)",
    ]);
  });
});

test("the head of pages that says what the text says is no loss", () => {
  const body = p(r("RESOLUTION 1 (") + del("F", "Rome") + ins("F", "Oslo") + r(")")) + p("text");
  expect(draftIn(docx(body, { header: p("– 2 –") + p("RESOLUTION 1 (Oslo)") })).findings).toEqual([]);
});

test("our own files keep their ids", () => {
  const body = `<w:p plenary:id="q7"><w:ins w:author="USA" plenary:change="USA:k3" plenary:by="Jane">${r("a")}</w:ins>${ins("USA", "b")}</w:p>`;
  const { draft } = draftIn(docx(body));
  expect(draft.ops).toEqual([
    { insert: "a", attributes: { ins: "USA:k3" } },
    { insert: "b", attributes: { ins: "USA:w1" } },
    { insert: "\n", attributes: { id: "q7", role: "text" } },
  ]);
  expect(draft.changes["USA:k3"]).toEqual({ delegation: "USA", by: "Jane", time: "" });
});

test("our own files keep objects, and deletions that Word has no place for", () => {
  const object = (text: string) => `<w:r plenary:object='{"ref":"p9"}'><w:t>${text}</w:t></w:r>`;
  const body = p(
    r("see ") + del("Numbering", object("b)")) + ins("Numbering", object("c)")) + r(" and ") + ins("USA", object("d)")),
  );
  const also = p(r("x") + `<w:del w:author="F" plenary:also="USA:k1 nonsense">${r("y")}</w:del>`);
  const { sequence } = draftIn(docx(body + also));
  expect(redline(sequence)).toBe("see ◊ and [◊ +USA]¶x[y -F -USA]¶");
  expect(sequence.ops[1]).toEqual({ insert: { ref: "p9" } });
});

test("what is read is a draft file", () => {
  const { draft } = draftIn(docx(p(ins("USA", "a") + del("F", "b"), mark("ins", "USA")) + p("c")));
  expect(readJson(writeJson(draft))).toEqual({ ok: true, draft });
  expect(new Delta(draft.ops as Delta["ops"]).length()).toBe(5);
});

test("a blank behind a label that came is the text's where it stood there before", () => {
  const items = p(r("1\tone")) + p(r("2\ttwo"), mark("ins", "F")) + p(ins("F", "3\t") + r(" four"));
  expect(redlineOf(styled("Call", "resolves") + items)).toBe("resolves¶one¶two[¶ +F] four¶");
});
