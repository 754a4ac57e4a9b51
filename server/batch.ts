/** The jobs of one turn, carried out on the room's replica: what is to be written of them, and what is told afterwards. */
import { CLOSE } from "../src/collab/protocol.ts";
import { type Attempts, BUSY, type HeldUpdates, type Work } from "./conduct.ts";
import { guard } from "./guard.ts";
import { type CommandJob, type Job, RoomUnavailable, type UpdateJob } from "./jobs.ts";
import type { NewEntry } from "./log.ts";
import type { Peer } from "./peer.ts";
import type { Replica } from "./replica.ts";

/** What a batch needs of its room. */
export interface BatchRoom {
  readonly held: HeldUpdates;
  readonly attempts: Attempts;
  readonly work: Work;
  now(): Date;
  report(event: { kind: "refused" | "repaired"; member: string; message: string }): void;
  isHere(peer: Peer): boolean;
  end(peer: Peer, code: number, reason: string): void;
  claimedBy(client: number): string | undefined;
}

export class Batch {
  readonly entries: NewEntry[] = [];
  /** What is told when the turn is durable. */
  readonly aftermaths: (() => void)[] = [];
  /** Peers that are to be closed: nothing more of theirs is looked at. */
  private readonly ended = new Set<Peer>();

  constructor(
    private readonly room: BatchRoom,
    private readonly replica: Replica,
  ) {}

  /** Throws what the guard or the command throws; the replica is not to be used any more then. */
  carryOut(job: Job): void {
    if (job.kind === "update") this.carryOutUpdate(job);
    else this.carryOutCommand(job);
  }

  private get time(): string {
    return this.room.now().toISOString();
  }

  private carryOutCommand(job: CommandJob): void {
    const done = this.room.work.spend(job.actor.member, () => job.carryOut(this.replica, this.time));
    if (done === null) return job.reject(new RoomUnavailable(BUSY));
    const { guarded, tell } = done;
    if (guarded?.kind === "entry") this.entries.push(guarded.entry);
    const { seq } = this.replica;
    this.aftermaths.push(() => tell(seq));
  }

  private carryOutUpdate(job: UpdateJob): void {
    const { room, replica } = this;
    const { peer, actor } = job;
    if (this.ended.has(peer)) return;
    const done = room.work.spend(actor.member, () =>
      guard(replica, actor, job.update, job.seen, this.time, peer.exact ?? true, room.claimedBy),
    );
    if (done === null) return this.endWith(peer, CLOSE.tryAgain, BUSY);
    switch (done.kind) {
      case "refused":
        room.report({ kind: "refused", member: actor.member, message: done.reason });
        return this.endWith(peer, CLOSE.forbidden, done.reason);
      case "held":
        // Whoever has gone will not bring what it lacks, and nobody would forget it.
        if (room.isHere(peer) && !room.held.add(peer, { job, lacks: done.lacks }))
          this.endWith(peer, CLOSE.forbidden, "updates without their beginning");
        return;
      case "entry": {
        const { entry, attempts, returned } = done;
        this.entries.push(entry);
        if (entry.repairs.length > 0)
          room.report({ kind: "repaired", member: actor.member, message: entry.repairs.join("; ") });
        if (returned.length > 0) this.aftermaths.push(() => peer.returned(returned));
        this.aftermaths.push(() => {
          if (room.attempts.tooMany(peer, attempts, room.now().getTime()))
            room.end(peer, CLOSE.forbidden, "too many attempts on others' marks");
        });
        break;
      }
      case "nothing":
    }
    const { seq } = replica;
    this.aftermaths.push(() => peer.durable(job.n, seq));
    const next = room.held.next(peer, replica.stateOf);
    if (next !== null) this.carryOutUpdate(next);
  }

  private endWith(peer: Peer, code: number, reason: string): void {
    this.ended.add(peer);
    this.aftermaths.push(() => this.room.end(peer, code, reason));
  }
}
