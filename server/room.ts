/** The live copy of a draft on a server. (Interface first; the body follows.) */
import type { Change, ChangeId, Comment, Delta } from "../schema/index.ts";
import type { MemberRole } from "../src/collab/protocol.ts";
import type { DecisionRecord, Log } from "./log.ts";

/** Who acts: a member as the server knows him or her now. */
export interface Actor {
  member: string;
  name: string;
  role: MemberRole;
  /** The delegation that the changes belong to; CHAIR and SEC for those roles. */
  delegation: string;
}

/** One connection to the room, whatever carries it. */
export interface Peer {
  actor: Actor;
  /** Log position that its author is known to have seen; only ever grows (DESIGN G3). */
  seen: number;
  /** Sends the merged update of entries up to `seq`. Called only after they are durable (R1). */
  entries(update: Uint8Array, seq: number): void;
  /** The peer's updates up to the n-th that `receive` was given are durable, repaired or refused. */
  durable(n: number, seq: number): void;
  /** Ends the connection with a close code and a reason. */
  close(code: number, reason: string): void;
}

export interface DecisionCommand {
  verdict: "accept" | "reject";
  changes: ChangeId[];
  at?: number;
  seen?: Record<ChangeId, string>;
  method?: string;
  note?: string;
}
/** A pending change as the panel and the API show it. */
export interface PendingChange extends Change {
  id: ChangeId;
  /** Hash of what it inserts, deletes and sets at present. */
  digest: string;
  inserts: string[];
  deletes: string[];
  sets: string[];
}
export type DecisionResult =
  | { ok: true; seq: number; record: DecisionRecord }
  | { ok: false; at: number; conflict: PendingChange[]; message: string };

export interface Snapshot {
  at: number;
  sequence: Delta;
  changes: Record<ChangeId, Change>;
  comments: Record<string, Comment>;
}

export declare class Room {
  constructor(draft: string, log: Log, options?: { now?: () => Date; window?: number });
  /** Loads the draft from its log; nothing is answered before (R3). */
  load(): Promise<void>;
  readonly seq: number;
  /** Writes the first content of an empty draft. Throws when the log has entries already. */
  create(content: { ops: unknown[]; changes: Record<ChangeId, Change>; comments: Record<string, Comment> }): Promise<void>;
  connect(peer: Peer): void;
  disconnect(peer: Peer): void;
  /** Queues an update of a peer; `n` is given back by `peer.durable`. Never throws on bad bytes: the peer is closed. */
  receive(peer: Peer, update: Uint8Array, n: number): void;
  /** What a client with this state vector lacks (answer to sync step 1), and the log position it then has. */
  answer(stateVector: Uint8Array): { update: Uint8Array; seq: number };
  /** The room's own state vector, for a sync step 1 to a client. */
  stateVector(): Uint8Array;
  /** The greatest log position of which a client with this state vector has certainly seen all insertions. */
  seenBy(stateVector: Uint8Array): number;
  /** Accepts or rejects changes as the only writer. */
  decide(actor: Actor, command: DecisionCommand): Promise<DecisionResult>;
  snapshot(): Snapshot;
  pending(): PendingChange[];
  /** Ends the room when its queue is written; peers are closed with 1013. */
  close(): Promise<void>;
}
