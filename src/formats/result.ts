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
  /** Is told each name of an author that neither says a delegation nor is in `authors`, once or more often. */
  unknown?: (author: string) => void;
}
export type ReadResult =
  | { ok: true; draft: DraftFile; findings: Finding[] }
  | { ok: false; place: string; message: string };

/** The views that can be written to a document. */
export const WRITTEN_VIEWS = ["original", "final", "redline"] as const;
export type WrittenView = (typeof WRITTEN_VIEWS)[number];
/** Those that show no changes. */
export type CleanView = Exclude<WrittenView, "redline">;

/** What whoever asks for a document wants of it; a format that has no such thing is not written with it. */
export interface WriteOptions {
  /** Numbers beside the lines of each page: of a PDF. */
  lineNumbers?: boolean;
  /** How a page of HTML is laid out: the text of the view; of a redline, the original beside the final, or only what is proposed. */
  layout?: Layout;
}
export const LAYOUTS = ["text", "side-by-side", "changes"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Why a document could not be written, though draft, format and view are as they should be. */
export class WriteFailure extends Error {
  constructor(
    /** `unavailable`: something is not installed, or too much is going on. `internal`: it failed, and would again. */
    readonly code: "unavailable" | "internal",
    message: string,
  ) {
    super(message);
  }
}
export type WriteResult =
  /** `shows` is what of the draft it shows, for the name of its file: `final`, `redline-side-by-side`, `proposals`. */
  | { ok: true; data: Written; type: string; extension: string; shows: string }
  /** `none`: the draft has nothing of what was asked for. */
  | { ok: false; code: "invalid" | "none" | WriteFailure["code"]; message: string };
export type Written = string | Uint8Array;

/** Bytes that a file may have, the same as a draft on a server. */
export const FILE_BYTES = 5 * 1024 * 1024;

/**
 * What a message cannot have in it: control characters, what turns or hides text, ends of lines. Persian and the scripts
 * of India spell with joiners, which between letters do no harm.
 */
const UNPRINTED = /(?:(?!(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}]))[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029])+/gu;

/** Text of strangers for a message: one line, nothing `UNPRINTED`, at most `length` characters. */
export function plain(text: string, length = 60): string {
  const line = text.replace(UNPRINTED, " ").trim();
  if (line.length <= length) return line;
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join("")}…`;
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
