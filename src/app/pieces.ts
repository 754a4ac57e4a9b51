/** What a change does, as pieces, where only its texts are known. */
import type { Piece } from "./session.ts";

interface Texts {
  inserts: readonly string[];
  deletes: readonly string[];
  sets: readonly string[];
}

export const piecesOf = ({ inserts, deletes, sets }: Texts): Piece[] => [
  ...deletes.map((text): Piece => ({ kind: "delete", text })),
  ...inserts.map((text): Piece => ({ kind: "insert", text })),
  ...sets.map((text): Piece => ({ kind: "insert", text })),
];
