/**
 * Scenarios as data. A file is a list of cases, a case is
 *
 *   name     what it is about
 *   hand     whether its expectations were written by hand from the laws, or recorded (`npm run scenarios`) and looked through
 *   base     the draft: ¶ ends a paragraph. `{call}`, `{heading}` … before it is its role, `{1}` its level; without one it
 *            is an item of level 0. `*words*` are emphasized
 *   before   edits made one after the other, each seen by everybody
 *   edits    edits made apart, each person on an own copy
 *   agreed   words of the paragraphs that the chair agrees while these edits are under way
 *   order    who arrives first, second …; without it both orders are told, by name and the other way round
 *   expect   what is there after the merge
 *
 * An edit is `by` a delegation (`USA.2` is a second person of USA; SEC and CHAIR edit directly, the others propose;
 * `mode` says otherwise) and does one thing. Places are words of the author's own redline, which must stand there once:
 * `at` has a caret `^` among them, a stretch may be narrowed with brackets, as in `one [two] three`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Delta,
  MARK,
  type Attributes,
  type Format,
  type Op,
  type Role,
  levelOf,
  roleOf,
  runsOf,
} from "../../schema/index.ts";

export type Edit = { by: string; mode?: "propose" | "direct" } & Deed;
export type Deed =
  /** Text typed at one place; with ¶ in it, it is a paste of several paragraphs like the one there. */
  | { type: string; at: string }
  | { delete: string }
  | { replace: string; with: string }
  /** A new mark like that of the paragraph at the caret. */
  | { split: string }
  /** Backspace at a paragraph's start: the joined paragraph is what the upper one was. */
  | { join: string }
  /** Whole paragraphs, in the base's notation, where a paragraph begins. */
  | { insert: string; at: string }
  | { level: number; of: string }
  | { role: Role; of: string }
  | { format: Format; of: string }
  | { unformat: Format; of: string }
  /** Whole paragraphs, to where one begins or the draft ends. */
  | { move: string; to: string };

export interface Expectation {
  /** As `redline` of the network in memory shows it. */
  redline: string | Orders;
  /** In the base's notation. Without proposals of others in it, the original needs no telling: it is the base. */
  original?: string | Orders;
  final: string | Orders;
  /** When only that delegation's changes are accepted, and all others rejected. */
  accept?: Record<string, string | Orders>;
  /**
   * What deciding one by one comes to where it is not what the view shows, because a decision strands text (S5) or
   * leaves text behind the last mark (S7): by delegation, `all` or `none`.
   */
  decided?: Record<string, string[]>;
  /** Of each paragraph of the redline: `+b)` inserted, `-b)` struck, `b)→d)`, empty without one. */
  labels?: string[];
  /** How many changes are pending. */
  changes?: number;
  /** What goes back to its author, because the paragraph is agreed. */
  returned?: Record<string, string[]>;
}
/** By who arrives first. */
export type Orders = Record<string, string>;

export interface Scenario {
  name: string;
  hand: boolean;
  base: string;
  before?: Edit[];
  edits: Edit[];
  agreed?: string[];
  order?: string[];
  expect: Expectation;
}

export const FOLDER = import.meta.dirname;

/** All files of scenarios, by their place in the folder. */
export function scenarioFiles(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort();
}
export const readScenarios = (file: string): Scenario[] => JSON.parse(readFileSync(join(FOLDER, file), "utf8"));

/** The sequence that a line of the base's notation describes; `markId` gives the ids of its marks, if they have any. */
export function sequenceOf(line: string, markId: (() => string) | null): Delta {
  const result = new Delta();
  const lines = line.split("¶");
  if (lines.pop() !== "") throw new Error(`"${line}" does not end in ¶`);
  for (const paragraph of lines) {
    const [, sign, text] = /^(?:\{([\w-]+)\})?(.*)$/.exec(paragraph)!;
    text!.split("*").forEach((words, i) => words !== "" && result.insert(words, i % 2 === 1 ? { em: true } : {}));
    result.insert(MARK, { ...(markId !== null && { id: markId() }), ...markOf(sign) });
  }
  return result;
}
const markOf = (sign: string | undefined): Attributes =>
  sign === undefined ? { role: "item" } : /^\d$/.test(sign) ? { role: "item", level: Number(sign) } : { role: sign };

/** A view in the base's notation. */
export function lineOf(shown: Delta): string {
  let result = "";
  let text = "";
  for (const { insert, attributes } of runsOf(shown.ops as Op[])) {
    if (insert === MARK) {
      const [role, level] = [roleOf(attributes ?? {}), levelOf(attributes ?? {})];
      const sign = role !== "item" ? `{${role}}` : level > 0 ? `{${level}}` : "";
      result += `${sign}${text}¶`;
      text = "";
    } else text += attributes?.em === true ? `*${insert}*` : insert;
  }
  return result + text;
}
