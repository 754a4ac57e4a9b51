#!/usr/bin/env node
// The `plenary` command: plain JavaScript that lets Node read the TypeScript of main.ts.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { requireNode, root } from "./install.js";

requireNode();
const tsx = await import("tsx/esm/api").catch((error) => {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  console.error("plenary: dependencies are missing, run npm install first");
  process.exit(1);
});
// Not the tsconfig.json of the folder that the command is called in.
const tsconfig = join(root, "tsconfig.json");
tsx.register({ tsconfig: existsSync(tsconfig) ? tsconfig : false });
await import("./main.ts");
