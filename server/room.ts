/**
 * The live copy of a draft on a server. Updates and decisions queue; one flush at a time takes the draft's turn in the
 * log, brings in what other nodes wrote, guards each job, appends the entries, and only when they are durable sends them
 * on (R1). A replica that saw a failed turn is thrown away.
 */
import * as Y from "yjs";
import { CLOSE } from "../src/collab/protocol.ts";
import { Batch, type BatchRoom } from "./batch.ts";
import { Attempts, BUSY, HeldUpdates, type Step, Work } from "./conduct.ts";
import { type FirstContent, type Snapshot, firstEntry, snapshotOf } from "./content.ts";
import { messageOf } from "./database.ts";
import { type DecisionCommand, type DecisionResult, decideIn } from "./decision.ts";
import { type PendingChange, pendingChanges } from "./pending.ts";
import { type Command, type Job, RIGHTS_CHANGED, RoomUnavailable } from "./jobs.ts";
import type { DecisionRecord, Entry, Log } from "./log.ts";
import type { Actor, Peer } from "./peer.ts";
import { Queue } from "./queue.ts";
import { Replica } from "./replica.ts";

export interface RoomEvent {
  kind: "refused" | "repaired" | "failed";
  member: string | null;
  message: string;
  /** Of a failure what was thrown, where it was not told before. */
  error?: unknown;
}

export interface RoomOptions {
  now?: () => Date;
  /** Milliseconds over which updates are gathered into one turn; 0 flushes at once. */
  window?: number;
  /** Yjs client id of the next replica; a random one when not given. Tests give it, so that a failure can be repeated. */
  clientId?: () => number;
  /** Told of refusals, repairs and failures. */
  report?: (event: RoomEvent) => void;
}

/** After its first, a turn takes no further job after so long: what waits behind much work is not delayed by the rest of it. */
const TURN_MS = 250;

