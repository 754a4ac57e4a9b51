/** What is asked wrongly: exit code 2 and one line; and what helps, on standard output. */
import { describe, expect, test } from "vitest";
import { R130, R50, called, plenary } from "./running.ts";

describe("wrong usage: exit code 2, one line", () => {
  test.each<[string[], RegExp]>([
    [[], /a command is missing: serve, export, import, outline, check, compare, decide/],
    [["exprot"], /no command exprot/],
    [["constructor"], /no command constructor/],
    [["export"], /FILE is missing/],
    [["export", R50], /--view is missing/],
    [["export", R50, "--view", "clean"], /--view must be original, final, redline, not clean/],
    [["export", R50, "--view"], /--view/],
    [["export", R50, "--view", "final", "--format", "odt"], /format odt is not one of txt, html, /],
    [["export", R50, "--view", "final", "-o", "x.odt"], /format odt/],
    [["export", R50, R130, "--view", "final"], /one FILE only/],
    [["export", R50, "--veiw", "final"], /--veiw/],
    [["outline", R50, "--format", "pdf"], /pdf cannot be read/],
    [["decide", R130], /accept or reject/],
    [["decide", R130, "adopt", "--all"], /accept or reject/],
    [["decide", R130, "accept"], /exactly one of --all/],
    [["decide", R130, "accept", "--all", "--change", "USA:1"], /exactly one of --all/],
    [["decide", R130, "accept", "--change", "usa"], /usa is not a change id/],
    [["decide", R130, "accept", "--delegation", "u s"], /not a delegation code/],
    [["decide", R130, "accept", "--all", "-o", "x.txt"], /must end in .json/],
    [["export", R50, "--view", "final", "--layout", "odd", "--format", "html"], /--layout must be text, .*, not odd/],
    [["export", R50, "--view", "final", "--layout", "changes"], /layout changes is of html, not of txt: ask for html/],
    [["export", R50, "--view", "final", "--line-numbers"], /line numbers are of pdf, not of txt: ask for pdf/],
    [["export", R50, "--view", "final", "--line-numbers", "-o", "x.docx"], /line numbers are of pdf, not of docx/],
    [["export", R50, "--proposals", "--line-numbers"], /line numbers are of pdf, not of docx/],
    [["export", R50, "--proposals", "--layout", "changes"], /layout changes is of html, not of docx/],
    [["serve", "--port", "http"], /--port must be 0 to 65535/],
    [["serve", R50], /serve takes no FILE/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await called(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^plenary[^\n]*: [^\n]+\n$/);
    expect(err).toMatch(message);
  });
});

describe("help", () => {
  test("of the program and of each command, on standard output", async () => {
    const all = await plenary(["--help"]);
    expect([all.code, all.err]).toEqual([0, ""]);
    for (const name of ["serve", "export", "outline", "check", "decide"])
      expect(all.out).toContain(`  plenary ${name} `);
    const one = await called(["decide", "--help"]);
    expect([one.code, one.err, one.out.split("\n")[0]]).toEqual([
      0,
      "",
      expect.stringMatching(/^Usage: plenary decide FILE accept\|reject/),
    ]);
  });
});
