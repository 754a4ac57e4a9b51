/** Who asks over HTTP, whether the role allows it, and how an answer says no. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "pino";
import type { z } from "zod";
import type { MemberRole } from "../src/collab/protocol.ts";
import type { Access } from "./access.ts";
import type { Documents } from "./documents.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { readBody } from "./requests.ts";
import type { Actor } from "./peer.ts";
import type { LiveRoom, Rooms } from "./rooms.ts";
import type { Draft, Store } from "./store.ts";

export interface HttpOptions {
  store: Store;
  access: Access;
  rooms: Rooms;
  /** The logs of the drafts. */
  entries: Log;
  documents: Documents;
  metrics: Metrics;
  log: Logger;
  /** Folder of the built app. */
  appDir: string;
}

/** Who asks, of which draft. The operator is no member: `actor` is null. */
export interface Asker {
  draft: Draft;
  actor: Actor | null;
}
/** Who asks, being a member. */
export type Person = Asker & { actor: Actor };
type Route = (context: Context) => Promise<Response>;
/** `asking` or `askingPerson`. */
export type Ask<A> = (
  options: HttpOptions,
  may: (role: MemberRole) => boolean,
  handle: (context: Context, asker: A) => Response | Promise<Response>,
) => Route;
type Handler = (context: Context, asker: Asker) => Response | Promise<Response>;
type PersonHandler = (context: Context, asker: Person) => Response | Promise<Response>;

const CODES = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  /** A file that cannot be read. */
  unreadable: 422,
  internal: 500,
  "not-implemented": 501,
  unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

/** How much of a message is told: parts of it are what somebody sent. */
const MESSAGE_LENGTH = 2000;

const toldOf = (message: string): string => {
  const shown = message.length > MESSAGE_LENGTH ? `${message.slice(0, MESSAGE_LENGTH - 1)}…` : message;
  return shown.replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
};

/** An error answer; `more` stands beside `error`. */
export const refuse = (context: Context, code: keyof typeof CODES, message: string, more: object = {}): Response =>
  context.json({ error: { code, message: toldOf(message) }, ...more }, CODES[code]);

/** The token of the request, or an empty string. */
export const bearer = (context: Context): string =>
  /^Bearer (\S+)$/i.exec(context.req.header("Authorization") ?? "")?.[1] ?? "";

/** Runs `handle` for those who may: the operator, and members whose role `may`. */
export function asking({ store, access }: HttpOptions, may: (role: MemberRole) => boolean, handle: Handler) {
  return async (context: Context): Promise<Response> => {
    const token = bearer(context);
    const id = context.req.param("id") ?? "";
    if (token === "") return refuse(context, "unauthorized", "no token: Authorization: Bearer TOKEN");
    if (access.isAdmin(token)) {
      const draft = await store.draft(id);
      return draft === null ? refuse(context, "not-found", "no such draft") : handle(context, { draft, actor: null });
    }
    const verified = await access.verify(token, id, { tickets: false });
    if (verified.ok) {
      const { draft, actor, member } = verified;
      if (!may(member.role)) return refuse(context, "forbidden", `the role ${member.role} may not do this`);
      return handle(context, { draft, actor });
    }
    switch (verified.why) {
      case "unknown":
        return refuse(context, "unauthorized", verified.message);
      case "elsewhere":
        return refuse(context, "forbidden", verified.message);
      case "gone":
        return refuse(context, "not-found", verified.message);
    }
  };
}

/** For what needs a person whose name can be recorded. */
export const askingPerson = (options: HttpOptions, may: (role: MemberRole) => boolean, handle: PersonHandler) =>
  asking(options, may, (context, { draft, actor }) =>
    actor === null ? refuse(context, "forbidden", "this needs a member's token") : handle(context, { draft, actor }),
  );

/**
 * The same for requests with a body. That can take its time to arrive, so who asks is looked at before it is read and
 * again when it is there: rights are those of now (DESIGN G4).
 */
export const withBody = <A, T>(
  ask: Ask<A>,
  options: HttpOptions,
  may: (role: MemberRole) => boolean,
  form: z.ZodType<T>,
  handle: (context: Context, asker: A, body: T) => Response | Promise<Response>,
): Route =>
  ask(options, may, async (context) => {
    const body = await readBody(context, form);
    if (!body.ok) return refuse(context, body.code, body.message);
    return ask(options, may, (_, asker) => handle(context, asker, body.value))(context);
  });

/** At whose expense something is done. */
export const whoOf = ({ actor }: Asker): string => actor?.member ?? "operator";

/** Reads a draft's room at rest, at the expense of who asks; the operator's is nobody's. */
export const readingOf =
  ({ rooms }: HttpOptions) =>
  <T>({ draft, actor }: Asker, work: (room: LiveRoom) => T): Promise<T> =>
    rooms.use(draft.id, (room) => room.read(work, actor?.member));

/** Answers with what `work` reads. To write it out is at the same expense: of a long draft it takes as long as to read it. */
export async function answerWith(
  context: Context,
  options: HttpOptions,
  asker: Asker,
  work: (room: LiveRoom) => object,
): Promise<Response> {
  const text = await readingOf(options)(asker, (room) => JSON.stringify(work(room)));
  return context.body(text, 200, { "Content-Type": "application/json" });
}

export const anyone = (): boolean => true;
