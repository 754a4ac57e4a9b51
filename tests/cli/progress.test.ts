/** What the command line says of long work on a terminal. */
import { closeSync, openSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Terminal, during } from "../../src/cli/progress.ts";
import { ownFolder } from "./running.ts";

const { path } = ownFolder();

describe("long work", () => {
  const screen = path("screen");
  const shown = () => readFileSync(screen, "utf8");
  let terminal: Terminal;
  beforeEach(() => {
    terminal = { fd: openSync(screen, "w"), isTTY: true };
  });
  afterEach(() => closeSync(terminal.fd));
  /** Leaves the thread no time for anything else, until the screen shows something. */
  const untilShown = () => {
    const end = Date.now() + 30_000;
    while (shown() === "" && Date.now() < end);
    return "done";
  };
  const ERASE = "\r\u001b[K";

  test("says what it is and for how long, and takes that away at the end", async () => {
    expect(await during("reading a.docx", untilShown, { terminal, after: 10 })).toBe("done");
    expect(shown()).toBe(`${ERASE}reading a.docx … 1 s${ERASE}`);
  });

  test("that fails leaves no line either", async () => {
    const failing = during("reading a.docx", () => (untilShown(), Promise.reject(new Error("no"))), {
      terminal,
      after: 10,
    });
    await expect(failing).rejects.toThrow("no");
    expect(shown().endsWith(ERASE)).toBe(true);
  });

  test("that is short says nothing", async () => {
    expect(await during("reading", () => 7, { terminal, after: 60_000 })).toBe(7);
    expect(shown()).toBe("");
  });

  test("says nothing to what is no terminal", async () => {
    const began = Date.now();
    const busy = () => {
      while (Date.now() < began + 100);
    };
    await during("reading", busy, { terminal: { ...terminal, isTTY: false }, after: 0 });
    expect(shown()).toBe("");
  });

  test("a file's name is one line", async () => {
    await during("reading a\nb\u001b[2J", untilShown, { terminal, after: 10 });
    expect(shown()).toBe(`${ERASE}reading a b [2J … 1 s${ERASE}`);
  });
});
