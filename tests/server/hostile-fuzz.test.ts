/**
 * Random damage: honest updates with bytes changed, cut and spliced, and updates of random structs that are well-formed
 * and nothing else. Whatever comes of them, the guard never fails, nothing is pending, the adopted text and others' work
 * stay, and honest clients with edits of their own under way come to one text.
 */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { Delta, MARK, type Op, plainText } from "../../schema/index.ts";
import type { Client } from "../network.ts";
import { Chance } from "./chance.ts";
import { type Content, type Id, type Range, type Struct, forge } from "./forge.ts";
import { Siege } from "./siege.ts";

const CASES = Math.max(1000, Number(process.env.FUZZ ?? 0));
/** Updates sent to one room. */
const ROUND = 30;

/** A client id of the hostile member's, other than that of the document in which it reads. */
const idOf = (client: Client): number => client.doc.clientID + 5000;

/** An honest edit of a client's own document, as the bytes that it would send. */
function honestUpdate(client: Client, chance: Chance): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(client.doc));
  doc.clientID = idOf(client);
  const before = Y.encodeStateVector(doc);
  const text = doc.getText("draft");
  for (let i = chance.below(4); i >= 0; i--) {
    const at = placeIn(client, chance);
    const change = `RCC:h${chance.below(1000)}`;
    const delta = new Delta().retain(at);
    switch (chance.below(7)) {
      case 0:
        text.applyDelta(delta.delete(1 + chance.below(6)).ops);
        break;
      case 1:
        text.applyDelta(delta.retain(1 + chance.below(9), { "del:RCC": change }).ops);
        break;
      case 2:
        text.applyDelta(delta.insert(MARK, { ins: change, id: `m-${change.slice(4)}`, role: "item" }).ops);
        break;
      case 3:
        text.applyDelta(delta.insert({ ref: "p1" }, { ins: change }).ops);
        break;
      case 4:
        text.applyDelta(delta.retain(1 + chance.below(5), { "set:RCC:em": { change, value: true } }).ops);
        break;
      default:
        text.applyDelta(delta.insert(chance.of(["word ", "😀", "é", "a\nb\n"]), { ins: change }).ops);
    }
  }
  return chance.below(8) === 0 ? Y.encodeStateAsUpdate(doc) : Y.encodeStateAsUpdate(doc, before);
}

/** An index between two characters. */
function placeIn(client: Client, chance: Chance): number {
  const text = plainText(client.text.sequence().ops as Op[]);
  const index = chance.below(text.length);
  return /^[\uDC00-\uDFFF]/.test(text.slice(index)) ? index - 1 : index;
}

function damaged(update: Uint8Array, other: Uint8Array, chance: Chance): Uint8Array {
  let bytes = [...update];
  for (let i = chance.below(3); i > 0; i--) {
    const at = chance.below(bytes.length + 1);
    switch (chance.below(6)) {
      case 0:
        bytes[at] = chance.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
        break;
      case 2:
        bytes.splice(at, 1 + chance.below(4));
        break;
      case 3:
        bytes.splice(
          at,
          0,
          ...Array.from({ length: 1 + chance.below(4) }, () => chance.of([0, 1, 127, 128, 255, chance.below(256)])),
        );
        break;
      case 4: {
        const from = chance.below(other.length);
        bytes.splice(at, chance.below(12), ...other.slice(from, from + chance.below(24)));
        break;
      }
      default:
        bytes = [...bytes.slice(0, at), ...other.slice(chance.below(other.length))];
    }
  }
  return Uint8Array.from(bytes);
}

