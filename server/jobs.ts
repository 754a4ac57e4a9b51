/** What waits for a room's turn. */
import type { DecisionCommand, DecisionResult } from "./decision.ts";
import type { Actor, Peer } from "./peer.ts";

export interface UpdateJob {
  kind: "update";
  peer: Peer;
  actor: Actor;
  update: Uint8Array;
  seen: number;
  n: number;
}
export interface DecisionJob {
  kind: "decision";
  actor: Actor;
  command: DecisionCommand;
  resolve(result: DecisionResult): void;
  reject(error: unknown): void;
}
export type Job = UpdateJob | DecisionJob;
