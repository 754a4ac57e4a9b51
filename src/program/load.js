// How the program's TypeScript is run: as it was built from these very sources, and where it was not, through tsx.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, utimesSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

/** The checkout's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where all builds lie, each in a folder of its own: a server that runs still finds what it loads later. */
export const builds = join(root, "dist/program");

/** What the program is built from, and how; the app is built for itself. */
const sources = ["schema", "server", "src/cli", "src/collab", "src/formats", "src/program", "src/revision"];
const settings = "tsconfig.json";
/** Not what an editor keeps beside a file that is being written. */
const isSource = (/** @type {string} */ name) => /^[^.].*\.(ts|js|json)$/.test(name);

/** The folder of what is built from the sources as they are now: whatever changes in them, or in their place, changes it. */
export function builtFolder() {
  const hash = createHash("sha256").update(root);
  const add = (/** @type {string} */ path) => {
    const content = readFileSync(path);
    hash.update(`\n${path} ${content.length}\n`).update(content);
  };
  const addFolder = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) addFolder(path);
      else if (entry.isFile() && isSource(entry.name)) add(path);
    }
  };
  for (const folder of sources) addFolder(join(root, folder));
  if (existsSync(join(root, settings))) add(join(root, settings));
  return join(builds, hash.digest("hex").slice(0, 16));
}

/** @param {string} folder */
export const isBuilt = (folder) => existsSync(join(folder, "main.js"));

/** Under this name a process that runs a build tells its threads which: the sources may change while a server runs. */
const BUILT = "plenary.built";

/**
 * Imports a module of the program, for an entry in plain JavaScript.
 * @param {"src/cli/main.ts" | "server/document-work.ts"} path
 */
export async function load(path) {
  const begun = getEnvironmentData(BUILT);
  const folder = typeof begun === "string" ? begun : builtFolder();
  if (begun === undefined && !isBuilt(folder)) return loadSource(path);
  setEnvironmentData(BUILT, folder);
  markUsed(folder);
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(join(folder, `${basename(path, ".ts")}.js`)).href);
}

/** @param {string} path */
async function loadSource(path) {
  const { register } = await import("tsx/esm/api");
  // Not the tsconfig.json of the folder that the command is called in.
  const tsconfig = join(root, settings);
  register({ tsconfig: existsSync(tsconfig) ? tsconfig : false });
  return import(pathToFileURL(join(root, path)).href);
}

/** A build that nobody uses goes in time. @param {string} folder */
function markUsed(folder) {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // It may be another's.
  }
}
