/** The server's answers about changes and decisions: each is looked at before it is used. */
import type { ChangeId } from "../../schema/index.ts";
import { METHODS, ROLES_OF_MEMBERS, VERDICTS } from "../collab/protocol.ts";
import { field } from "./api.ts";
import type { Decided, DecidedChange, Member } from "./commands.ts";
import type { BracketChoice } from "./session.ts";

/** A pending change as the server has it. */
export interface Pending {
  id: ChangeId;
  digest: string;
  inserts: string[];
  deletes: string[];
  sets: string[];
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): string[] => listOf(value).filter((each) => typeof each === "string");
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
const contentOf = (change: unknown) => ({
  inserts: textsOf(field(change, "inserts")),
  deletes: textsOf(field(change, "deletes")),
  sets: textsOf(field(change, "sets")),
});

export function pendingOf(body: unknown): Pending[] {
  return listOf(field(body, "changes")).flatMap((change) => {
    const [id, digest] = [field(change, "id"), field(change, "digest")];
    return typeof id === "string" && typeof digest === "string" ? [{ id, digest, ...contentOf(change) }] : [];
  });
}

/** The decisions of an answer, the newest first. One of a kind that is not known here is left out. */
export function decidedOf(body: unknown): Decided[] {
  return listOf(field(body, "decisions"))
    .flatMap((record) => decisionOf(record) ?? [])
    .reverse();
}

function decisionOf(record: unknown): Decided | null {
  const seq = field(record, "seq");
  const verdict = VERDICTS.find((known) => known === field(record, "verdict"));
  if (typeof seq !== "number" || verdict === undefined) return null;
  const method = METHODS.find((known) => known === field(record, "method"));
  const [note, supersededBy, reopens] = ["note", "supersededBy", "reopens"].map((name) => field(record, name));
  const figures = field(record, "figures");
  const vote = (name: string) => numberOf(field(figures, name));
  const changes = field(record, "changes");
  const bracket = bracketOf(field(record, "bracket"));
  return {
    seq,
    verdict,
    by: textOf(field(record, "by")),
    time: textOf(field(record, "time")),
    ...(method !== undefined && { method }),
    ...(figures !== undefined && {
      figures: { for: vote("for"), against: vote("against"), abstentions: vote("abstentions") },
    }),
    ...(typeof note === "string" && { note }),
    ...(typeof supersededBy === "string" && { supersededBy }),
    ...(typeof reopens === "number" && { reopens }),
    reservations: listOf(field(record, "reservations")).map((each) => ({
      delegation: textOf(field(each, "delegation")),
      text: textOf(field(each, "text")),
    })),
    amendments: textsOf(field(record, "amendments")),
    paragraphs: textsOf(field(record, "paragraphs")),
    ...(bracket !== null && { bracket }),
    changes: Object.entries(Object(changes) as object).map(([id, change]) => decidedChangeOf(id, change)),
  };
}

function bracketOf(value: unknown): Decided["bracket"] | null {
  const [text, choice] = [field(value, "text"), field(value, "choice")];
  const alternative = field(choice, "alternative");
  const chosen: BracketChoice | null =
    choice === "keep" || choice === "delete" ? choice : typeof alternative === "number" ? { alternative } : null;
  return typeof text === "string" && chosen !== null ? { text, choice: chosen } : null;
}

/** The members that an answer names; one of a role that is not known here is left out. */
export function membersOf(body: unknown): Member[] {
  return listOf(field(body, "members")).flatMap((member) => {
    const role = ROLES_OF_MEMBERS.find((known) => known === field(member, "role"));
    const [id, name, delegation] = ["id", "name", "delegation"].map((key) => textOf(field(member, key)));
    return role === undefined || id === "" ? [] : [{ id: id!, name: name!, delegation: delegation!, role }];
  });
}

function decidedChangeOf(id: ChangeId, change: unknown): DecidedChange {
  const [verdict, proposal] = [field(change, "verdict"), field(change, "proposal")];
  return {
    id,
    delegation: textOf(field(change, "delegation")),
    by: textOf(field(change, "by")),
    ...((verdict === "accept" || verdict === "reject") && { verdict }),
    ...(typeof proposal === "string" && { proposal }),
    ...contentOf(change),
  };
}
