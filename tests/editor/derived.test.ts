/** What references and footnotes show in the editor is what the draft's sequence says, after any edit. */
import { EditorState } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { Delta, PLAIN_LABELLING, MARK, footnoteNumbers, referenceLabels } from "../../schema/index.ts";
import { applyChange } from "../../src/collab/apply-change.ts";
import { project } from "../../src/collab/projection.ts";
import { derived } from "../../src/editor/derived.ts";
import { call, del, draft, ins, item, mark, para } from "../schema/draft.ts";

const sequence = draft(
  call("considering"),
  item("one [all];", mark({ id: "a" })),
  item("two,", { insert: { footnote: "f" } }, mark({ id: "b" })),
  para("heading", "A heading", mark({ id: "h" })),
  para("text", "Plain words", mark({ id: "t" })),
  call("resolves"),
  item(
    "see ",
    { insert: { ref: "b" } },
    { insert: { ref: "h" } },
    { insert: { ref: "t" } },
    del("F:1", "x"),
    mark({ id: "r" }),
  ),
  para("footnote", "Note.", mark({ id: "f" })),
);

function shown(state: EditorState): string[] {
  const plugin = state.plugins[0]! as ReturnType<typeof derived>;
  return plugin
    .getState(state)!
    .decorations.find()
    .map((decoration) => {
      const { type } = decoration as unknown as { type: { attrs?: Record<string, string> } };
      const { "data-was": was, "data-shown": now, class: kind } = type.attrs ?? {};
      return kind ?? (now === undefined ? "number" : was === undefined ? now : `${was}→${now}`);
    });
}

describe("what objects show", () => {
  const open = (of: Delta) => EditorState.create({ doc: project(of), plugins: [derived(() => PLAIN_LABELLING)] });
  test("labels, numbers, words; brackets are set off", () => {
    expect(shown(open(sequence)).sort()).toEqual([
      "1",
      "A heading",
      "Plain words",
      "b)",
      "bracket",
      "bracket",
      "number",
    ]);
  });

  const edits: [string, Delta][] = [
    ["an item before", new Delta().retain(12).insert("new;").insert(MARK, { ins: "USA:1", id: "n", role: "item" })],
    ["text alone", new Delta().retain(14).insert("words ", { ins: "USA:1" })],
    ["a struck target", new Delta().retain(23).retain(5, { "del:F": "F:2" })],
    ["a role that is set", new Delta().retain(22).retain(1, { "set:F:role": { change: "F:3", value: "heading" } })],
    ["another heading", new Delta().retain(34).insert("!", { ins: "USA:1" })],
  ];
  test.each(edits)("is the same as afresh after %s", (_what, edit) => {
    const before = open(sequence);
    const { tr } = before;
    applyChange(tr, edit);
    const after = sequence.compose(edit);
    const state = before.apply(tr);
    expect(shown(state)).toEqual(shown(open(after)));
    const now = referenceLabels(after).get("b")!;
    const pair = now.final === now.original ? now.final : `${now.original}→${now.final ?? "?"}`;
    expect(shown(state)).toContain(pair);
    expect(footnoteNumbers(after).has("f")).toBe(true);
  });

  test("nothing in a draft without any", () =>
    expect(shown(open(draft(item("one", ins("USA:1", "two")))))).toEqual([]));
});
