/** Which key does what. */
import { keydownHandler } from "prosemirror-keymap";
import { AllSelection, type Command, Plugin } from "prosemirror-state";
import type { EditorCore } from "../collab/binding.ts";
import { roleOf } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import {
  breakLine,
  breakParagraph,
  changeLevel,
  redo,
  remove,
  selectedBlocks,
  toggleFormat,
  undo,
} from "./commands.ts";
import { insertBrackets, insertFootnote } from "./insertions.ts";
import { moveParagraphs } from "./moving.ts";

const selectAll: Command = (state, dispatch) => {
  dispatch?.(state.tr.setSelection(new AllSelection(state.doc)));
  return true;
};

/** The editor's keys. The core is asked for when a key is pressed: it is made with this plugin. */
export function keys(core: () => EditorCore): Plugin {
  const late =
    (make: (core: EditorCore) => Command): Command =>
    (state, dispatch, view) =>
      make(core())(state, dispatch, view);
  const backspace = late((core) => remove(core, -1, "character"));
  const backspaceWord = late((core) => remove(core, -1, "word"));
  const forwardDelete = late((core) => remove(core, 1, "character"));
  const deleteWord = late((core) => remove(core, 1, "word"));
  /** Whether the next Tab leads out of the text, as it does after Escape: nobody is caught in it without a mouse. */
  let leaving = false;
  /** In an item the key is taken, also where there is no further level: it must not lead out of the text by chance. */
  const level = (by: number) =>
    late((core) => (state, dispatch) => {
      if (leaving) return false;
      for (const { node } of selectedBlocks(state)) {
        if (roleOf(markOf(node)) === "item") return changeLevel(core, by)(state, dispatch) || true;
      }
      return false;
    });
  const handle = keydownHandler({
    Enter: late(breakParagraph),
    "Shift-Enter": breakLine,
    Backspace: backspace,
    "Shift-Backspace": backspace,
    "Mod-Backspace": backspaceWord,
    "Ctrl-Backspace": backspaceWord,
    "Alt-Backspace": backspaceWord,
    Delete: forwardDelete,
    "Mod-Delete": deleteWord,
    "Ctrl-Delete": deleteWord,
    "Alt-Delete": deleteWord,
    "Alt-ArrowUp": late((core) => moveParagraphs(core, -1)),
    "Alt-ArrowDown": late((core) => moveParagraphs(core, 1)),
    Tab: level(1),
    "Shift-Tab": level(-1),
    "Mod-i": late((core) => toggleFormat(core, "em")),
    "Mod-b": late((core) => toggleFormat(core, "strong")),
    "Mod-z": undo,
    "Shift-Mod-z": redo,
    "Mod-y": redo,
    "Mod-a": selectAll,
    "Mod-Shift-[": insertBrackets,
    "Mod-Alt-f": insertFootnote,
  });
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const handled = handle(view, event);
        if (event.key !== "Shift") leaving = event.key === "Escape";
        return handled;
      },
    },
  });
}
