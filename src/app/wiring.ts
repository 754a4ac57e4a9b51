/**
 * What the live session needs of the editor and of the connection, and where they come from: the one place to change
 * when another editor is put behind the interface.
 */
import type { WebsocketProvider } from "y-websocket";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { SeenStore } from "../collab/acks.ts";
import type { ChangeId, Delta, Labelling } from "../../schema/index.ts";
import type { Me, Mode, Saved, SelectionState, ShownView } from "./session.ts";

export interface EditorState extends SelectionState {
  /** Changes that the selection touches. */
  changes: readonly ChangeId[];
}

export interface EditorOptions {
  element: HTMLElement;
  doc: Y.Doc;
  me: Me;
  awareness: Awareness;
  mode: () => Mode;
  view: () => ShownView;
  labelling: () => Labelling;
  /** What those hear who do not see the page. */
  notes: { agreed: string; movedAway: string; movedHere: string };
  /** Called after each transaction with what the tools show. */
  onChange: (state: EditorState) => void;
  /** Called when an edit was refused because its paragraph is agreed (G4). */
  onAgreed: () => void;
}

export interface Editor {
  setView(view: ShownView): void;
  setMode(mode: Mode): void;
  setLabelling(labelling: Labelling): void;
  /** Says which changes move text. */
  setMoves(moved: ReadonlySet<ChangeId>): void;
  /**
   * `undo`, `redo`, `toggle` a format, `role` of the paragraphs, `level` by ±1, a `bracket` around the selection, a
   * `footnote`, a `reference` to a paragraph. False when it does not apply here.
   */
  command(
    name: "undo" | "redo" | "toggle" | "role" | "level" | "bracket" | "footnote" | "reference",
    ...values: (string | number)[]
  ): boolean;
  /** Scrolls to a change. False when it is nowhere in the text. */
  reveal(change: ChangeId): boolean;
  /** Scrolls to a stretch of the redline and marks it; null takes the mark away. */
  show(place: { from: number; to: number } | null): boolean;
  /** Carries out an edit that was made for `sequence`, as a proposal. False when the text is another by now. */
  apply(edit: Delta, sequence: Delta): boolean;
  /** Selects a stretch of the sequence and scrolls to it. */
  revealPlace(from: number, length: number): void;
  destroy(): void;
}

export interface Acknowledgements {
  readonly saved: Saved;
  /** Log position on the screen; null before the server has told one. */
  readonly at: number | null;
  /** Called when `saved` changes. */
  on(listener: () => void): () => void;
}

export interface Wiring {
  createEditor: (options: EditorOptions) => Editor;
  /** `store` keeps what was seen on this device; null where the browser has none. */
  createAcks: (doc: Y.Doc, provider: WebsocketProvider, store: SeenStore | null) => Acknowledgements;
}
