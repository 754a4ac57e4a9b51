import { describe, expect, test } from "vitest";
import { readJson, writeJson } from "../../src/formats/index.ts";
import { draft, fileOf, ins, item, mark } from "../schema/draft.ts";
import { R130, called, lines, plenary } from "./running.ts";

describe("decide", () => {
  const decided = async (...args: string[]) => {
    const { code, out, err } = await called(["decide", R130, ...args]);
    const result = readJson(out);
    if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
    return { code, err, draft: result.draft, text: out };
  };

  test("accepting all is the final, rejecting all the original; nothing is pending then", async () => {
    const [accepted, rejected] = [await decided("accept", "--all"), await decided("reject", "--all")];
    const shown = async (view: string) => (await called(["export", R130, "--view", view, "--format", "json"])).out;
    expect(accepted.text).toBe(await shown("final"));
    expect(rejected.text).toBe(await shown("original"));
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
    const [one, two] = [
      await decided("accept", "--change", "USA:1", "USA:2"),
      await decided("accept", "--change", "USA:1", "--change", "USA:2"),
    ];
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
