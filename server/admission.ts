/**
 * Admission: what no honest client sends is refused before it touches the draft (A1–A5). An update that passes can only
 * be out of its sender's rights, and that the guard repairs. Each rule closes a way around a guard that looks at effects
 * alone: invisible content, structs in another's name, deletions of what is yet to come, halves of characters.
 */
import * as Y from "yjs";
import { type Attributes, MARK, delegationOf, faultOf, parseKey } from "../schema/index.ts";
import { LIMIT, REBUILD } from "../src/collab/protocol.ts";
import type { DeletionRange, Plan } from "./integrate.ts";
import { scan } from "./scan.ts";

export interface AdmissionContext {
  text: Y.Text;
  /** The member that a Yjs client id belongs to; undefined before its first use. */
  ownerOf(client: number): string | undefined;
  /** The member who uses a client id that has not written yet. */
  claimedBy?(client: number): string | undefined;
  isServer(client: number): boolean;
  /** Attribute keys that this version does not know but the draft's first content holds (S9). */
  keptKeys: ReadonlySet<string>;
}
export interface Applicant {
  member: string;
  delegation: string;
  rights: "direct" | "propose" | "none";
}
export type Admission =
  | { kind: "admitted"; plan: Plan }
  /**
   * Lacks only what its sender may have written before, and can be looked at again when the draft has these client ids up
   * to `lacks`: the answer to our sync step 1 will bring them.
   */
  | { kind: "held"; lacks: ReadonlyMap<number, number> }
  | { kind: "refused"; reason: string };

/** Whether what the draft has not of a client id, up to a clock, may come from the sender yet; then it is waited for. */
type Awaits = (client: number, clock: number) => boolean;

const refused = (reason: string): Admission => ({ kind: "refused", reason });

/** Whether an update may be applied, and what of it the draft has not. Reads only. */
export function admit(update: Uint8Array, applicant: Applicant, context: AdmissionContext): Admission {
  if (update.byteLength > LIMIT.updateBytes) return refused(`update larger than ${LIMIT.updateBytes} bytes`);
  const scanned = scan(update, LIMIT.updateParts);
  if (!scanned.ok) return refused(scanned.reason);
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return refused("not a Yjs update");
  }
  const news = freshItems(decoded.structs, applicant, context);
  if (typeof news === "string") return refused(news);
  const { items, lacks } = news;
  const lookup = new Lookup(context.text, items);
  const awaits: Awaits = (client, clock) => {
    if (applicant.rights === "none" || faultOfClient(client, applicant, context) !== null) return false;
    lacks.set(client, Math.max(clock, lacks.get(client) ?? 0));
    return true;
  };
  const fault = faultOfItems(items, lookup, context, awaits);
  if (fault !== null) return refused(fault);
  const deletions = effectiveDeletions(decoded.ds.clients, lookup, applicant, context, awaits);
  if (typeof deletions === "string") return refused(deletions);
  if (lacks.size > 0) return { kind: "held", lacks };
  const deletes = (client: number, clock: number) => Y.isDeleted(decoded.ds, Y.createID(client, clock));
  return { kind: "admitted", plan: { items, deletions, deletes } };
}

/** A3: why a client id cannot be the sender's; null when it is, or nobody has it yet. */
function faultOfClient(
  client: number,
  { member }: Applicant,
  { ownerOf, claimedBy, isServer }: AdmissionContext,
): string | null {
  if (isServer(client)) return "a client id of the server's";
  const owner = ownerOf(client);
  if ((owner ?? member) !== member) return "a client id of another member's";
  // Should somebody have claimed the id of an honest client first, that one makes a new document.
  return owner === undefined && (claimedBy?.(client) ?? member) !== member ? REBUILD : null;
}

