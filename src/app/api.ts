/** What the interface asks of the server over HTTP. Answers come from outside: each is looked at before it is used. */
import { type ChangeId, type Numbering, RUNNING, SPELLINGS } from "../../schema/index.ts";
import { type MemberRole, ROLES_OF_MEMBERS } from "../collab/protocol.ts";
import type { Link } from "./link.ts";
import type { BracketChoice, DraftInfo, ExportFormat, Me, Refusal, ShownView, Verdict } from "./session.ts";

export type Failure =
  | { ok: false; kind: "refused"; reason: Refusal; detail: string }
  | { ok: false; kind: "conflict" }
  | { ok: false; kind: "failed"; detail: string };
export type Answer<T> = { ok: true; value: T } | Failure;

export interface Opened {
  draft: DraftInfo;
  me: Me;
}

export interface Decision {
  verdict: Verdict;
  changes: readonly ChangeId[];
  /** Log position on the screen; without it `seen` digests must match exactly. */
  at?: number;
  seen?: Record<ChangeId, string>;
}

export interface BracketDecision {
  /** Log position on the screen; 0 when it is not known, and then only the digest tells. */
  at: number;
  from: number;
  length: number;
  digest: string;
  choice: BracketChoice;
}

/** A pending change as the server has it. */
export interface Pending {
  id: ChangeId;
  digest: string;
  inserts: string[];
  deletes: string[];
  sets: string[];
}

export class Api {
  constructor(private readonly link: Link) {}

  async draft(): Promise<Answer<Opened>> {
    const answer = await this.ask("");
    if (!answer.ok) return answer;
    const value = openedOf(await bodyOf(answer.value));
    return value === null ? { ok: false, kind: "failed", detail: "not a draft" } : { ok: true, value };
  }

  async decide(decision: Decision): Promise<Answer<{ seq: number }>> {
    const answer = await this.ask("/decisions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(decision),
    });
    if (!answer.ok) return answer;
    const body = await bodyOf(answer.value);
    const seq = field(body, "seq");
    return { ok: true, value: { seq: typeof seq === "number" ? seq : 0 } };
  }

  async setNumbering(numbering: Numbering): Promise<Answer<null>> {
    const answer = await this.ask("", {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ numbering }),
    });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  async settle(bracket: BracketDecision): Promise<Answer<null>> {
    const answer = await this.ask("/brackets", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(bracket),
    });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  /** The changes that are pending now. */
  async changes(): Promise<Answer<Pending[]>> {
    const answer = await this.ask("/changes");
    return answer.ok ? { ok: true, value: pendingOf(await bodyOf(answer.value)) } : answer;
  }

  async export(view: ShownView, format: ExportFormat): Promise<Answer<{ name: string; blob: Blob }>> {
    const answer = await this.ask(`/export?view=${view}&format=${format}`);
    if (!answer.ok) return answer;
    const disposition = answer.value.headers.get("content-disposition") ?? "";
    const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? `${this.link.id}-${view}.${format}`;
    return { ok: true, value: { name, blob: await answer.value.blob() } };
  }

  private async ask(path: string, init: RequestInit = {}): Promise<Answer<Response>> {
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

function failureOf(status: number, body: unknown): Failure {
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
      return { ok: false, kind: "conflict" };
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
function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function pendingOf(body: unknown): Pending[] {
  const changes = field(body, "changes");
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((text) => typeof text === "string") : []);
  return (Array.isArray(changes) ? changes : []).flatMap((change: unknown) => {
    const [id, digest] = [field(change, "id"), field(change, "digest")];
    if (typeof id !== "string" || typeof digest !== "string") return [];
    const [inserts, deletes, sets] = ["inserts", "deletes", "sets"].map((name) => texts(field(change, name)));
    return [{ id, digest, inserts: inserts!, deletes: deletes!, sets: sets! }];
  });
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
