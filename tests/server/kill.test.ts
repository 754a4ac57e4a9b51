/** [R1] The server is killed in the middle of heavy typing and started again: whatever anybody had seen is there. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { FILE } from "./running.ts";

const PLENARY = fileURLToPath(new URL("../../src/cli/plenary.js", import.meta.url));
const ADMIN = "operator";
const WRITERS = 4;
/** Frames that the reader has seen when the server is killed. */
const ENOUGH = 40;

const folder = mkdtempSync(join(tmpdir(), "plenary-kill-"));
const children: ChildProcess[] = [];
const providers: WebsocketProvider[] = [];
afterEach(() => {
  for (const provider of providers) provider.destroy();
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A server in a process of its own; resolves with its address when it says that it serves. */
function start(port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [PLENARY, "serve", "--port", String(port), "--data", join(folder, "data")], {
    env: { ...process.env, PLENARY_ADMIN: ADMIN },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout!.on("data", (text: Buffer) => {
      said += String(text);
      const url = /serves on (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve({ child, url });
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function post(url: string, token: string, body: unknown): Promise<{ id: string; token: string }> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; token: string };
}

/** A stock client. */
function open(url: string, draft: string, token: string) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${url.replace("http", "ws")}/collab`, draft, doc, {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    maxBackoffTime: 200,
  });
  providers.push(provider);
  return { doc, provider, text: doc.getText("draft") };
}
const synced = (provider: WebsocketProvider) =>
  new Promise<void>((resolve) => (provider.synced ? resolve() : provider.on("sync", (is: boolean) => is && resolve())));
/** Resolves as soon as a document is as it should be. */
const until = (doc: Y.Doc, is: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (!is()) return;
      doc.off("update", look);
      resolve();
    };
    doc.on("update", look);
    look();
  });

test("[R1] kill -9 in the middle of heavy typing: a fresh client finds everything that any other client had seen", async () => {
  const first = await start(0);
  const { id, token: chair } = await post(`${first.url}/api/drafts`, ADMIN, { content: FILE });
  const tokens: string[] = [];
  for (let i = 0; i < WRITERS; i++) {
    tokens.push(
      (
        await post(`${first.url}/api/drafts/${id}/members`, chair, {
          role: "delegate",
          delegation: "USA",
          name: `Writer ${i}`,
        })
      ).token,
    );
  }
  const reader = open(
    first.url,
    id,
    (await post(`${first.url}/api/drafts/${id}/members`, chair, { role: "observer", name: "Reader" })).token,
  );
  const writers = tokens.map((token) => open(first.url, id, token));
  await Promise.all([reader, ...writers].map(({ provider }) => synced(provider)));

  // Everybody types word after word, the next one as soon as a frame comes back; the reader notes what it sees.
  const typed: string[] = [];
  const seen = new Set<string>();
  const words = (text: Y.Text): string[] => text.toString().match(/<\d+\.\d+>/g) ?? [];
  const type = writers.map(({ doc, text }, i) => {
    let n = 0;
    const next = () => {
      const word = `<${i}.${n++}>`;
      typed.push(word);
      doc.transact(() => text.insert(0, word, { ins: `USA:w${i}-${n}` }), "typing");
    };
    doc.on("update", (_update: Uint8Array, origin: unknown) => typing && origin === writers[i]!.provider && next());
    return next;
  });
  let typing = true;
  for (const next of type) next();
  let frames = 0;
  const enough = new Promise<void>((resolve) =>
    reader.doc.on("update", () => {
      for (const word of words(reader.text)) seen.add(word);
      if (++frames === ENOUGH) resolve();
    }),
  );
  await enough;
  first.child.kill("SIGKILL");
  typing = false;
  await new Promise((resolve) => first.child.once("exit", resolve));
  expect(seen.size).toBeGreaterThan(ENOUGH);
  reader.provider.destroy(); // it must not bring back what it knows: it may not write, and is not asked

  const second = await start(Number(new URL(first.url).port));
  const fresh = open(second.url, id, chair);
  await synced(fresh.provider);
  const found = words(fresh.text);
  expect([...seen].filter((word) => !found.includes(word))).toEqual([]);
  expect(new Set(found).size).toBe(found.length); // nothing doubled

  // The writers come back with what was under way, and nothing of it is lost.
  await until(fresh.doc, () => typed.every((word) => fresh.text.toString().includes(word)));
  expect(words(fresh.text).sort()).toEqual([...typed].sort());
});
