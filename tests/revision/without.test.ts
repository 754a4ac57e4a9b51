/** The sequence without a delegation, by which the guard sees that nobody else's was touched (G1). */
import { describe, expect, test } from "vitest";
import { without } from "../../src/revision/index.ts";
import { shown } from "./notation.ts";
import { runs } from "./pieces.ts";

describe("without a delegation", () => {
  const bare = (line: string) => shown(without("RCC", runs(line)));
  test("its insertions, deletions and settings are not there", () =>
    expect(bare("a[b +RCC][c -RCC =RCC.em:true]¶")).toBe("ac¶"));
  test("all else is", () =>
    expect(bare("[a +F -USA =USA.em:true .em %x-later:1]¶")).toBe("[a +F -USA =USA.em:true .em %x-later:1]¶"));
  test("its marks on others' text are taken off", () => expect(bare("[a +F -F -RCC]¶")).toBe("[a +F -F]¶"));
  test("in one form, so that equal sequences are equal as JSON", () => {
    const sequence = without("RCC", [
      { insert: "a", attributes: { strong: true, em: true, "del:F": null } },
      { insert: "b", attributes: { em: true, strong: true } },
      { insert: "c", attributes: {} },
    ]);
    expect(JSON.stringify(sequence.ops)).toBe(
      '[{"insert":"ab","attributes":{"em":true,"strong":true}},{"insert":"c"}]',
    );
  });
});
