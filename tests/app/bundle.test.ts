/** What a person loads before the draft shows: the page, its scripts and its styles, and how large they travel. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { type Rolldown, build } from "vite";
import { compile } from "../../src/app/text/compile.ts";

const KIB = 1024;

/** The built app, and the names of its files that the page loads at first. */
async function built() {
  const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
  const define = { "process.env.NODE_ENV": '"production"' }; // else it is that of the tests
  const { output } = (await build({
    configFile,
    logLevel: "error",
    define,
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(output.filter((file) => file.type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const page = output.find((file) => file.type === "asset" && file.fileName === "index.html") as Rolldown.OutputAsset;
  const first = new Set([page.fileName]);
  const load = (name: string) => {
    if (first.has(name)) return;
    first.add(name);
    for (const imported of chunks.get(name)?.imports ?? []) load(imported);
  };
  for (const { fileName } of output)
    if (/\.(css|js)$/.test(fileName) && String(page.source).includes(fileName)) load(fileName);
  return {
    first: output.filter(({ fileName }) => first.has(fileName)),
    modules: (name: string) => chunks.get(name)?.moduleIds ?? [],
  };
}
let app: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  app = await built();
});

test("the first bundle is under 160 KiB", () => {
  const sizes = app.first.map(
    (file) => [file.fileName, gzipSync(file.type === "chunk" ? file.code : file.source).length] as const,
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.map(([name]) => name.replace(/^.*\./, "")).sort()).toEqual(
    expect.arrayContaining(["css", "html", "js"]),
  );
  expect(total / KIB, JSON.stringify(sizes)).toBeLessThan(160);
  expect(total / KIB, "whoever makes it this small may lower the limit").toBeGreaterThan(100);
});

test("what is in the first bundle finds its words there", () => {
  const words = compile(readFileSync(new URL("../../src/app/text/en.ftl", import.meta.url), "utf8"));
  const sources = app.first
    .flatMap(({ fileName }) => app.modules(fileName))
    .filter((id) => /\/src\/app\/.*\.tsx?$/.test(id))
    .map((id) => readFileSync(id, "utf8"))
    .join("\n");
  const used = [...sources.matchAll(/\bt\(\s*"([^"]+)"/g)].map((found) => found[1]!);
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
});
