/** Which changes are one gesture. */
import { expect, test } from "vitest";
import type { Change, ChangeId } from "../../schema/index.ts";
import { gesturesOf, revisions } from "../../src/revision/index.ts";
import { draft } from "./notation.ts";

/** Everything is by one person of its delegation, second after second in order of number, but for what is given. */
function gestures(line: string, given: Record<ChangeId, Partial<Change>> = {}): ChangeId[][] {
  const changes = revisions(draft(line));
  const records: Record<ChangeId, Change> = {};
  for (const { id, delegation } of changes.values()) {
    const second = id.split(":")[1]!.padStart(2, "0");
    records[id] = { delegation, by: "Marian", time: `2026-05-04T10:00:${second}Z`, ...given[id] };
  }
  return gesturesOf(changes.values(), records);
}

test("characters taken away one after the other", () =>
  expect(gestures("a[b -USA:3][c -USA:2][d -USA:1]e¶")).toEqual([["USA:3", "USA:2", "USA:1"]]));
test("and what was typed in their place", () =>
  expect(gestures("a[b -USA:1][c -USA:2][x +USA:2]e¶")).toEqual([["USA:1", "USA:2"]]));
test("and what was taken away behind that", () =>
  expect(gestures("a[b -USA:1][x +USA:1][c -USA:2]d¶")).toEqual([["USA:1", "USA:2"]]));
test("across a paragraph mark", () => expect(gestures("a[b -USA:1][¶ -USA:2]c¶")).toEqual([["USA:1", "USA:2"]]));
test("not those of two delegations, or of two people of one", () => {
  expect(gestures("a[b -USA:1][c -F:2]d¶")).toEqual([["USA:1"], ["F:2"]]);
  expect(gestures("a[b -USA:1][c -USA:2]d¶", { "USA:2": { by: "Greg" } })).toEqual([["USA:1"], ["USA:2"]]);
});
test("not what lies apart, in place or in time", () => {
  expect(gestures("[a -USA:1]b[c -USA:2]¶")).toEqual([["USA:1"], ["USA:2"]]);
  const later = { "USA:2": { time: "2026-05-04T10:02:00Z" } };
  expect(gestures("[a -USA:1][b -USA:2]¶", later)).toEqual([["USA:1"], ["USA:2"]]);
});
test("a minute between them is still one", () =>
  expect(gestures("[a -USA:1][b -USA:2]¶", { "USA:2": { time: "2026-05-04T10:01:01Z" } })).toEqual([
    ["USA:1", "USA:2"],
  ]));
test("not what else lies within one of them", () => {
  expect(gestures("[a -USA:1]b[c -USA:1][d -USA:2]¶")).toEqual([["USA:1"], ["USA:2"]]);
  expect(gestures("[a -USA:1][b =USA:1.em:true][c -USA:2]¶")).toEqual([["USA:1"], ["USA:2"]]);
});
test("not insertions, settings and moves", () => {
  expect(gestures("[a +USA:1][b +USA:2]¶")).toEqual([["USA:1"], ["USA:2"]]);
  expect(gestures("[a -USA:1]b[¶ =USA:2.level:1]¶")).toEqual([["USA:1"], ["USA:2"]]);
  expect(gestures("[one two -USA:1][three -USA:2] four [one two +USA:1]¶")).toEqual([["USA:1"], ["USA:2"]]);
});
test("nor what nobody is known to have made, as in an imported file", () =>
  expect(gestures("[a -USA:1][b -USA:2]¶", { "USA:1": { by: "" }, "USA:2": { by: "" } })).toEqual([
    ["USA:1"],
    ["USA:2"],
  ]));
test("two that others struck as well", () =>
  expect(gestures("[a -USA:1 -F:1][b -USA:2 -F:1]¶")).toEqual([["USA:1", "USA:2"], ["F:1"]]));
test("nor what has no record", () => {
  const changes = revisions(draft("[a -USA:1][b -USA:2]¶"));
  const record = { by: "Marian", time: "2026-05-04T10:00:00Z" };
  for (const id of changes.keys())
    expect(gesturesOf(changes.values(), { [id]: record })).toEqual([["USA:1"], ["USA:2"]]);
});
