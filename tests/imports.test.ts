import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";

/** Each layer with the layers that it may import. Files of `tests`, `examples` and of the root (configuration) may import anything. */
const layers: Record<string, string[]> = {
  schema: [],
  "src/revision": ["schema"],
  "src/formats": ["schema", "src/revision"],
  "src/collab": ["schema", "src/revision"],
  "src/editor": ["schema", "src/revision", "src/formats", "src/collab"],
  "src/app": ["schema", "src/revision", "src/formats", "src/collab", "src/editor"],
  server: ["schema", "src/revision", "src/formats", "src/collab", "src/program"],
  "src/cli": ["schema", "src/revision", "src/formats", "server", "src/program"],
  "src/program": [],
};

/** Layers of pure functions, and the packages they may use: no Yjs, no DOM, no Node. */
const pure = ["schema", "src/revision"];
const purePackages = ["quill-delta", "fast-diff", "diff", "prosemirror-model", "zod"];

const free = ["tests", "examples"];

/** What imports the module that an entry in plain JavaScript names, built or not. */
const loader = "src/program/load.js";

const layerOf = (path: string) => Object.keys(layers).find((layer) => path.startsWith(`${layer}/`));

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Every node of a syntax tree with its parent and the parent's key that holds it. */
function* walk(node: Node, parent?: Node, key = ""): Generator<{ node: Node; parent?: Node; key: string }> {
  yield { node, parent, key };
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, node, name);
}

/** The clock, chance or key material that an expression reads; null when it reads none. */
function impurity(node: Node, parent: Node | undefined, key: string): string | null {
  const name = (value: unknown) => (isNode(value) && value.type === "Identifier" ? String(value.name) : "");
  if (node.type === "MemberExpression") {
    const member = `${name(node.object)}.${name(node.property)}`;
    if (!node.computed && ["Date.now", "Math.random", "performance.now"].includes(member)) return member;
  }
  if (node.type === "NewExpression" && name(node.callee) === "Date" && (node.arguments as unknown[]).length === 0)
    return "new Date()";
  if (node.type === "CallExpression" && name(node.callee) === "Date") return "Date()";
  if (name(node) === "crypto") {
    const isName =
      (parent?.type === "MemberExpression" && key === "property" && name(parent.object) !== "globalThis") ||
      (parent?.type === "Property" && key === "key");
    if (!isName) return "crypto";
  }
  return null;
}

/** What a set of files (path from the root to source) does against the layers: one line per fault, empty when there is none. */
function faults(files: Record<string, string>): string[] {
  const found: string[] = [];
  for (const [path, source] of Object.entries(files)) {
    const top = path.split("/")[0] ?? "";
    if (free.includes(top)) continue;
    const layer = layerOf(path);
    if (!layer) {
      if (path.includes("/")) found.push(`${path}: lies in no layer`);
      continue;
    }
    const { program, errors } = parseSync(path, source);
    const say = (node: Node, what: string) =>
      found.push(`${path}:${source.slice(0, node.start).split("\n").length}: ${what}`);
    if (errors[0]) found.push(`${path}: ${errors[0].message}`);
    for (const { node, parent, key } of walk(program as unknown as Node)) {
      const impure = pure.includes(layer) ? impurity(node, parent, key) : null;
      if (impure) say(node, `${impure} in pure ${layer}`);
      // import … from, export … from, import(…), and types: import("…").Name
      if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(node.type)) continue;
      const from = node.source;
      if (!isNode(from)) continue;
      if (typeof from.value !== "string") {
        if (path !== loader) say(node, "imports what no reader can tell");
      } else if (from.value.startsWith(".")) {
        const target = posix.join(posix.dirname(path), from.value.replace(/\?.*$/, ""));
        // A JSON file is data, wherever it lies.
        if (target.endsWith(".json") && !target.startsWith("tests/")) continue;
        const other = layerOf(target);
        if (!other) say(node, `imports ${target}, which is in no layer`);
        else if (other !== layer && !layers[layer]?.includes(other)) say(node, `${layer} may not import ${other}`);
      } else if (/^(plenary(\/|$)|\/|file:)/.test(from.value)) say(node, `imports ${from.value}, not a relative path`);
      else if (pure.includes(layer) && !purePackages.includes(from.value))
        say(node, `${from.value} in pure ${layer} (allowed: ${purePackages.join(", ")})`);
    }
  }
  return found;
}