/** Structs and deletions that stand anywhere beside anything. */
function wild(siege: Siege, clients: readonly number[], chance: Chance): Uint8Array {
  const { store } = siege.replica.doc;
  const ids: Id[] = [];
  for (let item = siege.replica.text.text._start; item !== null; item = item.right)
    ids.push([item.id.client, item.id.clock + chance.below(item.length)]);
  const id = (): Id => (chance.below(30) === 0 ? [chance.of(clients), chance.below(50)] : chance.of(ids));
  const content = (): Content =>
    chance.of<Content>([
      { string: chance.of(["x", "yy", "😀", "\n", "a\nb"]) },
      { string: "z" },
      { format: "ins", value: chance.of([null, "RCC:1", "F:f-1", "RCC:2"]) },
      { format: chance.of(["del:RCC", "del:F"]), value: null },
      { format: "em", value: chance.of([true, null]) },
      { format: "level", value: 1 },
      { embed: { break: true } },
      { deleted: 1 + chance.below(3) },
    ]);
  const sections = Array.from({ length: 1 + chance.below(2) }, (_, i) => {
    const client = clients[i]!;
    const clock = Y.getState(store, client);
    const structs: Struct[] = [];
    let at = clock;
    for (let k = chance.below(4); k >= 0; k--) {
      const one = content();
      const beside: { origin?: Id; right?: Id } = {};
      const before = chance.of([0, 1, 2, 2, 2, 2, 2, 2]);
      if (before === 2) {
        // As an honest client has it: between two that stand side by side.
        const [c, n] = chance.of(ids);
        const item = Y.getItem(store, Y.createID(c, n)) as Y.Item;
        beside.origin = [item.lastId.client, item.lastId.clock];
        if (item.right !== null) beside.right = [item.right.id.client, item.right.id.clock];
      } else {
        if (before === 1 || chance.below(2) === 0) beside.origin = k > 0 && at > clock ? [client, at - 1] : id();
        if (chance.below(3) > 0) beside.right = id();
      }
      structs.push({ ...one, ...beside });
      at += "string" in one ? one.string.length : "deleted" in one ? one.deleted : 1;
    }
    return { client, clock, structs };
  });
  const ranges: Range[] = [];
  while (chance.below(4) === 0) ranges.push([...id(), 1 + chance.below(3)]);
  ranges.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  return forge(sections, ranges);
}

test(`[A1] [A2] [A3] [A4] [S8] ${CASES} damaged and random updates`, { timeout: 30 * 60_000 }, async () => {
  const outcome = { admitted: 0, refused: 0, reasons: new Map<string, number>() };
  for (let round = 0; round * ROUND < CASES; round++) {
    const chance = new Chance(round + 1);
    const siege = await Siege.open();
    const { network } = siege;
    let x = siege.x;
    let other = honestUpdate(x, chance);
    for (let i = 0; i < ROUND; i++) {
      const writer = chance.of([siege.usa, siege.f]);
      if (chance.below(2) === 0) writer.type(placeIn(writer, chance), "+"); // not sent yet
      const update =
        chance.below(3) === 0
          ? wild(siege, [idOf(x), idOf(x) + 5000], chance)
          : damaged(honestUpdate(x, chance), other, chance);
      other = update.length > 0 ? update : other;
      const before = network.room.seq;
      x.peer.seen = chance.of([0, before, chance.below(before + 1), 1e9]);
      network.room.receive(x.peer, update, 0);
      await network.room.settled();
      const where = `round ${round + 1}, update ${i}: [${[...update].join(",")}]`;
      expect(
        network.events.filter(({ kind }) => kind === "failed"),
        where,
      ).toEqual([]);
      expect([siege.replica.doc.store.pendingStructs, siege.replica.doc.store.pendingDs], where).toEqual([null, null]);
      if (x.closed !== null) {
        outcome.refused++;
        outcome.reasons.set(x.closed.reason, (outcome.reasons.get(x.closed.reason) ?? 0) + 1);
        x = network.join("x", "RCC");
      } else {
        if (network.room.seq > before) outcome.admitted++;
        x.receive();
      }
      if (chance.below(2) === 0) await writer.send();
      writer.receive(chance.below(3));
    }
    for (const client of [...siege.honest, ...siege.honest]) {
      await client.send();
      client.receive();
    }
    siege.settle();
    await siege.calm();
  }
  const reasons = [...outcome.reasons].sort(([, a], [, b]) => b - a).map(([reason, n]) => `${n} ${reason}`);
  console.log(
    `${outcome.admitted} had an effect, ${outcome.refused} were refused, most often:\n  ${reasons.slice(0, 12).join("\n  ")}`,
  );
  expect(outcome.admitted).toBeGreaterThan(CASES / 10);
  expect(outcome.refused).toBeGreaterThan(CASES / 10);
});
