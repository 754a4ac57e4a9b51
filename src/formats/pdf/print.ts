/** A draft as the data that the template sets. Pure: all that a stranger wrote is a string in it, and never code. */
import {
  type ChangeId,
  Delta,
  type DraftFile,
  type Role,
  colourOf,
  footnoteOf,
  idOf,
  isRightToLeft,
  referenceOf,
} from "../../../schema/index.ts";
import { isMove, revisions } from "../../revision/index.ts";
import { type Block, type Piece, blocksOf } from "../blocks.ts";
import { isFilled, legendOf, sayChanges, showable, titleOf } from "../page.ts";
import type { WriteOptions, WrittenView } from "../result.ts";
import { Beside, type Line, type PrintRemark } from "./beside.ts";
import { COLOURS, type Run, Setter } from "./runs.ts";

/** What `template.typ` reads. */
export interface Print {
  title: string;
  lang: string;
  region: string | null;
  rightToLeft: boolean;
  /** The scripts besides Latin, Greek and Cyrillic that need a typeface of their own. */
  scripts: Script[];
  lineNumbers: boolean;
  colours: readonly string[];
  /** Null in the original and the final. */
  legend: { code: string; changes: string; colour: number }[] | null;
  blocks: PrintBlock[];
  notes: { label: Run[]; runs: Run[] }[];
  /** Proposals that touch nothing, behind the text. */
  loose: Line[];
  remarks: PrintRemark[];
  /** The level of the heading that the remarks have. */
  remarked: 1 | 2;
}
export type Script = "arabic" | "han";

interface PrintBlock {
  /** Proposals that begin and that end with it. */
  above: Line[];
  below: Line[];
  role: Role;
  level: number;
  /** 0 for what is no heading. A reader's list of headings begins with 1 and leaves none out (PDF/UA-1, 7.4.2). */
  heading: 0 | 1 | 2;
  label: Run[];
  /** Letters of the first level are italic, as in the printed resolutions. */
  letter: boolean;
  /** Stands in the column of those that have a label. */
  hung: boolean;
  runs: Run[];
  /** The number that references have. */
  id: number;
}

export function printOf(draft: DraftFile, view: WrittenView, { lineNumbers = false }: WriteOptions = {}): Print {
  const blocks = blocksOf(draft, view);
  const notes = notesOf(blocks);
  const numbers = new Map(blocks.map((block, i) => [idOf(block.mark), i]));
  numbers.delete("");
  const moved = movesOf(draft);
  const body = blocks.filter((block) => !notes.taken.has(block));
  const beside = view === "redline" ? new Beside(draft, blocks, body) : null;
  const setter = new Setter({
    isMove: (change) => moved.has(change),
    noteOf: (piece) => notes.numbers.get(piece) ?? null,
    targetOf: ({ insert }) => numbers.get(referenceOf(insert) ?? "") ?? null,
    remarksIn: (paragraph) => beside?.remarks.endingIn(paragraph) ?? new Map(),
  });
  const heading = headings(blocks);
  const set = blocks.flatMap((block, id): PrintBlock[] => {
    if (notes.taken.has(block)) return [];
    const { role, level, label, pieces, end } = block;
    const runs = setter.paragraph(pieces, end);
    const labelled = setter.label(label);
    const letter = level === 0 && /^-?[a-z]/i.test(label.final ?? label.original ?? "");
    // An item that stands in neither view has no label, but belongs in the column of those that have one.
    const hung = labelled.length > 0 || (role === "item" && end.ins !== null && end.dels.length > 0);
    const [above, below] = [beside?.above(block) ?? [], beside?.below(block) ?? []];
    return [{ above, below, role, level, heading: heading(block), label: labelled, letter, hung, runs, id }];
  });
  const print = {
    title: showable(titleOf(draft, view)),
    ...languageOf(draft.lang),
    rightToLeft: isRightToLeft(draft),
    lineNumbers,
    colours: COLOURS,
    legend:
      view === "redline"
        ? legendOf(draft).map(({ code, changes }) => ({ code, changes: sayChanges(changes), colour: colourOf(code) }))
        : null,
    blocks: set,
    notes: notes.list.map(([first, ...more]) => ({
      label: setter.label(first!.label),
      runs: [first!, ...more].flatMap(({ pieces, end }, i): Run[] => [
        ...(i === 0 ? [] : [{ break: true } as const]),
        ...setter.paragraph(pieces, end),
      ]),
    })),
    loose: beside?.loose() ?? [],
    remarks: beside?.list() ?? [],
    remarked: set.some((block) => block.heading > 0) ? 2 : 1,
  } satisfies Omit<Print, "scripts">;
  return { ...print, scripts: scriptsIn(print) };
}

/** The codes that the template can be given; English where a draft's are none (ISO 639, ISO 3166). */
function languageOf(lang: string): { lang: string; region: string | null } {
  const [, language = "en", region = null] = /^([a-z]{2,3})(?:-([A-Z]{2}))?\b/.exec(lang) ?? [];
  return { lang: language, region };
}

function movesOf({ ops }: DraftFile): Set<ChangeId> {
  const found = new Set<ChangeId>();
  for (const [id, revision] of revisions(new Delta(ops as Delta["ops"]))) if (isMove(revision)) found.add(id);
  return found;
}

interface Notes {
  /** The paragraphs of each footnote. */
  list: Block[][];
  taken: Set<Block>;
  /** The footnote's number in `list` by the piece that brings it to the foot of its page, which is the first to refer to it. */
  numbers: Map<Piece, number>;
}

/** The footnotes that the text refers to. Others stay where they are, and so do those that only footnotes refer to. */
function notesOf(blocks: readonly Block[]): Notes {
  const paragraphs = new Map<string, Block[]>();
  for (const block of blocks) {
    const id = block.role === "footnote" ? idOf(block.mark) : "";
    if (id !== "") paragraphs.set(id, [...(paragraphs.get(id) ?? []), block]);
  }
  const notes: Notes = { list: [], taken: new Set(), numbers: new Map() };
  for (const piece of blocks.flatMap(({ role, pieces }) => (role === "footnote" ? [] : pieces))) {
    const id = footnoteOf(piece.insert) ?? "";
    const found = paragraphs.get(id);
    if (found === undefined) continue;
    paragraphs.delete(id);
    notes.numbers.set(piece, notes.list.length);
    notes.list.push(found);
    for (const block of found) notes.taken.add(block);
  }
  return notes;
}

/** Which level each block has as a heading. The first title is the document's, the number where there is no title. */
function headings(blocks: readonly Block[]): (block: Block) => 0 | 1 | 2 {
  const filled = blocks.filter(isFilled);
  const first = filled.find(({ role }) => role === "title") ?? filled.find(({ role }) => role === "number");
  let titled = false;
  return (block) => {
    if (block === first) titled = true;
    else if (!isFilled(block) || !["call", "heading", "annex-title"].includes(block.role)) return 0;
    return block === first || !titled ? 1 : 2;
  };
}

const SCRIPTS: [Script, RegExp][] = [
  ["arabic", /\p{Script=Arabic}/u],
  ["han", /[\p{Script=Han}\u3000-\u30FF\uFF00-\uFFEF]/u],
];

function scriptsIn(print: object): Script[] {
  const text = JSON.stringify(print);
  return SCRIPTS.filter(([, letters]) => letters.test(text)).map(([script]) => script);
}
