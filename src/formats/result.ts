/** What reading and writing a format give: a value, or a place and a reason that fit on one line. */
import type { DraftFile } from "../../schema/index.ts";

/** Something that a reader noticed and settled: nothing is lost, but somebody may want to look. */
export interface Finding {
  place: string;
  message: string;
}
/** What whoever imports a file says of it. */
export interface ReadOptions {
  /** The delegation of proposals whose author is nobody's in `authors`; SEC without it. */
  delegation?: string;
  /** Delegation codes by the name of an author, as the file has it. */
  authors?: Readonly<Record<string, string>>;
}
export type ReadResult =
  | { ok: true; draft: DraftFile; findings: Finding[] }
  | { ok: false; place: string; message: string };

/** The views that can be written to a document. */
export const WRITTEN_VIEWS = ["original", "final", "redline"] as const;
export type WrittenView = (typeof WRITTEN_VIEWS)[number];

/** Bytes that a file may have, the same as a draft on a server. */
export const FILE_BYTES = 5 * 1024 * 1024;

/** Text of strangers for a message: one line, no control characters, at most `length` characters. */
export function plain(text: string, length = 60): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, " ").trim();
  return line.length <= length ? line : `${[...line].slice(0, length - 1).join("")}…`;
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
