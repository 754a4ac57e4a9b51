/** Documents that are sent to a server in a form, and its answers. */
import { ADMIN, type Running } from "./running.ts";

export type Data = string | Uint8Array;

export interface Uploaded {
  status: number;
  headers: Headers;
  data: Uint8Array;
  /** The answer's JSON; nothing where it is none. */
  body: Record<string, unknown>;
}

/** A form: pairs of a name and data are files, a field given as a list is sent as often. */
export function formOf(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields))
    if (value instanceof File) form.set(field, value);
    else for (const each of [value].flat()) form.append(field, String(each));
  return form;
}

export const file = (name: string, data: Data): File => new File([data as Uint8Array<ArrayBuffer>], name);

export const send = (
  to: Running,
  path: string,
  body: BodyInit,
  token: string = ADMIN,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${to.server.url}/api/drafts${path}`, {
    method: "POST",
    headers: { ...(token !== "" && { Authorization: `Bearer ${token}` }), Connection: "close", ...headers },
    body,
    duplex: "half",
  } as RequestInit);

export async function post(...asked: Parameters<typeof send>): Promise<Uploaded> {
  const response = await send(...asked);
  const data = new Uint8Array(await response.arrayBuffer());
  const { status, headers } = response;
  const isJson = headers.get("Content-Type")?.startsWith("application/json") === true;
  const isDraft = headers.has("Content-Disposition");
  const body = isJson && !isDraft ? (JSON.parse(Buffer.from(data).toString()) as Record<string, unknown>) : {};
  return { status, headers, data, body };
}
