/** What is done with documents in a thread of their own: a draft written, an upload read. */
import { type DraftFile, type Numbering, RUNNING } from "../schema/index.ts";
import { LIMIT } from "../src/collab/protocol.ts";
import {
  FILE_BYTES,
  type Finding,
  READABLE,
  type WriteOptions,
  type WriteResult,
  type WrittenView,
  formatByContent,
  formatOf,
  read,
  write,
} from "../src/formats/index.ts";
import { type UploadForm, readForm } from "./document-form.ts";
import type { NewEntry } from "./log.ts";
import { titleOf } from "./titles.ts";

export interface WriteTask {
  kind: "write";
  draft: DraftFile;
  format: string;
  view: WrittenView;
  options: WriteOptions;
}

/** The body of an upload as it came, multipart/form-data, with its type. */
export interface ImportTask {
  kind: "import";
  body: Uint8Array;
  type: string;
  /** When the draft is made, ISO 8601 UTC. */
  time: string;
}
/** An author for whom no delegation is known, and how many changes and comments are his or hers; "" has no name. */
export interface Author {
  name: string;
  count: number;
}
interface ReadUpload {
  title: string;
  findings: Finding[];
}
export type ImportResult =
  /** A draft to be, and the entry that its log begins with. */
  | ({ ok: true; kind: "read"; profile: string; lang: string; numbering: Numbering; entry: NewEntry } & ReadUpload)
  /** What the file would become. */
  | ({ ok: true; kind: "preview"; authors: Author[]; changes: number } & ReadUpload)
  /** What was asked is wrong; the message names the field. */
  | { ok: false; kind: "invalid"; message: string }
  | { ok: false; kind: "too-large" }
  /** The file is wrong. */
  | { ok: false; kind: "unreadable"; file: string; place: string; message: string };

export type Task = WriteTask | ImportTask;
export interface ResultOf {
  write: WriteResult;
  import: ImportResult;
}

/** `begin` is told the name of a file before it is read. */
export async function perform(task: Task, begin: (file: string) => void): Promise<WriteResult | ImportResult> {
  switch (task.kind) {
    case "write":
      return write(task.format, task.draft, task.view, task.options);
    case "import":
      return readUpload(task, begin);
  }
}

/** Runs of text that a draft may begin with: each is several items of the live text, which all who come are sent. */
const MOST_RUNS = 60_000;
/** In a preview, whose changes nobody is known for. */
const NOBODY = "NOBODY";

async function readUpload({ body, type, time }: ImportTask, begin: (file: string) => void): Promise<ImportResult> {
  const parsed = await readForm(body, type);
  if (!parsed.ok) return { ok: false, kind: "invalid", message: parsed.message };
  const { form } = parsed;
  const { name, bytes, preview } = form;
  begin(name);
  const unreadable = (place: string, message: string) =>
    ({ ok: false, kind: "unreadable", file: name, place, message }) as const;
  if (bytes.length > FILE_BYTES) return { ok: false, kind: "too-large" };
  if (bytes.length === 0) return unreadable("file", "empty");
  const format = form.format ?? formatOf(name) ?? formatByContent(bytes);
  if (!READABLE.includes(format)) return unreadable("format", `${format} cannot be read, only ${READABLE.join(", ")}`);
  const result = await read(format, bytes, optionsOf(form));
  if (!result.ok) return unreadable(result.place, result.message);
  const { draft, findings } = result;
  const length = draft.ops.reduce((sum, { insert }) => sum + (typeof insert === "string" ? insert.length : 1), 0);
  if (length > LIMIT.draftBytes) return unreadable("text", `longer than ${LIMIT.draftBytes} characters: split it`);
  if (draft.ops.length > MOST_RUNS) return unreadable("text", `in more than ${MOST_RUNS} pieces: split it`);
  const title = form.title ?? titleOf(draft) ?? name.replace(/\.[^.]*$/, "");
  if (!preview) {
    const { profile, lang, numbering = RUNNING } = draft;
    const entry = await entryOf(draft, time);
    if (entry === null) return unreadable("text", "there is none");
    return { ok: true, kind: "read", profile, lang, numbering, entry, title, findings };
  }
  const changes = Object.keys(draft.changes).length;
  return { ok: true, kind: "preview", authors: unknownAuthors(draft), changes, title, findings };
}

/** Null for no text. What is needed is loaded with the first upload: whoever only writes documents does without. */
async function entryOf(draft: DraftFile, time: string): Promise<NewEntry | null> {
  const [{ firstEntry }, { Replica }] = await Promise.all([import("./content.ts"), import("./replica.ts")]);
  return firstEntry(new Replica(), draft, time);
}

function optionsOf({ delegation, authors, preview }: UploadForm) {
  const fallback = delegation ?? (preview ? NOBODY : undefined);
  return { ...(fallback !== undefined && { delegation: fallback }), authors };
}

/** In the order in which they come. */
function unknownAuthors({ changes, comments }: DraftFile): Author[] {
  const counts = new Map<string, number>();
  for (const { delegation, by } of [...Object.values(changes), ...Object.values(comments)])
    if (delegation === NOBODY) counts.set(by, (counts.get(by) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}
