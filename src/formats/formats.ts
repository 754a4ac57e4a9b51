/**
 * The formats that a draft can be read from and written to. A new one is a folder of its own and an entry in `FORMATS`.
 * What reads and writes is loaded when it is asked for: a command that needs one format starts without the others.
 */
import type { DraftFile } from "../../schema/index.ts";
import { faultOr } from "./fault.ts";
import { unreadableKind } from "./recognise.ts";
import {
  FILE_BYTES,
  LAYOUTS,
  type ReadOptions,
  type ReadResult,
  WRITTEN_VIEWS,
  WriteFailure,
  type WriteOptions,
  type WriteResult,
  type Written,
  type WrittenView,
  byteLength,
  plain,
} from "./result.ts";

export interface FormatOfFile {
  /** MIME type, with the character set where it is text. */
  type: string;
  /** Without the point. */
  extension: string;
  write?(draft: DraftFile, view: WrittenView, options: WriteOptions): Written | Promise<Written>;
  /** From text in UTF-8. */
  read?(data: string, options: ReadOptions): ReadResult | Promise<ReadResult>;
  /** From the bytes of a format that is not text, or not always in UTF-8. */
  readBytes?(data: Uint8Array, options: ReadOptions): ReadResult | Promise<ReadResult>;
}

const text = { writer: () => import("./text/write.ts"), reader: () => import("./text/read.ts") };
const html = { writer: () => import("./html/write.ts"), reader: () => import("./html/read.ts") };
const json = () => import("./json/draft-file.ts");
const docx = { writer: () => import("./docx/write.ts"), reader: () => import("./docx/read.ts") };
const pdf = { writer: () => import("./pdf/write.ts") };
const akn = { writer: () => import("./akn/write.ts"), reader: () => import("./akn/read.ts") };
const views = () => import("./applied.ts");

const FORMATS: Record<string, FormatOfFile> = {
  txt: {
    type: "text/plain; charset=utf-8",
    extension: "txt",
    write: async (draft, view) => (await text.writer()).writeText(draft, view),
    read: async (data, options) => {
      const { readText } = await text.reader();
      return faultOr(() => ({ ok: true, ...readText(data, options) }));
    },
  },
  html: {
    type: "text/html; charset=utf-8",
    extension: "html",
    write: async (draft, view, options) => (await html.writer()).writeHtml(draft, view, options),
    read: async (data, options) => (await html.reader()).readHtml(data, options),
    readBytes: async (data, options) => (await html.reader()).readHtmlBytes(data, options),
  },
  json: {
    type: "application/json",
    extension: "json",
    write: async (draft, view) => (await json()).writeJson((await views()).applied(draft, view)),
    read: async (data) => {
      const result = (await json()).readJson(data);
      return result.ok ? { ...result, findings: [] } : result;
    },
  },
  docx: {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extension: "docx",
    write: async (draft, view) => (await docx.writer()).writeDocx(draft, view),
    readBytes: async (data, options) => (await docx.reader()).readDocx(data, options),
  },
  pdf: {
    type: "application/pdf",
    extension: "pdf",
    write: async (draft, view, options) => (await pdf.writer()).writePdf(draft, view, options),
  },
  akn: {
    type: "application/akn+xml",
    extension: "xml",
    write: async (draft, view) => (await akn.writer()).writeAkn((await views()).applied(draft, view)),
    read: async (data, options) => (await akn.reader()).readAkn(data, options),
  },
};

/** The formats that can be written, and those that can be read. */
export const WRITABLE: readonly string[] = Object.keys(FORMATS).filter((name) => FORMATS[name]!.write !== undefined);
export const READABLE: readonly string[] = Object.keys(FORMATS).filter(
  (name) => FORMATS[name]!.read !== undefined || FORMATS[name]!.readBytes !== undefined,
);

/** Why nothing is written so, whatever the draft: what is not known here or does not go together. Null where nothing is wrong. */
export function askedWrongly(
  format: string,
  view: WrittenView,
  { layout = "text", lineNumbers = false }: WriteOptions = {},
): string | null {
  if (!WRITABLE.includes(format)) return `format ${plain(format)} is not one of ${WRITABLE.join(", ")}`;
  if (!WRITTEN_VIEWS.includes(view)) return `view ${plain(view)} is not one of ${WRITTEN_VIEWS.join(", ")}`;
  if (!LAYOUTS.includes(layout)) return `layout ${plain(layout)} is not one of ${LAYOUTS.join(", ")}`;
  if (lineNumbers && format !== "pdf") return `line numbers are of pdf, not of ${format}: ask for pdf, or for none`;
  if (layout === "text") return null;
  if (format !== "html") return `layout ${layout} is of html, not of ${format}: ask for html, or for no layout`;
  return view === "redline" ? null : `layout ${layout} is of the redline, not of the ${view}`;
}

/** The draft in a view and a format, or why not: it was asked for wrongly, or cannot be made here. */
export async function write(
  format: string,
  draft: DraftFile,
  view: WrittenView,
  options: WriteOptions = {},
): Promise<WriteResult> {
  const wrong = askedWrongly(format, view, options);
  if (wrong !== null) return { ok: false, code: "invalid", message: wrong };
  const { type, extension, write: written } = FORMATS[format]!;
  try {
    const { layout = "text" } = options;
    const shows = layout === "text" ? view : `${view}-${layout}`;
    return { ok: true, data: await written!(draft, view, options), type, extension, shows };
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}

/** The proposals of a draft as a document for Word, one to a page; or that there are none. */
export async function writeProposals(draft: DraftFile): Promise<WriteResult> {
  if (Object.keys(draft.proposals ?? {}).length === 0)
    return { ok: false, code: "none", message: "proposals: there are none" };
  const { type, extension } = FORMATS.docx!;
  return { ok: true, data: (await docx.writer()).writeProposals(draft), type, extension, shows: "proposals" };
}

/** Formats of word processors, which write others as well. */
const OF_WORD_PROCESSORS = ["doc", "dot", "docm", "rtf", "odt", "pages", "wpd"];

/** What is said of a file in a format that is not read. */
export const cannotRead = (format: string): string =>
  `${plain(format)} cannot be read, only ${READABLE.join(", ")}${OF_WORD_PROCESSORS.includes(format) ? ": save it as docx" : ""}`;

/** The draft that a file says, with what was noticed; otherwise the first fault with its place. */
export async function read(format: string, data: string | Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const reader = formatNamed(format);
  if (reader === undefined || !READABLE.includes(format))
    return { ok: false, place: "format", message: cannotRead(format) };
  const size = typeof data === "string" ? byteLength(data) : data.length;
  if (size === 0) return { ok: false, place: "file", message: "empty" };
  if (size > FILE_BYTES) return { ok: false, place: "file", message: `larger than ${FILE_BYTES} bytes` };
  const kind = unreadableKind(data);
  if (kind !== null) return { ok: false, place: "file", message: kind };
  if (reader.readBytes !== undefined && (typeof data !== "string" || reader.read === undefined))
    return reader.readBytes(typeof data === "string" ? new TextEncoder().encode(data) : data, options);
  const text = typeof data === "string" ? data : decode(data);
  if (text === null || text.includes("\0"))
    return { ok: false, place: "file", message: "not text in UTF-8: save it in that encoding" };
  return reader.read!(text, options);
}

function decode(data: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return null;
  }
}

const formatNamed = (name: string): FormatOfFile | undefined =>
  Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
