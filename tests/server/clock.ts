/** A machine that seems to be slow. */
import { vi } from "vitest";

/** All that is measured from now on seems to take so many milliseconds, of which the processor works for `cpu`. */
export function seemToTake(ms: number, cpu = ms): void {
  let now = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => (now += ms));
  vi.spyOn(process, "cpuUsage").mockReturnValue({ user: cpu * 1000, system: 0 });
}
