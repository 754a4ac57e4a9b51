/** The numerals of labels: letters, Arabic letters, roman numbers, and the adverbs that number what came between. */

const LATIN = [..."abcdefghijklmnopqrstuvwxyz"];
/** In the order of the abjad, as Arabic resolutions letter their items. */
const ABJAD = [..."أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"];

/** `a` … `z`, `aa`, `ab` …: the n-th letter label, n from 1. */
export const letters = (n: number): string => lettersOf(LATIN, n);

/** `أ` … `غ`, `أأ`, `أب` …: the n-th Arabic letter label, n from 1. */
export const arabicLetters = (n: number): string => lettersOf(ABJAD, n);

function lettersOf(alphabet: readonly string[], n: number): string {
  let result = "";
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / alphabet.length)) {
    result = alphabet[(rest - 1) % alphabet.length]! + result;
  }
  return result;
}

/** The number of a letter label of either alphabet; null when it is none. A final heh may be written `هـ`. */
export function readLetters(text: string): number | null {
  if (/^[a-z]+$/.test(text)) return numberIn(LATIN, [...text]);
  const signs = [...text.replaceAll("\u0640", "").replaceAll("ا", "أ").replaceAll("\uFEEB", "ه")];
  return signs.length > 0 && signs.every((sign) => ABJAD.includes(sign)) ? numberIn(ABJAD, signs) : null;
}

const numberIn = (alphabet: readonly string[], signs: readonly string[]): number =>
  signs.reduce((n, sign) => n * alphabet.length + alphabet.indexOf(sign) + 1, 0);

const ROMAN = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
] as const;

/** The n-th roman numeral in small letters, n from 1. */
export function roman(n: number): string {
  let result = "";
  let rest = n;
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      result += sign;
      rest -= value;
    }
  }
  return result;
}

/** The number of a roman numeral in small letters; null when it is none that `roman` writes. */
export function readRoman(text: string): number | null {
  let n = 0;
  let rest = text;
  for (const [value, sign] of ROMAN) {
    while (rest.startsWith(sign)) {
      n += value;
      rest = rest.slice(sign.length);
    }
  }
  return n > 0 && roman(n) === text ? n : null;
}

const FIRST = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"];
const UNITS = ["", "un", "duo", "ter", "quater", "quin", "sex", "septen", "octo", "novo"];
const TENS = [
  "decies",
  "vicies",
  "tricies",
  "quadragies",
  "quinquagies",
  "sexagies",
  "septuagies",
  "octogies",
  "nonagies",
];
/** How many items one place of a list can hold: beyond that the number itself is written, `101ies`. */
const LAST = 99;

/** `bis` for the second in a place, `ter`, `quater` …; rank from 2. */
export function adverb(rank: number): string {
  if (rank <= 10) return FIRST[rank - 2]!;
  return rank > LAST ? `${rank}ies` : UNITS[rank % 10]! + TENS[Math.floor(rank / 10) - 1]!;
}

/** Every adverb with its rank, and those that people write for them. */
const ADVERBS = new Map<string, number>([
  ["tri", 3],
  ["qua", 4],
  ["quinques", 5],
  ["novies", 9],
  ["septdecies", 17],
]);
for (let rank = 2; rank <= LAST; rank++) ADVERBS.set(adverb(rank), rank);

const alternatives = (words: readonly string[]): string => words.toSorted((a, b) => b.length - a.length).join("|");
/** Matches any adverb. Put together like them: nearly a hundred words beside each other take long to compile. */
export const ADVERB = `(?:(?:${alternatives(UNITS)})(?:${alternatives(TENS)})|${alternatives(
  [...ADVERBS.keys()].filter((word) => !TENS.some((ten) => word.endsWith(ten)) || word === "septdecies"),
)}|\\d{3,4}ies)`;

/** The rank that an adverb says; null when it is none. */
export const readAdverb = (text: string): number | null =>
  ADVERBS.get(text) ?? (/^\d{3,4}ies$/.test(text) ? Number.parseInt(text, 10) : null);
