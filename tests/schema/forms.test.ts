/** How labels are written and read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type LabelForm,
  SPELLINGS,
  adverb,
  arabicLetters,
  letters,
  ordinalIn,
  readAdverb,
  readLabel,
  readLetters,
  readRoman,
  roman,
  writeLabel,
} from "../../schema/index.ts";

describe("numerals", () => {
  test.each([
    [1, "أ"],
    [2, "ب"],
    [3, "ج"],
    [5, "ه"],
    [10, "ي"],
    [28, "غ"],
    [29, "أأ"],
    [30, "أب"],
    [57, "بأ"],
  ])("Arabic letter %i is %s", (n, text) => expect(arabicLetters(n)).toBe(text));

  test.each([
    [2, "bis"],
    [3, "ter"],
    [4, "quater"],
    [5, "quinquies"],
    [6, "sexies"],
    [7, "septies"],
    [8, "octies"],
    [9, "nonies"],
    [10, "decies"],
    [11, "undecies"],
    [15, "quindecies"],
    [20, "vicies"],
    [22, "duovicies"],
    [99, "novononagies"],
    [100, "100ies"],
  ])("rank %i is %s", (n, text) => expect(adverb(n)).toBe(text));

  test("each is read as what it was written for, and no two are the same", () => {
    const numbers = Array.from({ length: 400 }, (_, i) => i + 1);
    for (const [write, readBack] of [
      [letters, readLetters],
      [arabicLetters, readLetters],
      [roman, readRoman],
    ] as const)
      expect(numbers.map((n) => readBack(write(n)))).toEqual(numbers);
    expect(numbers.slice(1).map((n) => readAdverb(adverb(n)))).toEqual(numbers.slice(1));
  });

  test.each(["", "abc1", "é", "aب"])("%j is no numeral", (text) => {
    expect([readRoman(text), readLetters(text)]).toEqual([null, null]);
  });

  test.each(["iiii", "vx", "ic"])("%j is no roman numeral", (text) => expect(readRoman(text)).toBeNull());

  test("a final heh, an alef without hamza", () => {
    expect(readLetters("هـ")).toBe(5);
    expect(readLetters("ا")).toBe(1);
  });
});

describe("reading a typed label", () => {
  test.each([
    ["b)", "b 1 )"],
    ["b) bis", "b 2 )"],
    ["b bis)", "b 2 )"],
    ["bbis)", "b 2 )"],
    ["a) tri", "a 3 )"],
    ["a) ter", "a 3 )"],
    ["c) qua", "c 4 )"],
    ["c) quater", "c 4 )"],
    ["cquinquies)", "c 5 )"],
    ["ii) septies", "ii 7 )"],
    ["iter)", "i 3 )"],
    ["1 bis", "1 2 "],
    ["1bis", "1 2 "],
    ["1-bis", "1 2 "],
    ["1. ter", "1 3 ."],
    ["1 ter.", "1 3 ."],
    ["12", "12 1 "],
    ["1.2.3", "1.2.3 1 "],
    ["(a)", "( a 1 )"],
    ["(a) bis", "( a 2 )"],
    ["(iv)", "( iv 1 )"],
    ["-a) bis", "-a 2 )"],
    ["–1", "-1 1 "],
    ["ب)", "ب 1 )"],
    ["aa)", "aa 1 )"],
    ["zz)", "zz 1 )"],
    ["clxxxviii)", "clxxxviii 1 )"],
    ["cmxcix bis)", "cmxcix 2 )"],
    ["  b)   bis ", "b 2 )"],
  ])("%j", (text, parts) => {
    const label = readLabel(text)!;
    const { open, before, stem, rank, close } = label;
    expect(`${open === "" ? "" : "( "}${before ? "-" : ""}${stem} ${rank} ${close}`).toBe(parts);
  });

  test.each([
    "",
    "bis",
    "b",
    "that",
    "(a",
    "bis)",
    "b) bis ter",
    "a bis",
    "2002 bis)x",
    "§",
    "–",
    "abc)",
    "(1.",
    "b)bis)",
    "civil)",
    "mild)",
    "1000",
  ])("%j is none", (text) => expect(readLabel(text)).toBeNull());
});

test("a label is read in its form as it was written", () => {
  const forms: LabelForm[] = ["a)", "1", "1.", "1.1", "i)", "(a)", "(i)", "a.", "i."];
  const ordinalArb = fc.record({
    n: fc.integer({ min: 1, max: 702 }),
    rank: fc.integer({ min: 1, max: 130 }),
    before: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      ordinalArb,
      fc.constantFrom(...SPELLINGS),
      fc.constantFrom("en", "ar"),
      fc.constantFrom("", "3", "2 bis", "–", "1."),
      (form, ordinal, spelling, lang, above) => {
        const label = writeLabel(form, ordinal, { lang, spelling, above });
        expect(ordinalIn(form, label, above)).toEqual(ordinal);
      },
    ),
  );
});
