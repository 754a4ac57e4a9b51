import { defineConfig } from "vitest/config";
import { fluent } from "./src/app/text/compile.ts";

/** `FUZZ=n` asks for n cases per property: then a test may take as long as it needs. */
const long = Number(process.env.FUZZ ?? 0) > 1000;
const minute = 60_000;

export default defineConfig({
  plugins: [fluent()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**", "tests/bench/**"],
          maxWorkers: 2,
          isolate: false, // a third quicker: what all files need is loaded once, so none may leave anything behind
          setupFiles: ["tests/setup.ts"],
          testTimeout: long ? 60 * minute : 5 * minute, // a property takes seconds, but not on a machine with much else to do
          hookTimeout: minute,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // After the unit tests. Node, the page and the server wait for each other: a third file keeps both cores busy.
        test: {
          name: "browser",
          environment: "node",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: "tests/browser/built-app.ts",
          maxWorkers: 3,
          testTimeout: 2 * minute,
          hookTimeout: 2 * minute,
          retry: 1, // where a screen came too late; the run's last lines name each test that needed it
          expect: { poll: { timeout: 10_000 } }, // as long as a person's screen is waited for
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