/** The project's scripts: path from the root to source. */
function sources(): Record<string, string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const found: Record<string, string> = {};
  for (const folder of ["schema", "src", "server"].filter((name) => existsSync(root + name)))
    for (const name of readdirSync(root + folder, { recursive: true, encoding: "utf8" })) {
      const path = posix.join(folder, name.replaceAll("\\", "/"));
      if (/\.([cm]?[jt]s|[jt]sx)$/.test(path)) found[path] = readFileSync(root + path, "utf8");
    }
  return found;
}

test("imports go one way, and schema and revision are pure", () => {
  const files = sources();
  expect(Object.keys(files).length).toBeGreaterThan(0);
  expect(faults(files)).toEqual([]);
});

describe("the check", () => {
  const cases: [what: string, path: string, source: string, fault: RegExp | null][] = [
    ["a layer's own files", "src/revision/a.ts", `import { b } from "./b.ts";`, null],
    ["a lower layer", "src/app/deep/a.tsx", `import type { B } from "../../../schema/b.ts";`, null],
    ["data of another layer", "server/a.ts", `import b from "../examples/b.json" with { type: "json" };`, null],
    ["a style sheet", "src/app/a.ts", `import "./a.css?inline";`, null],
    ["what an example imports", "examples/a.ts", `import "../src/app/b.ts";`, null],
    [
      "a higher layer",
      "schema/a.ts",
      `\n\nimport { b } from "../src/revision/b.ts";`,
      /^schema\/a.ts:3: .*src\/revision/,
    ],
    ["a type of a higher layer", "src/formats/a.ts", `export type { B } from "../editor/b.ts";`, /may not import/],
    ["everything exported again", "src/collab/a.ts", `export * from "../formats/b.ts";`, /may not import src\/formats/],
    ["a type written in place", "server/a.ts", `let a: import("../src/app/b.ts").B;`, /server may not import src\/app/],
    ["an import at run time", "src/editor/a.ts", `await import("../app/b.ts");`, /may not import src\/app/],
    ["an import of anything", "src/editor/a.ts", `await import(name);`, /no reader can tell/],
    ["the import of what an entry names", loader, `await import(name);`, null],
    ["the command line using collab", "src/cli/a.ts", `import "../collab/b.ts";`, /may not import src\/collab/],
    ["the server using the command line", "server/a.ts", `import "../src/cli/b.ts";`, /may not import src\/cli/],
    ["tests imported", "src/app/a.ts", `import "../../tests/b.ts";`, /tests\/b.ts, which is in no layer/],
    ["data of tests imported", "src/app/a.ts", `import b from "../../tests/b.json";`, /no layer/],
    ["the package by its own name", "src/app/a.ts", `import "plenary/schema";`, /not a relative path/],
    ["a file in no layer", "src/a.ts", ``, /lies in no layer/],
    ["a file that is no TypeScript", "schema/a.ts", `let = = 1`, /schema\/a.ts: /],
    ["Yjs", "src/revision/a.ts", `import * as Y from "yjs";`, /yjs in pure/],
    ["Node's modules", "schema/a.ts", `import { readFileSync } from "node:fs";`, /node:fs in pure/],
    ["a DOM library", "schema/a.ts", `import type { EditorView } from "prosemirror-view";`, /prosemirror-view in pure/],
    ["the clock", "src/revision/a.ts", `let a = Date.now();`, /Date.now in pure/],
    ["the date of now", "src/revision/a.ts", `let a = new Date();`, /new Date\(\) in pure/],
    ["a given date", "src/revision/a.ts", `let a = new Date(0), b = new Date(a);`, null],
    ["chance", "schema/a.ts", `let a = Math.random;`, /Math.random in pure/],
    ["crypto", "schema/a.ts", `let a = crypto.randomUUID();`, /crypto in pure/],
    ["crypto of globalThis", "schema/a.ts", `let a = globalThis.crypto;`, /crypto in pure/],
    ["crypto handed on", "schema/a.ts", `let a = { crypto };`, /crypto in pure/],
    [
      "the same words in text",
      "schema/a.ts",
      `/* Date.now, crypto */ let a = "Math.random", b = { crypto: 1 }.crypto;`,
      null,
    ],
    ["the clock outside of the pure layers", "server/a.ts", `let a = Date.now() + Math.random();`, null],
  ];
  test.each(cases.filter((each) => each[3]))("finds %s", (_, path, source, fault) => {
    expect(faults({ [path]: source })).toEqual([expect.stringMatching(fault ?? /^$/)]);
  });
  test.each(cases.filter((each) => !each[3]))("lets pass %s", (_, path, source) => {
    expect(faults({ [path]: source })).toEqual([]);
  });
});
