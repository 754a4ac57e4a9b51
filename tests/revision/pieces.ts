/** Updates piece by piece, and what the guard's repair makes of them. */
import { expect } from "vitest";
import { type Attributes, Delta, type Op, canonical, runsOf } from "../../schema/index.ts";
import { type Ledger, type Piece, type Sender, refusedMoves, repair } from "../../src/revision/index.ts";
import { draft, expectPlainData, shown } from "./notation.ts";

export const runs = (line: string) => [...runsOf(draft(line).ops as Op[])];
/** Was there and is; `wish`: what the sender meant to change, `unseen`: what came over text that the sender had not seen. */
export const kept = (line: string, wish?: Attributes, unseen?: Attributes): Piece[] =>
  runs(line).map(({ insert, attributes }) => ({
    kind: "kept",
    insert,
    before: attributes,
    after: canonical({ ...attributes, ...wish, ...unseen }),
    wish,
  }));
/** New; `given`: as its sender gave it, where that is not what it has. */
export const inserted = (line: string, given: string = line): Piece[] =>
  runs(line).map(({ insert, attributes }, i) => ({
    kind: "inserted",
    insert,
    after: attributes,
    given: runs(given)[i]!.attributes,
  }));
export const deleted = (line: string): Piece[] =>
  runs(line).map(({ insert, attributes }) => ({ kind: "deleted", insert, before: attributes }));
export const gone = (line: string): Piece[] =>
  runs(line).map(({ insert, attributes }) => ({ kind: "gone", insert, before: attributes }));

export const delegate: Sender = { delegation: "RCC", rights: "propose" };
export const secretary: Sender = { delegation: "SEC", rights: "direct" };

/** `<delegation>:s1` is the fresh change of the entry; changes ending in `old` were used before, in `spent` are decided. */
function ledger({ delegation }: Sender): Ledger {
  let marks = 0;
  return {
    fresh: `${delegation}:s1`,
    mayInsert: (change) => !change.endsWith("spent"),
    used: (change) => change.endsWith("old"),
    taken: (id) => id === "p1",
    freshMarkId: () => `s${++marks}`,
  };
}

interface Place {
  from: number;
  atEnd: boolean;
}

/** The repair of an update, and the draft after it. */
export function repaired(sender: Sender, pieces: Piece[], place: Place = { from: 0, atEnd: true }) {
  const applied = new Delta();
  for (const piece of pieces)
    if (piece.kind === "kept" || piece.kind === "inserted") applied.insert(piece.insert as string, piece.after);
  const done = repair(pieces, sender, ledger(sender), place, refusedMoves([pieces], sender));
  const after = applied.compose(done.delta);
  expectPlainData(after);
  return { ...done, line: shown(after) };
}
/** What the update makes of the draft in the end. */
export const check = (sender: Sender, pieces: Piece[], line: string, place?: Place) =>
  expect(repaired(sender, pieces, place).line).toBe(line);
/** Nothing is to be repaired. */
export const inOrder = (sender: Sender, pieces: Piece[], place?: Place) => {
  const { delta, repairs, attempts } = repaired(sender, pieces, place);
  expect([delta.ops, repairs, attempts]).toEqual([[], [], 0]);
};
