/**
 * The seam between the interface and the draft. The interface reads signals and calls actions; whether a server and an
 * editor stand behind them (`live.ts`) or made-up data (`fixture/`) is not its business.
 */
import type { ReadonlySignal } from "@preact/signals";
import type { Finding } from "../../schema/check/index.ts";
import type { Change, ChangeId, Delta, Format, Labelling, Numbering, Proposal, Role } from "../../schema/index.ts";
import type { BracketChoice, Dependant, OpenBracket, Verdict } from "../revision/index.ts";
import type { MemberRole } from "../collab/protocol.ts";
import type { Commands } from "./commands.ts";

export type { BracketChoice, Dependant, Finding, OpenBracket, Verdict };

export const SHOWN_VIEWS = ["original", "redline", "final"] as const;
export type ShownView = (typeof SHOWN_VIEWS)[number];
/** Whether what one types is a proposal or changes the text itself (secretary and chair only). */
export type Mode = "propose" | "direct";

export interface DraftInfo {
  id: string;
  title: string;
  profile: string;
  lang: string;
  stage: string;
  numbering: Numbering;
  /** What the server writes the draft as. */
  formats: readonly string[];
}

export interface Me {
  member: string;
  name: string;
  role: MemberRole;
  delegation: string;
}

/** Why a draft cannot be opened or is no longer ours; `unreachable` means no answer and nothing kept on this device. */
export type Refusal = "unauthorized" | "forbidden" | "notFound" | "unreachable";
export type Connection =
  | { state: "connecting" }
  | { state: "online" }
  | { state: "offline" }
  | { state: "refused"; reason: Refusal; detail: string };

/** What of mine is durable: on the server, on its way, or on this device only. */
export type Saved = "saved" | "saving" | "offline";

/** Somebody who has the draft open now; one person may be here with several clients. */
export interface Person {
  clientId: number;
  name: string;
  delegation: string;
  role: MemberRole;
}

/** The paragraph of the redline in which a change begins. */
export interface ShownParagraph {
  id: string;
  /** Its label in the final view, else in the original one; null where it has none. */
  label: string | null;
  /** The call that it stands under; null before the first call, and for a call itself. */
  section: string | null;
  /** Its first words, without what is proposed to go where anything else is left. */
  excerpt: string;
}

/** A part of a change in reading order. Text may hold paragraph marks. */
export type Piece =
  | { kind: "insert" | "delete"; text: string }
  | { kind: "set"; attribute: string; from: string | null; to: string | null };

/** Where a piece of a change stands, in Delta units of the sequence. */
export interface Position {
  from: number;
  length: number;
}

/** A pending change as the panel shows it. */
export interface ShownChange extends Change {
  id: ChangeId;
  /** Itself and the other changes of the same gesture: what is decided together. */
  ids: readonly ChangeId[];
  /** Whether it takes away here what it puts in there. */
  moved: boolean;
  inserts: string[];
  deletes: string[];
  sets: string[];
  pieces: Piece[];
  positions: Position[];
  paragraph: ShownParagraph;
}

/** The draft's text at a moment. */
export interface ShownText {
  sequence: Delta;
  records: Readonly<Record<ChangeId, Change>>;
  labelling: Labelling;
}

/** A proposal under its number. Which changes are its, the changes say. */
export interface ShownProposal extends Proposal {
  number: string;
}

/** Words that came back because they could not be taken (G4), or that could not be struck. */
export interface Unsent {
  id: number;
  kind: "insert" | "delete";
  text: string;
  reason: string;
}

/** What was on the screen when a decision was asked for: it is taken on that, whatever comes while it is confirmed. */
export interface Sight {
  changes: readonly ShownChange[];
  /** The log position; null when the server has told none. */
  at: number | null;
  seen: Readonly<Record<ChangeId, string>>;
}

/** A change that is no longer as it was on the screen of whoever decided on it. */
export interface Conflict {
  id: ChangeId;
  /** As it was on the screen. */
  change: ShownChange;
  /** As it is; null when it is no longer pending. */
  now: { inserts: string[]; deletes: string[]; sets: string[] } | null;
}

