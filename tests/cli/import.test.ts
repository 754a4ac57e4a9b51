import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/formats/index.ts";
import { R130, R50, called, ownFolder } from "./running.ts";

const { path, put } = ownFolder();

describe("import", () => {
  test("a redline that was exported for Word, as text or as Akoma Ntoso has its changes, their authors and its text", async () => {
    const texts = async (file: string) => {
      const written: string[] = [];
      for (const view of ["original", "final"]) {
        await called(["export", file, "--view", view, "-o", path("back.txt")]);
        written.push(readFileSync(path("back.txt"), "utf8").replace(/ +/g, " "));
      }
      return written;
    };
    const expected = await texts(R130);
    for (const name of ["redline.docx", "redline.xml", "redline.txt"]) {
      expect(await called(["export", R130, "--view", "redline", "-o", path(name)])).toEqual({
        code: 0,
        out: "",
        err: "",
      });
      const back = path(`${name}.json`);
      expect((await called(["import", path(name), "-o", back])).code, name).toBe(0);
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
      const { out } = await called(["import", file, ...args]);
      return Object.values((JSON.parse(out) as { changes: Record<string, { delegation: string }> }).changes).map(
        ({ delegation }) => delegation,
      );
    };
    expect(await delegations()).toEqual(["SEC"]);
    expect(await delegations("--delegation", "RCC")).toEqual(["RCC"]);
  });

  test("says which authors it counted as the secretariat, unless somebody said whose they are", async () => {
    const by = (author: string) => `<ins data-author="${author}">words</ins> `;
    const file = put("page.html", `<p>one ${["Jane Doe", "USA (Ann)", "Bob Smith"].map(by).join("")}</p>`);
    const said = async (...args: string[]) => (await called(["import", file, ...args])).err;
    const guess = (names: string) =>
      `plenary import: ${file}: authors: ${names} counted as SEC: --author NAME=CODE says whose they are\n`;
    expect(await said()).toBe(guess("“Jane Doe”, “Bob Smith”"));
    expect(await said("--author", "Jane Doe=F")).toBe(guess("“Bob Smith”"));
    expect(await said("--author", "Jane Doe=F", "--author", "Bob Smith=B")).toBe("");
    expect(await said("--delegation", "RCC")).toBe("");
  });

  test.each([
    [["import", R50, "-o", "x.txt"], /must end in .json/],
    [["import", R50, "--author", "Jane"], /--author is NAME=CODE, not Jane/],
    [["import", R50, "--author", "Jane=u s"], /u s is not a delegation code/],
    [["import", R50, "--delegation", "u s"], /u s is not a delegation code/],
  ])("%j is wrong usage", async (args, message) => {
    const { code, err } = await called(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
