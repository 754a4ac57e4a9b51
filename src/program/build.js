// Builds the program, unless it is built from these very sources: it starts in a third of the time that tsx needs.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builds, builtFolder, root } from "./load.js";

/** Milliseconds after which nobody is thought to run an older build any more. */
const OLD = 30 * 24 * 3600 * 1000;

/** A module knows what lies beside it by its own address, which stays that of its source. */
const ownAddress = {
  name: "own-address",
  transform: (/** @type {string} */ code, /** @type {string} */ id) =>
    code.includes("import.meta.url")
      ? { code: code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href)), map: null }
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

function removeOld() {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name);
    const { mtimeMs = Infinity } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs < Date.now() - OLD) rmSync(folder, { recursive: true, force: true });
  }
}

const folder = builtFolder();
if (!existsSync(folder)) {
  mkdirSync(builds, { recursive: true });
  const staging = mkdtempSync(join(builds, "staging-"));
  try {
    await buildInto(staging);
    // Not what changed meanwhile, and another process may have been first.
    if (builtFolder() === folder && !existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  removeOld();
}
