/**
 * What takes long says on a terminal what it is at, and for how long. Reading and writing leave this thread no time for
 * that, so another one writes the line; it is taken away at the end. Whoever is no terminal is told nothing.
 */
import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { plain } from "../formats/result.ts";

export interface Terminal {
  fd: number;
  isTTY: boolean;
}
/** `after` is how long work may take in silence, in milliseconds. */
export interface Patience {
  terminal?: Terminal;
  after?: number;
}

const AFTER = 1000;
const ERASE = "\r\x1b[K";

/** Runs in the other thread: waits for the end of the work, and each second writes the line. */
const CLOCK = `
const { writeSync } = require("node:fs");
const { workerData: { fd, what, after, state } } = require("node:worker_threads");
const begun = Date.now();
let wait = after;
while (Atomics.wait(state, 0, 0, wait) === "timed-out") {
  writeSync(fd, ${JSON.stringify(ERASE)} + what + " … " + Math.max(1, Math.round((Date.now() - begun) / 1000)) + " s");
  Atomics.store(state, 1, 1);
  wait = 1000;
}
`;

/** Does work, and says what it is when it takes long. */
export async function during<T>(
  what: string,
  work: () => T | Promise<T>,
  { terminal = { fd: 2, isTTY: process.stderr.isTTY === true }, after = AFTER }: Patience = {},
): Promise<T> {
  if (!terminal.isTTY) return work();
  /** Whether the work is done, and whether a line was written. */
  const state = new Int32Array(new SharedArrayBuffer(8));
  const clock = new Worker(CLOCK, { eval: true, workerData: { fd: terminal.fd, what: plain(what, 70), after, state } });
  clock.unref();
  const ended = new Promise((resolve) => clock.once("exit", resolve));
  try {
    return await work();
  } finally {
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    clock.ref();
    await ended; // it writes nothing any more
    if (Atomics.load(state, 1) === 1) writeSync(terminal.fd, ERASE);
  }
}
