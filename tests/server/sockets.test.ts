import { once, setMaxListeners } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type Running, run } from "./running.ts";
import { type Received, client, received } from "./wire.ts";

let at: Running;
let id: string;
let chair: string;
let usa: { id: string; token: string };
let f: { id: string; token: string };
/** What a test opened, in order; closed after it. */
const opened: (() => void)[] = [];

beforeAll(async () => {
  setMaxListeners(50, process); // every provider listens for the end of the process
  at = await run();
});
afterAll(() => at.stop());
beforeEach(async () => {
  ({ id, chair } = await at.draft());
  usa = await at.invite(id, chair, { name: "Marian", role: "delegate", delegation: "USA" });
  f = await at.invite(id, chair, { name: "Amina", role: "delegate", delegation: "F" });
});
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

const base = () => `${at.server.url.replace("http", "ws")}/collab`;

/** A client as anybody would write it with the stock packages. */
class Stock {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("draft");
  readonly provider: WebsocketProvider;

  constructor(token: string, draft = id) {
    this.provider = new WebsocketProvider(base(), draft, this.doc, {
      params: { token },
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    opened.push(() => {
      this.provider.destroy();
      this.doc.destroy();
    });
  }

  /** Resolves when the server's first answer was applied. */
  synced(): Promise<void> {
    return new Promise((resolve) => {
      if (this.provider.synced) resolve();
      else this.provider.once("sync", () => resolve());
    });
  }

  /** Resolves when the text has these words in it. */
  has(words: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.text.toJSON().includes(words)) return;
        this.doc.off("update", look);
        resolve();
      };
      this.doc.on("update", look);
      look();
    });
  }

  /** The close code and reason after which the provider gives up. */
  givesUp(): Promise<{ code: number; reason: string }> {
    return new Promise((resolve) =>
      this.provider.once("closed", (close: { code: number; reason: string }) => resolve(close)),
    );
  }

  /** Types at the draft's beginning, as its delegation's insertion. */
  type(words: string, change: string): void {
    this.text.insert(0, words, { ins: change });
  }

  /** The state of another client, once it is there. */
  sees(other: Stock): Promise<Record<string, unknown>> {
    const { awareness } = this.provider;
    return new Promise((resolve) => {
      const look = () => {
        const state = awareness.getStates().get(other.doc.clientID);
        if (state === undefined) return;
        awareness.off("change", look);
        resolve(state);
      };
      awareness.on("change", look);
      look();
    });
  }
}

async function stock(token: string): Promise<Stock> {
  const peer = new Stock(token);
  await peer.synced();
  return peer;
}

