/**
 * Brings admitted structs into the draft, instead of the client's bytes: Yjs would also follow the neighbours of structs
 * that the draft has already and split its items there, and it integrates anything at any cost. When a struct is refused
 * here, nothing of its update stays.
 */
import * as Y from "yjs";
import type { DraftText } from "../src/collab/draft-text.ts";
import { LIMIT, REBUILD } from "../src/collab/protocol.ts";
import type { History } from "./history.ts";
import { idleFormats } from "./idle-formats.ts";

export type DeletionRange = { clock: number; len: number };
export interface Plan {
  /** What the draft has not, client by client, each in order of clocks. */
  items: ReadonlyMap<number, readonly Y.Item[]>;
  /** What is to go and is still there, in order of clocks. */
  deletions: ReadonlyMap<number, DeletionRange[]>;
  /** Whether the update tells of this id as deleted, be it already gone. */
  deletes(client: number, clock: number): boolean;
}

/** Items that may be passed between the neighbours of all structs of one update: far more than honest work crosses. */
const STEPS = 1_000_000;
const DISORDER = "content placed before what it follows";
const CIRCLE = "content placed beside what waits for it";

/** Carries out a member's plan within a transaction. Returns why it cannot be, and then the draft is as it was; else null. */
export function integrate(
  transaction: Y.Transaction,
  text: DraftText,
  { items, deletions, deletes }: Plan,
  history: History,
  member: string,
): string | null {
  const fault =
    integrateItems(transaction, items, new Places(transaction, text.text, history, member)) ??
    faultOfFormats(text, items, deletes);
  if (fault !== null) {
    takeBack(transaction, text.text, items.keys());
    return fault;
  }
  const ds = Y.createDeleteSet();
  for (const [client, ranges] of deletions) ds.clients.set(client, ranges);
  Y.iterateDeletedStructs(transaction, ds, (struct) => {
    if (struct instanceof Y.Item) struct.delete(transaction);
  });
  return null;
}

/** A4: formats that say nothing, far more than Yjs leaves of honest work. */
function faultOfFormats(text: DraftText, items: Plan["items"], deletes: Plan["deletes"]): string | null {
  const formats = new Set<Y.Item>();
  let pieces = 0;
  for (const list of items.values()) {
    for (const item of list) {
      if (item.content instanceof Y.ContentFormat) formats.add(item);
      else if (item.countable) pieces++;
    }
  }
  const most = LIMIT.idleFormats + LIMIT.idleFormatsPerPiece * pieces;
  if (formats.size <= most) return null; // nearly always
  const idle = idleFormats(text, formats, ({ client, clock }) => deletes(client, clock));
  return idle > most ? `${idle} formats that say nothing` : null;
}

/** Each client's items in order, and before each those that it stands beside. */
function integrateItems(transaction: Y.Transaction, items: Plan["items"], places: Places): string | null {
  const { store } = transaction.doc;
  const queues = new Map([...items].map(([client, list]) => [client, list.values()]));
  const begun: Y.Item[] = []; // each waits for the one after it
  for (const queue of queues.values()) {
    for (const first of queue) {
      begun.push(first);
      for (let item = begun.at(-1); item !== undefined; item = begun.at(-1)) {
        // It waits for what itself waits for one behind this.
        if (Y.getState(store, item.id.client) < item.id.clock) return CIRCLE;
        const client = item.getMissing(transaction, store);
        if (client === null) {
          const fault = places.take(item);
          if (fault !== null) return fault;
          begun.pop();
          continue;
        }
        const needed = queues.get(client)?.next();
        if (needed === undefined || needed.done === true) return CIRCLE;
        begun.push(needed.value);
      }
    }
  }
  return null;
}

/**
 * Puts items in their places. An honest item was written between two neighbours; what the draft now has between them was
 * not there for its author. Whoever could leave out what is there could make peers that integrate in another order come
 * to another text. So for each client id the draft keeps what it has certainly seen: every client gets the log in order,
 * hence up to the last entry beside which the client wrote, and all that came from the client itself.
 */
