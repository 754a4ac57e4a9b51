/** Whose a revision is: the delegation that its author stands for, and the person. */
import { DELEGATION } from "../../schema/index.ts";
import type { ReadOptions } from "./result.ts";

export interface Proposer {
  delegation: string;
  /** The person; empty where the author's name is the delegation's code and no more. */
  by: string;
}

/** Without a delegation that is named, what nobody is known for is the secretariat's: it imports files. */
export const NOBODY = "SEC";

/** Who an author is: what the map says, what the name says itself (`USA`, `USA (Jane)`, `USA — Jane`), or the default. */
export function proposerOf(author: string, { authors, delegation = NOBODY, unknown }: ReadOptions): Proposer {
  const mapped = authors !== undefined && Object.hasOwn(authors, author) ? authors[author] : undefined;
  if (mapped !== undefined && DELEGATION.test(mapped)) return { delegation: mapped, by: author };
  const name = author.trim();
  if (DELEGATION.test(name)) return { delegation: name, by: "" };
  const [, code = "", inParentheses, behindDash] = /^(\S+?)\s*(?:\(([^()]*)\)|\s[—–-]\s+(.*))$/u.exec(name) ?? [];
  if (DELEGATION.test(code)) return { delegation: code, by: (inParentheses ?? behindDash ?? "").trim() };
  if (name !== "") unknown?.(author);
  return { delegation, by: author };
}

/**
 * A date of Word's as a time in UTC, empty where it is none. Word writes the clock on the wall as if it were UTC, and
 * other programs leave the zone out: both are taken as they stand.
 */
export function timeOf(date: string): string {
  const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(date.trim());
  if (written === null) return "";
  const [, minute, second = ":00", , zone = "Z"] = written;
  const time = Date.parse(`${minute}${second}${zone}`);
  // Years beyond 9999 are none that a time of a draft can have.
  if (!(time >= Date.UTC(1, 0) && time < Date.UTC(10000, 0))) return "";
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
