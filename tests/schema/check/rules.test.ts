/** The rules one by one: what each finds, what it lets pass, and what its fix makes of the text. */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, plainText, referencesOf, view } from "../../../schema/index.ts";
import { type CheckOptions, type Finding, check } from "../../../schema/check/index.ts";
import { track } from "../../../src/revision/index.ts";
import { authorOf } from "../../laws/generators.ts";
import { call, del, draft, ins, item, mark, para, sub } from "../draft.ts";

type Paragraphs = Parameters<typeof draft>;

/** The findings of some rules. */
const of = (sequence: Delta, rules: string | readonly string[], options?: CheckOptions): Finding[] =>
  check(sequence, options).filter(({ rule }) => rules.includes(rule));
/** The first finding's message and the paragraph's text after its fix; null where there is no fix. */
function fixed(sequence: Delta, rule: string, options?: CheckOptions): [message: string, text: string | null] | null {
  const [finding] = of(sequence, [rule], options);
  if (finding === undefined) return null;
  const { message, fix, place } = finding;
  if (fix === undefined) return [message, null];
  const after = view(sequence.compose(track(sequence, fix, authorOf("SEC"))), "final");
  return [message, plainText(after.ops as Op[]).split(MARK)[place.number - 1]!];
}
const messages = (sequence: Delta, rule: string, options?: CheckOptions) =>
  of(sequence, [rule], options).map(({ message }) => message);

describe("punctuation", () => {
  const PUNCTUATION = ["punctuation", "and-before-last", "call-punctuation"];
  /** A resolution whose second item of three is the one. */
  const middle = (text: string) =>
    draft(call("noting"), item("that one;"), item(text), item("that three,"), call("resolves"), item("to act."));

  test.each([
    "that two;",
    "that two; ",
    "that “two”;",
    "that [two];",
    "[that two;]",
    "that “two;”",
    "that (see noting a) above);",
    "that two, etc.;",
    "that two and;",
  ])("passes %s", (text) => expect(of(middle(text), PUNCTUATION)).toEqual([]));

  test.each([
    ["that two", "that two;"],
    ["that two ", "that two; "],
    ["that “two”", "that “two”;"],
    ["that “two.”", "that “two.”;"],
    ["that two,", "that two;"],
    ["that two.", "that two;"],
    ["that two, etc.", "that two, etc.;"],
    ["that two …", "that two …;"],
    ["that two；", "that two;"],
  ])("%s becomes %s", (text, after) => expect(fixed(middle(text), "punctuation")?.[1]).toBe(after));

  test.each([
    ["that two; and", "that two;"],
    ["that two, and ", "that two; "],
    ["that two and", "that two;"],
    ["that two . and", "that two;"],
    ["that “two;” and", "that “two;”"],
  ])("without “and” %s becomes %s", (text, after) => {
    expect(fixed(middle(text), "and-before-last")?.[1]).toBe(after);
    expect(of(middle(text), PUNCTUATION)).toHaveLength(1);
  });

  test("each place in the sentence has its sign", () => {
    const sequence = draft(
      call("noting"),
      item("that one"),
      sub("under it"),
      sub("and again"),
      item("that two"),
      call("resolves"),
      item("to act"),
      call("invites the Council"),
      item("to help"),
      sub("a little"),
      para("annex-number", "ANNEX"),
      item("free"),
    );
    expect(messages(sequence, "punctuation")).toEqual([
      "“:” is missing at the end: its sub-items follow",
      "“;” is missing at the end: another item follows",
      "“;” is missing at the end: another item follows",
      "“,” is missing at the end: it is the last of its section",
      "“,” is missing at the end: it is the last of its section",
      "“:” is missing at the end: its sub-items follow",
      "“.” is missing at the end: it is the last of the resolution",
    ]);
  });

  test("a preamble alone goes on, and an empty item is not there yet", () => {
    expect(of(draft(call("noting"), item("that one;"), item("that two,"), item(" ")), PUNCTUATION)).toEqual([]);
  });

  test("a plain paragraph behind an item leaves open what is due", () => {
    expect(of(draft(call("noting"), item("that one"), para("text", "which goes on,")), PUNCTUATION)).toEqual([]);
  });

  test("the sign comes before a footnote's, and what is struck is not there", () => {
    const sequence = draft(
      call("noting"),
      item("that one", { insert: { note: 1 } }),
      item("that two", del("F:1", ";"), ins("USA:1", ",")),
    );
    expect(fixed(sequence, "punctuation")).toEqual([
      "“;” is missing at the end: another item follows",
      "that one;\uFFFC",
    ]);
    expect(of(sequence, PUNCTUATION)).toHaveLength(1);
  });

  test.each([
    ["ar", "ويلاحظ أولاً;", "“؛” is due at the end, not “;”", "ويلاحظ أولاً؛"],
    ["zh", "第一，和", "no “和” at the end, but “；”", "第一；"],
    ["zh", "第一;", "“；” is due at the end, not “;”", "第一；"],
    ["fr", "que cela, et", "no “et” at the end, but “;”", "que cela;"],
    ["es", "que esto y", "no “y” at the end, but “;”", "que esto;"],
    ["ru", "что это; и", "no “и” at the end, but “;”", "что это;"],
    ["pt", "que isto", "“;” is missing at the end", "que isto;"],
  ])("in %s: %s", (lang, text, message, after) => {
    const rule = message.startsWith("no") ? "and-before-last" : "punctuation";
    const last = lang === "ar" ? "،" : lang === "zh" ? "，" : ",";
    const sequence = draft(para("call", "…", mark({ part: "preamble" })), item(text), item(`x${last}`));
    expect(fixed(sequence, rule, { lang })).toEqual([`${message}: another item follows`, after]);
  });

  test("a call has none", () => {
    const sequence = draft(call("noting:"), item("that one,"), call("resolves, as appropriate"), item("to act."));
    expect(fixed(sequence, "call-punctuation")).toEqual(["a call has no punctuation at its end", "noting"]);
    expect(of(sequence, PUNCTUATION)).toHaveLength(1);
  });

  test("no fix for a paragraph that is agreed, nor in another view than the final", () => {
    const agreed = draft(call("noting"), item("that one", mark({ agreed: "d1" })), item("that two,"));
    expect(fixed(agreed, "punctuation")?.[1]).toBeNull();
    const [finding] = of(draft(call("noting"), item("that one")), "punctuation", { view: "original" });
    expect([finding!.rule, finding!.fix]).toEqual(["punctuation", undefined]);
  });
});

