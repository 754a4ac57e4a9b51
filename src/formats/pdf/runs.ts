/** Text as the template sets it: runs that look alike, and the marks from which it draws the bars in the margin. */
import { type ChangeId, type Format, type LabelPair, colourOf, delegationOf } from "../../../schema/index.ts";
import { type Content, type Piece, sayObject, sayProposed } from "../blocks.ts";
import { LIGHT } from "../palette.ts";
import { showable } from "../page.ts";

/** Colours by their numbers: those of the delegations, and a grey for what is nobody's. */
export const COLOURS: readonly string[] = [...LIGHT, "#5f5a52"];
const GREY = LIGHT.length;

interface Look {
  formats?: Exclude<Format, "underline">[];
  colour?: number;
  /** Lines through and under the text: where, in hundredths of an em below the base line, and the number of the colour. */
  lines?: [at: number, colour: number | null][];
  /** Whether the lines say that the text goes. One run cannot have both kinds in a tagged file (PDF/UA). */
  struck?: true;
  small?: true;
}
/** `to` is the number of a block that a reference leads to. */
type Text = Look & { text: string; to?: number };
/** The footnote of this number, with what refers to it. */
type Note = Look & { note: number };
interface Break {
  break: true;
}
/** What leads to the comment or the reason of this name, behind the text. */
interface Pointer {
  remark: string;
}
/** Where changes begin and end. Both marks of one stretch of changed text have the same number. */
interface Mark {
  mark: number;
  edge: "start" | "end" | "both";
  /** Delegations; none for a label, which follows from others' changes. */
  by: string[];
}
export type Run = Text | Note | Break | Pointer | Mark;

/** A run before neighbours are joined. */
type Plain = (Text | Note | Break | Pointer) & { by: string[] | null };

export interface Places {
  isMove(change: ChangeId): boolean;
  /** The number of the footnote that a piece brings to the foot of the page; null for all others. */
  noteOf(piece: Piece): number | null;
  /** The number of the block with the id that a piece refers to. */
  targetOf(piece: Piece): number | null;
  /** The names of what is said of a paragraph, by the last piece that each is on. */
  remarksIn(paragraph: Content): ReadonlyMap<Piece, readonly { name: string }[]>;
}

/** Text that a page can show. Typst sets a tab as nothing at all, which would join the words around it. */
export const printable = (text: string): string => showable(text).replaceAll("\t", " ");

/** Sets the pieces of one document: it numbers the stretches of changed text. */
export class Setter {
  private marks = 0;

  constructor(private readonly places: Places) {}

  /** A paragraph with its mark, which shows where it is inserted or deleted. */
  paragraph(pieces: readonly Piece[], end: Piece): Run[] {
    const isChanged = end.ins !== null || end.dels.length > 0;
    const remarks = this.places.remarksIn({ pieces, end });
    const pointers = (piece: Piece): Plain[] =>
      (remarks.get(piece) ?? []).map(({ name }) => ({ remark: name, by: null }));
    const runs = pieces.flatMap((piece) => [...this.piece(piece), ...settings(piece), ...pointers(piece)]);
    const sign = isChanged ? [{ text: "¶", ...this.look({ ...end, formats: [] }), by: byOf(end) }] : [];
    return this.marked([...runs, ...sign, ...settings(end), ...pointers(end)]);
  }

  label(label: LabelPair): Run[] {
    return this.marked(pairOf(label, {}, label.original === label.final ? null : []));
  }

  private piece(piece: Piece): Plain[] {
    const { insert, shows } = piece;
    const by = byOf(piece);
    const look = this.look(piece);
    if (typeof insert === "string") return [{ text: printable(insert), ...look, by }];
    if (insert.break === true) return [{ break: true, by }];
    if (shows === null) return [{ text: showable(sayObject(insert)), ...look, colour: look.colour ?? GREY, by }];
    const note = this.places.noteOf(piece);
    if (note !== null) return [{ note, ...look, by }];
    const to = this.places.targetOf(piece);
    const formats = [...(look.formats ?? [])];
    if (insert.footnote !== undefined && !formats.includes("sup")) formats.push("sup");
    const pair = { original: shows.original ?? shows.final, final: shows.final ?? shows.original };
    return pairOf(pair, { ...look, ...(formats.length > 0 ? { formats } : {}) }, by).map((run) =>
      to === null || !("text" in run) ? run : { ...run, to },
    );
  }

