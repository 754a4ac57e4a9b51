/**
 * The network in memory: a room on a log in memory, and clients whose messages are delivered by hand, late or crossing.
 * No sockets, no clocks, no sleeps.
 */
import * as Y from "yjs";
import {
  type Change,
  type ChangeId,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  itemsOf,
  runsOf,
  view,
} from "../schema/index.ts";
import { DraftText } from "../src/collab/draft-text.ts";
import { type Returned, direct, move, track } from "../src/revision/index.ts";
import { MemoryLog } from "../server/log.ts";
import type { Actor, Peer } from "../server/peer.ts";
import { Room } from "../server/room.ts";

type Frame = { update: Uint8Array; seq: number };

/** A person at a screen: an own copy of the draft, letters not yet sent, frames not yet read. */
export class Client {
  readonly doc = new Y.Doc({ guid: "draft" });
  readonly text: DraftText;
  readonly peer: Peer;
  seen = 0;
  closed: { code: number; reason: string } | null = null;
  /** Words that could not be taken. */
  readonly returned: Returned[] = [];
  private outbox: { update: Uint8Array; seen: number }[] = [];
  private inbox: Frame[] = [];
  private gestures = 0;
  private readonly own = new Set<ChangeId>();

  constructor(
    readonly network: Network,
    readonly actor: Actor,
    clientId: number,
  ) {
    this.doc.clientID = clientId;
    this.text = new DraftText(this.doc.getText("draft"));
    this.peer = {
      actor,
      seen: 0,
      entries: (update, seq) => void this.inbox.push({ update, seq }),
      durable: () => undefined,
      returned: (words) => void this.returned.push(...words),
      close: (code, reason) => void (this.closed = { code, reason }),
    };
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "remote") this.outbox.push({ update, seen: this.seen });
    });
  }

  /** What it would see on joining now. */
  join(): this {
    const { update, seq } = this.network.room.answer(Y.encodeStateVector(this.doc));
    this.network.room.connect(this.peer);
    this.apply({ update, seq });
    return this;
  }

  get unsent(): number {
    return this.outbox.length;
  }
  get unread(): number {
    return this.inbox.length;
  }

  /** Hands the first `count` letters to the room (all without it) and waits until they are in the log. */
  async send(count = this.outbox.length): Promise<void> {
    for (const { update, seen } of this.outbox.splice(0, count)) {
      this.peer.seen = Math.max(this.peer.seen, seen);
      this.network.room.receive(this.peer, update, 0);
    }
    await this.network.room.settled();
  }

  /** Reads the first `count` frames (all without it). */
  receive(count = this.inbox.length): void {
    for (const frame of this.inbox.splice(0, count)) this.apply(frame);
  }

  private apply({ update, seq }: Frame): void {
    Y.applyUpdate(this.doc, update, "remote");
    this.seen = Math.max(this.seen, seq);
  }

  sequence(): Delta {
    return canonicalSequence(this.text.sequence().ops as Op[]);
  }

  /** Writes an edit as this person's editor does: tracked, or directly. */
  edit(edit: Delta, mode: "propose" | "direct" = "propose", moves = false): void {
    const n = ++this.gestures;
    let marks = 0;
    const markId = () => `${this.actor.member}.${n}.${++marks}`;
    if (mode === "direct") {
      this.text.write(direct(this.text.sequence(), edit, markId), "editor");
      return;
    }
    const change = `${this.actor.delegation}:${this.actor.member}-${n}`;
    this.own.add(change);
    const author = { delegation: this.actor.delegation, change, owns: this.owns, markId, moves };
    this.text.write(track(this.text.sequence(), edit, author), "editor");
  }
  private readonly owns = (id: ChangeId): boolean => this.own.has(id);

  /** The index of a text in this person's redline; throws when it is not there. */
  at(text: string, offset = 0): number {
    const all = [...itemsOf(this.text.sequence().ops as Op[])]
      .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
      .join("");
    const index = all.indexOf(text);
    if (index < 0) throw new Error(`"${text}" is not in "${all}"`);
    return index + offset;
  }

  type(index: number, text: string, mode: "propose" | "direct" = "propose"): void {
    this.edit(new Delta().retain(index).insert(text), mode);
  }
  delete(index: number, length: number, mode: "propose" | "direct" = "propose"): void {
    this.edit(new Delta().retain(index).delete(length), mode);
  }
  /** Splits a paragraph: the new mark is like `attributes`. */
  split(
    index: number,
    mode: "propose" | "direct" = "propose",
    attributes: Record<string, unknown> = { role: "item" },
  ): void {
    this.edit(new Delta().retain(index).insert(MARK, attributes), mode);
  }
  set(
    index: number,
    length: number,
    attributes: Record<string, unknown>,
    mode: "propose" | "direct" = "propose",
  ): void {
    this.edit(new Delta().retain(index).retain(length, attributes), mode);
  }
  /** Moves whole paragraphs to where one begins, or the draft ends. */
  move(from: number, length: number, target: number, mode: "propose" | "direct" = "propose"): void {
    const moved = this.text.sequence().slice(from, from + length);
    const mover = mode === "propose" ? { delegation: this.actor.delegation, owns: this.owns } : null;
    this.edit(move(moved, from, target, mover), mode, true);
  }
  /** Writes a Delta as it is, as a client that ignores the rules would. */
  raw(delta: Delta): void {
    this.text.write(delta, "raw");
  }
}

