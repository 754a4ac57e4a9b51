/** What every format must do, whichever it is. A new format is under this contract as soon as it is registered. */
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import {
  FILE_BYTES,
  READABLE,
  WRITABLE,
  WRITTEN_VIEWS,
  type WrittenView,
  applied,
  changesIn,
  formatOf,
  read,
  write,
} from "../../src/formats/index.ts";
import type { DraftFile } from "../../schema/index.ts";
import { HOSTILE, RUNS, discussed, example, files, hostile, provisional, secrets, varied } from "./drafts.ts";
import { readPdf } from "./pdf-reader.ts";

const drafts = {
  "Resolution 130": example("resolution-130"),
  "Resolution 50": example("resolution-50"),
  varied,
  hostile,
  provisional,
  discussed,
};

/** Formats of which a file costs a process, so that a property takes fewer of them. */
const SLOW: Record<string, number | undefined> = { pdf: 6 };
/** What is written in these again and again: of all sizes, the smaller ones. */
const draftsFor = (format: string): Partial<typeof drafts> =>
  SLOW[format] === undefined ? drafts : { varied, hostile, discussed };

/** The file as it is, and as text that can be compared. */
async function file(format: string, draft: DraftFile, view: WrittenView): Promise<string | Uint8Array> {
  const result = await write(format, draft, view);
  if (!result.ok) throw new Error(result.message);
  return result.data;
}
async function written(format: string, draft: DraftFile, view: WrittenView): Promise<string> {
  const data = await file(format, draft, view);
  return typeof data === "string" ? data : Buffer.from(data).toString("latin1");
}
/** The same of a draft that stays as it is, written once only. */
const known = new Map<DraftFile, Record<string, Promise<string>>>();
function writtenOnce(format: string, draft: DraftFile, view: WrittenView): Promise<string> {
  const files = known.get(draft) ?? {};
  known.set(draft, files);
  return (files[`${format} ${view}`] ??= written(format, draft, view));
}

/** All that somebody finds who looks into a file: also what is packed in it. */
async function foundIn(format: string, draft: DraftFile, view: WrittenView): Promise<string> {
  const data = await file(format, draft, view);
  if (typeof data === "string") return data;
  if (format === "pdf") {
    const { pages, around } = readPdf(data);
    return [...pages, ...around, Buffer.from(data).toString("latin1")].join("\n");
  }
  return Object.values(unzipSync(data))
    .map((part) => strFromU8(part))
    .join("\n");
}

describe.each(WRITABLE)("writing %s", (format) => {
  test("a clean text tells nothing of the redline: no struck or proposed word, nobody's name, nothing said", async () => {
    for (const [view, gone] of [
      ["original", secrets.inFinal],
      ["final", secrets.inOriginal],
    ] as const) {
      const found = await foundIn(format, secrets.file, view);
      expect(found.includes("PUBLIC")).toBe(true);
      expect([...secrets.said, ...gone].filter((secret) => found.includes(secret))).toEqual([]);
    }
  });

  test.each(Object.entries(draftsFor(format)))(
    "%s in every view, the same each time, the draft untouched",
    async (_, draft) => {
      const before = structuredClone(draft);
      for (const view of WRITTEN_VIEWS) {
        const result = await writtenOnce(format, draft, view);
        expect(result.length).toBeGreaterThan(0);
        expect(await written(format, draft, view)).toBe(result);
      }
      expect(draft).toEqual(before);
    },
  );

  test("original and final say what they would if the view had been applied before", async () => {
    for (const draft of Object.values(draftsFor(format))) {
      for (const view of ["original", "final"] as const)
        expect(await written(format, applied(draft, view), view)).toBe(await writtenOnce(format, draft, view));
    }
  });

  test("names its type and extension, and the extension names it", async () => {
    const result = await write(format, varied, "final");
    expect(result).toMatchObject({ ok: true, type: expect.stringMatching(/^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/) });
    if (result.ok) expect(formatOf(`draft.${result.extension}`)).toBe(format);
  });

  test("any draft can be written", async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...WRITTEN_VIEWS), async (draft, view) => {
        expect(await written(format, draft, view)).not.toBe("");
      }),
      { numRuns: Math.min(RUNS, SLOW[format] ?? 2000) },
    );
  });
});