  /** Insertions are underlined, deletions struck; what moved has two lines, and so has what several would delete. */
  private look({ ins, dels, formats }: Pick<Piece, "ins" | "dels" | "formats">): Look {
    const colour = ins ?? dels[0];
    const lines = (change: ChangeId) => Array<number>(this.places.isMove(change) ? 2 : 1).fill(colourIn(change));
    const own = formats.includes("underline") ? [colour === undefined ? null : colourIn(colour)] : [];
    const under = [...own, ...(ins === null ? [] : lines(ins))].map((each, i) => [14 + 10 * i, each] as const);
    const over = dels.flatMap(lines).slice(0, 3);
    const through = over.map((each, i) => [-24 + 10 * (i - (over.length - 1) / 2), each] as const);
    const kept = formats.filter((format) => format !== "underline");
    return {
      ...(kept.length > 0 ? { formats: kept } : {}),
      ...(colour === undefined ? {} : { colour: colourIn(colour) }),
      ...(under.length + through.length > 0 ? { lines: [...under, ...through].map(([at, each]) => [at, each]) } : {}),
      ...(through.length > 0 ? { struck: true } : {}),
    };
  }

  /** Joins neighbours that look alike, and puts marks into what is changed. */
  private marked(runs: readonly Plain[]): Run[] {
    const result: Run[] = [];
    const joined = joinedRuns(runs);
    joined.forEach(({ by, ...run }, i) => {
      if (by === null) return void result.push(run);
      const isFirst = i === 0 || !sameBy(joined[i - 1]!.by, by);
      const isLast = i === joined.length - 1 || !sameBy(joined[i + 1]!.by, by);
      if (isFirst) this.marks++;
      // A mark belongs to the line of what is before it: that of the beginning stands behind the first word.
      const [head, tail] = isFirst && "text" in run ? firstWord(run.text) : ["", ""];
      const mark = { mark: this.marks, by };
      if (tail === "") {
        result.push(run);
        if (isFirst || isLast) result.push({ ...mark, edge: isFirst ? (isLast ? "both" : "start") : "end" });
      } else {
        result.push({ ...(run as Text), text: head }, { ...mark, edge: "start" }, { ...(run as Text), text: tail });
        if (isLast) result.push({ ...mark, edge: "end" });
      }
    });
    return result;
  }
}

/** Where lines break without blanks, the first word is the first character. */
function firstWord(text: string): [head: string, tail: string] {
  const head =
    /^\s*(?:[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]|\S+?(?=[\s\p{Script=Han}]|$))/u.exec(text)?.[0] ?? text;
  return [head, text.slice(head.length)];
}

const colourIn = (change: ChangeId): number => colourOf(delegationOf(change));

/** The delegations that propose something of a piece; null for nobody. */
function byOf({ ins, dels, sets }: Piece): string[] | null {
  const changes = [...(ins === null ? [] : [ins]), ...dels, ...sets.map(({ change }) => change)];
  return changes.length === 0 ? null : [...new Set(changes.map(delegationOf))].sort();
}

const sameBy = (a: string[] | null, b: string[] | null): boolean =>
  a === b || (a !== null && b !== null && a.join() === b.join());

function joinedRuns(runs: readonly Plain[]): Plain[] {
  const result: { run: Plain; like: string }[] = [];
  for (const run of runs) {
    const like = "text" in run ? JSON.stringify({ ...run, text: "" }) : "";
    const last = result.at(-1);
    if (last !== undefined && like !== "" && last.like === like) {
      last.run = { ...(last.run as Text), text: (last.run as Text).text + (run as Text).text, by: run.by };
    } else if (!("text" in run) || run.text !== "") result.push({ run, like });
  }
  return result.map(({ run }) => run);
}

/** A derived text: where it differs, what it was struck and what it would be underlined, in grey. */
function pairOf({ original, final }: LabelPair, look: Look, by: string[] | null): Plain[] {
  const [before, after] = [showable(original ?? ""), showable(final ?? "")];
  if (before === after) return before === "" ? [] : [{ text: before, ...look, by }];
  const grey = (text: string, at: number, more: Look): Plain[] =>
    text === "" ? [] : [{ text, ...look, colour: GREY, lines: [[at, GREY]], ...more, by: by ?? [] }];
  return [...grey(before, -24, { struck: true }), ...grey(after, 14, { struck: undefined })];
}

const settings = ({ sets }: Piece): Plain[] =>
  sets.map((set) => {
    const code = delegationOf(set.change);
    return { text: ` [${code}: ${showable(sayProposed(set))}]`, small: true, colour: colourIn(set.change), by: [code] };
  });
