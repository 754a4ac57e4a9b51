/** The editor alone on a page, for tests of the view without a server. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** What `editor-page.ts` comes to, as one script for a page. */
export async function pageScript(): Promise<string> {
  const entry = fileURLToPath(new URL("editor-page.ts", import.meta.url));
  const lib = { entry, name: "page", formats: ["iife" as const] };
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, minify: false, lib } });
  const [{ output }] = built as unknown as [{ output: { code: string }[] }];
  return output[0]!.code;
}
