/** The editor: a draft's text on the page, edited by proposals or directly, or shown as it was or would be. */
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, type Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import {
  type ChangeId,
  type Delta,
  type Format,
  type Labelling,
  type Op,
  PLAIN_LABELLING,
  type Role,
  canonicalSequence,
  labelsOf,
  lengthOf,
  referenceLabels,
} from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import { EditorCore, type Mode, type Person } from "../collab/binding.ts";
import { giveEdit } from "../collab/given-edit.ts";
import { DraftText } from "../collab/draft-text.ts";
import { presence, readAgain } from "../collab/presence.ts";
import { itemCount, positionAt } from "../collab/projection.ts";
import { readSelection, readSelectionOnly } from "../collab/read-selection.ts";
import { changeLevel, changeRole, redo, toggleFormat, undo } from "./commands.ts";
import { type Notes, decorations, relabel, selectChange, showMoves } from "./decorations.ts";
import { derived } from "./derived.ts";
import { deletionOf } from "./deletion.ts";
import { insertBrackets, insertFootnote, insertReference } from "./insertions.ts";
import { keys } from "./keys.ts";
import { moveParagraphs } from "./moving.ts";
import { labelsOfBlocks } from "./labels.ts";
import { clipboard, pasteForeign } from "./paste.ts";
import { bringIntoSight, showPlace } from "./place.ts";
import { settledAgain, settledState } from "./settled.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

export type { Mode, Person, Snapshot };
export { Acks, type Saved } from "../collab/acks.ts";
export { EditorCore } from "../collab/binding.ts";
export { DraftText } from "../collab/draft-text.ts";

export type ShownView = "original" | "redline" | "final";

/** From the first item to behind the last one, as indexes of the redline. */
export interface Stretch {
  from: number;
  to: number;
}

export interface EditorOptions {
  /** The editor is put into it. */
  element: HTMLElement;
  /** Its `Y.Text` `draft` is the text. */
  doc: Y.Doc;
  me: Person;
  /** Where others' carets come from; each state's `user` says who it is. */
  awareness?: Awareness;
  mode: Mode | (() => Mode);
  /** The redline without it. */
  view?: ShownView | (() => ShownView);
  /** ITU's labels in English, numbered anew, without it. */
  labelling?: Labelling | (() => Labelling);
  /** What assistive technology calls the text. */
  label?: string;
  /** What assistive technology says of it besides: how Tab leads out of it. */
  hint?: string;
  /** What those hear who do not see the page; in English without it. */
  notes?: Notes;
  /** Called after each transaction with what the tools show. */
  onChange?: (snapshot: Snapshot) => void;
  /** Called when an edit was refused because it would change an agreed paragraph. */
  onAgreed?: () => void;
  /** Asserts P1 after every transaction: for tests and development. */
  check?: boolean;
}

/** What `command` can do. False when it does not apply here. */
export type CommandCall =
  | [name: "undo"]
  | [name: "redo"]
  | [name: "toggle", format: Format]
  | [name: "role", role: Role]
  | [name: "level", by: number]
  | [name: "move", by: 1 | -1]
  | [name: "bracket"]
  | [name: "footnote"]
  /** To the paragraph whose mark has this id. */
  | [name: "reference", target: string];

export interface Editor {
  readonly view: EditorView;
  readonly core: EditorCore;
  setView(view: ShownView): void;
  setMode(mode: Mode): void;
  setLabelling(labelling: Labelling): void;
  /** Says which changes move text. */
  setMoves(moved: ReadonlySet<ChangeId>): void;
  command(name: CommandCall[0], ...values: (string | number)[]): boolean;
  /** Marks a change as the selected one; null none. */
  select(change: ChangeId | null): void;
  /** Marks a change as the selected one and brings it into sight. False when it is nowhere in the text. */
  reveal(change: ChangeId): boolean;
  /** Brings a stretch of the redline into sight and marks it; null takes the mark away. False when it is not there. */
  show(place: Stretch | null): boolean;
  /** Carries out an edit that was made for `sequence`, as a proposal. False when the text is another by now. */
  apply(edit: Delta, sequence: Delta): boolean;
  /** Selects a stretch of the sequence, as far as it is there, and brings it into sight. */
  revealPlace(from: number, length: number): void;
  destroy(): void;
}

