/** A connection in front of a room that writes down what it is asked: what a test says, and what comes back. */
import { Connection, type RoomForPeers } from "../../server/connection.ts";
import type { Actor, Peer } from "../../server/peer.ts";
import { Presence } from "../../server/presence.ts";
import type { MemberRole } from "../../src/collab/protocol.ts";
import { type Received, client, received } from "./wire.ts";

/** An empty state vector, and updates that the room takes as they are. */
export const VECTOR = new Uint8Array([0]);
export const EMPTY = new Uint8Array([0, 0]);
export const words = (...numbers: number[]) => new Uint8Array(numbers);

/** A room that writes down what it is asked, and answers what it is told to. */
export class Script implements RoomForPeers {
  seq = 7;
  seenByVector = 3;
  readonly calls: unknown[][] = [];
  /** Members who have used up their share of the server's time. */
  readonly busy = new Set<string>();

  /** What waits for the room to be at rest; null while it is. */
  waiting: (() => void)[] | null = null;
  atRest(work: () => void): void {
    if (this.waiting === null) work();
    else this.waiting.push(work);
  }
  rest(): void {
    const works = this.waiting ?? [];
    this.waiting = null;
    for (const work of works) work();
  }
  connect(): void {
    this.calls.push(["connect"]);
  }
  disconnect(): void {
    this.calls.push(["disconnect"]);
  }
  receive(peer: Peer, update: Uint8Array, n: number): void {
    this.calls.push(["receive", [...update], n, `seen ${peer.seen}`]);
  }
  answer(vector: Uint8Array): { update: Uint8Array; seq: number } {
    this.calls.push(["answer", [...vector]]);
    return { update: words(9, 9), seq: this.seq };
  }
  afford<T extends object>(member: string, work: () => T): T | null {
    return this.busy.has(member) ? null : work();
  }
  stateVector(): Uint8Array {
    return VECTOR;
  }
  seenBy(): number {
    return this.seenByVector;
  }
  /** Entries that the room sends on. */
  entriesTo(connection: Connection, seq: number): void {
    this.seq = seq;
    connection.entries(words(seq), seq);
  }
}

interface Setting {
  acks?: boolean;
  role?: MemberRole;
  actor?: Partial<Actor>;
  presence?: Presence;
  room?: Script;
}

export function connect({
  acks = false,
  role = "delegate",
  actor = {},
  presence = new Presence(),
  room = new Script(),
}: Setting = {}) {
  const sent: Received[] = [];
  const closed: [number, string][] = [];
  const connection = new Connection({
    room,
    presence,
    actor: { member: "m1", name: "Marian", role, delegation: "USA", ...actor },
    acks,
    send: (bytes) => sent.push(received(bytes)),
    close: (code, reason) => closed.push([code, reason]),
  });
  /** What was sent since it was last asked. */
  const news = () => sent.splice(0);
  const types = () => news().map(({ type }) => type);
  return { connection, room, presence, closed, news, types, say: (bytes: Uint8Array) => connection.message(bytes) };
}

/** Connected, synchronised, and the server's first question answered. */
export function joined(setting: Setting = {}) {
  const peer = connect(setting);
  peer.say(client.step1(VECTOR));
  peer.say(client.step2(EMPTY));
  peer.news();
  peer.room.calls.splice(0);
  return peer;
}