describe("calls", () => {
  const operative = [call("resolves"), item("to act.")] as const;
  test.each([
    ["notting", "“notting” is not a known call: “noting” is", "noting"],
    [
      "recognising further",
      "“recognising further” is not a known call: “recognizing further” is",
      "recognizing further",
    ],
    [
      "instruct the Secretary-General",
      "“instruct” is not a known call: “instructs” is",
      "instructs the Secretary-General",
    ],
    ["hereby acts", "“hereby” is not a known call", null],
    ["décide", "“décide” is not a known call: “decides” is", "decides"],
  ])("%s is unknown", (text, ...expected) =>
    expect(fixed(draft(call(text), item("x,"), ...operative), "unknown-call")).toEqual(expected),
  );

  test.each([
    ["en", "Considering also"],
    ["en", "further instructs the Council"],
    ["fr", "charge le Directeur"],
    ["es", "encarga al Secretario General"],
    ["es", "encarga a los Directores"],
    ["zh", "责成秘书长"],
    ["pt", "considérant"],
  ])("in %s %s is known", (lang, text) =>
    expect(of(draft(call(text), item("x.")), "unknown-call", { lang })).toEqual([]),
  );

  test("a call of the preamble does not come after an operative one", () => {
    const sequence = draft(call("noting"), item("x,"), ...operative, call("recalling"), item("y,"));
    const [finding] = of(sequence, "call-order");
    expect(finding).toMatchObject({
      severity: "error",
      message: "“recalling” is a call of the preamble, but stands after “resolves”",
      place: { paragraph: "p5" },
      other: { paragraph: "p3" },
    });
    expect(of(draft(call("noting"), item("x,"), ...operative), "call-order")).toEqual([]);
  });

  test("an operative part is there, unless nothing is yet", () => {
    const opening = para("opening", "The Conference,");
    expect(messages(draft(opening, call("noting"), item("x,")), "operative-missing")).toEqual([
      "the operative part is missing: nothing is resolved",
    ]);
    expect(messages(draft(opening), "operative-missing")).toHaveLength(1);
    expect(messages(draft(opening, ...operative), "operative-missing")).toEqual([]);
    expect(messages(draft(para("title", "")), "operative-missing")).toEqual([]);
  });
});

