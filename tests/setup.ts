/** Of every test file. */
import fc from "fast-check";
import { afterAll, vi } from "vitest";

/** `npm test` tries the same cases each time, so that only a change can fail it; FUZZ=n draws new ones. */
if (process.env.FUZZ === undefined) fc.configureGlobal({ seed: 130 });

/** Files share a process: what one put in the place of clocks, functions and globals is not there for the next. */
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
