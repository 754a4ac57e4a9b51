/** What the interface itself remembers beside the session: hovering, filtering, questions, notices. */
import { type Signal, computed, signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ChangeId } from "../../schema/index.ts";
import { holding } from "./changes.ts";
import type { Question } from "./deciding.ts";
import type {
  BracketChoice,
  Conflict,
  Dependant,
  OpenBracket,
  Outcome,
  Session,
  ShownChange,
  ShownProposal,
} from "./session.ts";

export interface Notice {
  id: number;
  kind: "done" | "told" | "failed";
  text: string;
}

export const TABS = ["changes", "proposals", "decided", "check"] as const;
export type Tab = (typeof TABS)[number];

/** A form that waits to be filled in: a note on a change, or a proposal; `null` stands for a new one. */
export type Form =
  | { kind: "reason" | "group"; change: ShownChange }
  | { kind: "proposal"; proposal: ShownProposal | null; chosen: readonly ShownChange[] };

/** A choice on a bracket that waits for its confirmation. */
export interface Settling {
  bracket: OpenBracket;
  choice: BracketChoice;
  /** The log position that was on the screen; null when the server has told none. */
  at: number | null;
  dependants: readonly Dependant[];
}

export interface Ui {
  session: Session;
  hovered: Signal<ChangeId | null>;
  /** The delegation whose changes alone are listed; null lists all. */
  filter: Signal<string | null>;
  /** The proposal whose changes alone are listed; null lists all. */
  proposal: Signal<string | null>;
  listed: ReadonlySignal<readonly ShownChange[]>;
  /** The selected change, if it is still pending. */
  selected: ReadonlySignal<ShownChange | null>;
  /** What the panel shows. */
  tab: Signal<Tab>;
  question: Signal<Question | null>;
  settling: Signal<Settling | null>;
  /** Whether it is shown who may open the draft. */
  managing: Signal<boolean>;
  /** Whether a document is being made a draft. */
  importing: Signal<boolean>;
  /** Whether two texts are being compared. */
  comparing: Signal<boolean>;
  form: Signal<Form | null>;
  /** What changed under a decision that was not taken; empty when nothing did. */
  conflicts: Signal<readonly Conflict[]>;
  /** Whether a decision is on its way. */
  deciding: Signal<boolean>;
  notices: Signal<readonly Notice[]>;
}

export function createUi(session: Session): Ui {
  const filter = signal<string | null>(null);
  const proposal = signal<string | null>(null);
  const listed = computed(() => {
    const all = session.changes.value;
    const parts = all.filter((change) => change.proposal === proposal.value);
    const some = proposal.value === null || parts.length === 0 ? all : parts;
    const mine = some.filter(({ delegation }) => delegation === filter.value);
    return mine.length === 0 ? some : mine;
  });
  const selected = computed(() => holding(session.changes.value, session.selectedChange.value) ?? null);
  return {
    session,
    hovered: signal(null),
    filter,
    proposal,
    listed,
    selected,
    tab: signal<Tab>("changes"),
    question: signal(null),
    settling: signal(null),
    managing: signal(false),
    importing: signal(false),
    comparing: signal(false),
    form: signal(null),
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
  if (kind !== "failed") setTimeout(() => closeNotice(ui, id), STAY);
}

export function closeNotice(ui: Ui, id: number): void {
  ui.notices.value = ui.notices.value.filter((notice) => notice.id !== id);
}

export async function report(ui: Ui, outcome: Promise<Outcome>): Promise<void> {
  const result = await outcome;
  if (!result.ok) notify(ui, "failed", result.message);
}

/** Selects the next or the previous listed change, round the ends. */
export function step(ui: Ui, by: 1 | -1): void {
  const list = ui.listed.value;
  if (list.length === 0) return;
  const at = list.findIndex(({ id }) => id === ui.session.selectedChange.value);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
  ui.session.reveal(list[next]!.id);
}
