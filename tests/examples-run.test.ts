/** The programs among the examples run and say what README and the design promise. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const run = (name: string) =>
  execFileSync(process.execPath, ["--import", "tsx", `examples/${name}`], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 50_000,
  });

test("hostile.ts: the adopted text stays as it is, what was written becomes a proposal, and a forger is sent away", () => {
  const lines = run("hostile.ts").split("\n");
  const shown = (what: string) =>
    lines
      .slice(lines.indexOf(`F ${what}`) + 1)
      .slice(0, 2)
      .map((line) => line.trim());
  expect(shown("deletes an adopted word")).toEqual([
    "everyone sees    to build [trust del:F];¶",
    "adopted text     to build trust;",
  ]);
  expect(shown("types as if it were adopted text")[0]).toContain("[never  +F]");
  expect(shown("signs its words with USA's name")[0]).toContain("[not  +F]");
  expect(shown("marks words as struck by USA")[0]).not.toContain("del:USA");
  expect(lines.filter((line) => line.startsWith("  adopted text")).map((line) => line.trim())).toEqual(
    Array(4).fill("adopted text     to build trust;"),
  );
  expect(lines).toContain("  F is sent away   4403 content that a draft does not hold");
  expect(lines).toContain("  the draft goes on not !to never build trust and confidence;");
});
