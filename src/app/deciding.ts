/** The chair's way to a decision: at once on one change, after a question where it reaches further. */
import type { ChangeId } from "../../schema/index.ts";
import type { DecisionVerdict } from "../collab/protocol.ts";
import type { Commands, Decision } from "./commands.ts";
import type { BracketChoice, Dependant, OpenBracket, ShownChange, Sight } from "./session.ts";
import { t } from "./text/index.ts";
import { type Settling, type Ui, notify } from "./ui.ts";

/** A decision that waits for its confirmation. */
export interface Question {
  decision: Decision;
  sight: Sight;
  dependants: readonly Dependant[];
  /** Whose changes these are when it is all of one delegation. */
  delegation: string | null;
  /** Whether it is put for the sake of what is recorded with it. */
  always: boolean;
}

/** Verdicts of which more is to be said than on what. */
const NEEDS_MORE: readonly DecisionVerdict[] = ["amended", "defer", "supersede"];

interface Asking {
  /** Says that these are all changes of one delegation. */
  delegation?: string | null;
  /** Has the question put in any case, so that something can be recorded with the decision. */
  always?: boolean;
}

/** Takes a decision on what is on the screen now, after a question when it is on several changes or would reach further. */
export async function ask(
  ui: Ui,
  decision: Decision,
  changes: readonly ShownChange[],
  { delegation = null, always = false }: Asking = {},
): Promise<void> {
  if ((changes.length === 0 && decision.proposal === undefined) || ui.deciding.value) return;
  const sight = ui.session.look(changes);
  ui.deciding.value = true;
  const commands = await ui.session.commands().finally(() => (ui.deciding.value = false));
  if (commands === null) return notify(ui, "failed", t("failed-offline"));
  const dependants = dependantsOf(commands, decision, changes);
  if (always || NEEDS_MORE.includes(decision.verdict) || changes.length > 1 || dependants.length > 0)
    ui.question.value = { decision, sight, dependants, delegation, always };
  else await perform(ui, decision, sight);
}

function dependantsOf(commands: Commands, decision: Decision, changes: readonly ShownChange[]): Dependant[] {
  const { verdict, amendments = [], only = {} } = decision;
  const ids = changes.flatMap((change) => change.ids);
  if (verdict === "defer" || Object.values(only).includes("inserts")) return []; // nothing of the text goes
  if (verdict === "reject" || verdict === "supersede") return commands.dependants("reject", ids);
  return commands.dependants("accept", [...ids, ...amendments]);
}

/** Takes a decision without a question and moves on to the next change. */
export async function perform(ui: Ui, decision: Decision, sight: Sight): Promise<void> {
  const next = following(
    ui.listed.value,
    sight.changes.flatMap((change) => change.ids),
  );
  ui.deciding.value = true;
  const commands = await ui.session.commands();
  const result = await (commands?.decide(decision, sight) ?? null);
  ui.deciding.value = false;
  ui.question.value = null;
  if (result === null) return notify(ui, "failed", t("failed-offline"));
  if (!result.ok) {
    if (result.conflict.length > 0) ui.conflicts.value = result.conflict;
    else notify(ui, "failed", result.message);
    return;
  }
  notify(ui, "done", t(`notice-${decision.verdict}`, { count: sight.changes.length }));
  if (decision.verdict === "defer") return;
  if (next !== null) ui.session.reveal(next);
  else ui.session.select(null);
}

/** Settles what stands in a bracket, after a question when that would reach others' changes. */
export async function settle(ui: Ui, bracket: OpenBracket, choice: BracketChoice): Promise<void> {
  if (ui.deciding.value) return;
  const { at } = ui.session.look([]);
  ui.deciding.value = true;
  const commands = await ui.session.commands().finally(() => (ui.deciding.value = false));
  if (commands === null) return notify(ui, "failed", t("failed-offline"));
  const settling = { bracket, choice, at, dependants: commands.takenAlong(bracket, choice) };
  if (settling.dependants.length > 0) ui.settling.value = settling;
  else await settleNow(ui, settling);
}

/** Settles it without a question; what is not as it was on the screen is left alone. */
export async function settleNow(ui: Ui, { bracket, choice, at }: Settling): Promise<void> {
  if (ui.deciding.value) return;
  ui.deciding.value = true;
  const commands = await ui.session.commands();
  const result = await (commands?.settle(bracket, choice, at) ?? null);
  ui.deciding.value = false;
  ui.settling.value = null;
  if (result?.ok === true) notify(ui, "done", t("notice-settled"));
  else notify(ui, "failed", result?.message ?? t("failed-offline"));
}

/** The first change after the decided ones that is not among them, else the last before them; null when none is left. */
export function following(list: readonly ShownChange[], decided: readonly ChangeId[]): ChangeId | null {
  const gone = new Set(decided);
  const last = list.findLastIndex(({ id }) => gone.has(id));
  const after = list.slice(last + 1).find(({ id }) => !gone.has(id));
  return (after ?? list.slice(0, last + 1).findLast(({ id }) => !gone.has(id)))?.id ?? null;
}
