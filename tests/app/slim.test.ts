/** What stands in for packages in the app's bundle does what they do, for what a Delta holds. */
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import cloneDeep from "../../src/app/slim/clone-deep.cjs";
import isEqual from "../../src/app/slim/is-equal.cjs";

const require = createRequire(import.meta.url);
const lodashCloneDeep = require("lodash.clonedeep") as (value: unknown) => unknown;
const lodashIsEqual = require("lodash.isequal") as (a: unknown, b: unknown) => boolean;
const json = fc.jsonValue({ maxDepth: 3 });

test("a copy equals what lodash copies, and shares nothing with it", () => {
  fc.assert(
    fc.property(json, (value) => {
      const copy = cloneDeep(value);
      expect(copy).toEqual(lodashCloneDeep(value));
      if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
    }),
  );
});

test("equal is what lodash finds equal, in whatever order the keys stand", () => {
  const turned = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(isEqual(a, b)).toBe(lodashIsEqual(a, b));
      expect(isEqual(a, cloneDeep(a))).toBe(true);
      if (typeof a === "object" && a !== null && !Array.isArray(a)) expect(isEqual(a, turned(a))).toBe(true);
    }),
  );
  expect([isEqual({ a: 1 }, { b: 1 }), isEqual([], {}), isEqual({ a: undefined }, {})]).toEqual([false, false, false]);
});
