/** What the server is asked to do, over HTTP. */
import {
  type ChangeId,
  type Delta,
  type Numbering,
  type Policy,
  type Spelling,
  labellingOf,
  labelsToPin,
} from "../../schema/index.ts";
import { decide as decideOn, takenAlong } from "../revision/index.ts";
import { decidedOf, membersOf, pendingOf } from "./answers.ts";
import { type Answer, type Api, field, messageOf } from "./api.ts";
import type {
  AlteredProposal,
  Commands,
  DecidedOutcome,
  Decision,
  InvitedOutcome,
  Member,
  NewMember,
  Note,
  TabledProposal,
} from "./commands.ts";
import { conflictsOf } from "./conflicts.ts";
import { fileNameOf, save } from "./save.ts";
import type {
  BracketChoice,
  DecisionOutcome,
  Dependant,
  DraftInfo,
  OpenBracket,
  Outcome,
  ShownView,
  Sight,
  Verdict,
} from "./session.ts";
import { t } from "./text/index.ts";
import {
  type Comparison,
  type Download,
  type Made,
  type Preview,
  type Texts,
  type Uploaded,
  compare,
  make,
  makeRedline,
  preview,
  writeRedline,
  unnamed,
} from "./uploads.ts";

/** The draft as it was when the commands were asked for. */
interface Now {
  sequence: Delta;
  draft: DraftInfo;
  view: ShownView;
  /** Asks for the draft's title, numbering and rights again. */
  refresh: () => Promise<void>;
}

export class LiveCommands implements Commands {
  constructor(
    private readonly api: Api,
    private readonly now: Now,
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
    return decideOn(this.now.sequence, verdicts).dependants;
  }

  async decisions(): Promise<DecidedOutcome> {
    const answer = await this.api.get("/decisions");
    return answer.ok ? { ok: true, decided: decidedOf(answer.value) } : { ok: false, message: messageOf(answer) };
  }

  reopen(seq: number): Promise<Outcome> {
    return outcomeOf(this.api.send("POST", `/decisions/${seq}/reopen`));
  }

  async takeUp(change: ChangeId): Promise<Outcome> {
    const outcome = await this.decisions();
    if (!outcome.ok) return outcome;
    const putOff = outcome.decided.find(
      ({ verdict, changes }) => verdict === "defer" && changes.some(({ id }) => id === change),
    );
    return putOff === undefined ? { ok: false, message: t("failed-conflict") } : this.reopen(putOff.seq);
  }

  takenAlong({ digest, change }: OpenBracket, choice: BracketChoice): Dependant[] {
    return takenAlong(this.now.sequence, digest, choice).filter((each) => each.change !== change);
  }

  settle({ from, length, digest }: OpenBracket, choice: BracketChoice, at: number | null): Promise<Outcome> {
    // Without a position only the digest tells.
    return outcomeOf(this.api.send("POST", "/brackets", { at: at ?? 0, from, length, digest, choice }));
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

  async members(): Promise<Member[] | null> {
    const answer = await this.api.get("");
    return answer.ok ? membersOf(answer.value) : null;
  }

  async invite(member: NewMember): Promise<InvitedOutcome> {
    const answer = await this.api.send("POST", "/members", member);
    if (!answer.ok) return { ok: false, message: messageOf(answer) };
    const url = new URL(String(field(answer.value, "url") ?? ""), location.origin).href;
    return { ok: true, invited: { name: member.name, url } };
  }

  revoke(member: string): Promise<Outcome> {
    return outcomeOf(this.api.send("DELETE", `/members/${encodeURIComponent(member)}`));
  }

  async setStage(stage: "drafting" | "frozen"): Promise<Outcome> {
    const outcome = await outcomeOf(this.api.send("PATCH", "", { stage }));
    if (outcome.ok) await this.now.refresh();
    return outcome;
  }

  previewDocument(file: File, signal: AbortSignal): Promise<Uploaded<Preview>> {
    return preview(this.api.link, file, signal);
  }

  makeFrom(file: File, delegations: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Uploaded<Made>> {
    return make(this.api.link, file, delegations, signal);
  }

  compareTexts(texts: Texts, signal: AbortSignal): Promise<Uploaded<Comparison>> {
    return compare(this.api.link, texts, signal);
  }

  makeRedline(texts: Texts, delegation: string, signal: AbortSignal): Promise<Uploaded<Made>> {
    return makeRedline(this.api.link, texts, delegation, signal);
  }

  async saveRedline(texts: Texts, delegation: string, as: Download, signal: AbortSignal): Promise<Outcome> {
    const written = await writeRedline(this.api.link, texts, delegation, as, signal);
    if (!written.ok) return written;
    save(written.value.blob, written.value.name);
    return { ok: true };
  }

  exportAs(view: ShownView, { format, layout = "text" }: Download): Promise<Outcome> {
    return this.saved(`view=${view}&format=${format}&layout=${layout}`, unnamed(view, { format, layout }));
  }

  exportProposals(): Promise<Outcome> {
    return this.saved("proposals=true", "proposals.docx");
  }

  private async saved(query: string, name: string): Promise<Outcome> {
    const answer = await this.api.ask(`/export?${query}`);
    if (!answer.ok) return { ok: false, message: messageOf(answer) };
    save(await answer.value.blob(), fileNameOf(answer.value) ?? `${this.now.draft.id}-${name}`);
    return { ok: true };
  }

  async setNumbering(policy: Policy, spelling: Spelling): Promise<Outcome> {
    const outcome = await outcomeOf(this.api.send("PATCH", "", { numbering: this.numberingBy(policy, spelling) }));
    if (outcome.ok) await this.now.refresh();
    return outcome;
  }

  private numberingBy(policy: Policy, spelling: Spelling): Numbering {
    const { sequence, draft, view } = this.now;
    const { numbering } = draft;
    switch (policy) {
      case "running":
        return { policy };
      case "provisional":
        return { policy, spelling };
      case "pinned": {
        if (numbering.policy === "pinned" && numbering.spelling !== spelling) return { ...numbering, spelling };
        const shown = view === "original" ? "original" : "final";
        return { policy, spelling, labels: labelsToPin(sequence, shown, labellingOf(draft)) };
      }
    }
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
