/** How long a keystroke takes in a large draft, without a DOM: one's own, tracked and written, and another's, applied. */
import { TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import { EditorCore } from "../../src/collab/binding.ts";
import { DraftText } from "../../src/collab/draft-text.ts";
import { itemCount, positionAt } from "../../src/collab/projection.ts";
import { largeDraft, median } from "./drafts.ts";

export interface KeystrokeTimes {
  /** Milliseconds, median: dispatched to the editor's state, and Y.Text written. */
  own: number;
  /** Milliseconds, median: from Y.Text's change to the editor's state. */
  remote: number;
}

/** Types at random places: half of the keystrokes begin a change, half go on in one. */
export function benchKeystroke(paragraphs: number, words: number, changes: number, rounds = 300): KeystrokeTimes {
  const source = new Y.Doc();
  source.getText("draft").applyDelta(largeDraft(paragraphs, words, changes));
  const start = Y.encodeStateAsUpdate(source);
  const open = (delegation: string) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, start);
    const core = new EditorCore(new DraftText(doc.getText("draft")), {
      me: { name: delegation, delegation, role: "delegate" },
      mode: "propose",
    });
    return { doc, core };
  };
  const [U, F] = [open("USA"), open("F")];
  let update: Uint8Array = start;
  U.doc.on("update", (each: Uint8Array) => (update = each));

  let seed = 1;
  const random = (n: number) => (seed = (seed * 48271) % 0x7fffffff) % n;
  const own: number[] = [];
  const remote: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const { core } = U;
    if (i % 2 === 0) {
      const pos = positionAt(core.state.doc, random(itemCount(core.state.doc) - 1));
      core.dispatch(core.state.tr.setSelection(TextSelection.create(core.state.doc, pos)));
    }
    const before = performance.now();
    core.dispatch(core.state.tr.insertText("x"));
    const between = performance.now();
    own.push(between - before);
    const start = performance.now();
    F.doc.transact((transaction) => {
      Y.applyUpdate(F.doc, update);
      transaction.local = true; // as acks.ts has it
    }, "provider");
    remote.push(performance.now() - start);
  }
  U.core.assertProjection();
  F.core.assertProjection();
  return { own: median(own), remote: median(remote) };
}
