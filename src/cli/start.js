// `npm start`: installs and builds what is missing or out of date, then serves.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { builtFolder, isBuilt, root } from "../program/load.js";
import { install, modified, requireNode, run } from "./install.js";

/** What the app is built from. */
const sources = ["schema", "src", "vite.config.ts", "package-lock.json"];

/**
 * The newest change of a file, or at or below a folder; removals count (they touch the folder).
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  let time = modified(path);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return time;
  for (const name of readdirSync(path)) time = Math.max(time, newest(join(path, name)));
  return time;
}

async function build() {
  const built = modified(join(root, "dist/app/index.html"));
  if (built <= Math.max(...sources.map((path) => newest(join(root, path))))) await buildApp();
  if (!isBuilt(builtFolder())) await buildServer();
}

async function buildApp() {
  console.log("Building the app.");
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const code = await run(process.execPath, [vite, "build", "--logLevel", "warn"]);
  if (code === 0) return;
  console.error("plenary: the build failed, see above");
  process.exit(code);
}

async function buildServer() {
  console.log("Building the server.");
  const code = await run(process.execPath, [join(root, "src/program/build.js")]);
  if (code > 128) process.exit(code); // somebody ended it
  if (code !== 0)
    console.error("plenary: the server could not be built, see above; it starts without that, only slower");
}

requireNode();
process.chdir(root);
await install();
await build();
// In this process: signals and the exit code need no forwarding.
const serve = ["serve", "--port", process.env.PORT || "4400", "--data", "./data", ...process.argv.slice(2)];
process.argv.splice(1, process.argv.length, join(root, "src/cli/plenary.js"), ...serve);
await import("./plenary.js");
