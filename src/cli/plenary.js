#!/usr/bin/env node
// The `plenary` command: plain JavaScript that lets Node run the TypeScript of main.ts.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { load, root } from "../program/load.js";
import { requireNode } from "./install.js";

requireNode();
await load("src/cli/main.ts").catch((error) => {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || existsSync(join(root, "node_modules"))) throw error;
  console.error("plenary: dependencies are missing, run npm install first");
  process.exit(1);
});
