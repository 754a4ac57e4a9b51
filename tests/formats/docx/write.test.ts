/** What we write for Word: revisions, labels, notes, comments, layout, and a file that Word opens. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DraftFile, MARK } from "../../../schema/index.ts";
import { readDocx } from "../../../src/formats/docx/read.ts";
import { writeDocx, writeProposals } from "../../../src/formats/docx/write.ts";
import { RUNS } from "../../laws/generators.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../../schema/draft.ts";
import { example, files, hostile, provisional, varied } from "../drafts.ts";
import { draftIn } from "./docx.ts";
import { faultsOf } from "./validator.ts";

const partOf = (file: Uint8Array, name: string): string => strFromU8(unzipSync(file)[`word/${name}.xml`]!);
/** The paragraphs of a redline without what is the same everywhere and what is for reading back only. */
function body(file: Uint8Array): string[] {
  const xml = partOf(file, "document").replace(/ (plenary:\w+|w:id|xml:space)="[^"]*"/g, "");
  return xml.match(/<w:p>.*?<\/w:p>|<w:move\w+RangeEnd\/>(?=<w:p>)/gs)!;
}
const changes = {
  "USA:1": { delegation: "USA", by: "Grace Lindqvist", time: "2006-11-08T09:12:30.250Z" },
  "F:1": { delegation: "F", by: "", time: "" },
};
const redline = (...of: Parameters<typeof draft>) => writeDocx(fileOf(draft(...of), { changes }), "redline");
const USA = 'w:author="USA" w:date="2006-11-08T09:12:30Z"';

describe("revisions", () => {
  test("are their delegations', with their times where these are known", () => {
    const file = redline(
      para("text", "all ", ins("USA:1", "new"), del("F:1", "old"), mark({ ins: "USA:1" })),
      para("text"),
    );
    expect(body(file)[0]).toBe(
      `<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:ins ${USA}/></w:rPr></w:pPr><w:r><w:t>all </w:t></w:r>` +
        `<w:ins ${USA}><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author="F"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>`,
    );
    expect(partOf(file, "settings")).toContain("<w:trackRevisions/>");
  });

  test("a deletion of what another inserts stands in the insertion", () => {
    const file = redline(para("text", ins("USA:1", "new", { "del:F": "F:1" })));
    expect(body(file)[0]).toContain(
      `<w:ins ${USA}><w:del w:author="F"><w:r><w:delText>new</w:delText></w:r></w:del></w:ins>`,
    );
  });

  test("two deletions: the first by delegation code is a revision, the other a comment", () => {
    const file = redline(para("text", del("USA:1", "old", { "del:F": "F:1" })));
    expect(body(file)[0]).toContain(
      `<w:commentRangeStart/><w:del w:author="F"><w:r><w:delText>old</w:delText></w:r><w:commentRangeEnd/><w:r><w:commentReference/></w:r></w:del>`,
    );
    expect(partOf(file, "comments")).toContain("USA proposes to delete this too.");
    expect(partOf(file, "comments")).toContain(USA);
  });

  test("what is proposed for the last mark is not said to Word, which cannot take it away, and comes back", () => {
    const file = redline(para("text", "one", mark({ "del:USA": "USA:1" })));
    expect(body(file)[0]).not.toContain("w:del");
    expect(draftIn(file).draft.ops.at(-1)!.attributes).toMatchObject({ "del:USA": "USA:1" });
  });

  test("level, role and formats with what they were", () => {
    const file = redline(
      call("noting"),
      item("one", mark({ "set:USA:level": { change: "USA:1", value: 1 } })),
      item({ insert: "loud", attributes: { em: true, "set:F:em": { change: "F:1", value: null } } }),
    );
    expect(body(file)[1]).toContain(`<w:pPr><w:pStyle w:val="enumlev1"/><w:pPrChange ${USA}><w:pPr>`);
    expect(body(file)[2]).toContain(
      '<w:rPr><w:rPrChange w:author="F"><w:rPr><w:i/><w:iCs/></w:rPr></w:rPrChange></w:rPr><w:t>loud</w:t>',
    );
  });

  test("a setting that Word has no revision for is a comment", () => {
    const file = redline(call("noting", mark({ "set:USA:part": { change: "USA:1", value: "operative" } })));
    expect(partOf(file, "comments")).toContain("Proposes: part operative.");
  });

  test("a paragraph that moves is one move", () => {
    const file = redline(
      para("text", "one two three"),
      para("text", "four"),
      para("text", ins("USA:1", "one two three"), mark({ ins: "USA:1" })),
      para("text", "five"),
    );
    expect(body(file).join("")).not.toContain("w:move");
    const moved = redline(
      para("text", del("USA:1", "one two three"), mark({ "del:USA": "USA:1" })),
      para("text", "four"),
      para("text", ins("USA:1", "one two three"), mark({ ins: "USA:1" })),
      para("text", "five"),
    );
    expect(body(moved)[0]).toBe(
      `<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:moveFrom ${USA}/></w:rPr></w:pPr>` +
        `<w:moveFromRangeStart ${USA} w:name="move1"/><w:moveFrom ${USA}><w:r><w:t>one two three</w:t></w:r></w:moveFrom></w:p>`,
    );
    expect(body(moved).join("")).toContain(`<w:moveTo ${USA}><w:r><w:t>one two three</w:t></w:r></w:moveTo></w:p>`);
  });
});

