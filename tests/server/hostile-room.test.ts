/** A member who would use up the room, or break it for the others: exceptions, floods, held updates, absurd decisions. */
import { afterEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Connection } from "../../server/connection.ts";
import { type Log, LogFailure, MemoryLog, type Turn } from "../../server/log.ts";
import { Presence } from "../../server/presence.ts";
import type { Actor, Peer } from "../../server/peer.ts";
import { Room } from "../../server/room.ts";
import { Delta } from "../../schema/index.ts";
import { LIMIT } from "../../src/collab/protocol.ts";
import { Network, paragraphsOf, redline } from "../network.ts";
import { seemToTake } from "./clock.ts";
import { type Struct, forge, forgeOf } from "./forge.ts";
import { OWN, Siege } from "./siege.ts";
import { type Received, client, received } from "./wire.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const actor = (member: string, delegation = "USA", role: Actor["role"] = "delegate"): Actor => ({
  member,
  name: member,
  role,
  delegation,
});

/** A peer that only notes what it is told. */
function listener(who: Actor): Peer & { told: unknown[] } {
  const told: unknown[] = [];
  return {
    actor: who,
    seen: 0,
    told,
    entries: (_, seq) => void told.push(`entries ${seq}`),
    returned: (words) => void told.push(`returned ${JSON.stringify(words)}`),
    durable: (n) => void told.push(`durable ${n}`),
    close: (code, reason) => void told.push(`close ${code} ${reason}`),
  };
}

describe("an exception in the guard", () => {
  test("refuses the update that caused it, and nobody loses a word", async () => {
    const siege = await Siege.open();
    const { network, usa, f } = siege;
    const bad = listener({
      ...actor("x", "RCC"),
      get role(): Actor["role"] {
        throw new Error("a fault of ours");
      },
    });
    network.room.connect(bad);
    usa.type(usa.at("two"), "before ");
    f.type(f.at("five"), "after ");
    const sending = [
      usa.send(),
      network.room.receive(bad, siege.own([{ string: "x", ...siege.before("two") }]), 1),
      f.send(),
    ];
    await Promise.all(sending);
    await network.room.settled();
    for (const each of siege.honest) each.receive();
    expect(bad.told).toEqual(["close 4403 the update could not be made to keep the draft's rules"]);
    expect(network.events).toContainEqual({
      kind: "failed",
      member: "x",
      message: "a fault of ours",
      error: expect.objectContaining({ stack: expect.stringContaining("hostile-room.test.ts") }),
    });
    network.events.length = 0;
    expect(siege.shown).toContain("[before  +USA]");
    expect(siege.shown).toContain("[after  +F]");
    await siege.calm({ adopted: false });
  });

  test("a peer that cannot be told of an entry keeps it from nobody", async () => {
    const siege = await Siege.open();
    const broken = listener(actor("b"));
    broken.entries = () => {
      throw new Error("gone");
    };
    siege.network.room.connect(broken);
    siege.usa.type(siege.usa.at("two"), "word ");
    await siege.network.drain();
    expect(siege.shown).toContain("[word  +USA]");
    for (const each of siege.honest) expect(redline(each.sequence())).toBe(siege.shown);
  });
});

