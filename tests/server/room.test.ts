/** A room whose log fails, and peers that go: what was said is written once, told when it is durable, and not kept for nobody. */
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { HeldUpdates } from "../../server/conduct.ts";
import { LogFailure, MemoryLog } from "../../server/log.ts";
import type { Peer } from "../../server/peer.ts";
import { Room } from "../../server/room.ts";
import { paragraphsOf } from "../network.ts";

/** A log that fails as long as it is told to. */
class FailingLog extends MemoryLog {
  down = false;
  override turn: MemoryLog["turn"] = (draft, work) =>
    this.down ? Promise.reject(new LogFailure("the disk is full")) : super.turn(draft, work);
  override read: MemoryLog["read"] = (draft, seq) =>
    this.down ? Promise.reject(new LogFailure("the disk is gone")) : super.read(draft, seq);
}

async function open() {
  const log = new FailingLog();
  const reports: string[] = [];
  const errors: unknown[] = [];
  const room = new Room("draft", log, {
    window: 0,
    report: ({ kind, message, error }) => {
      reports.push(`${kind}: ${message}`);
      if (error !== undefined) errors.push(error);
    },
  });
  await room.create({ ops: paragraphsOf("one"), changes: {}, comments: {} });
  return { log, room, reports, errors };
}

function join(room: Room) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  const told: string[] = [];
  const peer: Peer = {
    actor: { member: "u", name: "U", role: "delegate", delegation: "USA" },
    seen: 1,
    entries: (_update, seq) => told.push(`entries ${seq}`),
    returned: (words) => told.push(`returned ${JSON.stringify(words)}`),
    durable: (n, seq) => told.push(`durable ${n} ${seq}`),
    close: (code, reason) => told.push(`close ${code} ${reason}`),
  };
  Y.applyUpdate(doc, room.answer(Y.encodeStateVector(doc)).update);
  room.connect(peer);
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const type = (text: string): Uint8Array => {
    doc.getText("draft").insert(0, text, { ins: "USA:1" });
    return updates.pop()!;
  };
  return { peer, told, type };
}

test("[R1] while the log is down nobody is told anything but the operator; then all is written, in order", async () => {
  const { log, room, reports, errors } = await open();
  const { peer, told, type } = join(room);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    log.down = true;
    room.receive(peer, type("a"), 1);
    room.receive(peer, type("b"), 2);
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual([]);
    expect(() => room.snapshot()).toThrow("read anew");
    expect(reports.slice(0, 2)).toEqual([
      "failed: the disk is full",
      "failed: the draft cannot be read: the disk is gone",
    ]);
    expect(reports.length).toBeGreaterThan(2);
    expect(errors).toHaveLength(2); // each with its stack, and once
    log.down = false;
    await vi.advanceTimersByTimeAsync(5000);
    await room.settled();
  } finally {
    vi.useRealTimers();
  }
  expect(told).toEqual(["entries 3", "durable 1 2", "durable 2 3"]);
  expect((await log.read("draft", 1)).map(({ member }) => member)).toEqual(["u", "u"]);
});

test("[G4] what waits for the store is not carried out under rights that were taken back meanwhile", async () => {
  const { log, room } = await open();
  const [removed, other] = [join(room), join(room)];
  other.peer.actor = { ...other.peer.actor, member: "v", delegation: "F" };
  const chair = { member: "c", name: "C", role: "chair", delegation: "CHAIR" } as const;
  const touch = () => room.perform(chair, () => ({ guarded: null, result: "done" }));
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  let asked: Promise<unknown>;
  try {
    log.down = true;
    room.receive(removed.peer, removed.type("a"), 1);
    await vi.advanceTimersByTimeAsync(200); // taken out and put back again
    room.receive(removed.peer, removed.type("b"), 2);
    room.receive(other.peer, other.type("c"), 1);
    room.revoke("u");
    log.down = false;
    await vi.advanceTimersByTimeAsync(5000);
    await room.settled();
    expect((await log.read("draft", 1)).map(({ member }) => member)).toEqual(["v"]);

    log.down = true;
    room.receive(other.peer, other.type("d"), 2);
    asked = expect(touch()).rejects.toThrow("rights changed meanwhile");
    await vi.advanceTimersByTimeAsync(200);
    room.revoke();
    log.down = false;
    await vi.advanceTimersByTimeAsync(5000);
    await room.settled();
  } finally {
    vi.useRealTimers();
  }
  await asked;
  expect(await log.read("draft", 2)).toEqual([]);
  await expect(touch()).resolves.toMatchObject({ result: "done" });
});

test("[A3] what lacks its beginning is not held for a peer that has gone", async () => {
  const { room } = await open();
  const held = () => (room as unknown as { held: HeldUpdates }).held.all.size;
  const [gone, here] = [join(room), join(room)];
  for (const { peer, type } of [gone, here]) {
    type("a"); // never sent
    room.receive(peer, type("b"), 2);
  }
  room.disconnect(gone.peer);
  await room.settled();
  expect(held()).toBe(1);
  room.disconnect(here.peer);
  expect(held()).toBe(0);
});
