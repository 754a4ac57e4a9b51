// `npm run mutants`: are the tests of src/revision sharp? Each mutant is the source with one small fault; tests that pass with it have missed it.
//
//   --file PATH      only this file (repeatable; default: all of src/revision)
//   --tests PATH     the tests to run (repeatable; default: tests/revision and tests/laws)
//   --max N          a sample of N mutants, drawn with --seed (default 1)
//   --json FILE      the results as JSON
//   --list           prints the mutants without running them
//
// Properties run FUZZ=200 cases unless FUZZ says otherwise. The tree is copied to temporary folders; the checkout is never changed.
import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseSync } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const atOnce = 2;

/** One fault: the text from `from` to `to` of a file replaced. Offsets are UTF-16 units. */
interface Mutant {
  file: string;
  line: number;
  column: number;
  from: number;
  to: number;
  operator: string;
  after: string;
  /** The line of the source that it changes. */
  source: string;
}

type Verdict = "killed" | "survived" | "timeout";
type Result = Mutant & { verdict: Verdict; seconds: number };

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Operators swapped for their neighbour. */
const swaps: Record<string, string> = {
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "+=": "-=",
  "-=": "+=",
  "++": "--",
  "--": "++",
};

/** A condition that is a bare (in)equality is negated by its swap already. */
const negatedBySwap = ["===", "!==", "==", "!="];

/** Type syntax that wraps an expression; all other nodes named TS… are types and hold no code to mutate. */
const typed = [
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
];

const oneLine = (text: string) => {
  const short = text.replace(/\s+/g, " ");
  return short.length > 40 ? `${short.slice(0, 37)}…` : short;
};

/** All mutants of one file, in the order of the text. */
function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const found: Mutant[] = [];
  const lines = source.split("\n");
  const text = (node: Node) => source.slice(node.start, node.end);

  function add(operator: string, from: number, to: number, after: string) {
    const above = source.slice(0, from).split("\n");
    const line = above.length;
    const column = (above.at(-1) ?? "").length + 1;
    found.push({ file, line, column, from, to, operator, after, source: (lines[line - 1] ?? "").trim() });
  }

  function swap(node: Node, left: number, right: number) {
    const operator = String(node.operator);
    const other = swaps[operator];
    // Between the operands stand only the operator, white space, brackets and comments.
    const at = source.indexOf(operator, left);
    if (other && at >= left && at < right) add(`${operator} to ${other}`, at, at + operator.length, other);
  }

  function negate(condition: unknown) {
    if (!isNode(condition)) return;
    if (condition.type === "BinaryExpression" && negatedBySwap.includes(String(condition.operator))) return;
    if (condition.type === "UnaryExpression" && condition.operator === "!") return;
    add("condition negated", condition.start, condition.end, `!(${text(condition)})`);
  }

  const isText = (value: unknown) =>
    isNode(value) &&
    (value.type === "TemplateLiteral" || (value.type === "Literal" && typeof value.value === "string"));

  /** `last` is the last statement of the function around; `message` is true inside a throw, whose words are for people. */
  function visit(node: Node, parent: Node | null, last: unknown, message: boolean) {
    const { type, start, end } = node;
    if (type.startsWith("TS") && !typed.includes(type)) return;
    switch (type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return;
      case "ExportNamedDeclaration":
        if (node.source) return;
        break;
      case "IfStatement":
      case "ConditionalExpression":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
        negate(node.test);
        break;
      case "BinaryExpression":
      case "LogicalExpression":
      case "AssignmentExpression": {
        const { left, right } = node as unknown as { left: Node; right: Node };
        if (!isText(left) && !isText(right)) swap(node, left.end, right.start);
        break;
      }
      case "UpdateExpression": {
        const argument = node.argument as Node;
        if (node.prefix) swap(node, start, argument.start);
        else swap(node, argument.end, end);
        break;
      }
      case "UnaryExpression":
        if (node.operator === "!") add("! removed", start, start + 1, "");
        else if (node.operator === "-") add("- removed", start, start + 1, "");
        break;
      case "Literal":
        if (node.value === 0 || node.value === 1)
          add(node.value === 0 ? "0 to 1" : "1 to 0", start, end, node.value === 0 ? "1" : "0");
        else if (typeof node.value === "boolean")
          add(`${node.value} to ${!node.value}`, start, end, String(!node.value));
        else if (typeof node.value === "string" && node.value !== "" && !message)
          add(`${oneLine(text(node))} emptied`, start, end, `""`);
        break;
      case "TemplateLiteral":
        if (!message && parent?.type !== "TaggedTemplateExpression")
          add(`${oneLine(text(node))} emptied`, start, end, `""`);
        break;
      case "ReturnStatement":
      case "ContinueStatement":
      case "BreakStatement":
        // The last statement of a function is its result, not an early return.
        if (node !== last) add(`${type.replace("Statement", "").toLowerCase()} removed`, start, end, ";");
        break;
      case "ThrowStatement":
        add("statement removed", start, end, ";");
        message = true;
        break;
      case "ExpressionStatement":
        if (node.directive) return;
        add("statement removed", start, end, ";");
        break;
    }
    if (/Function/.test(type) && isNode(node.body)) last = (node.body.body as Node[] | undefined)?.at(-1);
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, node, last, message);
  }

  visit(program as unknown as Node, null, null, false);
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A sample without replacement, in the old order; the same for the same seed (mulberry32). */
function sample<T>(items: T[], size: number, seed: number): T[] {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = items.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
  const chosen = new Set(order.slice(0, size).map(({ i }) => i));
  return items.filter((_, i) => chosen.has(i));
}

const running = new Set<ChildProcess>();

