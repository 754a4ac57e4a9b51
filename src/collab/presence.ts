/** Where the others write: their carets and selections, carried by y-protocols' awareness. */
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { DELEGATION, colourOf } from "../../schema/index.ts";
import { indexAt, itemCount, positionAt } from "./projection.ts";
import { readSelectionOnly } from "./read-selection.ts";

/** Carets are published at most this often, in milliseconds. */
const PAUSE = 80;
const NAME = 80;

/** Somebody's caret and the other end of the selection, in positions of the document. */
export interface Cursor {
  client: number;
  name: string;
  delegation: string;
  anchor: number;
  head: number;
}
interface Shown {
  cursors: readonly Cursor[];
  decorations: DecorationSet;
}
const KEY = new PluginKey<Shown>("presence");

/** Has the others' carets read again. */
export const readAgain = (tr: Transaction): Transaction => tr.setMeta(KEY, true);

/** Shows the others' carets, and publishes one's own as `cursor: {anchor, head}` in relative positions of the text. */
export function presence(text: Y.Text, awareness: Awareness): Plugin<Shown> {
  return new Plugin<Shown>({
    key: KEY,
    state: {
      init: (_config, state) => shown(readCursors(text, awareness, state), state),
      apply(tr, before, _old, state) {
        const read = tr.getMeta(KEY) as boolean | undefined;
        if (read === true) return shown(readCursors(text, awareness, state), state);
        if (!tr.docChanged || before.cursors.length === 0) return before;
        const cursors = before.cursors.map((cursor) => ({
          ...cursor,
          anchor: tr.mapping.map(cursor.anchor),
          head: tr.mapping.map(cursor.head),
        }));
        return shown(cursors, state);
      },
    },
    props: { decorations: (state) => KEY.getState(state)?.decorations },
    view: (view) => new Publisher(view, text, awareness),
  });
}

class Publisher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Nobody's caret is shown before they put it somewhere: it would stand before the first word. */
  private placed = false;

  constructor(
    private readonly view: EditorView,
    private readonly text: Y.Text,
    private readonly awareness: Awareness,
  ) {
    awareness.on("change", this.read);
    view.dom.addEventListener("focus", this.publishSoon);
  }

  private readonly read = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
    const others = [...added, ...updated, ...removed].some((client) => client !== this.awareness.clientID);
    if (!others || KEY.getState(this.view.state) === undefined) return;
    readSelectionOnly(this.view);
    this.view.dispatch(readAgain(this.view.state.tr));
  };

  update(view: EditorView, before: EditorState): void {
    // A selection is also another one when somebody else's edit has moved it.
    if (view.state.selection !== before.selection && (this.placed || view.state.doc === before.doc)) this.publishSoon();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.awareness.off("change", this.read);
    this.view.dom.removeEventListener("focus", this.publishSoon);
  }

  private readonly publishSoon = (): void => {
    this.placed = true;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const { doc, selection } = this.view.state;
      const relative = (pos: number) => {
        const index = Math.min(indexAt(doc, pos), this.text.length);
        return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.text, index));
      };
      this.awareness.setLocalStateField("cursor", {
        anchor: relative(selection.anchor),
        head: relative(selection.head),
      });
    }, PAUSE);
  };
}

/** The others' cursors; a state of another form is left out, since anybody may send one. */
export function readCursors(text: Y.Text, awareness: Awareness, { doc }: EditorState): Cursor[] {
  const cursors: Cursor[] = [];
  for (const [client, { user, cursor }] of awareness.getStates()) {
    if (client === awareness.clientID || !isObject(user) || !isObject(cursor)) continue;
    const { name, delegation } = user;
    if (typeof name !== "string" || typeof delegation !== "string" || !DELEGATION.test(delegation)) continue;
    const [anchor, head] = [place(text, cursor.anchor), place(text, cursor.head)];
    if (anchor === null || head === null) continue;
    const position = (index: number) => positionAt(doc, Math.min(index, itemCount(doc) - 1));
    cursors.push({ client, name: name.slice(0, NAME), delegation, anchor: position(anchor), head: position(head) });
  }
  return cursors;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The index that a relative position has now; null when it is none, or of what has not come yet. */
function place(text: Y.Text, json: unknown): number | null {
  try {
    const found = isObject(json)
      ? Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), text.doc!)
      : null;
    return found !== null && found.type === text ? found.index : null;
  } catch {
    return null;
  }
}

function shown(cursors: readonly Cursor[], { doc }: EditorState): Shown {
  const decorations = cursors.flatMap(({ client, name, delegation, anchor, head }) => {
    const style = `--colour: var(--delegation-${colourOf(delegation)})`;
    const caret = Decoration.widget(head, () => caretDOM(`${delegation} · ${name}`, style), {
      key: `caret ${client} ${delegation} ${name}`,
      side: 10,
      ignoreSelection: true,
      stopEvent: () => true,
    });
    if (anchor === head) return [caret];
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    return [Decoration.inline(from, to, { class: "caret-selection", style }), caret];
  });
  return { cursors, decorations: DecorationSet.create(doc, decorations) };
}

function caretDOM(label: string, style: string): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "caret";
  caret.setAttribute("style", style);
  caret.setAttribute("aria-hidden", "true");
  const name = document.createElement("span");
  name.className = "caret-name";
  name.textContent = label;
  caret.append(name);
  return caret;
}
