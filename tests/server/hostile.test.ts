/**
 * What a member's client can send that no honest one does, byte by byte: refused with a reason (A1–A5), or made what its
 * sender may do (G1, G3). Each attack is followed by `calm`: nothing of others changed, all see the same, work goes on.
 */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { LIMIT } from "../../src/collab/protocol.ts";
import { type Content, type Struct, forge, forgeOf } from "./forge.ts";
import { OWN, Siege } from "./siege.ts";

const AND = "one[ and +USA] two 😀 three¶[four -F] five¶six¶";

interface Attack {
  name: string;
  /** The hostile member; a delegate of RCC when not given. */
  as?: ["delegate" | "observer" | "secretary", delegation: string];
  send(siege: Siege): Uint8Array | Uint8Array[];
  /** Log position that the client says it had seen; the latest when not given. */
  seen?: number;
  /** Reason of the close with 4403. */
  refused?: string | RegExp;
  /** What everybody sees afterwards; the draft as it was when not given. */
  shown?: string;
  /** Whether the member may change the adopted text. */
  direct?: true;
}

function attacks(title: string, list: Attack[]): void {
  describe(title, () => {
    test.each(list)("$name", async ({ as = ["delegate", "RCC"], send, seen, refused, shown = AND, direct }) => {
      const siege = await Siege.open(...as);
      expect(siege.shown).toBe(AND);
      await siege.strike(send(siege), seen);
      if (refused === undefined) expect(siege.x.closed).toBeNull();
      else if (typeof refused === "string") expect(siege.x.closed).toEqual({ code: 4403, reason: refused });
      else expect(siege.x.closed?.reason).toMatch(refused);
      expect(siege.shown).toBe(shown);
      await siege.calm({ adopted: direct === undefined });
    });
  });
}

const alone = (content: Content) => (siege: Siege) => siege.own([{ ...content, ...siege.before("two") } as Struct]);
const foreign = "content that a draft does not hold";
const outside = "content outside the draft's text";

attacks("[A1] content that a draft does not hold", [
  { name: "a nested map, invisible and counted", send: alone({ type: 1 }), refused: foreign },
  { name: "a nested text", send: alone({ type: 2 }), refused: foreign },
  { name: "a subdocument", send: alone({ doc: "other" }), refused: foreign },
  { name: "binary content", send: alone({ binary: new Uint8Array([1, 2]) }), refused: foreign },
  { name: "values of any kind", send: alone({ any: [null, 1] }), refused: foreign },
  { name: "values as JSON", send: alone({ jsons: ["1"] }), refused: foreign },
  {
    name: "an object that it does not know",
    send: alone({ embed: { video: "x" } }),
    refused: "an unknown inline object",
  },
  {
    name: "an object with a prototype",
    send: (siege) => siege.own([{ format: "em", json: '{"__proto__":{"x":1}}', ...siege.before("two") }]),
    refused: /^em/,
  },
  {
    name: "a footnote whose id is none",
    send: alone({ embed: { footnote: "<b>" } }),
    refused: "an unknown inline object",
  },
  { name: "a string of no length", send: alone({ string: "" }) },
  {
    name: "strings of no length behind another",
    send: (siege) =>
      siege.own([
        { string: "x", ...siege.before("two") },
        { string: "", ...siege.before("two") },
      ]),
    refused: "an empty string",
  },
  {
    name: "a deletion of no length behind a string",
    send: (siege) =>
      siege.own([
        { string: "x", ...siege.before("two") },
        { deleted: 0, ...siege.before("two") },
      ]),
    refused: "an empty deletion",
  },
  {
    name: "an empty stretch to delete",
    send: (siege) => forge([], [[...siege.id("two"), 0]]),
    refused: "an empty deletion",
  },
]);

