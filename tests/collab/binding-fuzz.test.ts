/** Random work by three people at editors without a DOM, with undo, mode changes and late delivery. */
import fc from "fast-check";
import { Slice } from "prosemirror-model";
import { expect, test } from "vitest";
import { Delta, MARK, plainText } from "../../schema/index.ts";
import { isPair } from "../../src/collab/edit-delta.ts";
import { positionAt } from "../../src/collab/projection.ts";
import { insertFootnote } from "../../src/editor/insertions.ts";
import { withoutRevisions } from "../../src/editor/paste.ts";
import { paragraphsOf } from "../network.ts";
import { type Peer, exchange, peers } from "./peers.ts";

const RUNS = Number(process.env.FUZZ ?? 300);
const ACTS = [
  "type",
  "type",
  "emoji",
  "backspace",
  "backspace",
  "delete",
  "word",
  "enter",
  "overtype",
  "strike",
  "all",
  "level",
  "role",
  "em",
  "undo",
  "undo",
  "redo",
  "mode",
  "raw",
  "paste",
  "footnote",
  "move",
  "cut",
] as const;

const stepArb = fc.record({
  who: fc.constantFrom("U", "F", "S" as const),
  act: fc.constantFrom(...ACTS, "send" as const, "send" as const),
  at: fc.nat(1000),
  to: fc.nat(1000),
});
type Step = typeof stepArb extends fc.Arbitrary<infer T> ? T : never;

/** An index between whole characters, never behind the last mark. */
function place(peer: Peer, n: number): number {
  const text = plainText(peer.sequence.ops as never);
  const index = text.length === 0 ? 0 : n % text.length;
  return isPair(text, index) ? index - 1 : index;
}

function act(peer: Peer, { act, at, to }: Step): void {
  const from = place(peer, at);
  const end = place(peer, to);
  switch (act) {
    case "type":
      return void peer.select(from).type("ab");
    case "emoji":
      return void peer.select(from).type("😀");
    case "backspace":
      return void peer.select(from).backspace((to % 3) + 1);
    case "delete":
      return void peer.select(from).delete((to % 3) + 1);
    case "word":
      return void (to % 2 === 0 ? peer.select(from).backspace(1, "word") : peer.select(from).delete(1, "word"));
    case "enter":
      return void peer.select(Math.min(from, end), Math.max(from, end)).enter();
    case "overtype":
      return void peer.select(from, end).type("xy");
    case "strike":
      return void peer.select(from, end).backspace();
    case "all":
      return void (to % 4 === 0 && peer.selectAll().backspace());
    case "level":
      return void peer.select(from, end).level(to % 2 === 0 ? 1 : -1);
    case "role":
      return void peer.select(from).role(to % 2 === 0 ? "call" : "text");
    case "em":
      return void peer.select(from, end).em();
    case "undo":
      return void peer.undo((to % 2) + 1);
    case "redo":
      return void peer.redo();
    case "mode":
      return void (peer.core.me.role === "secretary" && peer.core.setMode(to % 2 === 0 ? "direct" : "propose"));
    case "raw": {
      const wide = isPair(plainText(peer.sequence.ops as never), from + 1); // A2
      const gone = to % 3 === 0 && peer.length > from && !wide ? 1 : 0;
      return peer.raw(
        new Delta()
          .retain(from)
          .insert(to % 2 === 0 ? MARK : "r", { "del:RCC": "RCC:1", ins: "RCC:2", unknown: 1 })
          .delete(gone),
      );
    }
    case "paste": {
      const { doc } = peer.core.state;
      const slice = doc.slice(positionAt(doc, Math.min(from, end)), positionAt(doc, Math.max(from, end)));
      return peer.select(place(peer, at * 7), end).core.dispatch(peer.core.state.tr.replaceSelection(slice));
    }
    case "footnote":
      return void peer.select(from, to % 3 === 0 ? end : from).run(insertFootnote);
    case "move":
      return void peer.select(from).move(to % 2 === 0 ? 1 : -1);
    case "cut": {
      const slice = peer.select(from, end).core.state.selection.content();
      peer.core.dispatch(peer.core.state.tr.deleteSelection().setMeta("uiEvent", "cut"));
      const { tr } = peer.select(place(peer, at * 7)).core.state;
      const plain = new Slice(withoutRevisions(slice.content), slice.openStart, slice.openEnd);
      return peer.core.dispatch(tr.replaceSelection(plain).setMeta("uiEvent", "paste"));
    }
    case "send":
  }
}

test("[P1][S1] the document is the projection of the text, and proposing never touches the adopted text", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(fc.array(stepArb, { minLength: 3, maxLength: 24 }), (steps) => {
      const all = peers(paragraphsOf("one two", "", "th😀ree"));
      const { U, F, S } = all;
      for (const step of steps) {
        const peer = all[step.who];
        if (step.act === "send") {
          peer.send(...[U, F, S].filter((other) => other !== peer));
          continue;
        }
        const before = peer.original;
        act(peer, step); // asserts P1 after every transaction
        met.add(step.act);
        if (step.who !== "S" && step.act !== "raw") expect(peer.original).toBe(before);
        const text = plainText(peer.sequence.ops as never);
        expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
      }
      exchange(U, F, S);
      exchange(U, F, S);
      expect(F.redline).toBe(U.redline);
      expect(S.redline).toBe(U.redline);
      for (const peer of [U, F, S]) peer.core.assertProjection();
    }),
    { numRuns: RUNS },
  );
  expect(met.size).toBe(new Set(ACTS).size);
});