describe("[A3] updates that lack their beginning", () => {
  const part = (clock: number, size = 1) =>
    forgeOf(OWN, clock, [{ string: "x".repeat(size), origin: [OWN, clock - 1] }]);

  test("wait for it, and are carried out in order when it comes", async () => {
    const siege = await Siege.open();
    const { right } = siege.before("two");
    const rest = [1, 2, 3].map((clock) =>
      forgeOf(OWN, clock, [{ string: `${clock}`, origin: [OWN, clock - 1], right }]),
    );
    await siege.strike([rest[2]!, rest[0]!, rest[1]!]);
    expect(siege.shown).not.toContain("+RCC");
    await siege.strike(siege.own([{ string: "0", ...siege.before("two") }]));
    expect(siege.shown).toContain("[0123 +RCC]two");
    await siege.calm();
  });

  test("are bounded in number and in bytes", async () => {
    for (const [size, count] of [
      [1, LIMIT.heldUpdates],
      [400_000, 2],
    ] as const) {
      const siege = await Siege.open();
      for (let i = 0; i < count; i++) await siege.strike(part(5, size));
      expect(siege.x.closed).toBeNull();
      await siege.strike(part(5, size));
      expect(siege.x.closed).toEqual({ code: 4403, reason: "updates without their beginning" });
      await siege.calm();
    }
  });

  test("are not looked at again with every message", async () => {
    const siege = await Siege.open();
    const heavy = forgeOf(
      OWN,
      10,
      Array.from({ length: 30_000 }, (_, i): Struct => ({ string: "x", origin: [OWN, 9 + i] })),
    );
    await siege.strike(heavy);
    const begin = process.cpuUsage();
    for (let i = 0; i < 200; i++) await siege.strike(forge([]));
    const { user } = process.cpuUsage(begin);
    expect(siege.x.closed).toBeNull();
    expect(user / 1000).toBeLessThan(3000); // each look takes some 50 ms
    await siege.calm();
  });

  test("of an honest client survive a turn that fails", async () => {
    const log = new MemoryLog();
    let failures = 0;
    const failing: Log = {
      read: (draft, seq) => log.read(draft, seq),
      turn: (draft, work) =>
        log.turn(draft, (turn) =>
          work({
            ...turn,
            append: async (entries) => {
              if (entries.length > 0 && failures-- > 0) throw new LogFailure("the disk is full");
              await turn.append(entries);
            },
          }),
        ),
    };
    const room = new Room("draft", failing, { window: 0 });
    await room.create({ ops: paragraphsOf("one"), changes: {}, comments: {} });
    const peer = listener(actor("u"));
    room.connect(peer);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, room.answer(Y.encodeStateVector(doc)).update);
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (const word of ["one ", "two ", "three "]) doc.getText("draft").insert(0, word, { ins: "USA:1" });
    room.receive(peer, updates[1]!, 2);
    await room.settled();
    failures = 1;
    room.receive(peer, updates[0]!, 1);
    await room.settled();
    room.receive(peer, updates[2]!, 3);
    await room.settled();
    expect(redline(room.snapshot().sequence)).toBe("[three two one  +USA]one¶");
    expect(peer.told.filter((each) => String(each).startsWith("durable"))).toEqual([
      "durable 1",
      "durable 2",
      "durable 3",
    ]);
  });
});

