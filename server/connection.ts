/**
 * One client of a room, speaking the y-websocket protocol over whatever carries bytes. It knows what was sent to its
 * client and what the author has seen; what an update may do is the room's business.
 *
 * `seen` (DESIGN G3) comes from the client itself (message 101) when it asked for acks. A stock client cannot say, so
 * it is asked: after frames of entries it gets a sync step 1, and its answer proves that all sent before has been
 * applied. What the answer carries was written before that, so it is handed to the room under the old value.
 */
import * as Y from "yjs";
import { AGREED, CLOSE, LIMIT } from "../src/collab/protocol.ts";
import { Allowance } from "./allowance.ts";
import { BUSY } from "./conduct.ts";
import {
  decodeMessage,
  encodeAwareness,
  encodeDraftChanged,
  encodeDurable,
  encodeReturned,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from "./messages.ts";
import type { Incoming } from "./messages.ts";
import type { Attendee, Presence } from "./presence.ts";
import type { Actor, Peer } from "./peer.ts";
import type { Room } from "./room.ts";
import type { Returned } from "../src/revision/index.ts";

/** What a connection needs of a room. */
export type RoomForPeers = Pick<
  Room,
  "connect" | "disconnect" | "receive" | "answer" | "afford" | "stateVector" | "seenBy" | "atRest"
>;

export interface ConnectionOptions {
  room: RoomForPeers;
  presence: Presence;
  actor: Actor;
  /** The client asked for message 100 and sends 101. */
  acks: boolean;
  send(bytes: Uint8Array): void;
  /** Called once; nothing is sent afterwards. */
  close(code: number, reason: string): void;
}

/** Between two questions to a stock client that has written lately, and to one that only reads. */
const PROBE_MS = { writing: 300, reading: 5000 };
/** How long after an update a client counts as writing. */
const WRITING_MS = 10_000;
/** Each sync step 1 costs the room an encoding of the draft, each question for presence one of all states. */
const SYNC_REQUESTS = { burst: 20, perSecond: 1 };
const BYTES = { burst: 8 * LIMIT.updateBytes, perSecond: LIMIT.updateBytes };

/** An update that holds nothing: no structs, no deletions. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0;

export class Connection implements Peer, Attendee {
  seen = 0;
  readonly actor: Actor;
  readonly exact: boolean;
  /** Log position up to which everything was sent. */
  private sent = 0;
  private state: "new" | "joined" | "closed" = "new";
  /** Number of the client's last update, as message 101 announced it; an update without one shares it. */
  private count = 0;
  /** Number of the client's last update that is durable, repaired or refused. */
  private settled = 0;
  /** Whether message 101 announced the update that comes next. */
  private announced = false;
  /** Log positions sent before each sync step 1 that is not answered yet, in order. */
  private readonly asked: number[] = [];
  private probe: NodeJS.Timeout | null = null;
  private lastProbe = -Infinity;
  private lastWrite = -Infinity;
  private quiet = true;
  /** Messages that came while an answer waits for the room to be at rest; null while none does. */
  private backlog: Uint8Array[] | null = null;
  private backlogBytes = 0;
  private asking = false;
  private readonly messages = new Allowance(LIMIT.messagesPerSecond, LIMIT.messagesPerSecond);
  private readonly bytes = new Allowance(BYTES.burst, BYTES.perSecond);
  private readonly syncRequests = new Allowance(SYNC_REQUESTS.burst, SYNC_REQUESTS.perSecond);

  constructor(private readonly options: ConnectionOptions) {
    this.actor = options.actor;
    this.exact = options.acks;
    options.presence.join(this);
  }

  /** Takes one message of the client. Bad ones end the connection with a reason; never throws on bad bytes. */
  message(bytes: Uint8Array): void {
    if (this.state === "closed") return;
    if (!this.messages.take()) return this.close(CLOSE.tryAgain, "too many messages at once");
    if (!this.bytes.take(bytes.length)) return this.close(CLOSE.tryAgain, "too many bytes at once");
    if (this.backlog === null) return this.take(bytes);
    this.backlogBytes += bytes.length;
    if (this.backlogBytes > LIMIT.bufferedBytes) return this.close(CLOSE.tryAgain, "too much is waiting");
    this.backlog.push(bytes);
  }

  private take(bytes: Uint8Array): void {
    if (this.state === "closed") return;
    const decoded = decodeMessage(bytes);
    const fault = decoded.ok ? this.handle(decoded.message) : decoded.reason;
    if (fault !== null) this.close(CLOSE.forbidden, fault);
  }

  /** Sends a sign of life when nothing else was sent since the last call: y-websocket gives up after 30 silent seconds. */
  keepAlive(): void {
    if (this.quiet) this.send(encodeAwareness(new Uint8Array([0])));
    this.quiet = true;
  }

  /** The client went away. */
  gone(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.backlog = null;
    if (this.probe !== null) clearTimeout(this.probe);
    this.options.presence.leave(this);
    this.options.room.disconnect(this);
  }

  // Peer: what the room calls.

  entries(update: Uint8Array, seq: number): void {
    this.send(encodeUpdate(update));
    this.sent = Math.max(this.sent, seq);
    this.tellPosition(); // those who only read know what is on their screen, too
    this.planProbe();
  }

  durable(n: number, seq: number): void {
    this.sent = Math.max(this.sent, seq);
    this.settled = Math.max(this.settled, n);
    this.tellPosition();
  }

  returned(words: readonly Returned[]): void {
    if (this.options.acks) this.send(encodeReturned(AGREED, words));
  }

  close(code: number, reason: string): void {
    if (this.state === "closed") return;
    this.gone();
    this.options.close(code, reason);
  }

  /** Message 102. Stock clients do not know it, and learn of the change when they come back. */
  draftChanged(): void {
    if (this.options.acks) this.send(encodeDraftChanged());
  }

  // Attendee: what presence calls, too.

  send(bytes: Uint8Array): void {
    if (this.state === "closed") return;
    this.quiet = false;
    this.options.send(bytes);
  }

  /** Message 100: all up to this position has been sent, and the client's updates up to this number are settled. */
  private tellPosition(): void {
    if (this.options.acks) this.send(encodeDurable(this.sent, this.settled));
  }

  /** What is wrong with the message, or null. */
  private handle(message: Incoming): string | null {
    switch (message.type) {
      case "step1":
        return this.synchronise(message.vector);
      case "step2": {
        const fault = this.write(message.update);
        if (fault === null) this.answered();
        return fault;
      }
      case "update":
        this.lastWrite = Date.now(); // not for step 2: that is also how a client that only reads answers
        return this.write(message.update);
      case "awareness":
        return this.options.presence.receive(this, message.update);
      case "queryAwareness":
        if (this.mayAsk()) this.options.presence.tell(this);
        return null;
      case "seen":
        return this.announce(message.seq, message.n);
    }
  }

  private synchronise(vector: Uint8Array): string | null {
    if (!this.mayAsk()) return null;
    if (!isStateVector(vector)) return "a state vector that cannot be read";
    this.backlog = [];
    this.backlogBytes = 0;
    this.atRest(() => {
      this.answer(vector);
      const kept = this.backlog ?? [];
      this.backlog = null;
      for (const bytes of kept) {
        if (this.backlog === null) this.take(bytes);
        else (this.backlog as Uint8Array[]).push(bytes); // another sync request was among them, and waits again
      }
    });
    return null;
  }

  /** Whether there is still an answer for the client, which is closed when there is not. */
  private mayAsk(): boolean {
    if (this.syncRequests.take()) return true;
    this.close(CLOSE.tryAgain, "too many sync requests");
    return false;
  }

  /** Answers sync step 1, of a room at rest: what is not durable yet may be shown to nobody (R1). */
  private answer(vector: Uint8Array): void {
    const { room, acks } = this.options;
    const answer = room.afford(this.actor.member, () => ({
      ...room.answer(vector),
      knows: acks ? 0 : room.seenBy(vector),
    }));
    if (answer === null) return this.close(CLOSE.tryAgain, BUSY);
    this.seen = Math.max(this.seen, answer.knows);
    this.send(encodeStep2(answer.update));
    this.sent = Math.max(this.sent, answer.seq);
    if (this.state !== "new") return;
    // Nothing runs between the answer and this: the room sends all entries after `seq` from here on.
    this.state = "joined";
    room.connect(this);
    this.ask();
    this.tellPosition(); // after the question: what its answer carries was written before this was seen
  }

  /** Runs `work` when the room is at rest, unless the client has gone by then. */
  private atRest(work: () => void): void {
    this.options.room.atRest(() => {
      if (this.state === "closed") return;
      try {
        work();
      } catch (error) {
        this.close(CLOSE.tryAgain, "the draft cannot be used now");
        throw error;
      }
    });
  }

  private write(update: Uint8Array): string | null {
    if (this.state !== "joined") return "an update before sync step 1";
    if (update.length > LIMIT.updateBytes)
      return `an update of ${update.length} bytes, the limit is ${LIMIT.updateBytes}`;
    if (!this.announced && isEmpty(update)) return null; // the answer of a client that has nothing of its own
    this.announced = false;
    this.options.room.receive(this, update, this.count);
    this.planProbe();
    return null;
  }

  /** Message 101. A position that was never sent is taken as what was: a log restored from a backup can be shorter. */
  private announce(seq: number, n: number): string | null {
    if (!this.options.acks) return "message 101 without acks=1";
    if (n < this.count) return `update number ${n} after ${this.count}`;
    this.count = n;
    this.announced = true;
    this.seen = Math.max(this.seen, Math.min(seq, this.sent));
    return null;
  }

  /** Sends a sync step 1. */
  private ask(): void {
    if (this.asking) return;
    this.asking = true;
    this.atRest(() => {
      this.asking = false;
      this.asked.push(this.sent);
      this.lastProbe = Date.now();
      this.send(encodeStep1(this.options.room.stateVector()));
    });
  }

  /** The client has applied all that was sent before the question that it answered. */
  private answered(): void {
    const position = this.asked.shift();
    if (position === undefined || this.options.acks) return;
    this.seen = Math.max(this.seen, position);
    this.planProbe();
  }

  /** Asks a stock client what it has seen, when that can have grown: one question at a time, and not too often. */
  private planProbe(): void {
    const { acks } = this.options;
    if (acks || this.state !== "joined" || this.actor.role === "observer") return;
    if (this.asked.length > 0 || this.sent <= this.seen) return;
    const now = Date.now();
    const pause = now - this.lastWrite < WRITING_MS ? PROBE_MS.writing : PROBE_MS.reading;
    const wait = this.lastProbe + pause - now;
    if (this.probe !== null) clearTimeout(this.probe);
    this.probe = null;
    if (wait <= 0) return this.ask();
    this.probe = setTimeout(() => {
      this.probe = null;
      if (this.state === "joined") this.ask();
    }, wait);
  }
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes);
    return true;
  } catch {
    return false;
  }
}
