/**
 * What an item is in a view: whether it is there, and with which attributes. `original` applies no change, `final`
 * applies all, a predicate applies the chosen ones. These are plain filters, as in Word (ECMA-376 §17.13.5), because
 * other readers of our exports must reach the same text.
 */
import { type Attributes, type ChangeId, type Setting, parseKey } from "./attributes.ts";
import { type Delta, MARK, type Op, type Run, joined, runsOf } from "./sequence.ts";

export type Chosen = (change: ChangeId) => boolean;
export type View = "original" | "final" | "redline" | Chosen;

export const chosenIn = (view: View): Chosen | null =>
  view === "redline" ? null : view === "original" ? () => false : view === "final" ? () => true : view;

/** Whether an item is in the text when the chosen changes are applied and the others are not. */
export function standsIn(attributes: Attributes | undefined, chosen: Chosen): boolean {
  if (attributes === undefined) return true;
  for (const key in attributes) {
    if (key === "ins") {
      if (!chosen(attributes[key] as ChangeId)) return false;
    } else if (key.startsWith("del:") && parseKey(key).kind === "del" && chosen(attributes[key] as ChangeId))
      return false;
  }
  return true;
}

/**
 * The attributes of an item when the chosen changes are applied: no revision keys, chosen settings in force, in order
 * of delegation code where several set one attribute (S4).
 */
export function settled(attributes: Attributes | undefined, chosen: Chosen): Attributes | undefined {
  if (attributes === undefined) return undefined;
  let result: Attributes | undefined;
  let settings: { delegation: string; attribute: string; setting: Setting }[] | undefined;
  for (const key in attributes) {
    const k = parseKey(key);
    if (k.kind === "ins" || k.kind === "del") continue;
    if (k.kind === "set") {
      const setting = attributes[key] as Setting;
      if (chosen(setting.change)) (settings ??= []).push({ ...k, setting });
    } else (result ??= {})[key] = attributes[key];
  }
  settings?.sort((a, b) => (a.delegation < b.delegation ? -1 : a.delegation > b.delegation ? 1 : 0));
  for (const { attribute, setting } of settings ?? []) {
    if (setting.value !== null) (result ??= {})[attribute] = setting.value;
    else if (result !== undefined) delete result[attribute];
  }
  return result;
}

export interface SettledRun extends Run {
  /** Index of the run in the sequence that was read. */
  at: number;
  /** Attributes as the sequence has them; `attributes` are the settled ones. */
  raw: Attributes | undefined;
}

/**
 * The runs that stand when the chosen changes are applied; null shows all, as they are (the redline). A draft always
 * ends in a mark (S7): when text is left after the last mark that stands, or nothing at all, the draft's last mark
 * stays, whatever was decided on it.
 */
export function* standing(ops: Iterable<Op>, chosen: Chosen | null): Generator<SettledRun> {
  let at = 0;
  let open = true; // an empty draft is one mark
  let last: SettledRun | null = null;
  for (const { insert, attributes } of runsOf(ops)) {
    const run = { insert, attributes: chosen === null ? attributes : settled(attributes, chosen), at, raw: attributes };
    at += typeof insert === "string" ? insert.length : 1;
    last = null;
    if (chosen === null || standsIn(attributes, chosen)) {
      open = insert !== MARK;
      yield run;
    } else if (insert === MARK) last = run;
  }
  if (open) yield last ?? { insert: MARK, attributes: undefined, at, raw: undefined };
}

/** The sequence in a view. `redline` is the sequence itself. */
export function view(sequence: Delta, as: View): Delta {
  const chosen = chosenIn(as);
  return chosen === null ? sequence : joined(standing(sequence.ops as Op[], chosen));
}
