/** Who is in a room: the member who acts, and the connection that carries what he or she does. */
import type { MemberRole } from "../src/collab/protocol.ts";
import type { Returned } from "../src/revision/index.ts";

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
  /** False where the author may have seen more than `seen` says: a stock client cannot tell. True when not given. */
  exact?: boolean;
  /** Sends the merged update of entries up to `seq`. Called only after they are durable (R1). */
  entries(update: Uint8Array, seq: number): void;
  /** The peer's updates up to the n-th that `receive` was given are durable, repaired or refused. */
  durable(n: number, seq: number): void;
  /** Words of an update of its own that could not be taken, or not be struck. */
  returned(words: readonly Returned[]): void;
  /** Ends the connection with a close code and a reason. */
  close(code: number, reason: string): void;
}
