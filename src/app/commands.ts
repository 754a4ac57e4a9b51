/**
 * What people have the server do with changes, paragraphs and proposals: the part of the seam that is fetched when it is
 * first needed, or when there is nothing else to do.
 */
import type { ChangeId, Policy, Proposal, Spelling } from "../../schema/index.ts";
import type { ChangePart, DecisionVerdict, MemberRole, Method, RecordVerdict } from "../collab/protocol.ts";
import type {
  BracketChoice,
  DecisionOutcome,
  Dependant,
  OpenBracket,
  Outcome,
  ShownView,
  Sight,
  Verdict,
} from "./session.ts";
import type { Comparison, Download, Made, Preview, Texts, Uploaded } from "./uploads.ts";

/** What is recorded with a decision besides what it does. */
export interface Particulars {
  method?: Method;
  figures?: { for: number; against: number; abstentions: number };
  note?: string;
  reservations?: { delegation: string; text: string }[];
}

export interface Decision extends Particulars {
  verdict: DecisionVerdict;
  /** Verdicts of their own for what the decision would remove or strand. */
  also?: Record<ChangeId, Verdict>;
  /** What of each change is decided, where the rest stays pending. */
  only?: Record<ChangeId, ChangePart>;
  /** For `amended`: the changes that amend the others. */
  amendments?: readonly ChangeId[];
  /** For `supersede`: a change, or a proposal's number. */
  supersededBy?: string;
  /** A proposal that is decided on by its number. */
  proposal?: string;
}

/** What is noted on a change; null takes it away. */
export interface Note {
  reason?: string | null;
  sponsors?: readonly string[];
  group?: string | null;
}

/** What of a proposal its sponsors say. */
export type TabledProposal = Pick<Proposal, "kind" | "title" | "reasons" | "sponsors"> & {
  number: string;
  changes: readonly ChangeId[];
  target?: readonly string[];
};
export type AlteredProposal = Pick<TabledProposal, "number"> &
  Partial<TabledProposal> & { state?: Proposal["state"]; order?: number | null };

/** A decision as the log has it. */
export interface Decided extends Particulars {
  seq: number;
  verdict: RecordVerdict;
  by: string;
  time: string;
  supersededBy?: string;
  reopens?: number;
  amendments: readonly ChangeId[];
  paragraphs: readonly string[];
  /** For `settle`: what stood in the bracket, and what was chosen of it. */
  bracket?: { text: string; choice: BracketChoice };
  changes: readonly DecidedChange[];
}

export interface DecidedChange {
  id: ChangeId;
  delegation: string;
  by: string;
  /** Its own verdict, where it is not the decision's. */
  verdict?: Verdict;
  proposal?: string;
  inserts: readonly string[];
  deletes: readonly string[];
  sets: readonly string[];
}

/** Somebody who may open the draft. */
export interface Member {
  id: string;
  name: string;
  role: MemberRole;
  delegation: string;
}
export type NewMember = Pick<Member, "name" | "role"> & { delegation?: string };
/** Whom a link was made for just now, and the whole link. */
export interface Invited {
  name: string;
  url: string;
}
export type InvitedOutcome = { ok: true; invited: Invited } | { ok: false; message: string };

export type DecidedOutcome = { ok: true; decided: readonly Decided[] } | { ok: false; message: string };

export interface Commands {
  decide(decision: Decision, sight: Sight): Promise<DecisionOutcome>;
  /** What a decision would remove or strand, known before it is taken. */
  dependants(verdict: Verdict, changes: readonly ChangeId[]): Dependant[];
  /** What was decided so far, the newest first. */
  decisions(): Promise<DecidedOutcome>;
  /** Takes the decision at a log position back. */
  reopen(seq: number): Promise<Outcome>;
  /** Takes the decision back that put a change off. */
  takeUp(change: ChangeId): Promise<Outcome>;
  /** Keeps, deletes or chooses from what stands in a bracket; `at` is the log position on the screen, null when unknown. */
  settle(bracket: OpenBracket, choice: BracketChoice, at: number | null): Promise<Outcome>;
  /** What of others' changes a choice on a bracket would remove or strand. */
  takenAlong(bracket: OpenBracket, choice: BracketChoice): Dependant[];
  note(changes: readonly ChangeId[], note: Note): Promise<Outcome>;
  /** Takes the support of one's own delegation away; with its last sponsor a change goes. */
  withdraw(changes: readonly ChangeId[]): Promise<Outcome>;
  /** Closes paragraphs to everybody, or opens them again. */
  agree(paragraphs: readonly string[], agreed: boolean): Promise<Outcome>;
  table(proposal: TabledProposal): Promise<Outcome>;
  alter(proposal: AlteredProposal): Promise<Outcome>;
  /** Null when they cannot be asked for. */
  members(): Promise<Member[] | null>;
  invite(member: NewMember): Promise<InvitedOutcome>;
  /** Takes a member's access back. */
  revoke(member: string): Promise<Outcome>;
  /** What a document would become as a new draft. */
  previewDocument(file: File, signal: AbortSignal): Promise<Uploaded<Preview>>;
  /** Makes a new draft of a document, with the delegations of authors. */
  makeFrom(file: File, delegations: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Uploaded<Made>>;
  /** What the redline of two texts would hold. */
  compareTexts(texts: Texts, signal: AbortSignal): Promise<Uploaded<Comparison>>;
  /** Makes a new draft of it; its changes are those of a delegation, the secretariat's where none is named. */
  makeRedline(texts: Texts, delegation: string, signal: AbortSignal): Promise<Uploaded<Made>>;
  saveRedline(texts: Texts, delegation: string, as: Download, signal: AbortSignal): Promise<Outcome>;
  setStage(stage: "drafting" | "frozen"): Promise<Outcome>;
  exportAs(view: ShownView, as: Download): Promise<Outcome>;
  exportProposals(): Promise<Outcome>;
  /** Numbers the draft by a policy, for everybody; pinned labels are those that are shown now. */
  setNumbering(policy: Policy, spelling: Spelling): Promise<Outcome>;
}
