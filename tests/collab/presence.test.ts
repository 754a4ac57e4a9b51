/** Others' carets, as states of awareness that anybody may have sent. */
import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { presence, readAgain, readCursors } from "../../src/collab/presence.ts";
import { paragraphsOf } from "../network.ts";
import { peers } from "./peers.ts";

function setting() {
  const { U } = peers(paragraphsOf("one", "two"));
  const text = U.core.text.text;
  const awareness = new Awareness(U.doc);
  const at = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  const put = (client: number, state: Record<string, unknown>) => awareness.states.set(client, state);
  return { U, text, awareness, at, put };
}
const user = { name: "Amélie", delegation: "F", role: "delegate" };

test("a cursor is where its relative positions are now", () => {
  const { U, text, awareness, at, put } = setting();
  put(9, { user, cursor: { anchor: at(5), head: at(7) } });
  U.select(0).type("x");
  expect(readCursors(text, awareness, U.core.state)).toEqual([
    { client: 9, name: "Amélie", delegation: "F", anchor: 8, head: 10 },
  ]);
  put(9, { user, cursor: { anchor: at(U.length), head: at(U.length) } });
  expect(readCursors(text, awareness, U.core.state)[0]!.head).toBe(U.core.state.doc.content.size - 1);
});

test("states of another form show nothing", () => {
  const { U, text, awareness, at, put } = setting();
  const cursor = { anchor: at(1), head: at(1) };
  const odd: Record<string, unknown>[] = [
    { cursor },
    { user: 3, cursor },
    { user: { ...user, delegation: "<script>" }, cursor },
    { user },
    { user, cursor: { anchor: 5, head: null } },
    { user, cursor: { anchor: { item: { client: 1, clock: 99 } }, head: at(1) } },
    { user, cursor: { anchor: { tname: "elsewhere" }, head: at(1) } },
    { user, cursor: { anchor: { item: "x" }, head: {} } },
  ];
  odd.forEach((state, i) => put(100 + i, state));
  expect(readCursors(text, awareness, U.core.state)).toEqual([]);
});

test("cursors move with the text until they are read again", () => {
  const { U, text, awareness, at, put } = setting();
  put(9, { user, cursor: { anchor: at(5), head: at(5) } });
  const plugin = presence(text, awareness);
  let state = U.core.state.reconfigure({ plugins: [plugin] });
  state = state.apply(state.tr.insertText("xy", 1));
  expect(plugin.getState(state)!.cursors.map(({ head }) => head)).toEqual([9]);
  awareness.states.delete(9);
  state = state.apply(readAgain(state.tr));
  expect(plugin.getState(state)!.cursors).toEqual([]);
});
