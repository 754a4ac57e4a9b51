/** Files that `plenary` writes are there whole or not at all. */
import { chmodSync, lstatSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { R130, R50, called, ownFolder } from "./running.ts";

const { folder, path, put } = ownFolder();

describe("writing files", () => {
  test("an existing file is replaced whole, and keeps its mode and its links", async () => {
    const target = put("kept.txt", "before");
    chmodSync(target, 0o640);
    symlinkSync(target, path("link.txt"));
    expect(await called(["export", R50, "--view", "final", "-o", path("link.txt")])).toEqual({
      code: 0,
      out: "",
      err: "",
    });
    expect(readFileSync(target, "utf8")).toMatch(/^RESOLUTION 50/);
    expect(lstatSync(target).mode & 0o777).toBe(0o640);
    expect(lstatSync(path("link.txt")).isSymbolicLink()).toBe(true);
  });

  test("a failure leaves the old file, and nothing beside it", async () => {
    const target = put("old.json", "before");
    expect((await called(["decide", R130, "accept", "--change", "USA:99", "-o", target])).code).toBe(3);
    expect(readFileSync(target, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.includes("old.json"))).toEqual(["old.json"]);
  });

  test("a device is written into, not replaced", async () => {
    expect((await called(["export", R50, "--view", "final", "-o", "/dev/null"])).code).toBe(0);
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("a place that cannot be written is named", async () => {
    const [missing, isFolder] = [
      await called(["export", R50, "--view", "final", "-o", path("no/out.txt")]),
      await called(["export", R50, "--view", "final", "-o", folder]),
    ];
    expect(missing).toEqual({
      code: 3,
      out: "",
      err: `plenary export: ${path("no/out.txt")}: cannot be written: no such file or folder\n`,
    });
    expect(isFolder).toEqual({ code: 3, out: "", err: `plenary export: ${folder}: cannot be written: is a folder\n` });
  });
});
