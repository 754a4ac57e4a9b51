// `npm test`: installs when needed, runs Vitest once with the given arguments, and ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, requireNode, run } from "../src/cli/install.js";
import { root } from "../src/program/load.js";

requireNode();
await install();
// The processes and threads that tests start run what is built; without it they would start through tsx, slowly.
const built = await run(process.execPath, [join(root, "src/program/build.js")]);
if (built !== 0) {
  console.log("The program could not be built, see above.\n0 passed, 1 failed");
  process.exit(built);
}

const folder = mkdtempSync(join(tmpdir(), "plenary-test-"));
const file = join(folder, "report.json");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
let code = await run(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)]);

let [passed, failed, skipped] = [0, 0, 0];
try {
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed = report.numPassedTests;
  failed = report.numFailedTests;
  skipped = report.numPendingTests + report.numTodoTests;
  // A file that did not load, or whose hook threw, fails without a failed test in it.
  for (const { status, assertionResults } of report.testResults) {
    const tests = /** @type {{status: string, fullName: string, failureMessages: string[]}[]} */ (assertionResults);
    for (const { status, fullName, failureMessages } of tests)
      if (status === "passed" && failureMessages.length > 0)
        console.log(`passed at the second attempt: ${fullName} — ${failureMessages[0]?.split("\n")[0]}`);
    if (status === "failed" && !tests.some((test) => test.status === "failed")) failed++;
  }
} catch (error) {
  console.error(`No test report: ${error instanceof Error ? error.message : error}`);
}
rmSync(folder, { recursive: true, force: true });
// No test at all, or an error outside of the tests, is a failure too.
if (failed === 0 && (passed === 0 || code !== 0)) failed = 1;
if (failed > 0) code ||= 1;
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exitCode = code;
