/**
 * A room under attack: two honest delegates and a secretary at work over the network in memory, and one member whose
 * client sends what it likes. `calm` says what must hold afterwards, whatever was sent.
 */
import { expect } from "vitest";
import * as Y from "yjs";
import { Delta, MARK, type Op, canonicalSequence, runsOf, view } from "../../schema/index.ts";
import type { Replica } from "../../server/replica.ts";
import type { Actor } from "../../server/peer.ts";
import { without } from "../../src/revision/index.ts";
import { type Client, Network, paragraphsOf, redline } from "../network.ts";
import type { Id, Range, Struct } from "./forge.ts";
import { forgeOf } from "./forge.ts";

/** Client ids of nobody: the hostile client's own. */
export const OWN = 666;

const CHAIR = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;

export class Siege {
  private words = 0;
  private kept = "";

  private constructor(
    readonly network: Network,
    readonly usa: Client,
    readonly f: Client,
    readonly secretary: Client,
    /** The hostile member. */
    readonly x: Client,
  ) {}

  /** `[+USA]` stands for pending text: `one[ and +USA] two 😀 three¶[four -F] five¶six¶`, USA:u-1 and F:f-1; F:f-2 is decided. */
  static async open(role: Actor["role"] = "delegate", delegation = "RCC"): Promise<Siege> {
    const network = await Network.open(paragraphsOf("one two 😀 three", "four five", "six"));
    const [usa, f] = [network.join("u", "USA"), network.join("f", "F")];
    const secretary = network.join("s", "SEC", "secretary");
    usa.type(usa.at("one", 3), " and");
    f.delete(f.at("four"), 4);
    f.type(f.at("six"), "gone ");
    await network.drain();
    const decided = network.room.pending().find(({ inserts }) => inserts.includes("gone "))!;
    await network.room.decide(CHAIR, { verdict: "reject", changes: [decided.id], at: network.room.seq });
    const siege = new Siege(network, usa, f, secretary, network.join("x", delegation, role));
    await network.drain();
    siege.kept = siege.ofOthers();
    return siege;
  }

  get replica(): Replica {
    return (this.network.room as unknown as { replica: Replica }).replica;
  }
  get shown(): string {
    return redline(this.network.sequence());
  }

  /** The id of the unit at which a text of the draft begins. */
  id(text: string, offset = 0): Id {
    const index = this.replica.text.text.toString().indexOf(text) + offset;
    let at = 0;
    for (let item = this.replica.text.text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (index < at + item.length) return [item.id.client, item.id.clock + index - at];
      at += item.length;
    }
    throw new RangeError(`"${text}" is not in the draft`);
  }

  /** Neighbours for content before a text of the draft, as an honest client would name them. */
  before(text: string, offset = 0): { origin?: Id; right: Id } {
    const right = this.id(text, offset);
    const { left } = Y.getItem(this.replica.doc.store, Y.createID(...right)) as Y.Item;
    const start = (Y.getItem(this.replica.doc.store, Y.createID(...right)) as Y.Item).id.clock;
    if (right[1] > start) return { origin: [right[0], right[1] - 1], right };
    return left === null ? { right } : { origin: [left.lastId.client, left.lastId.clock], right };
  }

  /** One update under the hostile client's own id, from clock 0 on. */
  own(structs: readonly Struct[], ranges: readonly Range[] = []): Uint8Array {
    return forgeOf(OWN, 0, structs, ranges);
  }

  /** The hostile client sends this; everybody else gets what comes of it. `seen`: what it says that it had seen. */
  async strike(updates: Uint8Array | readonly Uint8Array[], seen = this.network.room.seq): Promise<void> {
    for (const update of updates instanceof Uint8Array ? [updates] : updates) {
      this.x.peer.seen = seen;
      this.network.room.receive(this.x.peer, update, 0);
    }
    await this.network.room.settled();
    for (const client of this.honest) client.receive();
  }

  get honest(): Client[] {
    return [this.usa, this.f, this.secretary];
  }

  /** Nothing of others has changed, all see the same, nothing is pending, and everybody's work goes on. */
  async calm({ adopted = true } = {}): Promise<void> {
    const { network, replica } = this;
    expect(network.events.filter(({ kind }) => kind === "failed")).toEqual([]);
    expect(this.honest.map(({ closed }) => closed)).toEqual([null, null, null]);
    expect([replica.doc.store.pendingStructs, replica.doc.store.pendingDs]).toEqual([null, null]);
    expect([...replica.doc.share.keys()].sort()).toEqual(["changes", "comments", "draft", "proposals"]);
    if (adopted) expect(this.ofOthers()).toBe(this.kept);
    for (const client of this.honest) expect(redline(client.sequence())).toBe(this.shown);

    const word = `w${++this.words}`;
    this.usa.type(0, `${word}u `);
    this.f.type(0, `${word}f `);
    this.secretary.type(0, `${word}s `, "direct");
    for (const client of this.honest) await client.send();
    for (const client of this.honest) client.receive();
    const text = this.shown;
    for (const part of ["u", "f", "s"]) expect(text).toContain(`${word}${part} `);
    for (const client of this.honest) expect(redline(client.sequence())).toBe(text);
    expect(network.events.filter(({ kind }) => kind === "failed")).toEqual([]);

    const stored = await this.network.log.read("draft", 0); // and so for whoever comes later
    const later = new Y.Doc();
    for (const { update } of stored) Y.applyUpdate(later, update);
    expect(redline(new Delta(later.getText("draft").toDelta() as Op[]))).toBe(text);
    expect([later.store.pendingStructs, later.store.pendingDs]).toEqual([null, null]);
    this.kept = this.ofOthers();
  }

  /** Takes the others' work until now for given; the adopted text must still be what it was. */
  settle(): void {
    const now = this.ofOthers();
    expect(JSON.parse(now)[1]).toEqual(JSON.parse(this.kept)[1]);
    this.kept = now;
  }

  /** The draft without anything of the hostile member's delegation, and the record of changes of the others. */
  private ofOthers(): string {
    const { delegation } = this.x.actor;
    const sequence = this.network.sequence();
    const original = [...runsOf(view(sequence, "original").ops as Op[])].map(({ insert }) => insert);
    const records = Object.entries(this.network.room.snapshot().changes).filter(
      ([, change]) => change.delegation !== delegation,
    );
    const rest = without(delegation, runsOf(canonicalSequence(sequence.ops as Op[]).ops as Op[]));
    return JSON.stringify([rest.ops, original.join("").split(MARK), records.sort(([a], [b]) => (a < b ? -1 : 1))]);
  }
}
