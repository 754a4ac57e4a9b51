/** The colours of delegations: told from each other, readable, the same in the app and on a page. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PALETTE_SIZE } from "../../schema/index.ts";
import { DARK, LIGHT, writeHtml } from "../../src/formats/index.ts";
import { varied } from "./drafts.ts";

describe("colours", () => {
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };
  test.each([
    ["light", LIGHT, "#fffdf9"],
    ["dark", DARK, "#1d1c1a"],
  ] as const)("the %s palette has a colour for each index, all different, all readable", (_, palette, page) => {
    expect(new Set(palette).size).toBe(PALETTE_SIZE);
    for (const colour of palette) expect(contrast(colour, page), colour).toBeGreaterThan(5.5);
    expect(writeHtml(varied, "final")).toContain(`--page:${page}`);
  });
});

test("a delegation looks the same in the app", () => {
  const css = readFileSync(new URL("../../src/app/style/palette.css", import.meta.url), "utf8");
  const pairs = [...css.matchAll(/--delegation-\d+: light-dark\((#\w+), (#\w+)\)/g)].map(([, ...pair]) => pair);
  expect(pairs).toEqual(LIGHT.map((light, i) => [light, DARK[i]]));
});
