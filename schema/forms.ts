/** How a label is written and read: `a)`, `1`, `1.1`, `(a)`, and what stands between two of them, `b) bis`. */
import { ADVERB, adverb, arabicLetters, letters, readAdverb, readLetters, readRoman, roman } from "./numerals.ts";

/** The first label of a list, or a bullet's sign. `1.1` has the label of the item above in front of its own number. */
export type LabelForm = "a)" | "1" | "1." | "1.1" | "i)" | "(a)" | "(i)" | "a." | "i." | "–";

/**
 * Where the adverb of an item between two others stands: behind the label, inside it, or inside it without a blank.
 * For a bare number the first two are the same: `1 bis`, `1 bis`, `1bis`. ITU papers have all three.
 */
export const SPELLINGS = ["b) bis", "b bis)", "bbis)"] as const;
export type Spelling = (typeof SPELLINGS)[number];

interface Shape {
  open: "" | "(";
  numeral: "letter" | "roman" | "digit" | "point";
  close: "" | ")" | ".";
}
const SHAPES: Record<Exclude<LabelForm, "–">, Shape> = {
  "a)": { open: "", numeral: "letter", close: ")" },
  "1": { open: "", numeral: "digit", close: "" },
  "1.": { open: "", numeral: "digit", close: "." },
  "1.1": { open: "", numeral: "point", close: "" },
  "i)": { open: "", numeral: "roman", close: ")" },
  "(a)": { open: "(", numeral: "letter", close: ")" },
  "(i)": { open: "(", numeral: "roman", close: ")" },
  "a.": { open: "", numeral: "letter", close: "." },
  "i.": { open: "", numeral: "roman", close: "." },
};

/** Where an item stands in its list. */
export interface Ordinal {
  n: number;
  /** 1 for the n-th item itself, 2 for the one after it that came between (`bis`), and so on. */
  rank: number;
  /** Whether it stands before the n-th item: `-a)`. */
  before: boolean;
}

/** What a label needs besides its place in the list. */
export interface Writing {
  lang: string;
  spelling: Spelling;
  /** The label of the item above, for `1.1`; empty where there is none. */
  above: string;
}

export function writeLabel(form: LabelForm, { n, rank, before }: Ordinal, { lang, spelling, above }: Writing): string {
  if (form === "–") return form;
  const { open, numeral, close } = SHAPES[form];
  const prefix = numeral === "point" ? prefixOf(above) : "";
  const stem = `${prefix}${before ? "-" : ""}${numeralOf(numeral, n, lang)}`;
  if (rank === 1) return `${open}${stem}${close}`;
  switch (spelling) {
    case "b) bis":
      return `${open}${stem}${close} ${adverb(rank)}`;
    case "b bis)":
      return `${open}${stem} ${adverb(rank)}${close}`;
    case "bbis)":
      return `${open}${stem}${adverb(rank)}${close}`;
  }
}

/** The item above as the beginning of `1.1`; nothing where that item has a sign or no label. */
const prefixOf = (above: string): string => (isNumbering(above) ? `${above.replace(/[.)]$/, "")}.` : "");

function numeralOf(numeral: Shape["numeral"], n: number, lang: string): string {
  switch (numeral) {
    case "letter":
      return /^ar\b/.test(lang) ? arabicLetters(n) : letters(n);
    case "roman":
      return roman(n);
    case "digit":
    case "point":
      return String(n);
  }
}

/** Whether a typed label numbers its item: `1 bis` does, a bullet's sign does not. */
export const isNumbering = (label: string): boolean => /[\p{L}\p{N}]/u.test(label);

/** A typed label in its parts. Whether `i` is a letter or a number is not known from the label alone. */
export interface TypedLabel {
  open: "" | "(";
  before: boolean;
  /** `b`, `iv`, `2`, `1.1`, `ب`. */
  stem: string;
  /** 1 where no adverb stands. */
  rank: number;
  close: "" | ")" | ".";
}

const STEM = "\\d{1,3}(?:\\.\\d{1,3}){0,3}|[ivxlcdm]{1,15}|[a-z]{1,2}|[\\u0627\\u0623-\\u064A\\uFEEB]{1,3}";
const TYPED = new RegExp(
  `^(?<open>\\(?)(?<before>[-–]?)(?<stem>${STEM})(?:[ -]?(?<inner>${ADVERB}))?(?<close>[.)]?)(?: ?(?<outer>${ADVERB}))?$`,
  "u",
);

/**
 * The parts of a typed label: numbers to 999 (longer ones are years), letters to `zz`, roman numbers; with `bis` and the like in any spelling (`b) bis`, `b bis)`, `bbis)`, `1-bis`; `tri` and
 * `qua` count as `ter` and `quater`). Null when the text is no label: a letter has a sign behind it, a number need not.
 */
export function readLabel(text: string): Readonly<TypedLabel> | null {
  if (!/[\d().]/.test(text)) return null; // words, mostly: a text is asked for the first of each paragraph
  if (text.length > LONGEST_KNOWN) return parse(text);
  let known = KNOWN.get(text);
  if (known === undefined) {
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(text, (known = parse(text)));
  }
  return known;
}

/** Labels that were read: a document has few, again and again. */
const KNOWN = new Map<string, TypedLabel | null>();
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 32;

function parse(text: string): TypedLabel | null {
  const found = TYPED.exec(text.trim().replace(/\s+/g, " "))?.groups as Record<string, string | undefined> | undefined;
  if (found === undefined) return null;
  const { open, before, stem, inner, close, outer } = found;
  if (stem === undefined || stem === "" || (inner !== undefined && outer !== undefined)) return null;
  if (!/\d/.test(stem) && ((close === "" && open === "") || !isLettered(stem))) return null;
  if (open === "(" && close !== ")") return null;
  const said = inner ?? outer;
  return {
    open: open as TypedLabel["open"],
    before: before !== "",
    stem,
    rank: said === undefined ? 1 : readAdverb(said)!,
    close: close as TypedLabel["close"],
  };
}

/** `civil)` is a word in brackets: what is longer than `zz` has to be a roman number. */
const isLettered = (stem: string): boolean =>
  readRoman(stem) !== null || (!/^[a-z]{3}/.test(stem) && readLetters(stem) !== null);

/** What a label says in a list of a form: null when it is not of that form, or not below the item above. */
export function ordinalIn(form: LabelForm, label: string, above: string): Ordinal | null {
  if (form === "–") return null;
  const { open, numeral, close } = SHAPES[form];
  const prefix = numeral === "point" ? prefixOf(above) : "";
  if (!label.startsWith(prefix)) return null;
  const typed = readLabel(label.slice(prefix.length));
  if (typed === null || typed.open !== open || typed.close !== close) return null;
  const n = readNumeral(numeral, typed.stem);
  return n === null ? null : { n, rank: typed.rank, before: typed.before };
}

function readNumeral(numeral: Shape["numeral"], stem: string): number | null {
  switch (numeral) {
    case "letter":
      return readLetters(stem);
    case "roman":
      return readRoman(stem);
    case "digit":
    case "point":
      return /^\d+$/.test(stem) ? Number(stem) : null;
  }
}