/** A3: what the draft has not, by client, and from which clocks on something is missing before it; or what is wrong. */
function freshItems(
  structs: ReturnType<typeof Y.decodeUpdate>["structs"],
  applicant: Applicant,
  context: AdmissionContext,
): { items: Map<number, Y.Item[]>; lacks: Map<number, number> } | string {
  const { store } = context.text.doc!;
  const items = new Map<number, Y.Item[]>();
  const lacks = new Map<number, number>();
  const clients = new Set<number>();
  let last: Y.AbstractStruct | null = null;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const goesOn = last?.id.client === client;
    if (goesOn ? clock !== last!.id.clock + last!.length : clients.has(client)) return "structs out of order";
    last = struct;
    clients.add(client);
    const known = Y.getState(store, client);
    if (clock + struct.length <= known) continue; // the draft has it already
    if (applicant.rights === "none") return READER;
    if (!(struct instanceof Y.Item)) return "collected or skipped structs";
    const fault = faultOfClient(client, applicant, context);
    if (fault !== null) return fault;
    let list = items.get(client);
    if (list === undefined) {
      items.set(client, (list = []));
      if (items.size > LIMIT.updateClients) return `more than ${LIMIT.updateClients} new client ids`;
      if (clock > known) lacks.set(client, clock);
    }
    list.push(struct);
  }
  return { items, lacks };
}

const READER = "observers may not write";
const TOO_MANY_PLACES = `writes or deletions in more than ${LIMIT.updatePlaces} places`;

/** A1, A2, A4 for each item, and what all of them may come to. */
function faultOfItems(
  items: ReadonlyMap<number, readonly Y.Item[]>,
  lookup: Lookup,
  context: AdmissionContext,
  awaits: Awaits,
): string | null {
  const keys = new Set<string>();
  let visible = 0;
  let length = 0;
  let marks = 0;
  let places = 0;
  let parts = 0;
  for (const list of items.values()) {
    parts += list.length;
    for (const item of list) {
      const fault = faultOfContent(item, context) ?? faultOfPlace(item, lookup, awaits);
      if (fault !== null) return fault;
      if (item.origin === null || lookup.has(item.origin)) places++;
      length += item.length;
      if (item.countable) visible += item.length;
      if (item.content instanceof Y.ContentFormat) keys.add((item.content as { key: string }).key);
      else if (item.content instanceof Y.ContentString) marks += marksIn(item.content.str);
    }
  }
  if (places > LIMIT.updatePlaces) return TOO_MANY_PLACES;
  if (marks > LIMIT.updateMarks) return `more than ${LIMIT.updateMarks} paragraphs in one update`;
  if (keys.size > LIMIT.updateKeys || keys.size * parts > LIMIT.updateKeyedParts)
    return "too many different attributes in one update";
  // Deletions count, too: clocks must not run away from what was ever written.
  if (parts > 0 && itemsIn(context.text.doc!) + parts > LIMIT.draftItems)
    return `the draft would have more than ${LIMIT.draftItems} parts: it can only be read and decided on`;
  if (length > LIMIT.draftBytes || (visible > 0 && context.text.length + visible > LIMIT.draftBytes))
    return "the draft would become too large";
  return null;
}

/** Items of a document, also those that went. */
function itemsIn({ store }: Y.Doc): number {
  let items = 0;
  for (const structs of store.clients.values()) items += structs.length;
  return items;
}

/** A1, A4: strings, formats and known objects only, of the stated form. */
function faultOfContent(item: Y.Item, context: AdmissionContext): string | null {
  const { content } = item;
  if (content instanceof Y.ContentString) return content.str.length > 0 ? null : "an empty string";
  if (content instanceof Y.ContentDeleted) return content.len > 0 ? null : "an empty deletion";
  if (content instanceof Y.ContentEmbed) return isKnownObject(content.embed) ? null : "an unknown inline object";
  if (content instanceof Y.ContentFormat) {
    const { key, value } = content as { key: string; value: unknown };
    // Before anything else looks at it: what keys mean is remembered.
    if (key === "__proto__" || key.length > KEY_LENGTH) return "an attribute key that is none";
    if (!isShallow(value, 3)) return `${key}: value too deep`;
    if (Buffer.byteLength(JSON.stringify(value)) > LIMIT.attributeValueBytes) return `${key}: value too long`;
    if (parseKey(key).kind === "unknown") return context.keptKeys.has(key) ? null : faultOf(key, value);
    return value === null ? null : faultOf(key, value);
  }
  return "content that a draft does not hold";
}

