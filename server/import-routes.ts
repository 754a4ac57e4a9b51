/** Uploads: a document becomes a draft, and what had to be simplified is told. */
import type { Context, Hono } from "hono";
import { FILE_BYTES } from "../src/formats/index.ts";
import { mayImport } from "./access.ts";
import { type HttpOptions, bearer, refuse } from "./asking.ts";
import type { ImportResult } from "./document-work.ts";
import { putDraft } from "./drafts.ts";
import { linkOf } from "./member-routes.ts";
import { readBytes } from "./requests.ts";

/** A file, and the fields of the form around it. */
const UPLOAD_BYTES = FILE_BYTES + 256 * 1024;

/** Who imports, and as whom the new draft's chair is known. */
interface Importer {
  who: string;
  name: string;
}

export function importRoutes(app: Hono, options: HttpOptions): void {
  const { store, access, entries, documents } = options;

  app.post("/api/drafts/import", async (context) => {
    const asked = await importerOf(context, options);
    if (asked instanceof Response) return asked;
    const type = context.req.header("Content-Type") ?? "";
    const body = await readBytes(context, UPLOAD_BYTES);
    if (body === null) return tooLarge(context);
    const importer = await importerOf(context, options); // that took its time: rights are those of now
    if (importer instanceof Response) return importer;

    const done = await documents.perform(importer.who, { kind: "import", body, type, time: new Date().toISOString() });
    if (!done.ok && done.why === "busy") return refuse(context, "unavailable", done.message);
    if (!done.ok) return unreadable(context, done.file, "file", done.message);
    const { result } = done;
    if (!result.ok) return refused(context, result);
    const { title, findings } = result;
    if (result.kind === "preview")
      return context.json({ title, changes: result.changes, authors: result.authors, findings });
    const { profile, lang, numbering, entry } = result;
    const draft = await putDraft(store, entries, { title, profile, lang, numbering }, entry);
    const chair = await store.addMember(draft.id, { name: importer.name, role: "chair", delegation: "CHAIR" });
    const token = await access.token(chair);
    return context.json({ id: draft.id, token, url: linkOf(draft.id, token), title, findings }, 201);
  });
}

function refused(context: Context, result: ImportResult & { ok: false }): Response {
  switch (result.kind) {
    case "invalid":
      return refuse(context, "invalid", result.message);
    case "too-large":
      return tooLarge(context);
    case "unreadable":
      return unreadable(context, result.file, result.place, result.message);
  }
}

const tooLarge = (context: Context): Response => refuse(context, "too-large", `file: larger than ${FILE_BYTES} bytes`);
const unreadable = (context: Context, file: string, place: string, message: string): Response =>
  refuse(context, "unreadable", `${file}: ${place}: ${message}`, { file, place, message });

/** The operator, or a chair or secretary of any draft: otherwise why not. */
async function importerOf(context: Context, { access }: HttpOptions): Promise<Importer | Response> {
  const token = bearer(context);
  if (token === "") return refuse(context, "unauthorized", "no token: Authorization: Bearer TOKEN");
  if (access.isAdmin(token)) return { who: "operator", name: "Chair" };
  const id = await access.draftOf(token);
  const verified = id === null ? null : await access.verify(token, id, { tickets: false });
  if (verified?.ok !== true) return refuse(context, "unauthorized", verified?.message ?? "the token is not valid");
  const { id: who, name, role } = verified.member;
  if (!mayImport(role)) return refuse(context, "forbidden", `the role ${role} may not do this`);
  return { who, name };
}
