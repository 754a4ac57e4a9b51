// `npm run mutants`: are the tests of src/revision sharp? Each mutant is the source with one small fault; tests that pass with it have missed it.
//
//   --file PATH      only this file (repeatable; default: all of src/revision)
//   --tests PATH     the tests to run, in this order (repeatable; default: the unit tests, the laws and the stories)
//   --lines A-B      only those that begin on these lines (repeatable), as after a change
//   --max N          a sample of N mutants, drawn with --seed (default 1)
//   --json FILE      the results as JSON
//   --list           prints the mutants without running them
//
// It fails when a mutant survives that `mutants-explained.json` does not explain, and when one that is explained there does not
// survive, or is none any more. Properties run FUZZ=200 cases, unless FUZZ says otherwise, from one seed, so that a run can be
// repeated. The tree is copied to temporary folders; the checkout is never changed.
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
import { constants, setPriority, tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./mutations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const atOnce = 2;
const usual = ["tests/revision", "tests/laws", "tests/stories/stories.test.ts", "tests/stories/decisions.test.ts"];

/** `timeout`: the tests did not come to an end, which they would notice too. */
type Verdict = "killed" | "survived" | "timeout";
type Result = Mutant & { verdict: Verdict; seconds: number; reason?: string };

/** A survivor that may survive. `nth` tells equal ones of a file apart. */
interface Explained {
  file: string;
  source: string;
  mutated: string;
  nth?: number;
  /** Why no test can notice it, or need not. */
  reason: string;
}
const explanations = join(root, "tests/mutants-explained.json");
const names = (explained: Explained, mutant: Mutant) =>
  explained.file === mutant.file &&
  explained.source === mutant.source &&
  explained.mutated === mutant.mutated &&
  (explained.nth ?? 1) === mutant.nth;

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

/** Runs the quick tests first, in one process without walls between the files, from one seed. */
const configuration = (tests: readonly string[]) => `
import { BaseSequencer } from "vitest/node";
const tests = ${JSON.stringify(tests)};
const rank = ({ moduleId }) => tests.findIndex((path) => moduleId.includes("/" + path));
class InOrder extends BaseSequencer {
  async sort(files) {
    return files.sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
export default {
  test: {
    include: tests.map((path) => (path.endsWith(".ts") ? path : path + "/**/*.test.ts")),
    setupFiles: ["mutants-seed.ts"],
    sequence: { sequencer: InOrder },
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    testTimeout: 60_000,
    reporters: ["dot"],
  },
};
`;
const seeding = `import fc from "fast-check";\nfc.configureGlobal({ seed: 1, endOnFailure: true });\n`;

const running = new Set<ChildProcess>();

/** Runs the tests in a copy of the tree. They have survived when all passed. */
function runTests(folder: string, limit: number): Promise<{ verdict: Verdict; seconds: number; output: string }> {
  const began = performance.now();
  return new Promise((done, reject) => {
    const env = {
      ...process.env,
      FUZZ: process.env.FUZZ ?? "200",
      NO_COLOR: "1",
      NODE_OPTIONS: "--max-old-space-size=1024", // a fault may fill the memory
    };
    const vitest = join(folder, "node_modules/vitest/vitest.mjs");
    // A group of its own, so that a worker in an endless loop ends with it.
    const child = spawn(process.execPath, [vitest, "run", "--config=mutants.config.mjs", "--no-cache"], {
      cwd: folder,
      env,
      detached: true,
      stdio: "pipe",
    });
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
function copy(folder: string, tests: readonly string[]) {
  const left = ["node_modules", "dist", "data", "coverage", ".git"];
  cpSync(root, folder, { recursive: true, filter: (path) => !left.includes(relative(root, path)) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "mutants.config.mjs"), configuration(tests));
  writeFileSync(join(folder, "mutants-seed.ts"), seeding);
  return folder;
}

/** Runs the tests with each mutant in turn, `atOnce` beside each other. Null when they fail without any. */
async function runAll(
  mutants: readonly Mutant[],
  sources: ReadonlyMap<string, string>,
  tests: readonly string[],
  temporary: string,
): Promise<Result[] | null> {
  const folders = Array.from({ length: atOnce }, (_, i) => copy(join(temporary, String(i)), tests));
  for (const folder of folders) for (const [file, source] of sources) writeFileSync(join(folder, file), source);
  // Without a fault, in all folders at once as later: the tests must pass, and this is how long they take.
  const baselines = await Promise.all(folders.map((folder) => runTests(folder, 30 * 60_000)));
  const broken = baselines.find(({ verdict }) => verdict !== "survived");
  if (broken) {
    console.error(`${broken.output}\nThe tests fail without a mutant (or there are none): ${tests.join(", ")}`);
    return null;
  }
  const baseline = Math.max(...baselines.map(({ seconds }) => seconds));
  const limit = 5 * baseline * 1000 + 10_000;
  const estimate = Math.ceil((mutants.length * baseline) / atOnce / 60);
  console.log(
    `${mutants.length} mutants, ${baseline.toFixed(1)} s each at most when they survive: up to ${estimate} min.`,
  );

  const results: Result[] = [];
  let next = 0;
  let ended = 0;
  await Promise.all(
    folders.map(async (folder) => {
      for (let i = next++; i < mutants.length; i = next++) {
        const mutant = mutants[i] as Mutant;
        const path = join(folder, mutant.file);
        const source = sources.get(mutant.file) as string;
        writeFileSync(path, source.slice(0, mutant.from) + mutant.after + source.slice(mutant.to));
        const { verdict, seconds } = await runTests(folder, limit);
        writeFileSync(path, source);
        results[i] = { ...mutant, verdict, seconds };
        if (++ended % 20 === 0) console.log(`${ended} of ${mutants.length} …`);
      }
    }),
  );
  return results;
}

const describe = ({ file, line, operator, mutated }: Mutant) => `${file}:${line}  ${operator}  →  ${mutated}`;

function table(results: Result[]): string {
  const width = Math.max(...results.map(({ file }) => file.length));
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(width) + cells.map((cell) => String(cell).padStart(11)).join("");
  const counts = (rows: Result[]) => {
    const survived = rows.filter(({ verdict }) => verdict === "survived");
    const explained = survived.filter(({ reason }) => reason !== undefined).length;
    const late = rows.filter(({ verdict }) => verdict === "timeout").length;
    return [rows.length, rows.length - survived.length - late, late, explained, survived.length - explained];
  };
  const files = [...new Set(results.map(({ file }) => file))];
  return [
    row("file", ["mutants", "killed", "timeout", "explained", "survived"]),
    ...files.map((file) => row(file, counts(results.filter((result) => result.file === file)))),
    ...(files.length > 1 ? [row("total", counts(results))] : []),
  ].join("\n");
}

/** Prints the results; returns whether every survivor is explained, and every explained one of these files survives. */
function judge(results: Result[], all: readonly Mutant[], explained: readonly Explained[]): boolean {
  for (const result of results) result.reason = explained.find((entry) => names(entry, result))?.reason;
  const survivors = results.filter(({ verdict }) => verdict === "survived");
  const unexplained = survivors.filter(({ reason }) => reason === undefined);
  const caught = results.filter(({ verdict, reason }) => verdict !== "survived" && reason !== undefined);
  const files = new Set(all.map(({ file }) => file));
  const unknown = explained.filter((entry) => files.has(entry.file) && !all.some((mutant) => names(entry, mutant)));
  console.log(`\n${table(results)}`);
  for (const survivor of survivors.filter(({ reason }) => reason !== undefined))
    console.log(`\nexplained  ${describe(survivor)}\n           ${survivor.reason}`);
  for (const survivor of unexplained) console.log(`\nsurvived   ${describe(survivor)}\n           ${survivor.source}`);
  for (const result of caught)
    console.log(`\nstale      ${describe(result)}\n           explained, but the tests notice it`);
  for (const { file, source, mutated } of unknown)
    console.log(`\nstale      ${file}  ${source}  →  ${mutated}\n           explained, but there is no such mutant`);
  return unexplained.length + caught.length + unknown.length === 0;
}

async function main(): Promise<number> {
  const { values: options } = parseArgs({
    options: {
      file: { type: "string", multiple: true },
      tests: { type: "string", multiple: true },
      lines: { type: "string", multiple: true },
      max: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      list: { type: "boolean", default: false },
    },
  });
  const files =
    options.file?.map((file) => relative(root, resolve(file))) ??
    readdirSync(join(root, "src/revision")).map((name) => `src/revision/${name}`);
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const all = [...sources].flatMap(([file, source]) => mutantsOf(file, source));
  const ranges = options.lines?.map((range) => range.split("-").map(Number));
  const chosen = all.filter(
    ({ line }) => ranges === undefined || ranges.some(([from = 0, to = from]) => line >= from && line <= to),
  );
  const mutants = options.max ? sample(chosen, Number(options.max), Number(options.seed)) : chosen;
  if (mutants.length === 0) {
    console.error(`No mutants in ${files.join(", ")}`);
    return 1;
  }
  if (options.list) {
    for (const mutant of mutants) console.log(describe(mutant));
    return 0;
  }
  const explained: Explained[] = existsSync(explanations) ? JSON.parse(readFileSync(explanations, "utf8")) : [];

  setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // children inherit it
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
    const results = await runAll(mutants, sources, options.tests ?? usual, temporary);
    if (results === null) return 1;
    const good = judge(results, all, explained);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
    return good ? 0 : 1;
  } finally {
    clean();
  }
}

process.exitCode = await main();