/** A bare socket, with what came as values. */
async function bare(token: string, more = "") {
  const ws = new WebSocket(`${base()}/${id}?token=${token}${more}`);
  opened.push(() => ws.terminate());
  const inbox: Received[] = [];
  const waiting: (() => void)[] = [];
  ws.on("message", (data: Buffer) => {
    inbox.push(received(data));
    for (const look of waiting.splice(0)) look();
  });
  await once(ws, "open");
  const next = async (type: Received["type"]): Promise<Received> => {
    for (;;) {
      const found = inbox.findIndex((message) => message.type === type);
      if (found >= 0) return inbox.splice(found, 1)[0]!;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { ws, next, closed: closeOf(ws) };
}

async function closeOf(ws: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(ws, "close")) as [number, Buffer];
  return [code, reason.toString()];
}

describe("the stock client", () => {
  test("two type, both see both, and so does who comes later", async () => {
    const [a, b] = [await stock(usa.token), await stock(f.token)];
    expect(a.text.toJSON()).toContain("that trust is much needed,");
    a.type("one ", "USA:k1");
    b.type("two ", "F:k1");
    await Promise.all(["one ", "two "].flatMap((words) => [a.has(words), b.has(words)]));
    const late = await stock(chair);
    await Promise.all(["one ", "two "].map((words) => late.has(words)));
    expect([a.text.toDelta(), b.text.toDelta()]).toEqual([late.text.toDelta(), late.text.toDelta()]);
  });

  test("what was typed while cut off arrives on the next connection", async () => {
    const [a, b] = [await stock(usa.token), await stock(f.token)];
    a.provider.disconnect();
    a.type("alone ", "USA:k2");
    b.type("meanwhile ", "F:k2");
    a.provider.connect();
    await Promise.all([a.has("meanwhile "), b.has("alone ")]);
  });

  test("everybody is seen under the name that the server knows, and leaves when the socket does", async () => {
    const [a, b] = [await stock(usa.token), await stock(f.token)];
    a.provider.awareness.setLocalState({ cursor: 3, user: { name: "The Chair", delegation: "CHAIR" } });
    expect(await b.sees(a)).toEqual({ cursor: 3, user: { name: "Marian", delegation: "USA", role: "delegate" } });
    const gone = new Promise<void>((resolve) =>
      b.provider.awareness.on("change", ({ removed }: { removed: number[] }) => {
        if (removed.includes(a.doc.clientID)) resolve();
      }),
    );
    a.provider.ws?.close();
    await gone;
  });

  test("thirty clients that send back each other's states stay connected", async () => {
    const peers = await Promise.all(Array.from({ length: 30 }, () => stock(usa.token)));
    const [first, last] = [peers[0]!, peers[29]!];
    for (const peer of peers) peer.provider.awareness.setLocalStateField("here", true);
    await Promise.all(peers.map((peer) => last.sees(peer)));
    for (let cursor = 0; cursor < 20; cursor++) first.provider.awareness.setLocalStateField("cursor", cursor);
    first.type("still here ", "USA:k3");
    await Promise.all(peers.map((peer) => peer.has("still here ")));
    expect(peers.every((peer) => peer.provider.wsconnected)).toBe(true);
  });

  test("a ticket opens a socket as the token does", async () => {
    const { body } = await at.ask("POST", `/api/drafts/${id}/tickets`, usa.token);
    const peer = await stock(String(body.ticket));
    expect(peer.text.toJSON()).toContain("RESOLUTION 130");
  });

  test("an observer reads along, and is sent away when it writes", async () => {
    const observer = await at.invite(id, chair, { name: "Mei", role: "observer" });
    const [a, b] = [await stock(usa.token), await stock(observer.token)];
    a.type("for all ", "USA:k4");
    await b.has("for all ");
    const end = b.givesUp();
    b.type("mine ", "OBSERVER:k1");
    expect((await end).code).toBe(4403);
    a.type("onwards ", "USA:k5");
    const late = await stock(chair);
    await late.has("onwards ");
    expect(late.text.toJSON()).not.toContain("mine ");
  });
});

describe("who may not", () => {
  const end = (token: string, draft = id) => new Stock(token, draft).givesUp();

  test("no token and a wrong one give 4401", async () => {
    expect(await end("")).toEqual({ code: 4401, reason: "no token" });
    expect(await end("garbage")).toEqual({ code: 4401, reason: "the token is not valid" });
  });

  test("the token of another draft gives 4403, and what is no draft 4404", async () => {
    const other = await at.draft();
    expect(await end(other.chair)).toEqual({ code: 4403, reason: "the token is for another draft" });
    expect(await end(chair, "nowhere")).toEqual({ code: 4404, reason: "no such draft" });
    const ws = new WebSocket(`${at.server.url.replace("http", "ws")}/elsewhere?token=${chair}`);
    expect(await closeOf(ws)).toEqual([4404, "no such place"]);
  });

  test("the operator's token opens no socket: an operator is no member", async () => {
    expect((await end("operator")).code).toBe(4401);
  });

  test("a member whose rights change is sent away, and comes back with the new ones", async () => {
    const peer = await stock(usa.token);
    const closed = peer.givesUp();
    const { body } = await at.ask("PATCH", `/api/drafts/${id}/members/${usa.id}`, chair, { name: "M. Okafor" });
    expect(await closed).toEqual({ code: 4401, reason: "your access changed: use the new link" });
    expect((await end(usa.token)).code).toBe(4401);
    await stock(String(body.token));
  });

  test("a removed member is sent away, the others stay", async () => {
    const [a, b] = [await stock(usa.token), await stock(f.token)];
    const closed = a.givesUp();
    await at.ask("DELETE", `/api/drafts/${id}/members/${usa.id}`, chair);
    expect(await closed).toEqual({ code: 4401, reason: "your access was taken back" });
    expect(b.provider.wsconnected).toBe(true);
  });

  test("a deleted draft sends everybody away", async () => {
    const peer = await stock(usa.token);
    const closed = peer.givesUp();
    await at.ask("DELETE", `/api/drafts/${id}`, chair);
    expect(await closed).toEqual({ code: 4404, reason: "the draft was deleted" });
    expect(await end(usa.token)).toEqual({ code: 4404, reason: "no such draft" });
  });

  test("when a draft is frozen delegates come back as readers", async () => {
    const peer = await stock(usa.token);
    const again = new Promise<void>((resolve) =>
      peer.provider.on("sync", (synced: boolean) => {
        if (synced) resolve();
      }),
    );
    await at.ask("PATCH", `/api/drafts/${id}`, chair, { stage: "frozen" });
    await again;
    const closed = peer.givesUp();
    peer.type("too late ", "USA:k6");
    expect((await closed).code).toBe(4403);
  });
});

describe("what is wrong on a socket ends that socket, and the room goes on", () => {
  test.each([
    ["garbage", Buffer.from([99, 1, 2]), [4403, "unknown message type 99"]],
    ["an update that is none", client.update(new Uint8Array([9, 9, 9])), [4403, expect.any(String)]],
    ["text", "hello", [4403, "a text message; the protocol is binary"]],
    ["50 MB", Buffer.alloc(50_000_000), [1009, ""]],
  ])("%s", async (_, bytes, expected) => {
    const other = await stock(f.token);
    const { ws, closed, next } = await bare(usa.token);
    ws.on("error", () => undefined); // of a socket that is closed while it still sends
    ws.send(client.step1(new Uint8Array([0])));
    await next("step1");
    ws.send(bytes);
    expect(await closed).toEqual(expected);
    other.type("unharmed ", "F:k3");
    const late = await stock(chair);
    await late.has("unharmed ");
    expect(other.provider.wsconnected).toBe(true);
  });

  test("a reason that is too long for a close frame is cut between characters", async () => {
    const { ws, closed, next } = await bare(usa.token);
    ws.send(client.step1(new Uint8Array([0])));
    await next("step1");
    await at.server.rooms.use(id, async (_, { connections }) => {
      for (const connection of connections) connection.close(4403, "é".repeat(100));
    });
    expect(await closed).toEqual([4403, "é".repeat(61)]);
  });

  test("[R4] a reader that is too slow is closed with 1013", async () => {
    const { ws, next } = await bare(usa.token);
    ws.send(client.step1(new Uint8Array([0])));
    await next("step1");
    ws.pause();
    await at.server.rooms.use(id, async (_, { connections }) => {
      const connection = [...connections][0]!;
      const closed = new Promise<void>((resolve) => {
        const close = connection.close.bind(connection);
        connection.close = (...given) => {
          close(...given);
          resolve();
        };
      });
      const frame = new Uint8Array(1024 * 1024);
      for (let i = 0; i < 60; i++) connection.entries(frame, 1);
      await closed;
    });
    expect(at.logged()).toMatch(/"code":1013,"reason":"too slow/);
  });

  test("[R4] readers that are too slow do not keep the server from ending", async () => {
    const other = await run();
    const draft = await other.draft();
    const slow: WebSocket[] = [];
    for (let i = 0; i < 30; i++) {
      const { token } = await other.invite(draft.id, draft.chair, { name: `R${i}`, role: "observer" });
      const ws = new WebSocket(`${other.server.url.replace("http", "ws")}/collab/${draft.id}?token=${token}`);
      await once(ws, "open");
      ws.pause();
      slow.push(ws);
    }
    await vi.waitFor(() => expect([...other.server.rooms.open][0]?.connections.size).toBe(30));
    const frame = new Uint8Array(1024 * 1024);
    for (const { connections } of other.server.rooms.open)
      for (const connection of connections) for (let i = 0; i < 8; i++) connection.entries(frame, 1);
    const begin = performance.now();
    await other.stop();
    expect(performance.now() - begin).toBeLessThan(10_000);
    for (const ws of slow) ws.terminate();
  });

  test("a draft that cannot be loaded gives 1013, and opens when it can be", async () => {
    const other = await run({
      makeRoom: () => {
        throw new Error("the disk is gone");
      },
    });
    const draft = await other.server.store.addDraft({ title: "x", profile: "itu", lang: "en" });
    const member = await other.server.store.addMember(draft.id, { name: "A", role: "chair", delegation: "CHAIR" });
    const token = await other.server.access.token(member);
    const ws = new WebSocket(`${other.server.url.replace("http", "ws")}/collab/${draft.id}?token=${token}`);
    expect(await closeOf(ws)).toEqual([1013, "the draft cannot be opened now"]);
    expect((await other.ask("GET", `/api/drafts/${draft.id}/changes`, token)).status).toBe(500);
    await other.stop();
  });
});

describe("a client with acks", () => {
  test("[R2] learns what of its own is durable, and the log position", async () => {
    const { ws, next } = await bare(usa.token, "&acks=1");
    ws.send(client.step1(new Uint8Array([0])));
    const answer = await next("step2");
    const doc = new Y.Doc();
    if (answer.type === "step2") Y.applyUpdate(doc, answer.payload);
    const before = Y.encodeStateVector(doc);
    doc.getText("draft").insert(0, "saved ", { ins: "USA:k7" });
    ws.send(client.seen(1, 41));
    ws.send(client.update(Y.encodeStateAsUpdate(doc, before)));
    const told = [await next("durable"), await next("durable"), await next("durable")];
    expect(told).toEqual([
      { type: "durable", seq: 1, n: 0 }, // on joining
      { type: "durable", seq: 2, n: 0 }, // after the frame
      { type: "durable", seq: 2, n: 41 },
    ]);
  });
});

describe("stopping", () => {
  test("[R1] what was typed before the end is there after a restart, and everybody comes back to it", async () => {
    const peer = await stock(usa.token);
    peer.type("last words ", "USA:k8");
    const closed = new Promise<number>((resolve) =>
      peer.provider.once("connection-close", (event: { code: number } | null) => resolve(event?.code ?? 0)),
    );
    const back = new Promise<void>((resolve) =>
      peer.provider.on("sync", (synced: boolean) => {
        if (synced) resolve();
      }),
    );
    await at.restart();
    expect(await closed).toBe(1013);
    await back;
    await (await stock(f.token)).has("last words ");
  });

  test("[R1] what a room holds is written before the end", async () => {
    const peer = await stock(usa.token);
    const { room } = await at.server.rooms.use(id, (_, place) => place);
    const received = new Promise<void>((resolve) => {
      const receive = room.receive.bind(room);
      room.receive = (...given) => {
        receive(...given);
        resolve();
      };
    });
    peer.type("just in time ", "USA:k9");
    await received; // and not yet in the log
    peer.provider.disconnect();
    await at.restart();
    await (await stock(f.token)).has("just in time ");
  });

  test("sockets leave no token in the log", () => {
    expect(at.logged()).toContain("connection closed");
    for (const token of [chair, usa.token, f.token]) expect(at.logged()).not.toContain(token);
    expect(at.logged()).not.toContain("token=");
  });
});
