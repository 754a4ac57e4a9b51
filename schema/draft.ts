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
  proposal?: string;
  reason?: string;
  sponsors?: string[];
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
}
