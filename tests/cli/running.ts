/** The command line as a shell has it, and the same in this process; files for it in a folder that goes with the tests. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, vi } from "vitest";
import { main } from "../../src/cli/commands.ts";

export const PLENARY = fileURLToPath(new URL("../../src/cli/plenary.js", import.meta.url));
export const R130 = fileURLToPath(new URL("../../examples/resolution-130.json", import.meta.url));
export const R50 = fileURLToPath(new URL("../../examples/resolution-50.json", import.meta.url));
export const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command with `input` on its standard input, in a folder that is not the checkout. */
export function plenary(args: string[], input: string | Uint8Array = ""): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PLENARY, ...args], { cwd: tmpdir() });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdin.on("error", () => undefined); // a command that fails early does not read it
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/**
 * Runs the command in this process, which costs a hundredth: for all that is not about the process itself. It listens to
 * what belongs to the whole process, so one runs at a time.
 */
export async function called(args: string[]): Promise<Ran> {
  const said = { out: "", err: "" };
  const write = (data: string | Uint8Array, ...more: unknown[]) => {
    said.out += typeof data === "string" ? data : Buffer.from(data).toString();
    const written = more.at(-1);
    if (typeof written === "function") written();
    return true;
  };
  const out = vi.spyOn(process.stdout, "write").mockImplementation(write);
  const err = vi.spyOn(console, "error").mockImplementation((text) => void (said.err += `${String(text)}\n`));
  try {
    return { code: await main(args), ...said };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** A new folder, which is removed after the tests of this file. */
export function ownFolder() {
  const folder = mkdtempSync(join(tmpdir(), "plenary-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
  return { folder, path, put };
}

/** The lines with words in them, however they are set out. */
export const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");
