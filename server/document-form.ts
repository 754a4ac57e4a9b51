/** The forms of uploads (multipart/form-data): files, and what is said of them. */
import { DELEGATION } from "../schema/index.ts";
import { plain } from "../src/formats/index.ts";
import { MAX_TITLE } from "./titles.ts";

export interface UploadedFile {
  /** On one line. */
  name: string;
  bytes: Uint8Array;
  /** Overrides the extension of the name. */
  format: string | null;
}
/** What is said of a draft to be. */
interface Wish {
  title: string | null;
  /** Whose the changes are: in an import those of which nobody in `authors` is the author. */
  delegation: string | null;
  /** Whether the draft is not made yet: what would become of the files is told. */
  preview: boolean;
}
export interface ImportForm extends Wish {
  file: UploadedFile;
  /** Delegations by the name of an author. */
  authors: Record<string, string>;
}
export interface CompareForm extends Wish {
  /** Null for what is not sent: a draft of the server stands for one of them. */
  old: UploadedFile | null;
  next: UploadedFile | null;
}
export interface CheckForm {
  file: UploadedFile;
  view: "original" | "final";
  /** Whether it is advised on as an adopted text. */
  adopted: boolean;
}
/** A form, or the field that is wrong in it. */
export type ReadForm<T> = { ok: true; form: T } | { ok: false; message: string };

/** Takes the value of a field over. What is wrong with it, or null. */
type Field = (value: string) => string | null;

export async function importForm(body: Uint8Array, type: string): Promise<ReadForm<ImportForm>> {
  const sent = await filesIn(body, type, ["file"]);
  if (!sent.ok) return sent;
  const [file] = sent.files;
  if (file == null) return NO_FILE;
  const form: ImportForm = { file, ...noWish(), authors: Object.create(null) as Record<string, string> };
  return taken(form, sent.rest, { format: formatFor(file), ...wishFor(form), author: authorFor(form.authors) });
}

export async function compareForm(body: Uint8Array, type: string): Promise<ReadForm<CompareForm>> {
  const sent = await filesIn(body, type, ["old", "new"]);
  if (!sent.ok) return sent;
  const [old = null, next = null] = sent.files;
  const form: CompareForm = { old, next, ...noWish() };
  return taken(form, sent.rest, { oldFormat: formatFor(old), newFormat: formatFor(next), ...wishFor(form) });
}

export async function checkForm(body: Uint8Array, type: string): Promise<ReadForm<CheckForm>> {
  const sent = await filesIn(body, type, ["file"]);
  if (!sent.ok) return sent;
  const [file] = sent.files;
  if (file == null) return NO_FILE;
  const form: CheckForm = { file, view: "final", adopted: false };
  return taken(form, sent.rest, {
    format: formatFor(file),
    view: (value) => {
      if (value !== "original" && value !== "final") return "original or final";
      form.view = value;
      return null;
    },
    adopted: yesOrNo((adopted) => (form.adopted = adopted)),
  });
}

type Rest = [name: string, value: string | File][];
type Sent = { ok: true; files: (UploadedFile | null)[]; rest: Rest } | { ok: false; message: string };

const NO_FILE = { ok: false, message: "file: a file is needed" } as const;

/** The files of these names, null for one that is not there, and the other fields. */
async function filesIn(body: Uint8Array, type: string, names: readonly string[]): Promise<Sent> {
  let data: FormData;
  try {
    data = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { "Content-Type": type } }).formData();
  } catch {
    return { ok: false, message: "body: not multipart/form-data" };
  }
  const files: (UploadedFile | null)[] = [];
  for (const name of names) {
    const file = data.get(name);
    if (typeof file === "string") return { ok: false, message: `${name}: a file is needed` };
    const bytes = file === null ? null : new Uint8Array(await file.arrayBuffer());
    files.push(bytes === null ? null : { name: plain(file!.name, 200) || name, bytes, format: null });
  }
  return { ok: true, files, rest: [...data].filter(([name]) => !names.includes(name)) };
}

/** The form with the values of its fields, or the first that is wrong. */
function taken<T>(form: T, rest: Rest, fields: Record<string, Field>): ReadForm<T> {
  for (const [name, value] of rest) {
    const take = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const fault =
      typeof value !== "string"
        ? "text, not a file"
        : take === undefined
          ? `no such field: ${Object.keys(fields).join(", ")}`
          : take(value.trim());
    if (fault !== null) return { ok: false, message: `${plain(name)}: ${fault}` };
  }
  return { ok: true, form };
}

const CODE = "a code such as USA or F";

const noWish = (): Wish => ({ title: null, delegation: null, preview: false });

const wishFor = (wish: Wish): Record<string, Field> => ({
  title: (value) => {
    wish.title = plain(value, MAX_TITLE) || null;
    return null;
  },
  delegation: (value) => {
    wish.delegation = value;
    return DELEGATION.test(value) ? null : CODE;
  },
  preview: yesOrNo((preview) => (wish.preview = preview)),
});

const yesOrNo =
  (take: (yes: boolean) => void): Field =>
  (value) => {
    take(value === "true");
    return value === "true" || value === "false" ? null : "true or false";
  };

const formatFor =
  (file: UploadedFile | null): Field =>
  (value) => {
    if (file === null) return "of no file";
    file.format = plain(value);
    return null;
  };

const authorFor =
  (authors: Record<string, string>): Field =>
  (value) => {
    const [, name, code] = /^(.+)=([^=]*)$/su.exec(value) ?? [];
    if (name === undefined || code === undefined) return "NAME=CODE is needed";
    authors[name] = code;
    return DELEGATION.test(code) ? null : `NAME=CODE is needed, CODE ${CODE}`;
  };
