/**
 * A room for tests of what stands around rooms: it keeps, orders and passes on, but guards nothing and decides nothing.
 * `testRoom` is what the tests of HTTP and sockets use; to run them on the real one, let it return `new Room(draft, log)`.
 */
import * as Y from "yjs";
import type { Change, ChangeId, Op } from "../../schema/index.ts";
import { Delta } from "../../schema/index.ts";
import { CLOSE } from "../../src/collab/protocol.ts";
import type { Log, NewEntry } from "../../server/log.ts";
import { Room } from "../../server/room.ts";
import type { Actor, DecisionCommand, DecisionResult, Peer, PendingChange, Snapshot } from "../../server/room.ts";
import type { LiveRoom } from "../../server/rooms.ts";

export const testRoom = (draft: string, log: Log): LiveRoom => new Room(draft, log);

export class StandInRoom implements LiveRoom {
  seq = 0;
  private readonly doc = new Y.Doc();
  private readonly peers = new Set<Peer>();
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    readonly draft: string,
    private readonly log: Log,
  ) {}

  async load(): Promise<void> {
    for (const { update, seq } of await this.log.read(this.draft, 0)) {
      Y.applyUpdate(this.doc, update);
      this.seq = seq;
    }
  }

  async create(content: { ops: readonly Op[]; changes: Record<ChangeId, Change> }): Promise<void> {
    if (this.seq > 0) throw new Error("the draft has content already");
    const first = new Y.Doc();
    first.getText("draft").applyDelta(content.ops as Op[]);
    for (const [id, change] of Object.entries(content.changes)) first.getMap("changes").set(id, { ...change });
    await this.append(null, Y.encodeStateAsUpdate(first));
  }

  connect(peer: Peer): void {
    this.peers.add(peer);
  }

  disconnect(peer: Peer): void {
    this.peers.delete(peer);
  }

  receive(peer: Peer, update: Uint8Array, n: number): void {
    this.work = this.work.then(async () => {
      if (peer.actor.role === "observer" && update.length > 2) return peer.close(CLOSE.forbidden, "an observer reads");
      await this.append(peer.actor.member, update);
      peer.durable(n, this.seq);
    });
  }

  answer(vector: Uint8Array): { update: Uint8Array; seq: number } {
    return { update: Y.encodeStateAsUpdate(this.doc, vector), seq: this.seq };
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  seenBy(): number {
    return 0;
  }

  async decide(actor: Actor, command: DecisionCommand): Promise<DecisionResult> {
    const pending = this.pending();
    const missing = command.changes.filter((id) => !pending.some((change) => change.id === id));
    if (missing.length > 0)
      return { ok: false, at: this.seq, conflict: pending, message: `not pending: ${missing.join(", ")}` };
    const { verdict, changes, at = this.seq } = command;
    const time = "2026-05-04T10:00:00.000Z";
    const lay = { delegation: "USA", by: "", time, inserts: [], deletes: [], sets: [] };
    const record = {
      verdict,
      by: actor.name,
      member: actor.member,
      time,
      at,
      changes: Object.fromEntries(changes.map((id) => [id, lay])),
      dependants: [],
    };
    const decided = new Y.Doc();
    Y.applyUpdate(decided, Y.encodeStateAsUpdate(this.doc));
    const before = Y.encodeStateVector(decided);
    for (const id of changes) decided.getMap("changes").delete(id);
    await this.append(actor.member, Y.encodeStateAsUpdate(decided, before), { decision: record });
    return { ok: true, seq: this.seq, record };
  }

  snapshot(): Snapshot {
    const sequence = new Delta(this.doc.getText("draft").toDelta());
    const changes = this.doc.getMap("changes").toJSON() as Record<ChangeId, Change>;
    return { at: this.seq, sequence, changes, comments: {} };
  }

  pending(): PendingChange[] {
    const { changes } = this.snapshot();
    return Object.entries(changes).map(([id, change]) => ({
      id,
      ...change,
      digest: "",
      inserts: [],
      deletes: [],
      sets: [],
    }));
  }

  async settled(): Promise<void> {
    await this.work;
  }

  async close(): Promise<void> {
    await this.work;
    for (const peer of [...this.peers]) peer.close(CLOSE.tryAgain, "the room closes");
  }

  /** Durable first, then seen. */
  private async append(member: string | null, update: Uint8Array, more: Partial<NewEntry> = {}): Promise<void> {
    const time = "2026-05-04T10:00:00.000Z";
    const entry: NewEntry = {
      time,
      member,
      clients: [],
      server: 1,
      update,
      changes: [],
      decision: null,
      repairs: [],
      ...more,
    };
    await this.log.turn(this.draft, (turn) => turn.append([entry]));
    this.seq++;
    Y.applyUpdate(this.doc, update);
    for (const peer of this.peers) peer.entries(update, this.seq);
  }
}
