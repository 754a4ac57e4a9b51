/**
 * The live copy of a draft on a server. Updates and decisions queue; one flush at a time takes the draft's turn in the
 * log, brings in what other nodes wrote, guards each job, appends the entries, and only when they are durable sends them
 * on (R1). A replica that saw a failed turn is thrown away.
 */
import * as Y from "yjs";
import type { Change, ChangeId, Comment, Delta, Op } from "../schema/index.ts";
import { CLOSE, LIMIT, type MemberRole } from "../src/collab/protocol.ts";
import type { DecisionRecord, Entry, Log, NewEntry } from "./log.ts";
import { decideIn, pendingChanges } from "./decision.ts";
import { SERVER, finish, guard } from "./guard.ts";
import { Replica } from "./replica.ts";

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


interface UpdateJob {
  kind: "update";
  peer: Peer;
  actor: Actor;
  update: Uint8Array;
  seen: number;
  n: number;
}
interface DecisionJob {
  kind: "decision";
  actor: Actor;
  command: DecisionCommand;
  resolve(result: DecisionResult): void;
  reject(error: unknown): void;
}
type Job = UpdateJob | DecisionJob;

export interface RoomOptions {
  now?: () => Date;
  /** Milliseconds over which updates are gathered into one turn; 0 flushes at once. */
  window?: number;
  /** Yjs client id of the next replica; a random one when not given. Tests give it, so that a failure can be repeated. */
  clientId?: () => number;
  /** Told of refusals, repairs and failures. */
  report?: (event: { kind: "refused" | "repaired" | "failed"; member: string | null; message: string }) => void;
}

/** The room reads its draft anew after a failed turn; ask again in a moment (close with 1013, HTTP 503). */
export class RoomUnavailable extends Error {}

/** One job's doing within a turn: told to its peer when the turn is durable. */
type Aftermath = () => void;

export class Room {
  private current: Replica | null;
  private readonly peers = new Set<Peer>();
  private readonly held = new Map<Peer, UpdateJob[]>();
  private readonly attempts = new WeakMap<Peer, number[]>();
  private queue: Job[] = [];
  private flushing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastFlush = 0;
  private closed = false;
  /** Whether the replica holds what is not durable yet. */
  private inTurn = false;
  private waiting: (() => void)[] = [];
  private readonly now: () => Date;
  private readonly window: number;
  private readonly clientId: RoomOptions["clientId"];
  private readonly report: NonNullable<RoomOptions["report"]>;

  constructor(
    readonly draft: string,
    private readonly log: Log,
    options: RoomOptions = {},
  ) {
    this.now = options.now ?? (() => new Date());
    this.window = options.window ?? 20;
    this.report = options.report ?? (() => undefined);
    this.clientId = options.clientId;
    this.current = this.newReplica();
  }

  /** Loads the draft from its log; nothing is answered before (R3). */
  async load(): Promise<void> {
    const replica = this.newReplica();
    replica.load(await this.log.read(this.draft, 0));
    this.current = replica;
  }

  /** Throws RoomUnavailable while a failed turn is being recovered from: what is in memory then may not be in the log. */
  private get replica(): Replica {
    if (this.current === null) throw new RoomUnavailable("the draft is being read anew, come back in a moment");
    return this.current;
  }

  get seq(): number {
    return this.replica.seq;
  }

  /** Writes the first content of an empty draft. Throws when the log has entries already. */
  async create(content: { ops: readonly Op[]; changes: Record<ChangeId, Change>; comments: Record<string, Comment> }): Promise<void> {
    await this.log.turn(this.draft, async (turn) => {
      if (turn.head > 0) throw new Error(`draft ${this.draft} has content already`);
      const replica = this.newReplica();
      replica.doc.transact(() => {
        replica.text.text.applyDelta(content.ops as Op[]);
        for (const [id, change] of Object.entries(content.changes)) replica.changes.set(id, change);
        for (const [key, comment] of Object.entries(content.comments)) replica.comments.set(key, comment);
      }, SERVER);
      const done = finish(replica, { member: null, name: "" }, replica.takeEffects(), this.time(), {});
      if (done.kind === "entry") await turn.append([done.entry]);
    });
    await this.load();
  }

