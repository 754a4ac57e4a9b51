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
  type Insert,
  parseKey,
  runsOf,
} from "../../schema/index.ts";
import { type Fate, closeDraft, deltaOf, keepParagraphs } from "./fates.ts";

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
  const kept = keepParagraphs(fates, () => true);
  const closed = closeDraft(kept.fates, false, (attributes) => decided(attributes, verdictOf));
  return { delta: deltaOf(closed), dependants: dependantsOf(fates, kept.stranded, verdictOf) };
}

type VerdictOf = (change: unknown) => Verdict | undefined;

/** Whether the verdicts take an item away: its insertion rejected, or a deletion of it accepted. */
function goes(attributes: Attributes | undefined, verdictOf: VerdictOf): boolean {
  if (attributes === undefined) return false;
  if (verdictOf(attributes.ins) === "reject") return true;
  for (const key in attributes) if (parseKey(key).kind === "del" && verdictOf(attributes[key]) === "accept") return true;
  return false;
}

/** The attributes of an item that stays: decided keys gone, accepted settings in force in order of delegation code. */
function decided(attributes: Attributes | undefined, verdictOf: VerdictOf): Attributes | undefined {
  if (attributes === undefined) return undefined;
  const result: Attributes = {};
  const accepted: [key: string, attribute: string, value: Setting["value"]][] = [];
  for (const key in attributes) {
    const k = parseKey(key);
    if ((k.kind === "ins" || k.kind === "del") && verdictOf(attributes[key]) !== undefined) continue;
    if (k.kind === "set") {
      const { change, value } = attributes[key] as Setting;
      const verdict = verdictOf(change);
      if (verdict === "accept") accepted.push([key, k.attribute, value]);
      if (verdict !== undefined) continue;
    }
    result[key] = attributes[key];
  }
  for (const [, attribute, value] of accepted.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === null) delete result[attribute];
    else result[attribute] = value;
  }
  return result;
}

function dependantsOf(fates: readonly Fate[], stranded: ReadonlySet<ChangeId>, verdictOf: VerdictOf): Dependant[] {
  const found = new Map<string, Dependant>();
  const note = (change: ChangeId, effect: Dependant["effect"], insert: Insert) => {
    const key = `${effect} ${change}`;
    const text = typeof insert === "string" ? insert : "\uFFFC";
    const dependant = found.get(key);
    if (dependant === undefined) found.set(key, { change, effect, text });
    else dependant.text += text;
  };
  fates.forEach((fate, i) => {
    if (fate.kind !== "kept" && fate.kind !== "removed") return;
    const change = fate.before?.ins;
    if (typeof change !== "string" || verdictOf(change) !== undefined) return;
    if (fate.kind === "removed") note(change, "removed", fate.insert);
    else if (stranded.has(change) || standsInsideRemoved(fates, i, change)) note(change, "stranded", fate.insert);
  });
  return [...found.values()];
}

/** Whether a run of pending text stands inside an insertion that goes: what surrounds its change on both sides goes. */
function standsInsideRemoved(fates: readonly Fate[], at: number, change: ChangeId): boolean {
  return [-1, 1].every((step) => {
    let i = at + step;
    while (fates[i]?.kind === "kept" && (fates[i] as Fate & { kind: "kept" }).before?.ins === change) i += step;
    return fates[i]?.kind === "removed";
  });
}
