/** A real server in a folder of its own, and a client of its HTTP interface. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { type RunningServer, type ServeOptions, serve } from "../../server/main.ts";
import type { Op } from "../../schema/index.ts";

export const ADMIN = "operator";
export const PAGE = "<!doctype html><title>Plenary</title><script type=module src=/assets/app-1a2b.js></script>";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

export interface Running {
  server: RunningServer;
  /** Everything that was logged, as text. */
  logged(): string;
  /** Asks with a token; a body that is no string is sent as JSON. */
  ask(method: string, path: string, token?: string, body?: unknown): Promise<Answer>;
  /** A new draft and its chair's token. */
  draft(content?: object): Promise<{ id: string; chair: string }>;
  /** A new member of a draft. */
  invite(draft: string, chair: string, member: object): Promise<{ id: string; token: string; url: string }>;
  /** Stops the server and starts one on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A draft file with one pending change of USA. */
export const FILE = {
  format: "plenary-draft",
  version: 1,
  profile: "itu",
  lang: "en",
  ops: [
    { insert: "RESOLUTION 130" },
    { insert: "\n", attributes: { id: "n", role: "number" } },
    { insert: "considering" },
    { insert: "\n", attributes: { id: "c", role: "call", part: "preamble" } },
    { insert: "that trust is " },
    { insert: "much ", attributes: { ins: "USA:1" } },
    { insert: "needed," },
    { insert: "\n", attributes: { id: "i", role: "item", part: "preamble", level: 0 } },
  ] as Op[],
  changes: { "USA:1": { delegation: "USA", by: "Marian", time: "2026-05-04T10:00:00Z" } },
  comments: {},
};

export async function run(more: Partial<ServeOptions> = {}): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "plenary-server-"));
  const appDir = join(folder, "app");
  mkdirSync(join(appDir, "assets"), { recursive: true });
  writeFileSync(join(appDir, "index.html"), PAGE);
  writeFileSync(join(appDir, "assets", "app-1a2b.js"), "export {};\n".repeat(500));
  writeFileSync(join(folder, "secret.txt"), "outside");
  let text = "";
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  const log = pino({ level: "debug" }, stream);
  const start = (port: number) =>
    serve({
      port,
      host: "127.0.0.1",
      data: join(folder, "data"),
      appDir,
      log,
      admin: ADMIN,
      demo: false,
      ...more,
    });
  let server = await start(0);

  const ask: Running["ask"] = async (method, path, token, body) => {
    const response = await fetch(server.url + path, {
      method,
      // A connection that is kept would be the former server's after a restart.
      headers: { Connection: "close", ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const answer = await response.text();
    const json = response.headers.get("Content-Type")?.startsWith("application/json") === true;
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      body: json && answer !== "" ? (JSON.parse(answer) as Record<string, unknown>) : {},
    };
  };

  return {
    get server() {
      return server;
    },
    logged: () => text,
    ask,
    draft: async (content = FILE) => {
      const { body } = await ask("POST", "/api/drafts", ADMIN, { content });
      return { id: String(body.id), chair: String(body.token) };
    },
    invite: async (draft, chair, member) => {
      const { body } = await ask("POST", `/api/drafts/${draft}/members`, chair, member);
      return { id: String(body.id), token: String(body.token), url: String(body.url) };
    },
    restart: async () => {
      await server.close();
      server = await start(server.port);
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server of the running test alone, whose documents have other limits; it stops with the test. */
export async function serverWith(documents: ServeOptions["documents"]): Promise<Running> {
  const running = await run({ documents: documents! });
  onTestFinished(() => running.stop());
  return running;
}
