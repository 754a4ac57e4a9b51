/** WebSockets: `/collab/:id?token=…&acks=1`. Every upgrade is accepted, because a refused one makes clients retry for ever. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { CLOSE, LIMIT } from "../src/collab/protocol.ts";
import type { Access, Verified } from "./access.ts";
import { BUSY } from "./conduct.ts";
import { Connection } from "./connection.ts";
import { RoomUnavailable } from "./jobs.ts";
import type { Metrics } from "./metrics.ts";
import { Outflow } from "./outflow.ts";
import type { Place, Rooms } from "./rooms.ts";

export interface SocketsOptions {
  server: Server;
  rooms: Rooms;
  access: Access;
  metrics: Metrics;
  log: Logger;
}

/** Between two pings; at most two of them stay unanswered. Well under the 30 silent seconds of y-websocket. */
const PING_MS = 12_000;
const MISSED_PINGS = 2;
/** How long a client may take to answer a close frame before its socket is cut. */
const CLOSE_MS = 3000;
/** A close frame holds 125 bytes, two of them the code. */
const REASON_BYTES = 123;

interface Client {
  ws: WebSocket;
  connection: Connection | null;
  missed: number;
  outflow: Outflow;
  closing: boolean;
}

interface Address {
  draft: string;
  token: string;
  acks: boolean;
}

