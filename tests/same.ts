/** Expectations that properties have of each step: a comparison while they hold, Vitest's message where they do not. */
import { expect } from "vitest";

/** The same value. */
export function same(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) expect(actual).toBe(expected);
}

/** The same data, as JSON has it: operations, attributes, texts. */
export function alike(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}