describe.each(READABLE.filter((format) => WRITABLE.includes(format)))("reading and writing %s", (format) => {
  test.each(["Resolution 130", "Resolution 50"] as const)(
    "what was written of %s reads as it was, and writes the same again",
    async (name) => {
      const first = await file(format, drafts[name], "final");
      const result = await read(format, first);
      if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
      expect(result.findings).toEqual([]);
      expect(changesIn(result.draft.ops).size).toBe(0);
      // A page says which view it shows; a redline says that nothing is proposed, or carries the draft for reading back.
      const views = format === "html" || format === "docx" ? (["final"] as const) : WRITTEN_VIEWS;
      for (const view of views) expect(await file(format, result.draft, view)).toEqual(first);
      expect((await written("txt", result.draft, "final")).replace(/ +/g, " ")).toBe(
        (await written("txt", drafts[name], "final")).replace(/ +/g, " "),
      );
    },
  );
});

describe.each(READABLE)("reading %s", (format) => {
  const ones = (length: number) => new Uint8Array(length).fill(49);
  test.each([
    ["bytes that are no text", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00]), "file", /UTF-8|cut off/],
    ["text with a null character", "a\0b", "file", /UTF-8|no ZIP archive/],
    ["too much", ones(FILE_BYTES + 1), "file", /larger than 5242880 bytes/],
  ])("%s: a place and a reason on one line", async (_, data, place, reason) => {
    const result = await read(format, data);
    expect(result).toEqual({ ok: false, place, message: expect.stringMatching(reason) });
    if (!result.ok) expect(result.message).not.toMatch(/\n/);
  });

  test("anything at all is read or refused, never thrown at", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.uint8Array()), async (data) => {
        const result = await read(format, data);
        if (!result.ok) expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]+: [^\n]+$/);
        else for (const view of WRITTEN_VIEWS) expect(await written(format, result.draft, view)).not.toBe("");
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(READABLE)("reading %s that was damaged", (format) => {
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 30 }),
    instead: fc.oneof(fc.constantFrom("", "<", "{++", "++}", '"', "&", "¶", "]]>", "\n\n", "\\", "{>>"), fc.string()),
  });

  test("it is read or refused, and what is read can be written", async () => {
    const sources = await Promise.all(
      [drafts["Resolution 130"], varied, provisional].map((draft) => file(format, draft, "redline")),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(cut, { minLength: 1, maxLength: 4 }),
        async (source, cuts) => {
          let text = typeof source === "string" ? source : Buffer.from(source).toString("latin1");
          for (const { at, length, instead } of cuts) {
            const from = Math.floor(at * text.length);
            text = text.slice(0, from) + instead + text.slice(from + length);
          }
          const result = await read(format, typeof source === "string" ? text : Buffer.from(text, "latin1"));
          if (!result.ok) expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]+: [^\n]+$/);
          else for (const view of WRITTEN_VIEWS) expect(await written("json", result.draft, view)).not.toBe("");
        },
      ),
      { numRuns: Math.min(RUNS, 200) },
    );
  });
});

describe("the registry", () => {
  test.each(["doc", "", "__proto__", "constructor", "toString", "x\ny"])("does not know %j", async (format) => {
    expect(await write(format, varied, "final")).toMatchObject({
      ok: false,
      code: "invalid",
      message: expect.stringMatching(/^format .*is not one of txt, html, json/),
    });
    expect(await read(format, "")).toMatchObject({ ok: false, place: "format" });
  });

  test("does not know other views", async () => {
    expect(await write("txt", varied, "proposed" as "final")).toEqual({
      ok: false,
      code: "invalid",
      message: "view proposed is not one of original, final, redline",
    });
  });

  test.each([
    ["a.json", "json"],
    ["/x.y/draft.v2.TXT", "txt"],
    ["page.htm", "html"],
    ["draft.xml", "akn"],
    ["draft.akn", "akn"],
    ["page.docx", "docx"],
    ["README", null],
    [".json", null],
    ["x.y/draft", null],
    ["-", null],
  ])("the extension of %s is %s", (name, format) => expect(formatOf(name)).toBe(format));
});

test("nothing hostile gets through raw where it could be markup", async () => {
  const page = await written("html", hostile, "redline");
  expect(page).not.toContain("<script");
  expect(page).not.toContain("<img");
  expect(HOSTILE).toContain("<script");
});
