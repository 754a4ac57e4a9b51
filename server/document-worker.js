// The thread that reads and writes documents: plain JavaScript that lets Node read the TypeScript of document-work.ts.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

const tsconfig = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
register({ tsconfig: existsSync(tsconfig) ? tsconfig : false });
const { perform } = await import("./document-work.ts");

const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
port.on("message", async (task) => {
  const begin = (/** @type {string} */ file) => port.postMessage({ kind: "begun", file });
  try {
    port.postMessage({ kind: "done", result: await perform(task, begin) });
  } catch (error) {
    port.postMessage({ kind: "failed", error });
  }
});
port.postMessage({ kind: "ready" });
