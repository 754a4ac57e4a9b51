/** Moves as Word has them: what is taken away and what is put in, each in a range, and both ranges of one name. */
import { type ChangeId, Delta, type DraftFile } from "../../../schema/index.ts";
import { isMove, revisions } from "../../revision/index.ts";
import type { Block, Piece } from "../blocks.ts";
import { type Revisions, deletionOf } from "./write-revisions.ts";
import { element } from "../xml-write.ts";

export class Moves {
  private readonly changes: ReadonlySet<ChangeId>;
  /** Range marks by the piece before or behind which they stand. */
  readonly before = new Map<Piece, string>();
  readonly behind = new Map<Piece, string>();

  /** Changes of `body` that move text; one that also touches a footnote, or is not the first to delete, is no move. */
  constructor(draft: Pick<DraftFile, "ops">, body: readonly Block[], notes: readonly Block[], revise: Revisions) {
    const found = new Set<ChangeId>();
    for (const [id, revision] of revisions(new Delta(draft.ops as Delta["ops"]))) if (isMove(revision)) found.add(id);
    for (const piece of piecesOf(notes)) for (const id of [piece.ins, ...piece.dels]) found.delete(id ?? "");
    for (const piece of piecesOf(body)) for (const id of deletionOf(piece).others) found.delete(id);
    const ranges = found.size === 0 ? [] : rangesOf(piecesOf(body), found);
    // Of a draft that is shown in part, a move may have one end only.
    const whole = (change: ChangeId) => ranges.filter((range) => range.change === change).length === 2;
    this.changes = new Set([...found].filter(whole));
    this.mark(ranges, revise);
  }

  has(change: ChangeId | null): boolean {
    return change !== null && this.changes.has(change);
  }

  private mark(ranges: readonly Range[], revise: Revisions): void {
    const names = new Map<ChangeId, string>();
    for (const { change, kind, first, last } of ranges) {
      if (!this.changes.has(change)) continue;
      const name = names.get(change) ?? `move${names.size + 1}`;
      names.set(change, name);
      const attributes = revise.of(change, { "w:name": name });
      add(this.before, first, element(`w:move${kind}RangeStart`, attributes));
      add(this.behind, last, element(`w:move${kind}RangeEnd`, { "w:id": attributes["w:id"] }));
    }
  }
}

interface Range {
  change: ChangeId;
  kind: "From" | "To";
  first: Piece;
  last: Piece;
}

/** From the first to the last piece that a change takes away, and from the first to the last that it puts in. */
function rangesOf(pieces: readonly Piece[], changes: ReadonlySet<ChangeId>): Range[] {
  const ranges = new Map<string, Range>();
  for (const piece of pieces) {
    for (const [change, kind] of [
      [piece.dels[0], "From"],
      [piece.ins, "To"],
    ] as const) {
      if (change === undefined || change === null || !changes.has(change)) continue;
      const range = ranges.get(`${kind} ${change}`);
      if (range === undefined) ranges.set(`${kind} ${change}`, { change, kind, first: piece, last: piece });
      else range.last = piece;
    }
  }
  return [...ranges.values()];
}

const piecesOf = (blocks: readonly Block[]): Piece[] => blocks.flatMap(({ pieces, end }) => [...pieces, end]);

const add = (map: Map<Piece, string>, piece: Piece, xml: string): void =>
  void map.set(piece, (map.get(piece) ?? "") + xml);
