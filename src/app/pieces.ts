/** What changes do, as the interface shows it. */
import type { Piece } from "./session.ts";

interface Texts {
  inserts: readonly string[];
  deletes: readonly string[];
  sets: readonly string[];
}

/** Where only its texts are known. */
export const piecesOf = ({ inserts, deletes, sets }: Texts): Piece[] => [
  ...deletes.map((text): Piece => ({ kind: "delete", text })),
  ...inserts.map((text): Piece => ({ kind: "insert", text })),
  ...sets.map((text): Piece => ({ kind: "insert", text })),
];

/** What moves and stays as it was, once: where it goes. */
export function withoutTwin(pieces: readonly Piece[]): readonly Piece[] {
  const all = (kind: Piece["kind"]) =>
    pieces.map((piece) => ("text" in piece && piece.kind === kind ? piece.text : "")).join("");
  return all("insert") === all("delete") ? pieces.filter(({ kind }) => kind !== "delete") : pieces;
}
