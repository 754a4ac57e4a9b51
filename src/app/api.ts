/** What the interface asks of the server over HTTP. Answers come from outside: each is looked at before it is used. */
import { type Numbering, RUNNING, SPELLINGS } from "../../schema/index.ts";
import { type MemberRole, ROLES_OF_MEMBERS } from "../collab/protocol.ts";
import type { Link } from "./link.ts";
import type { DraftInfo, Me, Refusal } from "./session.ts";
import { t } from "./text/index.ts";

export type Failure =
  | { ok: false; kind: "refused"; reason: Refusal; detail: string }
  | { ok: false; kind: "conflict"; detail: string }
  | { ok: false; kind: "failed"; detail: string };
export type Answer<T> = { ok: true; value: T } | Failure;

export interface Opened {
  draft: DraftInfo;
  me: Me;
}

export class Api {
  constructor(readonly link: Link) {}

  async draft(): Promise<Answer<Opened>> {
    const answer = await this.get("");
    if (!answer.ok) return answer;
    const value = openedOf(answer.value);
    return value === null ? { ok: false, kind: "failed", detail: "not a draft" } : { ok: true, value };
  }

  /** Sends JSON; the answer's JSON, null where it is none. */
  async send(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<Answer<unknown>> {
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await this.ask(path, { method, ...(body !== undefined && json) });
    return answer.ok ? { ok: true, value: await bodyOf(answer.value) } : answer;
  }

  async get(path: string): Promise<Answer<unknown>> {
    const answer = await this.ask(path);
    return answer.ok ? { ok: true, value: await bodyOf(answer.value) } : answer;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer<Response>> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.link.token}` };
    let response: Response;
    try {
      response = await fetch(`/api/drafts/${encodeURIComponent(this.link.id)}${path}`, { ...init, headers });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { ok: false, kind: "refused", reason: "unreachable", detail };
    }
    return response.ok ? { ok: true, value: response } : failureOf(response.status, await bodyOf(response));
  }
}

export function failureOf(status: number, body: unknown): Failure {
  const message = field(field(body, "error"), "message");
  const detail = typeof message === "string" ? message : `HTTP ${status}`;
  switch (status) {
    case 401:
      return { ok: false, kind: "refused", reason: "unauthorized", detail };
    case 403:
      return { ok: false, kind: "refused", reason: "forbidden", detail };
    case 404:
      return { ok: false, kind: "refused", reason: "notFound", detail };
    case 409:
      return { ok: false, kind: "conflict", detail };
    case 502:
    case 503:
    case 504:
      return { ok: false, kind: "refused", reason: "unreachable", detail };
    default:
      return { ok: false, kind: "failed", detail };
  }
}

/** The JSON of a response; null when it is not JSON. */
const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => null);

/** A field of what may be an object; undefined when it is not, or lacks it. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The draft and who I am in it; null when the answer says neither. */
export function openedOf(body: unknown): Opened | null {
  const text = (value: unknown, name: string, otherwise = "") => {
    const found = field(value, name);
    return typeof found === "string" ? found : otherwise;
  };
  const me = field(body, "me");
  const role = ROLES_OF_MEMBERS.find((known): known is MemberRole => known === field(me, "role"));
  const id = text(body, "id");
  if (id === "" || role === undefined) return null;
  return {
    draft: {
      id,
      title: text(body, "title", id),
      profile: text(body, "profile", "itu"),
      lang: text(body, "lang", "en"),
      stage: text(body, "stage"),
      numbering: numberingOf(field(body, "numbering")),
      formats: formatsOf(field(body, "formats")),
    },
    me: { member: text(me, "member"), name: text(me, "name"), role, delegation: text(me, "delegation") },
  };
}

/** What the server says of the numbering; an older one says nothing, and what a newer one says may not be known here. */
function numberingOf(value: unknown): Numbering {
  const [policy, labels] = [field(value, "policy"), field(value, "labels")];
  const known = policy === "provisional" || (policy === "pinned" && typeof labels === "object" && labels !== null);
  return known && SPELLINGS.some((each) => each === field(value, "spelling")) ? (value as Numbering) : RUNNING;
}

/** An older server says nothing of them. */
const formatsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : ["html", "txt"];

/** A failure in words. */
export function messageOf(failure: Failure): string {
  switch (failure.kind) {
    case "refused":
      return failure.reason === "unreachable" ? t("failed-offline") : t("failed-refused", { detail: failure.detail });
    case "conflict":
      return t("failed-conflict");
    case "failed":
      return t("failed-other", { detail: failure.detail });
  }
}
