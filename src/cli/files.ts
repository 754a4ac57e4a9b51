/** Files of the command line: `-` is standard input or output, and an output file is there whole or not at all. */
import { readFile as bytesIn, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DraftFile } from "../../schema/index.ts";
import { READABLE, cannotRead, read } from "../formats/formats.ts";
import { formatByContent, formatOf } from "../formats/recognise.ts";
import { FILE_BYTES, type Finding, type ReadOptions, plain } from "../formats/result.ts";
import { invalid, usage } from "./problem.ts";
import { during } from "./progress.ts";

/** A file's name in a message: one line, whatever it is called. */
export const nameOf = (file: string): string => (file === "-" ? "standard input" : plain(file, 200));

/** The draft in a file; what its reader noticed is said. */
export async function readDraft(command: string, file: string, format?: string): Promise<DraftFile> {
  const { draft, findings } = await readFile(file, format);
  sayFindings(command, file, findings);
  return draft;
}

/** Lists on standard error what of a file was simplified or settled. */
export function sayFindings(command: string, file: string, findings: readonly Finding[]): void {
  for (const { place, message } of findings)
    console.error(`plenary ${command}: ${nameOf(file)}: ${plain(place, 200)}: ${plain(message, 300)}`);
}

/**
 * The draft in a file, with what its reader noticed. `format` overrides the extension; without either the content says
 * what it is.
 */
export async function readFile(
  file: string,
  format?: string,
  whose: ReadOptions = {},
): Promise<{ draft: DraftFile; findings: readonly Finding[] }> {
  if (format !== undefined && !READABLE.includes(format)) throw usage(`format ${cannotRead(format)}`);
  const data = await bytesOf(file);
  const chosen = format ?? (file === "-" ? null : formatOf(file)) ?? formatByContent(data);
  if (!READABLE.includes(chosen)) throw invalid(`${nameOf(file)}: format: ${cannotRead(chosen)}`);
  const result = await during(`reading ${nameOf(file)}`, () => read(chosen, data, whose));
  if (!result.ok) throw invalid(`${nameOf(file)}: ${result.place}: ${result.message}`);
  return result;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    if (file === "-") return await standardInput();
    if ((await stat(file)).size > FILE_BYTES) throw invalid(`${nameOf(file)}: file: larger than ${FILE_BYTES} bytes`);
    return await bytesIn(file);
  } catch (error) {
    throw systemProblem(error, file, "be read");
  }
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > FILE_BYTES) throw invalid(`standard input: file: larger than ${FILE_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const REASONS: Record<string, string> = {
  ENOENT: "no such file or folder",
  EISDIR: "is a folder",
  ENOTDIR: "part of the path is not a folder",
  EACCES: "not permitted",
  EPERM: "not permitted",
  ENOSPC: "no space left",
  EROFS: "read-only",
};

/** A failure of the file system as a problem; anything else as it is. */
function systemProblem(error: unknown, file: string, what: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code !== "string" ? error : invalid(`${nameOf(file)}: cannot ${what}: ${REASONS[code] ?? code}`);
}

/** Writes a command's result to a file, or to standard output for `-` and for nothing. */
export async function writeOutput(file: string | undefined, data: string | Uint8Array): Promise<void> {
  if (file === undefined || file === "-") return writeStandardOutput(data);
  try {
    await writeWhole(file, data);
  } catch (error) {
    throw systemProblem(error, file, "be written");
  }
}

/** Writes beside the target and renames, so that nobody ever reads half a file and a failure leaves the old one. */
async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  const existing = await stat(file).catch(() => null);
  // A pipe or a device such as /dev/null is written into: renaming would put a file in its place.
  if (existing !== null && !existing.isFile()) return writeFile(file, data);
  const target = existing === null ? file : await realpath(file);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 50)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, data, { flag: "wx", ...(existing === null ? {} : { mode: existing.mode & 0o777 }) });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function writeStandardOutput(data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => {
      // The reader has what it wanted (`| head`): that is no failure.
      if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") reject(error);
      else resolve();
    });
  });
}