describe("labels", () => {
  const labelled = redline(
    call("noting"),
    item("one"),
    item(ins("USA:1", "new"), mark({ ins: "USA:1" })),
    item("two"),
    sub("three"),
    sub("four"),
  );
  const letters = (xml: string) => xml.replace(/<w:rPr>.*?<\/w:rPr>/g, "").replace(/<w:pPr>.*?<\/w:pPr>/g, "");

  test("that stay, that come with their paragraph, that are counted anew", () => {
    expect(letters(body(labelled)[1]!)).toContain(
      "<w:p><w:r><w:t>a)</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>one</w:t></w:r>",
    );
    expect(letters(body(labelled)[2]!)).toContain(`<w:ins ${USA}><w:r><w:t>b)</w:t></w:r><w:r><w:tab/></w:r></w:ins>`);
    expect(letters(body(labelled)[3]!)).toContain(
      '<w:del w:author="Numbering"><w:r><w:delText>b)</w:delText></w:r></w:del>' +
        '<w:ins w:author="Numbering"><w:r><w:t>c)</w:t></w:r></w:ins><w:r><w:tab/></w:r>',
    );
  });

  test("hang in a column of their own", () => {
    expect(body(labelled)[1]).toContain('<w:ind w:left="794" w:hanging="794"/>');
    expect(body(labelled)[4]).toContain('<w:pStyle w:val="enumlev1"/>');
  });
});

