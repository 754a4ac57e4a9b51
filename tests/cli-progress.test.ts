/** What the command line says of long work on a terminal, and the list of proposals that it writes. */
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { main } from "../src/cli/commands.ts";
import { type Terminal, during } from "../src/cli/progress.ts";
import { read, writeJson } from "../src/formats/index.ts";
import { draft, fileOf, ins, item } from "./schema/draft.ts";

const folder = mkdtempSync(join(tmpdir(), "plenary-progress-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

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

describe("plenary export --proposals", () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  });
  afterEach(() => vi.restoreAllMocks());

  const tabled = {
    ...fileOf(draft(item("that all ", ins("USA:1", "good ")), item("that ", ins("F:1", "some "), "do"))),
    proposals: {
      "USA/1/1": { kind: "MOD", title: "", reasons: "Because.", sponsors: ["USA"], state: "pending" },
      "F/2/1": { kind: "ADD", title: "", reasons: "", sponsors: ["F"], state: "pending" },
    },
  };
  const changes = {
    "USA:1": { delegation: "USA", by: "", time: "", proposal: "USA/1/1" },
    "F:1": { delegation: "F", by: "", time: "", proposal: "F/2/1" },
  };
  const file = path("tabled.json");
  writeFileSync(file, writeJson({ ...tabled, changes } as never));
  const plain = path("plain.json");
  writeFileSync(plain, writeJson(fileOf(draft(item("that all do")))));

  test("writes them one to a page, for Word", async () => {
    const list = path("list.docx");
    expect(await main(["export", file, "--proposals", "-o", list])).toBe(0);
    const result = await read("docx", new Uint8Array(readFileSync(list)));
    const text = result.ok ? result.draft.ops.map(({ insert }) => insert).join("") : result.message;
    expect(text).toContain("USA/1/1");
    expect(text).toContain("good");
    expect(text).toContain("F/2/1");
  });

  test.each([
    [["--proposals", "--view", "final"], 2, /no --view of them/],
    [["--proposals", "-o", path("list.txt")], 2, /written as docx only/],
  ])("%j is refused", async (args, code, message) => {
    expect(await main(["export", file, ...args])).toBe(code);
    expect(said.join("\n")).toMatch(message);
    expect(existsSync(path("list.txt"))).toBe(false);
  });

  test("of a draft without any says so, and writes nothing", async () => {
    expect(await main(["export", plain, "--proposals", "-o", path("none.docx")])).toBe(3);
    expect(said).toEqual([`plenary export: ${plain}: proposals: there are none`]);
    expect(readdirSync(folder).filter((name) => name.includes("none"))).toEqual([]);
  });
});
