/** A connection that is open and carries nothing is made anew, while somebody waits for an answer. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SILENCE, Silence } from "../../src/app/silence.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

function open() {
  const done: string[] = [];
  const line = {
    shouldConnect: true,
    wsconnected: true,
    wsLastMessageReceived: Date.now(),
    disconnect: () => void done.push("disconnect"),
    connect: () => void done.push("connect"),
  };
  let waiting = true;
  const silence = new Silence(line, () => waiting);
  silence.watch();
  const wait = (now: boolean) => {
    waiting = now;
    silence.watch();
  };
  return { line, silence, done, wait };
}

test("after a while without any message, and not before", () => {
  const { line, done } = open();
  vi.advanceTimersByTime(SILENCE - 1);
  line.wsLastMessageReceived = Date.now(); // somebody else's words come: the line is sound
  vi.advanceTimersByTime(SILENCE - 1);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(["disconnect", "connect"]);
});

test("not when the answer came, nor when the copy was closed", () => {
  const [first, second] = [open(), open()];
  first.wait(false);
  second.silence.destroy();
  vi.advanceTimersByTime(10 * SILENCE);
  expect([...first.done, ...second.done]).toEqual([]);
});

test("the time counts from where an answer is due, however long nothing came before", () => {
  const { wait, done } = open();
  vi.advanceTimersByTime(SILENCE - 1);
  wait(false);
  vi.advanceTimersByTime(SILENCE);
  wait(true);
  vi.advanceTimersByTime(SILENCE - 1);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(["disconnect", "connect"]);
});

test("not when the server does not want us", () => {
  const { line, silence, done } = open();
  line.shouldConnect = false;
  silence.renew();
  expect(done).toEqual([]);
});