/** Runs the tests in a copy of the tree. They have survived when all passed. */
function runTests(
  folder: string,
  tests: string[],
  limit: number,
): Promise<{ verdict: Verdict; seconds: number; output: string }> {
  const began = performance.now();
  return new Promise((done, reject) => {
    const args = ["run", ...tests, "--project=unit", "--bail=1", "--maxWorkers=1", "--reporter=dot", "--no-cache"];
    const env = { ...process.env, FUZZ: process.env.FUZZ ?? "200", NO_COLOR: "1" };
    const vitest = join(folder, "node_modules/vitest/vitest.mjs");
    // A group of its own, so that a worker in an endless loop ends with it.
    const child = spawn(process.execPath, [vitest, ...args], { cwd: folder, env, detached: true, stdio: "pipe" });
    running.add(child);
    let output = "";
    let late = false;
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    const timer = setTimeout(() => {
      late = true;
      stop(child);
    }, limit);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      const verdict = late ? "timeout" : code === 0 ? "survived" : "killed";
      done({ verdict, seconds: (performance.now() - began) / 1000, output });
    });
  });
}

function stop(child: ChildProcess) {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** A copy of the tree with the checkout's node_modules. */
function copy(folder: string) {
  const left = ["node_modules", "dist", "data", "coverage", ".git"];
  cpSync(root, folder, { recursive: true, filter: (path) => !left.includes(relative(root, path)) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

const describe = ({ file, line, column, operator, source }: Mutant) =>
  `${`${file}:${line}:${column}`.padEnd(34)} ${operator.padEnd(20)} ${source}`;

function table(results: Result[]): string {
  const count = (rows: Result[], verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const line = (name: string, rows: Result[]) => {
    const caught = rows.length - count(rows, "survived");
    const cells = [rows.length, count(rows, "killed"), count(rows, "timeout"), count(rows, "survived")];
    const share = `${((100 * caught) / rows.length).toFixed(0)} %`;
    return name.padEnd(width) + [...cells, share].map((cell) => String(cell).padStart(10)).join("");
  };
  const files = [...new Set(results.map(({ file }) => file))];
  const width = Math.max(...files.map((file) => file.length), 5);
  const head =
    "file".padEnd(width) +
    ["mutants", "killed", "timeout", "survived", "caught"].map((word) => word.padStart(10)).join("");
  const rows = files.map((file) =>
    line(
      file,
      results.filter((result) => result.file === file),
    ),
  );
  return [head, ...rows, ...(files.length > 1 ? [line("total", results)] : [])].join("\n");
}

async function main(): Promise<number> {
  const { values: options } = parseArgs({
    options: {
      file: { type: "string", multiple: true },
      tests: { type: "string", multiple: true },
      max: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      list: { type: "boolean", default: false },
    },
  });
  const revision = join(root, "src/revision");
  const files =
    options.file?.map((file) => relative(root, resolve(file))) ??
    (existsSync(revision) ? readdirSync(revision) : [])
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `src/revision/${name}`);
  const tests = options.tests ?? ["tests/revision", "tests/laws"];

  const all = files.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
  const mutants = options.max ? sample(all, Number(options.max), Number(options.seed)) : all;
  if (mutants.length === 0) {
    console.error(`No mutants in ${files.join(", ") || "src/revision"}`);
    return 1;
  }
  if (options.list) {
    for (const mutant of mutants) console.log(describe(mutant));
    return 0;
  }

  const temporary = mkdtempSync(join(tmpdir(), "plenary-mutants-"));
  const clean = () => {
    for (const child of running) stop(child);
    rmSync(temporary, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      clean();
      process.exit(130);
    });
  try {
    const folders = Array.from({ length: atOnce }, (_, i) => copy(join(temporary, String(i))));
    // Without a fault, in all folders at once as later: the tests must pass, and this is how long they take.
    const baselines = await Promise.all(folders.map((folder) => runTests(folder, tests, 30 * 60_000)));
    const broken = baselines.find(({ verdict }) => verdict !== "survived");
    if (broken) {
      console.error(`${broken.output}\nThe tests fail without a mutant (or there are none): ${tests.join(", ")}`);
      return 1;
    }
    const baseline = Math.max(...baselines.map(({ seconds }) => seconds));
    const limit = 3 * baseline * 1000 + 10_000;
    const estimate = Math.ceil((mutants.length * baseline) / atOnce / 60);
    const sampled = mutants.length < all.length ? ` of ${all.length}` : "";
    console.log(
      `${mutants.length}${sampled} mutants, ${baseline.toFixed(1)} s each at most when they survive: up to ${estimate} min.`,
    );

    const results: (Result | undefined)[] = [];
    let next = 0;
    let ended = 0;
    await Promise.all(
      folders.map(async (folder) => {
        for (let i = next++; i < mutants.length; i = next++) {
          const mutant = mutants[i] as Mutant;
          const path = join(folder, mutant.file);
          const source = readFileSync(path, "utf8");
          writeFileSync(path, source.slice(0, mutant.from) + mutant.after + source.slice(mutant.to));
          const { verdict, seconds } = await runTests(folder, tests, limit);
          writeFileSync(path, source);
          results[i] = { ...mutant, verdict, seconds };
          if (++ended % 20 === 0) console.log(`${ended} of ${mutants.length} …`);
        }
      }),
    );

    const complete = results.filter((result) => result !== undefined);
    const survivors = complete.filter(({ verdict }) => verdict === "survived");
    console.log(`\n${table(complete)}\n\n${survivors.length ? "Survivors:" : "No survivors."}`);
    for (const survivor of survivors) console.log(`  ${describe(survivor)}`);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(complete, null, 2)}\n`);
    return 0;
  } finally {
    clean();
  }
}

process.exitCode = await main();
