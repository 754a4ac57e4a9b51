/**
 * What of one's own is durable, and how much of the log one has seen: the two messages that go beside the y-websocket
 * protocol (`protocol.ts`). To be made before the provider connects.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { messageYjsSyncStep1, messageYjsSyncStep2, readSyncMessage } from "y-protocols/sync";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MESSAGE } from "./protocol.ts";

/** On the server; on its way there; on this device only. */
export type Saved = "saved" | "saving" | "offline";

/** Where the log position is kept between visits, beside the text itself: what is stored was seen. */
export interface SeenStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: number): Promise<unknown>;
}
const SEEN = "seen";

export class Acks {
  /** The log position on the screen; null before the server has told one. */
  at: number | null = null;
  private seen = 0;
  /** Local updates so far, and those of them that the server has in its log. */
  private made = 0;
  private durable = 0;
  /** Whether the server has got, or is about to get, all that was made before this connection. */
  private complete = true;
  private shown: Saved = "saved";
  private storing = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    doc: Y.Doc,
    private readonly provider: WebsocketProvider,
    private readonly options: { store?: SeenStore } = {},
  ) {
    void this.recall();
    // An update is announced before it is sent, so this must hear of it before the provider does.
    doc.off("update", provider._updateHandler);
    doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === provider) return;
      this.made++;
      this.announce();
      this.tell();
    });
    doc.on("update", provider._updateHandler);
    provider.on("status", ({ status }) => {
      if (status === "connected") {
        this.complete = this.durable >= this.made;
        this.announce(); // sync step 1 follows
      }
      this.tell();
    });
    provider.messageHandlers[MESSAGE.durable] = (_encoder, decoder) => {
      this.at = decoding.readVarUint(decoder);
      const n = decoding.readVarUint(decoder);
      // What is typed before the server has asked overtakes what was made offline.
      if (this.complete) this.durable = Math.max(this.durable, n);
      this.seen = Math.max(this.seen, this.at);
      void this.remember();
      this.tell();
    };
    provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, _provider, emitSynced) => {
      encoding.writeVarUint(encoder, MESSAGE.sync);
      const type = asLocal(doc, provider, () => readSyncMessage(decoder, encoder, doc, provider));
      if (type === messageYjsSyncStep1) this.answer();
      if (emitSynced && type === messageYjsSyncStep2 && !provider.synced) provider.synced = true;
    };
  }

  get saved(): Saved {
    if (this.durable >= this.made) return "saved";
    return this.provider.wsconnected ? "saving" : "offline";
  }

  /** Calls back when `saved` changes. Returns a function that ends it. */
  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    if (this.saved === this.shown) return;
    this.shown = this.saved;
    for (const listener of this.listeners) listener();
  }

  /**
   * Announces the answer to the server's question: it holds all that was made, and counts as an update of its own. Now
   * the server knows which positions it has sent us; the answer was written before them.
   */
  private answer(): void {
    if (this.durable < this.made) this.made++;
    this.complete = true;
    this.announce();
  }

  private announce(): void {
    const { ws, wsconnected } = this.provider;
    if (!wsconnected || ws === null || ws.readyState !== ws.OPEN) return;
    ws.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.seen);
        encoding.writeVarUint(encoder, this.seen);
        encoding.writeVarUint(encoder, this.made);
      }),
    );
  }

  private async recall(): Promise<void> {
    const stored = await this.options.store?.get(SEEN).catch(() => undefined); // the device keeps nothing then
    if (typeof stored === "number") this.seen = Math.max(this.seen, stored);
  }

  /** Stores the position; while one is being stored the later ones wait, and only the last of them follows. */
  private async remember(): Promise<void> {
    const { store } = this.options;
    if (store === undefined || this.storing) return;
    this.storing = true;
    try {
      for (let stored = -1; stored < this.seen; ) {
        stored = this.seen;
        await store.set(SEEN, stored);
      }
    } catch {
      // The device keeps nothing then: the next visit begins from what the server sends.
    } finally {
      this.storing = false;
    }
  }
}

/**
 * Applies updates as Yjs applies local ones. After remote ones it tidies the formatting of the whole text, which takes
 * milliseconds in a large draft, and every client would send the same deletions.
 */
export function asLocal<T>(doc: Y.Doc, origin: unknown, apply: () => T): T {
  return doc.transact((transaction) => {
    const result = apply();
    const own = Y.getState(doc.store, doc.clientID);
    // Unless somebody else writes under our client id: then Yjs must notice, and take another.
    transaction.local = own === (transaction.beforeState.get(doc.clientID) ?? 0);
    return result;
  }, origin);
}
