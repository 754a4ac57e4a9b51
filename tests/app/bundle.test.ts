/** The size of what a person loads before the draft shows: the page, its scripts and its styles, as they travel. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Rolldown, build } from "vite";

const KIB = 1024;

test("the first bundle is under 160 KiB", async () => {
  const configFile = fileURLToPath(new URL("../../vite.config.ts", import.meta.url));
  const define = { "process.env.NODE_ENV": '"production"' }; // else it is that of the tests
  const built = await build({ configFile, logLevel: "error", define, build: { write: false } });
  const { output } = built as Rolldown.RolldownOutput;
  const chunks = new Map(output.filter((file) => file.type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const first = new Set<string>();
  const load = (name: string) => {
    if (first.has(name)) return;
    first.add(name);
    for (const imported of chunks.get(name)?.imports ?? []) load(imported);
  };
  for (const { fileName, isEntry } of chunks.values()) if (isEntry) load(fileName);
  for (const { fileName } of output) if (/\.(css|html)$/.test(fileName)) first.add(fileName);
  const sizes = output
    .filter(({ fileName }) => first.has(fileName))
    .map((file) => [file.fileName, gzipSync(file.type === "chunk" ? file.code : file.source).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.map(([name]) => name.replace(/^.*\./, "")).sort()).toEqual(
    expect.arrayContaining(["css", "html", "js"]),
  );
  expect(total / KIB, JSON.stringify(sizes)).toBeLessThan(160);
  expect(total / KIB, "whoever makes it this small may lower the limit").toBeGreaterThan(100);
});
