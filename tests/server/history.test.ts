/** What a history says of a state vector, against the obvious way to find it out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { History } from "../../server/history.ts";
import { RUNS } from "../laws/generators.ts";

/** Updates of clients 1 to 3 that type beside each other, one entry each. */
function entriesOf(writers: readonly number[]): Uint8Array[] {
  const doc = new Y.Doc();
  const entries: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => entries.push(update));
  for (const client of writers) {
    doc.clientID = client;
    doc.getText("draft").insert(0, "ab");
  }
  return entries;
}

test("[G3] what a state vector proves: all entries up to the first of which it lacks an insertion", () => {
  const clock = fc.nat(12);
  const vectors = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), clock), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 12 }), vectors, (writers, pairs) => {
      const history = new History(String);
      const entries = entriesOf(writers);
      entries.forEach((update, i) => history.record(i + 1, update));
      const vector = new Map(pairs);
      const lacking = entries.findIndex((update) =>
        [...Y.decodeUpdate(update).structs].some(({ id, length }) => (vector.get(id.client) ?? 0) < id.clock + length),
      );
      expect(history.seenBy(vector)).toBe(lacking < 0 ? entries.length : lacking);
    }),
    { numRuns: RUNS },
  );
});
