/** The rooms that are open: each is loaded on first use, kept while somebody is in it, and closed after a quiet minute. */
import { CLOSE } from "../src/collab/protocol.ts";
import type { Connection } from "./connection.ts";
import { Presence } from "./presence.ts";
import type { Room } from "./room.ts";

/** What can be seen of a room from outside; a stand-in in a test is one, too. */
export type LiveRoom = Pick<Room, keyof Room>;

export interface Place {
  readonly draft: string;
  readonly room: LiveRoom;
  readonly presence: Presence;
  readonly connections: Set<Connection>;
}

export interface RoomsOptions {
  /** Makes a room, not loaded yet. */
  make(draft: string): LiveRoom;
  /** Told when a room cannot be loaded or closed. */
  failed(draft: string, error: unknown): void;
  /** How long a room stays open that nobody uses. */
  quietMs?: number;
}

interface OpenPlace extends Place {
  holders: number;
  quiet: NodeJS.Timeout | null;
  closed: boolean;
}

const QUIET_MS = 60_000;
/** How long a room may take to write what it holds: a store that is down for good must not keep the server from ending. */
const WRITING_MS = 5000;

export class Rooms {
  private readonly places = new Map<string, Promise<OpenPlace>>();
  /** Rooms being closed: a draft is loaded again only when its former room has written what it held. */
  private readonly closing = new Map<string, Promise<void>>();
  /** Those of `places` that are loaded. */
  private readonly loaded = new Set<OpenPlace>();
  private ended = false;

  constructor(private readonly options: RoomsOptions) {}

  /** The loaded rooms, for counting and looking up; hold one with `enter` or `use`. */
  get open(): Iterable<Place> {
    return this.loaded;
  }

  /** Runs `work` with the loaded room. Rejects when it cannot be loaded; the next use tries again. */
  async use<T>(draft: string, work: (room: LiveRoom, place: Place) => T | Promise<T>): Promise<T> {
    const { place, leave } = await this.enter(draft);
    try {
      return await work(place.room, place);
    } finally {
      leave();
    }
  }

  /** Keeps the loaded room open until `leave` is called. Rejects when it cannot be loaded; the next use tries again. */
  async enter(draft: string): Promise<{ place: Place; leave(): void }> {
    const place = await this.find(draft);
    place.holders++;
    if (place.quiet !== null) clearTimeout(place.quiet);
    place.quiet = null;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      place.holders--;
      this.rest(place);
    };
    return { place, leave };
  }

  /** Ends the connections of one member, everywhere in the draft, and drops what waits of them. */
  dismiss(draft: string, member: string, code: number, reason: string): void {
    for (const place of this.loaded) {
      if (place.draft !== draft) continue;
      place.room.revoke(member);
      for (const connection of place.connections) {
        if (connection.actor.member === member) connection.close(code, reason);
      }
    }
  }

  /** Ends all connections of a draft, and drops what waits of them; those that may will come back, with the rights that they have then. */
  disperse(draft: string, code: number, reason: string): void {
    for (const place of this.loaded) {
      if (place.draft !== draft) continue;
      place.room.revoke();
      for (const connection of place.connections) connection.close(code, reason);
    }
  }

  /** Tells those who have the draft open that something about it changed which is not its text. */
  announce(draft: string): void {
    for (const place of this.loaded) {
      if (place.draft === draft) for (const connection of place.connections) connection.draftChanged();
    }
  }

  /** Closes all rooms when what they hold is written. None is opened any more. */
  async close(): Promise<void> {
    this.ended = true;
    const places = await Promise.allSettled(this.places.values());
    for (const place of places) if (place.status === "fulfilled") this.end(place.value);
    await Promise.all(this.closing.values());
  }

  private async find(draft: string): Promise<OpenPlace> {
    for (;;) {
      if (this.ended) throw new Error("the server is closing");
      let opening = this.places.get(draft);
      if (opening === undefined) {
        opening = this.load(draft);
        this.places.set(draft, opening);
      }
      const place = await opening;
      if (!place.closed) return place; // else it was closed between its loading and now
    }
  }

  private async load(draft: string): Promise<OpenPlace> {
    await this.closing.get(draft);
    try {
      const room = this.options.make(draft);
      await room.load();
      const connections = new Set<Connection>();
      const presence = new Presence();
      room.claimedBy = (client) => presence.memberOf(client);
      const place = { draft, room, presence, connections, holders: 0, quiet: null, closed: false };
      this.loaded.add(place);
      return place;
    } catch (error) {
      this.places.delete(draft);
      this.options.failed(draft, error);
      throw error;
    }
  }

  /** Closes a room that nobody holds after a quiet time. */
  private rest(place: OpenPlace): void {
    if (place.holders > 0 || place.closed) return;
    place.quiet = setTimeout(() => this.end(place), this.options.quietMs ?? QUIET_MS);
    place.quiet.unref();
  }

  private end(place: OpenPlace): void {
    if (place.closed) return;
    const { draft } = place;
    place.closed = true;
    if (place.quiet !== null) clearTimeout(place.quiet);
    this.places.delete(draft);
    this.loaded.delete(place);
    const closed = this.shut(place);
    this.closing.set(draft, closed);
    void closed.then(() => {
      if (this.closing.get(draft) === closed) this.closing.delete(draft);
    });
  }

  private async shut(place: OpenPlace): Promise<void> {
    try {
      await within(WRITING_MS, place.room.close(), "the room could not write what it held");
    } catch (error) {
      this.options.failed(place.draft, error);
    }
    // The room closes its peers; those that had not joined yet are closed here.
    for (const connection of place.connections) connection.close(CLOSE.tryAgain, "the server restarts");
    place.presence.close();
  }
}

/** What `work` comes to, or an error when that takes too long. */
async function within(ms: number, work: Promise<void>, message: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
