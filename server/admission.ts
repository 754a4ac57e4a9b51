/**
 * Admission: what no honest client sends is refused before it touches the draft (A1–A5). An update that passes can only
 * be out of its sender's rights, and that the guard repairs. Each rule closes a way around a guard that looks at effects
 * alone: invisible content, structs in another's name, deletions of what is yet to come, halves of characters.
 */
import * as Y from "yjs";
import { type Attributes, MARK, delegationOf, faultOf, parseKey } from "../schema/index.ts";
import { LIMIT, REBUILD } from "../src/collab/protocol.ts";

export interface AdmissionContext {
  text: Y.Text;
  /** The member that a Yjs client id belongs to; undefined before its first use. */
  ownerOf(client: number): string | undefined;
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
  | { kind: "admitted"; clients: number[]; deletes(client: number, clock: number): boolean }
  /** Lacks only earlier clocks of its own client id: the answer to our sync step 1 will bring them. */
  | { kind: "held" }
  | { kind: "refused"; reason: string };

const refused = (reason: string): Admission => ({ kind: "refused", reason });

/** Whether an update may be applied. Reads only; the decoded update is what Yjs would integrate. */
export function admit(update: Uint8Array, applicant: Applicant, context: AdmissionContext): Admission {
  if (update.byteLength > LIMIT.updateBytes) return refused(`update larger than ${LIMIT.updateBytes} bytes`);
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return refused("not a Yjs update");
  }
  const store = context.text.doc!.store;
  const fresh: Y.Item[] = [];
  const ends = new Map<number, number>(); // state per client as it would be after this update
  let held = false;

  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const known = ends.get(client) ?? Y.getState(store, client);
    if (clock + struct.length <= known) continue; // the draft has it already
    if (!(struct instanceof Y.Item)) return refused("collected or skipped structs");
    if (context.isServer(client)) return refused("a client id of the server's");
    const owner = context.ownerOf(client);
    if (owner !== undefined && owner !== applicant.member) return refused("a client id of another member's");
    if (clock > known) held = true;
    ends.set(client, clock + struct.length);
    fresh.push(struct);
  }
  if (fresh.length > 0 && applicant.rights === "none") return refused("observers may not write");
  if (context.text.length + fresh.reduce((sum, item) => sum + item.length, 0) > LIMIT.draftBytes) return refused("the draft would become too large");

  const lookup = new Lookup(context.text, fresh, ends);
  for (const item of fresh) {
    const fault = faultOfContent(item, context) ?? faultOfPlace(item, lookup, held);
    if (fault !== null) return refused(fault);
  }
  const fault = faultOfDeletions(decoded.ds, lookup, applicant, context, held);
  if (fault !== null) return refused(fault);
  return held ? { kind: "held" } : { kind: "admitted", clients: [...ends.keys()], deletes: (client, clock) => isDeletedIn(decoded.ds, client, clock) };
}

/** Whether an update's deletions hold an id. The ranges come from outside and need not be in order. */
const isDeletedIn = (ds: ReturnType<typeof Y.decodeUpdate>["ds"], client: number, clock: number): boolean =>
  ds.clients.get(client)?.some((range) => range.clock <= clock && clock < range.clock + range.len) ?? false;

/** A1, A4: strings, formats and known objects only, of the stated form. */
function faultOfContent(item: Y.Item, context: AdmissionContext): string | null {
  const { content } = item;
  if (content instanceof Y.ContentString) return content.str.length > 0 ? null : "an empty string";
  if (content instanceof Y.ContentDeleted) return content.len > 0 ? null : "an empty deletion";
  if (content instanceof Y.ContentEmbed) return isKnownObject(content.embed) ? null : "an unknown inline object";
  if (content instanceof Y.ContentFormat) {
    const { key, value } = content as { key: unknown; value: unknown };
    if (typeof key !== "string" || key === "__proto__") return "an attribute key that is none";
    if (JSON.stringify(value)?.length > LIMIT.attributeValueBytes) return `${key.slice(0, 40)}: value too long`;
    if (parseKey(key).kind === "unknown") return context.keptKeys.has(key) ? null : faultOf(key, value);
    return value === null ? null : faultOf(key, value);
  }
  return "content that a draft does not hold";
}

function isKnownObject(embed: unknown): boolean {
  if (typeof embed !== "object" || embed === null || Array.isArray(embed)) return false;
  const keys = Object.keys(embed);
  if (keys.length !== 1) return false;
  const value = (embed as Attributes)[keys[0]!];
  if (keys[0] === "break") return value === true;
  return (keys[0] === "footnote" || keys[0] === "ref") && faultOf("id", value) === null;
}

