/** What each pending change inserts, deletes and sets at present: for the panel, the record of a decision, its digest. */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Op,
  type Setting,
  delegationOf,
  isChange,
  parseKey,
  runsOf,
} from "../../schema/index.ts";

/** A stretch of text that a change touches, in the sequence. */
export interface Touch {
  kind: "insert" | "delete" | "set";
  from: number;
  to: number;
  /** The text; for a setting `attribute: value` before it. */
  text: string;
}
export interface Revision {
  id: ChangeId;
  delegation: string;
  touches: Touch[];
}

/** All changes of a sequence in the order of their first place in it. */
export function revisions(sequence: Delta): Map<ChangeId, Revision> {
  const result = new Map<ChangeId, Revision>();
  let at = 0;
  const touch = (change: unknown, kind: Touch["kind"], insert: Insert, note = "") => {
    if (!isChange(change)) return;
    let revision = result.get(change);
    if (revision === undefined) result.set(change, (revision = { id: change, delegation: delegationOf(change), touches: [] }));
    const length = typeof insert === "string" ? insert.length : 1;
    const text = insert === MARK ? "¶" : typeof insert === "string" ? insert : "\uFFFC";
    const last = revision.touches.at(-1);
    if (last !== undefined && last.kind === kind && last.to === at && note === "") {
      last.to += length;
      last.text += text;
    } else revision.touches.push({ kind, from: at, to: at + length, text: note + text });
  };
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind === "ins") touch(attributes[key], "insert", insert);
      else if (k.kind === "del") touch(attributes[key], "delete", insert);
      else if (k.kind === "set") {
        const setting = attributes[key] as Setting;
        touch(setting.change, "set", insert, `${k.attribute}: ${setting.value === null ? "none" : setting.value} — `);
      }
    }
    at += typeof insert === "string" ? insert.length : 1;
  }
  return result;
}

/**
 * A hash of what a change inserts, deletes and sets at present: equal for as long as nobody altered what it does,
 * wherever it stands. Not cryptographic: it tells races apart, not forgers.
 */
export function digestOf(sequence: Delta, change: ChangeId): string {
  return digests(sequence, (id) => id === change).get(change) ?? hash("");
}

/** The digests of all changes that `wanted` names, in one pass. */
export function digests(sequence: Delta, wanted: (change: ChangeId) => boolean = () => true): Map<ChangeId, string> {
  const effects = new Map<ChangeId, { what: string; text: string }[]>();
  const add = (change: unknown, what: string, insert: Insert) => {
    if (!isChange(change) || !wanted(change)) return;
    let list = effects.get(change);
    if (list === undefined) effects.set(change, (list = []));
    // Joined, so that the digest does not depend on where others' marks happen to cut the text.
    const last = list.at(-1);
    const text = typeof insert === "string" ? insert : JSON.stringify(insert);
    if (last?.what === what) last.text += text;
    else list.push({ what, text });
  };
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind === "ins") add(attributes[key], `insert ${JSON.stringify(properties(attributes))}`, insert);
      else if (k.kind === "del") add(attributes[key], "delete", insert);
      else if (k.kind === "set") {
        const { change, value } = attributes[key] as Setting;
        add(change, `set ${k.attribute} ${JSON.stringify(value)}`, insert);
      }
    }
  }
  return new Map([...effects].map(([change, list]) => [change, hash(JSON.stringify(list))]));
}

/** What an inserted item is, its place in the negotiation aside. */
function properties(attributes: Attributes | undefined): Attributes {
  const result: Attributes = {};
  for (const key of Object.keys(attributes ?? {}).sort()) {
    const kind = parseKey(key).kind;
    if (kind === "format" || (kind === "mark" && key !== "agreed")) result[key] = attributes![key];
  }
  return result;
}

/** 53-bit FNV-like string hash, in hexadecimal. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, "0") + (a >>> 0).toString(16).padStart(8, "0");
}
