// The thread that reads and writes documents: plain JavaScript that lets Node run the TypeScript of document-work.ts.
import { parentPort } from "node:worker_threads";
import { load } from "../src/program/load.js";

/** @type {typeof import("./document-work.ts")} */
const { perform } = await load("server/document-work.ts");
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
