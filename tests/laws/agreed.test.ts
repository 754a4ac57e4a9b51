/** The law of agreed paragraphs, on random updates of the guard's, with moves out of them among what is typed and taken away. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Attributes, Delta, MARK, type Op, canonicalSequence } from "../../schema/index.ts";
import { deltaOf } from "../../src/revision/fates.ts";
import { type Piece, type Sender, agreedChanged, refusedMoves, repair } from "../../src/revision/index.ts";
import { RUNS } from "./generators.ts";

/** The same few words everywhere, so that what goes here and comes there is often a move. */
const pieceArb = fc.record({
  kind: fc.constantFrom<Piece["kind"]>("kept", "kept", "deleted", "deleted", "inserted", "inserted", "gone"),
  insert: fc.constantFrom("a", "a", "b", MARK, MARK),
  agreed: fc.constantFrom(true, true, false),
  author: fc.constantFrom(undefined, undefined, undefined, undefined, "F:1", "USA:3"),
  change: fc.constantFrom(undefined, "USA:1", "USA:2"),
});
const updateArb = fc.array(pieceArb, { maxLength: 12 }).map((list): Piece[] => {
  const pieces = list.map(({ kind, insert, agreed, author, change }, i): Piece => {
    const mark: Attributes = insert === MARK ? { id: `p${i}` } : {};
    const before: Attributes = { ...mark, ...(author !== undefined && { ins: author }) };
    if (insert === MARK && agreed && author === undefined && kind !== "gone") before.agreed = "d1";
    if (kind === "deleted" || kind === "gone") return { kind, insert, before };
    if (kind === "inserted") {
      const given = { ...mark, ...(change !== undefined && { ins: change }) };
      return { kind, insert, after: given, given };
    }
    const wish: Attributes | undefined = change === undefined ? undefined : { "del:USA": change };
    return { kind: "kept", insert, before, after: { ...before, ...wish }, wish };
  });
  const end = { id: "end" };
  return [...pieces, { kind: "kept", insert: MARK, before: end, after: end, wish: undefined }];
});

const met = { refused: 0, apart: 0, returned: 0 };

test.each<Sender["rights"]>(["propose", "direct"])("[G4] an agreed paragraph stays as it was (%s)", (rights) => {
  const sender: Sender = { delegation: "USA", rights };
  fc.assert(
    fc.property(updateArb, (pieces) => {
      let marks = 0;
      const ledger = {
        fresh: "USA:s1",
        mayInsert: () => true,
        used: () => false,
        taken: () => false,
        freshMarkId: () => `n${++marks}`,
      };
      const before = new Delta();
      const applied = new Delta();
      for (const piece of pieces) {
        if (piece.kind === "kept" || piece.kind === "deleted") before.insert(piece.insert as string, piece.before);
        if (piece.kind === "kept" || piece.kind === "inserted") applied.insert(piece.insert as string, piece.after);
      }
      const refused = refusedMoves([pieces], sender);
      const { delta, fates, repairs, returned } = repair(pieces, sender, ledger, { from: 0, atEnd: true }, refused);
      if (refused.size > 0) met.refused++;
      if (repairs.some((each) => each.includes("apart"))) met.apart++;
      if (returned.length > 0) met.returned++;
      const done = deltaOf(fates);
      expect(agreedChanged(before, done)).toEqual([]);
      const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;
      expect(show(applied.compose(delta))).toEqual(show(before.compose(done)));
    }),
    { numRuns: Math.max(1000, RUNS) }, // fewer do not keep paragraphs apart,
  );
});

test("the updates were hard enough", () => {
  console.log(`agreed: ${JSON.stringify(met)}`);
  for (const [name, n] of Object.entries(met)) expect(n, name).toBeGreaterThan(0);
});
