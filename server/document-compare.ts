/** Two texts become one redline: two uploaded files, or one and a draft of the server. */
import type { DraftFile } from "../schema/index.ts";
import {
  type CleanView,
  type Finding,
  type WriteOptions,
  type WriteResult,
  compared,
  leftOut,
  settled,
  write,
} from "../src/formats/index.ts";
import { type CompareForm, type UploadedFile, compareForm } from "./document-form.ts";
import {
  type Begin,
  type DraftToBe,
  type Refused,
  type Unreadable,
  type Upload,
  draftToBe,
  faultOf,
  open,
  titleFor,
} from "./document-upload.ts";

export const SIDES = ["old", "new"] as const;
export type Side = (typeof SIDES)[number];

export interface CompareTask extends Upload {
  kind: "compare";
  /** The draft that stands for the file that is not sent, in a view; null where both are sent. */
  draft: { file: DraftFile; title: string; view: CleanView } | null;
  /** What the redline is written as; null makes a draft of it. */
  written: { format: string; options: WriteOptions } | null;
  /** Whether who asks may make a draft of it. */
  mayMake: boolean;
  /** When the draft is made, ISO 8601 UTC. */
  time: string;
}
/** What was simplified or settled in one of both. */
export interface SideFinding extends Finding {
  side: Side;
}
interface Told {
  title: string;
  changes: number;
  findings: SideFinding[];
}
export type CompareResult =
  | ({ ok: true; kind: "made"; draft: DraftToBe } & Told)
  | ({ ok: true; kind: "preview" } & Told)
  | ({ ok: true; kind: "written"; written: WriteResult } & Told)
  /** Who asks may not make a draft. */
  | { ok: false; kind: "forbidden" }
  | Exclude<Refused, Unreadable>
  | (Unreadable & { side: Side });

/** The redline of what CLI's `compare` makes one of; a draft of the server counts in the view that was asked for. */
export async function compareUploads(task: CompareTask, begin: Begin): Promise<CompareResult> {
  const { body, type, draft, written, mayMake, time } = task;
  const parsed = await compareForm(body, type);
  if (!parsed.ok) return { ok: false, kind: "invalid", message: parsed.message };
  const { form } = parsed;
  const missing = missingIn(form, draft !== null);
  if (missing !== null) return { ok: false, kind: "invalid", message: missing };
  if (!form.preview && written === null && !mayMake) return { ok: false, kind: "forbidden" };
  const findings: SideFinding[] = [];
  const texts: DraftFile[] = [];
  for (const side of SIDES) {
    const file = side === "old" ? form.old : form.next;
    const text = file === null ? settled(draft!.file, draft!.view) : await textOf(file, side, begin, findings);
    if ("ok" in text) return text;
    findings.push(...leftOut(text, side).map((finding) => ({ side, ...finding })));
    texts.push(text);
  }
  const redline = compared(texts[0]!, texts[1]!, form.delegation ?? "SEC");
  const title = form.title ?? draft?.title ?? titleFor(redline, form.next!);
  const told: Told = { title, changes: Object.keys(redline.changes).length, findings };
  if (form.preview) return { ok: true, kind: "preview", ...told };
  if (written !== null) {
    const document = await write(written.format, redline, "redline", written.options);
    return { ok: true, kind: "written", written: document, ...told };
  }
  const side: Side = form.next === null ? "old" : "new";
  const { name } = (form.next ?? form.old)!;
  const fault = faultOf(redline, name);
  if (fault !== null) return { ...fault, side };
  const made = await draftToBe(redline, name, time);
  return made.ok ? { ok: true, kind: "made", draft: made.draft, ...told } : { ...made, side };
}

/** Which file has to be there and is not, or has not to be and is; null for neither. */
function missingIn({ old, next }: CompareForm, hasDraft: boolean): string | null {
  if (old === null && next === null) return `old: a file is needed${hasDraft ? ", or new" : ""}`;
  if (hasDraft) return old === null || next === null ? null : "new: the draft stands for one of both, send the other";
  return old === null ? "old: a file is needed" : next === null ? "new: a file is needed" : null;
}

/** The text of a file with all its changes applied. */
async function textOf(
  file: UploadedFile,
  side: Side,
  begin: Begin,
  findings: SideFinding[],
): Promise<DraftFile | (CompareResult & { ok: false })> {
  const opened = await open(file, begin);
  if (!opened.ok) return opened.kind === "unreadable" ? { ...opened, side } : opened;
  findings.push(...opened.findings.map((finding) => ({ side, ...finding })));
  return opened.draft;
}
