/** The command line as a shell sees it: exit codes, one-line errors, pipes, whole files or none. */
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { READABLE } from "../src/formats/index.ts";
import type { Finding } from "../schema/check/index.ts";
import type { Resolution } from "../schema/index.ts";
import { main } from "../src/cli/commands.ts";
import { readJson, writeJson } from "../src/formats/index.ts";
import { draft, fileOf, ins, item, mark } from "./schema/draft.ts";

const PLENARY = fileURLToPath(new URL("../src/cli/plenary.js", import.meta.url));
const R130 = fileURLToPath(new URL("../examples/resolution-130.json", import.meta.url));
const R50 = fileURLToPath(new URL("../examples/resolution-50.json", import.meta.url));
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "plenary-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
function put(name: string, content: string | Uint8Array): string {
  writeFileSync(path(name), content);
  return path(name);
}

interface Ran {
  code: number | null;
  out: string;
  err: string;
}
/** Runs the command with `input` on its standard input, in a folder of its own. */
function plenary(args: string[], input: string | Uint8Array = ""): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PLENARY, ...args], { cwd: folder });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdin.on("error", () => undefined); // a command that fails early does not read it
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/** The same in this process, which is quicker: for commands that end before they read or write a stream. */
async function quickly(args: string[]): Promise<Ran> {
  const said = { out: "", err: "" };
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => ((said.out += String(text)), true));
  const err = vi.spyOn(console, "error").mockImplementation((text) => void (said.err += `${String(text)}\n`));
  try {
    return { code: await main(args), ...said };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");

describe.concurrent("export", () => {
  test("the original and the final of Resolution 130 are the source's texts", async () => {
    const [original, final] = await Promise.all(
      ["original", "final"].map((view) => plenary(["export", R130, "--view", view])),
    );
    expect(lines(original!.out)).toEqual(lines(fixture("resolution-130-original.txt")));
    expect(lines(final!.out)).toEqual(lines(fixture("resolution-130-proposed.txt")));
    expect([original!.code, original!.err, final!.code, final!.err]).toEqual([0, "", 0, ""]);
  });

  test("the extension of OUT says the format, --format overrides it", async () => {
    const [a, b] = [path("a.html"), path("b.html")];
    await Promise.all([
      plenary(["export", R130, "--view", "redline", "-o", a]),
      plenary(["export", R130, "--view", "redline", "--format", "txt", "-o", b]),
    ]);
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
    expect((await plenary(["export", R130, "--view", "redline", "--format", "json"])).out).toBe(
      readFileSync(R130, "utf8"),
    );
  });

  test("a PDF, with numbers beside its lines where they are asked for", async () => {
    const [clean, numbered] = await Promise.all([
      plenary(["export", R50, "--view", "final", "-o", path("clean.pdf")]),
      plenary(["export", R50, "--view", "final", "--line-numbers", "-o", path("numbered.pdf")]),
    ]);
    expect([clean, numbered]).toEqual([
      { code: 0, out: "", err: "" },
      { code: 0, out: "", err: "" },
    ]);
    expect(readFileSync(path("clean.pdf"), "latin1")).toMatch(/^%PDF-1\.7\n/);
    expect(readFileSync(path("numbered.pdf")).length).toBeGreaterThan(readFileSync(path("clean.pdf")).length);
  });

  test("a reader that closes the pipe is no failure", async () => {
    const command = `"${process.execPath}" "${PLENARY}" export "${R130}" --view final --format html | head -c 9; echo " \${PIPESTATUS[0]}"`;
    const child = spawn("bash", ["-c", command], { cwd: folder });
    let all = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (all += text));
    await new Promise((resolve) => child.on("close", resolve));
    expect(all).toBe("<!doctype 0\n");
  });
});

