/** Closing paragraphs that are agreed, and opening them again (G4). */
import { type ChangeId, Delta, MARK, type Op, type Setting, idOf, parseKey, runsOf } from "../schema/index.ts";
import { agreementOf, isAgreed } from "../src/revision/index.ts";
import { SERVER, type Guarded, finish } from "./guard.ts";
import type { DecisionRecord } from "./log.ts";
import { named } from "./named.ts";
import type { Command } from "./jobs.ts";
import type { Actor } from "./peer.ts";
import type { Replica } from "./replica.ts";

/** What a decision is told that would change agreed paragraphs. */
export const closedTo = (ids: readonly string[]): string =>
  `what is agreed would change: open it first (paragraph ${named(ids)})`;

export type Agreed =
  | { ok: true; record: DecisionRecord | null }
  | { ok: false; why: "conflict" | "not-found"; message: string; changes: ChangeId[] };

/**
 * Closes or opens paragraphs by their marks' ids. What is pending in a paragraph has to be decided before it can be
 * agreed. `record` is null when they are all as asked already.
 */
export const agree =
  (actor: Actor, ids: readonly string[], agreed: boolean): Command<Agreed> =>
  (replica, time): { guarded: Guarded | null; result: Agreed } => {
    const wanted = new Set(ids);
    const found = paragraphsOf(replica).filter(({ id }) => wanted.has(id));
    const there = new Set(found.map(({ id }) => id));
    const missing = ids.filter((id) => !there.has(id));
    if (missing.length > 0) {
      const message = `no such adopted paragraph: ${named(missing)}`;
      return { guarded: null, result: { ok: false, why: "not-found", message, changes: [] } };
    }
    const pending = agreed ? [...new Set(found.flatMap(({ changes }) => changes))] : [];
    if (pending.length > 0) {
      const message = `decide first on what is pending there: ${named(pending)}`;
      return { guarded: null, result: { ok: false, why: "conflict", message, changes: pending } };
    }
    const delta = new Delta();
    let at = 0;
    for (const paragraph of found.filter((each) => each.agreed !== agreed)) {
      delta.retain(paragraph.index - at).retain(1, { agreed: agreed ? agreementOf(replica.seq + 1) : null });
      at = paragraph.index + 1;
    }
    if (delta.ops.length === 0) return { guarded: null, result: { ok: true, record: null } };
    const record: DecisionRecord = {
      verdict: agreed ? "agree" : "reopen",
      by: actor.name,
      member: actor.member,
      time,
      at: replica.seq,
      paragraphs: [...ids],
      changes: {},
      dependants: [],
    };
    replica.text.write(delta, SERVER);
    const who = { member: actor.member, name: actor.name };
    const guarded = finish(replica, who, replica.takeEffects(), time, { decision: record });
    return { guarded, result: { ok: true, record } };
  };

interface Adopted {
  id: string;
  /** Of its mark, in the sequence. */
  index: number;
  agreed: boolean;
  /** What is pending between the adopted mark before and its own. */
  changes: ChangeId[];
}

/** The paragraphs of the original, with what is pending in them. */
function paragraphsOf(replica: Replica): Adopted[] {
  const result: Adopted[] = [];
  let changes = new Set<ChangeId>();
  let own = new Set<ChangeId>(); // since the last mark, pending or not: what comes before it is another paragraph
  let text = false; // whether adopted text stands before a pending mark of the paragraph
  let at = 0;
  for (const { insert, attributes } of runsOf(replica.sequence().ops as Op[])) {
    const isNew = attributes?.ins !== undefined;
    for (const key in attributes) {
      const { kind } = parseKey(key);
      if (kind === "ins" || kind === "del") own.add(attributes[key] as ChangeId);
      else if (kind === "set") own.add((attributes[key] as Setting).change);
    }
    if (insert !== MARK) text ||= !isNew;
    else if (isNew) {
      if (text) for (const change of own) changes.add(change);
      own = new Set();
    } else {
      const all = [...changes, ...own];
      result.push({ id: idOf(attributes ?? {}), index: at, agreed: isAgreed(attributes), changes: all });
      changes = new Set();
      own = new Set();
      text = false;
    }
    at += typeof insert === "string" ? insert.length : 1;
  }
  return result;
}
