/**
 * A redline in stretches: as few paragraph marks as it takes until a paragraph ends in the original and in the final
 * alike. Mostly that is one; where paragraphs are joined or split, it is all of them.
 */
import { type Attributes, type Role, levelOf, roleOf, settled } from "../../schema/index.ts";
import type { Block, Piece } from "./blocks.ts";

export type As = "original" | "final";
export const SIDES = ["original", "final"] as const;

/** A paragraph of one view. */
export interface Side {
  mark: Attributes;
  role: Role;
  level: number;
  label: string | null;
  pieces: Piece[];
  /** The mark itself. */
  end: Piece;
}
export interface Stretch extends Record<As, Side[]> {
  blocks: Block[];
}

export function stretchesOf(blocks: readonly Block[]): Stretch[] {
  const stretches: Stretch[] = [];
  const open = { original: new Opened(), final: new Opened() };
  let at: Stretch = { blocks: [], original: [], final: [] };
  blocks.forEach((block, i) => {
    at.blocks.push(block);
    for (const as of SIDES) {
      const side = open[as];
      side.take(block, as);
      // Text after the last mark that stands is closed by the last one that went, as in a view.
      if (standsIn(block.end, as) || (i === blocks.length - 1 && !side.isEmpty)) at[as].push(side.end(block, as));
    }
    if (!open.original.isEmpty || !open.final.isEmpty) return;
    stretches.push(at);
    at = { blocks: [], original: [], final: [] };
  });
  return stretches;
}

/** The paragraph of a view that has begun. */
class Opened {
  private pieces: Piece[] = [];
  private label: string | null = null;

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  take({ pieces, label }: Block, as: As): void {
    this.label ??= label[as];
    for (const piece of pieces) if (standsIn(piece, as)) this.pieces.push(piece);
  }

  end({ mark, end }: Block, as: As): Side {
    const all = as === "original" ? mark : (settled(mark, () => true) ?? {});
    const role = roleOf(all);
    const { pieces, label } = this;
    this.pieces = [];
    this.label = null;
    return { mark, role, level: role === "item" ? levelOf(all) : 0, label, pieces, end };
  }
}

export const standsIn = ({ ins, dels }: Piece, as: As): boolean =>
  as === "original" ? ins === null : dels.length === 0;
