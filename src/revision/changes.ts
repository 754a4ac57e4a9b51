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
  lengthOf,
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
  const open = new Map<string, Touch>(); // the last touch of each change and kind: a stretch may go on from there
  let at = 0;
  const touch = (change: unknown, kind: Touch["kind"], insert: Insert, note = "") => {
    if (!isChange(change)) return;
    let revision = result.get(change);
    if (revision === undefined)
      result.set(change, (revision = { id: change, delegation: delegationOf(change), touches: [] }));
    const to = at + lengthOf(insert);
    const text = insert === MARK ? "¶" : typeof insert === "string" ? insert : "\uFFFC";
    const last = open.get(`${change} ${kind} ${note}`);
    if (last?.to === at) {
      last.to = to;
      last.text += text;
      return;
    }
    const next = { kind, from: at, to, text: note + text };
    open.set(`${change} ${kind} ${note}`, next);
    revision.touches.push(next);
  };
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind === "ins") touch(attributes[key], "insert", insert);
      else if (k.kind === "del") touch(attributes[key], "delete", insert);
      else if (k.kind === "set") {
        const setting = attributes[key] as Setting;
        touch(setting.change, "set", insert, `${k.attribute}: ${setting.value ?? "none"} — `);
      }
    }
    at += lengthOf(insert);
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
  const effects = new Map<ChangeId, Map<string, { how: string; text: string }[]>>();
  const add = (change: unknown, what: string, how: string, insert: Insert) => {
    if (!isChange(change) || !wanted(change)) return;
    let kinds = effects.get(change);
    if (kinds === undefined) effects.set(change, (kinds = new Map()));
    let list = kinds.get(what);
    if (list === undefined) kinds.set(what, (list = []));
    // Joined, so that the digest does not depend on where others' marks happen to cut the text.
    const last = list.at(-1);
    const text = typeof insert === "string" ? insert : JSON.stringify(insert);
    if (last?.how === how) last.text += text;
    else list.push({ how, text });
  };
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    for (const key in attributes) {
      const k = parseKey(key);
      if (k.kind === "ins") add(attributes[key], "insert", JSON.stringify(properties(attributes)), insert);
      else if (k.kind === "del") add(attributes[key], "delete", "", insert);
      else if (k.kind === "set") {
        const { change, value } = attributes[key] as Setting;
        add(change, `set ${k.attribute}`, JSON.stringify(value), insert);
      }
    }
  }
  const inOrder = (kinds: Map<string, unknown>) => [...kinds.keys()].sort().map((what) => [what, kinds.get(what)]);
  return new Map([...effects].map(([change, kinds]) => [change, hash(JSON.stringify(inOrder(kinds)))]));
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

/** A 64-bit string hash (cyrb53 without its last truncation), in hexadecimal. */
export function hash(text: string): string {
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
