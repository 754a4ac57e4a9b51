/** What the interface itself remembers beside the session: hovering, filtering, questions, notices. */
import { type Signal, computed, signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ChangeId } from "../../schema/index.ts";
import { holding } from "./changes.ts";
import { t } from "./text/index.ts";
import type {
  BracketChoice,
  Conflict,
  Dependant,
  OpenBracket,
  Outcome,
  Session,
  ShownChange,
  Sight,
  Verdict,
} from "./session.ts";

export interface Notice {
  id: number;
  kind: "done" | "failed";
  text: string;
}

/** A decision that waits for its confirmation. */
export interface Question {
  verdict: Verdict;
  sight: Sight;
  dependants: readonly Dependant[];
  /** Whose changes these are when it is all of one delegation. */
  delegation: string | null;
}

export interface Ui {
  session: Session;
  hovered: Signal<ChangeId | null>;
  /** The delegation whose changes alone are listed; null lists all. */
  filter: Signal<string | null>;
  listed: ReadonlySignal<readonly ShownChange[]>;
  /** The selected change, if it is still pending. */
  selected: ReadonlySignal<ShownChange | null>;
  /** Whether the panel shows what the drafting check finds, instead of the changes. */
  checking: Signal<boolean>;
  question: Signal<Question | null>;
  /** What changed under a decision that was not taken; empty when nothing did. */
  conflicts: Signal<readonly Conflict[]>;
  /** Whether a decision is on its way. */
  deciding: Signal<boolean>;
  notices: Signal<readonly Notice[]>;
}

export function createUi(session: Session): Ui {
  const filter = signal<string | null>(null);
  const listed = computed(() => {
    const all = session.changes.value;
    const mine = all.filter(({ delegation }) => delegation === filter.value);
    return mine.length === 0 ? all : mine;
  });
  const selected = computed(() => holding(session.changes.value, session.selectedChange.value) ?? null);
  return {
    session,
    hovered: signal(null),
    filter,
    listed,
    selected,
    checking: signal(false),
    question: signal(null),
    conflicts: signal([]),
    deciding: signal(false),
    notices: signal([]),
  };
}

const Context = createContext<Ui | null>(null);
export const UiProvider = Context.Provider;

export function useUi(): Ui {
  const ui = useContext(Context);
  if (ui === null) throw new Error("useUi outside of a UiProvider");
  return ui;
}

let counter = 0;
const STAY = 4000;

/** Shows a notice; what failed stays until it is closed. */
export function notify(ui: Ui, kind: Notice["kind"], text: string): void {
  const id = ++counter;
  const others = ui.notices.value.filter((notice) => notice.kind === "failed" && notice.text !== text);
  ui.notices.value = [...others, { id, kind, text }];
  if (kind === "done") setTimeout(() => closeNotice(ui, id), STAY);
}

export function closeNotice(ui: Ui, id: number): void {
  ui.notices.value = ui.notices.value.filter((notice) => notice.id !== id);
}

export async function report(ui: Ui, outcome: Promise<Outcome>): Promise<void> {
  const result = await outcome;
  if (!result.ok) notify(ui, "failed", result.message);
}

/**
 * Takes a decision, after a question when it is on several changes or would reach further than them. `delegation` says
 * that these are all changes of one delegation.
 */
export function ask(ui: Ui, verdict: Verdict, changes: readonly ShownChange[], delegation: string | null = null): void {
  if (changes.length === 0 || ui.deciding.value) return;
  const dependants = ui.session.dependants(
    verdict,
    changes.flatMap(({ ids }) => ids),
  );
  const sight = ui.session.look(changes);
  if (changes.length > 1 || dependants.length > 0) ui.question.value = { verdict, sight, dependants, delegation };
  else void perform(ui, verdict, sight);
}

/** Settles what stands in a bracket; what is not as it was on the screen is left alone. */
export async function settle(ui: Ui, bracket: OpenBracket, choice: BracketChoice): Promise<void> {
  if (ui.deciding.value) return;
  ui.deciding.value = true;
  const result = await ui.session.settle(bracket, choice).finally(() => (ui.deciding.value = false));
  if (result.ok) notify(ui, "done", t("notice-settled"));
  else notify(ui, "failed", result.message);
}

/** Takes a decision without a question and moves on to the next change. */
export async function perform(ui: Ui, verdict: Verdict, sight: Sight): Promise<void> {
  const ids = sight.changes.flatMap((change) => change.ids);
  const next = following(ui.listed.value, ids);
  ui.deciding.value = true;
  const result = await ui.session.decide(verdict, sight).finally(() => {
    ui.deciding.value = false;
    ui.question.value = null;
  });
  if (!result.ok) {
    if (result.conflict.length > 0) ui.conflicts.value = result.conflict;
    else notify(ui, "failed", result.message);
    return;
  }
  notify(ui, "done", t(verdict === "accept" ? "notice-accepted" : "notice-rejected", { count: sight.changes.length }));
  if (next !== null) ui.session.reveal(next);
  else ui.session.select(null);
}

/** The first change after the decided ones that is not among them, else the last before them; null when none is left. */
export function following(list: readonly ShownChange[], decided: readonly ChangeId[]): ChangeId | null {
  const gone = new Set(decided);
  const last = list.findLastIndex(({ id }) => gone.has(id));
  const after = list.slice(last + 1).find(({ id }) => !gone.has(id));
  return (after ?? list.slice(0, last + 1).findLast(({ id }) => !gone.has(id)))?.id ?? null;
}

/** Selects the next or the previous listed change, round the ends. */
export function step(ui: Ui, by: 1 | -1): void {
  const list = ui.listed.value;
  if (list.length === 0) return;
  const at = list.findIndex(({ id }) => id === ui.session.selectedChange.value);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
  ui.session.reveal(list[next]!.id);
}
