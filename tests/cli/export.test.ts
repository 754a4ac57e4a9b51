/** `plenary export`: every view and format, from a file or standard input, to a file or standard output. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/formats/index.ts";
import { PLENARY, R130, R50, called, fixture, lines, ownFolder, plenary } from "./running.ts";

const { path } = ownFolder();

describe("export", () => {
  test("the original and the final of Resolution 130 are the source's texts", async () => {
    for (const [view, source] of [
      ["original", "original"],
      ["final", "proposed"],
    ] as const) {
      const { code, out, err } = await called(["export", R130, "--view", view]);
      expect(lines(out)).toEqual(lines(fixture(`resolution-130-${source}.txt`)));
      expect([code, err]).toEqual([0, ""]);
    }
  });

  test("the extension of OUT says the format, --format overrides it", async () => {
    const [a, b] = [path("a.html"), path("b.html")];
    await called(["export", R130, "--view", "redline", "-o", a]);
    await called(["export", R130, "--view", "redline", "--format", "txt", "-o", b]);
    expect(readFileSync(a, "utf8")).toMatch(/^<!doctype html>/);
    expect(readFileSync(b, "utf8")).toContain("{--Marrakesh--}{>>USA<<}{++Rev Antalya++}{>>USA<<}");
  });

  test("from standard input to standard output, JSON and text told apart", async () => {
    const [json, text] = await Promise.all([
      plenary(["export", "-", "--view", "final", "-o", "-"], readFileSync(R50)),
      plenary(["export", "-", "--view", "final", "--format", "json"], "RESOLUTION 7\n\nnoting\n\na) one;\n\nb) two,\n"),
    ]);
    expect(json.out).toMatch(/^RESOLUTION 50\nCybersecurity\n/);
    const read = readJson(text.out);
    expect(read.ok && read.draft.ops.at(-1)).toEqual({ insert: "\n", attributes: { id: "p4", role: "item" } });
  });

  test("JSON of the redline is the file itself", async () => {
    expect((await called(["export", R130, "--view", "redline", "--format", "json"])).out).toBe(
      readFileSync(R130, "utf8"),
    );
  });

  test("a PDF, with numbers beside its lines where they are asked for", async () => {
    const [clean, numbered] = [
      await called(["export", R50, "--view", "final", "-o", path("clean.pdf")]),
      await called(["export", R50, "--view", "final", "--line-numbers", "-o", path("numbered.pdf")]),
    ];
    expect([clean, numbered]).toEqual([
      { code: 0, out: "", err: "" },
      { code: 0, out: "", err: "" },
    ]);
    expect(readFileSync(path("clean.pdf"), "latin1")).toMatch(/^%PDF-1\.7\n/);
    expect(readFileSync(path("numbered.pdf")).length).toBeGreaterThan(readFileSync(path("clean.pdf")).length);
  });

  test("a reader that closes the pipe is no failure", async () => {
    const command = `"${process.execPath}" "${PLENARY}" export "${R130}" --view final --format html | head -c 9; echo " \${PIPESTATUS[0]}"`;
    const child = spawn("bash", ["-c", command], { cwd: tmpdir() });
    let all = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (all += text));
    await new Promise((resolve) => child.on("close", resolve));
    expect(all).toBe("<!doctype 0\n");
  });
});
