/** What of a draft Word cannot say: in a file that was altered since it comes back where it still fits, and nothing is believed blindly. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Attributes,
  type DraftFile,
  MARK,
  type Op,
  type Proposal,
  labelPairs,
  runsOf,
} from "../../../schema/index.ts";
import { besideText, beyondRevision } from "../../../src/formats/docx/write-carried.ts";
import { writeDocx, writeProposals } from "../../../src/formats/docx/write.ts";
import { escape } from "../../../src/formats/xml-write.ts";
import { RUNS } from "../../laws/generators.ts";
import { call, del, draft, fileOf, ins, item, mark } from "../../schema/draft.ts";
import { example, provisional, wholeFiles } from "../drafts.ts";
import { docx, draftIn, p } from "./docx.ts";
import { faultsOf } from "./validator.ts";

const ITEM = "customXml/item1.xml";
const DOCUMENT = "word/document.xml";

/** The file with one of its parts altered. */
function altered(file: Uint8Array, part: string, alter: (xml: string) => string): Uint8Array {
  const parts = unzipSync(file);
  const [before, after] = [strFromU8(parts[part]!), alter(strFromU8(parts[part]!))];
  expect(after).not.toBe(before);
  return zipSync({ ...parts, [part]: strToU8(after) });
}
/** The file with all that it says, but not as it was written. */
const touched = (file: Uint8Array): Uint8Array =>
  altered(file, DOCUMENT, (xml) => xml.replace("</w:body>", "\n</w:body>"));
/** The file with another draft file in its part. */
const carrying = (file: Uint8Array, json: string): Uint8Array =>
  altered(file, ITEM, (xml) => xml.replace(/>[^<>]*<\/plenary:draft>/, () => `>${escape(json)}</plenary:draft>`));

/** More than a draft file may be, and no bomb: it hardly gets smaller when it is packed. */
const DIGITS = Array.from({ length: 1_000_000 }, (_, i) => i).join("");
const head = { format: "plenary-draft", version: 1, profile: "itu", lang: "en", ops: [{ insert: MARK }] };
const messages = (data: Uint8Array) => draftIn(data).findings.map(({ place, message }) => `${place}: ${message}`);
const marksOf = ({ ops }: DraftFile): Attributes[] =>
  [...runsOf(ops as Op[])].flatMap(({ insert, attributes = {} }) => (insert === MARK ? [attributes] : []));

/** With every paragraph closed. */
const closed = (ops: readonly Op[]): Op[] =>
  ops.map((op, i) => (op.insert === MARK ? { ...op, attributes: { ...op.attributes, agreed: `a${i}` } } : op));

const said = fileOf(
  draft(
    call("noting", mark({ part: "preamble" })),
    item("that ", ins("USA:1", "much "), "is kept;", mark({ agreed: "a1" })),
    item("that ", { insert: "it", attributes: { later: [1] } }, " was,", mark({ agreed: "a2", later: "x" })),
    call("resolves", mark({ part: "operative" })),
    item("to ", del("F:1", "act"), "."),
  ),
  {
    numbering: { policy: "pinned", spelling: "b) bis", labels: { p2: "b)", p3: "d)" } },
    changes: {
      "USA:1": { delegation: "USA", by: "Grace", time: "", group: "g1", order: 2 },
      "F:1": { delegation: "F", by: "", time: "", deferred: true, reason: "Haste." },
    },
    decisions: [{ seq: 1 }],
  } as Partial<DraftFile>,
);
const redline = writeDocx(said, "redline");