attacks("[A1] other places than the draft's text", [
  { name: "another root", send: () => forgeOf(OWN, 0, [{ string: "x", parent: "notes" }]), refused: outside },
  {
    name: "the record of changes",
    send: () => forgeOf(OWN, 0, [{ any: [{ by: "me" }], parent: "changes", sub: "RCC:1" }]),
    refused: foreign,
  },
  {
    name: "a string in the record of changes",
    send: () => forgeOf(OWN, 0, [{ string: "x", parent: "changes", sub: "USA:u-1" }]),
    refused: "a map entry",
  },
  { name: "a map entry of the text", send: () => forgeOf(OWN, 0, [{ string: "x", sub: "k" }]), refused: "a map entry" },
  {
    name: "a comment in another's name",
    send: () => forgeOf(OWN, 0, [{ any: [{ text: "x" }], parent: "comments", sub: "t/1" }]),
    refused: foreign,
  },
  {
    name: "the inside of an item",
    send: (siege) => forgeOf(OWN, 0, [{ string: "x", parent: siege.id("two") }]),
    refused: outside,
  },
  {
    name: "beside an entry of the record of changes",
    send: ({ replica }) => {
      const { id } = replica.changes._map.get("USA:u-1") as Y.Item;
      return forgeOf(OWN, 0, [{ string: "x", origin: [id.client, id.clock] }]);
    },
    refused: outside,
  },
  {
    name: "deleting an entry of the record of changes",
    send: ({ replica }) => {
      const { id } = replica.changes._map.get("USA:u-1") as Y.Item;
      return forge([], [[id.client, id.clock, 1]]);
    },
    refused: "deletions outside the draft's text",
  },
  // What the draft has already is not looked at again, not even for where it says that it stands.
  {
    name: "what is known, said to stand in another root",
    send: (siege) => forgeOf(siege.id("one")[0], 0, [{ string: "x", parent: "notes" }]),
  },
  {
    name: "what is known, said to stand beside nothing",
    send: (siege) => forgeOf(siege.id("one")[0], 0, [{ string: "x", origin: [1, 5] }]),
  },
]);

attacks("[A2] halves of characters", [
  {
    name: "writing into one, from the left",
    send: (siege) => siege.own([{ string: "x", origin: siege.id("😀"), right: siege.id("😀", 1) }]),
    refused: "content inside a character",
  },
  {
    name: "writing into one, from the right",
    send: (siege) => siege.own([{ string: "x", right: siege.id("😀", 1) }]),
    refused: "content inside a character",
  },
  {
    name: "deleting the first half",
    send: (siege) => forge([], [[...siege.id("😀"), 1]]),
    refused: "a deletion that cuts a character",
  },
  {
    name: "deleting from the second half on",
    send: (siege) => forge([], [[...siege.id("😀", 1), 2]]),
    refused: "a deletion that cuts a character",
  },
  // Yjs would split the item there, and put U+FFFD for both halves: in the server's copy alone.
  {
    name: "saying of what is known that it stands inside one",
    send: (siege) => forgeOf(siege.id("one")[0], 0, [{ string: "x", origin: siege.id("😀") }]),
  },
  {
    name: "continuing one's own text in the middle of one",
    send: (siege) => [
      siege.own([{ string: "ab", ...siege.before("two") }]),
      forgeOf(OWN, 1, [{ string: "😀", origin: [OWN, 0], right: siege.id("two") }]),
    ],
    refused: "content inside a character",
    shown: AND.replace(" two", " [ab +RCC]two"),
  },
  {
    name: "bytes that are half of one",
    send: (siege) => siege.own([{ string: "xx", ...siege.before("two") }]).map((byte) => (byte === 120 ? 0xed : byte)),
    refused: "not a Yjs update",
  },
]);

