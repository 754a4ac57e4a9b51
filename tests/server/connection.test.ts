/** What a connection takes, asks and tells, message by message. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LIMIT } from "../../src/collab/protocol.ts";
import { EMPTY, VECTOR, connect, joined, words } from "./script.ts";
import { type State, client } from "./wire.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("synchronising", () => {
  test("step 1 is answered with what is missing, then the room is joined, then the client is asked", () => {
    const { say, news, room } = connect();
    say(client.step1(VECTOR));
    expect(news()).toEqual([
      { type: "step2", payload: words(9, 9) },
      { type: "step1", payload: VECTOR },
    ]);
    expect(room.calls).toEqual([["answer", [0]], ["connect"]]);
  });

  test("a later step 1 is answered alone: the room is joined once", () => {
    const { say, types, room } = joined();
    say(client.step1(VECTOR));
    expect(types()).toEqual(["step2"]);
    expect(room.calls).toEqual([["answer", [0]]]);
  });

  test("updates and the content of step 2 go to the room in order", () => {
    const { say, room } = connect();
    say(client.step1(VECTOR));
    say(client.update(words(1, 2)));
    say(client.step2(words(3)));
    expect(room.calls.slice(2).map((call) => call[1])).toEqual([[1, 2], [3]]);
  });

  test("a step 2 that holds nothing does not trouble the room", () => {
    const { say, room } = connect();
    say(client.step1(VECTOR));
    say(client.step2(EMPTY));
    expect(room.calls.filter(([call]) => call === "receive")).toEqual([]);
  });

  test("entries go out as updates, and nothing after the end", () => {
    const { connection, news, room } = joined();
    room.entriesTo(connection, 8);
    expect(news()).toEqual([{ type: "update", payload: words(8) }]);
    connection.gone();
    room.entriesTo(connection, 9);
    connection.durable(1, 9);
    expect(news()).toEqual([]);
    expect(room.calls).toEqual([["disconnect"]]);
  });

  test("an observer synchronises as everybody does", () => {
    const { say, types, room } = connect({ role: "observer" });
    say(client.step1(VECTOR));
    say(client.step2(words(5)));
    expect(types()).toEqual(["step2", "step1"]);
    expect(room.calls.at(-1)).toEqual(["receive", [5], 0, "seen 3"]); // the room refuses it when it has an effect
  });
});

describe("[R1] while a turn is running", () => {
  test("step 1 is answered when it is over, and what came meanwhile is taken in order after that", () => {
    const { say, types, room } = connect();
    room.waiting = [];
    say(client.step1(VECTOR));
    say(client.update(words(1)));
    say(client.step2(words(2)));
    expect([types(), room.calls]).toEqual([[], []]);
    room.rest();
    expect(types()).toEqual(["step2", "step1"]);
    expect(room.calls.map(([call, update]) => [call, update])).toEqual([
      ["answer", [0]],
      ["connect", undefined],
      ["receive", [1]],
      ["receive", [2]],
    ]);
  });

  test("no question is asked, and one that waits is asked once", () => {
    const { say, types, room, connection } = joined();
    say(client.update(words(1)));
    vi.advanceTimersByTime(1000);
    room.waiting = [];
    for (let seq = 8; seq < 12; seq++) room.entriesTo(connection, seq);
    expect(types()).toEqual(["update", "update", "update", "update"]);
    room.rest();
    expect(types()).toEqual(["step1"]);
    say(client.step2(EMPTY));
    expect(connection.seen).toBe(11); // all that was sent before the question
  });

  test("a client that goes meanwhile is not joined, and one that says too much is sent away", () => {
    const { say, room, connection } = connect();
    room.waiting = [];
    say(client.step1(VECTOR));
    connection.gone();
    room.rest();
    expect(room.calls).toEqual([["disconnect"]]);

    const other = connect();
    other.room.waiting = [];
    other.say(client.step1(VECTOR));
    for (let i = 0; i < 9; i++) {
      vi.advanceTimersByTime(1000);
      other.say(client.update(new Uint8Array(1_000_000)));
    }
    expect(other.closed).toEqual([[1013, "too much is waiting"]]);
  });
});

test("a draft that changed otherwise than in its text is told to those who know the message", () => {
  const [ours, stock] = [joined({ acks: true }), joined()];
  for (const { connection, news } of [ours, stock]) {
    news();
    connection.draftChanged();
  }
  expect([ours.news(), stock.news()]).toEqual([[{ type: "draftChanged" }], []]);
});

describe("[G3] what a client with acks has seen is what it states", () => {
  test("message 101 counts for the update after it", () => {
    const { say, room, connection } = joined({ acks: true });
    expect(connection.seen).toBe(0);
    say(client.seen(5, 1));
    say(client.update(words(1)));
    say(client.seen(7, 2));
    say(client.update(words(2)));
    expect(room.calls).toEqual([
      ["receive", [1], 1, "seen 5"],
      ["receive", [2], 2, "seen 7"],
    ]);
  });

  test("it never goes back, nor beyond what was sent", () => {
    const { say, connection, room } = joined({ acks: true });
    say(client.seen(6, 1));
    say(client.seen(2, 2));
    expect(connection.seen).toBe(6);
    say(client.seen(1000, 3));
    expect(connection.seen).toBe(7);
    room.entriesTo(connection, 12);
    say(client.seen(1000, 4));
    expect(connection.seen).toBe(12);
  });

  test("the position that comes with message 100 was sent, too", () => {
    const { say, connection, news } = joined({ acks: true });
    connection.durable(4, 20);
    expect(news()).toEqual([{ type: "durable", seq: 20, n: 4 }]);
    say(client.seen(20, 1));
    expect(connection.seen).toBe(20);
  });

  test("it is not asked after frames, and answers prove nothing", () => {
    const { say, connection, types, room } = joined({ acks: true });
    say(client.update(words(1)));
    room.entriesTo(connection, 8);
    vi.advanceTimersByTime(60_000);
    expect(types()).toEqual(["update", "durable"]);
    say(client.step2(EMPTY));
    expect(connection.seen).toBe(0);
  });

  test("it is told its position after every frame, also when it only reads, and first after the question of the server", () => {
    const { say, connection, types, room } = connect({ acks: true });
    say(client.step1(VECTOR));
    expect(types()).toEqual(["step2", "step1", "durable"]); // its answer was written before it saw the position
    room.entriesTo(connection, 8);
    expect(types()).toEqual(["update", "durable"]);
  });

  test("an update without a number shares the last one, and an announced one is given even when empty", () => {
    const { say, room } = joined({ acks: true });
    say(client.update(words(1)));
    say(client.seen(0, 5));
    say(client.update(EMPTY));
    say(client.update(words(2)));
    expect(room.calls.map(([, update, n]) => [update, n])).toEqual([
      [[1], 0],
      [[0, 0], 5],
      [[2], 5],
    ]);
  });
});

describe("[G3] what a stock client has seen is what it proves", () => {
  test("its first state vector counts, then its first answer, but not for what the answer carries", () => {
    const { say, connection, room } = connect();
    say(client.step1(VECTOR));
    expect(connection.seen).toBe(3);
    say(client.update(words(1)));
    say(client.step2(words(2)));
    expect(connection.seen).toBe(7);
    say(client.update(words(3)));
    expect(room.calls.slice(2)).toEqual([
      ["receive", [1], 0, "seen 3"],
      ["receive", [2], 0, "seen 3"],
      ["receive", [3], 0, "seen 7"],
    ]);
  });

  test("entries that were merely sent are not seen", () => {
    const { say, connection, room } = joined();
    say(client.update(words(1)));
    room.entriesTo(connection, 8);
    say(client.update(words(2)));
    expect(room.calls).toEqual([
      ["receive", [1], 0, "seen 7"],
      ["receive", [2], 0, "seen 7"],
    ]);
  });

  test("after frames a client that writes is asked, a few times a second at most", () => {
    const { say, connection, types, room } = joined();
    say(client.update(words(1)));
    vi.advanceTimersByTime(1000);
    for (let seq = 8; seq < 12; seq++) room.entriesTo(connection, seq);
    expect(types()).toEqual(["update", "step1", "update", "update", "update"]);
    say(client.step2(EMPTY));
    expect(connection.seen).toBe(8); // what was sent before the question, not after it
    expect(types()).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(types()).toEqual(["step1"]);
    say(client.step2(EMPTY));
    expect(connection.seen).toBe(11);
    vi.advanceTimersByTime(60_000);
    expect(types()).toEqual([]); // nothing is new
  });

  test("a client that does not answer is not asked again", () => {
    const { say, connection, types, room } = joined();
    say(client.update(words(1)));
    vi.advanceTimersByTime(1000);
    for (let seq = 8; seq < 30; seq++) {
      room.entriesTo(connection, seq);
      vi.advanceTimersByTime(1000);
    }
    expect(types().filter((type) => type === "step1")).toHaveLength(1);
    expect(connection.seen).toBe(7);
  });

  test("a client that only reads is asked seldom, and an observer never", () => {
    for (const [role, questions] of [
      ["delegate", 2],
      ["observer", 0],
    ] as const) {
      const { say, connection, types, room } = joined({ role });
      let asked = 0;
      for (let seq = 8; seq < 28; seq++) {
        vi.advanceTimersByTime(500);
        room.entriesTo(connection, seq);
        const now = types().filter((type) => type === "step1").length;
        for (let i = 0; i < now; i++) say(client.step2(EMPTY));
        asked += now;
      }
      expect(asked).toBe(questions);
    }
  });

  test("answers to questions never asked prove nothing", () => {
    const { say, connection, room } = joined();
    room.entriesTo(connection, 8);
    for (let i = 0; i < 5; i++) say(client.step2(EMPTY));
    expect(connection.seen).toBe(7);
  });

  test("no timer is left behind", () => {
    const { say, connection, room } = joined();
    say(client.update(words(1)));
    room.entriesTo(connection, 8);
    connection.gone();
    vi.advanceTimersByTime(100); // the presence that goes with it
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("garbage is refused with a reason, and never skipped", () => {
  const state = (value: unknown): State => ({ client: 1, clock: 1, state: value });
  const cases: [what: string, bytes: Uint8Array, reason: RegExp][] = [
    ["nothing", client.raw(), /^an empty message$/],
    ["a varint without end", client.raw(255, 255), /cut short/],
    ["a message cut short", client.update(words(1, 2, 3)).slice(0, -1), /cut short/],
    ["bytes after a message", client.raw(3, 0), /^1 bytes too many/],
    ["a type that nobody knows", client.raw(42), /^unknown message type 42$/],
    ["y-websocket's permission denied", client.raw(2, 0, 0), /^unknown message type 2$/],
    ["a sync message that nobody knows", client.raw(0, 7, 0), /^unknown sync message 7$/],
    ["the server's message 100", client.raw(100, 1, 1), /^message 100 is the server's/],
    ["the server's message 102", client.raw(102), /^message 102 is the server's/],
    ["message 101 without acks", client.seen(1, 1), /^message 101 without acks=1$/],
    ["a state vector that is none", client.step1(words(5, 1)), /^a state vector/],
    [
      "an update that is too large",
      client.update(new Uint8Array(LIMIT.updateBytes + 1)),
      /^an update of 1048577 bytes/,
    ],
    ["presence that is no update", client.raw(1, 2, 9, 9), /^presence cannot be read$/],
    ["presence that is no JSON", client.awareness(state("{")), /^presence is no JSON$/],
    ["presence that is no object", client.awareness(state([1])), /^presence is no JSON object$/],
    ["presence that is too large", client.awareness(state({ x: "é".repeat(3000) })), /^presence of 6008 bytes/],
    [
      "presence of too many clients",
      client.awareness(...Array.from({ length: 9 }, (_, i) => ({ client: i, clock: 1, state: {} }))),
      /too many clients/,
    ],
  ];
  test.each(cases)("%s", (_, bytes, reason) => {
    const { say, closed, room } = joined();
    say(bytes);
    expect(closed).toEqual([[4403, expect.stringMatching(reason)]]);
    say(client.update(words(1)));
    expect(closed).toHaveLength(1);
    expect(room.calls).toEqual([["disconnect"]]);
  });

  test("an update before step 1", () => {
    const { say, closed } = connect();
    say(client.update(words(1)));
    expect(closed).toEqual([[4403, "an update before sync step 1"]]);
  });

  test("numbers of updates that go back", () => {
    const { say, closed } = joined({ acks: true });
    say(client.seen(1, 5));
    say(client.seen(1, 4));
    expect(closed).toEqual([[4403, "update number 4 after 5"]]);
  });

  test("any bytes at all end in a reason or are a message; nothing is thrown", () => {
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let i = 0; i < 3000; i++) {
      const { connection, closed } = joined({ acks: i % 2 === 0 });
      const first = [0, 1, 3, 101, Math.floor(random() * 256)][i % 5]!;
      const rest = Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() * 256));
      connection.message(client.raw(first, ...rest));
      for (const [code, reason] of closed) expect([code, reason.length > 5]).toEqual([4403, true]);
    }
  });
});

describe("limits", () => {
  test("more messages than a second allows end the connection with 1013", () => {
    const { say, closed } = joined();
    for (let i = 0; i < LIMIT.messagesPerSecond + 1; i++) say(client.update(words(1)));
    expect(closed).toEqual([[1013, "too many messages at once"]]);
  });

  test("the same number over a longer time is welcome", () => {
    const { say, closed } = joined();
    for (let i = 0; i < 3 * LIMIT.messagesPerSecond; i++) {
      vi.advanceTimersByTime(6);
      say(client.update(words(1)));
    }
    expect(closed).toEqual([]);
  });

  test("so are their bytes: an update of the largest size now and then, not one after the other", () => {
    const { say, closed, room } = joined();
    room.receive = () => undefined; // it writes down what it receives, which is large
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(2000);
      say(client.update(new Uint8Array(LIMIT.updateBytes)));
    }
    expect(closed).toEqual([]);
    for (let i = 0; i < 20; i++) say(client.update(new Uint8Array(LIMIT.updateBytes)));
    expect(closed).toEqual([[1013, "too many bytes at once"]]);
  });

  test("sync requests are bounded on their own, each costs the room an encoding", () => {
    const { say, closed } = joined();
    for (let i = 0; i < 25; i++) say(client.step1(VECTOR));
    expect(closed).toEqual([[1013, "too many sync requests"]]);
  });

  test("so are questions for presence, each costs an encoding of all states", () => {
    const { say, closed } = joined();
    for (let i = 0; i < 25; i++) say(client.queryAwareness());
    expect(closed).toEqual([[1013, "too many sync requests"]]);
  });

  test("a member whose share of the server's time is used up gets no answer, but comes back", () => {
    const { say, closed, room, types } = joined();
    room.busy.add("m1");
    say(client.step1(VECTOR));
    expect([closed, types()]).toEqual([[[1013, "too much work at once, come back in a moment"]], []]);
    expect(room.calls).toEqual([["disconnect"]]);
  });

  test("the room can end the connection, once", () => {
    const { connection, closed, room } = joined();
    connection.close(4403, "rebuild");
    connection.close(1013, "again");
    expect(closed).toEqual([[4403, "rebuild"]]);
    expect(room.calls).toEqual([["disconnect"]]);
  });

  test("a silent connection gets a sign of life, a busy one needs none", () => {
    const { connection, types, room } = joined();
    connection.keepAlive(); // the sign that what was sent before is forgotten
    connection.keepAlive();
    expect(types()).toEqual(["awareness"]);
    room.entriesTo(connection, 8);
    connection.keepAlive();
    expect(types()).toEqual(["update"]);
  });
});
