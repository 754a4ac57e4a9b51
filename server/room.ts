/**
 * The live copy of a draft on a server. Updates and decisions queue; one flush at a time takes the draft's turn in the
 * log, brings in what other nodes wrote, guards each job, appends the entries, and only when they are durable sends them
 * on (R1). A replica that saw a failed turn is thrown away.
 */
import * as Y from "yjs";
import type { Change, ChangeId, Comment, Delta, Op } from "../schema/index.ts";
import { CLOSE, type MemberRole } from "../src/collab/protocol.ts";
import { Attempts, HeldUpdates, Work } from "./conduct.ts";
import { messageOf } from "./database.ts";
import type { DecisionRecord, Entry, Log, NewEntry } from "./log.ts";
import { type BracketCommand, settleIn } from "./brackets.ts";
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
  /** False where the author may have seen more than `seen` says: a stock client cannot tell. True when not given. */
  exact?: boolean;
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

export type BracketResult =
  | { ok: true; seq: number; record: DecisionRecord }
  | { ok: false; why: "conflict" | "invalid"; at: number; message: string };

export interface Snapshot {
  at: number;
  sequence: Delta;
  changes: Record<ChangeId, Change>;
  comments: Record<string, Comment>;
}

export interface UpdateJob {
  kind: "update";
  peer: Peer;
  actor: Actor;
  update: Uint8Array;
  seen: number;
  n: number;
}
interface BracketJob {
  kind: "bracket";
  actor: Actor;
  command: BracketCommand;
  resolve(result: BracketResult): void;
  reject(error: unknown): void;
}
interface DecisionJob {
  kind: "decision";
  actor: Actor;
  command: DecisionCommand;
  resolve(result: DecisionResult): void;
  reject(error: unknown): void;
}
type Job = UpdateJob | DecisionJob | BracketJob;

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

/** What the jobs of one turn came to. */
interface Outcome {
  entries: NewEntry[];
  /** What is told to peers when the turn is durable. */
  aftermaths: (() => void)[];
  /** Peers that are to be closed: nothing more of theirs is looked at. */
  ended: Set<Peer>;
}

/** A turn takes no further job after so long: what waits behind much work is not delayed by the rest of it. */
const TURN_MS = 250;
/** Bytes of updates that may wait for their turn, for instance while the store is down. */
const QUEUE_BYTES = 64 * 1024 * 1024;

export class Room {
  private current: Replica | null;
  private readonly peers = new Set<Peer>();
  private readonly held = new HeldUpdates();
  private readonly attempts = new Attempts();
  private readonly work = new Work();
  private queue: Job[] = [];
  private queuedBytes = 0;
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

  /**
   * The member who uses a client id that has not written yet: it is known to all from presence, and whoever wrote under
   * it first would keep its owner from writing.
   */
  claimedBy: (client: number) => string | undefined = () => undefined;

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
  async create(content: {
    ops: readonly Op[];
    changes: Record<ChangeId, Change>;
    comments: Record<string, Comment>;
  }): Promise<void> {
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
    this.held.forget(peer);
  }

  /** Queues an update of a peer; `n` is given back by `peer.durable`. Never throws on bad bytes: the peer is closed. */
  receive(peer: Peer, update: Uint8Array, n: number): void {
    if (this.closed) return;
    if (this.queuedBytes + update.length > QUEUE_BYTES)
      return this.end(peer, CLOSE.tryAgain, "too much is waiting to be written");
    this.queuedBytes += update.length;
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

  /** Keeps, deletes or chooses from what stands in a bracket, as the only writer. */
  settle(actor: Actor, command: BracketCommand): Promise<BracketResult> {
    return new Promise((resolve, reject) => this.enqueue({ kind: "bracket", actor, command, resolve, reject }));
  }

  /** The draft as it is now. Read it at rest. */
  snapshot(): Snapshot {
    const { replica } = this;
    return {
      at: replica.seq,
      sequence: replica.sequence(),
      changes: replica.changes.toJSON(),
      comments: replica.comments.toJSON(),
    };
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
    let batch = this.queue;
    this.setQueue([]);
    if (batch.length === 0) return;
    const outcome: Outcome = { entries: [], aftermaths: [], ended: new Set() };
    const held = this.held.all;
    let written: Entry[] = [];
    let current: Job | null = null;
    try {
      written = await this.log.turn(this.draft, async (turn) => {
        const foreign = await turn.read(this.replica.seq);
        this.inTurn = true;
        this.replica.load(foreign);
        const end = performance.now() + TURN_MS;
        let done = 0;
        for (const job of batch) {
          if (performance.now() > end) break;
          current = job;
          this.carryOut(job, outcome);
          done++;
        }
        current = null;
        this.setQueue([...batch.slice(done), ...this.queue]);
        batch = batch.slice(0, done);
        const first = this.replica.seq - outcome.entries.length + 1;
        await turn.append(outcome.entries);
        return [...foreign, ...outcome.entries.map((entry, i) => ({ ...entry, seq: first + i }))];
      });
    } catch (error) {
      this.held.restore(held, (peer) => this.peers.has(peer));
      await this.recover(batch, current, error);
      return;
    }
    this.send(written);
    this.rest();
    for (const aftermath of outcome.aftermaths) this.attempt(aftermath);
  }

  private setQueue(jobs: Job[]): void {
    this.queue = jobs;
    this.queuedBytes = jobs.reduce((sum, job) => sum + (job.kind === "update" ? job.update.length : 0), 0);
  }

  /** Tells a peer something; what goes wrong there does not keep others from being told. */
  private attempt(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.report({ kind: "failed", member: null, message: `a peer could not be told: ${messageOf(error)}` });
    }
  }

