/**
 * A server and clients as they are in a conference, without sockets: the stock provider with `Acks`, lines on which
 * messages are under way until they are delivered or lost, connections, a room, and a log whose turns end as they are
 * told to. The test says what happens next; nothing happens by itself.
 */
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Connection } from "../../server/connection.ts";
import { LogFailure, MemoryLog, type Turn } from "../../server/log.ts";
import { Presence } from "../../server/presence.ts";
import { Room } from "../../server/room.ts";
import { Acks } from "../../src/collab/acks.ts";
import { paragraphsOf } from "../network.ts";

/** How a turn ends: written; not written; written, while the answer that it is was lost. */
export type Outcome = "written" | "failed" | "unknown";

/** A log whose turns wait for their end. Those of a server that has died are never written. */
export class HeldLog extends MemoryLog {
  private waiting: { end(outcome: Outcome): void; die(): void }[] = [];

  get isHeld(): boolean {
    return this.waiting.length > 0;
  }
  /** Ends the turn that is under way; nothing when none is. */
  end(outcome: Outcome): void {
    this.waiting.shift()?.end(outcome);
  }
  /** The process that holds the turns is gone. */
  die(): void {
    for (const turn of this.waiting.splice(0)) turn.die();
  }

  override turn<T>(draft: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    let outcome: Outcome = "written";
    const done = super.turn(draft, async (turn) => {
      const value = await work(turn);
      await new Promise<void>((resolve, reject) =>
        this.waiting.push({
          end: (how) => {
            outcome = how;
            if (how === "failed") reject(new LogFailure("the disk is full"));
            else resolve();
          },
          die: () => reject(new LogFailure("the process has died")),
        }),
      );
      return value;
    });
    return done.then((value) => {
      if (outcome === "unknown") throw new LogFailure("the connection to the store was lost");
      return value;
    });
  }
}

/** The client's end of a line, as `WebSocket` has it, and the server's. What is sent is under way until it is delivered. */
class Line {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "";
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  readonly up: Uint8Array[] = [];
  readonly down: Uint8Array[] = [];
  connection: Connection | null = null;
  /** What the server closed it with; it closes when all before it is delivered. */
  ended: { code: number; reason: string } | null = null;

  /** Whether it is open, and nothing is under way. */
  get isQuiet(): boolean {
    return this.readyState === 1 && this.up.length === 0 && this.down.length === 0;
  }
  send(bytes: Uint8Array): void {
    if (this.readyState === 1) this.up.push(bytes.slice());
  }
  close(): void {
    this.cut();
  }
  /** Both ends are gone, and all that was under way. */
  cut(event = { code: 1006, reason: "" }): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.connection?.gone();
    this.onclose?.(event);
  }
}

export class Person {
  readonly doc = new Y.Doc();
  readonly acks: Acks;
  readonly provider: WebsocketProvider;
  line: Line | null = null;

  constructor(
    readonly member: string,
    readonly delegation: string,
    clientId: number,
    kept?: Uint8Array,
  ) {
    this.doc.clientID = clientId;
    const dial = (line: Line) => {
      this.line = line;
    };
    this.provider = new WebsocketProvider("ws://server", "draft", this.doc, {
      connect: false,
      disableBc: true,
      maxBackoffTime: 1000,
      WebSocketPolyfill: class extends Line {
        constructor() {
          super();
          dial(this);
        }
      } as unknown as typeof WebSocket,
    });
    this.provider.awareness.setLocalState(null);
    this.acks = new Acks(this.doc, this.provider);
    if (kept !== undefined) Y.applyUpdate(this.doc, kept, "device");
  }

  /** Whether the provider waits for its line to open. */
  get isDialling(): boolean {
    return this.line?.readyState === 0;
  }

  /** Delivers messages of the server, at most so many. */
  hear(count = Infinity): void {
    const { line } = this;
    if (line === null || line.readyState !== 1) return;
    for (const data of line.down.splice(0, count)) line.onmessage?.({ data });
    if (line.down.length === 0 && line.ended !== null) line.cut(line.ended);
  }

  /** The page is closed; what the device kept is given to the next. */
  leave(): Uint8Array {
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.line?.cut();
    this.provider.destroy();
    return kept;
  }
}

export class Session {
  readonly log = new HeldLog();
  readonly persons: Person[] = [];
  readonly refusals: string[] = [];
  room!: Room;
  private presence = new Presence();
  private ids = 100;
  private readonly copy = new Y.Doc();
  private read = 0;

  /** A server with a draft of one empty paragraph. */
  static async open(persons: readonly [member: string, delegation: string][]): Promise<Session> {
    const session = new Session();
    const first = new Room("draft", session.log);
    const created = first.create({ ops: paragraphsOf(""), changes: {}, comments: {} });
    await session.pass();
    session.log.end("written");
    await created;
    await session.start();
    for (const [member, delegation] of persons) session.persons.push(new Person(member, delegation, ++session.ids));
    return session;
  }

  private async start(): Promise<void> {
    const log = this.log;
    this.presence = new Presence();
    this.room = new Room("draft", log, {
      window: 0,
      clientId: () => ++this.ids,
      report: ({ kind, message }) => void (kind === "refused" && this.refusals.push(message)),
    });
    await this.room.load();
  }

  /** Lets everything run that waits for nothing. */
  async pass(): Promise<void> {
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
  }

  /** A person's line reaches the server. */
  welcome(person: Person): void {
    const { line } = person;
    if (line === null || line.readyState !== 0) return;
    line.readyState = 1;
    line.connection = new Connection({
      room: this.room,
      presence: this.presence,
      actor: { member: person.member, name: person.member, role: "delegate", delegation: person.delegation },
      acks: true,
      send: (bytes) => line.down.push(bytes.slice()),
      close: (code, reason) => {
        line.ended = { code, reason };
      },
    });
    line.onopen?.();
  }

  /** Delivers a person's messages to the server, at most so many. */
  tell(person: Person, count = Infinity): void {
    const { line } = person;
    if (line?.readyState !== 1) return;
    for (const bytes of line.up.splice(0, count)) line.connection?.message(bytes);
  }

  /** The server dies, with all that is not in its log, and another takes its place. */
  async crash(): Promise<void> {
    for (const { line } of this.persons) line?.cut();
    this.log.die();
    const dead = this.room;
    // What is left of the dead process in this one writes no more.
    Object.assign(dead, { closed: true });
    (dead as unknown as { queue: { take(): unknown } }).queue.take();
    await this.pass();
    await this.start();
  }

  /** Whoever it is closes the page and opens it again. */
  reload(index: number): void {
    const { member, delegation } = this.persons[index]!;
    const kept = this.persons[index]!.leave();
    this.persons[index] = new Person(member, delegation, ++this.ids, kept);
  }

  /** The text of the draft as the log has it. */
  async stored(): Promise<string> {
    for (const { update, seq } of await this.log.read("draft", this.read)) {
      Y.applyUpdate(this.copy, update);
      this.read = seq;
    }
    return this.copy.getText("draft").toString();
  }
}
