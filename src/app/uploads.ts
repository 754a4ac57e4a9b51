/** Documents that are sent to the server: to become drafts, or to be compared. */
import { failureOf, field, messageOf } from "./api.ts";
import { listOf, numberOf, textOf } from "./answers.ts";
import type { Link } from "./link.ts";
import type { Layout } from "../formats/index.ts";
import { fileNameOf } from "./save.ts";
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
/** One of two texts to compare: a file, or this draft in a view. */
export type Text = File | "original" | "final";
export interface Texts {
  old: Text;
  next: Text;
}
/** What the redline of two texts would hold, and what was simplified in which of both. */
export interface Comparison {
  title: string;
  changes: number;
  old: readonly Simplified[];
  next: readonly Simplified[];
}
/** What a document is written as. */
export interface Download {
  format: string;
  /** Of a web page. */
  layout?: Layout;
}
/** What of a draft is downloaded, where the server names no file. */
export const unnamed = (view: string, { format, layout = "text" }: Download): string =>
  `${layout === "text" ? view : `${view}-${layout}`}.${format}`;
/** A document, and what it is to be called. */
export interface Written {
  name: string;
  blob: Blob;
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

export function preview(link: Link, file: File, signal: AbortSignal): Promise<Uploaded<Preview>> {
  const form = formOf(file);
  form.set("preview", "true");
  return send(link, "/import", form, signal, async (response) => {
    const body: unknown = await response.json();
    return {
      title: textOf(field(body, "title")),
      changes: numberOf(field(body, "changes")),
      authors: listOf(field(body, "authors")).map((author) => ({
        name: textOf(field(author, "name")),
        count: numberOf(field(author, "count")),
      })),
      findings: listOf(field(body, "findings")).map(simplifiedOf),
    };
  });
}

/** Makes the draft. `delegations` has the codes by the name of an author, those that are known. */
export function make(
  link: Link,
  file: File,
  delegations: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Uploaded<Made>> {
  const form = formOf(file);
  for (const [name, code] of delegations)
    if (name === "") form.set("delegation", code);
    else form.append("author", `${name}=${code}`);
  return send(link, "/import", form, signal, madeOf);
}

export function compare(link: Link, texts: Texts, signal: AbortSignal): Promise<Uploaded<Comparison>> {
  const { path, form } = askedFor(link, texts);
  form.set("preview", "true");
  return send(link, path, form, signal, async (response) => {
    const body: unknown = await response.json();
    const found = listOf(field(body, "findings"));
    const ofSide = (side: string) => found.filter((each) => field(each, "side") === side).map(simplifiedOf);
    return {
      title: textOf(field(body, "title")),
      changes: numberOf(field(body, "changes")),
      old: ofSide("old"),
      next: ofSide("new"),
    };
  });
}

/** Makes a draft of the redline, its changes those of a delegation; empty for the secretariat's. */
export function makeRedline(
  link: Link,
  texts: Texts,
  delegation: string,
  signal: AbortSignal,
): Promise<Uploaded<Made>> {
  const { path, form } = askedFor(link, texts, delegation);
  return send(link, path, form, signal, madeOf);
}

/** The redline as a document. */
export function writeRedline(
  link: Link,
  texts: Texts,
  delegation: string,
  { format, layout = "text" }: Download,
  signal: AbortSignal,
): Promise<Uploaded<Written>> {
  const { path, form } = askedFor(link, texts, delegation);
  const asked = `${path}${path.includes("?") ? "&" : "?"}format=${format}&layout=${layout}`;
  return send(link, asked, form, signal, async (response) => ({
    name: fileNameOf(response) ?? unnamed("redline", { format, layout }),
    blob: await response.blob(),
  }));
}

function askedFor(link: Link, { old, next }: Texts, delegation = ""): { path: string; form: FormData } {
  const form = new FormData();
  for (const [name, text] of [
    ["old", old],
    ["new", next],
  ] as const)
    if (typeof text !== "string") form.set(name, text);
  if (delegation !== "") form.set("delegation", delegation);
  const view = [old, next].find((text) => typeof text === "string");
  return { path: view === undefined ? "/compare" : `/${encodeURIComponent(link.id)}/compare?view=${view}`, form };
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.set("file", file);
  return form;
}

const simplifiedOf = (finding: unknown): Simplified => ({
  place: textOf(field(finding, "place")),
  message: textOf(field(finding, "message")),
});

async function madeOf(response: Response): Promise<Made> {
  const body: unknown = await response.json();
  return {
    title: textOf(field(body, "title")),
    url: new URL(textOf(field(body, "url")), location.origin).href,
  };
}

async function send<T>(
  link: Link,
  path: string,
  form: FormData,
  signal: AbortSignal,
  read: (response: Response) => Promise<T>,
): Promise<Uploaded<T>> {
  const isLarge = [...form.values()].some((value) => typeof value !== "string" && value.size > MOST_BYTES);
  if (isLarge) return { ok: false, message: t("import-large") };
  try {
    const headers = { authorization: `Bearer ${link.token}` };
    const response = await fetch(`/api/drafts${path}`, { method: "POST", headers, body: form, signal });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, message: whyNot(response.status, await response.json()) };
  } catch {
    return { ok: false, message: t("failed-offline") };
  }
}

function whyNot(status: number, body: unknown): string {
  switch (status) {
    case 413:
      return t("import-large");
    case 422: {
      const [place, message] = [textOf(field(body, "place")), textOf(field(body, "message"))];
      const what = field(body, "side") === undefined ? "" : textOf(field(body, "file"));
      const [key, one] =
        what === "" ? (["import-unreadable", {}] as const) : (["compare-unreadable", { name: what }] as const);
      return place === "file" ? t(key, { ...one, message }) : t(`${key}-at`, { ...one, place, message });
    }
    case 503:
      return t("import-busy");
    default:
      return messageOf(failureOf(status, body));
  }
}
