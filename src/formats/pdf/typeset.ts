/** Sets a print with Typst, in a process of its own that is killed when it takes too long or grows too large. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { WriteFailure, plain } from "../result.ts";
import type { Print } from "./print.ts";
import { Turns } from "../turns.ts";

export interface Limits {
  milliseconds: number;
  /** Of the whole process. */
  bytes: number;
  worker: URL;
}
const LIMITS: Limits = {
  // A server's thread for documents is ended after 20 s, and could not end this process then.
  milliseconds: isMainThread ? 60_000 : 15_000,
  bytes: 2 * 1024 ** 3,
  worker: new URL("./worker.js", import.meta.url),
};
const TEMPLATE = new URL("./template.typ", import.meta.url);
/** How the worker says that a package is not installed. */
const MISSING = 3;

/** Two processes keep two cores busy; who would wait longer than twenty others is better told so. */
const turns = new Turns(2, 20);

/** The bytes of the file. Throws a `WriteFailure` where there is none. */
export async function typeset(print: Print, limits: Partial<Limits> = {}): Promise<Uint8Array> {
  const result = await turns.take(() => run(print, { ...LIMITS, ...limits }));
  if (result === null) throw new WriteFailure("unavailable", "too many PDFs are being made: try again in a moment");
  return result;
}

let template: string | null = null;

function run(print: Print, { milliseconds, bytes, worker }: Limits): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    template ??= readFileSync(TEMPLATE, "utf8");
    const job = JSON.stringify({ template, draft: JSON.stringify(print), scripts: print.scripts, bytes });
    // Nothing of this process's surroundings is the worker's business. Windows starts no program without its root.
    const { SystemRoot } = process.env;
    const child: ChildProcess = spawn(process.execPath, ["--max-old-space-size=256", fileURLToPath(worker)], {
      env: SystemRoot === undefined ? {} : { SystemRoot },
      windowsHide: true,
    });
    // Nobody else would catch it. Where no file can be opened any more, there are no pipes either.
    child.on("error", ({ message }) =>
      reject(new WriteFailure("unavailable", `the PDF cannot be begun: ${plain(message)}`)),
    );
    const { stdin, stdout, stderr } = child;
    if (!stdin || !stdout || !stderr) return;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, milliseconds);
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    stdout.on("data", (chunk: Buffer) => out.push(chunk));
    stderr.on("data", (chunk: Buffer) => said.push(chunk));
    // A worker that ends before it has read its job says why by its exit code.
    stdin.on("error", () => undefined);
    stdin.end(job);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const file = Buffer.concat(out);
      // Typst's threads now and then fail while their process ends, when the file is out: what is whole counts.
      if (code === 0 || (!isLate && isWhole(file))) return resolve(new Uint8Array(file));
      const words = plain(Buffer.concat(said).toString(), 200);
      if (code === MISSING)
        reject(new WriteFailure("unavailable", `a PDF of this text needs ${words}: npm install ${words}`));
      else if (isLate) reject(new WriteFailure("internal", `the PDF took longer than ${milliseconds / 1000} s`));
      else if (signal !== null && signal !== "SIGKILL")
        reject(new WriteFailure("internal", `the PDF could not be made: the process ended with ${signal}`));
      else if (signal !== null) reject(new WriteFailure("internal", "the PDF needs more memory than it may have"));
      else reject(new WriteFailure("internal", `the PDF could not be made: ${words}`));
    });
  });
}

/** A PDF begins with its version and ends with a mark (PDF 1.7, 7.5). */
const isWhole = (file: Buffer): boolean =>
  file.toString("latin1", 0, 5) === "%PDF-" &&
  file
    .toString("latin1", file.length - 16)
    .trimEnd()
    .endsWith("%%EOF");
