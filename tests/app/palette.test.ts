import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PALETTE_SIZE } from "../../schema/index.ts";

const css = ["palette", "tokens"]
  .map((name) => readFileSync(new URL(`../../src/app/style/${name}.css`, import.meta.url), "utf8"))
  .join("\n");

type Colour = [red: number, green: number, blue: number];

const parse = (hex: string): Colour => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Colour;

/** The light and the dark value of a custom property. */
function valueOf(name: string): Record<"light" | "dark", Colour> {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  if (found === null) throw new Error(`--${name} is not defined`);
  return { light: parse(found[1]!), dark: parse(found[2]!) };
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const luminance = (colour: Colour) => {
  const [red, green, blue] = colour.map(linear) as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast ratio of WCAG 2.2. */
function contrast(a: Colour, b: Colour): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const mix = (a: Colour, b: Colour, share: number): Colour =>
  a.map((part, i) => part * share + b[i]! * (1 - share)) as Colour;

/** Position in OKLab, where distance is difference to the eye. */
function oklab(colour: Colour): Colour {
  const [r, g, b] = colour.map(linear) as Colour;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const indexes = Array.from({ length: PALETTE_SIZE }, (_, i) => i);

describe.each(["light", "dark"] as const)("colours of delegations, %s", (theme) => {
  const paper = valueOf("paper")[theme];
  const chrome = valueOf("chrome")[theme];
  const on = valueOf("on-delegation")[theme];

  test.each(indexes)("%i is legible on paper, on its tint, beside the page and under its name", (i) => {
    const colour = valueOf(`delegation-${i}`)[theme];
    expect(contrast(colour, paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, mix(colour, paper, 0.13))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, chrome)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(on, colour)).toBeGreaterThanOrEqual(4.5);
  });

  test("any two can be told apart", () => {
    for (const i of indexes) {
      for (const j of indexes.slice(i + 1)) {
        const [a, b] = [oklab(valueOf(`delegation-${i}`)[theme]), oklab(valueOf(`delegation-${j}`)[theme])];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${i} and ${j}`).toBeGreaterThan(0.07);
      }
    }
  });

  test("secondary text is legible", () => {
    for (const ground of ["paper", "chrome", "raised", "desk"])
      expect(contrast(valueOf("muted")[theme], valueOf(ground)[theme]), ground).toBeGreaterThanOrEqual(4.5);
  });
});
