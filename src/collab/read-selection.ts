import type { EditorView } from "prosemirror-view";

/** What of ProseMirror's own observation of the page is needed; it has no public name. */
interface Observer {
  flush(): void;
  flushSoon(): void;
  pendingRecords(): MutationRecord[];
}

/**
 * Reads where a click or a key has put the caret. The browser tells of it later, in a task of its own, and whatever is
 * drawn before puts the caret back to where it was.
 */
export function readSelection(view: EditorView): void {
  if (!view.composing) observerOf(view).flush();
}

/** The same before others' edits are drawn. Words that the page has already and the text not yet are read afterwards. */
export function readSelectionOnly(view: EditorView): void {
  if (view.composing) return;
  const observer = observerOf(view);
  if (observer.pendingRecords().length > 0) observer.flushSoon();
  else observer.flush();
}

const observerOf = (view: EditorView): Observer => (view as unknown as { domObserver: Observer }).domObserver;
