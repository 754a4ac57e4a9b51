/** What is asked for when a draft is written, and what is said of what strangers name. */
import { expect, test } from "vitest";
import { plain, write } from "../../src/formats/index.ts";
import { example } from "./drafts.ts";

const file = example("resolution-130");

// A page called clean would have had all that is proposed in it.
test.each(["side-by-side", "changes"] as const)("a page laid out as %s is of the redline alone", async (layout) => {
  for (const view of ["original", "final"] as const)
    expect(await write("html", file, view, { layout })).toEqual({
      ok: false,
      code: "invalid",
      message: `layout ${layout} is of the redline, not of the ${view}`,
    });
  expect(await write("html", file, "redline", { layout })).toMatchObject({ ok: true });
});

test("another format has no layout, and leaves it out", async () => {
  expect(await write("txt", file, "final", { layout: "changes" })).toEqual(await write("txt", file, "final"));
});

test("a name is cut where it has too many characters, of whatever plane", () => {
  expect(plain("𝒜".repeat(60))).toBe("𝒜".repeat(60));
  expect(plain("𝒜".repeat(61))).toBe(`${"𝒜".repeat(59)}…`);
});
