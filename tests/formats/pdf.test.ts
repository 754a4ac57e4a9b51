/** The file that comes out: what a reader reads in it, and what happens where none can be made. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { DraftFile, Proposal } from "../../schema/index.ts";
import { type WrittenView, writeText } from "../../src/formats/index.ts";
import { printOf } from "../../src/formats/pdf/print.ts";
import type { Run } from "../../src/formats/pdf/runs.ts";
import { Turns } from "../../src/formats/turns.ts";
import { typeset } from "../../src/formats/pdf/typeset.ts";
import { writePdf } from "../../src/formats/pdf/write.ts";
import { largeDraft } from "../bench/drafts.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";
import { discussed, example, varied } from "./drafts.ts";
import { readPdf } from "./pdf-reader.ts";

const pdf = async (file: DraftFile, view: WrittenView = "redline", lineNumbers = false) =>
  readPdf(await writePdf(file, view, { lineNumbers }));
const tight = (text: string): string => text.replace(/\s+/g, "");

describe("what a reader reads", () => {
  test.each(["original", "final"] as const)("Resolution 130, %s: the text, and nothing else", async (view) => {
    const draft = example("resolution-130");
    const { pages } = await pdf(draft, view);
    expect(pages.join("")).toBe(tight(writeText(draft, view)));
  });

  test("Resolution 50: page numbers, the name from the second page on, tagged for everybody, with its language", async () => {
    const { pages, around, fonts, catalog, isUniversal } = await pdf(example("resolution-50"), "final");
    expect(pages.length).toBe(3);
    expect(around).toEqual(["1/3", "RESOLUTION50—Cybersecurity2/3", "RESOLUTION50—Cybersecurity3/3"]);
    expect(fonts).toEqual(["LibertinusSerif-Bold", "LibertinusSerif-Italic", "LibertinusSerif-Regular"]);
    expect(catalog).toMatch(/\/StructTreeRoot \d+ 0 R/);
    expect(catalog).toContain("/Marked true");
    expect(catalog).toContain("/Lang (en)");
    expect(catalog).toContain("/DisplayDocTitle true");
    expect(isUniversal).toBe(true);
  });

  test("a redline: a legend, both texts, and in the margin whose", async () => {
    const { pages, around, isUniversal } = await pdf(
      fileOf(draft(item("that ", del("F:1", "peace"), ins("USA:1", "rest"), " be kept"))),
    );
    expect(pages[0]).toMatch(/^Redline:proposedtextisunderlined.*F1changeUSA1changethatpeacerestbekept$/);
    expect(around).toEqual(["FUSA1/1"]);
    expect(isUniversal).toBe(true);
  });

  test("text that is inserted and deleted, moved or underlined can be universal too", async () => {
    const both = item(ins("USA:1", "a", { "del:F": "F:1", underline: true }), del("F:2", "b", { "del:USA": "USA:2" }));
    expect((await pdf(fileOf(draft(para("title", "On x"), both)))).isUniversal).toBe(true);
  });

  test("proposals stand above what they propose, their reasons below; comments and reasons are named and listed", async () => {
    const { pages, isUniversal } = await pdf(discussed);
    expect(pages.join("").replace(/^.*changes/, "")).toBe(
      tight(`On x noting MOD USA/12/1 Peace a) that peace C1 is kept R1 Reasons: To keep it. Longer.
        b) that it never C2 was, NOC B/1/2 resolves SUP F/7/1 1 to act soon Reasons: Haste. 2 to C1 report
        NOC B/1/1 Reasons: As it is. Comments and reasons
        C1 F, Amina, 2006-11-08 09:12 UTC Why <b>this</b>? Really?
        USA, Grace Lindqvist, 2006-11-08 09:13 UTC Because\uFFFD.
        C2 B spaced
        C3 on no words B, Ana, 2006-11-09 09:13 UTC On nothing.
        R1 USA, Grace Lindqvist, 2006-11-08 09:12 UTC To say more.`),
    );
    expect(isUniversal).toBe(true);
  });

  test("a proposal that touches a footnote alone is there, and so is a comment in one", async () => {
    const refer = { insert: { footnote: "n1" } };
    const note = para("footnote", ins("USA:1", "Note.", { "cmt:t1": true }), mark({ id: "n1" }));
    const { pages, isUniversal } = await pdf({ ...discussed, ops: fileOf(draft(item("one", refer), note)).ops });
    expect(pages.join("")).toMatch(/MODUSA\/12\/1PeaceReasons:Tokeepit.*CommentsandreasonsC1F,Amina.*Note\.C1R1$/);
    expect(isUniversal).toBe(true);
  });

  test("lines are numbered where that is asked for, without being read as text", async () => {
    const file = fileOf(draft(item("one;"), item("two,")));
    expect((await pdf(file, "final", true)).around[0]).toBe("121/1");
    expect((await pdf(file, "final", true)).pages).toEqual((await pdf(file, "final")).pages);
    expect((await pdf(file, "final")).around).toEqual(["1/1"]);
  });

  test("footnotes stand at the foot of their page", async () => {
    const long = Array.from({ length: 60 }, (_, i) => item(`item number ${i};`));
    const refer = { insert: { footnote: "n1" } };
    const file = fileOf(draft(item("first", refer), ...long, para("footnote", "Below.", mark({ id: "n1" }))));
    const { pages } = await pdf(file, "final");
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toMatch(/^a\)first1.*1Below\.$/);
  });

  test.each([
    ["ru", "Cyrillic", "что безопасность сетей", /^LibertinusSerif-Regular$/],
    ["zh", "Chinese", "信息通信网络的安全（2006年）", /NotoSerifSC/],
    ["ar", "Arabic", "أن أمن الشبكات", /^Amiri-Regular$/],
  ])("%s: %s letters, each once, in a typeface that has them", async (lang, _, text, font) => {
    const { pages, fonts, catalog, isUniversal } = await pdf(fileOf(draft(item(text)), { lang }), "final");
    expect([...pages.join("")].sort().join("")).toBe([...tight(text)].sort().join(""));
    expect(fonts).toContainEqual(expect.stringMatching(font));
    expect(catalog).toContain(`/Lang (${lang})`);
    expect(catalog).toContain(`/Direction /${lang === "ar" ? "R2L" : "L2R"}`);
    expect(isUniversal).toBe(true);
  });

  test("a sign that no typeface has costs the universal file, not the file", async () => {
    const { pages, catalog, isUniversal } = await pdf(fileOf(draft(item("a \u0378 b"))), "final");
    expect(pages[0]).toMatch(/^a.*b$/);
    expect(catalog).toMatch(/\/StructTreeRoot/);
    expect(isUniversal).toBe(false);
  });
});

describe("text that looks like code", () => {
  const HARM = [
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "*_$\\ $x^2$ `raw` ]",
    '"); panic("',
    "// <label> @ref = ~ --- [#]",
    "\\u{41}",
    "#sys.inputs",
  ];
  test("is printed as it is, wherever it stands", async () => {
    const file = fileOf(
      draft(
        para("title", HARM[0]!),
        call(HARM[1]!),
        ...HARM.map((text) => item(text, mark({ label: "#x" }))),
        sub(
          HARM[2]!,
          { insert: { ref: HARM[3]! } },
          { insert: { [HARM[4]!]: HARM[5]! } },
          { insert: { footnote: "n" } },
        ),
        para("footnote", HARM[6]!, mark({ id: "n" })),
      ),
    );
    const { pages } = await pdf(file, "final");
    for (const text of HARM) expect(pages.join("")).toContain(tight(text));
    expect(pages.join("")).not.toContain("root:");
  });

  test("and in what is said of it", async () => {
    const said = { by: HARM[0]!, time: "" };
    const proposal: Proposal = {
      kind: "NOC",
      title: HARM[1]!,
      reasons: HARM[2]!,
      sponsors: [],
      state: "pending",
      ...said,
    };
    const file = fileOf(draft(item("one", ins("USA:1", "two"))), {
      changes: { "USA:1": { delegation: "USA", reason: HARM[3]!, ...said } },
      comments: { "t/m": { delegation: "F", text: HARM[4]!, ...said } },
      proposals: { [HARM[6]!]: proposal },
    });
    const { pages } = await pdf(file);
    for (const text of [0, 1, 2, 3, 4, 6].map((i) => HARM[i]!)) expect(pages.join("")).toContain(tight(text));
    expect(pages.join("")).not.toContain("root:");
  });
});

test("all roles, levels, objects and settings are there", async () => {
  const { blocks, notes } = printOf(varied, "redline");
  const words = (runs: readonly Run[]) => runs.map((run) => ("text" in run ? run.text : "")).join("");
  const text = (await pdf(varied)).pages.join("");
  for (const { label, runs } of [...blocks, ...notes])
    for (const run of [...label, ...runs]) if ("text" in run) expect(text).toContain(tight(words([run])));
});

describe("where no file can be made", () => {
  const folder = mkdtempSync(join(tmpdir(), "plenary-pdf-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const print = printOf(example("resolution-50"), "final");
  /** A worker in a folder of its own, where no packages are. */
  const worker = (source?: string) => {
    const path = join(folder, `${source === undefined ? "worker" : "other"}.mjs`);
    const from = (name: string) => new URL(`../../src/formats/pdf/${name}`, import.meta.url);
    if (source !== undefined) writeFileSync(path, source);
    else {
      writeFileSync(join(folder, "package.json"), '{"type":"module"}');
      for (const name of ["worker.js", "fonts.js"]) copyFileSync(from(name), join(folder, name));
      return pathToFileURL(join(folder, "worker.js"));
    }
    return pathToFileURL(path);
  };

  test("without Typst: which package is missing", () =>
    expect(typeset(print, { worker: worker() })).rejects.toMatchObject({
      code: "unavailable",
      message:
        "a PDF of this text needs @myriaddreamin/typst-ts-node-compiler: npm install @myriaddreamin/typst-ts-node-compiler",
    }));

  test("too slow: the process is killed", async () => {
    const large = printOf(fileOf(draft(item("a")), { ops: largeDraft(2000, 60, 5000) }), "redline");
    const begin = performance.now();
    await expect(typeset(large, { milliseconds: 200 })).rejects.toMatchObject({
      code: "internal",
      message: "the PDF took longer than 0.2 s",
    });
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test("too large: it kills itself", () => {
    const large = printOf(fileOf(draft(item("a")), { ops: largeDraft(2000, 60, 5000) }), "redline");
    return expect(typeset(large, { bytes: 120 * 1024 ** 2 })).rejects.toMatchObject({
      code: "internal",
      message: "the PDF needs more memory than it may have",
    });
  });

  test("Typst refuses: its reason on one line", () =>
    expect(typeset({ ...print, blocks: [{ role: "item" }] } as unknown as typeof print)).rejects.toMatchObject({
      code: "internal",
      message: expect.stringMatching(/^the PDF could not be made: [^\n]+$/),
    }));

  test("the process ends badly: by which signal, unless the file was out", async () => {
    const killed = "process.kill(process.pid, 'SIGSEGV')";
    await expect(typeset(print, { worker: worker(killed) })).rejects.toMatchObject({
      message: "the PDF could not be made: the process ended with SIGSEGV",
    });
    const file = await typeset(print, {
      worker: worker(`process.stdout.write("%PDF-1.7\\n%%EOF\\n", () => ${killed})`),
    });
    expect(Buffer.from(file).toString()).toBe("%PDF-1.7\n%%EOF\n");
    await expect(
      typeset(print, { worker: worker(`process.stdout.write("%PDF-1.7\\n", () => ${killed})`) }),
    ).rejects.toMatchObject({ code: "internal" });
  });

  test("a worker that ends before it has read its job", () =>
    expect(
      typeset(
        { ...print, title: "x".repeat(3_000_000) },
        { worker: worker('process.stderr.write("a\\nb"); process.exit(9)') },
      ),
    ).rejects.toMatchObject({ message: "the PDF could not be made: a b" }));
});

test("a few work at a time, a few wait in order, the others are told at once", async () => {
  const turns = new Turns(2, 1);
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const work = (name: string) =>
    turns.take(() => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  const [a, b, c, d] = [work("a"), work("b"), work("c"), work("d")];
  expect(await d).toBeNull();
  expect(begun).toEqual(["a", "b"]);
  ends[0]!();
  expect(await a).toBe("a");
  expect(begun).toEqual(["a", "b", "c"]);
  ends[1]!();
  ends[2]!();
  expect([await b, await c]).toEqual(["b", "c"]);
  await expect(turns.take(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  const after = work("e");
  ends[3]!();
  expect(await after).toBe("e");
});
