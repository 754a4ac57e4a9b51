/** How long it takes to compare two texts, and how much memory: each pair in a process of its own, for the peak. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compare } from "../../src/revision/index.ts";
import { CASES } from "./texts.ts";

export interface Comparison {
  /** Milliseconds of the first comparison in a fresh process. */
  time: number;
  /** The same on the processor: what it would take on a machine with nothing else to do. */
  busy: number;
  /** Mebibytes: the largest that the whole process was. */
  peak: number;
}

const self = fileURLToPath(import.meta.url);

/** Throws when a comparison takes longer than a minute. */
export function benchCompare(): Map<string, Comparison> {
  const node = ["--import", "tsx", self];
  return new Map(
    Object.keys(CASES).map((name) => {
      const said = execFileSync(process.execPath, [...node, name], { encoding: "utf8", timeout: 60_000 });
      return [name, JSON.parse(said) as Comparison];
    }),
  );
}

const name = process.argv[2] ?? "";
if (process.argv[1] === self && CASES[name] !== undefined) {
  const [old, next] = CASES[name]();
  const begin = performance.now();
  const used = process.cpuUsage();
  compare(old, next, { delegation: "USA", change: (n) => `USA:${n}`, markId: (n) => `n${n}` });
  const time = performance.now() - begin;
  const { user, system } = process.cpuUsage(used);
  console.log(
    JSON.stringify({
      time,
      busy: (user + system) / 1000,
      peak: process.resourceUsage().maxRSS / 1024,
    } satisfies Comparison),
  );
}
