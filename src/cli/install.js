import { spawn } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { root } from "../program/load.js";

/** Ends the process with one line when Node is too old for the dependencies. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`plenary: needs Node 20.19 or newer, this is ${process.versions.node}`);
  process.exit(1);
}

/**
 * Milliseconds since 1970 of the last change of a file or folder; 0 when there is none.
 * @param {string} path
 */
export function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Runs a program in this terminal, passing signals on, and gives its exit code: 128 and the signal's number when a signal
 * ended it, as shells do.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    const end = () => signals.forEach((signal) => process.off(signal, forward));
    child.on("error", (error) => (end(), reject(error)));
    child.on(
      "exit",
      (code, signal) => (end(), resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal])),
    );
  });
}

/** Runs `npm install` when node_modules is missing or older than package-lock.json; ends the process when that fails. */
export async function install() {
  const stamp = join(root, "node_modules/.plenary");
  const installed = Math.max(modified(stamp), modified(join(root, "node_modules/.package-lock.json")));
  if (installed > 0 && installed >= modified(join(root, "package-lock.json"))) return;
  console.log(`Installing dependencies with npm install (node_modules is ${installed ? "out of date" : "missing"}).`);
  console.log("Where no prebuilt better-sqlite3 can be fetched it is compiled, which can take a minute or two.");
  const args = ["install", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args])
    : await run("npm", args, { shell: process.platform === "win32" });
  if (code !== 0) {
    console.error("plenary: npm install failed, see above");
    process.exit(code);
  }
  writeFileSync(stamp, "");
}
