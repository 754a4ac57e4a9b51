/** The form of an upload (multipart/form-data): a file, and what is said of it. */
import { DELEGATION } from "../schema/index.ts";
import { plain } from "../src/formats/index.ts";
import { MAX_TITLE } from "./titles.ts";

export interface UploadForm {
  /** The file's name, on one line. */
  name: string;
  bytes: Uint8Array;
  /** Overrides the extension of the name. */
  format: string | null;
  title: string | null;
  /** Whose the changes are of which nobody in `authors` is the author. */
  delegation: string | null;
  /** Delegations by the name of an author. */
  authors: Record<string, string>;
  /** Whether the draft is not made yet: what the file would become is told. */
  preview: boolean;
}
export type ReadForm = { ok: true; form: UploadForm } | { ok: false; message: string };

/** The form in a body of this type, or the field that is wrong in it. */
export async function readForm(body: Uint8Array, type: string): Promise<ReadForm> {
  let data: FormData;
  try {
    data = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { "Content-Type": type } }).formData();
  } catch {
    return { ok: false, message: "body: not multipart/form-data" };
  }
  const file = data.get("file");
  if (!(file instanceof Blob)) return { ok: false, message: "file: a file is needed" };
  const form: UploadForm = {
    name: plain(file.name, 200) || "file",
    bytes: new Uint8Array(await file.arrayBuffer()),
    format: null,
    title: null,
    delegation: null,
    authors: Object.create(null) as Record<string, string>,
    preview: false,
  };
  for (const [field, value] of data) {
    if (field === "file") continue;
    const fault = typeof value === "string" ? set(form, field, value.trim()) : "text, not a file";
    if (fault !== null) return { ok: false, message: `${plain(field)}: ${fault}` };
  }
  return { ok: true, form };
}

const CODE = "a code such as USA or F";

/** Takes a field over. What is wrong with it, or null. */
function set(form: UploadForm, field: string, value: string): string | null {
  switch (field) {
    case "format":
      form.format = plain(value);
      return null;
    case "title":
      form.title = plain(value, MAX_TITLE) || null;
      return null;
    case "preview":
      form.preview = value === "true";
      return value === "true" || value === "false" ? null : "true or false";
    case "delegation":
      form.delegation = value;
      return DELEGATION.test(value) ? null : CODE;
    case "author": {
      const [, name, code] = /^(.+)=([^=]*)$/su.exec(value) ?? [];
      if (name === undefined || code === undefined) return "NAME=CODE is needed";
      form.authors[name] = code;
      return DELEGATION.test(code) ? null : `NAME=CODE is needed, CODE ${CODE}`;
    }
    default:
      return "no such field: file, format, title, delegation, author, preview";
  }
}
