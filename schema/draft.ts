/** The draft file: a draft as JSON, without loss. */
import type { ChangeId } from "./attributes.ts";
import type { Numbering } from "./numbering.ts";
import type { Op } from "./sequence.ts";

/** What is recorded of a pending change; the log keeps the record once it is decided. */
export interface Change {
  delegation: string;
  /** The person: a member's name. */
  by: string;
  /** ISO 8601, UTC, as the server saw it. */
  time: string;
  /** The number of the proposal that it is part of. */
  proposal?: string;
  reason?: string;
  /** The delegations that stand behind it: it goes only with the last of them. Without it the proposal's, or its own. */
  sponsors?: string[];
  /** Put off by the chair; it stays pending. */
  deferred?: true;
  /** Of the changes of one group at most one can be accepted: accepting it rejects the others. */
  group?: string;
  /** When its turn comes, by the chair's order; without one by its place in the text. */
  order?: number;
}

/** What a proposal does to the text it is about, as conference documents mark it. */
export const PROPOSAL_KINDS = ["ADD", "ADD*", "MOD", "(MOD)", "SUP", "SUP*", "NOC"] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
/** Kinds that say all they want by their kind: they need no change, but a target. */
export const KINDS_WITHOUT_CHANGES: readonly ProposalKind[] = ["SUP", "SUP*", "NOC"];
export const PROPOSAL_STATES = [
  "pending",
  "agreed",
  "amended",
  "rejected",
  "withdrawn",
  "superseded",
  "deferred",
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];
/** `USA/12/1`, `EUR/44A7/1`: who tables it, the document, and the number in it. */
export const PROPOSAL_NUMBER = /^[A-Z][A-Z0-9+-]{0,31}\/[A-Z0-9().-]{1,16}\/[0-9]{1,4}[a-z]?$/;

/** Changes that delegations table under a number. Which changes, the changes say. */
export interface Proposal {
  kind: ProposalKind;
  title: string;
  reasons: string;
  /** The delegations that table it, the first one first. */
  sponsors: string[];
  state: ProposalState;
  /** The ids of the paragraphs that it is about, where it has no changes that tell. */
  target?: string[];
  order?: number;
  /** How many of its changes were accepted and rejected so far. */
  decided?: { accepted: number; rejected: number };
  /** The person who tabled it, and when, as the server saw it. */
  by: string;
  time: string;
}
export interface Comment {
  delegation: string;
  by: string;
  time: string;
  text: string;
}
export interface DraftFile {
  format: "plenary-draft";
  version: 1;
  profile: string;
  lang: string;
  /** Running where it is not given. */
  numbering?: Numbering;
  ops: Op[];
  changes: Record<ChangeId, Change>;
  /** One key per message, `<thread>/<message>`. */
  comments: Record<string, Comment>;
  /** By their numbers. */
  proposals?: Record<string, Proposal>;
}

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** Whether a draft's language is written from right to left. */
export const isRightToLeft = ({ lang }: Pick<DraftFile, "lang">): boolean => RIGHT_TO_LEFT.test(lang);