describe("conference", () => {
  const disagreement = (number: string, opening: string, history?: string) =>
    messages(
      draft(
        para("number", number),
        ...(history === undefined ? [] : [para("history", history)]),
        para("opening", opening),
      ),
      "conference",
    );
  test.each([
    ["RESOLUTION 130 (Rev. Antalya, 2006)", "The Conference (Antalya, 2006),"],
    ["RESOLUTION 130 (ANTALYA, 2006)", "The Conference (Antalya, 2006),"],
    ["RÉSOLUTION 130 (Rév. Antalya, 2006)", "La Conférence de plénipotentiaires (Antalya, 2006),"],
    ["РЕЗОЛЮЦИЯ 130 (Пересм. Анталия, 2006 г.)", "Полномочная конференция (Анталия, 2006 г.),"],
    ["القرار 130 (المراجَع في أنطاليا، 2006)", "إن مؤتمر المندوبين المفوضين (أنطاليا، 2006)،"],
    ["第130号决议（2006年，安塔利亚，修订版）", "国际电信联盟全权代表大会（2006年，安塔利亚），"],
    ["RESOLUTION 130", "The Conference (Antalya, 2006),"],
    ["RESOLUTION 130 (Antalya, 2006)", "The Conference,"],
    ["RESOLUTION 130 (Rev. Antalya, 2006)", "The Conference of the Union (Union) (Antalya, 2006),"],
  ])("%s and %s agree", (number, opening) => expect(disagreement(number, opening)).toEqual([]));

  test("they do not", () => {
    expect(disagreement("RESOLUTION 130 (Rev. Antalya, 2006)", "The Conference (Marrakesh, 2002),")).toEqual([
      "“Rev. Antalya, 2006” here, but “Marrakesh, 2002” in the opening",
    ]);
    expect(disagreement("RESOLUTION 130 (Antalya, 2006)", "The Conference (Antalya, 2007),")).toHaveLength(1);
    expect(
      disagreement("RESOLUTION 50", "The Assembly (Geneva, 2008),", "(Florianópolis, 2004; Johannesburg, 2008)"),
    ).toEqual(["“Johannesburg, 2008” here, but “Geneva, 2008” in the opening"]);
  });

  test("as it would be adopted", () => {
    const sequence = draft(
      para("number", "RESOLUTION 130 (", del("F:1", "Marrakesh, 2002"), ins("F:1", "Rev. Antalya, 2006"), ")"),
      para("opening", "The Conference (Marrakesh, 2002),"),
    );
    expect(messages(sequence, "conference")).toHaveLength(1);
    expect(messages(sequence, "conference", { view: "original" })).toEqual([]);
  });
});

describe("spelling", () => {
  test.each([
    ["Resolution 130 (Rev Guadalajara, 2010)", "Resolution 130 (Rev. Guadalajara, 2010)"],
    ["Resolution 130 (rev. Guadalajara, 2010)", "Resolution 130 (Rev. Guadalajara, 2010)"],
    ["(Geneva, 2003; Rev Busan, 2014)", "(Geneva, 2003; Rev. Busan, 2014)"],
  ])("%s becomes %s", (text, after) => expect(fixed(draft(para("text", text)), "rev-stop")?.[1]).toBe(after));
  test.each([
    "Resolution 72 (Rev.WRC-07)",
    "(Rev. Busan, 2014)",
    "(REV. BUSAN, 2014)",
    "(revised) Rev of it",
    "(Revolution)",
  ])("%s stays", (text) => expect(fixed(draft(para("text", text)), "rev-stop")).toBeNull());
  test("in French it has an accent", () =>
    expect(fixed(draft(para("text", "(Rév Busan, 2014)")), "rev-stop", { lang: "fr" })?.[1]).toBe(
      "(Rév. Busan, 2014)",
    ));

  test.each([
    "Secretary General",
    "secretary-general",
    "Secretary - General",
    "Secretary–General",
    "Secretary-general",
  ])("%s", (text) =>
    expect(fixed(draft(para("text", `the ${text}’s`)), "secretary-general")?.[1]).toBe("the Secretary-General’s"),
  );
  test.each(["Secretary-General", "Secretary‑General", "SECRETARY-GENERAL", "secretary of the General Assembly"])(
    "%s stays",
    (text) => expect(fixed(draft(para("text", text)), "secretary-general")).toBeNull(),
  );
  test("in English only", () =>
    expect(fixed(draft(para("text", "Secretary General")), "secretary-general", { lang: "fr" })).toBeNull());
});

