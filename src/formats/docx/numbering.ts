/** The labels that Word counts itself (`numbering.xml`): they are no text of the document. */
import { letters, roman } from "../../../schema/index.ts";
import type { ListPlace } from "../reading/paragraph.ts";
import { type Element, childOf, valueOf } from "./xml.ts";

interface Level {
  format: string;
  /** `%1.%2)`: the numbers of levels, from 1, and the signs between. */
  text: string;
  start: number;
}

const DEEPEST = 9;

export class Numbering {
  private readonly levels = new Map<string, Level[]>();
  private readonly lists = new Map<string, string>();
  /** How far each list has been counted, by level. */
  private readonly counters = new Map<string, number[]>();

  constructor(root: Element | undefined) {
    const abstract = new Map<string, Level[]>();
    for (const element of root?.elements ?? []) {
      if (element.name === "w:abstractNum")
        abstract.set(element.attributes["w:abstractNumId"] ?? "", levelsIn(element, []));
      if (element.name !== "w:num") continue;
      const id = element.attributes["w:numId"] ?? "";
      const list = valueOf(element, "w:abstractNumId") ?? "";
      const overrides = element.elements.filter(({ name }) => name === "w:lvlOverride");
      this.levels.set(id, overridden(abstract.get(list) ?? [], overrides));
      // Numbers of one abstract list count on, unless one begins again.
      this.lists.set(id, overrides.length > 0 ? `num ${id}` : list);
    }
  }

  /** Whether a list is one that the document defines. */
  has({ num }: ListPlace): boolean {
    return this.levels.has(num);
  }

  /** Counts a paragraph: its label as Word shows it, empty where there is none. */
  next({ num, level }: ListPlace): string {
    const levels = this.levels.get(num);
    const here = levels?.[level];
    if (levels === undefined || here === undefined || level >= DEEPEST) return "";
    const list = this.lists.get(num)!;
    const counters = this.counters.get(list) ?? [];
    this.counters.set(list, counters);
    counters.length = Math.min(counters.length, level + 1);
    for (let above = counters.length; above < level; above++) counters.push(levels[above]?.start ?? 1);
    counters[level] = (counters[level] ?? here.start - 1) + 1;
    if (here.format === "bullet") return "–";
    return here.text
      .replace(/%([1-9])/g, (_, digit: string) => {
        const of = Number(digit) - 1;
        return written(levels[of]?.format ?? "decimal", counters[of] ?? 1);
      })
      .trim()
      .slice(0, 32);
  }
}

function overridden(levels: readonly Level[], overrides: readonly Element[]): Level[] {
  let result = [...levels];
  for (const override of overrides) {
    result = levelsIn(override, result);
    const index = Number(override.attributes["w:ilvl"] ?? 0);
    const start = Number(valueOf(override, "w:startOverride"));
    const level = result[index];
    if (level !== undefined && Number.isInteger(start)) result[index] = { ...level, start };
  }
  return result;
}

function levelsIn(element: Element, before: readonly Level[]): Level[] {
  const result = [...before];
  for (const level of element.elements) {
    const index = Number(level.attributes["w:ilvl"] ?? 0);
    if (level.name !== "w:lvl" || !(index >= 0 && index < DEEPEST)) continue;
    result[index] = {
      format: valueOf(level, "w:numFmt") ?? "decimal",
      text: valueOf(level, "w:lvlText") ?? "",
      start: Number(childOf(level, "w:start")?.attributes["w:val"] ?? 1) || 0,
    };
  }
  return result;
}

/** Larger numbers are no labels of a text, and a roman one of a billion would be a million letters long. */
const MOST = 3999;

/** A number in one of Word's formats; those that are not known in digits. */
function written(format: string, n: number): string {
  if (n < 1 || n > MOST) return String(n);
  switch (format) {
    case "lowerLetter":
      return letters(n);
    case "upperLetter":
      return letters(n).toUpperCase();
    case "lowerRoman":
      return roman(n);
    case "upperRoman":
      return roman(n).toUpperCase();
    case "none":
      return "";
    default:
      return String(n);
  }
}
