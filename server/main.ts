/** Starts and stops a server: opens the database, wires what answers, and prints nothing. */
import { once } from "node:events";
import type { Server } from "node:http";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { type Logger, destination, pino } from "pino";
import { Access, type AdminToken } from "./access.ts";
import { type Database, openDatabase } from "./database.ts";
import { demoLinks, seedDemo } from "./demo.ts";
import { Documents, type DocumentsOptions } from "./documents.ts";
import { httpApp } from "./http.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { Room, type RoomOptions } from "./room.ts";
import { type LiveRoom, Rooms } from "./rooms.ts";
import { Sockets } from "./sockets.ts";
import { SqliteLog } from "./sqlite-log.ts";
import { Store } from "./store.ts";

export interface ServeOptions {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** Folder of the store; made when it is missing. */
  data: string;
  /** Folder of the built app. */
  appDir: string;
  /** Where the log goes: a logger, or a level and a file; standard error at `warn` when not given. */
  log?: Logger | { level?: string; file?: string };
  /** The operator's token; the environment's PLENARY_ADMIN, or one made now, when not given. */
  admin?: string;
  /** Whether an empty store is filled with the demonstration; true when not given. */
  demo?: boolean;
  /** How long a room stays open that nobody uses. */
  quietMs?: number;
  /** What a document that is read or written may cost. */
  documents?: DocumentsOptions;
  /** Makes a room; for tests that put another in its place. */
  makeRoom?(draft: string, log: Log): LiveRoom;
}

export interface RunningServer {
  /** Where it answers, without a slash at the end. */
  url: string;
  port: number;
  /** To be shown once where it was generated: nobody can read it later. */
  admin: AdminToken;
  store: Store;
  access: Access;
  rooms: Rooms;
  /** The links of the demonstration drafts' members. */
  links(): Promise<{ title: string; links: { who: string; url: string }[] }[]>;
  /** Stops accepting, writes what the rooms hold, sends everybody away with 1013, closes the database. */
  close(): Promise<void>;
}

/** How long open requests may take to end when the server closes. */
const GRACE_MS = 2000;

/**
 * Starts a server. Rejects with DatabaseFault when the store cannot be used, and with Node's own error (its `code` says
 * why) when the port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const db = await openDatabase(join(options.data, "plenary.db"));
  try {
    return await serveFrom(db, options);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function serveFrom(db: Database, options: ServeOptions): Promise<RunningServer> {
  const log = loggerOf(options.log);
  const store = new Store(db);
  const access = await Access.open(db, store, options.admin ?? process.env.PLENARY_ADMIN);
  const entries = new SqliteLog(db);
  const makeRoom =
    options.makeRoom ?? ((draft: string, of: Log) => new Room(draft, of, { report: reportTo(log, draft) }));
  const rooms = new Rooms({
    make: (draft) => makeRoom(draft, entries),
    failed: (draft, err) => log.error({ err, draft }, "a room could not be loaded or closed"),
    ...(options.quietMs !== undefined && { quietMs: options.quietMs }),
  });
  const metrics = new Metrics(rooms);
  const documents = new Documents(options.documents);
  const app = httpApp({ store, access, rooms, entries, documents, metrics, log, appDir: options.appDir });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = new Sockets({ server, rooms, access, metrics, log });
  const port = await listen(server, options);
  const close = closing(async () => {
    sockets.stop();
    const ended = end(server);
    await rooms.close();
    await sockets.close();
    await ended;
    await documents.close();
    await db.destroy();
  });
  try {
    if (options.demo !== false) await seedDemo({ db, store, rooms });
  } catch (error) {
    await close();
    throw error;
  }
  const url = urlOf(options.host, port);
  const links = async () =>
    (await demoLinks(db, store, access)).map(({ title, links: list }) => ({
      title,
      links: list.map(({ who, path }) => ({ who, url: url + path })),
    }));
  return { url, port, admin: access.admin, store, access, rooms, links, close };
}

/** Refusals and failures are for the operator; repairs are on record in the log of the draft, too. */
const REPORTS = { refused: "warn", repaired: "info", failed: "error" } as const;

const reportTo =
  (log: Logger, draft: string): NonNullable<RoomOptions["report"]> =>
  ({ kind, member, message, error }) =>
    log[REPORTS[kind]]({ draft, member, message, ...(error !== undefined && { err: error }) }, `update ${kind}`);

async function listen(server: Server, { port, host }: ServeOptions): Promise<number> {
  server.listen(port, host);
  await once(server, "listening"); // rejects with the error when it is that which comes
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Stops accepting, and waits for what is under way; cuts it when it takes too long. */
async function end(server: Server): Promise<void> {
  const ended = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await ended;
  clearTimeout(cut);
}

/** Runs once, however often it is asked for. */
function closing(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

/** An address that a browser on this machine can open, also when the server listens on all addresses. */
function urlOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Names under which a token could ever come into a line. */
const SECRETS = ["token", "ticket", "authorization", "secret"];

function loggerOf(given: ServeOptions["log"]): Logger {
  if (given !== undefined && "child" in given) return given;
  const { level = "warn", file } = given ?? {};
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const to = destination(file === undefined ? { dest: 2, sync: true } : { dest: file, mkdir: true, sync: true });
  return pino({ level, redact: { paths, censor: "…" } }, to);
}
