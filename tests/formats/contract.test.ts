/** What every format must do, whichever it is. A new format is under this contract as soon as it is registered. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FILE_BYTES,
  READABLE,
  WRITABLE,
  WRITTEN_VIEWS,
  applied,
  changesIn,
  formatOf,
  read,
  write,
} from "../../src/formats/index.ts";
import { RUNS } from "../laws/generators.ts";
import { HOSTILE, example, files, hostile, provisional, varied } from "./drafts.ts";

const drafts = {
  "Resolution 130": example("resolution-130"),
  "Resolution 50": example("resolution-50"),
  varied,
  hostile,
  provisional,
};

function written(format: string, ...[draft, view]: [Parameters<typeof write>[1], Parameters<typeof write>[2]]): string {
  const result = write(format, draft, view);
  if (!result.ok) throw new Error(result.message);
  return typeof result.data === "string" ? result.data : Buffer.from(result.data).toString("latin1");
}

describe.each(WRITABLE)("writing %s", (format) => {
  test.each(Object.entries(drafts))("%s in every view, the same each time, the draft untouched", (_, draft) => {
    const before = structuredClone(draft);
    for (const view of WRITTEN_VIEWS) {
      const result = written(format, draft, view);
      expect(result.length).toBeGreaterThan(0);
      expect(written(format, draft, view)).toBe(result);
    }
    expect(draft).toEqual(before);
  });

  test("original and final say what they would if the view had been applied before", () => {
    for (const draft of Object.values(drafts)) {
      for (const view of ["original", "final"] as const)
        expect(written(format, draft, view)).toBe(written(format, applied(draft, view), view));
    }
  });

  test("names its type and extension, and the extension names it", () => {
    const result = write(format, varied, "final");
    expect(result).toMatchObject({ ok: true, type: expect.stringMatching(/^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/) });
    if (result.ok) expect(formatOf(`draft.${result.extension}`)).toBe(format);
  });

  test("any draft can be written", () => {
    fc.assert(
      fc.property(files, fc.constantFrom(...WRITTEN_VIEWS), (draft, view) => {
        expect(written(format, draft, view)).not.toBe("");
      }),
      { numRuns: Math.min(RUNS, 2000) },
    );
  });
});

describe.each(READABLE)("reading %s", (format) => {
  test.each(["Resolution 130", "Resolution 50"] as const)(
    "what was written of %s reads as it was, and writes the same again",
    (name) => {
      const first = written(format, drafts[name], "final");
      const result = read(format, first);
      if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
      expect(result.findings).toEqual([]);
      expect(changesIn(result.draft.ops).size).toBe(0);
      for (const view of WRITTEN_VIEWS) expect(written(format, result.draft, view)).toBe(first);
      expect(written("txt", result.draft, "final").replace(/ +/g, " ")).toBe(
        written("txt", drafts[name], "final").replace(/ +/g, " "),
      );
    },
  );

  const ones = (length: number) => new Uint8Array(length).fill(49);
  test.each([
    ["bytes that are no text", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00]), "file", /UTF-8/],
    ["text with a null character", "a\0b", "file", /UTF-8/],
    ["too much", ones(FILE_BYTES + 1), "file", /larger than 5242880 bytes/],
  ])("%s: a place and a reason on one line", (_, data, place, reason) => {
    const result = read(format, data);
    expect(result).toEqual({ ok: false, place, message: expect.stringMatching(reason) });
    if (!result.ok) expect(result.message).not.toMatch(/\n/);
  });

  test("anything at all is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.uint8Array()), (data) => {
        const result = read(format, data);
        if (!result.ok) expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]+: [^\n]+$/);
        else for (const view of WRITTEN_VIEWS) expect(written(format, result.draft, view)).not.toBe("");
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the registry", () => {
  test.each(["doc", "", "__proto__", "constructor", "toString", "x\ny"])("does not know %j", (format) => {
    expect(write(format, varied, "final")).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^format .*is not one of txt, html, json$/),
    });
    expect(read(format, "")).toMatchObject({ ok: false, place: "format" });
  });

  test("does not know other views", () => {
    expect(write("txt", varied, "proposed" as "final")).toEqual({
      ok: false,
      message: "view proposed is not one of original, final, redline",
    });
  });

  test.each([
    ["a.json", "json"],
    ["/x.y/draft.v2.TXT", "txt"],
    ["page.htm", "html"],
    ["page.docx", "docx"],
    ["README", null],
    [".json", null],
    ["x.y/draft", null],
    ["-", null],
  ])("the extension of %s is %s", (name, format) => expect(formatOf(name)).toBe(format));
});

test("nothing hostile gets through raw where it could be markup", () => {
  expect(written("html", hostile, "redline")).not.toContain("<script");
  expect(written("html", hostile, "redline")).not.toContain("<img");
  expect(HOSTILE).toContain("<script");
});