/** A1–A3: it stands in the draft's text, next to what is there, and not inside a character. */
function faultOfPlace(item: Y.Item, lookup: Lookup, held: boolean): string | null {
  if (item.parentSub !== null) return "a map entry";
  const { origin, rightOrigin } = item;
  if (origin === null && rightOrigin === null && (item.parent as unknown) !== "draft") return "content outside the draft's text";
  for (const id of [origin, rightOrigin]) {
    if (id === null) continue;
    if (id.client === item.id.client && id.clock >= item.id.clock) return "content placed beside later content of its own";
    const place = lookup.at(id.client, id.clock);
    if (place === "missing") {
      if (held) continue;
      return "content placed beside what the draft has not";
    }
    if (place === "elsewhere") return "content outside the draft's text";
  }
  if (origin !== null && isHigh(lookup.unit(origin.client, origin.clock))) return "content inside a character";
  if (rightOrigin !== null && isLow(lookup.unit(rightOrigin.client, rightOrigin.clock))) return "content inside a character";
  return null;
}

function faultOfDeletions(
  ds: ReturnType<typeof Y.decodeUpdate>["ds"],
  lookup: Lookup,
  applicant: Applicant,
  context: AdmissionContext,
  held: boolean,
): string | null {
  const foreign: Y.Item[] = [];
  let marks = 0;
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      if (len <= 0) return "an empty deletion";
      if (clock + len > lookup.end(client)) {
        if (held) continue;
        return "deletions of what the draft has not";
      }
      const fault = lookup.eachIn(client, clock, len, (item) => {
        if (item.deleted || !item.countable) return;
        foreign.push(item);
        if (item.content instanceof Y.ContentString) marks += item.content.str.split(MARK).length - 1;
      });
      if (fault !== null) return fault;
      if (isLow(lookup.unit(client, clock)) || isHigh(lookup.unit(client, clock + len - 1))) return "a deletion that cuts a character";
    }
  }
  if (foreign.length > 0 && applicant.rights === "none") return "observers may not write";
  // A5: restoring much text would move what others are typing into it; less is repaired.
  if (marks > 1 && applicant.rights === "propose" && foreignMarks(context.text, new Set(foreign), applicant.delegation) > 1) return REBUILD;
  return null;
}

/** How many paragraph marks among `items` were never inserted by the delegation. Walks the text: only for large deletions. */
function foreignMarks(text: Y.Text, items: ReadonlySet<Y.Item>, delegation: string): number {
  let ins: unknown = null;
  let count = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as { key: string; value: unknown };
      if (key === "ins") ins = value;
    } else if (items.has(item) && item.content instanceof Y.ContentString) {
      const own = typeof ins === "string" && delegationOf(ins) === delegation;
      if (!own) count += item.content.str.split(MARK).length - 1;
    }
  }
  return count;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Finds items by id in the draft and in the update, without splitting anything. */
class Lookup {
  private readonly fresh = new Map<number, Y.Item[]>();

  constructor(
    private readonly text: Y.Text,
    fresh: readonly Y.Item[],
    private readonly ends: ReadonlyMap<number, number>,
  ) {
    for (const item of fresh) {
      const list = this.fresh.get(item.id.client);
      if (list === undefined) this.fresh.set(item.id.client, [item]);
      else list.push(item);
    }
  }

  private get store() {
    return this.text.doc!.store;
  }

  /** The clock after the last one of a client, this update included. */
  end(client: number): number {
    return this.ends.get(client) ?? Y.getState(this.store, client);
  }

  at(client: number, clock: number): "missing" | "elsewhere" | "draft" {
    if (clock >= this.end(client)) return "missing";
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

  /** Visits the draft's items that a range of ids meets; returns a fault when one is not of the draft's text. */
  eachIn(client: number, clock: number, len: number, visit: (item: Y.Item) => void): string | null {
    const structs = this.store.clients.get(client);
    const end = Math.min(clock + len, Y.getState(this.store, client));
    if (structs === undefined || clock >= end) return null;
    for (let i = Y.findIndexSS(structs, clock); i < structs.length && structs[i]!.id.clock < end; i++) {
      const struct = structs[i]!;
      if (!(struct instanceof Y.Item) || struct.parent !== this.text) return "deletions outside the draft's text";
      visit(struct);
    }
    return null;
  }

  private known(client: number, clock: number): Y.Item | Y.GC | Y.Skip | undefined {
    const structs = this.store.clients.get(client);
    return structs === undefined ? undefined : (structs[Y.findIndexSS(structs, clock)] as Y.Item | Y.GC);
  }

  private freshAt(client: number, clock: number): Y.Item | undefined {
    return this.fresh.get(client)?.find((item) => item.id.clock <= clock && clock < item.id.clock + item.length);
  }
}
