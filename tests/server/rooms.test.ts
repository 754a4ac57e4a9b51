import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MemoryLog } from "../../server/log.ts";
import { Room } from "../../server/room.ts";
import { type LiveRoom, Rooms } from "../../server/rooms.ts";

let made: { draft: string; closed: boolean; letClose(): void }[];
let failures: string[];
let loading: () => Promise<void>;
let rooms: Rooms;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  made = [];
  failures = [];
  loading = async () => undefined;
  rooms = new Rooms({
    make: (draft) => roomOf(draft),
    failed: (draft, error) => failures.push(`${draft}: ${error instanceof Error ? error.message : "?"}`),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A room that writes down when it is made and closed, and closes when it is let. */
function roomOf(draft: string): LiveRoom {
  const room = new Room(draft, new MemoryLog());
  let letClose: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => {
    letClose = resolve;
  });
  const record = { draft, closed: false, letClose };
  made.push(record);
  room.load = () => loading();
  room.close = async () => {
    await allowed;
    record.closed = true;
  };
  return room;
}
const minute = () => vi.advanceTimersByTimeAsync(60_000);
const isOpen = () => [...rooms.open].map(({ draft }) => draft);

describe("rooms", () => {
  test("a room is loaded once, however many ask at the same time", async () => {
    const places = await Promise.all([rooms.enter("a"), rooms.enter("a"), rooms.enter("b")]);
    expect(places[0].place).toBe(places[1].place);
    expect(made.map(({ draft }) => draft)).toEqual(["a", "b"]);
  });

  test("it stays while somebody is in it, and is closed after a quiet minute", async () => {
    const first = await rooms.enter("a");
    const second = await rooms.enter("a");
    first.leave();
    first.leave(); // leaving twice is leaving once
    await minute();
    expect(isOpen()).toEqual(["a"]);
    second.leave();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(isOpen()).toEqual(["a"]);
    await minute();
    expect(isOpen()).toEqual([]);
  });

  test("who comes back within the minute finds the same room", async () => {
    const { place, leave } = await rooms.enter("a");
    leave();
    await vi.advanceTimersByTimeAsync(30_000);
    const again = await rooms.enter("a");
    await minute();
    expect([again.place === place, isOpen()]).toEqual([true, ["a"]]);
  });

  test("a draft is loaded again only when its former room has written what it held", async () => {
    (await rooms.enter("a")).leave();
    await minute();
    const again = rooms.enter("a");
    await vi.advanceTimersByTimeAsync(1);
    expect(made).toHaveLength(1);
    made[0]?.letClose();
    await again;
    expect(made).toHaveLength(2);
  });

  test("a failure to load is reported to who asks, and the next one tries again", async () => {
    loading = () => Promise.reject(new Error("the disk is gone"));
    await expect(rooms.enter("a")).rejects.toThrow("the disk is gone");
    expect(failures).toEqual(["a: the disk is gone"]);
    loading = async () => undefined;
    expect(await rooms.use("a", (_, place) => place.draft)).toBe("a");
  });

  test("[G4] who is sent away leaves nothing behind that is still to be carried out", async () => {
    const { place } = await rooms.enter("a");
    const revoked = vi.spyOn(place.room, "revoke");
    rooms.dismiss("a", "u", 4401, "your access was taken back");
    rooms.disperse("a", 1013, "the stage of the draft changed");
    rooms.dismiss("b", "v", 4401, "of another draft");
    expect(revoked.mock.calls).toEqual([["u"], []]);
  });

  test("work that fails leaves the room as it was, and lets go of it", async () => {
    const work = rooms.use("a", () => {
      throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    await minute();
    expect(isOpen()).toEqual([]);
  });

  test("closing all waits for all, and nothing is opened afterwards", async () => {
    await rooms.enter("a");
    await rooms.enter("b");
    let done = false;
    const closed = rooms.close().then(() => {
      done = true;
    });
    made[0]?.letClose();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toBe(false);
    made[1]?.letClose();
    await closed;
    expect(made.map(({ closed: is }) => is)).toEqual([true, true]);
    await expect(rooms.enter("a")).rejects.toThrow("the server is closing");
  });

  test("a room that cannot write does not keep the server from ending", async () => {
    await rooms.enter("a");
    const closed = rooms.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closed;
    expect(failures).toEqual(["a: the room could not write what it held"]);
  });
});