const initial = <T>(value: T | (() => T)): T => (typeof value === "function" ? (value as () => T)() : value);

/** How long the original and the final view may be behind others' typing, in milliseconds. */
const BEHIND = 150;

export function createEditor(options: EditorOptions): Editor {
  const { element, me, awareness, onChange } = options;
  const { label = "Draft", hint = "Escape, then Tab, leads out of the text" } = options;
  const text = new DraftText(options.doc.getText("draft"));
  let shown: ShownView = initial(options.view ?? "redline");
  let labelling = initial(options.labelling ?? PLAIN_LABELLING);
  const plugins: Plugin[] = [
    keys(() => core),
    decorations((doc) => labelsOfBlocks(doc, labelling), options.notes),
    derived(() => labelling),
  ];
  if (awareness !== undefined) plugins.push(presence(text.text, awareness));
  const { onAgreed, check } = options;
  const core: EditorCore = new EditorCore(text, { me, mode: initial(options.mode), plugins, onAgreed, check });
  const stateOf = (as: ShownView): EditorState =>
    as === "redline"
      ? core.state
      : settledState(text.sequence(), as, [
          decorations(settledLabels(as), options.notes),
          derived(() => labelling, settledReferences(as)),
        ]);
  const settledLabels = (as: "original" | "final") => () =>
    labelsOf(text.sequence(), as, labelling).map((label) => ({ original: label, final: label }));
  const settledReferences = (as: "original" | "final") => () =>
    new Map(
      [...referenceLabels(text.sequence(), labelling)].map(([id, pair]) => [
        id,
        { original: pair[as], final: pair[as] },
      ]),
    );

  const view = new EditorView(element, {
    state: stateOf(shown),
    dispatchTransaction: (tr: Transaction) =>
      shown === "redline" ? core.dispatch(tr) : view.updateState(view.state.apply(tr)),
    editable: () => shown === "redline" && core.editable,
    attributes: () => ({
      class: "draft",
      "data-view": shown,
      role: "textbox",
      "aria-multiline": "true",
      "aria-readonly": String(shown !== "redline" || !core.editable),
      "aria-label": label,
      ...(shown === "redline" && core.editable && { "aria-description": hint }),
      style:
        "white-space: pre-wrap; overflow-wrap: break-word; font-variant-ligatures: none; -webkit-font-variant-ligatures: none",
    }),
    handleDOMEvents: {
      // Chromium tells of a selection that keys moved when the next key may be there already: it is read before.
      keydown(view) {
        readSelection(view);
        return false;
      },
      paste(view, event) {
        readSelection(view);
        return pasteForeign(view, core, event, labelling);
      },
      // The browser would take the selected text out of the page, but struck text stays: so it is struck before. The
      // caret goes to its left, because Chromium counts the composed text from where the selection began.
      compositionstart() {
        const struck = shown === "redline" ? deletionOf(core, -1) : null;
        if (struck !== null) core.dispatch(giveEdit(core.state.tr, { ...struck, goesOn: true }));
        return false;
      },
    },
    ...clipboard(me.delegation),
  });

  const tell = () => onChange?.(snapshotOf(view.state, me.delegation));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showAgain = () => {
    timer = undefined;
    if (shown === "redline") return;
    readSelectionOnly(view);
    view.updateState(settledAgain(view.state, text.sequence(), shown));
  };
  core.screen = {
    get composing() {
      return view.composing;
    },
    readSelection: () => readSelectionOnly(view),
    updateState(state) {
      if (shown === "redline") view.updateState(state);
      else timer ??= setTimeout(showAgain, BEHIND);
      tell();
    },
  };
  tell();

  /** Has something drawn otherwise; the text and the caret stay. */
  const redraw = (change: (tr: Transaction) => Transaction): void => {
    readSelectionOnly(view);
    core.dispatch(change(core.state.tr));
  };
  const select = (change: ChangeId | null): void => {
    readSelectionOnly(view);
    view.dispatch(selectChange(view.state.tr, change));
  };
  return {
    view,
    core,
    setView(next) {
      if (next === shown) return;
      shown = next;
      view.updateState(stateOf(next));
      if (next === "redline" && awareness !== undefined) core.dispatch(readAgain(core.state.tr));
      tell();
    },
    setMode: (mode) => core.setMode(mode),
    setLabelling(next) {
      labelling = next;
      redraw(relabel);
      if (shown !== "redline") view.updateState(settledAgain(view.state, text.sequence(), shown));
    },
    setMoves: (moved) => redraw((tr) => showMoves(tr, moved)),
    command(...call) {
      if (shown !== "redline" || !core.editable) return false;
      return commandOf(core, call as CommandCall, labelling)(core.state, (tr) => core.dispatch(tr), view);
    },
    select,
    reveal(change) {
      select(change);
      const place = placeOf(view, change);
      if (place !== null) bringIntoSight(place);
      return place !== null;
    },
    show: (place) => shown === "redline" && showPlace(view, place),
    apply(edit, sequence) {
      if (shown !== "redline" || !core.editable || !sameSequence(sequence, text.sequence())) return false;
      const before = core.state.doc;
      core.dispatch(giveEdit(core.state.tr, { delta: edit, caret: endOf(edit), proposed: true }));
      return core.state.doc !== before;
    },
    revealPlace(from, length) {
      const { doc, tr } = core.state;
      const [start, end] = [from, from + length].map((index) => positionAt(doc, Math.min(index, itemCount(doc) - 1)));
      core.dispatch(tr.setSelection(TextSelection.create(doc, start!, end)).scrollIntoView());
      view.focus();
    },
    destroy() {
      showPlace(view, null);
      clearTimeout(timer);
      core.destroy();
      text.destroy();
      view.destroy();
    },
  };
}