describe("comes back", () => {
  test("all of it", () => {
    const { draft: back, findings } = draftIn(touched(redline));
    expect(back).toEqual(said);
    expect(findings).toEqual([]);
    expect(faultsOf(redline)).toEqual([]);
  });

  test("of any draft: what is said of changes that are there, of the whole, and of paragraphs", () => {
    const agreed = wholeFiles.map((file): DraftFile => ({ ...file, ops: closed(file.ops as Op[]) }));
    const beside = (file: DraftFile) => besideText({ ...file, numbering: undefined });
    let met = 0;
    fc.assert(
      fc.property(agreed, (file) => {
        const { draft: back, findings } = draftIn(touched(writeDocx(file, "redline")));
        expect(beside(back)).toEqual(beside(file));
        for (const [id, change] of Object.entries(back.changes))
          if (Object.hasOwn(file.changes, id))
            expect(beyondRevision(change)).toEqual(beyondRevision(file.changes[id]!));
        const before = new Map(marksOf(file).map((mark) => [mark.id, mark]));
        const opened = marksOf(back).filter(({ id, agreed }) => agreed !== before.get(id)?.agreed);
        for (const { id, later } of marksOf(back)) expect(later).toEqual(before.get(id)?.later);
        for (const { agreed } of opened) expect(agreed).toBeUndefined();
        expect(findings.some(({ message }) => message.includes("it is open"))).toBe(opened.length > 0);
        met += marksOf(back).filter((mark) => mark.agreed !== undefined).length;
      }),
      { numRuns: Math.min(Math.ceil(RUNS / 20), 2000) },
    );
    expect(met).toBeGreaterThan(20);
  });

  test("all paragraphs that are closed in a long redline are closed", () => {
    const file = example("resolution-130");
    const ops = closed(file.ops as Op[]);
    const { draft: back } = draftIn(touched(writeDocx({ ...file, ops }, "redline")));
    expect(marksOf(back).map(({ agreed }) => agreed)).toEqual(marksOf({ ...file, ops }).map(({ agreed }) => agreed));
  });

  test("numbering: running, provisional and pinned are what they were", () => {
    for (const numbering of [undefined, { policy: "running" } as const, provisional.numbering, said.numbering]) {
      const { numbering: back } = draftIn(touched(writeDocx({ ...said, numbering }, "redline"))).draft;
      expect(back).toEqual(numbering);
    }
  });
});

