/** What waits for a room's turn. */
import type { Guarded } from "./guard.ts";
import type { Actor, Peer } from "./peer.ts";
import type { Replica } from "./replica.ts";

/** Why a job is not carried out now: ask again in a moment (close with 1013, HTTP 503). */
export class RoomUnavailable extends Error {}

/** What is told to who asked for something before rights changed (G4). */
export const RIGHTS_CHANGED = "rights changed meanwhile, try again";

export interface UpdateJob {
  kind: "update";
  peer: Peer;
  actor: Actor;
  update: Uint8Array;
  seen: number;
  n: number;
}

/**
 * What the server does at a member's bidding, as the only writer: a decision, a withdrawal, a note to a change. `guarded`
 * is null where nothing was written.
 */
export type Command<T> = (replica: Replica, time: string) => { guarded: Guarded | null; result: T };

export interface CommandJob {
  kind: "command";
  actor: Actor;
  /** Carries the command out; what it returns tells the result when it is durable. */
  carryOut(replica: Replica, time: string): { guarded: Guarded | null; tell(seq: number): void };
  reject(error: unknown): void;
}
export type Job = UpdateJob | CommandJob;