describe("acronyms", () => {
  const undefinedOnes = (...texts: string[]) =>
    of(draft(...texts.map((text) => item(text))), "acronym-undefined").map(
      ({ message }) => /“(.*?)”/u.exec(message)![1],
    );
  test.each([
    "ITU-T, ITU’s ICTs, WTDC-06 and WTDC06",
    "the Global Cybersecurity Agenda (GCA) and the GCA",
    "the Joint Technical Committee (JTC 1) and JTC1",
    "the DNSSEC (secured name system)",
    "A/RES/57/239, C5, Part IV, X.1205, IPv6",
    "NOTHING BUT CAPITALS (ABC)",
    "the body “of bodies” (BOB), BOBs",
  ])("%s", (text) => expect(undefinedOnes(text)).toEqual([]));
  test("one that is nowhere defined is told where it first stands, once", () => {
    expect(undefinedOnes("that the GCA and GCAs", "the GCA and the XYZ-T")).toEqual(["GCA", "XYZ-T"]);
    expect(undefinedOnes("the XYZ‑T‑U and the XYZ-T-U")).toEqual(["XYZ-T-U"]);
  });
  test("defined later is defined", () => expect(undefinedOnes("the GCA", "the Agenda (GCA)")).toEqual([]));

  const redefined = (...paragraphs: Paragraphs) => messages(draft(...paragraphs), "acronym-redefined");
  test("a second definition", () => {
    const again = item("the Agenda (GCA)");
    expect(redefined(again, item("the Agendas (GCAs)"))).toEqual(["“GCA” is defined a second time"]);
    expect(redefined(again, para("annex-number", "ANNEX"), again)).toEqual([]);
    expect(redefined(item("the conference (WTDC-06)"), item("the conference (WTDC-10)"), item("(Doha, 2006)"))).toEqual(
      [],
    );
  });
});

describe("quotes", () => {
  test.each([
    [["“a” “b”", 'the "c" of'], "the “c” of"],
    [['"a" "b"', "the “c” of"], 'the "c" of'],
    [["“a”", 'a "b" and “c”'], "a “b” and “c”"],
  ])("%j are mixed", (texts, after) =>
    expect(fixed(draft(...texts.map((text) => item(text))), "mixed-quotes")?.[1]).toBe(after),
  );
  test("what does not pair is left to the reader", () =>
    expect(fixed(draft(item("“a” “b”"), item('"c')), "mixed-quotes")?.[1]).toBeNull());
  test("what stands for a quote looks like it", () => {
    const sequence = draft(item('"a" "b"'), item({ insert: "“c”", attributes: { em: true } }));
    expect(of(sequence, "mixed-quotes")[0]!.fix!.ops).toEqual([
      { retain: 8 },
      { insert: '"', attributes: { em: true } },
      { delete: 1 },
      { retain: 1 },
      { insert: '"', attributes: { em: true } },
      { delete: 1 },
    ]);
  });

  test.each(["“a “b” c”", '"a" and "b"', "«a “b” c»", "«a „b“ c»", "it’s"])("%s is balanced", (text) =>
    expect(messages(draft(item(text)), "unbalanced-quote")).toEqual([]),
  );
  test.each([
    ["“a", "the quotation that ““” opens is not closed"],
    ["a”", "“”” closes a quotation that was not opened"],
    ['a "b" c"', 'the quotation that “"” opens is not closed'],
    ["“a «b”", "“”” closes a quotation that was not opened"],
  ])("%s is not", (text, message) => expect(messages(draft(item(text)), "unbalanced-quote")).toContain(message));
});

describe("brackets", () => {
  const unbalanced = (...texts: string[]) => messages(draft(...texts.map((text) => item(text))), "unbalanced-bracket");
  test.each([
    "(a [b {c}])",
    "considering a) and b) above, resolves 1) and i)",
    "(see considering a) above)",
    "(paragraph 9) and (b) too",
    "(paragraph 9) and considering a) above",
    "(x (y 9) z)",
    "a bis) and b)",
    "(see a duodecies) above)",
    "（a）",
  ])("%s is balanced", (text) => expect(unbalanced(text)).toEqual([]));
  test.each([
    ["{a (paragraph 9)]", "“{” is closed by “]”"],
    ["(a [b)", "“[” is not closed"],
    ["(open", "“(” is not closed"],
    ["closed)", "“)” closes nothing"],
    ["a]", "“]” closes nothing"],
  ])("%s is not", (text, message) => expect(unbalanced(text)).toEqual([message]));
  test("square brackets hold several paragraphs, round ones do not", () => {
    expect(unbalanced("[one", "two]")).toEqual([]);
    expect(unbalanced("(one", "two many)")).toEqual(["“(” is not closed", "“)” closes nothing"]);
    expect(unbalanced("[one", "two")).toEqual(["“[” is not closed"]);
  });
});

