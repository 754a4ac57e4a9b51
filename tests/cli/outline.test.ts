import { describe, expect, test } from "vitest";
import type { Resolution } from "../../schema/index.ts";
import { R130, type Ran, called } from "./running.ts";

describe("outline", () => {
  test("is the structure of the view as JSON, the final unless asked", async () => {
    const [final, original] = [await called(["outline", R130]), await called(["outline", R130, "--view", "original"])];
    const calls = ({ out }: Ran) =>
      (JSON.parse(out) as Resolution).preamble.map(({ call, items }) => [call, items.map(({ label }) => label)]);
    expect(calls(final)).toEqual([
      ["recognizing", ["a)", "b)", "c)"]],
      ["aware", ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]],
      ["noting", ["a)", "b)"]],
    ]);
    expect(calls(original)).toEqual([
      ["considering", [null]],
      ["aware", ["a)", "b)", "c)"]],
      ["noting", ["a)", "b)"]],
    ]);
  });
});