/** `set:`, two names of at most 80 characters, and what stands between them. */
const KEY_LENGTH = 200;

/** Whether a value of JSON is nested at most so deep. */
const isShallow = (value: unknown, depth: number): boolean =>
  typeof value !== "object" ||
  value === null ||
  (depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1)));

function isKnownObject(embed: unknown): boolean {
  if (typeof embed !== "object" || embed === null || Array.isArray(embed)) return false;
  const keys = Object.keys(embed);
  if (keys.length !== 1) return false;
  const value = (embed as Attributes)[keys[0]!];
  if (keys[0] === "break") return value === true;
  return (keys[0] === "footnote" || keys[0] === "ref") && faultOf("id", value) === null;
}

/** A1–A3: it stands in the draft's text, next to what is there, and not inside a character. */
function faultOfPlace(item: Y.Item, lookup: Lookup, awaits: Awaits): string | null {
  if (item.parentSub !== null) return "a map entry";
  const { origin, rightOrigin } = item;
  if (origin === null && rightOrigin === null && (item.parent as unknown) !== "draft")
    return "content outside the draft's text";
  for (const id of [origin, rightOrigin]) {
    if (id === null) continue;
    if (id.client === item.id.client && id.clock >= item.id.clock)
      return "content placed beside later content of its own";
    const place = lookup.at(id.client, id.clock);
    if (place === "missing") {
      if (awaits(id.client, id.clock + 1)) continue;
      return "content placed beside what the draft has not";
    }
    if (place === "elsewhere") return "content outside the draft's text";
  }
  // Where the draft has its beginning already, the rest is cut off.
  if (isLow(lookup.unitAtSeam(item))) return "content inside a character";
  if (origin !== null && isHigh(lookup.unit(origin.client, origin.clock))) return "content inside a character";
  if (rightOrigin !== null && isLow(lookup.unit(rightOrigin.client, rightOrigin.clock)))
    return "content inside a character";
  return null;
}

/** A2, A3, A5: the ranges that meet something which is still there, by client; or what is wrong with them. */
function effectiveDeletions(
  clients: ReadonlyMap<number, readonly DeletionRange[]>,
  lookup: Lookup,
  applicant: Applicant,
  context: AdmissionContext,
  awaits: Awaits,
): Map<number, DeletionRange[]> | string {
  const effective = new Map<number, DeletionRange[]>();
  const gone = new Set<Y.Item>();
  let places = 0;
  let marks = 0;
  for (const [client, ranges] of clients) {
    const live: DeletionRange[] = [];
    let end = 0;
    for (const range of ranges) {
      const { clock, len } = range;
      if (len <= 0) return "an empty deletion";
      // Yjs writes them in order. In any other they could name the same items again and again.
      if (clock < end) return "deletions out of order";
      end = clock + len;
      if (end > lookup.end(client)) {
        if (awaits(client, end)) continue;
        return "deletions of what the draft has not";
      }
      const found = lookup.liveIn(client, clock, end, (item) => {
        if (!item.countable) return;
        gone.add(item);
        if (item.content instanceof Y.ContentString) marks += marksIn(item.content.str);
      });
      if (found === "elsewhere") return "deletions outside the draft's text";
      if (found === "nothing") continue;
      if (isLow(lookup.unit(client, clock)) || isHigh(lookup.unit(client, end - 1)))
        return "a deletion that cuts a character";
      live.push(range);
      if (++places > LIMIT.updatePlaces) return TOO_MANY_PLACES;
    }
    if (live.length > 0) effective.set(client, live);
  }
  if (gone.size > 0 && applicant.rights === "none") return READER;
  // A5: restoring much text would move what others are typing into it; less is repaired.
  if (marks > 1 && restoredMarks(context.text, gone, applicant) > 1) return REBUILD;
  return effective;
}

