import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../schema/check/index.ts";
import { R130, R50, called, plenary } from "./running.ts";

describe("check", () => {
  test("a line for each finding and exit code 1, or none and 0", async () => {
    const [slips, none] = [await called(["check", R130]), await called(["check", R50])];
    expect([slips.code, slips.err]).toEqual([1, ""]);
    const lines = slips.out.split("\n");
    expect(lines).toHaveLength(15);
    expect(lines[0]).toBe(`${R130}: paragraph 1: “Rev” is written “Rev.” [rev-stop]`);
    expect(lines[1]).toBe(`${R130}: recognizing a): “{” is closed by “]” [unbalanced-bracket]`);
    expect(none).toEqual({ code: 0, out: "", err: "" });
  });

  test("as JSON, with places and fixes", async () => {
    const [slips, none] = [
      await plenary(["check", "-", "--json"], readFileSync(R130)),
      await called(["check", R50, "--json"]),
    ];
    expect(slips.code).toBe(1);
    expect(JSON.parse(slips.out)).toHaveLength(14);
    expect((JSON.parse(slips.out) as Finding[])[0]).toEqual({
      rule: "rev-stop",
      severity: "error",
      place: expect.objectContaining({ paragraph: "number", number: 1, from: 25, to: 28 }),
      message: "“Rev” is written “Rev.”",
      fix: { ops: [{ retain: 28 }, { insert: "." }] },
    });
    expect(none).toEqual({ code: 0, out: "[]\n", err: "" });
  });

  test("an adopted text has no open brackets", async () => {
    const { out } = await called(["check", R130, "--adopted"]);
    expect(out).toContain(" 2 ii): square brackets are open in an adopted text [open-bracket]\n");
  });
});