const beside = "content placed beside what the draft has not";
const circle = "content placed beside what waits for it";
attacks("[A3] ids and clocks", [
  {
    name: "another member's client id",
    send: ({ usa }) => forgeOf(usa.doc.clientID, 10_000, [{ string: "x" }]),
    refused: "a client id of another member's",
  },
  {
    name: "the server's client id",
    send: ({ replica }) => forgeOf(replica.doc.clientID, 10_000, [{ string: "x" }]),
    refused: "a client id of the server's",
  },
  { name: "collected structs", send: () => forgeOf(OWN, 0, [{ gc: 5 }]), refused: "collected or skipped structs" },
  {
    name: "skipped structs",
    send: () => forgeOf(OWN, 0, [{ skip: 5 }, { string: "x" }]),
    refused: "collected or skipped structs",
  },
  {
    name: "a clock far away, without what is before it",
    send: () => forgeOf(OWN, 2 ** 50, [{ string: "x", origin: [OWN, 2 ** 50 - 1] }]),
  },
  {
    name: "more clocks than a draft has",
    send: () => forgeOf(OWN, 0, [{ deleted: 2 ** 52 }]),
    refused: "the draft would become too large",
  },
  {
    name: "beside what another will type",
    send: ({ usa }) => forgeOf(OWN, 0, [{ string: "x", origin: [usa.doc.clientID, 500] }]),
    refused: beside,
  },
  {
    name: "before what nobody wrote: it may come yet, and is waited for",
    send: () => forgeOf(OWN, 0, [{ string: "x", right: [12345, 0] }]),
  },
  {
    name: "deleting what another will type",
    send: ({ usa }) => forge([], [[usa.doc.clientID, 0, 10_000]]),
    refused: "deletions of what the draft has not",
  },
  {
    name: "deleting what one will type oneself: it may come yet, and is waited for",
    send: () => forge([], [[OWN, 0, 5]]),
  },
  {
    name: "beside itself",
    send: () => siegeless([{ string: "x", origin: [OWN, 0] }]),
    refused: "content placed beside later content of its own",
  },
  {
    name: "beside its own later content",
    send: () => siegeless([{ string: "x", right: [OWN, 1] }, { string: "y" }]),
    refused: "content placed beside later content of its own",
  },
  {
    name: "two that each stand beside the other",
    send: () =>
      forge([
        { client: OWN, clock: 0, structs: [{ string: "a", origin: [667, 0] }] },
        { client: 667, clock: 0, structs: [{ string: "b", origin: [OWN, 0] }] },
      ]),
    refused: circle,
  },
  {
    name: "three in a circle, behind honest content",
    send: (siege) =>
      forge(
        [0, 1, 2].map((i) => ({
          client: OWN + i,
          clock: 0,
          structs: [
            { string: "a", ...siege.before("two") },
            { string: "b", origin: [OWN + ((i + 1) % 3), 1] as const },
          ],
        })),
      ),
    refused: /^(rebuild|content placed beside what waits for it)$/,
  },
  {
    name: "one client's structs in two parts",
    send: (siege) => forge([section(siege, 0), { client: 9, clock: 0, structs: [{ string: "z" }] }, section(siege, 1)]),
    refused: "structs out of order",
  },
  {
    name: "one client's structs twice",
    send: (siege) => forge([section(siege, 0), section(siege, 0)]),
    refused: "structs out of order",
  },
  {
    name: "deletions out of order",
    send: (siege) =>
      forge(
        [],
        [
          [...siege.id("two"), 2],
          [...siege.id("two"), 1],
        ],
      ),
    refused: "deletions out of order",
  },
  {
    name: "one's own text as if it had no right neighbour",
    send: (siege) => siege.own([{ string: "x", origin: siege.id("two") }]),
    refused: "rebuild",
  },
  {
    name: "a right neighbour that stands on the left",
    send: (siege) => siege.own([{ string: "x", origin: siege.id("five"), right: siege.id("two") }]),
    refused: /^(rebuild|content placed before what it follows)$/,
  },
  {
    name: "neighbours with known text between them",
    send: (siege) => siege.own([{ string: "x", origin: siege.id("one"), right: siege.id("two") }]),
    refused: "rebuild",
  },
]);

function siegeless(structs: Struct[]): Uint8Array {
  return forgeOf(OWN, 0, structs);
}
function section(siege: Siege, clock: number) {
  const place = clock === 0 ? siege.before("two") : { origin: [OWN, clock - 1] as const, right: siege.id("two") };
  return { client: OWN, clock, structs: [{ string: "x", ...place }] };
}

const format = (key: string, value: unknown) => alone({ format: key, value });
attacks("[A4] attributes", [
  {
    name: "a key that is a prototype",
    send: format("__proto__", { em: true }),
    refused: "an attribute key that is none",
  },
  {
    name: "a key of half a megabyte",
    send: format("k".repeat(500_000), true),
    refused: "an attribute key that is none",
  },
  { name: "a key that nobody knows", send: format("colour", "red"), refused: /^colour: not an attribute/ },
  { name: "a value that is too long", send: format("label", "x".repeat(300)), refused: "label: value too long" },
  {
    name: "a value that is too long in bytes",
    send: format("label", "€".repeat(100)),
    refused: "label: value too long",
  },
  {
    name: "a value nested without end",
    send: (siege) =>
      siege.own([{ format: "em", json: "[".repeat(300_000) + "]".repeat(300_000), ...siege.before("two") }]),
    refused: "em: value too deep",
  },
  {
    name: "a value that is no JSON",
    send: (siege) => siege.own([{ format: "em", json: "{", ...siege.before("two") }]),
    refused: "not a Yjs update",
  },
  { name: "a format that is not true", send: format("em", "yes"), refused: "em: must be true" },
  { name: "a change id that is none", send: format("ins", "RCC:<script>"), refused: "ins: not a change id" },
  { name: "a deletion under another's id", send: format("del:F", "RCC:1"), refused: "del:F: not a change of F" },
  {
    name: "a setting with more in it",
    send: format("set:RCC:level", { change: "RCC:1", value: 1, by: "Chair" }),
    refused: /must be \{change, value\}/,
  },
  { name: "a level that there is not", send: format("level", 99), refused: "level: 0 to 4" },
  { name: "a role that there is not", send: format("role", "constructor"), refused: "role: not a role" },
]);

