import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeJson } from "../../src/formats/index.ts";
import { draft, fileOf, item } from "../schema/draft.ts";
import { R130, R50, called, fixture, lines, ownFolder } from "./running.ts";

const { path, put } = ownFolder();

describe("compare", () => {
  test("makes a redline whose views are the two texts", async () => {
    const [old, next] = [
      put("old.txt", fixture("resolution-130-original.txt")),
      put("new.txt", fixture("resolution-130-proposed.txt")),
    ];
    const { code, err } = await called(["compare", old, next, "--delegation", "USA", "-o", path("redline.json")]);
    expect([code, err]).toEqual([0, ""]);
    const shown = async (file: string, view: string) => {
      await called(["export", file, "--view", view, "--format", "txt", "-o", path("shown.txt")]);
      return readFileSync(path("shown.txt"), "utf8");
    };
    expect(await shown(path("redline.json"), "original")).toBe(await shown(old, "final"));
    expect(await shown(path("redline.json"), "final")).toBe(await shown(next, "final"));
  });
  test("reads each format, and of a redline its final text", async () => {
    const files = [put("r130.txt", fixture("resolution-130-proposed.txt")), path("redlined.txt"), path("r130.json")];
    for (const file of files.slice(1)) await called(["export", R130, "--view", "redline", "-o", file]);
    for (const file of files) {
      const same = await called(["compare", file, file, "-o", path("same.json")]);
      const accepted = /^plenary compare: .*: revisions: \d+ counted as accepted: the final text is compared$/;
      const told = file === files[0] ? [] : [expect.stringMatching(accepted), expect.stringMatching(accepted)];
      expect([same.code, lines(same.err)]).toEqual([0, told]);
      const { ops, changes } = JSON.parse(readFileSync(path("same.json"), "utf8"));
      expect(changes).toEqual({});
      expect(JSON.stringify(ops)).not.toMatch(/"(ins|del:\w+|set:\w+:\w+)":/);
    }
  });
  test("writes the redline in the format of its extension, or the one that is asked for", async () => {
    const [old, next] = [
      put("a.txt", "considering\na) one two;\nb) three"),
      put("b.txt", "considering\na) one four;\nb) three"),
    ];
    await called(["compare", old, next, "-o", path("c.html")]);
    expect(readFileSync(path("c.html"), "utf8")).toMatch(/<del[^>]*>two<\/del><ins[^>]*>four<\/ins>/);
    const { code, err } = await called(["compare", old, next, "--format", "txt", "-o", path("c.out")]);
    expect([code, err]).toEqual([0, ""]);
    expect(readFileSync(path("c.out"), "utf8")).toContain("one {--two--}{>>SEC<<}{++four++}{>>SEC<<};");
  });
  test("keeps what the old draft has besides its text", async () => {
    const commented = fileOf(draft(item("one two")));
    commented.ops[0]!.attributes = { "cmt:t1": true };
    commented.comments = { "t1/m1": { delegation: "F", by: "Marie", time: "2026-01-01T00:00:00Z", text: "why?" } };
    const [old, next] = [put("commented.json", writeJson(commented)), put("next.txt", "one three")];
    await called(["compare", old, next, "-o", path("kept.json")]);
    expect(JSON.parse(readFileSync(path("kept.json"), "utf8")).comments).toEqual(commented.comments);
  });
  test.each([
    [
      "a file that is not there",
      ["none.json", R50],
      /^plenary compare: none\.json: cannot be read: no such file or folder\n$/,
    ],
    [
      "one that is not a draft",
      [R50, put("bad.json", '{"format":"other"}')],
      /^plenary compare: .*bad\.json: format: .*\n$/,
    ],
  ])("%s is one line, and leaves no output", async (_name, files, message) => {
    const { code, err } = await called(["compare", ...files, "-o", path("never.json")]);
    expect(code).toBe(3);
    expect(err).toMatch(message);
    expect(existsSync(path("never.json"))).toBe(false);
  });
  test.each([
    ["one file", ["compare", R50], "OLD and NEW are needed"],
    ["three files", ["compare", R50, R50, R50], "not also"],
    ["no delegation code", ["compare", R50, R50, "--delegation", "usa"], "not a delegation code"],
    ["standard input twice", ["compare", "-", "-"], "only one"],
  ])("%s is wrong usage", async (_name, args, message) => {
    const { code, err } = await called(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
