/** Drafts that every format has to cope with. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Delta, type DraftFile, MARK, type Op, PROPOSAL_KINDS, delegationOf } from "../../schema/index.ts";
import { changesIn, readJson, writeJson } from "../../src/formats/index.ts";
import { draftArb } from "../laws/generators.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";

export function example(name: string): DraftFile {
  const result = readJson(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), "utf8"));
  if (!result.ok) throw new Error(`${name}: ${result.place}: ${result.message}`);
  return result.draft;
}

/** A draft as its file has it: in canonical form, with an entry for every change. */
export function settled(file: DraftFile): string {
  const result = readJson(writeJson(file));
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return writeJson(result.draft);
}

export const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u0000\u202E`;

/** Everything that a stranger can write, written to do harm. */
export const hostile: DraftFile = fileOf(
  draft(
    para("title", HOSTILE),
    call(HOSTILE),
    item(HOSTILE, ins("USA:1", HOSTILE), del("F:1", HOSTILE), mark({ label: "<b>&\"'" })),
    item({ insert: { footnote: HOSTILE } }, { insert: { ref: HOSTILE } }, { insert: { [HOSTILE]: HOSTILE } }),
    item(mark({ "set:F:label": { change: "F:2", value: "<i>\"'&" } })),
  ),
  { changes: { "USA:1": { delegation: "USA", by: HOSTILE, time: "" } } },
);

/** A paper on the table: labels of the original stay, with all that can come between them. */
export const provisional: DraftFile = fileOf(
  draft(
    call("noting"),
    item(ins("F:1", "zero;"), mark({ ins: "F:1" })),
    item("one;"),
    item(ins("USA:1", "new;"), mark({ ins: "USA:1" })),
    item(del("F:2", "two;"), mark({ "del:F": "F:2" })),
    item("three,"),
    call("resolves"),
    item("to act:"),
    sub("well;"),
    sub(ins("USA:2", "soon;"), mark({ ins: "USA:2" })),
    sub("in peace;"),
    item(ins("USA:3", "to report."), mark({ ins: "USA:3" })),
  ),
  { numbering: { policy: "provisional", spelling: "b) bis" } },
);

/** Roles, levels, objects, formats and settings of all kinds, and attributes that nobody knows. */
export const varied: DraftFile = fileOf(
  draft(
    para("number", "RESOLUTION 1"),
    para("title", "On x"),
    para("history", "(Rome, 1999)"),
    para("opening", "The Conference,"),
    call("noting"),
    item("one", { insert: { footnote: "n1" } }, " two", { insert: { break: true } }, "three"),
    item("H", { insert: "2", attributes: { sub: true } }, "O", {
      insert: " bold",
      attributes: { em: true, strong: true },
    }),
    sub("see ", { insert: { ref: "p6" } }, " and ", { insert: { chart: { of: "votes" } }, attributes: { odd: [1] } }),
    item(
      "marked",
      mark({ "set:USA:level": { change: "USA:2", value: 1 }, "set:F:role": { change: "F:2", value: "text" } }),
    ),
    item({ insert: "loud", attributes: { "set:F:em": { change: "F:3", value: true } } }),
    para("heading", "Head"),
    para("annex-number", "ANNEX"),
    para("annex-title", "Rules"),
    para("reasons", "Because"),
    para("footnote", "Note.", mark({ id: "n1" })),
    item(
      "a",
      ins("USA:1", "b", { "del:F": "F:1" }),
      ins("USA:1", MARK, { "del:F": "F:1", id: "x", role: "item" }),
      "c",
    ),
  ),
  {
    changes: { "USA:1": { delegation: "USA", by: "Grace Lindqvist", time: "2006-11-08T09:12:00Z", reason: "clarity" } },
  },
);

/** A redline with all that delegations say of it: comments with answers, proposals, reasons, sponsors, people. */
export const discussed: DraftFile = fileOf(
  draft(
    para("title", "On x"),
    call("noting"),
    item("that ", { insert: "peace", attributes: { "cmt:t1": true } }, " is ", ins("USA:1", "kept")),
    item("that it ", del("F:1", "never", { "cmt:t2": true }), " was,"),
    call("resolves"),
    item("to act", ins("USA:2", " soon", { "del:F": "F:2" }), mark({ later: { of: "votes" } })),
    item({ insert: "to ", attributes: { "cmt:t1": true, later: [1, "\u0085"] } }, "report"),
  ),
  {
    lang: "fr",
    changes: {
      "USA:1": {
        delegation: "USA",
        by: "Grace Lindqvist",
        time: "2006-11-08T09:12:00Z",
        proposal: "USA/12/1",
        reason: "To say\nmore.",
        sponsors: ["USA", "B"],
      },
      "F:1": { delegation: "F", by: "Amina", time: "", deferred: true, group: "g1", order: 2 },
      "F:2": { delegation: "F", by: "Bad \u0001 name", time: "2006-11-08T09:12:00.123Z", proposal: "F/7/1" },
      "B:9": { delegation: "B", by: "", time: "", reason: "nowhere" },
    },
    comments: {
      "t1/m1": { delegation: "F", by: "Amina", time: "2006-11-08T09:12:00Z", text: "Why <b>this</b>?\n\nReally?" },
      "t1/m2": { delegation: "USA", by: "Grace Lindqvist", time: "2006-11-08T09:13:00Z", text: "Because\u0007." },
      "t2/m1": { delegation: "B", by: "", time: "", text: "  spaced  " },
      "t9/m1": { delegation: "B", by: "Ana", time: "2006-11-09T09:13:00Z", text: "On nothing." },
    },
    proposals: {
      "USA/12/1": {
        kind: "MOD",
        title: "Peace",
        reasons: "To keep it.\nLonger.",
        sponsors: ["USA", "B"],
        state: "pending",
        by: "Grace Lindqvist",
        time: "2006-11-08T09:12:00Z",
      },
      "F/7/1": { kind: "SUP", title: "", reasons: "Haste.", sponsors: ["F"], state: "pending", by: "", time: "" },
      "B/1/1": { kind: "NOC", title: "", reasons: "As it is.", sponsors: ["B"], state: "pending", by: "", time: "" },
      "B/1/2": {
        kind: "NOC",
        title: "",
        reasons: "",
        sponsors: [],
        state: "deferred",
        target: ["p5"],
        order: 1,
        by: "",
        time: "",
      },
    },
  },
);

/** A redline of words that each stand in one place, so that a word which gets out is found. */
export const secrets = {
  file: fileOf(
    draft(
      para("title", "PUBLIC"),
      call("noting"),
      item(
        "that ",
        del("SECCODEA:XID1", "STRUCK", { "cmt:XTHREAD": true }),
        ins("SECCODEB:XID2", "PROPOSED"),
        {
          insert: " and",
          attributes: { "cmt:XTHREAD": true, "set:SECCODEA:em": { change: "SECCODEA:XID3", value: true } },
        },
        mark({ "set:SECCODEB:level": { change: "SECCODEB:XID4", value: 1 } }),
      ),
      item(ins("SECCODEB:XID5", "NEWITEM"), mark({ ins: "SECCODEB:XID5", id: "XNEWMARK" })),
      item(del("SECCODEA:XID6", "OLDITEM"), mark({ "del:SECCODEA": "SECCODEA:XID6", id: "XOLDMARK" })),
      item("then"),
    ),
    {
      numbering: { policy: "provisional", spelling: "b) bis" },
      changes: {
        "SECCODEB:XID2": {
          delegation: "SECCODEB",
          by: "XPERSON",
          time: "2006-11-08T09:12:00Z",
          reason: "XREASON",
          proposal: "SECCODEB/12/1",
          sponsors: ["SECSPONSOR"],
        },
      },
      comments: { "XTHREAD/m1": { delegation: "SECCODEC", by: "XCOMMENTER", time: "", text: "XCOMMENT" } },
      proposals: {
        "SECCODEB/12/1": {
          kind: "MOD",
          title: "XTITLE",
          reasons: "XREASONS",
          sponsors: ["SECSPONSOR"],
          state: "pending",
          by: "XTABLER",
          time: "",
        },
      },
      decisions: [{ note: "XDECISION" }],
    } as Partial<DraftFile>,
  ),
  /** What belongs to nobody's text. */
  said: "SECCODE SECSPONSOR XID XPERSON XREASON XTHREAD XCOMMENT XTITLE XTABLER XDECISION 2006-11-08".split(" "),
  inOriginal: ["STRUCK", "OLDITEM", "XOLDMARK"],
  inFinal: ["PROPOSED", "NEWITEM", "XNEWMARK"],
};

const signs = fc.string({
  unit: fc.constantFrom("{", "}", "+", "-", "~", ">", "<", "=", "\\", "a", " ", "&", '"', "😀"),
  minLength: 1,
  maxLength: 6,
});

/** So many of them a property of a format tries: each format is under several. The laws, which say what a draft is, try more. */
export const RUNS = Number(process.env.FUZZ ?? 200);

/** Random drafts; half of them say things that look like markup. */
export const files: fc.Arbitrary<DraftFile> = fc
  .tuple(draftArb, fc.boolean(), fc.array(signs, { minLength: 4, maxLength: 4 }))
  .map(([sequence, wild, texts]) => {
    if (!wild) return fileOf(sequence);
    const ops = (sequence.ops as Op[]).map((op, i) =>
      typeof op.insert === "string" && op.insert !== MARK ? { ...op, insert: texts[i % 4]! } : op,
    );
    return fileOf(new Delta(ops as Delta["ops"]));
  });

const words = fc.string({
  unit: fc.constantFrom("a", " ", "<", '"', "&", "\n", "\u0001", "\uFFFE", "é", "C1"),
  maxLength: 8,
});
const time = fc.constantFrom("", "2006-11-08T09:12:00Z", "2006-11-08T09:12:00.5Z");
const code = fc.constantFrom("F", "USA", "RCC");
const number = fc.constantFrom("F/7/1", "USA/12/1", "USA/12/2");
const changeArb = fc.record(
  {
    by: words,
    time,
    proposal: number,
    reason: words,
    sponsors: fc.array(code, { maxLength: 2 }),
    deferred: fc.constant(true as const),
    group: fc.constant("g1"),
    order: fc.nat(3),
  },
  { requiredKeys: ["by", "time"] },
);
const proposalArb = fc.record(
  {
    kind: fc.constantFrom(...PROPOSAL_KINDS),
    title: words,
    reasons: words,
    sponsors: fc.array(code, { maxLength: 2 }),
    state: fc.constant("pending" as const),
    by: words,
    time,
    target: fc.array(fc.constantFrom("p1", "p2", "gone"), { maxLength: 2 }),
    order: fc.nat(3),
  },
  { requiredKeys: ["kind", "title", "reasons", "sponsors", "state", "by", "time"] },
);
const commentArb = fc.record({ delegation: code, by: words, time, text: words });
/** What stands on words besides what a delegation proposes: threads, and what nobody knows. */
const moreArb = fc.record(
  {
    "cmt:t1": fc.constant(true),
    "cmt:t2": fc.constant(true),
    later: fc.constantFrom<unknown>(1, [null], { a: "\u0085" }),
  },
  { requiredKeys: [] },
);

/** Random drafts with all that a draft file may say. */
export const wholeFiles: fc.Arbitrary<DraftFile> = fc
  .tuple(
    files,
    fc.array(moreArb, { minLength: 4, maxLength: 4 }),
    fc.array(changeArb, { minLength: 3, maxLength: 3 }),
    fc.dictionary(fc.constantFrom("t1/m1", "t1/m2", "t2/m1", "t3/m1"), commentArb),
    fc.dictionary(number, proposalArb),
    fc.boolean(),
  )
  .map(([file, more, changes, comments, proposals, isLater]) => {
    const ops = file.ops.map(({ insert, attributes }, i): Op => {
      const { "cmt:t1": _, "cmt:t2": __, ...onMark } = more[i % 4]!;
      const all = { ...attributes, ...(insert === MARK ? onMark : more[i % 4]!) };
      return Object.keys(all).length === 0 ? { insert: insert! } : { insert: insert!, attributes: all };
    });
    const own = [...changesIn(ops)].map((id, i) => [id, { delegation: delegationOf(id), ...changes[i % 3]! }] as const);
    return {
      ...file,
      ops,
      changes: Object.fromEntries(own),
      comments,
      ...(Object.keys(proposals).length > 0 && { proposals }),
      ...(isLater && { decisions: [{ seq: 1, note: "\uFFFE" }] }),
    };
  });