/** What the tools show of the selection. */
export interface SelectionState {
  /** Null while nothing is selected or the selection spans several roles. */
  role: Role | null;
  level: number;
  formats: readonly Format[];
  empty: boolean;
  undo: boolean;
  redo: boolean;
  /** The paragraphs that it touches, and whether each is agreed. */
  paragraphs: readonly { id: string; agreed: boolean }[];
}

export type Outcome = { ok: true } | { ok: false; message: string };
export type DecisionOutcome =
  | { ok: true; seq: number }
  /** `conflict` has the changes that are no longer as they were on the screen; empty when the failure is another. */
  | { ok: false; message: string; conflict: Conflict[] };

export type CheckOutcome = { ok: true; findings: readonly Finding[] } | { ok: false; message: string };

export interface Session {
  readonly draft: ReadonlySignal<DraftInfo>;
  readonly me: ReadonlySignal<Me>;
  /** False until the first text has come from the server or from this device. */
  readonly ready: ReadonlySignal<boolean>;
  readonly view: ReadonlySignal<ShownView>;
  readonly mode: ReadonlySignal<Mode>;
  readonly connection: ReadonlySignal<Connection>;
  /** Whether words are taken from me now: not from observers, in a frozen draft, or after a refusal. */
  readonly writable: ReadonlySignal<boolean>;
  readonly saved: ReadonlySignal<Saved>;
  /** Whether all of the draft, with what I wrote, is written on this device. */
  readonly kept: ReadonlySignal<boolean>;
  /** The others; not me. */
  readonly people: ReadonlySignal<readonly Person[]>;
  /** Pending changes in the order in which they begin. */
  readonly changes: ReadonlySignal<readonly ShownChange[]>;
  /** The text as the list of changes was made from, for parts that read it themselves. */
  readonly text: ReadonlySignal<ShownText>;
  /** In the order of their turns, those without one by number. */
  readonly proposals: ReadonlySignal<readonly ShownProposal[]>;
  readonly selectedChange: ReadonlySignal<ChangeId | null>;
  /** Changes that the selection touches. */
  readonly activeChanges: ReadonlySignal<readonly ChangeId[]>;
  readonly selection: ReadonlySignal<SelectionState>;
  readonly unsent: ReadonlySignal<readonly Unsent[]>;
  /** How often something that I typed was refused because its paragraph is agreed. */
  readonly refusals: ReadonlySignal<number>;

  setView(view: ShownView): void;
  setMode(mode: Mode): void;
  /** Marks a change as the selected one, or none. */
  select(change: ChangeId | null): void;
  /** Selects a change and brings its place in the text into sight. */
  reveal(change: ChangeId): void;
  /** What the drafting check finds in the text as it is now, or why it could not be asked. */
  check(): Promise<CheckOutcome>;
  /** Brings the place of a finding into sight and marks it; null takes the mark away. */
  show(finding: Finding | null): void;
  /** Makes a proposal of what mends a finding, if it is found still. */
  mend(finding: Finding): Promise<Outcome>;
  /** These changes as they are on the screen now. */
  look(changes: readonly ShownChange[]): Sight;
  /** Selects a place in the text and brings it into sight. */
  revealPlace(from: number, length: number): void;
  /** What the server is asked to do, on the text as it is now. Null when it cannot be fetched. */
  commands(): Promise<Commands | null>;
  undo(): void;
  redo(): void;
  toggle(format: Format): void;
  setRole(role: Role): void;
  indent(by: 1 | -1): void;
  insert(what: "bracket" | "footnote"): void;
  /** Puts a reference to the paragraph with this id at the caret. */
  refer(target: string): void;
  /** Takes a text that came back off the list. */
  dismiss(unsent: number): void;
  /** Puts the editor into `element`, once. */
  mount(element: HTMLElement): void;
  destroy(): void;
}
