/** What runs in the browser for `editor.test.ts`: an editor of USA's, and beside it F's, without a screen. */
import { TextSelection } from "prosemirror-state";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Delta, MARK, type Op, plainText, runsOf } from "../../schema/index.ts";
import { indexAt, positionAt } from "../../src/collab/projection.ts";
import { DraftText, type Editor, EditorCore, type Mode, createEditor } from "../../src/editor/index.ts";

export interface Bench {
  editor: Editor;
  /** A redline in short: `one[two +USA]¶`. */
  redline(): string;
  /** The redline's text with the caret in it. */
  caret(): string;
  /** The HTML of the paragraphs, without what only serves the editor. */
  html(): string;
  select(from: number, to?: number): void;
  /** F types at an index of the sequence. */
  foreign(index: number, text: string): void;
  /** F strikes a stretch. */
  foreignStrike(from: number, to: number): void;
  foreignCaret(index: number): Promise<void>;
  changes: readonly string[];
}
declare global {
  interface Window {
    bench: Bench;
    openBench(ops: Op[], mode?: Mode, check?: boolean): void;
  }
}

window.openBench = (ops, mode = "propose", check = true) => {
  const doc = new Y.Doc();
  const other = new Y.Doc();
  doc.getText("draft").applyDelta(ops);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  doc.on("update", (update: Uint8Array, origin: unknown) => origin !== "F" && Y.applyUpdate(other, update, "U"));
  other.on("update", (update: Uint8Array, origin: unknown) => origin !== "U" && Y.applyUpdate(doc, update, "F"));
  const element = document.querySelector("#desk")!;
  window.bench?.editor.destroy();
  element.replaceChildren();
  const awareness = new Awareness(doc);
  const bench: Partial<Bench> = { changes: [] };
  const editor = createEditor({
    element: element as HTMLElement,
    doc,
    me: { name: "Uma", delegation: "USA", role: mode === "direct" ? "secretary" : "delegate" },
    awareness,
    mode,
    check,
    onChange: ({ changes }) => (bench.changes = changes),
  });
  const F = new EditorCore(new DraftText(other.getText("draft")), {
    me: { name: "Amélie", delegation: "F", role: "delegate" },
    mode: "propose",
    check,
  });
  const foreign = (from: number, to: number) => {
    const { state } = F;
    F.dispatch(
      state.tr.setSelection(TextSelection.create(state.doc, positionAt(state.doc, from), positionAt(state.doc, to))),
    );
  };
  window.bench = Object.assign(bench, {
    editor,
    redline: () => redline(new Delta(doc.getText("draft").toDelta() as Op[])),
    caret() {
      const { state } = editor.core;
      const text = plainText(editor.core.text.sequence().ops as Op[]).replaceAll(MARK, "¶");
      const at = indexAt(state.doc, state.selection.head);
      return `${text.slice(0, at)}|${text.slice(at)}`;
    },
    html: () =>
      [...editor.view.dom.children]
        .map((each) => each.outerHTML)
        .join("\n")
        .replaceAll(/ class="ProseMirror-trailingBreak"/g, ""),
    select(from: number, to = from) {
      const { state } = editor.core;
      editor.core.dispatch(
        state.tr.setSelection(TextSelection.create(state.doc, positionAt(state.doc, from), positionAt(state.doc, to))),
      );
      editor.view.focus();
    },
    foreign(index: number, text: string) {
      foreign(index, index);
      F.dispatch(F.state.tr.insertText(text));
    },
    foreignStrike(from: number, to: number) {
      foreign(from, to);
      F.dispatch(F.state.tr.deleteSelection());
    },
    foreignCaret(index: number) {
      const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(doc.getText("draft"), index));
      awareness.states.set(99, {
        user: { name: "Amélie", delegation: "F", role: "delegate" },
        cursor: { anchor: position, head: position },
      });
      awareness.emit("change", [{ added: [99], updated: [], removed: [] }, "test"]);
      return Promise.resolve();
    },
  }) as Bench;
};

/** Each run with who inserted (+) and struck (-) it and what is set (=). */
function redline(sequence: Delta): string {
  let result = "";
  let open = "";
  for (const { insert, attributes = {} } of runsOf(sequence.ops as Op[])) {
    const marks = Object.keys(attributes)
      .filter((key) => /^(ins$|del:|set:)/.test(key))
      .sort((a, b) => (a === "ins" ? -1 : b === "ins" ? 1 : a < b ? -1 : 1))
      .map((key) => {
        if (key === "ins") return `+${String(attributes.ins).split(":")[0]}`;
        return key.startsWith("del:")
          ? `-${key.slice(4)}`
          : `=${key.slice(4)}:${(attributes[key] as { value: unknown }).value}`;
      })
      .join(" ");
    if (marks !== open) result += `${open === "" ? "" : ` ${open}]`}${marks === "" ? "" : "["}`;
    open = marks;
    result += insert === MARK ? "¶" : typeof insert === "string" ? insert : "◊";
  }
  return open === "" ? result : `${result} ${open}]`;
}
