/** What a command runs: the program as it was built from these very sources, else the sources themselves. */
import { execFile } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../../src/program/load.js";
import { ownFolder } from "./running.ts";

const { path } = ownFolder();
const APP = ["app", "editor"].map((name) => join(root, "src", name));

/** A checkout without a build; another one there is what it was at first, with what was added. */
function checkout(name: string): string {
  const copy = path(name);
  const filter = (path: string) => !APP.includes(path);
  for (const each of ["schema", "server", "src", "package.json", "tsconfig.json"])
    cpSync(join(root, each), join(copy, each), { recursive: true, filter });
  if (!existsSync(join(copy, "node_modules"))) symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Where a checkout's build is looked for. */
async function folderOf(copy: string): Promise<() => string> {
  const { builtFolder } = await import(pathToFileURL(join(copy, "src/program/load.js")).href);
  return builtFolder;
}

const node = promisify(execFile);
const run = async (file: string, ...args: string[]) => (await node(process.execPath, [file, ...args])).stdout;

test("what is built is run only as long as nothing has changed", async () => {
  const copy = checkout("built $& 100% é");
  const help = () => run(join(copy, "src/cli/plenary.js"), "--help");
  const build = () => run(join(copy, "src/program/build.js"));
  const said = await help();
  expect(said).toMatch(/^Usage: plenary /);
  const built = (await folderOf(copy))();
  mkdirSync(join(built, "rest"), { recursive: true }); // has lost its files
  expect(await Promise.all([build(), build()])).toEqual(["", ""]);
  expect(readdirSync(dirname(built))).toEqual([basename(built)]);
  appendFileSync(join(built, "main.js"), `\nconsole.log("built");`);
  expect(await help()).toBe(`${said}built\n`);
  appendFileSync(join(copy, "src/cli/main.ts"), `\nconsole.log("changed");`);
  expect(await help()).toBe(`${said}changed\n`);
});

test("the threads of a process run what it runs, whatever has changed since; what nobody runs goes", async () => {
  const copy = checkout("threads");
  const built = (await folderOf(copy))();
  for (const [name, days] of [
    ["unused", 31],
    ["used", 29],
  ] as const) {
    const folder = join(dirname(built), name);
    mkdirSync(folder, { recursive: true });
    const time = Date.now() / 1000 - days * 24 * 3600;
    utimesSync(folder, time, time);
  }
  await run(join(copy, "src/program/build.js"));
  expect(readdirSync(dirname(built)).sort()).toEqual([basename(built), "used"].sort());

  appendFileSync(join(built, "document-work.js"), `\nconsole.log("built");`);
  utimesSync(built, 0, 0);
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
  expect(statSync(built).mtimeMs).toBeGreaterThan(0); // it was used
});

test("any change of the sources is another build, and so is another place", async () => {
  const copy = checkout("changing");
  const folder = await folderOf(copy);
  const first = folder();
  const seen = new Set([first]);
  const changes = [
    () => writeFileSync(join(copy, "server/another.ts"), "1"),
    () => writeFileSync(join(copy, "server/another.ts"), "2"),
    () => rmSync(join(copy, "schema/labels.ts")),
    () => appendFileSync(join(copy, "tsconfig.json"), "\n"),
    () => cpSync(join(copy, "src/revision"), join(copy, "src/cli/deep"), { recursive: true }),
  ];
  for (const change of changes) {
    change();
    seen.add(folder());
  }
  const moved = checkout("moved");
  seen.add((await folderOf(moved))());
  expect(new Set([...seen].map((built) => basename(built))).size).toBe(changes.length + 2);
  // What an editor keeps beside its file, and when a file was written, change nothing.
  const again = checkout("changing");
  expect(folder()).not.toBe(first);
  rmSync(join(again, "server/another.ts"));
  rmSync(join(again, "src/cli/deep"), { recursive: true });
  symlinkSync("me@there.1", join(again, "src/cli/.#main.ts"));
  writeFileSync(join(again, "src/cli/main.ts~"), "");
  expect(folder()).toBe(first);
});
