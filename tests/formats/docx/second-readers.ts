/** Our reading of a document against a second reader's: the same paragraphs, white space and counted labels aside. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Delta, type DraftFile, labellingOf, labelsOf, paragraphs } from "../../../schema/index.ts";
import { readDocx } from "../../../src/formats/index.ts";

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

export function read(name: string): DraftFile {
  const result = readDocx(readFileSync(pathOf(name)));
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
