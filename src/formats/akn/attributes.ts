/** Attributes of the sequence as attributes of XML elements, in our namespace, and back. */
import {
  type Attributes,
  type ChangeId,
  FORMATS,
  MARK_ATTRIBUTES,
  delegationOf,
  deletionKey,
  parseKey,
} from "../../../schema/index.ts";
import type { XmlAttributes } from "../xml-read.ts";
import { type XmlValues, jsonOf } from "../xml-write.ts";

export interface Split {
  ins: ChangeId | undefined;
  /** In order of delegation code. */
  dels: ChangeId[];
  /** What a mark is: role, level and so on. */
  known: Attributes;
  /** Settings, comments and what nobody knows. */
  more: Attributes;
}

/** Attributes by what XML says them with; formatting is said by elements and left out. */
export function split(attributes: Attributes | undefined): Split {
  const result: Split = { ins: undefined, dels: [], known: {}, more: {} };
  for (const key in attributes) {
    const value = attributes[key];
    const { kind } = parseKey(key);
    if (kind === "ins") result.ins = value as ChangeId;
    else if (kind === "del") result.dels.push(value as ChangeId);
    else if (kind === "mark") result.known = { ...result.known, [key]: value };
    else if (kind !== "format") result.more = { ...result.more, [key]: value };
  }
  result.dels.sort();
  return result;
}

/** A paragraph mark on the element of its paragraph. */
export function markAttributes(mark: Attributes): XmlValues {
  const { ins, dels, known, more } = split(mark);
  const result: XmlValues = {};
  for (const name of MARK_ATTRIBUTES) if (known[name] !== undefined) result[`pl:${name}`] = String(known[name]);
  result["pl:role"] ??= "";
  result["pl:ins"] = ins;
  result["pl:del"] = dels.length === 0 ? undefined : dels.join(" ");
  result["pl:more"] = Object.keys(more).length === 0 ? undefined : jsonOf(more);
  return result;
}

/** The attributes of a mark that an element says. Throws SyntaxError where `more` is not JSON. */
export function markOf(attributes: XmlAttributes): Attributes {
  let mark: Attributes = {};
  for (const name of MARK_ATTRIBUTES) {
    const value = attributes[`pl:${name}`];
    if (value !== undefined && value !== "") mark[name] = name === "level" ? Number(value) : value;
  }
  const ins = attributes["pl:ins"];
  if (ins !== undefined) mark.ins = ins;
  for (const change of (attributes["pl:del"] ?? "").split(/\s+/).filter((each) => each !== ""))
    mark = { ...mark, [deletionKey(delegationOf(change))]: change };
  return { ...mark, ...moreOf(attributes) };
}

/** What nothing else says. Throws SyntaxError where it is not a JSON object. */
export function moreOf(attributes: XmlAttributes): Attributes {
  const more = attributes["pl:more"];
  if (more === undefined) return {};
  const value: unknown = JSON.parse(more);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SyntaxError("not an object");
  return value as Attributes;
}

const ELEMENTS = { em: "i", strong: "b", sup: "sup", sub: "sub", underline: "u" } as const;

/** The elements that say formatting, the outermost last. */
export const formatElements = (attributes: Attributes | undefined): string[] =>
  FORMATS.filter((name) => attributes?.[name] === true).map((name) => ELEMENTS[name]);

/** The formatting that an element says; null for others. */
export const formatOfElement = (element: string): string | null =>
  FORMATS.find((name) => ELEMENTS[name] === element) ?? null;