const marksIn = (text: string): number => (text === MARK ? 1 : text.includes(MARK) ? text.split(MARK).length - 1 : 0);

/** How many paragraph marks among `items` the guard would have to restore. Walks the text: only for large deletions. */
function restoredMarks(text: Y.Text, items: ReadonlySet<Y.Item>, { delegation, rights }: Applicant): number {
  let ins: unknown = null;
  let count = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as { key: string; value: unknown };
      if (key === "ins") ins = value;
    } else if (items.has(item) && item.content instanceof Y.ContentString) {
      const mayGo = typeof ins === "string" ? delegationOf(ins) === delegation : rights === "direct";
      if (!mayGo) count += marksIn(item.content.str);
    }
  }
  return count;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Finds items by id in the draft and in the update, without splitting anything. */
class Lookup {
  constructor(
    private readonly text: Y.Text,
    private readonly fresh: ReadonlyMap<number, readonly Y.Item[]>,
  ) {}

  private get store() {
    return this.text.doc!.store;
  }

  /** The clock after the last one of a client, this update included. */
  end(client: number): number {
    const last = this.fresh.get(client)?.at(-1);
    return last === undefined ? Y.getState(this.store, client) : last.id.clock + last.length;
  }

  /** Whether the draft has it already. */
  has({ client, clock }: Y.ID): boolean {
    return clock < Y.getState(this.store, client);
  }

  at(client: number, clock: number): "missing" | "elsewhere" | "draft" {
    if (clock >= Y.getState(this.store, client)) return this.freshAt(client, clock) === undefined ? "missing" : "draft";
    const item = this.known(client, clock);
    return item instanceof Y.Item && item.parent === this.text ? "draft" : "elsewhere";
  }

  /** The code unit with this id; 0 when it is no text. */
  unit(client: number, clock: number): number {
    const item = clock < Y.getState(this.store, client) ? this.known(client, clock) : this.freshAt(client, clock);
    if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) return 0;
    return item.content.str.charCodeAt(clock - item.id.clock);
  }

  /** The first code unit of a new item that the draft has not; 0 when it has none of it. */
  unitAtSeam({ id: { client, clock }, content }: Y.Item): number {
    const cut = Y.getState(this.store, client) - clock;
    return cut > 0 && content instanceof Y.ContentString ? content.str.charCodeAt(cut) : 0;
  }

  /**
   * Visits the draft's items in a range of ids that are still there. What is gone may lie anywhere: clients tell of all
   * deletions that they know, the server's own included.
   */
  liveIn(client: number, clock: number, end: number, visit: (item: Y.Item) => void): "live" | "nothing" | "elsewhere" {
    const state = Y.getState(this.store, client);
    let found: "live" | "nothing" = end > state ? "live" : "nothing";
    if (clock >= state) return found;
    const structs = this.store.clients.get(client)!;
    for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < end; i++) {
      const struct = structs[i]!;
      if (struct.deleted) continue;
      if (!(struct instanceof Y.Item) || struct.parent !== this.text) return "elsewhere";
      found = "live";
      visit(struct);
    }
    return found;
  }

  private known(client: number, clock: number): Y.AbstractStruct | undefined {
    const structs = this.store.clients.get(client);
    return structs === undefined ? undefined : structs[Y.findIndexSS(structs, clock)];
  }

  private freshAt(client: number, clock: number): Y.Item | undefined {
    const list = this.fresh.get(client) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.id.clock + list[middle]!.length <= clock) low = middle + 1;
      else high = middle;
    }
    const item = list[low];
    return item !== undefined && item.id.clock <= clock ? item : undefined;
  }
}
