// How the program's TypeScript is run: as it was built from these very sources, and where it was not, through tsx.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

/** The checkout's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where all builds lie, each in a folder of its own: a server that runs still finds what it loads later. */
export const builds = join(root, "dist/program");

/** What the program is built from; the app is built for itself. */
const sources = ["schema", "server", "src/cli", "src/collab", "src/formats", "src/program", "src/revision"];

/** The folder of what is built from the sources as they are now. Whatever changes in them, or their place, it is another one. */
export function builtFolder() {
  const hash = createHash("sha256").update(root);
  const add = (/** @type {string} */ path) => {
    const { mtimeNs, size } = statSync(path, { bigint: true });
    hash.update(`\n${path} ${mtimeNs} ${size}`);
  };
  const addFolder = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) addFolder(path);
      else add(path);
    }
  };
  for (const folder of sources) addFolder(join(root, folder));
  add(join(root, "package-lock.json"));
  return join(builds, hash.digest("hex").slice(0, 16));
}

/** Under this name a process tells its threads which build is theirs: the sources may change while a server runs. */
const BUILT = "plenary.built";

/**
 * Imports a module of the program, for an entry in plain JavaScript.
 * @param {"src/cli/main.ts" | "server/document-work.ts"} path
 */
export async function load(path) {
  const folder = String(getEnvironmentData(BUILT) ?? builtFolder());
  setEnvironmentData(BUILT, folder);
  const built = join(folder, `${basename(path, ".ts")}.js`);
  if (existsSync(built)) return import(pathToFileURL(built).href);
  const { register } = await import("tsx/esm/api");
  // Not the tsconfig.json of the folder that the command is called in.
  const tsconfig = join(root, "tsconfig.json");
  register({ tsconfig: existsSync(tsconfig) ? tsconfig : false });
  return import(pathToFileURL(join(root, path)).href);
}
