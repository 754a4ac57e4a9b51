/**
 * Moves out of agreed paragraphs (G4). What a move would take away stays there, so its copy goes back to its author too,
 * or the words would stand in the draft twice.
 */
import { type ChangeId, deletionKey, isChange } from "../../schema/index.ts";
import { closedPieces } from "./agreed.ts";
import { mostlyAlike } from "./move.ts";
import type { Piece, Sender } from "./repair.ts";

/** Pieces that belong together: what a change strikes or inserts, or what a direct edit deletes or inserts at one place. */
class Part {
  readonly pieces: Piece[] = [];
  text = "";
  /** Whether some of it stands in an agreed paragraph. */
  closed = false;

  add(piece: Piece, closed: boolean): void {
    this.pieces.push(piece);
    this.text += typeof piece.insert === "string" ? piece.insert : " ";
    this.closed ||= closed;
  }
}

/**
 * The pieces of an update that go back with moves out of agreed paragraphs. `windows` are all that the update touched.
 * The two halves of a proposed move are known by its change; a direct one has none, so that they must be the same words.
 */
export function refusedMoves(windows: Iterable<readonly Piece[]>, sender: Sender): Set<Piece> {
  const struck = new Map<ChangeId, Part>();
  const inserted = new Map<ChangeId, Part>();
  const deleted: Part[] = [];
  const bare: Part[] = [];
  for (const pieces of windows) {
    const closed = closedPieces(pieces);
    pieces.forEach((piece, i) => {
      if (piece.kind !== "gone") partFor(piece, pieces[i - 1])?.add(piece, closed[i]!);
    });
  }

  function partFor(piece: Exclude<Piece, { kind: "gone" }>, before: Piece | undefined): Part | null {
    switch (piece.kind) {
      case "kept":
        return partOf(struck, piece.wish?.[deletionKey(sender.delegation)]);
      case "inserted":
        return piece.given?.ins === undefined
          ? lastOf(bare, before?.kind === "inserted" && before.given?.ins === undefined)
          : partOf(inserted, piece.given.ins);
      case "deleted":
        return lastOf(deleted, before?.kind === "deleted");
    }
  }

  const refused = new Set<Piece>();
  const refuse = (...parts: Part[]) => {
    for (const piece of parts.flatMap(({ pieces }) => pieces)) refused.add(piece);
  };
  for (const [change, taken] of struck) {
    const copy = inserted.get(change);
    if (taken.closed && copy !== undefined && mostlyAlike(taken.text, copy.text)) refuse(taken, copy);
  }
  const copies = new Map<string, Part[]>();
  for (const part of bare) copies.set(part.text.trim(), [...(copies.get(part.text.trim()) ?? []), part]);
  for (const taken of deleted) {
    const copy = taken.closed ? copies.get(taken.text.trim())?.shift() : undefined;
    if (copy !== undefined) refuse(taken, copy);
  }
  return refused;
}

function partOf(parts: Map<ChangeId, Part>, change: unknown): Part | null {
  if (!isChange(change)) return null;
  let part = parts.get(change);
  if (part === undefined) parts.set(change, (part = new Part()));
  return part;
}

/** The last part where it goes on, else a new one. */
function lastOf(parts: Part[], goesOn: boolean): Part {
  if (!goesOn) parts.push(new Part());
  return parts.at(-1)!;
}