describe("what else stands in a text", () => {
  test("a footnote is Word's, and goes with its reference", () => {
    const file = redline(
      para("text", "one", { insert: { footnote: "n1" }, attributes: { ins: "USA:1" } }),
      para("footnote", ins("USA:1", "Note."), mark({ id: "n1", ins: "USA:1" })),
    );
    expect(body(file)).toHaveLength(1);
    expect(body(file)[0]).toContain("<w:footnoteReference/>");
    expect(partOf(file, "footnotes")).toContain("Note.");
  });

  test("a footnote that stays when its reference goes is a paragraph", () => {
    const file = redline(
      para("text", "one", { insert: { footnote: "n1" }, attributes: { "del:USA": "USA:1" } }),
      para("footnote", "Note.", mark({ id: "n1" })),
    );
    expect(body(file)).toHaveLength(2);
  });

  test("breaks, references and objects that nobody knows", () => {
    const text = body(writeDocx(varied, "redline")).join("");
    expect(text).toContain("<w:br/>");
    expect(text).toContain("[chart]");
    expect(partOf(writeDocx(varied, "redline"), "document")).toContain(
      'plenary:object="{&quot;chart&quot;:{&quot;of&quot;:&quot;votes&quot;}}"',
    );
  });

  test("comments and their answers stand at their words", () => {
    const comment = (text: string, time: string) => ({ delegation: "F", by: "Amina", time, text });
    const file = writeDocx(
      fileOf(draft(para("text", "one ", { insert: "two", attributes: { "cmt:t1": true } }, " three")), {
        comments: {
          "t1/b": comment("No.", "2006-11-08T10:00:00Z"),
          "t1/a": comment("Why?\nHow?", "2006-11-08T09:00:00Z"),
          "t2/a": comment("Gone.", ""),
        },
      }),
      "redline",
    );
    expect(body(file)[0]).toContain(
      "<w:commentRangeStart/><w:commentRangeStart/><w:r><w:t>two</w:t></w:r><w:commentRangeEnd/>",
    );
    const comments = partOf(file, "comments");
    expect(comments.indexOf("Why?")).toBeLessThan(comments.indexOf("No."));
    expect(partOf(file, "commentsExtended").match(/paraIdParent/g)).toHaveLength(1);
    expect(faultsOf(file)).toEqual([]);
  });

  test("Arabic runs from right to left", () => {
    const file = writeDocx(fileOf(draft(para("text", "إذ يضع في اعتباره")), { lang: "ar" }), "final");
    expect(body(file)[0]).toContain("<w:bidi/>");
    expect(body(file)[0]).toContain("<w:rPr><w:rtl/></w:rPr>");
  });

  test("text that XML cannot hold", () => {
    const file = redline(para("text", "a\u0000<b>\u001F&\uFFFE\tc"), para("text", ins("USA:1", MARK, { id: "x" })));
    expect(body(file)[0]).toContain("<w:t>a\uFFFD&lt;b&gt;\uFFFD&amp;\uFFFD</w:t><w:tab/><w:t>c</w:t>");
  });
});