attacks("[A5] much text gone at once", [
  {
    name: "two adopted paragraphs",
    send: (siege) =>
      forge(
        [],
        [
          [...siege.id("\n"), 1],
          [...siege.id("five\n", 4), 1],
        ],
      ),
    refused: "rebuild",
  },
  {
    name: "one is restored, with the proposal to delete it",
    send: (siege) =>
      forge(
        [],
        [
          [...siege.id("three"), 5],
          [...siege.id("\n"), 1],
        ],
      ),
    shown: AND.replace("three¶", "[three¶ -RCC]"),
  },
]);

const many = (n: number, one: (i: number) => Struct) => (siege: Siege) =>
  siege.own(
    Array.from({ length: n }, (_, i) => ({
      ...siege.before("two"),
      ...(i > 0 && { origin: [OWN, i - 1] as const }),
      ...one(i),
    })),
  );
attacks("limits of one update", [
  { name: "bytes", send: alone({ string: "x".repeat(LIMIT.updateBytes) }), refused: /^update larger than/ },
  { name: "structs", send: many(LIMIT.updateParts + 1, () => ({ deleted: 1 })), refused: /^more than 40000 parts/ },
  {
    name: "paragraphs",
    send: alone({ string: "\n".repeat(LIMIT.updateMarks + 1) }),
    refused: /^more than 10000 paragraphs/,
  },
  {
    name: "attributes",
    send: many(LIMIT.updateKeys + 1, (i) => ({ format: `cmt:t${i}`, value: true })),
    refused: "too many different attributes in one update",
  },
  {
    name: "attributes on many structs",
    send: many(30_000, (i) => ({ format: `cmt:t${i % 50}`, value: true })),
    refused: "too many different attributes in one update",
  },
  {
    name: "places",
    send: (siege) =>
      siege.own(Array.from({ length: LIMIT.updatePlaces + 1 }, () => ({ string: "x", ...siege.before("two") }))),
    refused: /^writes or deletions in more than 8000 places/,
  },
  {
    name: "client ids",
    send: (siege) =>
      forge(
        Array.from({ length: LIMIT.updateClients + 1 }, (_, i) => ({
          client: OWN + i,
          clock: 0,
          structs: [{ string: "x", ...siege.before("two") }],
        })),
      ),
    refused: /^more than 64 new client ids/,
  },
  {
    name: "structs announced that do not come",
    send: () => new Uint8Array([1, 0xff, 0xff, 0xff, 0x7f, 9, 0]),
    refused: /^more than 40000 parts/,
  },
]);

attacks("[A3] observers write nothing", [
  { name: "text", as: ["observer", "OBSERVER"], send: alone({ string: "x" }), refused: "observers may not write" },
  {
    name: "formats",
    as: ["observer", "OBSERVER"],
    send: alone({ format: "em", value: true }),
    refused: "observers may not write",
  },
  {
    name: "a deletion",
    as: ["observer", "OBSERVER"],
    send: (siege) => forge([], [[...siege.id("two"), 1]]),
    refused: "observers may not write",
  },
  {
    name: "what the draft has not, held",
    as: ["observer", "OBSERVER"],
    send: () => forgeOf(OWN, 5, [{ string: "x" }]),
    refused: "observers may not write",
  },
  {
    name: "the end of another's mark: it is put back",
    as: ["observer", "OBSERVER"],
    send: (siege) => forge([], [formatRange(siege, "del:F")]),
  },
  {
    name: "the end of a mark of the own delegation, in a frozen draft",
    as: ["observer", "F"],
    send: (siege) => forge([], [formatRange(siege, "del:F")]),
  },
  {
    name: "what it knows of deletions, as it answers a sync step 1",
    as: ["observer", "OBSERVER"],
    send: ({ x, replica }) => Y.encodeStateAsUpdate(x.doc, Y.encodeStateVector(replica.doc)),
  },
]);

/** The place of the first format of this key that sets something. */
function formatRange({ replica }: Siege, key: string): readonly [number, number, number] {
  for (let item = replica.text.text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentFormat)) continue;
    const content = item.content as { key: string; value: unknown };
    if (content.key === key && content.value !== null) return [item.id.client, item.id.clock, 1];
  }
  throw new RangeError(`${key} is not in the draft`);
}
