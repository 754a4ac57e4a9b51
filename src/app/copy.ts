/** A copy of the draft on this device: the document, its connection to the server, and the store that keeps it here. */
import type { IndexeddbPersistence } from "y-indexeddb";
import * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { Change, Proposal } from "../../schema/index.ts";
import { MESSAGE } from "../collab/protocol.ts";
import { Keeping } from "./keeping.ts";
import type { Link } from "./link.ts";
import { type Words, returnedOf, wordsAfter } from "./lost.ts";
import { peopleOf } from "./presence.ts";
import type { Me, Person } from "./session.ts";
import { Silence } from "./silence.ts";
import type { Acknowledgements, Wiring } from "./wiring.ts";

/** What a copy tells whoever opened it. */
export interface CopyListener {
  /** Text or records changed. */
  changed(copy: Copy): void;
  /** All that the server has is here. */
  synced(copy: Copy): void;
  /** The server said how far its log goes; what is written before that counts as written without having seen it. */
  positioned(copy: Copy): void;
  /** The connection is gone and will be tried again. */
  interrupted(copy: Copy): void;
  /** The server ended the connection, and coming back as we are is of no use. */
  closed(copy: Copy, code: number, reason: string): void;
  /** The server could not take these words of ours, for this reason. */
  returned(copy: Copy, words: readonly Words[], reason: string): void;
  /** Title, numbering or another property of the draft changed. */
  stale(copy: Copy): void;
  people(copy: Copy, people: readonly Person[]): void;
  /** What `acks` says of one's own words changed. */
  saved(copy: Copy): void;
  /** Whether all of it is written on this device changed. */
  kept(copy: Copy): void;
}

/** A device store that does not answer in this time is done without. */
const STORE_PATIENCE = 3000;
/** Fetched while the server is asked for the draft; without it the draft is not kept on this device. */
const persistence = import("y-indexeddb").catch(() => null);

export class Copy {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("draft");
  readonly records = this.doc.getMap<Change>("changes");
  readonly proposals = this.doc.getMap<Proposal>("proposals");
  readonly provider: WebsocketProvider;
  readonly acks: Acknowledgements;
  private store: IndexeddbPersistence | null = null;
  private readonly keeping = new Keeping(() => this.listener.kept(this));
  private readonly silence: Silence;
  private ended = false;
  /** What the acknowledgements keep, for a store that is opened later. */
  private readonly noted = new Map<string, number>();
  /** Clocks of what the server had when everything was saved; null before it first was. */
  private known: ReadonlyMap<number, number> | null = null;

  constructor(
    private readonly link: Link,
    private readonly me: Me,
    wiring: Wiring,
    private readonly listener: CopyListener,
  ) {
    this.provider = this.connection();
    this.acks = wiring.createAcks(this.doc, this.provider, {
      get: async (key) => this.store?.get(key),
      set: async (key, value) => {
        this.noted.set(key, value);
        await this.store?.set(key, value);
      },
    });
    const told = this.provider.messageHandlers[MESSAGE.durable];
    this.provider.messageHandlers[MESSAGE.durable] = (...message) => {
      told?.(...message);
      listener.positioned(this);
    };
    this.provider.messageHandlers[MESSAGE.draftChanged] = () => listener.stale(this);
    this.provider.messageHandlers[MESSAGE.returned] = (_encoder, decoder) => {
      const { words, reason } = returnedOf(decoding.readVarString(decoder));
      listener.returned(this, words, reason);
    };
    this.silence = new Silence(this.provider, () => this.acks.saved === "saving");
    addEventListener("offline", this.silence.renew); // the server may be on this device, and then there at once
    addEventListener("online", this.hurry);
    this.acks.on(() => {
      this.note();
      this.silence.watch();
      listener.saved(this);
    });
    this.text.observe(() => listener.changed(this));
    this.records.observe(() => listener.changed(this));
    this.proposals.observe(() => listener.changed(this));
  }

  private connection(): WebsocketProvider {
    const { id, token } = this.link;
    const { member, name, delegation, role } = this.me;
    const origin = location.origin.replace(/^http/, "ws");
    const provider = new WebsocketProvider(`${origin}/collab`, id, this.doc, {
      params: { token, acks: "1" },
      disableBc: true, // two tabs of different delegations would send each other's words
      connect: false,
    });
    provider.awareness.setLocalStateField("user", { member, name, delegation, role });
    provider.awareness.on("change", () =>
      this.listener.people(this, peopleOf(provider.awareness.getStates(), this.doc.clientID)),
    );
    provider.on("sync", (synced: boolean) => {
      if (!synced) return;
      this.note();
      this.listener.synced(this);
    });
    provider.on("connection-close", () => this.listener.interrupted(this));
    provider.on("closed", ({ code, reason }) => this.listener.closed(this, code, reason));
    return provider;
  }

  /** Keeps the copy on this device, one store per draft and member; resolves when what it held is in the document. */
  async keep(): Promise<void> {
    const library = typeof indexedDB === "undefined" ? null : await persistence;
    if (library === null || this.ended) return;
    const store = new library.IndexeddbPersistence(`plenary/${this.link.id}/${this.me.member}`, this.doc);
    this.store = store;
    void store._db.then((db) => this.keeping.follow(db)).catch(() => undefined); // it is done without
    for (const [key, value] of this.noted) store.set(key, value).catch(() => undefined);
    const patience = new Promise<void>((resolve) => setTimeout(resolve, STORE_PATIENCE));
    await Promise.race([store.whenSynced, patience]);
  }

  /** Whether all of it is written on this device. */
  get isKept(): boolean {
    return this.keeping.done;
  }

  /** Does not wait for the next attempt. */
  private readonly hurry = (): void => {
    if (this.provider.shouldConnect) this.provider.connect();
  };

  /** Resolves when what this device held is in the document, however long that takes; at once where it keeps nothing. */
  async recalled(): Promise<void> {
    await this.store?.whenSynced;
  }

  /** What was written here and is not on the server for all that we know. */
  unsaved(): Words[] {
    return this.known === null || this.acks.saved === "saved" ? [] : wordsAfter(this.text, this.known);
  }

  private note(): void {
    if (this.provider.synced && this.acks.saved === "saved")
      this.known = Y.decodeStateVector(Y.encodeStateVector(this.doc));
  }

  /** Ends the copy; `forget` takes it off this device too, and the promise then waits for that. */
  async destroy(forget = false): Promise<void> {
    const { store } = this;
    this.ended = true;
    removeEventListener("offline", this.silence.renew);
    removeEventListener("online", this.hurry);
    this.silence.destroy();
    this.provider.destroy();
    this.doc.destroy();
    await store?.destroy();
    if (forget && store?.db) await emptied(store.name);
  }
}

/** Empties a store. It is not deleted, because another tab may have it open. */
async function emptied(name: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const names = [...db.objectStoreNames];
  if (names.length > 0) {
    const done = db.transaction(names, "readwrite");
    for (const each of names) done.objectStore(each).clear();
    await new Promise((resolve) => done.addEventListener("complete", resolve));
  }
  db.close();
}
