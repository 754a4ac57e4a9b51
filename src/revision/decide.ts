/**
 * The chair's verdicts on changes. Accepting all reaches `final`, rejecting all `original`, one by one in any order the
 * same text (S4); what a decision takes along or leaves without a paragraph is named (S5).
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Op,
  type Setting,
  isRevisionKey,
  parseKey,
  runsOf,
  settled,
} from "../../schema/index.ts";
import { type Fate, closeDraft, deltaOf, isPending, keepParagraphs } from "./fates.ts";

export type Verdict = "accept" | "reject";
export type Verdicts = Record<ChangeId, Verdict>;

/** Pending text of a change without a verdict that a decision takes along, or leaves standing alone. */
export interface Dependant {
  change: ChangeId;
  /** `removed`: its text goes with what is decided. `stranded`: it stays, pending, without what it stood in. */
  effect: "removed" | "stranded";
  text: string;
}

/** The Delta that carries out the verdicts on `sequence`, and the dependants that have no verdict of their own. */
export function decide(sequence: Delta, verdicts: Verdicts): { delta: Delta; dependants: Dependant[] } {
  const verdictOf = (change: unknown): Verdict | undefined =>
    typeof change === "string" && Object.hasOwn(verdicts, change) ? verdicts[change] : undefined;
  const fates: Fate[] = [];
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    if (goes(attributes, verdictOf)) fates.push({ kind: "removed", insert, before: attributes });
    else fates.push({ kind: "kept", insert, before: attributes, after: decided(attributes, verdictOf) });
  }
  const kept = keepParagraphs(fates);
  const closed = closeDraft(kept.fates, false, (attributes) => decided(attributes, verdictOf));
  const stranded = new Set([...kept.stranded, ...insideRemoved(closed)]);
  return { delta: deltaOf(closed), dependants: dependantsOf(closed, stranded, verdictOf) };
}

type VerdictOf = (change: unknown) => Verdict | undefined;

/** Whether the verdicts take an item away: its insertion rejected, or a deletion of it accepted. */
function goes(attributes: Attributes | undefined, verdictOf: VerdictOf): boolean {
  if (attributes === undefined) return false;
  if (verdictOf(attributes.ins) === "reject") return true;
  for (const key in attributes)
    if (parseKey(key).kind === "del" && verdictOf(attributes[key]) === "accept") return true;
  return false;
}

/** The attributes of an item that stays: accepted settings in force, and the marks that have no verdict. */
function decided(attributes: Attributes | undefined, verdictOf: VerdictOf): Attributes {
  const result = { ...settled(attributes, (change) => verdictOf(change) === "accept") };
  for (const key in attributes) {
    const change = parseKey(key).kind === "set" ? (attributes[key] as Setting).change : attributes[key];
    if (isRevisionKey(key) && verdictOf(change) === undefined) result[key] = attributes[key];
  }
  return result;
}

function dependantsOf(fates: readonly Fate[], stranded: ReadonlySet<Fate>, verdictOf: VerdictOf): Dependant[] {
  const found = new Map<string, Dependant>();
  for (const fate of fates) {
    const change = "before" in fate ? fate.before?.ins : undefined;
    if (typeof change !== "string" || verdictOf(change) !== undefined) continue;
    if (fate.kind === "kept" && !stranded.has(fate)) continue;
    const effect = fate.kind === "removed" ? "removed" : "stranded";
    const text = typeof fate.insert === "string" ? fate.insert : "\uFFFC";
    const dependant = found.get(`${effect} ${change}`);
    if (dependant === undefined) found.set(`${effect} ${change}`, { change, effect, text });
    else dependant.text += text;
  }
  return [...found.values()];
}

/** The pending text that stands inside what goes: beside it and other pending text, text goes on both sides. */
function insideRemoved(fates: readonly Fate[]): Set<Fate> {
  const inside = new Set<Fate>();
  let since: Fate[] | null = null; // the pending text since text that goes; null where something stays before it
  for (const fate of fates) {
    if (fate.kind === "removed") {
      for (const text of since ?? []) inside.add(text);
      since = [];
    } else if (fate.kind === "kept" && isPending(fate)) since?.push(fate);
    else if (fate.kind === "kept") since = null;
  }
  return inside;
}