export class Network {
  readonly log = new MemoryLog();
  readonly clients: Client[] = [];
  readonly events: { kind: string; member: string | null; message: string }[] = [];
  room!: Room;
  private ids = 1000;
  private time = 0;
  /** What the room takes for the time: a second later each time it looks, unless a test says otherwise. */
  now = (): Date => new Date(Date.UTC(2026, 0, 1) + 1000 * ++this.time);

  /** `serverIds` is the first of the server's Yjs client ids: Yjs orders what crosses by them. */
  constructor(private serverIds = 500) {}

  static async open(ops: readonly Op[], changes: Record<ChangeId, Change> = {}, serverIds?: number): Promise<Network> {
    const network = new Network(serverIds);
    network.room = network.newRoom();
    await network.room.create({ ops, changes, comments: {} });
    return network;
  }

  private newRoom(): Room {
    return new Room("draft", this.log, {
      window: 0,
      clientId: () => ++this.serverIds,
      now: () => this.now(),
      report: (event) => void this.events.push(event),
    });
  }

  /** The server stops and starts again: all that is left is the log. */
  async restart(): Promise<void> {
    await this.room.settled();
    this.room = this.newRoom();
    await this.room.load();
    for (const client of this.clients) if (client.closed === null) this.room.connect(client.peer);
  }

  join(member: string, delegation: string, role: Actor["role"] = "delegate"): Client {
    const client = new Client(this, { member, name: member, role, delegation }, ++this.ids);
    this.clients.push(client);
    return client.join();
  }

  /** Delivers everything until nothing is under way. */
  async drain(): Promise<void> {
    for (
      let rounds = 0;
      this.clients.some((client) => client.closed === null && (client.unsent > 0 || client.unread > 0));
      rounds++
    ) {
      if (rounds > 100) throw new Error("the network does not come to rest");
      for (const client of this.clients.filter(({ closed }) => closed === null)) {
        await client.send();
        client.receive();
      }
    }
  }

  sequence(): Delta {
    return canonicalSequence(this.room.snapshot().sequence.ops as Op[]);
  }
}

/** A short redline for expectations: `[text +USA -F]`, paragraph marks as ¶, set attributes as `=USA.level:2`. */
export function redline(sequence: Delta): string {
  let result = "";
  let open = "";
  for (const { insert, attributes } of runsOf(canonicalSequence(sequence.ops as Op[]).ops as Op[])) {
    const marks: string[] = [];
    for (const key of Object.keys(attributes ?? {}).sort()) {
      const value = attributes![key];
      if (key === "ins") marks.unshift(`+${(value as string).split(":")[0]}`);
      else if (key.startsWith("del:")) marks.push(`-${key.slice(4)}`);
      else if (key.startsWith("set:"))
        marks.push(`=${key.slice(4).replace(":", ".")}:${(value as { value: unknown }).value}`);
    }
    const state = marks.join(" ");
    const text = insert === MARK ? "¶" : typeof insert === "string" ? insert : "◊";
    if (state !== open && open !== "") result += ` ${open}]`;
    if (state !== open && state !== "") result += "[";
    open = state;
    result += text;
  }
  return open === "" ? result : `${result} ${open}]`;
}

export const plain = (sequence: Delta, as: "original" | "final"): string =>
  [...runsOf(view(sequence, as).ops as Op[])]
    .map(({ insert }) => (insert === MARK ? "¶" : typeof insert === "string" ? insert : "◊"))
    .join("");

/** Paragraphs of plain items, for stories: `paragraphs("one", "two")`. */
export const paragraphsOf = (...texts: string[]): Op[] =>
  texts.flatMap((text, i): Op[] => [
    ...(text === "" ? [] : [{ insert: text }]),
    { insert: MARK, attributes: { id: `p${i + 1}`, role: "item", part: "operative" } },
  ]);
