#!/usr/bin/env node
// The `plenary` command: plain JavaScript that lets Node run the TypeScript of main.ts.
import { load } from "../program/load.js";
import { requireNode } from "./install.js";

requireNode();
try {
  import.meta.resolve("tsx");
} catch {
  console.error("plenary: dependencies are missing, run npm install first");
  process.exit(1);
}
await load("src/cli/main.ts");
