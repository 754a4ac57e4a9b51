/** Who makes a draft of what is uploaded, and the making. */
import type { Context } from "hono";
import { FILE_BYTES } from "../src/formats/index.ts";
import { mayImport } from "./access.ts";
import { type HttpOptions, bearer, refuse } from "./asking.ts";
import type { DraftToBe } from "./document-upload.ts";
import { tooLarge } from "./document-answers.ts";
import { putDraft } from "./drafts.ts";
import { linkOf } from "./member-routes.ts";
import { readBytes } from "./requests.ts";

/** Who uploads, and as whom the chair of a new draft is known. */
export interface Uploader {
  who: string;
  name: string;
}
export const OPERATOR: Uploader = { who: "operator", name: "Chair" };

/** The fields of a form around its files. */
const FORM_BYTES = 256 * 1024;

/**
 * Runs `handle` with a body of up to so many files, for the operator, chairs and secretaries. The body takes its time, so
 * who asks is looked at before it is read and again when it is there: rights are those of now.
 */
export const uploading =
  (
    options: HttpOptions,
    files: number,
    handle: (context: Context, uploader: Uploader, body: Buffer) => Promise<Response>,
  ) =>
  async (context: Context): Promise<Response> => {
    const asked = await uploaderOf(context, options);
    if (asked instanceof Response) return asked;
    const body = await readUpload(context, files);
    if (body === null) return tooLarge(context);
    const uploader = await uploaderOf(context, options);
    return uploader instanceof Response ? uploader : handle(context, uploader, body);
  };

/** The body with so many files; null when it is larger than they may be. */
export const readUpload = (context: Context, files: number): Promise<Buffer | null> =>
  readBytes(context, files * FILE_BYTES + FORM_BYTES);

/** The operator, or a chair or secretary of any draft: otherwise why not. */
async function uploaderOf(context: Context, { access }: HttpOptions): Promise<Uploader | Response> {
  const token = bearer(context);
  if (token === "") return refuse(context, "unauthorized", "no token: Authorization: Bearer TOKEN");
  if (access.isAdmin(token)) return OPERATOR;
  const id = await access.draftOf(token);
  const verified = id === null ? null : await access.verify(token, id, { tickets: false });
  if (verified?.ok !== true) return refuse(context, "unauthorized", verified?.message ?? "the token is not valid");
  const { id: who, name, role } = verified.member;
  if (!mayImport(role)) return refuse(context, "forbidden", `the role ${role} may not do this`);
  return { who, name };
}

/** Makes the draft, whose chair is who uploads; answers with it and with what else there is to tell. */
export async function madeDraft<T extends { title: string }>(
  context: Context,
  { store, access, entries }: HttpOptions,
  { name }: Uploader,
  { entry, ...row }: DraftToBe,
  told: T,
): Promise<Response> {
  const draft = await putDraft(store, entries, { title: told.title, ...row }, entry);
  const chair = await store.addMember(draft.id, { name, role: "chair", delegation: "CHAIR" });
  const token = await access.token(chair);
  return context.json({ id: draft.id, token, url: linkOf(draft.id, token), ...told }, 201);
}

export const typeOf = (context: Context): string => context.req.header("Content-Type") ?? "";