describe("proposals", () => {
  const tabled = fileOf(
    draft(
      para("title", "On x"),
      call("noting"),
      item("one", ins("USA:1", " more;")),
      call("resolves"),
      item("to act", ins("F:1", " soon.")),
      item("to report"),
    ),
    {
      changes: {
        "USA:1": { ...changes["USA:1"], proposal: "USA/12/1" },
        "F:1": { ...changes["F:1"], proposal: "F/7/1" },
      },
      proposals: {
        "USA/12/1": {
          kind: "MOD",
          title: "",
          reasons: "To say more.",
          sponsors: ["USA"],
          state: "pending",
          by: "",
          time: "",
        },
        "F/7/1": { kind: "ADD", title: "Haste", reasons: "Time.", sponsors: ["F"], state: "pending", by: "", time: "" },
        "SEC/1/1": {
          kind: "NOC",
          title: "",
          reasons: "",
          sponsors: [],
          state: "pending",
          by: "",
          time: "",
          target: ["p2"],
        },
      },
    },
  );
  const said = (file: Uint8Array) =>
    body(file).map((paragraph) => paragraph.replace(/<w:tab\/>/g, "⇥").replace(/<[^>]*>/g, ""));

  test("stand above what they propose, with their reasons below", () => {
    const file = writeDocx(tabled, "redline");
    expect(said(file)).toEqual([
      "On x",
      "NOC⇥SEC/1/1",
      "noting",
      "MOD⇥USA/12/1",
      "one more;",
      "Reasons:⇥To say more.",
      "resolves",
      "ADD⇥F/7/1",
      "Haste",
      "1⇥to act soon.",
      "Reasons:⇥Time.",
      "2⇥to report",
    ]);
    expect(body(file)[1]).toContain('<w:pStyle w:val="Proposal"/>');
    expect(faultsOf(file)).toEqual([]);
    expect(said(writeDocx(tabled, "final"))).not.toContain("MOD⇥USA/12/1");
  });

  test("come back with what they say, the people who made their changes, and nothing twice", () => {
    const draft = structuredClone(tabled);
    Object.assign(draft.changes["USA:1"]!, { time: "2006-11-08T09:12:30Z", reason: "clarity", sponsors: ["USA", "F"] });
    const result = readDocx(writeDocx(draft, "redline"));
    if (!result.ok) throw new Error(result.message);
    expect(result.findings).toEqual([]);
    expect(result.draft.proposals).toEqual(draft.proposals);
    expect(result.draft.changes).toEqual(draft.changes);
    expect(writeDocx(result.draft, "redline")).toEqual(writeDocx(draft, "redline"));
  });

  test("changes that are not there any more are said to be gone", () => {
    const { "word/document.xml": document, ...others } = unzipSync(writeDocx(tabled, "redline"));
    const edited = strFromU8(document!).replaceAll("F:1", "F:2");
    const result = readDocx(zipSync({ ...others, "word/document.xml": strToU8(edited) }));
    if (!result.ok) throw new Error(result.message);
    expect(result.draft.changes["F:2"]!.proposal).toBeUndefined();
    expect(result.draft.changes["USA:1"]!.proposal).toBe("USA/12/1");
    expect(result.findings).toEqual([
      {
        place: "changes",
        message: "reasons, sponsors and the like of 1 changes that are not there any more are left out",
      },
    ]);
  });

  test("one by one, each on a page under its call and without the others' changes", () => {
    const file = writeProposals(tabled);
    expect(said(file)).toEqual([
      "ADD⇥F/7/1",
      "Haste",
      "resolves",
      "1⇥to act soon.",
      "Reasons:⇥Time.",
      "NOC⇥SEC/1/1",
      "noting",
      "MOD⇥USA/12/1",
      "noting",
      "one more;",
      "Reasons:⇥To say more.",
    ]);
    expect(partOf(file, "document").match(/<w:pageBreakBefore\/>/g)).toHaveLength(2);
    expect(faultsOf(file)).toEqual([]);
  });

  test("that touch nothing are there all the same: behind the text, and each on its page", () => {
    const { "SEC/1/1": noc } = tabled.proposals!;
    const bare = { ...noc!, reasons: "As it is." };
    const loose = {
      ...tabled,
      proposals: { "SEC/1/1": { ...bare, target: undefined }, "SEC/1/2": { ...bare, target: ["gone"] } },
    };
    const each = ["NOC⇥SEC/1/1", "", "Reasons:⇥As it is.", "NOC⇥SEC/1/2", "", "Reasons:⇥As it is."];
    expect(said(writeDocx(loose, "redline")).slice(6)).toEqual(each.filter((line) => line !== ""));
    expect(said(writeProposals(loose))).toEqual(each);
    expect(faultsOf(writeProposals(loose))).toEqual([]);
  });

  test("that bring a footnote have their reasons in the text, not at its foot", () => {
    const refer = { insert: { footnote: "n1" }, attributes: { ins: "USA:1" } };
    const note = para("footnote", ins("USA:1", "Note."), mark({ id: "n1", ins: "USA:1" }));
    const noted = { ...tabled, ops: fileOf(draft(item("one", refer), item("two"), note)).ops };
    for (const file of [writeDocx(noted, "redline"), writeProposals(noted)])
      expect(said(file)).toContain("Reasons:⇥To say more.");
  });

  test("of a form that nobody knows are left alone", () => {
    const odd = { ...tabled, proposals: { x: null, y: { kind: "WHY" }, z: 1 } as unknown as DraftFile["proposals"] };
    expect(said(writeDocx(odd, "redline"))).toHaveLength(6);
    expect(faultsOf(writeProposals(odd))).toEqual([]);
  });
});

describe("Word opens", () => {
  test.each(
    Object.entries({ "130": example("resolution-130"), "50": example("resolution-50"), varied, hostile, provisional }),
  )("%s in every view", (_, file) => {
    for (const view of ["original", "final", "redline"] as const) expect(faultsOf(writeDocx(file, view))).toEqual([]);
  });

  test("whatever is drafted", () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(faultsOf(writeDocx(file, "redline"))).toEqual([]);
      }),
      { numRuns: Math.min(Math.ceil(RUNS / 5), 2000) },
    );
  });
});
