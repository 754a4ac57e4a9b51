import type { EditorView } from "prosemirror-view";

/** What of ProseMirror's own reading of the page is needed; it has no public name. */
interface Reading {
  domObserver: { flush(): void; flushSoon(): void; pendingRecords(): MutationRecord[] };
  input: { lastKeyCode: number; lastKeyCodeTime: number };
}

/**
 * Reads where a click or a key has put the caret. The browser tells of it later, in a task of its own, and whatever is
 * drawn before puts the caret back to where it was.
 */
export function readSelection(view: EditorView): void {
  if (!view.composing) readingOf(view).domObserver.flush();
}

/** The same where nothing may be written meanwhile: what would be an edit waits, and is read afterwards. */
export function readSelectionOnly(view: EditorView): void {
  if (view.composing) return;
  const { domObserver, input } = readingOf(view);
  // On Android ProseMirror takes a caret that moves right after Enter for the Enter itself.
  const afterEnter = input.lastKeyCode === 13 && Date.now() - input.lastKeyCodeTime < 200;
  if (afterEnter || domObserver.pendingRecords().length > 0) domObserver.flushSoon();
  else domObserver.flush();
}

const readingOf = (view: EditorView): Reading => view as unknown as Reading;