const sameSequence = (a: Delta, b: Delta): boolean =>
  JSON.stringify(canonicalSequence(a.ops as Op[])) === JSON.stringify(canonicalSequence(b.ops as Op[]));

/** Where an edit's first insertion ends, or what it deletes first, in the edited sequence. */
function endOf(edit: Delta): number {
  const [first, second] = edit.ops as Op[];
  const at = typeof first?.retain === "number" ? first.retain : 0;
  const insert = typeof first?.retain === "number" ? second?.insert : first?.insert;
  return at + (insert === undefined ? 0 : lengthOf(insert));
}

function commandOf(core: EditorCore, call: CommandCall, labelling: Labelling): Command {
  switch (call[0]) {
    case "undo":
      return undo;
    case "redo":
      return redo;
    case "toggle":
      return toggleFormat(core, call[1]);
    case "role":
      return changeRole(core, call[1]);
    case "level":
      return changeLevel(core, call[1]);
    case "move":
      return moveParagraphs(core, call[1]);
    case "bracket":
      return insertBrackets;
    case "footnote":
      return insertFootnote;
    case "reference":
      return insertReference(call[1], labelling);
  }
}

/** The element that shows a change: its text, or the paragraph on whose mark it sets something. Null where there is none. */
function placeOf(view: EditorView, change: ChangeId): Element | null {
  const run = view.dom.querySelector(`[data-change="${CSS.escape(change)}"]`);
  if (run !== null) return run;
  const isSet = (block: Node) =>
    Object.values(markOf(block)).some((value) => (value as { change?: unknown } | null)?.change === change);
  return view.dom.children[view.state.doc.children.findIndex(isSet)] ?? null;
}
