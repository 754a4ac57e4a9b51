/** What is done with one uploaded file: it is read, becomes what a draft begins with, or is looked at only. */
import { type Finding as Advice, check } from "../schema/check/index.ts";
import { Delta, type DraftFile, type Numbering, RUNNING, labellingOf } from "../schema/index.ts";
import { LIMIT } from "../src/collab/protocol.ts";
import {
  FILE_BYTES,
  type Finding,
  READABLE,
  type ReadOptions,
  cannotRead,
  formatByContent,
  formatOf,
  read,
} from "../src/formats/index.ts";
import { type ImportForm, type UploadedFile, checkForm, importForm } from "./document-form.ts";
import type { NewEntry } from "./log.ts";
import { titleOf } from "./titles.ts";

/** The body of an upload as it came, multipart/form-data, with its type. */
export interface Upload {
  body: Uint8Array;
  type: string;
}
export interface ImportTask extends Upload {
  kind: "import";
  /** When the draft is made, ISO 8601 UTC. */
  time: string;
}
export interface CheckTask extends Upload {
  kind: "check";
}
/** Told the name of a file before it is read. */
export type Begin = (file: string) => void;

/** The file is wrong. */
export interface Unreadable {
  ok: false;
  kind: "unreadable";
  file: string;
  place: string;
  message: string;
}
export type Refused =
  | Unreadable
  | { ok: false; kind: "too-large" }
  /** What was asked is wrong; the message names the field. */
  | { ok: false; kind: "invalid"; message: string };

/** An author for whom no delegation is known, and how many changes and comments are his or hers; "" has no name. */
export interface Author {
  name: string;
  count: number;
}
/** A draft to be, and the entry that its log begins with. */
export interface DraftToBe {
  profile: string;
  lang: string;
  numbering: Numbering;
  entry: NewEntry;
}
interface Told {
  title: string;
  findings: Finding[];
}
export type ImportResult =
  | ({ ok: true; kind: "read"; draft: DraftToBe } & Told)
  /** What the file would become. */
  | ({ ok: true; kind: "preview"; authors: Author[]; changes: number } & Told)
  | Refused;
export type CheckResult = { ok: true; title: string; findings: Advice[]; simplified: Finding[] } | Refused;

/** Runs of text that a draft may begin with: each is several items of the live text, which all who come are sent. */
const MOST_RUNS = 60_000;
/** In a preview, whose changes nobody is known for. */
const NOBODY = "NOBODY";

export async function importUpload({ body, type, time }: ImportTask, begin: Begin): Promise<ImportResult> {
  const parsed = await importForm(body, type);
  if (!parsed.ok) return { ok: false, kind: "invalid", message: parsed.message };
  const { form } = parsed;
  const opened = await open(form.file, begin, optionsOf(form));
  if (!opened.ok) return opened;
  const { draft, findings } = opened;
  const title = form.title ?? titleFor(draft, form.file);
  const fault = faultOf(draft, form.file.name);
  if (fault !== null) return fault;
  if (form.preview) {
    const changes = Object.keys(draft.changes).length;
    return { ok: true, kind: "preview", authors: unknownAuthors(draft), changes, title, findings };
  }
  const made = await draftToBe(draft, form.file.name, time);
  return made.ok ? { ok: true, kind: "read", draft: made.draft, title, findings } : made;
}

export async function checkUpload({ body, type }: CheckTask, begin: Begin): Promise<CheckResult> {
  const parsed = await checkForm(body, type);
  if (!parsed.ok) return { ok: false, kind: "invalid", message: parsed.message };
  const { file, view, adopted } = parsed.form;
  const opened = await open(file, begin);
  if (!opened.ok) return opened;
  const { draft, findings } = opened;
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const advice = check(sequence, { view, labelling: labellingOf(draft), ...(adopted && { stage: "adopted" }) });
  return { ok: true, title: titleFor(draft, file), findings: advice, simplified: findings };
}

/** The draft in a file, with what was simplified. */
export async function open(
  { name, bytes, format }: UploadedFile,
  begin: Begin,
  options: ReadOptions = {},
): Promise<{ ok: true; draft: DraftFile; findings: Finding[] } | Refused> {
  begin(name);
  if (bytes.length > FILE_BYTES) return { ok: false, kind: "too-large" };
  const chosen = format ?? formatOf(name) ?? formatByContent(bytes);
  if (!READABLE.includes(chosen)) return unreadable(name, "format", cannotRead(chosen));
  const result = await read(chosen, bytes, options);
  return result.ok ? result : unreadable(name, result.place, result.message);
}

/** Why no draft can begin with this, or null. */
export function faultOf({ ops }: DraftFile, file: string): Unreadable | null {
  const length = ops.reduce((sum, { insert }) => sum + (typeof insert === "string" ? insert.length : 1), 0);
  if (length > LIMIT.draftBytes)
    return unreadable(file, "text", `longer than ${LIMIT.draftBytes} characters: split it`);
  return ops.length > MOST_RUNS ? unreadable(file, "text", `in more than ${MOST_RUNS} pieces: split it`) : null;
}

/** What is needed is loaded with the first one: whoever only writes documents does without. */
export async function draftToBe(
  draft: DraftFile,
  file: string,
  time: string,
): Promise<{ ok: true; draft: DraftToBe } | Unreadable> {
  const [{ firstEntry }, { Replica }] = await Promise.all([import("./content.ts"), import("./replica.ts")]);
  const entry = firstEntry(new Replica(), draft, time);
  if (entry === null) return unreadable(file, "text", "there is none");
  const { profile, lang, numbering = RUNNING } = draft;
  return { ok: true, draft: { profile, lang, numbering, entry } };
}

/** What the text is called, otherwise its file. */
export const titleFor = (draft: DraftFile, { name }: Pick<UploadedFile, "name">): string =>
  titleOf(draft) ?? name.replace(/\.[^.]*$/, "");

export const unreadable = (file: string, place: string, message: string): Unreadable => ({
  ok: false,
  kind: "unreadable",
  file,
  place,
  message,
});

function optionsOf({ delegation, authors, preview }: ImportForm): ReadOptions {
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