export class Sockets {
  private readonly clients = new Set<Client>();
  private readonly wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // What is larger is closed by ws itself with 1009, before it is in memory.
    maxPayload: LIMIT.messageBytes,
  });
  private readonly pings: NodeJS.Timeout;
  private readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void =>
    this.wss.handleUpgrade(request, socket, head, (ws) => this.welcome(ws, request.url ?? ""));

  constructor(private readonly options: SocketsOptions) {
    options.server.on("upgrade", this.upgrade);
    this.pings = setInterval(() => this.ping(), PING_MS);
    this.pings.unref();
  }

  /** Takes no more sockets; those that are open go on. */
  stop(): void {
    this.options.server.off("upgrade", this.upgrade);
  }

  /** Ends all sockets with 1013, and resolves when they are closed or cut. */
  async close(): Promise<void> {
    this.stop();
    clearInterval(this.pings);
    const closed = [...this.clients].map((client) => new Promise((resolve) => client.ws.once("close", resolve)));
    for (const client of this.clients) this.end(client, CLOSE.tryAgain, "the server restarts");
    await Promise.all(closed);
    this.wss.close();
  }

  private welcome(ws: WebSocket, url: string): void {
    // Not from within a call of the room, which may be going through its peers.
    const tooSlow = () => setImmediate(() => client.connection?.close(CLOSE.tryAgain, "too slow: too much is waiting"));
    const client: Client = { ws, connection: null, missed: 0, outflow: new Outflow(ws, tooSlow), closing: false };
    this.clients.add(client);
    ws.on("close", () => {
      this.clients.delete(client);
      client.connection?.gone();
    });
    ws.on("pong", () => {
      client.missed = 0;
    });
    // ws closes with the right code by itself: 1009 for too large, 1002 and 1007 for broken frames.
    ws.on("error", (error) => this.options.log.info({ error: error.message }, "socket failed"));
    ws.pause(); // nothing is read before somebody is there to take it
    void this.admit(client, url)
      .catch((error: unknown) => {
        this.options.log.error({ err: error }, "a socket could not be served");
        this.end(client, CLOSE.tryAgain, "the draft cannot be opened now");
      })
      .finally(() => ws.resume());
  }

  private async admit(client: Client, url: string): Promise<void> {
    const address = addressOf(url);
    if (address === null) return this.end(client, CLOSE.notFound, "no such place");
    if (address.token === "") return this.end(client, CLOSE.unauthorized, "no token");
    const { access, rooms } = this.options;
    const first = await access.verify(address.token, address.draft, { tickets: true });
    if (!first.ok) return this.refuse(client, first);
    const { place, leave } = await rooms.enter(address.draft);
    client.ws.once("close", leave);
    if (client.ws.readyState === WebSocket.CLOSED) return leave(); // the event was before we listened
    // Loading took its time: rights are those of now.
    const verified = await access.verify(address.token, address.draft, { tickets: true });
    if (!verified.ok) return this.refuse(client, verified);
    if (client.ws.readyState !== WebSocket.OPEN) return leave();
    this.connect(client, place, verified, address.acks);
  }

  private connect(client: Client, place: Place, { actor }: Verified & { ok: true }, acks: boolean): void {
    const { ws } = client;
    const close = (code: number, reason: string) => {
      if (client.connection !== null) place.connections.delete(client.connection);
      const about = { draft: place.draft, member: actor.member, code, reason };
      this.options.log[code === CLOSE.forbidden ? "warn" : "info"](about, "connection closed");
      this.end(client, code, reason);
    };
    const send = (bytes: Uint8Array) => client.outflow.send(bytes);
    const { room, presence } = place;
    // To be told who is there takes work, too.
    const connection = room.afford(actor.member, () => new Connection({ room, presence, actor, acks, send, close }));
    if (connection === null) return close(CLOSE.tryAgain, BUSY);
    client.connection = connection;
    place.connections.add(connection);
    ws.once("close", () => place.connections.delete(connection));
    ws.on("message", (data, binary) => this.receive(client, connection, data, binary));
  }

  private receive(client: Client, connection: Connection, data: RawData, binary: boolean): void {
    this.options.metrics.received();
    if (!binary) return connection.close(CLOSE.forbidden, "a text message; the protocol is binary");
    try {
      connection.message(bytesOf(data));
    } catch (error) {
      // The room reads its draft anew, or a fault of ours: this client comes back, the room goes on.
      const level = error instanceof RoomUnavailable ? "info" : "error";
      this.options.log[level]({ err: error, member: connection.actor.member }, "a message failed");
      connection.close(CLOSE.tryAgain, "the draft cannot be used now");
    }
  }

  private refuse(client: Client, verified: Verified & { ok: false }): void {
    switch (verified.why) {
      case "unknown":
        return this.end(client, CLOSE.unauthorized, verified.message);
      case "elsewhere":
        return this.end(client, CLOSE.forbidden, verified.message);
      case "gone":
        return this.end(client, CLOSE.notFound, verified.message);
    }
  }

  private end(client: Client, code: number, reason: string): void {
    if (client.closing) return;
    client.closing = true;
    this.options.metrics.closed(code);
    client.ws.close(code, shorten(reason));
    const cut = setTimeout(() => client.ws.terminate(), CLOSE_MS);
    client.ws.once("close", () => clearTimeout(cut));
  }

  private ping(): void {
    for (const client of this.clients) {
      if (client.missed >= MISSED_PINGS) client.ws.terminate();
      else if (client.ws.readyState === WebSocket.OPEN) {
        client.missed++;
        client.ws.ping();
        client.connection?.keepAlive();
      }
    }
  }
}

/** What the address of a socket asks for; null when it is no draft's. */
function addressOf(url: string): Address | null {
  try {
    const { pathname, searchParams } = new URL(url, "ws://localhost");
    const id = /^\/collab\/([^/]+)$/.exec(pathname)?.[1];
    if (id === undefined) return null;
    const token = searchParams.get("token") ?? "";
    return { draft: decodeURIComponent(id), token, acks: searchParams.get("acks") === "1" };
  } catch {
    return null; // an address that is none, or a broken escape in it
  }
}

function bytesOf(data: RawData): Uint8Array {
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer)
    : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** At most 123 bytes, whole characters. */
function shorten(reason: string): string {
  let short = reason.slice(0, REASON_BYTES);
  while (Buffer.byteLength(short) > REASON_BYTES) short = [...short].slice(0, -1).join("");
  return short;
}