export class Room {
  /** Null before the draft is loaded, and while it is read anew: nothing is told of it then (R3). */
  private current: Replica | null = null;
  /** How often rights changed: what is long under way when they do must be asked for anew. */
  revocations = 0;
  private readonly peers = new Set<Peer>();
  private readonly held = new HeldUpdates();
  private readonly work = new Work();
  private readonly queue = new Queue();
  private flushing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastFlush = 0;
  /** Log position up to which the peers have everything. */
  private told = 0;
  private closed = false;
  /** Whether the replica holds what is not durable yet. */
  private inTurn = false;
  private waiting: (() => void)[] = [];
  private readonly now: () => Date;
  private readonly window: number;
  private readonly clientId: RoomOptions["clientId"];
  private readonly report: NonNullable<RoomOptions["report"]>;
  private readonly batchRoom: BatchRoom;

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
    this.batchRoom = {
      held: this.held,
      attempts: new Attempts(),
      work: this.work,
      now: this.now,
      report: this.report,
      isHere: (peer) => this.peers.has(peer),
      end: (peer, code, reason) => this.end(peer, code, reason),
      claimedBy: (client) => this.claimedBy(client),
    };
  }

  /** Loads the draft from its log; nothing is answered before (R3). */
  async load(): Promise<void> {
    const replica = this.newReplica();
    replica.load(await this.log.read(this.draft, 0));
    this.current = replica;
    this.told = replica.seq;
    this.rest();
  }

  /** Throws RoomUnavailable before the draft is loaded, and while a failed turn is being recovered from: what is in memory then may not be in the log. */
  private get replica(): Replica {
    if (this.current === null) throw new RoomUnavailable("the draft is being read anew, come back in a moment");
    return this.current;
  }

  get seq(): number {
    return this.replica.seq;
  }

  /** Entries of the draft's log after a position, in order, at most so many. */
  entries(after = 0, limit?: number): Promise<Entry[]> {
    return this.log.read(this.draft, after, limit);
  }

  /** Writes the first content of an empty draft. Throws when the log has entries already. */
  async create(content: FirstContent): Promise<void> {
    await this.log.turn(this.draft, async (turn) => {
      if (turn.head > 0) throw new Error(`draft ${this.draft} has content already`);
      const entry = firstEntry(this.newReplica(), content, this.time());
      if (entry !== null) await turn.append([entry]);
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

  /**
   * What `work` reads of the room at rest, at the expense of a member where one is given. Rejects with RoomUnavailable
   * when the member's share of the server's time is used up.
   */
  read<T>(work: (room: Room) => T, member?: string): Promise<T> {
    const reading = () => ({ result: work(this) });
    return new Promise((resolve, reject) =>
      this.atRest(() => {
        try {
          const done = member === undefined ? reading() : this.work.spend(member, reading);
          if (done === null) reject(new RoomUnavailable(BUSY));
          else resolve(done.result);
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

  /**
   * Drops what waits of a member, or of everybody: rights changed, and what was asked for under the former ones may have
   * waited long, for instance while the store was down (G4). Commands are told to try
   * again when it is their turn.
   */
  revoke(member?: string): void {
    this.revocations++;
    this.queue.drop(member);
  }

  /** Queues an update of a peer; `n` is given back by `peer.durable`. Never throws on bad bytes: the peer is closed. */
  receive(peer: Peer, update: Uint8Array, n: number): void {
    if (this.closed) return;
    if (!this.enqueue({ kind: "update", peer, actor: peer.actor, update, seen: peer.seen, n }))
      this.end(peer, CLOSE.tryAgain, "too much is waiting to be written");
  }

  /** What a client with this state vector lacks (answer to sync step 1), and the log position it then has. */
  answer(stateVector: Uint8Array): { update: Uint8Array; seq: number } {
    return { update: Y.encodeStateAsUpdate(this.replica.doc, stateVector), seq: this.replica.seq };
  }

  /**
   * Does for a member what costs the server time. Null, and nothing is done, when the member's share of it is used up,
   * on whatever connections: these come back in a moment.
   */
  afford<T extends object>(member: string, work: () => T): T | null {
    return this.work.spend(member, work);
  }

  /** The same for work that is long, in steps; one at a time. */
  affordLong<T>(member: string, work: (step: Step) => Promise<T>): Promise<T | null> {
    return this.work.spendLong(member, work);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.replica.doc);
  }

  /** The greatest log position of which a client with this state vector has certainly seen all insertions. */
  seenBy(stateVector: Uint8Array): number {
    return this.replica.history.seenBy(Y.decodeStateVector(stateVector));
  }

  /**
   * Carries a command out, at the expense of its actor. Resolves when it is durable, with the log position after it;
   * rejects with RoomUnavailable when the actor's share of the server's time is used up.
   */
  perform<T>(actor: Actor, command: Command<T>): Promise<{ seq: number; result: T }> {
    return new Promise((resolve, reject) =>
      this.enqueue({
        kind: "command",
        actor,
        reject,
        carryOut(replica, time) {
          const { guarded, result } = command(replica, time);
          return { guarded, tell: (seq) => resolve({ seq, result }) };
        },
      }),
    );
  }

  /** Decides on changes as the only writer. */
  async decide(actor: Actor, command: DecisionCommand): Promise<DecisionResult> {
    const { seq, result } = await this.perform(actor, (replica, time) => decideIn(replica, actor, command, time));
    return result.ok ? { ...result, seq } : { ...result, at: seq };
  }

  /** The draft as it is now. Read it at rest. */
  snapshot(): Snapshot {
    return snapshotOf(this.replica);
  }

  /** What was decided, in order. Read it at rest. */
  decisions(): readonly ({ seq: number } & DecisionRecord)[] {
    return this.replica.decisions;
  }

  /** All pending changes in the order of their places. Read them at rest. */
  pending(): PendingChange[] {
    return pendingChanges(this.replica);
  }

  /** Resolves when everything that was queued before the call is durable, refused or held. */
  async settled(): Promise<void> {
    while (!this.queue.isEmpty || this.flushing !== null) await (this.flushing ?? this.flush());
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

  /** False when too much is waiting already. */
  private enqueue(job: Job): boolean {
    const added = this.queue.add(job);
    if (added) this.plan();
    return added;
  }

  /** Sees to it that what is queued gets its turn. */
  private plan(): void {
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
      if (!this.queue.isEmpty && !this.closed) this.plan();
    });
    return this.flushing;
  }

  private async flushAll(): Promise<void> {
    await Promise.resolve(); // whatever arrives in the same tick goes along
    let jobs = this.queue.take();
    if (jobs.length === 0) return;
    const held = this.held.all;
    let aftermaths: Batch["aftermaths"] = [];
    let written: Entry[] = [];
    let current: Job | null = null;
    try {
      written = await this.log.turn(this.draft, async (turn) => {
        const { replica } = this;
        const foreign = await turn.read(replica.seq);
        this.inTurn = true;
        replica.load(foreign);
        const batch = new Batch(this.batchRoom, replica);
        const end = performance.now() + TURN_MS;
        let done = 0;
        for (const job of jobs) {
          if (done > 0 && performance.now() > end) break; // each turn gets on, however long it was held up
          current = job;
          if (!this.queue.isDropped(job)) batch.carryOut(job);
          else if (job.kind === "command") job.reject(new RoomUnavailable(RIGHTS_CHANGED));
          done++;
        }
        current = null;
        this.queue.putBack(jobs.slice(done));
        jobs = jobs.slice(0, done);
        aftermaths = batch.aftermaths;
        const first = replica.seq - batch.entries.length + 1;
        await turn.append(batch.entries);
        return [...foreign, ...batch.entries.map((entry, i) => ({ ...entry, seq: first + i }))];
      });
    } catch (error) {
      this.held.restore(held, (peer) => this.peers.has(peer));
      await this.recover(jobs, current, error);
      return;
    }
    this.send(written);
    this.rest();
    for (const aftermath of aftermaths) this.attempt(aftermath);
  }

  /** Tells a peer something; what goes wrong there does not keep others from being told. */
  private attempt(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.report({ kind: "failed", member: null, message: `a peer could not be told: ${messageOf(error)}`, error });
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

  /**
   * A turn failed: the replica may hold what the log does not. It is read anew and the jobs try again, without the one
   * that threw; updates that were written after all come back without effect.
   */
  private async recover(jobs: readonly Job[], culprit: Job | null, error: unknown): Promise<void> {
    this.report({ kind: "failed", member: culprit?.actor.member ?? null, message: messageOf(error), error });
    this.current = null;
    this.queue.putBack(jobs.filter((job) => job !== culprit));
    if (culprit?.kind === "update")
      this.end(culprit.peer, CLOSE.forbidden, "the update could not be made to keep the draft's rules");
    else culprit?.reject(error);
    // The store may be down: wait before asking it again, and longer each time.
    let told = false;
    for (let pause = 50; ; pause = Math.min(pause * 2, 5000)) {
      try {
        const replica = this.newReplica();
        const entries = await this.log.read(this.draft, 0);
        replica.load(entries);
        this.current = replica;
        this.send(entries.filter(({ seq }) => seq > this.told)); // of the turn that failed, as it seemed
        return;
      } catch (again) {
        const message = `the draft cannot be read: ${messageOf(again)}`;
        this.report({ kind: "failed", member: null, message, ...(!told && { error: again }) });
        told = true;
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
        if (this.closed) return;
      }
    }
  }

  private send(written: readonly Entry[]): void {
    if (written.length === 0) return;
    const updates = written.map(({ update }) => update);
    const merged = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
    const seq = written.at(-1)!.seq;
    this.told = seq;
    for (const peer of this.peers) this.attempt(() => peer.entries(merged, seq));
  }
}