describe("too much at once", () => {
  test("after a refusal nothing more of that peer is looked at", async () => {
    const siege = await Siege.open();
    await siege.strike([
      siege.own([{ type: 1, ...siege.before("two") }]),
      siege.own([{ string: "x", ...siege.before("two") }]),
    ]);
    expect(siege.shown).not.toContain("+RCC");
    expect(siege.network.events).toEqual([expect.objectContaining({ kind: "refused" })]);
    await siege.calm();
  });

  test("a member whose updates take the server seconds comes back later, on any connection; the others go on", async () => {
    const siege = await Siege.open();
    seemToTake(3000);
    const word = (clock: number) =>
      forgeOf(OWN, clock, [
        {
          string: "x",
          ...(clock === 0 ? siege.before("two") : { origin: [OWN, clock - 1], right: siege.id("two") }),
        } as Struct,
      ]);
    const updates = [0, 1, 2].map(word);
    for (const update of updates) await siege.strike(update);
    expect(siege.x.closed).toEqual({ code: 1013, reason: "too much work at once, come back in a moment" });
    const again = siege.network.join("x", "RCC");
    siege.network.room.receive(again.peer, word(2), 0);
    await siege.network.room.settled();
    expect(again.closed?.code).toBe(1013);
    vi.restoreAllMocks();
    await siege.calm();
  });

  test("who types ten times a second is never sent away, also on a machine that has twenty times too much to do", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const network = await Network.open(paragraphsOf("one"));
    const u = network.join("u", "USA");
    seemToTake(200, 10); // a keystroke in a draft of 2,000 paragraphs takes some 2 ms
    for (let i = 0; i < 100; i++) {
      vi.advanceTimersByTime(100);
      u.type(0, "x");
      await u.send();
      u.receive();
    }
    expect(u.closed).toBeNull();
    expect(redline(network.sequence())).toBe(`[${"x".repeat(100)} +USA]one¶`);
  });

  test("answers count as work, whichever connection asks: a hundred that ask for all of a large draft hold up nobody", async () => {
    const network = await Network.open(paragraphsOf("one"));
    seemToTake(10_000);
    const closed: unknown[] = [];
    const greedy = Array.from(
      { length: 100 },
      () =>
        new Connection({
          room: network.room,
          presence: new Presence(),
          actor: actor("x", "RCC"),
          acks: false,
          send: () => undefined,
          close: (code, reason) => void closed.push(`${code} ${reason}`),
        }),
    );
    for (const each of greedy) each.message(client.step1(new Uint8Array([0])));
    expect(closed).toEqual(Array(99).fill("1013 too much work at once, come back in a moment"));
    expect(network.room.afford("u", () => ["another"])).toEqual(["another"]);
    for (const each of greedy) each.gone();
  });

  test("at the draft's limit nothing more is typed, but proposals to delete go on", async () => {
    const network = await Network.open(paragraphsOf("x".repeat(LIMIT.draftBytes - 5), "one two"));
    const [u, f] = [network.join("u", "USA"), network.join("f", "F")];
    f.delete(f.text.length - 4, 3);
    await f.send();
    expect([f.closed, redline(network.sequence()).slice(-13)]).toEqual([null, "one [two -F]¶"]);
    u.type(0, "more");
    await u.send();
    expect(u.closed).toEqual({ code: 4403, reason: "the draft would become too large" });
  });

  describe("[A4] formats that say nothing", () => {
    const two = (siege: Siege, one: (i: number) => Struct, count = 30_000) => {
      const { origin, right } = siege.before("two");
      return siege.own(
        Array.from({ length: count }, (_, i) => ({
          ...one(i),
          right,
          ...(i > 0 ? { origin: [OWN, i - 1] as const } : origin && { origin }),
        })),
      );
    };
    test.each([
      ["set what is in force", (): Struct => ({ format: "em", value: null })],
      ["set and take away again", (i: number): Struct => ({ format: "em", value: i % 2 === 0 ? true : null })],
      ["set one value after the other", (i: number): Struct => ({ format: "del:RCC", value: `RCC:${i}` })],
    ])("%s: refused, and nothing of them stays", async (_, one) => {
      const siege = await Siege.open();
      const size = Y.encodeStateAsUpdate(siege.replica.doc).length;
      await siege.strike(two(siege, one));
      expect(siege.x.closed).toMatchObject({ code: 4403, reason: expect.stringMatching(/ formats that say nothing$/) });
      expect(Y.encodeStateAsUpdate(siege.replica.doc)).toHaveLength(size);
      await siege.calm();
    });

    test("a document that somebody pastes is full of such, and welcome", async () => {
      const siege = await Siege.open();
      const bold = { em: true, strong: true };
      const paragraphs = Array.from({ length: 1000 }, (_, i) => [
        { insert: `${i} ` },
        { insert: "words", attributes: i % 2 === 0 ? bold : { em: true } },
        { insert: "more", attributes: bold },
        { insert: "\n", attributes: { role: "item", level: i % 3 } },
      ]).flat();
      siege.x.edit(new Delta([{ retain: siege.x.at("six") }, ...paragraphs]));
      await siege.x.send();
      expect(siege.x.closed).toBeNull();
      for (const each of siege.honest) each.receive();
      await siege.calm();
    });
  });

  test("[A4] a draft of as many parts as it may have takes no more, but can be decided on", async () => {
    const siege = await Siege.open();
    // As if somebody had written them.
    vi.spyOn(siege.replica.doc.store.clients, "values").mockImplementation(() => [Array(LIMIT.draftItems)].values());
    siege.usa.type(0, "x");
    await siege.usa.send();
    expect(siege.usa.closed?.reason).toMatch(/^the draft would have more than 500000 parts/);
    expect(siege.usa.closed?.code).toBe(4403);
    const { room } = siege.network;
    const chair = actor("c", "CHAIR", "chair");
    const decided = await room.decide(chair, { verdict: "accept", changes: ["USA:u-1"], at: room.seq });
    expect(decided).toMatchObject({ ok: true });
  });

  test.each([
    [
      "attributes of a long run, in turn",
      (i: number): Struct => (i % 2 === 0 ? { format: "em", value: i % 4 === 0 ? true : null } : { string: "x" }),
    ],
    [
      "as many changes as there are letters",
      (i: number): Struct => (i % 2 === 0 ? { format: "ins", value: `RCC:${"0".repeat(50)}${i}` } : { string: "x" }),
    ],
    ["one letter at a time", (): Struct => ({ string: "x" })],
    ["paragraphs", (i: number): Struct => (i % 5 === 0 ? { string: "\n" } : { string: "x" })],
    ["many attributes", (i: number): Struct => ({ format: `cmt:t${i % 20}`, value: i % 3 === 0 ? null : true })],
  ])("the largest update of its kind is not the end of the room: %s", async (_, one) => {
    const siege = await Siege.open();
    const { origin, right } = siege.before("two");
    const structs: Struct[] = [];
    for (let i = 0, bytes = 0; i < 39_000; i++) {
      const struct = { ...one(i), right, ...(i > 0 ? { origin: [OWN, i - 1] as const } : origin && { origin }) };
      bytes += forgeOf(OWN, i, [struct]).length;
      if (bytes > LIMIT.updateBytes) break;
      structs.push(struct);
    }
    const begin = process.cpuUsage();
    await siege.strike(siege.own(structs));
    const { user } = process.cpuUsage(begin);
    expect(user / 1e6).toBeLessThan(8); // about one on an idle machine, minutes when some part of it is quadratic
    expect(siege.network.events.filter(({ kind }) => kind === "failed")).toEqual([]);
  });
});

