/** R4: whatever a reader takes and a client asks for, what waits for it and what it costs is bounded; who keeps up is not troubled. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Outflow } from "../../server/outflow.ts";
import { LIMIT } from "../../src/collab/protocol.ts";
import { RUNS } from "../laws/generators.ts";
import { same } from "../same.ts";
import { VECTOR, connect, words } from "./script.ts";
import { client } from "./wire.ts";

const MIB = 1024 * 1024;

/** A socket of which nothing goes out but what its reader takes. */
class Pipe {
  readonly OPEN = 1;
  readyState = 1 as const;
  bufferedAmount = 0;
  sent = 0;
  send(bytes: Uint8Array): void {
    this.bufferedAmount += bytes.length;
    this.sent++;
  }
}

test("[R4] what waits for a slow reader is bounded, and only one that is too slow is sent away", () => {
  const frames = [0.01, 1, 3, 20].map((mib) => new Uint8Array(mib * MIB));
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ send: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ take: fc.integer({ min: 0, max: 6 * MIB }) }) },
  );
  let [slow, quick] = [0, 0];
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 5, maxLength: 60, size: "max" }), (large, steps) => {
      const pipe = new Pipe();
      let ends = 0;
      const outflow = new Outflow(pipe as never, () => ends++);
      let largest = 0;
      let due = false;
      // A first answer may be larger than what counts as too much.
      for (const one of [...(large ? [{ send: 3 }] : []), ...steps]) {
        if ("take" in one) pipe.bufferedAmount = Math.max(0, pipe.bufferedAmount - one.take);
        else {
          const frame = frames[one.send]!;
          const { bufferedAmount: waiting, sent } = pipe;
          largest = Math.max(largest, frame.length);
          due ||= waiting > LIMIT.bufferedBytes + largest;
          outflow.send(frame);
          same(pipe.sent, due ? sent : sent + 1);
        }
        same(pipe.bufferedAmount <= LIMIT.bufferedBytes + 2 * largest, true);
        same(ends, due ? 1 : 0);
      }
      if (due) slow++;
      else quick++;
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(slow, quick)).toBeGreaterThan(RUNS / 20);
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("[R4] what a client may ask and say is bounded over any time, and who stays below it is served", () => {
  const kinds = ["step1", "queryAwareness", "update", "large"] as const;
  const step = fc.record({
    wait: fc.nat(1500),
    kind: fc.constantFrom(...kinds),
    times: fc.integer({ min: 1, max: 30 }),
  });
  let [sentAway, served] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const { say, room, closed } = connect();
      room.receive = () => void room.calls.push(["receive"]); // without what it was, which is large
      say(client.step1(VECTOR));
      const begin = Date.now();
      const taken = { requests: 1, messages: 1, bytes: 0 };
      // What may be left of each allowance, reckoned apart from the server.
      const left = { requests: 19, messages: LIMIT.messagesPerSecond - 1, bytes: 8 * MIB };
      let due = false;
      for (const { wait, kind, times } of steps) {
        vi.advanceTimersByTime(wait);
        left.requests = Math.min(20, left.requests + wait / 1000);
        left.messages = Math.min(LIMIT.messagesPerSecond, left.messages + (wait * LIMIT.messagesPerSecond) / 1000);
        left.bytes = Math.min(8 * MIB, left.bytes + (wait * MIB) / 1000);
        const asks = kind === "step1" || kind === "queryAwareness";
        const message =
          kind === "step1"
            ? client.step1(VECTOR)
            : kind === "queryAwareness"
              ? client.queryAwareness()
              : client.update(kind === "large" ? new Uint8Array(MIB / 2) : words(1));
        for (let i = 0; i < times; i++) {
          due ||= left.messages < 1 || left.bytes < message.length || (asks && left.requests < 1);
          say(message);
          if (!due) {
            left.messages--;
            left.bytes -= message.length;
            taken.messages++;
            taken.bytes += message.length;
            if (asks) {
              left.requests--;
              taken.requests++;
            }
          }
          same(closed.length > 0, due);
        }
      }
      for (const [code] of closed) expect(code).toBe(1013);
      const seconds = (Date.now() - begin) / 1000;
      const answers = room.calls.filter(([call]) => call === "answer").length;
      const updates = room.calls.filter(([call]) => call === "receive").length;
      expect(answers).toBeLessThanOrEqual(20 + seconds);
      expect(updates + answers).toBeLessThanOrEqual(LIMIT.messagesPerSecond * (1 + seconds));
      expect(taken.bytes).toBeLessThanOrEqual(8 * MIB + seconds * MIB);
      if (due) sentAway++;
      else served++;
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(sentAway, served)).toBeGreaterThan(RUNS / 20);
});
