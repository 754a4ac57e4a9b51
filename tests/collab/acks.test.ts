/** Saved or not, and log positions, over the stock provider and a socket in memory. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, expect, test } from "vitest";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Acks, asLocal } from "../../src/collab/acks.ts";
import { MESSAGE } from "../../src/collab/protocol.ts";

/** A socket that opens, receives and closes when it is told to. */
class Socket {
  static last: Socket;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "";
  readonly sent: Uint8Array[] = [];
  onopen: (() => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  constructor() {
    Socket.last = this;
  }
  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }
  open(): void {
    this.readyState = 1;
    this.onopen!();
  }
  close(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006, reason: "" });
  }
  receive(write: (encoder: encoding.Encoder) => void): void {
    this.onmessage!({ data: encoding.encode(write) });
  }
  /** What was sent since the last call: the type of each message, and of 101 what it says. */
  taken(): string[] {
    return this.sent.splice(0).map((bytes) => {
      const decoder = decoding.createDecoder(bytes);
      const type = decoding.readVarUint(decoder);
      if (type === MESSAGE.sync) return `sync ${decoding.readVarUint(decoder)}`;
      return type === MESSAGE.seen
        ? `seen ${decoding.readVarUint(decoder)} ${decoding.readVarUint(decoder)}`
        : String(type);
    });
  }
}

const opened: WebsocketProvider[] = [];
afterEach(() => {
  for (const provider of opened.splice(0)) provider.destroy();
});

function client(store?: { get(key: string): Promise<unknown>; set(key: string, value: number): Promise<unknown> }) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider("ws://x", "y", doc, {
    connect: false,
    disableBc: true,
    WebSocketPolyfill: Socket as unknown as typeof WebSocket,
  });
  provider.awareness.setLocalState(null);
  opened.push(provider);
  const acks = new Acks(doc, provider, { store });
  const heard: string[] = [];
  acks.on(() => heard.push(acks.saved));
  return { doc, provider, acks, heard, text: doc.getText("draft") };
}
const durable = (seq: number, n: number) => (encoder: encoding.Encoder) => {
  for (const value of [MESSAGE.durable, seq, n]) encoding.writeVarUint(encoder, value);
};
/** Sync step 1 of a server that has nothing. */
const question = (encoder: encoding.Encoder) => {
  for (const value of [MESSAGE.sync, 0]) encoding.writeVarUint(encoder, value);
  encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
};

test("[R2] says what is on this device, on its way, and on the server", () => {
  const { provider, acks, heard, text } = client();
  text.insert(0, "a");
  text.insert(1, "b");
  expect(acks.saved).toBe("offline");
  provider.connect();
  Socket.last.open();
  expect(Socket.last.taken()).toEqual(["seen 0 2", "sync 0"]);
  Socket.last.receive(question);
  expect(Socket.last.taken()).toEqual(["seen 0 3", "sync 1"]); // the answer counts, too
  expect(acks.saved).toBe("saving");
  Socket.last.receive(durable(5, 1));
  expect([acks.saved, acks.at]).toEqual(["saving", 5]);
  Socket.last.receive(durable(6, 3));
  expect(acks.saved).toBe("saved");
  text.insert(2, "c");
  expect(Socket.last.taken()).toEqual(["seen 6 4", "sync 2"]);
  Socket.last.close();
  expect(heard).toEqual(["offline", "saving", "saved", "saving", "offline"]);
});

test("[R2] what is typed before the server has asked does not stand for what was made offline", () => {
  const { provider, acks, text } = client();
  text.insert(0, "offline ");
  provider.connect();
  Socket.last.open();
  text.insert(0, "live ");
  expect(Socket.last.taken()).toEqual(["seen 0 1", "sync 0", "seen 0 2", "sync 2"]);
  Socket.last.receive(durable(5, 2)); // the live edit alone
  expect(acks.saved).toBe("saving");
  Socket.last.receive(question);
  expect(Socket.last.taken()).toEqual(["seen 5 3", "sync 1"]);
  Socket.last.receive(durable(5, 2));
  expect(acks.saved).toBe("saving");
  Socket.last.receive(durable(6, 3));
  expect(acks.saved).toBe("saved");
});

test("[R2] what is typed when all was saved before is saved at once", () => {
  const { provider, acks, text } = client();
  provider.connect();
  Socket.last.open();
  text.insert(0, "live ");
  Socket.last.receive(durable(5, 1));
  expect(acks.saved).toBe("saved");
  Socket.last.receive(question);
  expect(Socket.last.taken().slice(-2)).toEqual(["seen 5 1", "sync 1"]);
  expect(acks.saved).toBe("saved");
});

test("an update is announced with what its author had seen, before it is sent", () => {
  const { provider, text } = client();
  provider.connect();
  Socket.last.open();
  Socket.last.receive(durable(3, 0));
  text.insert(0, "a");
  Socket.last.receive(durable(4, 1));
  text.insert(0, "b");
  expect(Socket.last.taken()).toEqual(["seen 0 0", "sync 0", "seen 3 1", "sync 2", "seen 4 2", "sync 2"]);
});

test("the position is kept, and known again on the next visit", async () => {
  const kept = new Map<string, unknown>();
  const store = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: number) => kept.set(key, value),
  };
  const first = client(store);
  first.provider.connect();
  Socket.last.open();
  for (const seq of [7, 8, 9]) Socket.last.receive(durable(seq, 0));
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(kept.get("seen")).toBe(9);
  const second = client(store);
  await new Promise(setImmediate);
  second.provider.connect();
  Socket.last.open();
  expect(Socket.last.taken()[0]).toBe("seen 9 0");
});

test("a device that keeps nothing is no obstacle: what was seen begins anew", async () => {
  const broken = async () => {
    throw new Error("no storage in this window");
  };
  const { provider } = client({ get: broken, set: broken });
  await new Promise(setImmediate);
  provider.connect();
  Socket.last.open();
  expect(Socket.last.taken()[0]).toBe("seen 0 0");
  Socket.last.receive(durable(3, 0));
  await new Promise(setImmediate);
  expect(provider.wsconnected).toBe(true);
});

test("updates from the server are applied without Yjs tidying the whole text, and are not sent back", () => {
  const other = new Y.Doc();
  other.getText("draft").applyDelta([{ insert: "ab", attributes: { em: true } }, { insert: "c" }]);
  const { doc, provider, text } = client();
  text.observe(() => {});
  provider.connect();
  Socket.last.open();
  let cleaned = 0;
  doc.on("afterTransaction", () => cleaned++);
  const locals: boolean[] = [];
  doc.on("update", (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) =>
    locals.push(transaction.local && origin === provider),
  );
  Socket.last.taken();
  Socket.last.receive((encoder) => {
    for (const value of [MESSAGE.sync, 1]) encoding.writeVarUint(encoder, value);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(other));
  });
  expect(text.toDelta()).toHaveLength(2);
  expect(locals).toEqual([true]);
  expect(cleaned).toBe(1);
  expect(provider.synced).toBe(true);
  expect(Socket.last.taken()).toEqual([]);
});

test("somebody else under our client id is still noticed", () => {
  const doc = new Y.Doc();
  const twin = new Y.Doc();
  twin.clientID = doc.clientID;
  twin.getText("draft").insert(0, "x");
  const before = doc.clientID;
  asLocal(doc, null, () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(twin)));
  expect(doc.clientID).not.toBe(before);
});
