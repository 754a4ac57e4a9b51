/** What the server is asked to do, over HTTP. */
import type { ChangeId, Delta } from "../../schema/index.ts";
import { decide as decideOn } from "../revision/index.ts";
import { decidedOf, pendingOf } from "./answers.ts";
import { type Answer, type Api, field, messageOf } from "./api.ts";
import type { AlteredProposal, Commands, DecidedOutcome, Decision, Note, TabledProposal } from "./commands.ts";
import { conflictsOf } from "./conflicts.ts";
import type { DecisionOutcome, Dependant, Outcome, Sight, Verdict } from "./session.ts";
import { t } from "./text/index.ts";

export class LiveCommands implements Commands {
  constructor(
    private readonly api: Api,
    private readonly sequence: Delta,
  ) {}

  async decide(decision: Decision, { changes: shown, at, seen }: Sight): Promise<DecisionOutcome> {
    const changes = shown.flatMap(({ ids }) => ids);
    const answer = await this.api.send("POST", "/decisions", {
      ...decision,
      changes,
      ...(at === null ? { seen } : { at }),
    });
    if (answer.ok) return { ok: true, seq: Number(field(answer.value, "seq") ?? 0) };
    if (answer.kind !== "conflict") return { ok: false, message: messageOf(answer), conflict: [] };
    const pending = await this.api.get("/changes");
    const conflict = pending.ok ? conflictsOf(shown, seen, pendingOf(pending.value)) : [];
    return { ok: false, message: t("failed-conflict"), conflict };
  }

  dependants(verdict: Verdict, changes: readonly ChangeId[]): Dependant[] {
    const verdicts = Object.fromEntries(changes.map((change) => [change, verdict]));
    return decideOn(this.sequence, verdicts).dependants;
  }

  async decisions(): Promise<DecidedOutcome> {
    const answer = await this.api.get("/decisions");
    return answer.ok ? { ok: true, decided: decidedOf(answer.value) } : { ok: false, message: messageOf(answer) };
  }

  reopen(seq: number): Promise<Outcome> {
    return outcomeOf(this.api.send("POST", `/decisions/${seq}/reopen`));
  }

  note(changes: readonly ChangeId[], note: Note): Promise<Outcome> {
    return this.each(changes, (id) => this.api.send("PATCH", `/changes/${encodeURIComponent(id)}`, note));
  }

  withdraw(changes: readonly ChangeId[]): Promise<Outcome> {
    return this.each(changes, (id) => this.api.send("POST", `/changes/${encodeURIComponent(id)}/withdraw`));
  }

  agree(paragraphs: readonly string[], agreed: boolean): Promise<Outcome> {
    return outcomeOf(this.api.send("POST", "/agreed", { paragraphs, agreed }));
  }

  table(proposal: TabledProposal): Promise<Outcome> {
    return outcomeOf(this.api.send("POST", "/proposals", proposal));
  }

  alter(proposal: AlteredProposal): Promise<Outcome> {
    return outcomeOf(this.api.send("PATCH", "/proposals", proposal));
  }

  /** The changes of a gesture one after the other; what fails ends it. */
  private async each(changes: readonly ChangeId[], ask: (id: ChangeId) => Promise<Answer<unknown>>): Promise<Outcome> {
    for (const id of changes) {
      const outcome = await outcomeOf(ask(id));
      if (!outcome.ok) return outcome;
    }
    return { ok: true };
  }
}

/** What the server says of a conflict is about what was asked, not about words that changed under a decision. */
async function outcomeOf(asked: Promise<Answer<unknown>>): Promise<Outcome> {
  const answer = await asked;
  if (answer.ok) return answer;
  if (answer.kind === "conflict") return { ok: false, message: t("failed-other", { detail: answer.detail }) };
  return { ok: false, message: messageOf(answer) };
}