class Places {
  private steps = STEPS;
  /** Log position that a client of this update has certainly seen. */
  private readonly seen = new Map<number, number>();
  /** Other clients of this update beside whose items a client wrote: a document opened again offline has several. */
  private readonly met = new Map<number, Set<number>>();
  private last: { item: Y.Item; right: Y.Item | null; seen: number } | null = null;

  constructor(
    private readonly transaction: Y.Transaction,
    private readonly text: Y.Text,
    private readonly history: History,
    private readonly member: string,
  ) {}

  /** Integrates an item whose neighbours are there. Returns what is wrong with its place, or null. */
  take(item: Y.Item): string | null {
    const { store } = this.transaction.doc;
    const { client, clock } = item.id;
    const known = Y.getState(store, client) - clock; // the draft may have the first part of it
    const left = known > 0 ? (store.clients.get(client)!.at(-1) as Y.Item) : item.left;
    const right = item.right;
    // Where its right neighbour is a part of its left one, that was split before the place that it follows.
    if (item.left !== null && !Y.compareIDs(item.left.lastId, item.origin)) return DISORDER;
    item.parent = this.text;
    const seen = this.learn(item);
    // Right behind the last one, before the same neighbour: the way is a part of the one that was just looked at.
    const goesOn =
      this.last?.item === left && this.last?.right === right && this.last?.seen === seen && left?.id.client === client;
    const fault = goesOn ? null : this.faultBetween(left, right, client, seen);
    if (fault !== null) return fault;
    item.integrate(this.transaction, known);
    this.last = { item, right, seen };
    return null;
  }

  private faultBetween(left: Y.Item | null, right: Y.Item | null, client: number, seen: number): string | null {
    const met = this.met.get(client);
    for (let next = left === null ? this.text._start : left.right; next !== right; next = next.right) {
      if (next === null) return DISORDER;
      if (--this.steps < 0) return "content placed so that it takes too long to find its place";
      const { id } = next;
      if (id.client === client) return REBUILD;
      if (this.isNew(id)) {
        if (met?.has(id.client)) return REBUILD;
      } else if (seen > 0 && this.history.seqOf(id) <= seen) return REBUILD;
    }
    return null;
  }

  /** What the item's client has seen, now that it wrote beside these neighbours. */
  private learn({ id: { client }, origin, rightOrigin }: Y.Item): number {
    let seen = this.seen.get(client) ?? this.history.knownTo(client);
    for (const id of [origin, rightOrigin]) {
      if (id === null || id.client === client) continue;
      if (!this.isNew(id)) seen = Math.max(seen, this.history.seenBeside(id, this.member));
      else {
        seen = Math.max(seen, this.seen.get(id.client) ?? 0);
        const met = this.met.get(client) ?? new Set();
        for (const other of [id.client, ...(this.met.get(id.client) ?? [])]) met.add(other);
        this.met.set(client, met);
      }
    }
    this.seen.set(client, seen);
    return seen;
  }

  private isNew({ client, clock }: Y.ID): boolean {
    return clock >= (this.transaction.beforeState.get(client) ?? 0);
  }
}

/** Takes out what a transaction that did nothing else has integrated of these clients. */
function takeBack(transaction: Y.Transaction, text: Y.Text, clients: Iterable<number>): void {
  const { store } = transaction.doc;
  const before = (client: number) => transaction.beforeState.get(client) ?? 0;
  for (const client of clients) {
    const structs = store.clients.get(client);
    if (structs === undefined) continue;
    while (structs.length > 0 && structs.at(-1)!.id.clock >= before(client)) {
      const item = structs.pop() as Y.Item;
      if (item.left === null) text._start = item.right;
      else item.left.right = item.right;
      if (item.right !== null) item.right.left = item.left;
      if (item.countable && !item.deleted) text._length -= item.length;
    }
    if (structs.length === 0) store.clients.delete(client);
  }
  transaction._mergeStructs = transaction._mergeStructs.filter(({ id }) => id.clock < before(id.client));
  transaction.deleteSet.clients.clear();
  transaction.changed.clear();
}
