/** What README says is so: the files and functions that it names exist, and what it quotes is what comes out. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { called } from "./cli/running.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const read = (name: string) => readFileSync(`${ROOT}${name}`, "utf8");
const readme = read("README.md");
const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;

test("the files that it names exist", () => {
  const named = [
    ...readme.matchAll(/(?:`|\(|\s)((?:schema|src|server|examples|tests)\/[\w./-]*|LICENSE|package\.json)/g),
  ].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(30);
  for (const name of new Set(named)) expect(existsSync(ROOT + name.replace(/\.$/, "")), name).toBe(true);
});

describe("the walk of one keystroke", () => {
  const rows = readme
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("`tests/") && line.split("|").length === 7);
  test("each function stands in its file, each law in a test's name", () => {
    expect(rows.length).toBeGreaterThanOrEqual(9);
    for (const row of rows) {
      const [, , files, functions, laws, tests] = row.split("|");
      const source = [...files!.matchAll(/`([^`]+)`/g)].map(([, name]) => read(name!)).join("\n");
      for (const [, name] of functions!.matchAll(/`(\w+)`/g))
        expect(source, `${name} in ${files}`).toMatch(new RegExp(`(function\\*?|class|const) ${name}\\b`));
      const cases = [...tests!.matchAll(/`([^`]+)`/g)].map(([, name]) => read(name!)).join("\n");
      for (const [law] of laws!.matchAll(/\b[AGPRS]\d+\b/g)) expect(cases, `${law} in ${tests}`).toContain(`[${law}]`);
    }
  });

  test("what it quotes is what the example prints", () => {
    const printed = execFileSync(process.execPath, ["--import", "tsx", "examples/one-keystroke.ts"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(readme).toContain(`\`\`\`\n${printed.trimEnd()}\n\`\`\``);
  });
});

test("each law has a test with its number", () => {
  const laws = [...readme.matchAll(/^\| ([SGPR]\d+) \| .* \| `(tests\/[^`]+)` \|$/gm)];
  expect(laws.length).toBe(19);
  for (const [, law, file] of laws) expect(read(file!), `${law} in ${file}`).toContain(`[${law}]`);
});

test("the scripts that it names are there", () => {
  for (const [, name] of readme.matchAll(/`npm run ([\w:]+)`/g)) expect(Object.keys(scripts)).toContain(name);
  for (const name of ["start", "test"]) expect(Object.keys(scripts)).toContain(name);
});

test("the commands that it shows run", async () => {
  const folder = mkdtempSync(join(tmpdir(), "plenary-readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const commands = [
    ...readme.matchAll(/^plenary (export|import|outline|compare|check|decide) +((?:examples\/|tests\/|redline).+)$/gm),
  ].map(([, command, rest]) => [command!, ...rest!.split(/\s+/)]);
  expect(commands.map(([command]) => command)).toEqual([
    "export",
    "export",
    "export",
    "export",
    "import",
    "import",
    "outline",
    "compare",
    "check",
    "decide",
  ]);
  for (const [command, ...rest] of commands) {
    const args = rest.map((arg) => {
      if (/^(examples|tests)\//.test(arg)) return ROOT + arg;
      return /\.\w+$/.test(arg) ? join(folder, arg) : arg;
    });
    const { code, out } = await called([command!, ...args]);
    expect([command, code]).toEqual([command, command === "check" ? 1 : 0]);
    const at = args.indexOf("-o");
    const written = at < 0 ? out : readFileSync(args[at + 1]!, "latin1");
    expect(written.length).toBeGreaterThan(100);
  }
});
