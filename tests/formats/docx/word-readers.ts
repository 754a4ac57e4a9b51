/** Our reading of a document against a second reader's: the same paragraphs, white space and counted labels aside. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Delta, type DraftFile, labellingOf, labelsOf, paragraphs } from "../../../schema/index.ts";
import { readDocx } from "../../../src/formats/docx/read.ts";
import { del, docx, ins, mark, move, p, r } from "./docx.ts";

export type View = "original" | "final";

/** The real documents, which are not part of the repository; none where their folder is absent. */
export const FOLDER =
  process.env.PLENARY_DOCX ?? fileURLToPath(new URL("../../../../shared/data/docx", import.meta.url));
export const files = (): string[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => name.endsWith(".docx"))
        .sort()
    : [];
export const pathOf = (name: string): string => `${FOLDER}/${name}`;

export interface Document {
  name: string;
  data: Uint8Array;
}
export const realDocuments = (): Document[] =>
  files().map((name) => ({ name, data: new Uint8Array(readFileSync(pathOf(name))) }));

/** Documents of our own, which are there wherever the tests run: each joins, splits or moves paragraphs in its way. */
export const BUILT: readonly Document[] = Object.entries({
  "marks that join": p("a", mark("del", "F")) + p(del("F", "b") + r("c")) + p("d"),
  "marks that split": p(r("a") + ins("USA", "b"), mark("ins", "USA")) + p("c") + p("d"),
  "a chain of marks":
    p("a", mark("del", "F")) + p(del("F", "b"), mark("del", "F")) + p("c", mark("del", "USA")) + p("d"),
  "an insertion that another deletes": p(r("x") + ins("USA", r("a") + del("F", "b"))) + p("c"),
  "words struck, marks not": p("a") + p(del("F", "b")) + p(ins("F", "c")) + p("d"),
  "a move":
    p(move("From", "F", "m", "one"), mark("moveFrom", "F")) +
    p("two") +
    p(move("To", "F", "m", "one"), mark("moveTo", "F")) +
    p("three"),
  "labels that change":
    p("resolves") +
    p(r("1\tone;")) +
    p(ins("USA", "2\tnew;"), mark("ins", "USA")) +
    p(del("USA", "2") + ins("USA", "3") + r("\ttwo.")),
}).map(([name, body]) => ({ name, data: docx(body) }));

export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export interface Line {
  /** Derived: in the file it is typed, and then the other reader has it, or counted, and then it may not. */
  label: string;
  text: string;
}

const isBreak = (insert: unknown): boolean => (insert as { break?: boolean }).break === true;
const squeezed = (text: string): string => text.replace(/\s+/gu, "");

/** The paragraphs of our draft in a view, those without any words left out; on request the lines of each. */
export function ourLines(draft: DraftFile, as: View, breaks = false): Line[] {
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const list = paragraphs(sequence, as);
  const labels = labelsOf(sequence, as, labellingOf(draft), list);
  return list
    .flatMap(({ content }, i) => {
      const words = content.map(({ insert }) => (typeof insert === "string" ? insert : isBreak(insert) ? "\n" : ""));
      const lines = breaks ? words.join("").split("\n") : [words.join("")];
      return lines.map((text, line) => ({ label: line > 0 ? "" : squeezed(labels[i] ?? ""), text: squeezed(text) }));
    })
    .filter(({ label, text }) => label + text !== "");
}

export function read({ name, data }: Document): DraftFile {
  const result = readDocx(data);
  if (!result.ok) throw new Error(`${name}: ${result.place}: ${result.message}`);
  return result.draft;
}

/**
 * Where two readings differ: lines of the one that the other has not at that place. `counted` matches labels that the
 * other reader writes where it counts paragraphs, in a manner of its own.
 */
export function differences(ours: readonly Line[], theirs: readonly string[], counted = /^(?!)/u): string[] {
  const other = theirs
    .map(squeezed)
    .filter((line) => line !== "" && (line.replace(counted, "") !== "" || /\d$/.test(line)));
  const same = (line: Line | undefined, text: string | undefined): boolean =>
    line !== undefined &&
    text !== undefined &&
    (line.label + line.text === text || line.text === text || line.text === text.replace(counted, ""));
  const result: string[] = [];
  let [i, j] = [0, 0];
  while (i < ours.length || j < other.length) {
    if (same(ours[i], other[j])) [i, j] = [i + 1, j + 1];
    else {
      const step = nearest(ours, other, i, j, same);
      for (let n = 0; n < step.ours; n++) result.push(`ours: ${ours[i + n]!.label} ${ours[i + n]!.text}`);
      for (let n = 0; n < step.other; n++) result.push(`theirs: ${other[j + n]!}`);
      [i, j] = [i + step.ours, j + step.other];
    }
  }
  return result;
}

/** How many lines of each side to pass until they are the same again. */
function nearest(
  ours: readonly Line[],
  other: readonly string[],
  i: number,
  j: number,
  same: (line: Line | undefined, text: string | undefined) => boolean,
): { ours: number; other: number } {
  for (let both = 1; both <= 40; both++)
    for (let n = 0; n <= both; n++) if (same(ours[i + n], other[j + both - n])) return { ours: n, other: both - n };
  return { ours: Math.min(1, ours.length - i), other: Math.min(1, other.length - j) };
}
