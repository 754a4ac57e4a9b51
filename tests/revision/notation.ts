/**
 * Drafts as one readable line. `[abc +USA -F]` is text of a pending insertion of USA that F proposes to delete, ¶ a
 * paragraph mark, ◊ an inline object. What stands behind the text in brackets:
 *
 *   +USA          inserted by the change USA:1        +USA:2      by USA:2
 *   -F            proposed to be deleted by F:1       -F:2        by F:2
 *   =F.level:1    proposed by F:1 to be set           =F:2.level  by F:2 to be taken away
 *   .em .level:1  its own attributes                  #p1         its id
 *   %key:value    an attribute that is not known
 */
import { expect } from "vitest";
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Op,
  canonical,
  canonicalSequence,
  parseKey,
  runsOf,
} from "../../schema/index.ts";
import type { Setting } from "../../schema/index.ts";

const OBJECT: Insert = { ref: "p1" };

/** The sequence that a line describes. */
export function draft(line: string): Delta {
  const result = new Delta();
  for (const [, marked, plain] of line.matchAll(/\[([^\]]*)\]|([^[\]]+)/g)) {
    if (plain !== undefined) write(result, plain, undefined);
    else {
      const words = marked!.split(" ");
      let first = words.length;
      while (first > 1 && /^[-+=.#%]/.test(words[first - 1]!)) first--;
      write(result, words.slice(0, first).join(" "), attributesOf(words.slice(first)));
    }
  }
  return result;
}

function write(sequence: Delta, text: string, attributes: Attributes | undefined): void {
  for (const piece of text.split(/([¶◊])/)) {
    if (piece === "") continue;
    const insert = piece === "¶" ? MARK : piece === "◊" ? OBJECT : piece;
    sequence.insert(insert as string, attributes);
  }
}

/** The attributes of marks such as `+USA -F`. */
export function attributesOf(marks: readonly string[]): Attributes {
  const result: Attributes = {};
  for (const mark of marks) {
    const rest = mark.slice(1);
    if (mark.startsWith("+")) result.ins = changeOf(rest);
    else if (mark.startsWith("-")) result[`del:${rest.split(":")[0]}`] = changeOf(rest);
    else if (mark.startsWith("#")) result.id = rest;
    else if (mark.startsWith("=")) {
      const [change, attribute, value] = /^(.+?)\.(\w+)(?::(.+))?$/.exec(rest)!.slice(1) as [string, string, string?];
      result[`set:${change.split(":")[0]}:${attribute}`] = {
        change: changeOf(change),
        value: value === undefined ? null : read(value),
      };
    } else {
      const [key, value] = split(rest);
      result[key] = value === undefined ? true : read(value);
    }
  }
  return result;
}

const changeOf = (short: string): ChangeId => (short.includes(":") ? short : `${short}:1`);
const split = (text: string): [string, string?] =>
  text.includes(":") ? (text.split(":") as [string, string]) : [text];
const read = (value: string): string | number | boolean =>
  value === "true" ? true : /^\d+$/.test(value) ? Number(value) : value;

/** The line that describes a sequence; `draft` reads it. */
export function shown(sequence: Delta): string {
  let result = "";
  let open = "";
  for (const { insert, attributes } of runsOf(canonicalSequence(sequence.ops as Op[]).ops as Op[])) {
    const marks = Object.entries(canonical(attributes) ?? {})
      .map(([key, value]) => markOf(key, value))
      .sort(inOrder)
      .join(" ");
    if (marks !== open && open !== "") result += ` ${open}]`;
    if (marks !== open && marks !== "") result += "[";
    open = marks;
    result += insert === MARK ? "¶" : typeof insert === "string" ? insert : "◊";
  }
  return open === "" ? result : `${result} ${open}]`;
}

function markOf(key: string, value: unknown): string {
  const k = parseKey(key);
  switch (k.kind) {
    case "ins":
      return `+${short(value)}`;
    case "del":
      return `-${short(value)}`;
    case "set": {
      const { change, value: proposed } = value as Setting;
      return `=${short(change)}.${k.attribute}${proposed === null ? "" : `:${proposed}`}`;
    }
    case "format":
      return `.${key}`;
    case "mark":
      return key === "id" ? `#${value}` : `.${key}:${value}`;
    case "comment":
    case "unknown":
      return value === true ? `%${key}` : `%${key}:${value}`;
  }
}

const short = (change: unknown): string => (change as string).replace(/:1$/, "");
const SIGNS = "+-=.#%";
const inOrder = (a: string, b: string): number => SIGNS.indexOf(a[0]!) - SIGNS.indexOf(b[0]!) || (a < b ? -1 : 1);

/** An edit that begins at this place: `at(3).insert("X")`. */
export const at = (index: number): Delta => new Delta().retain(index);

/** A sequence as its file has it: JSON keeps all of it, and nothing in it is null. */
export function expectPlainData(delta: Delta): void {
  expect(JSON.parse(JSON.stringify(delta.ops))).toEqual(delta.ops);
  for (const { insert, attributes } of delta.ops as Op[]) {
    if (insert !== undefined) for (const key in attributes) expect(attributes[key], key).not.toBe(null);
  }
}