describe("what was altered since counts", () => {
  test.each([
    ["a word that somebody typed", ">is kept;<", ">is lost;<"],
    [
      "a word that somebody struck",
      "<w:r><w:t>is kept;</w:t></w:r>",
      '<w:del w:author="F"><w:r><w:delText>is kept;</w:delText></w:r></w:del>',
    ],
    ["a word that somebody accepted", /<w:ins [^>]*plenary:change="USA:1"[^>]*>(.*?)<\/w:ins>/, "$1"],
  ])("an agreed paragraph with %s is open, the others stay closed", (_, from, to) => {
    const plain = (xml: string) => xml.replaceAll(' xml:space="preserve"', "");
    const file = altered(redline, DOCUMENT, (xml) => plain(xml).replace(from, to));
    expect(marksOf(draftIn(file).draft).map(({ agreed }) => agreed)).toEqual([
      undefined,
      undefined,
      "a2",
      undefined,
      undefined,
    ]);
    expect(messages(file)).toContainEqual(
      expect.stringMatching(/^paragraph 2 .*: was agreed with other words: it is open$/),
    );
  });

  test("numbering that gives other labels is left, and the labels stay as they stand", () => {
    const file = altered(redline, DOCUMENT, (xml) => xml.replace(">d)<", ">e)<"));
    const { draft: back, sequence } = draftIn(file);
    expect(back.numbering).toBeUndefined();
    expect(labelPairs(sequence).map(({ final }) => final)).toEqual([null, "b)", "e)", null, null]);
    expect(messages(file)).toContain(
      "numbering: is not pinned any more: it would give other labels than those that stand here",
    );
  });

  test("a file that Word saved, which keeps the part alone, has its text and its labels, and says what went", () => {
    const file = altered(redline, DOCUMENT, (xml) => xml.replace(/ plenary:\w+="[^"]*"/g, ""));
    const { draft: back, sequence } = draftIn(file);
    expect(labelPairs(sequence).map(({ final }) => final)).toEqual([null, "b)", "d)", null, null]);
    expect(Object.values(back.changes)).toEqual([
      { delegation: "USA", by: "", time: "" },
      { delegation: "F", by: "", time: "" },
    ]);
    expect(messages(file)).toContain(
      "changes: reasons, sponsors and the like of 2 changes that are not there any more are left out",
    );
    expect(messages(file)).toContain("agreed: 2 paragraphs that were agreed are open: the text does not say which");
  });
});

describe("proposals that the text does not show any more", () => {
  const proposal: Proposal = {
    kind: "SUP",
    title: "",
    reasons: "Why.",
    sponsors: ["F"],
    state: "pending",
    by: "",
    time: "",
  };
  const tabled: DraftFile = {
    ...said,
    changes: { ...said.changes, "F:1": { ...said.changes["F:1"]!, proposal: "F/1/1" } },
    proposals: { "F/1/1": proposal, "F/1/2": { ...proposal, target: ["p2"] } },
  };
  const file = touched(writeDocx(tabled, "redline"));
  const gone = (numbers: string) => `proposals: left out, because the text does not show them any more: ${numbers}`;

  test("are there, untouched, as long as it does", () => {
    expect(draftIn(file).draft).toEqual(tabled);
  });

  test("are there where one names more paragraphs than a call takes arguments", () => {
    const target = Array.from({ length: 200_000 }, (_, i) => `p${1 + (Math.imul(i, 2_654_435_761) >>> 30)}`);
    const many: DraftFile = { ...tabled, proposals: { "F/1/2": { ...proposal, target } } };
    expect(draftIn(touched(writeDocx(many, "redline"))).draft.proposals).toEqual(many.proposals);
  });

  test.each<[string, (xml: string) => string, string]>([
    ["other words", (xml) => xml.replace(">Why.<", ">Abolish it.<"), "Reasons:\tAbolish it."],
    [
      "more words",
      (xml) => xml.replace(/(?=<w:r><w:t [^>]*>Reasons:)/, "<w:r><w:t>No </w:t></w:r>"),
      "No Reasons:\tWhy.",
    ],
    [
      "words that somebody struck",
      (xml) =>
        xml.replace(
          /<w:r><w:t ([^>]*)>Reasons:.*?<\/w:r>/,
          '<w:del w:author="F"><w:r><w:delText>Why.</w:delText></w:r></w:del>',
        ),
      "Why.",
    ],
  ])("are read as text where their lines have %s", (_, alter, words) => {
    const { draft: back, findings } = draftIn(altered(file, DOCUMENT, alter));
    expect(back.ops.map(({ insert }) => insert)).toContain(words);
    expect(findings.map(({ message }) => message)).toContain(
      "proposal F/1/2 was told with other words: these are read as text",
    );
  });

  test("go where somebody took one out, with what names them", () => {
    const without = altered(file, DOCUMENT, (xml) =>
      xml.replace(/<w:p plenary:proposal="F\/1\/1">(?:(?!<\/w:p>).)*<\/w:p>/g, ""),
    );
    const { draft: back } = draftIn(without);
    expect(Object.keys(back.proposals!)).toEqual(["F/1/2"]);
    expect(back.changes["F:1"]).toEqual(said.changes["F:1"]);
    expect(messages(without)).toContain(gone("F/1/1"));
  });

  test("are text where Word saved the file, and are not said twice", () => {
    const saved = altered(file, DOCUMENT, (xml) => xml.replace(/ plenary:\w+="[^"]*"/g, ""));
    const { draft: back } = draftIn(saved);
    expect(back.proposals).toBeUndefined();
    expect(marksOf(back).filter(({ role }) => role === "proposal")).toHaveLength(2);
    expect(messages(saved)).toContain(gone("F/1/1, F/1/2"));
  });
});

describe("a part made to do harm", () => {
  const asRead = (json: string) => {
    const { draft: back, findings } = draftIn(carrying(redline, json));
    return { back, found: findings.map(({ message }) => message).join("\n") };
  };

  test.each([
    ["is no JSON", "{", "not JSON"],
    ["is empty", "", "empty"],
    ["is no draft file", JSON.stringify({ changes: {} }), "not a draft file"],
    ["is huge", JSON.stringify({ ...head, later: DIGITS }), "larger than"],
    [
      "is deep",
      JSON.stringify({ ...head, later: JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`) }),
      "nested too deeply",
    ],
    ["reaches for prototypes", `${JSON.stringify(head).slice(0, -1)},"__proto__":{"a":1}}`, "not a name"],
    ["numbers by no rule", JSON.stringify({ ...head, numbering: { policy: "mine" } }), "must be one of"],
    [
      "has sponsors that are none",
      JSON.stringify({ ...head, changes: { "USA:1": { delegation: "USA", by: "", time: "", sponsors: [1] } } }),
      "a list of delegations",
    ],
  ])("that %s is left out, and the text is read", (_, json, message) => {
    const { back, found } = asRead(json);
    expect(found).toContain("what the draft said besides its text is left out");
    expect(found).toContain(message);
    expect(besideText(back)).toEqual({});
    expect(back.ops.length).toBe(said.ops.length);
  });

  test("has no words, no people and no times for the text", () => {
    const { back } = asRead(
      JSON.stringify({
        ...head,
        lang: "fr",
        ops: [{ insert: "other words" }, { insert: MARK, attributes: { id: "p2", agreed: "a9" } }],
        changes: {
          "USA:1": { delegation: "USA", by: "Mallory", time: "2020-01-01T00:00:00Z", order: 7 },
          "RCC:1": { delegation: "RCC", by: "", time: "", order: 1 },
        },
        comments: { "t1/m1": { delegation: "F", by: "", time: "", text: "forged" } },
      }),
    );
    expect(back.ops.map(({ insert }) => insert)).toEqual(said.ops.map(({ insert }) => insert));
    expect(back.changes["USA:1"]).toEqual({ delegation: "USA", by: "Grace", time: "", order: 7 });
    expect(Object.keys(back.changes).sort()).toEqual(["F:1", "USA:1"]);
    expect([back.lang, back.comments]).toEqual(["en", {}]);
  });

  test("tells nothing of changes that are another delegation's in the text", () => {
    const file = altered(redline, DOCUMENT, (xml) => xml.replace('w:author="USA"', 'w:author="RCC"'));
    const { changes } = draftIn(file).draft;
    expect(Object.values(changes)).toContainEqual({ delegation: "RCC", by: "Grace", time: "" });
    expect(changes["USA:1"]).toBeUndefined();
  });

  test.each([
    "x",
    "[1]",
    "null",
    '{"agreed":"a7"}',
    '{"ins":"USA:9"}',
    '{"del:F":"F:9"}',
    '{"em":true}',
    '{"later":1,"id":"p9"}',
    '{"__proto__":{"a":1}}',
    `{"later":${"[".repeat(40)}${"]".repeat(40)}}`,
    `{"later":"${"x".repeat(5000)}"}`,
  ])("attributes that are none of a later version are left out: %.40s", (json) => {
    const more = `plenary:more="${escape(json)}"`;
    const { draft: back, findings } = draftIn(
      docx(p("<w:r><w:t>a</w:t></w:r>").replace(/<w:(p|r)>/g, `<w:$1 ${more}>`)),
    );
    expect(back.ops).toEqual([{ insert: "a" }, { insert: MARK, attributes: { id: "p1", role: "text" } }]);
    expect(findings.map(({ message }) => message)).toEqual([
      "what a later version says here is left out: it is no attribute of a draft, 2 times here",
    ]);
  });

  test.each(["a1", "a1 ", " x", "a b c", "<&>"])("agreed as nobody writes it is open: “%s”", (agreed) => {
    const { draft: back } = draftIn(docx(p("a").replace("<w:p>", `<w:p plenary:agreed="${escape(agreed)}">`)));
    expect(marksOf(back)).toEqual([{ id: "p1", role: "text" }]);
  });
});

test("an object that shows other words is these words", () => {
  const chart = (words: string) =>
    p(`<w:r plenary:object="{&quot;chart&quot;:&quot;votes&quot;}"><w:t>${words}</w:t></w:r>`);
  const inserts = (body: string) => draftIn(docx(body)).draft.ops.map(({ insert }) => insert);
  expect(inserts(chart("[chart votes]"))).toEqual([{ chart: "votes" }, MARK]);
  expect(inserts(chart("all is adopted"))).toEqual(["all is adopted", MARK]);
});

test("clean texts and lists of proposals have nothing of it", () => {
  const files = [
    writeDocx(said, "original"),
    writeDocx(said, "final"),
    writeProposals({
      ...said,
      proposals: { "F/1/1": { kind: "SUP", title: "", reasons: "", sponsors: [], state: "pending", by: "", time: "" } },
    }),
  ];
  for (const file of files) {
    expect(Object.keys(unzipSync(file))).not.toContain(ITEM);
    expect(strFromU8(unzipSync(file)[DOCUMENT]!)).not.toMatch(/plenary:(?:more|agreed)/);
  }
});

test("the part has no words of the text: they would stay where somebody took them out in Word", () => {
  const words = strFromU8(unzipSync(redline)[ITEM]!);
  for (const word of ["noting", "much", "kept", "act"]) expect(words).not.toContain(word);
});
