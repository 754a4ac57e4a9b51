/** What happens when a client writes what it may not? A real server, an honest delegate of USA, and one of F who ignores the rules. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Delta, MARK, type Op, plainText, view } from "../schema/index.ts";
import { serve } from "../server/main.ts";

const folder = mkdtempSync(join(tmpdir(), "plenary-hostile-"));
const server = await serve({
  port: 0,
  host: "127.0.0.1",
  data: folder,
  appDir: folder,
  admin: "operator",
  demo: false,
  log: pino({ enabled: false }),
});
const post = async (path: string, token: string, body: unknown) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()) as { id: string; token: string };
};
const ops: Op[] = [
  { insert: "to build trust;" },
  { insert: MARK, attributes: { id: "p1", role: "item", part: "operative" } },
];
const content = { format: "plenary-draft", version: 1, profile: "itu", lang: "en", ops, changes: {}, comments: {} };
const { id, token: chair } = await post("/api/drafts", "operator", { content });

/** A stock Yjs client; `closed` resolves with the server's reason when it is sent away. */
async function client(delegation: string) {
  const { token } = await post(`/api/drafts/${id}/members`, chair, {
    role: "delegate",
    delegation,
    name: `Delegate of ${delegation}`,
  });
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(server.url.replace("http", "ws").concat("/collab"), id, doc, {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  await new Promise<void>((resolve) => provider.on("sync", () => resolve()));
  const closed = new Promise<string>((resolve) =>
    provider.on("closed", ({ code, reason }) => resolve(`${code} ${reason}`)),
  );
  return { doc, provider, text: doc.getText("draft"), closed };
}
const [usa, f] = [await client("USA"), await client("F")];

/** Lets F's client do something, waits until USA's shows what came of it, and prints that. */
async function attempt(what: string, act: () => void, done: (shown: string) => boolean) {
  const shown = () =>
    (usa.text.toDelta() as Op[])
      .map(({ insert, attributes = {} }) => {
        const marks = Object.keys(attributes)
          .filter((key) => /^(ins|del:|set:)/.test(key))
          .map((key) => (key === "ins" ? `+${String(attributes.ins).split(":")[0]}` : key));
        const text = insert === MARK ? "¶" : String(insert);
        return marks.length === 0 ? text : `[${text} ${marks.join(" ")}]`;
      })
      .join("");
  const seen = new Promise<void>((resolve) => usa.doc.on("update", () => done(shown()) && resolve()));
  act();
  await seen;
  console.log(`F ${what}\n  everyone sees    ${shown()}`);
  console.log(
    `  adopted text     ${plainText(view(new Delta(usa.text.toDelta() as Delta["ops"]), "original").ops as Op[]).trim()}`,
  );
}

await attempt(
  "deletes an adopted word",
  () => f.text.delete(9, 5),
  (s) => s.includes("[trust del:F]"),
);
await attempt(
  "types as if it were adopted text",
  () => f.text.insert(3, "never "),
  (s) => s.includes("[never  +F]"),
);
await attempt(
  "signs its words with USA's name",
  () => f.text.insert(0, "not ", { ins: "USA:1" }),
  (s) => s.includes("[not  +F]"),
);
await attempt(
  "marks words as struck by USA",
  () =>
    f.doc.transact(() => {
      f.text.format(4, 2, { "del:USA": "USA:2" });
      f.text.insert(4, "!");
    }),
  (s) => s.includes("! +F") || s.includes("!"),
);

// What no honest client sends is refused, and its sender with it.
f.doc.getMap("changes").set("USA:1", { delegation: "USA", by: "somebody", time: "" });
console.log(`F writes into the record of changes\n  F is sent away   ${await f.closed}`);
usa.text.insert(usa.text.toString().indexOf(";"), " and confidence", { ins: "USA:3" });
console.log(`USA types on\n  the draft goes on ${usa.text.toString().trim()}`);

for (const { provider, doc } of [usa, f]) {
  provider.destroy();
  doc.destroy();
}
await server.close();
rmSync(folder, { recursive: true });
