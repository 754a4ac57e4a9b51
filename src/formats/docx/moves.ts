/** The ranges of moves, by whose names both halves of one are known. */
import type { Element } from "./xml.ts";

/** Ranges that may be open at a time: Word opens one. */
const MOST = 64;

export class Moves {
  /** The names of the moves that are open, by the ids of their ranges. */
  private readonly open = { From: new Map<string, string>(), To: new Map<string, string>() };

  constructor(private readonly note: (message: string) => void) {}

  /** The name of the move that was opened last, for an element that is a half of one; null for others. */
  nameOf({ name }: Element): string | null {
    const end = name === "w:moveFrom" ? "From" : name === "w:moveTo" ? "To" : null;
    return end === null ? null : ([...this.open[end].values()].at(-1) ?? null);
  }

  /** Whether an element begins or ends a range. */
  range({ name, attributes }: Element): boolean {
    const found = /^w:move(From|To)Range(Start|End)$/.exec(name);
    if (found === null) return false;
    const open = this.open[found[1] as "From" | "To"];
    const id = attributes["w:id"] ?? "";
    if (found[2] === "End") open.delete(id);
    else if (open.size < MOST) open.set(id, attributes["w:name"] ?? `range ${id}`);
    else this.note("more moves than can be told apart at one place");
    return true;
  }
}
