/**
 * Who is in a room, and where their carets are: y-protocols' awareness, kept for all connections of a room. A stock
 * client sends back every state that it receives, of others too, so a state counts only when it comes from the
 * connection that the client id belongs to; the rest is an echo, and is dropped without a reply.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { LIMIT } from "../src/collab/protocol.ts";
import { encodeAwareness } from "./messages.ts";
import type { Actor } from "./peer.ts";

/** A connection as presence sees it. */
export interface Attendee {
  readonly actor: Actor;
  send(bytes: Uint8Array): void;
}

interface Slot {
  client: number;
  clock: number;
  /** The state as JSON; "null" when nobody is there. */
  state: string;
  /** The member that used this client id first; nobody else can take it. */
  member: string;
  /** Null once its connection is closed: then only the clock is remembered, so that late echoes do not revive it. */
  owner: Attendee | null;
}
interface Claim {
  client: number;
  clock: number;
  state: string;
}

/** Client ids that one connection may use: a document, and a few that were made anew. */
const CLIENTS_PER_CONNECTION = 8;
/** Remembered client ids of those who left. */
const REMEMBERED = 2000;
/** States are sent together, at most this often: each one comes back from every stock client. */
const WINDOW_MS = 50;

export class Presence {
  private readonly slots = new Map<number, Slot>();
  private readonly attendees = new Set<Attendee>();
  private readonly changed = new Set<Slot>();
  private timer: NodeJS.Timeout | null = null;

  /** From now on the attendee gets all changes; what is there already it gets at once. */
  join(attendee: Attendee): void {
    this.attendees.add(attendee);
    this.tell(attendee);
  }

  /** Sends all present states; nothing when nobody is there. */
  tell(attendee: Attendee): void {
    const present = [...this.slots.values()].filter(({ owner }) => owner !== null);
    if (present.length > 0) attendee.send(encode(present));
  }

  /** Takes the attendee and its states away; the others are told. */
  leave(attendee: Attendee): void {
    if (!this.attendees.delete(attendee)) return;
    for (const slot of this.slots.values()) {
      if (slot.owner !== attendee) continue;
      slot.owner = null;
      // The clock stays: the owner will continue it when it comes back, and null wins over an equal clock.
      slot.state = "null";
      this.publish(slot);
    }
    this.forget();
  }

  /** The member that used a client id first; undefined when nobody has, or so long ago that it is forgotten. */
  memberOf(client: number): string | undefined {
    return this.slots.get(client)?.member;
  }

  /** Takes the states of an awareness update that are the attendee's own. What is wrong with it, or null. */
  receive(from: Attendee, update: Uint8Array): string | null {
    const claims = decode(update);
    if (claims === null) return "presence cannot be read";
    for (const claim of claims) {
      const slot = this.slots.get(claim.client);
      if (!isNews(claim, slot, from)) continue;
      const fault = this.take(claim, slot, from);
      if (fault !== null) return fault;
    }
    return null;
  }

  /** Ends the timer; nothing is sent any more. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.attendees.clear();
  }

  private take(claim: Claim, known: Slot | undefined, from: Attendee): string | null {
    const { client, clock } = claim;
    if (known === undefined && this.clientsOf(from) >= CLIENTS_PER_CONNECTION) return "presence of too many clients";
    const state = stateOf(claim.state, from.actor);
    if (!state.ok) return state.reason;
    const slot = known ?? { client, clock, state: "null", member: from.actor.member, owner: from };
    Object.assign(slot, { clock, state: state.json, owner: from });
    this.slots.set(client, slot);
    this.publish(slot);
    return null;
  }

  private clientsOf(attendee: Attendee): number {
    let count = 0;
    for (const { owner } of this.slots.values()) if (owner === attendee) count++;
    return count;
  }

  /** Also to the sender: y-websocket drops a connection on which nothing came for 30 seconds. */
  private publish(slot: Slot): void {
    this.changed.add(slot);
    this.timer ??= setTimeout(() => this.flush(), WINDOW_MS);
  }

  private flush(): void {
    this.timer = null;
    const bytes = encode([...this.changed]);
    this.changed.clear();
    for (const attendee of this.attendees) attendee.send(bytes);
  }

  /** Forgets the first of those who left when there are too many. */
  private forget(): void {
    let surplus = this.slots.size - REMEMBERED;
    for (const slot of this.slots.values()) {
      if (surplus <= 0) return;
      if (slot.owner !== null) continue;
      this.slots.delete(slot.client);
      surplus--;
    }
  }
}

/** Whether a claim is the sender's to make and says something new; otherwise it is an echo. */
function isNews({ client, clock, state }: Claim, slot: Slot | undefined, from: Attendee): boolean {
  if (slot === undefined) return state !== "null" && Number.isSafeInteger(client);
  if (slot.member !== from.actor.member) return false;
  // A stock client takes its own state away under the clock that it had.
  return (
    clock > slot.clock || (clock === slot.clock && state === "null" && slot.state !== "null" && slot.owner === from)
  );
}

/** The state with `user` as the server knows it: names and delegations cannot be made up. */
function stateOf(json: string, actor: Actor): { ok: true; json: string } | { ok: false; reason: string } {
  const bytes = Buffer.byteLength(json);
  if (bytes > LIMIT.awarenessBytes)
    return { ok: false, reason: `presence of ${bytes} bytes, the limit is ${LIMIT.awarenessBytes}` };
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    return { ok: false, reason: "presence is no JSON" };
  }
  if (state === null) return { ok: true, json: "null" };
  if (typeof state !== "object" || Array.isArray(state)) return { ok: false, reason: "presence is no JSON object" };
  const { name, delegation, role } = actor;
  return { ok: true, json: JSON.stringify({ ...state, user: { name, delegation, role } }) };
}

/** The claims of an awareness update; null when its bytes do not hold together. */
function decode(update: Uint8Array): Claim[] | null {
  const decoder = decoding.createDecoder(update);
  const claims: Claim[] = [];
  try {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      claims.push({ client, clock, state: decoding.readVarString(decoder) });
    }
  } catch {
    return null;
  }
  return decoder.pos === update.length ? claims : null;
}

const encode = (slots: Slot[]): Uint8Array =>
  encodeAwareness(
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, slots.length);
      for (const { client, clock, state } of slots) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, state);
      }
    }),
  );
