/** Documents that are sent to the server to become drafts. */
import { failureOf, field, messageOf } from "./api.ts";
import { listOf, numberOf, textOf } from "./answers.ts";
import type { Link } from "./link.ts";
import { t } from "./text/index.ts";

/** Something that was simplified, and where. */
export interface Simplified {
  place: string;
  message: string;
}
/** Whose delegation is not known, and how many changes and comments are theirs; the name may be empty. */
export interface Author {
  name: string;
  count: number;
}
/** What a document would become. */
export interface Preview {
  title: string;
  changes: number;
  authors: readonly Author[];
  findings: readonly Simplified[];
}
/** The new draft's title, and the whole link that opens it for its chair. */
export interface Made {
  title: string;
  url: string;
}
export type Uploaded<T> = { ok: true; value: T } | { ok: false; message: string };

/** What the server takes, the same as a draft. */
const MOST_BYTES = 5 * 1024 * 1024;

export async function preview(link: Link, file: File, signal: AbortSignal): Promise<Uploaded<Preview>> {
  const form = formOf(file);
  form.set("preview", "true");
  const answer = await send(link, form, signal);
  if (!answer.ok) return answer;
  const body = answer.value;
  return {
    ok: true,
    value: {
      title: textOf(field(body, "title")),
      changes: numberOf(field(body, "changes")),
      authors: listOf(field(body, "authors")).map((author) => ({
        name: textOf(field(author, "name")),
        count: numberOf(field(author, "count")),
      })),
      findings: listOf(field(body, "findings")).map((finding) => ({
        place: textOf(field(finding, "place")),
        message: textOf(field(finding, "message")),
      })),
    },
  };
}

/** Makes the draft. `delegations` has the codes by the name of an author, those that are known. */
export async function make(
  link: Link,
  file: File,
  delegations: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Uploaded<Made>> {
  const form = formOf(file);
  for (const [name, code] of delegations)
    if (name === "") form.set("delegation", code);
    else form.append("author", `${name}=${code}`);
  const answer = await send(link, form, signal);
  if (!answer.ok) return answer;
  const url = new URL(textOf(field(answer.value, "url")), location.origin).href;
  return { ok: true, value: { title: textOf(field(answer.value, "title")), url } };
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.set("file", file);
  return form;
}

async function send(link: Link, form: FormData, signal: AbortSignal): Promise<Uploaded<unknown>> {
  if ((form.get("file") as File).size > MOST_BYTES) return { ok: false, message: t("import-large") };
  let response: Response;
  let body: unknown;
  try {
    const headers = { authorization: `Bearer ${link.token}` };
    response = await fetch("/api/drafts/import", { method: "POST", headers, body: form, signal });
    body = await response.json();
  } catch {
    return { ok: false, message: t("failed-offline") };
  }
  if (response.ok) return { ok: true, value: body };
  return { ok: false, message: whyNot(response.status, body) };
}

function whyNot(status: number, body: unknown): string {
  switch (status) {
    case 413:
      return t("import-large");
    case 422: {
      const [place, message] = [textOf(field(body, "place")), textOf(field(body, "message"))];
      return place === "file" ? t("import-unreadable", { message }) : t("import-unreadable-at", { place, message });
    }
    case 503:
      return t("import-busy");
    default:
      return messageOf(failureOf(status, body));
  }
}