  /**
   * Runs `work` when all that the room holds is durable: at once, or when the turn that is running has ended. What is
   * shown to anybody must be read like this (R1). Works run in the order in which they were given.
   */
  atRest(work: () => void): void {
    if (this.inTurn || this.current === null) this.waiting.push(work);
    else work();
  }

  /** What `work` reads of the room at rest. */
  read<T>(work: (room: Room) => T): Promise<T> {
    return new Promise((resolve, reject) =>
      this.atRest(() => {
        try {
          resolve(work(this));
        } catch (error) {
          reject(error);
        }
      }),
    );
  }

  connect(peer: Peer): void {
    this.peers.add(peer);
  }

  disconnect(peer: Peer): void {
    this.peers.delete(peer);
    this.held.delete(peer);
  }

  /** Queues an update of a peer; `n` is given back by `peer.durable`. Never throws on bad bytes: the peer is closed. */
  receive(peer: Peer, update: Uint8Array, n: number): void {
    if (this.closed) return;
    this.enqueue({ kind: "update", peer, actor: peer.actor, update, seen: peer.seen, n });
  }

  /** What a client with this state vector lacks (answer to sync step 1), and the log position it then has. */
  answer(stateVector: Uint8Array): { update: Uint8Array; seq: number } {
    return { update: Y.encodeStateAsUpdate(this.replica.doc, stateVector), seq: this.replica.seq };
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.replica.doc);
  }

  /** The greatest log position of which a client with this state vector has certainly seen all insertions. */
  seenBy(stateVector: Uint8Array): number {
    return this.replica.history.seenBy(Y.decodeStateVector(stateVector));
  }

  /** Accepts or rejects changes as the only writer. */
  decide(actor: Actor, command: DecisionCommand): Promise<DecisionResult> {
    return new Promise((resolve, reject) => this.enqueue({ kind: "decision", actor, command, resolve, reject }));
  }

  /** The draft as it is now. Read it at rest. */
  snapshot(): Snapshot {
    const { replica } = this;
    return { at: replica.seq, sequence: replica.sequence(), changes: replica.changes.toJSON(), comments: replica.comments.toJSON() };
  }

  /** All pending changes in the order of their places. Read them at rest. */
  pending(): PendingChange[] {
    return pendingChanges(this.replica);
  }

  /** Resolves when everything that was queued before the call is durable, refused or held. */
  async settled(): Promise<void> {
    while (this.queue.length > 0 || this.flushing !== null) await (this.flushing ?? this.flush());
  }

  /** Ends the room when its queue is written; peers are closed with 1013. */
  async close(): Promise<void> {
    await this.settled();
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const peer of this.peers) peer.close(CLOSE.tryAgain, "the server closes this draft, come back");
    this.peers.clear();
  }

  private newReplica(): Replica {
    return new Replica(this.clientId?.());
  }

  private time(): string {
    return this.now().toISOString();
  }

  private enqueue(job: Job): void {
    this.queue.push(job);
    if (this.flushing !== null || this.timer !== null) return;
    const wait = Math.max(0, this.lastFlush + this.window - performance.now());
    if (this.window === 0) void this.flush();
    else this.timer = setTimeout(() => void this.flush(), Math.min(wait, this.window));
  }

  private flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.flushing ??= this.flushAll().finally(() => {
      this.flushing = null;
      this.rest();
      this.lastFlush = performance.now();
      if (this.queue.length > 0 && !this.closed) this.enqueue(this.queue.pop()!);
    });
    return this.flushing;
  }

  private async flushAll(): Promise<void> {
    await Promise.resolve(); // whatever arrives in the same tick goes along
    const batch = this.queue;
    this.queue = [];
    if (batch.length === 0) return;
    const aftermaths: Aftermath[] = [];
    let written: Entry[] = [];
    let current: Job | null = null;
    try {
      written = await this.log.turn(this.draft, async (turn) => {
        const foreign = await turn.read(this.replica.seq);
        this.inTurn = true;
        this.replica.load(foreign);
        const entries: NewEntry[] = [];
        for (const job of batch) {
          current = job;
          this.carryOut(job, entries, aftermaths);
        }
        current = null;
        const first = this.replica.seq - entries.length + 1;
        await turn.append(entries);
        return [...foreign, ...entries.map((entry, i) => ({ ...entry, seq: first + i }))];
      });
    } catch (error) {
      await this.recover(batch, current, error);
      return;
    }
    this.send(written);
    this.rest();
    for (const aftermath of aftermaths) aftermath();
  }

  /** What is in the replica is in the log again: those who waited to read it may. */
  private rest(): void {
    this.inTurn = false;
    if (this.current === null) return;
    const works = this.waiting;
    this.waiting = [];
    for (const work of works) work();
  }

  private carryOut(job: Job, entries: NewEntry[], aftermaths: Aftermath[]): void {
    if (job.kind === "update") return this.carryOutUpdate(job, entries, aftermaths);
    const decided = decideIn(this.replica, job.actor, job.command, this.time());
    if (!decided.ok) {
      const { conflict, message } = decided;
      const at = this.replica.seq;
      aftermaths.push(() => job.resolve({ ok: false, at, conflict, message }));
      return;
    }
    if (decided.guarded.kind === "entry") entries.push(decided.guarded.entry);
    const seq = this.replica.seq;
    aftermaths.push(() => job.resolve({ ok: true, seq, record: decided.record }));
  }

  private carryOutUpdate(job: UpdateJob, entries: NewEntry[], aftermaths: Aftermath[]): void {
    const { peer, actor } = job;
    const done = guard(this.replica, actor, job.update, job.seen, this.time());
    switch (done.kind) {
      case "refused":
        this.report({ kind: "refused", member: actor.member, message: done.reason });
        aftermaths.push(() => {
          this.disconnect(peer);
          peer.close(CLOSE.forbidden, done.reason);
        });
        return;
      case "held": {
        const held = this.held.get(peer) ?? [];
        if (held.length >= LIMIT.heldUpdates) {
          aftermaths.push(() => {
            this.disconnect(peer);
            peer.close(CLOSE.forbidden, "updates without their beginning");
          });
        } else this.held.set(peer, [...held, job]);
        return;
      }
      case "entry":
        entries.push(done.entry);
        if (done.entry.repairs.length > 0) {
          this.report({ kind: "repaired", member: actor.member, message: done.entry.repairs.join("; ") });
        }
        if (this.tooManyAttempts(peer, done.attempts)) {
          aftermaths.push(() => {
            this.disconnect(peer);
            peer.close(CLOSE.forbidden, "too many attempts on others' marks");
          });
        }
        break;
      case "nothing":
    }
    const seq = this.replica.seq;
    aftermaths.push(() => peer.durable(job.n, seq));
    const held = this.held.get(peer);
    if (held === undefined) return;
    this.held.delete(peer);
    for (const waiting of held) this.carryOutUpdate(waiting, entries, aftermaths);
  }

  /** G5: attempts on others' marks count, repairs of plain edits do not. */
  private tooManyAttempts(peer: Peer, attempts: number): boolean {
    if (attempts === 0) return false;
    const now = this.now().getTime();
    const recent = [...(this.attempts.get(peer) ?? []), ...Array<number>(Math.min(attempts, 100)).fill(now)].filter((time) => time > now - 60_000);
    this.attempts.set(peer, recent);
    return recent.length > LIMIT.attemptsPerMinute;
  }

  /**
   * A turn failed: the replica may hold what the log does not. It is read anew and the jobs try again, without the one
   * that threw; updates that were written after all come back without effect.
   */
  private async recover(batch: Job[], culprit: Job | null, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.report({ kind: "failed", member: culprit?.actor.member ?? null, message });
    this.current = null;
    this.queue = [...batch.filter((job) => job !== culprit), ...this.queue];
    if (culprit?.kind === "update") {
      this.disconnect(culprit.peer);
      culprit.peer.close(CLOSE.forbidden, "the update could not be made to keep the draft's rules");
    } else if (culprit?.kind === "decision") culprit.reject(error);
    // The store may be down: wait before asking it again, and longer each time.
    for (let pause = 50; ; pause = Math.min(pause * 2, 5000)) {
      try {
        const replica = this.newReplica();
        replica.load(await this.log.read(this.draft, 0));
        this.current = replica;
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
        if (this.closed) return;
      }
    }
  }

  private send(written: readonly Entry[]): void {
    if (written.length === 0) return;
    const updates = written.map(({ update }) => update);
    const merged = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
    const seq = written.at(-1)!.seq;
    for (const peer of this.peers) peer.entries(merged, seq);
  }
}