  private end(peer: Peer, code: number, reason: string): void {
    this.disconnect(peer);
    this.attempt(() => peer.close(code, reason));
  }

  /** What is in the replica is in the log again: those who waited to read it may. */
  private rest(): void {
    this.inTurn = false;
    if (this.current === null) return;
    const works = this.waiting;
    this.waiting = [];
    for (const work of works) this.attempt(work);
  }

  private carryOut(job: Job, outcome: Outcome): void {
    if (job.kind === "update") return this.carryOutUpdate(job, outcome);
    if (job.kind === "bracket") return this.carryOutBracket(job, outcome);
    const decided = decideIn(this.replica, job.actor, job.command, this.time());
    if (!decided.ok) {
      const { conflict, message } = decided;
      const at = this.replica.seq;
      outcome.aftermaths.push(() => job.resolve({ ok: false, at, conflict, message }));
      return;
    }
    if (decided.guarded.kind === "entry") outcome.entries.push(decided.guarded.entry);
    const seq = this.replica.seq;
    outcome.aftermaths.push(() => job.resolve({ ok: true, seq, record: decided.record }));
  }

  private carryOutBracket(job: BracketJob, outcome: Outcome): void {
    const settled = settleIn(this.replica, job.actor, job.command, this.time());
    const at = this.replica.seq;
    if (!settled.ok) return void outcome.aftermaths.push(() => job.resolve({ ...settled, at }));
    if (settled.guarded.kind === "entry") outcome.entries.push(settled.guarded.entry);
    outcome.aftermaths.push(() => job.resolve({ ok: true, seq: at, record: settled.record }));
  }

  private carryOutUpdate(job: UpdateJob, outcome: Outcome): void {
    const { peer, actor } = job;
    if (outcome.ended.has(peer)) return;
    const endWith = (code: number, reason: string) => {
      outcome.ended.add(peer);
      outcome.aftermaths.push(() => this.end(peer, code, reason));
    };
    if (!this.work.mayGoOn(actor.member))
      return endWith(CLOSE.tryAgain, "too much work at once, come back in a moment");
    const begin = performance.now();
    const done = guard(this.replica, actor, job.update, job.seen, this.time(), peer.exact ?? true, this.claimedBy);
    this.work.took(actor.member, performance.now() - begin);
    switch (done.kind) {
      case "refused":
        this.report({ kind: "refused", member: actor.member, message: done.reason });
        return endWith(CLOSE.forbidden, done.reason);
      case "held":
        if (!this.held.add(peer, { job, lacks: done.lacks }))
          endWith(CLOSE.forbidden, "updates without their beginning");
        return;
      case "entry": {
        const { entry, attempts } = done;
        outcome.entries.push(entry);
        if (entry.repairs.length > 0)
          this.report({ kind: "repaired", member: actor.member, message: entry.repairs.join("; ") });
        outcome.aftermaths.push(() => {
          if (this.attempts.tooMany(peer, attempts, this.now().getTime()))
            this.end(peer, CLOSE.forbidden, "too many attempts on others' marks");
        });
        break;
      }
      case "nothing":
    }
    const seq = this.replica.seq;
    outcome.aftermaths.push(() => peer.durable(job.n, seq));
    const next = this.held.next(peer, this.replica.stateOf);
    if (next !== null) this.carryOutUpdate(next, outcome);
  }

  /**
   * A turn failed: the replica may hold what the log does not. It is read anew and the jobs try again, without the one
   * that threw; updates that were written after all come back without effect.
   */
  private async recover(batch: Job[], culprit: Job | null, error: unknown): Promise<void> {
    this.report({ kind: "failed", member: culprit?.actor.member ?? null, message: messageOf(error) });
    this.current = null;
    this.setQueue([...batch.filter((job) => job !== culprit), ...this.queue]);
    if (culprit?.kind === "update")
      this.end(culprit.peer, CLOSE.forbidden, "the update could not be made to keep the draft's rules");
    else culprit?.reject(error);
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
    for (const peer of this.peers) this.attempt(() => peer.entries(merged, seq));
  }
}
