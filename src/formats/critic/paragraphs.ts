/** The paragraphs of a redline in CriticMarkup: where they end, under which marks, and the labels before them. */
import type { LabelPair } from "../../../schema/index.ts";
import type { Stretch } from "./marks.ts";
import { callPart, isNumber, startsByForm, typedLabel } from "../text/forms.ts";
import { withoutControls } from "../text/lines.ts";

/** A stretch of one paragraph. */
export type Run = Omit<Stretch, "pilcrow">;
export interface CriticParagraph {
  runs: Run[];
  /** The paragraph mark; without text. */
  end: Run;
  /** The labels that are marked as derived: nobody's. Null for those that stand in the text, if any. */
  label: LabelPair | null;
  /** From 1, in the file. */
  line: number;
}

interface RawLine {
  runs: Stretch[];
  /** The break behind it; null at the end of the text. */
  end: Stretch | null;
  line: number;
}

/**
 * A paragraph a line; where blank lines stand between paragraphs, lines that no form begins are joined. A pilcrow at a
 * line's end says which marks the paragraph mark is under; otherwise those of the line break. Comments on a line of their
 * own are on the paragraph before, or on the first.
 */
export function criticParagraphs(stretches: readonly Stretch[]): CriticParagraph[] {
  const lines = linesOf(stretches);
  // A struck blank is a line: only what nobody marked can be blank.
  const filled = lines.map(({ runs }) => shown(runs).trim() !== "" || runs.some(isMarked));
  const [first, last] = [filled.indexOf(true), filled.lastIndexOf(true)];
  const blanks = lines.slice(first, last).some((line, i) => !filled[first + i] && notesOn(line).length === 0);
  // In our own redlines nobody's marks are labels; elsewhere only those around nothing but a label are.
  const ours = stretches.some(({ ins, dels }) => (ins ?? "") !== "" || dels.some((who) => who !== ""));
  const result: CriticParagraph[] = [];
  let before: RawLine | null = null;
  let early: Stretch[] = []; // comments before the first paragraph
  lines.forEach((line, i) => {
    const open = result.at(-1);
    if (!filled[i]) {
      const notes = notesOn(line);
      if (notes.length === 0) before = null;
      else (open?.runs ?? early).push({ ...adopted(""), notes });
      return;
    }
    if (open !== undefined && before !== null && blanks && goesOn(before, line)) {
      open.runs.push({ ...before.end!, text: " " });
      for (const run of line.runs) open.runs.push(run);
      open.end = before.end = line.end ?? adopted("");
    } else {
      result.push({ runs: [...line.runs, ...early], end: line.end ?? adopted(""), label: null, line: line.line });
      early = [];
    }
    before = line;
  });
  if (early.length > 0) result.push({ runs: early, end: adopted(""), label: null, line: 1 });
  for (const paragraph of result) settle(paragraph, ours);
  return result;
}

const adopted = (text: string): Stretch => ({ text, ins: null, dels: [], notes: [], pilcrow: false });
const isMarked = ({ text, ins, dels }: Run): boolean => text !== "" && (ins !== null || dels.length > 0);
const notesOn = ({ runs }: RawLine): string[] => runs.flatMap(({ notes }) => notes);
const shown = (runs: readonly Run[]): string => runs.map(({ text }) => text).join("");

function linesOf(stretches: readonly Stretch[]): RawLine[] {
  const lines: RawLine[] = [{ runs: [], end: null, line: 1 }];
  for (const stretch of stretches) {
    stretch.text.split(/[\n\f]/).forEach((text, i, parts) => {
      const behind = i === parts.length - 1 ? stretch.notes : [];
      if (i > 0) {
        lines.at(-1)!.end = { ...stretch, text: "", notes: [] };
        lines.push({ runs: [], end: null, line: lines.length + 1 });
      }
      if (text !== "" || behind.length > 0)
        lines.at(-1)!.runs.push({ ...stretch, text: withoutControls(text), notes: behind });
    });
  }
  return lines;
}

function goesOn(before: RawLine, next: RawLine): boolean {
  const [above, below] = [shown(before.runs).trim(), shown(next.runs).trim()];
  const ended = /[;:.,]$/.test(above);
  return !(
    before.runs.some(({ pilcrow }) => pilcrow) ||
    startsByForm(below) ||
    (ended && typedLabel(below) !== null) ||
    isNumber(above) ||
    callPart(above) !== null
  );
}

/** Takes off the pilcrow, blanks at the edges, and a label that is marked. */
function settle(paragraph: CriticParagraph, ours: boolean): void {
  const runs = paragraph.runs as Stretch[];
  const last = runs.findLastIndex(({ text }) => text.trim() !== "");
  if (last >= 0 && runs[last]!.pilcrow) {
    const behind = runs.splice(last);
    paragraph.end = { ...behind[0]!, text: "", notes: behind.flatMap(({ notes }) => notes) };
  }
  trim(runs, 0, /^\s+/);
  paragraph.label = takeLabel(runs, ours);
  trim(runs, runs.length - 1, /\s+$/);
  paragraph.runs = runs.filter(({ text, notes }) => text !== "" || notes.length > 0);
}

function trim(runs: Run[], at: number, edge: RegExp): void {
  const run = runs[at];
  if (run !== undefined && run.ins === null && run.dels.length === 0) run.text = run.text.replace(edge, "");
}

/** The label that nobody's marks at a line's beginning say, with the blank behind it. */
function takeLabel(runs: Run[], ours: boolean): LabelPair | null {
  const isNobodys = (run: Run | undefined) =>
    run !== undefined && isLabel(run.text, ours) && [run.ins, ...run.dels].every((who) => who === "" || who === null);
  const pair: LabelPair = { original: null, final: null };
  let count = 0;
  if (isNobodys(runs[0]) && isDeleted(runs[0]!)) pair.original = runs[count++]!.text;
  if (isNobodys(runs[count]) && isInserted(runs[count]!)) pair.final = runs[count++]!.text;
  if (count === 0) return null;
  const next = runs[count];
  if (next === undefined || next.ins !== null || next.dels.length > 0 || !/^\s/.test(next.text)) return null;
  runs.splice(0, count);
  next.text = next.text.slice(1);
  return pair;
}

const isDeleted = ({ ins, dels }: Run): boolean => ins === null && dels.length === 1;
const isInserted = ({ ins, dels }: Run): boolean => ins !== null && dels.length === 0;
const isLabel = (text: string, ours: boolean): boolean =>
  text.trim() === text && text !== "" && text.length <= 32 && (ours || typedLabel(`${text} x`)?.label === text);