describe("absurd decisions", () => {
  const chair = actor("c", "CHAIR", "chair");
  test.each([
    ["of what is not there", { changes: ["F:nothing"], at: 3 }, /^not pending any more: F:nothing$/],
    ["of what stands in no record", { changes: ["__proto__", "constructor"], at: 3 }, /^not pending/],
    ["on what nobody has seen yet", { changes: ["USA:u-1"], at: 1e15 }, /^seen at 1000000000000000, but/],
    ["on the draft before its first entry", { changes: ["USA:u-1"], at: 0 }, /^proposed after what you saw/],
    ["without a word of what was seen", { changes: ["USA:u-1"] }, /^not as you saw it/],
    ["with a digest of something else", { changes: ["USA:u-1"], seen: { "USA:u-1": "0" } }, /^not as you saw it/],
  ])("%s: a conflict, and nothing happens", async (_, command, message) => {
    const siege = await Siege.open();
    const before = siege.shown;
    const result = await siege.network.room.decide(chair, { verdict: "accept", ...command });
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    expect(siege.shown).toBe(before);
    await siege.calm();
  });

  test("the same change many times over is one decision", async () => {
    const siege = await Siege.open();
    const result = await siege.network.room.decide(chair, {
      verdict: "accept",
      changes: Array(1000).fill("USA:u-1"),
      at: siege.network.room.seq,
    });
    expect(result.ok).toBe(true);
    expect(siege.shown).toBe("one and two 😀 three¶[four -F] five¶six¶");
  });
});

describe("[R1] who joins while a turn is being written", () => {
  test("gets what is durable, and the rest when it is", async () => {
    const log = new MemoryLog();
    let open: () => void = () => undefined;
    let gate: Promise<void> = Promise.resolve();
    let writing: () => void = () => undefined;
    const slow: Log = {
      read: (draft, seq) => log.read(draft, seq),
      turn: (draft, work) =>
        log.turn(draft, (turn: Turn) =>
          work({
            ...turn,
            append: async (entries) => {
              writing();
              await gate;
              await turn.append(entries);
            },
          }),
        ),
    };
    const room = new Room("draft", slow, { window: 0 });
    await room.create({ ops: paragraphsOf("one"), changes: {}, comments: {} });
    const peer = listener(actor("u"));
    room.connect(peer);
    gate = new Promise((resolve) => (open = resolve));
    const begun = new Promise<void>((resolve) => (writing = resolve));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, room.answer(Y.encodeStateVector(doc)).update);
    const before = Y.encodeStateVector(doc);
    doc.getText("draft").insert(0, "uncommitted ", { ins: "USA:1" });
    room.receive(peer, Y.encodeStateAsUpdate(doc, before), 1);
    await begun;

    const sent: Received[] = [];
    const late = new Connection({
      room,
      presence: new Presence(),
      actor: actor("f", "F"),
      acks: false,
      send: (bytes) => sent.push(received(bytes)),
      close: () => undefined,
    });
    late.message(client.step1(new Uint8Array([0])));
    const read = room.read((at) => redline(at.snapshot().sequence));
    expect([sent, peer.told]).toEqual([[], []]);
    const theirs = new Y.Doc();
    open();
    await room.settled();
    for (const message of sent)
      if (message.type === "step2" || message.type === "update") Y.applyUpdate(theirs, message.payload);
    expect(sent.map(({ type }) => type)).toEqual(["step2", "step1"]);
    expect(theirs.getText("draft").toString()).toBe("uncommitted one\n");
    expect(await read).toBe("[uncommitted  +USA]one¶");
    expect(peer.told).toEqual(["entries 2", "durable 1"]);
    late.gone();
  });
});
