/** What a command runs: the program as it was built from these very sources, else the sources themselves. */
import { execFile } from "node:child_process";
import { appendFileSync, cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../src/program/load.js";
import { ownFolder } from "./running.ts";

const { path } = ownFolder();
const APP = ["app", "editor"].map((name) => join(root, "src", name));

/** A checkout without a build. */
function checkout(name: string): string {
  const copy = path(name);
  const filter = (path: string) => !APP.includes(path);
  for (const each of ["schema", "server", "src", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(root, each), join(copy, each), { recursive: true, filter });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

const node = promisify(execFile);
const run = async (file: string, ...args: string[]) => (await node(process.execPath, [file, ...args])).stdout;

test("what is built is run only as long as nothing has changed", async () => {
  const copy = checkout("built");
  const help = () => run(join(copy, "src/cli/plenary.js"), "--help");
  const said = await help();
  expect(said).toMatch(/^Usage: plenary /);
  // Who builds while somebody else does, finds it done.
  const build = () => run(join(copy, "src/program/build.js"));
  expect(await Promise.all([build(), build()])).toEqual(["", ""]);
  const builds = join(copy, "dist/program");
  expect(readdirSync(builds)).toHaveLength(1);
  const built = join(builds, readdirSync(builds)[0]!);
  appendFileSync(join(built, "main.js"), `\nconsole.log("built");`);
  expect(await help()).toBe(`${said}built\n`);
  appendFileSync(join(copy, "src/cli/main.ts"), `\nconsole.log("changed");`);
  expect(await help()).toBe(`${said}changed\n`);
});

test("the threads of a process run what it runs, whatever has changed since it began", async () => {
  const copy = checkout("threads");
  await run(join(copy, "src/program/build.js"));
  const builds = join(copy, "dist/program");
  appendFileSync(join(builds, readdirSync(builds)[0]!, "document-work.js"), `\nconsole.log("built");`);
  const program = join(copy, "program.js");
  const source = `
    import { appendFileSync } from "node:fs";
    import { Worker } from "node:worker_threads";
    import { load } from "./src/program/load.js";
    await load("server/document-work.ts");
    appendFileSync(new URL("./server/document-work.ts", import.meta.url), "\\n");
    const thread = new Worker(new URL("./server/document-worker.js", import.meta.url));
    thread.once("message", () => thread.terminate());
  `;
  writeFileSync(program, source);
  expect(await run(program)).toBe("built\nbuilt\n");
});

test("any change of the sources is another build, and so is another place", async () => {
  const folderOf = async (copy: string) => {
    const { builtFolder } = await import(pathToFileURL(join(copy, "src/program/load.js")).href);
    return () => basename(builtFolder());
  };
  const copy = checkout("changing");
  const folder = await folderOf(copy);
  const seen = new Set([folder()]);
  expect([...seen]).toEqual([folder()]);
  const changes = [
    () => writeFileSync(join(copy, "server/another.ts"), ""),
    () => writeFileSync(join(copy, "server/another.ts"), " "),
    () => rmSync(join(copy, "schema/labels.ts")),
    () => appendFileSync(join(copy, "package-lock.json"), "\n"),
    () => cpSync(join(copy, "src/revision"), join(copy, "src/cli/deep"), { recursive: true }),
  ];
  for (const change of changes) {
    change();
    seen.add(folder());
  }
  cpSync(copy, path("moved"), { recursive: true, preserveTimestamps: true });
  seen.add((await folderOf(path("moved")))());
  expect(seen.size).toBe(changes.length + 2);
});