describe("a text that is adopted", () => {
  const sequence = draft(
    call("resolves"),
    item("to [perhaps] act;"),
    item("to act again;", mark({ label: "1 bis" })),
    item("to rest.", mark({ label: "§" })),
  );
  const rules = ["open-bracket", "provisional-label"];
  test("has no square brackets and no provisional labels", () => {
    expect(of(sequence, rules, { stage: "adopted" }).map(({ rule, place }) => [rule, place.number])).toEqual([
      ["open-bracket", 2],
      ["provisional-label", 3],
    ]);
  });
  test.each(["b) undecies", "b vicies)", "101ies", "-a)", "(-a) bis", "1.-1", "-1"])("%s is provisional", (label) =>
    expect(of(draft(item("x", mark({ label }))), rules, { stage: "adopted" })).toHaveLength(1),
  );
  test.each(["b)", "1.1", "–", "-", "ii)"])("%s is not", (label) =>
    expect(of(draft(item("x", mark({ label }))), rules, { stage: "adopted" })).toEqual([]),
  );
  test("while it is drafted it may", () => expect(of(sequence, rules, { stage: "drafting" })).toEqual([]));
});

test("a draft of one empty paragraph has no findings", () => {
  expect(check(new Delta().insert(MARK, { id: "p1" }))).toEqual([]);
  expect(check(new Delta())).toEqual([]);
});

test("a rule tells a few hundred slips at most", () => {
  expect(of(draft(item("(Rev Busan ".repeat(1000))), "rev-stop")).toHaveLength(300);
});

describe("references", () => {
  const text = (...words: Paragraphs[number]) =>
    draft(call("resolves"), item("to act;"), item("to wait,"), call("invites"), words);

  test("typed ones that point nowhere, and those whose target would move or go", () => {
    expect(messages(text(...item("to see resolves 2 above.")), "reference")).toEqual([]);
    expect(messages(text(...item("to see resolves 3 above.")), "reference")).toEqual([
      "“resolves 3 above”: there is no such item",
    ]);
    const moved = draft(
      call("resolves"),
      item(ins("USA:1", "to begin;"), mark({ ins: "USA:1" })),
      item("to act;"),
      item(del("F:1", "to wait,"), mark({ "del:F": "F:1" })),
      call("invites"),
      item("to see resolves 1 above and resolves 2 above."),
    );
    expect(messages(moved, "reference")).toEqual([
      "“resolves 1 above”: what it named is 2 now",
      "“resolves 2 above”: what it named is deleted",
    ]);
    expect(messages(moved, "reference", { view: "original" })).toEqual([]);
    // What still stands can be referred to: the object shows where it is now.
    expect(of(moved, ["reference"]).map(({ fix }) => fix !== undefined)).toEqual([true, false]);
    const after = moved.compose(track(moved, of(moved, ["reference"])[0]!.fix!, authorOf("SEC")));
    expect(referencesOf(after).map((reference) => reference.text)).toEqual(["2"]);
    expect(messages(after, "reference")).toEqual(["“resolves 2 above”: what it named is deleted"]);
  });

  test("typed ones that are right are pointed out on demand, and become objects", () => {
    const sequence = text(...item("to see resolves 2 above and resolves 7 above."));
    expect(of(sequence, ["typed-reference"])).toEqual([]);
    const [finding, ...others] = of(sequence, ["typed-reference"], { typed: true });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: "advice",
      message: "“resolves 2 above” is typed: as a reference it follows its item",
    });
    const after = sequence.compose(track(sequence, finding!.fix!, authorOf("SEC")));
    expect(referencesOf(after).map((reference) => reference.text)).toEqual(["2"]);
    expect(of(after, ["typed-reference"], { typed: true })).toEqual([]);
    const closed = text(...item("to see resolves 2 above.", mark({ agreed: "d1" })));
    expect(of(closed, ["typed-reference"], { typed: true })[0]).not.toHaveProperty("fix");
  });

  test("objects without a target, at their place", () => {
    const sequence = text(...item("to see ", { insert: { ref: "nowhere" } }, " now."));
    const [finding] = of(sequence, ["reference"]);
    expect(finding).toMatchObject({ message: "refers to a paragraph that is not there", place: { label: null } });
    expect((sequence.slice(finding!.place.from, finding!.place.to).ops as Op[])[0]!.insert).toEqual({ ref: "nowhere" });
  });
});
