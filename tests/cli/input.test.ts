/** Input that cannot be read or is invalid: exit code 3, one line with file and place, no output. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { READABLE } from "../../src/formats/index.ts";
import { R130, R50, called, ownFolder, plenary } from "./running.ts";

const { folder, path, put } = ownFolder();

describe("unreadable or invalid input: exit code 3, one line with file and place, no output", () => {
  const changed = (change: (text: string) => string) => change(readFileSync(R130, "utf8"));
  test.each<[string, () => string, string]>([
    ["no file", () => path("none.json"), "cannot be read: no such file or folder"],
    ["a folder", () => folder, "cannot be read: is a folder"],
    [
      "a file of another kind",
      () => put("a.odt", "PK"),
      `format: odt cannot be read, only ${READABLE.join(", ")}: save it as docx`,
    ],
    ["no Word document", () => put("a.docx", "PK"), "file: not a Word document (.docx): it is no ZIP archive"],
    [
      "a picture",
      () => put("b.json", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255])),
      "file: not text in UTF-8: save it in that encoding",
    ],
    [
      "half a draft",
      () =>
        put(
          "c.json",
          changed((text) => text.slice(0, 500)),
        ),
      "line 15 column 15: not JSON",
    ],
    ["foreign JSON", () => put("d.json", "{}"), 'format: not a draft file: must be "plenary-draft"'],
    [
      "a wrong attribute",
      () =>
        put(
          "e.json",
          changed((text) => text.replace('"del:USA":"USA:1"', '"del:F":"USA:1"')),
        ),
      "ops[1].attributes.del:F: not a change of F",
    ],
    ["a huge file", () => put("f.json", new Uint8Array(50 * 1024 * 1024)), "file: larger than 5242880 bytes"],
    ["a name with a line break", () => path("a\nb.json"), "cannot be read: no such file or folder"],
  ])("%s", async (_, file, message) => {
    const name = file();
    const out = path(`out-${message.length}.txt`);
    const ran = await called(["export", name, "--view", "final", "-o", out]);
    expect(ran).toEqual({ code: 3, out: "", err: `plenary export: ${name.replace("\n", " ")}: ${message}\n` });
    expect(existsSync(out)).toBe(false);
  });

  test("and so it is for a shell", async () => {
    const [usage, input] = await Promise.all([
      plenary(["export", R50]),
      plenary(["export", path("none.json"), "--view", "final"]),
    ]);
    expect(usage).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^plenary export: --view is missing[^\n]*\n$/),
    });
    expect(input).toEqual({
      code: 3,
      out: "",
      err: `plenary export: ${path("none.json")}: cannot be read: no such file or folder\n`,
    });
  });

  test("standard input is named as such", async () => {
    const [bad, huge] = await Promise.all([
      plenary(["outline", "-"], "{"),
      plenary(["outline", "-"], new Uint8Array(6 * 1024 * 1024)),
    ]);
    expect(bad).toEqual({ code: 3, out: "", err: "plenary outline: standard input: line 1 column 2: not JSON\n" });
    expect(huge).toEqual({
      code: 3,
      out: "",
      err: "plenary outline: standard input: file: larger than 5242880 bytes\n",
    });
  });

  test("a change that is not pending", async () => {
    const [change, delegation] = [
      await called(["decide", R130, "accept", "--change", "USA:99"]),
      await called(["decide", R50, "accept", "--delegation", "F"]),
    ];
    expect(change).toEqual({ code: 3, out: "", err: `plenary decide: ${R130}: changes: USA:99 is not pending\n` });
    expect(delegation).toEqual({ code: 3, out: "", err: `plenary decide: ${R50}: changes: none of F is pending\n` });
  });
});
