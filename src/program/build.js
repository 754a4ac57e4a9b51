// Builds the program, unless it is built from these very sources: it starts in a third of the time that tsx needs.
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builds, builtFolder, isBuilt, root } from "./load.js";

/** Milliseconds after which a build that nobody has used goes. */
const UNUSED = 30 * 24 * 3600 * 1000;

/** A module knows what lies beside it by its own address, which stays that of its source. */
const ownAddress = {
  name: "own-address",
  transform: (/** @type {string} */ code, /** @type {string} */ id) =>
    code.includes("import.meta.url")
      ? { code: code.replaceAll("import.meta.url", () => JSON.stringify(pathToFileURL(id).href)), map: null }
      : undefined,
};

/** @param {string} outDir */
async function buildInto(outDir) {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    plugins: [ownAddress],
    ssr: { noExternal: ["kysely"] }, // it has 262 modules
    build: {
      ssr: true,
      target: "node20",
      outDir,
      sourcemap: true,
      rolldownOptions: {
        input: [join(root, "src/cli/main.ts"), join(root, "server/document-work.ts")],
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}

/** @param {string} staging @param {string} folder */
function putInPlace(staging, folder) {
  try {
    renameSync(staging, folder);
  } catch (error) {
    if (!isBuilt(folder)) throw error; // else another process was first
  }
}

function removeUnused() {
  for (const name of readdirSync(builds)) {
    try {
      const folder = join(builds, name);
      if (statSync(folder).mtimeMs < Date.now() - UNUSED) rmSync(folder, { recursive: true });
    } catch {
      // It is another's, or already gone.
    }
  }
}

const folder = builtFolder();
if (!isBuilt(folder)) {
  const staging = join(builds, `staging-${randomUUID()}`);
  mkdirSync(staging, { recursive: true });
  rmSync(folder, { recursive: true, force: true }); // one that has lost its files
  try {
    await buildInto(staging);
    if (builtFolder() === folder) putInPlace(staging, folder); // else the sources changed meanwhile
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  removeUnused();
}
