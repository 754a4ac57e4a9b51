/** What a redline of two texts says that it has no place for. */
import { describe, expect, test } from "vitest";
import { compared, leftOut } from "../../src/formats/index.ts";
import { draft, fileOf, item } from "../schema/draft.ts";
import { discussed } from "./drafts.ts";

const ACCEPTED = { place: "revisions", message: "4 counted as accepted: the final text is compared" };
const text = fileOf(draft(item("that it is so,")));

describe("a redline of two texts", () => {
  test("keeps the comments of the old text, and says that its proposals go", () => {
    expect(compared(discussed, text, "SEC").comments).toEqual(discussed.comments);
    expect(leftOut(discussed, "old")).toEqual([
      ACCEPTED,
      { place: "proposals", message: "4 left out: their changes are settled" },
    ]);
  });

  test("has none of the new text, and says so", () => {
    const redline = compared(text, discussed, "SEC");
    expect(redline.comments).toEqual({});
    expect(JSON.stringify(redline.ops)).not.toContain("cmt:");
    expect(leftOut(discussed, "new")).toEqual([
      ACCEPTED,
      { place: "proposals", message: "4 left out: their changes are settled" },
      { place: "comments", message: "4 left out: only those of the old text stay" },
    ]);
  });

  test("of texts on which nothing is said leaves out nothing", () => {
    expect([leftOut(text, "old"), leftOut(text, "new")]).toEqual([[], []]);
  });
});
