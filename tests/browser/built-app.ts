/** The app as it is published, built once for all files of the browser tests: `inject("app")` says where it lies. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    app: string;
  }
}

/** Builds into a folder of its own and gives its path. */
export async function buildApp(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "plenary-app-"));
  await build({
    configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' }, // else it is that of the tests
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  return outDir;
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = await buildApp();
  project.provide("app", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