describe.concurrent("writing files", () => {
  test("an existing file is replaced whole, and keeps its mode and its links", async () => {
    const target = put("kept.txt", "before");
    chmodSync(target, 0o640);
    symlinkSync(target, path("link.txt"));
    expect(await plenary(["export", R50, "--view", "final", "-o", path("link.txt")])).toEqual({
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
    expect((await plenary(["decide", R130, "accept", "--change", "USA:99", "-o", target])).code).toBe(3);
    expect(readFileSync(target, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.includes("old.json"))).toEqual(["old.json"]);
  });

  test("a device is written into, not replaced", async () => {
    expect((await plenary(["export", R50, "--view", "final", "-o", "/dev/null"])).code).toBe(0);
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("a place that cannot be written is named", async () => {
    const [missing, isFolder] = await Promise.all([
      plenary(["export", R50, "--view", "final", "-o", path("no/out.txt")]),
      plenary(["export", R50, "--view", "final", "-o", folder]),
    ]);
    expect(missing).toEqual({
      code: 3,
      out: "",
      err: `plenary export: ${path("no/out.txt")}: cannot be written: no such file or folder\n`,
    });
    expect(isFolder).toEqual({ code: 3, out: "", err: `plenary export: ${folder}: cannot be written: is a folder\n` });
  });
});

describe.concurrent("outline", () => {
  test("is the structure of the view as JSON, the final unless asked", async () => {
    const [final, original] = await Promise.all([
      plenary(["outline", R130]),
      plenary(["outline", R130, "--view", "original"]),
    ]);
    const calls = ({ out }: Ran) =>
      (JSON.parse(out) as Resolution).preamble.map(({ call, items }) => [call, items.map(({ label }) => label)]);
    expect(calls(final)).toEqual([
      ["recognizing", ["a)", "b)", "c)"]],
      ["aware", ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]],
      ["noting", ["a)", "b)"]],
    ]);
    expect(calls(original)).toEqual([
      ["considering", [null]],
      ["aware", ["a)", "b)", "c)"]],
      ["noting", ["a)", "b)"]],
    ]);
  });
});

describe.concurrent("check", () => {
  test("a line for each finding and exit code 1, or none and 0", async () => {
    const [slips, none] = await Promise.all([plenary(["check", R130]), plenary(["check", R50])]);
    expect([slips.code, slips.err]).toEqual([1, ""]);
    const lines = slips.out.split("\n");
    expect(lines).toHaveLength(15);
    expect(lines[0]).toBe(`${R130}: paragraph 1: “Rev” is written “Rev.” [rev-stop]`);
    expect(lines[1]).toBe(`${R130}: recognizing a): “{” is closed by “]” [unbalanced-bracket]`);
    expect(none).toEqual({ code: 0, out: "", err: "" });
  });

  test("as JSON, with places and fixes", async () => {
    const [slips, none] = await Promise.all([
      plenary(["check", "-", "--json"], readFileSync(R130)),
      plenary(["check", R50, "--json"]),
    ]);
    expect(slips.code).toBe(1);
    expect(JSON.parse(slips.out)).toHaveLength(14);
    expect((JSON.parse(slips.out) as Finding[])[0]).toEqual({
      rule: "rev-stop",
      severity: "error",
      place: expect.objectContaining({ paragraph: "number", number: 1, from: 25, to: 28 }),
      message: "“Rev” is written “Rev.”",
      fix: { ops: [{ retain: 28 }, { insert: "." }] },
    });
    expect(none).toEqual({ code: 0, out: "[]\n", err: "" });
  });

  test("an adopted text has no open brackets", async () => {
    const { out } = await plenary(["check", R130, "--adopted"]);
    expect(out).toContain(" 2 ii): square brackets are open in an adopted text [open-bracket]\n");
  });
});

describe.concurrent("decide", () => {
  const decided = async (...args: string[]) => {
    const { code, out, err } = await plenary(["decide", R130, ...args]);
    const result = readJson(out);
    if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
    return { code, err, draft: result.draft, text: out };
  };

  test("accepting all is the final, rejecting all the original; nothing is pending then", async () => {
    const [accepted, rejected] = await Promise.all([decided("accept", "--all"), decided("reject", "--all")]);
    const [final, original] = await Promise.all(
      ["final", "original"].map((view) => plenary(["export", R130, "--view", view, "--format", "json"])),
    );
    expect(accepted.text).toBe(final!.out);
    expect(rejected.text).toBe(original!.out);
    expect([accepted.code, accepted.err, accepted.draft.changes]).toEqual([0, "", {}]);
  });

  test("by delegation, and what goes with it is listed", async () => {
    const { code, err, draft: left } = await decided("accept", "--delegation", "F");
    expect(code).toBe(0);
    expect(Object.keys(left.changes).filter((id) => id.startsWith("F:"))).toEqual([]);
    expect(Object.keys(left.changes)).toHaveLength(20); // USA:6 went with F:1, which had moved its text
    expect(lines(err)[0]).toMatch(/^plenary decide: USA:6 goes with it: that the private sector/);
  });

  test("by change, in both ways of naming several", async () => {
    const [one, two] = await Promise.all([
      decided("accept", "--change", "USA:1", "USA:2"),
      decided("accept", "--change", "USA:1", "--change", "USA:2"),
    ]);
    expect(one.text).toBe(two.text);
    expect(Object.keys(one.draft.changes)).toHaveLength(25);
    expect(one.text).toContain('{"insert":"RESOLUTION 130 (Rev Antalya, 2006)"}');
  });

  test("marks that a decision adds have ids of their own", async () => {
    const stranded = draft(
      item(ins("USA:1", "one "), ins("F:1", "two"), mark({ ins: "USA:1", id: "x" })),
      item("end", mark({ id: "x~" })),
    );
    const { code, out, err } = await plenary(
      ["decide", "-", "reject", "--delegation", "USA"],
      writeJson(fileOf(stranded)),
    );
    const result = readJson(out);
    expect([code, err]).toEqual([0, "plenary decide: F:1 stays pending in a paragraph of its own: two\n"]);
    const ids = result.ok ? result.draft.ops.flatMap((op) => op.attributes?.id ?? []) : [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(2);
  });
});

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
    [["export", R50, "--view", "final", "--layout", "odd", "--format", "html"], /--layout odd is not one of text/],
    [["export", R50, "--view", "final", "--layout", "changes"], /--layout changes is one of html, not of txt/],
    [["serve", "--port", "http"], /--port must be 0 to 65535/],
    [["serve", R50], /serve takes no FILE/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await quickly(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^plenary[^\n]*: [^\n]+\n$/);
    expect(err).toMatch(message);
  });
});

describe("import", () => {
  test("a redline that was exported for Word, as text or as Akoma Ntoso has its changes, their authors and its text", async () => {
    const texts = async (file: string) => {
      const written: string[] = [];
      for (const view of ["original", "final"]) {
        await quickly(["export", file, "--view", view, "-o", path("back.txt")]);
        written.push(readFileSync(path("back.txt"), "utf8").replace(/ +/g, " "));
      }
      return written;
    };
    const expected = await texts(R130);
    for (const name of ["redline.docx", "redline.xml", "redline.txt"]) {
      expect(await quickly(["export", R130, "--view", "redline", "-o", path(name)])).toEqual({
        code: 0,
        out: "",
        err: "",
      });
      const back = path(`${name}.json`);
      expect((await quickly(["import", path(name), "-o", back])).code, name).toBe(0);
      expect(await texts(back), name).toEqual(expected);
      const read = readJson(readFileSync(back, "utf8"));
      if (!read.ok) throw new Error(read.message);
      expect(new Set(Object.values(read.draft.changes).map(({ delegation }) => delegation))).toEqual(
        new Set(["USA", "F"]),
      );
    }
  });

  test("gives proposals of unknown authors to the delegation named, and an author's to his or hers", async () => {
    const file = put("critic.txt", "one {++two ++}three\n");
    const delegations = async (...args: string[]) => {
      const { out } = await plenary(["import", file, ...args]);
      return Object.values((JSON.parse(out) as { changes: Record<string, { delegation: string }> }).changes).map(
        ({ delegation }) => delegation,
      );
    };
    expect(await delegations()).toEqual(["SEC"]);
    expect(await delegations("--delegation", "RCC")).toEqual(["RCC"]);
  });

  test.each([
    [["import", R50, "-o", "x.txt"], /must end in .json/],
    [["import", R50, "--author", "Jane"], /--author is NAME=CODE, not Jane/],
    [["import", R50, "--author", "Jane=u s"], /u s is not a delegation code/],
    [["import", R50, "--delegation", "u s"], /u s is not a delegation code/],
  ])("%j is wrong usage", async (args, message) => {
    const { code, err } = await quickly(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("unreadable or invalid input: exit code 3, one line with file and place, no output", () => {
  const changed = (change: (text: string) => string) => change(readFileSync(R130, "utf8"));
  test.each<[string, () => string, string]>([
    ["no file", () => path("none.json"), "cannot be read: no such file or folder"],
    ["a folder", () => folder, "cannot be read: is a folder"],
    ["a file of another kind", () => put("a.odt", "PK"), `format: odt cannot be read, only ${READABLE.join(", ")}`],
    ["no Word document", () => put("a.docx", "PK"), "file: not a Word document (.docx): it is no ZIP archive"],
    ["a picture", () => put("b.json", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255])), "file: not text in UTF-8"],
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
    const ran = await quickly(["export", name, "--view", "final", "-o", out]);
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
    const [change, delegation] = await Promise.all([
      plenary(["decide", R130, "accept", "--change", "USA:99"]),
      plenary(["decide", R50, "accept", "--delegation", "F"]),
    ]);
    expect(change).toEqual({ code: 3, out: "", err: `plenary decide: ${R130}: changes: USA:99 is not pending\n` });
    expect(delegation).toEqual({ code: 3, out: "", err: `plenary decide: ${R50}: changes: none of F is pending\n` });
  });
});

describe.concurrent("help", () => {
  test("of the program and of each command, on standard output", async () => {
    const all = await plenary(["--help"]);
    expect([all.code, all.err]).toEqual([0, ""]);
    for (const name of ["serve", "export", "outline", "check", "decide"])
      expect(all.out).toContain(`  plenary ${name} `);
    const one = await plenary(["decide", "--help"]);
    expect([one.code, one.err, one.out.split("\n")[0]]).toEqual([
      0,
      "",
      expect.stringMatching(/^Usage: plenary decide FILE accept\|reject/),
    ]);
  });
});

describe("serve", () => {
  test("prints the links, serves, and ends when interrupted", async () => {
    const child = spawn(process.execPath, [PLENARY, "serve", "--port", "0", "--data", path("store")], { cwd: folder });
    let [out, err] = ["", ""];
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
        if (out.includes("Stop with Ctrl-C")) resolve();
      });
      child.on("close", () => resolve());
    });
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    const health = url === undefined ? undefined : (await fetch(`${url}/healthz`)).status;
    child.kill("SIGTERM");
    const code = await new Promise((resolve) =>
      child.exitCode === null ? child.on("close", resolve) : resolve(child.exitCode),
    );
    expect({ code, err, health }).toEqual({ code: 0, err: "", health: 200 });
    for (const title of ["RESOLUTION 130", "RESOLUTION 50"]) expect(out).toContain(title);
    for (const who of ["chair", "USA", "F", "secretary", "observer"])
      expect(out).toMatch(new RegExp(`^ {2}${who} .*http://127`, "m"));
  });

  test("a port in use is one line", async () => {
    const { createServer } = await import("node:http");
    const busy = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => busy.once("listening", resolve));
    const { port } = busy.address() as { port: number };
    const ran = await plenary(["serve", "--port", String(port), "--data", path("store2")]);
    busy.close();
    expect(ran).toEqual({
      code: 3,
      out: "",
      err: `plenary serve: 127.0.0.1:${port}: cannot serve: the port is in use\n`,
    });
  });
});

