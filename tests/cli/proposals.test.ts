import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { read, writeJson } from "../../src/formats/index.ts";
import { draft, fileOf, ins, item } from "../schema/draft.ts";
import { called, ownFolder } from "./running.ts";

const { folder, path, put } = ownFolder();

describe("plenary export --proposals", () => {
  const tabled = {
    ...fileOf(draft(item("that all ", ins("USA:1", "good ")), item("that ", ins("F:1", "some "), "do"))),
    proposals: {
      "USA/1/1": { kind: "MOD", title: "", reasons: "Because.", sponsors: ["USA"], state: "pending" },
      "F/2/1": { kind: "ADD", title: "", reasons: "", sponsors: ["F"], state: "pending" },
    },
  };
  const changes = {
    "USA:1": { delegation: "USA", by: "", time: "", proposal: "USA/1/1" },
    "F:1": { delegation: "F", by: "", time: "", proposal: "F/2/1" },
  };
  const file = put("tabled.json", writeJson({ ...tabled, changes } as never));
  const plain = put("plain.json", writeJson(fileOf(draft(item("that all do")))));

  test("writes them one to a page, for Word", async () => {
    const list = path("list.docx");
    expect((await called(["export", file, "--proposals", "-o", list])).code).toBe(0);
    const result = await read("docx", new Uint8Array(readFileSync(list)));
    const text = result.ok ? result.draft.ops.map(({ insert }) => insert).join("") : result.message;
    expect(text).toContain("USA/1/1");
    expect(text).toContain("good");
    expect(text).toContain("F/2/1");
  });

  test.each([
    [["--proposals", "--view", "final"], 2, /no --view of them/],
    [["--proposals", "-o", path("list.txt")], 2, /written as docx only/],
  ])("%j is refused", async (args, code, message) => {
    const ran = await called(["export", file, ...args]);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(existsSync(path("list.txt"))).toBe(false);
  });

  test("of a draft without any says so, and writes nothing", async () => {
    expect(await called(["export", plain, "--proposals", "-o", path("none.docx")])).toEqual({
      code: 3,
      out: "",
      err: `plenary export: ${plain}: proposals: there are none\n`,
    });
    expect(readdirSync(folder).filter((name) => name.includes("none"))).toEqual([]);
  });
});
