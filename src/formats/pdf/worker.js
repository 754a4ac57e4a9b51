// The process that sets a PDF: a job on standard input as JSON, the file on standard output. Typst is native code that
// does not return before it is done, so it works in a process that can be killed. Plain JavaScript starts at once.
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { Missing, fontsFor, fromPackage } from "./fonts.js";

/** How the process ends, besides 0; standard error says which package is missing, or what Typst did not like. */
const EXIT = { missing: 3, refused: 4 };
/** Milliseconds between two looks at the memory. */
const WATCH = 20;
const TYPST = "@myriaddreamin/typst-ts-node-compiler";

if (isMainThread) await main();
else watchMemory(workerData);

async function main() {
  /** @type {{ template: string; draft: string; scripts: string[]; bytes: number }} */
  const job = JSON.parse(await text(process.stdin));
  const watch = new Worker(new URL(import.meta.url), { workerData: job.bytes });
  try {
    process.stdout.write(typeset(job));
  } catch (error) {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof Missing ? EXIT.missing : EXIT.refused;
  } finally {
    await watch.terminate();
  }
}

/**
 * The file for universal accessibility (PDF/UA-1); only tagged where the text forbids that, for instance by a sign that no
 * typeface has.
 * @param {{ template: string; draft: string; scripts: string[] }} job
 * @returns {Buffer}
 */
function typeset({ template, draft, scripts }) {
  const { NodeCompiler } = fromPackage(TYPST, (require) => require(TYPST));
  // No file is there to be read: the folder does not exist. For scripts that none of our typefaces has Typst looks for one
  // among the machine's.
  const workspace = fileURLToPath(new URL("none", import.meta.url));
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fontsFor(scripts) }] });
  const compiled = compiler.compile({ mainFileContent: template, inputs: { draft } });
  if (compiled.hasError()) throw new Error(compiled.takeError().shortDiagnostics[0]?.message);
  try {
    return compiler.pdf(compiled.result, { pdfStandard: "ua-1" });
  } catch {
    return compiler.pdf(compiled.result, { pdfStandard: "1.7" });
  }
}

/**
 * Ends the process when it has become too large. The limits that Node knows are for JavaScript's memory, not for Typst's.
 * @param {number} bytes
 */
function watchMemory(bytes) {
  setInterval(() => {
    if (process.memoryUsage.rss() > bytes) process.kill(process.pid, "SIGKILL");
  }, WATCH);
}