describe("compare", () => {
  test("makes a redline whose views are the two texts", async () => {
    const [old, next] = [
      put("old.txt", fixture("resolution-130-original.txt")),
      put("new.txt", fixture("resolution-130-proposed.txt")),
    ];
    const { code, err } = await quickly(["compare", old, next, "--delegation", "USA", "-o", path("redline.json")]);
    expect([code, err]).toEqual([0, ""]);
    const shown = async (file: string, view: string) => {
      await quickly(["export", file, "--view", view, "--format", "txt", "-o", path("shown.txt")]);
      return readFileSync(path("shown.txt"), "utf8");
    };
    expect(await shown(path("redline.json"), "original")).toBe(await shown(old, "final"));
    expect(await shown(path("redline.json"), "final")).toBe(await shown(next, "final"));
  });
  test("reads each format, and of a redline its final text", async () => {
    const files = [put("r130.txt", fixture("resolution-130-proposed.txt")), path("redlined.txt"), path("r130.json")];
    for (const file of files.slice(1)) await quickly(["export", R130, "--view", "redline", "-o", file]);
    for (const file of files) {
      const same = await quickly(["compare", file, file, "-o", path("same.json")]);
      expect([same.code, same.err]).toEqual([0, ""]);
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
    await quickly(["compare", old, next, "-o", path("c.html")]);
    expect(readFileSync(path("c.html"), "utf8")).toMatch(/<del[^>]*>two<\/del><ins[^>]*>four<\/ins>/);
    const { code, err } = await quickly(["compare", old, next, "--format", "txt", "-o", path("c.out")]);
    expect([code, err]).toEqual([0, ""]);
    expect(readFileSync(path("c.out"), "utf8")).toContain("one {--two--}{>>SEC<<}{++four++}{>>SEC<<};");
  });
  test("keeps what the old draft has besides its text", async () => {
    const commented = fileOf(draft(item("one two")));
    commented.ops[0]!.attributes = { "cmt:t1": true };
    commented.comments = { "t1/m1": { delegation: "F", by: "Marie", time: "2026-01-01T00:00:00Z", text: "why?" } };
    const [old, next] = [put("commented.json", writeJson(commented)), put("next.txt", "one three")];
    await quickly(["compare", old, next, "-o", path("kept.json")]);
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
    const { code, err } = await quickly(["compare", ...files, "-o", path("never.json")]);
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
    const { code, err } = await quickly(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
