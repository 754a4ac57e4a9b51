/**
 * The text of a view as one string, so that what is written in it can be looked for, with the place of each unit in the
 * sequence that was read.
 */
import type { Attributes } from "./attributes.ts";
import { type Delta, type Op, firstWhere } from "./sequence.ts";
import { type View, chosenIn, standing } from "./view.ts";

/** A stretch of equal attributes. */
interface Stretch {
  /** Where it begins in the text, and in the sequence. */
  offset: number;
  at: number;
  attributes: Attributes | undefined;
}

export class Reading {
  /** An inline object shows as U+FFFC. */
  readonly text: string;
  private readonly stretches: Stretch[] = [];
  private marks: number[] | null = null;

  constructor(sequence: Delta, view: View) {
    let text = "";
    for (const { insert, at, raw } of standing(sequence.ops as Op[], chosenIn(view))) {
      this.stretches.push({ offset: text.length, at, attributes: raw });
      text += typeof insert === "string" ? insert : "\uFFFC";
    }
    this.text = text;
  }

  /** The index in the sequence of the unit at `offset`. */
  indexOf(offset: number): number {
    const stretch = this.stretchOf(offset);
    return stretch.at + offset - stretch.offset;
  }

  /** The attributes of the unit at `offset` as the sequence has them. */
  attributesAt(offset: number): Attributes | undefined {
    return this.stretchOf(offset).attributes;
  }

  /** The offset of the first unit of the paragraph in which `offset` lies. */
  startOf(offset: number): number {
    return (this.offsetsOfMarks[this.paragraphOf(offset) - 1] ?? -1) + 1;
  }

  /** The offset of the mark that ends the paragraph in which `offset` lies; -1 where none does. */
  endOf(offset: number): number {
    return this.offsetsOfMarks[this.paragraphOf(offset)] ?? -1;
  }

  /** How many marks stand before `offset`. */
  private paragraphOf(offset: number): number {
    return firstWhere(this.offsetsOfMarks, (at) => at >= offset);
  }

  private get offsetsOfMarks(): readonly number[] {
    this.marks ??= [...this.text.matchAll(/\n/g)].map(({ index }) => index);
    return this.marks;
  }

  private stretchOf(offset: number): Stretch {
    if (offset < 0 || offset >= this.text.length) throw new RangeError(`offset ${offset} is outside of the text`);
    return this.stretches[firstWhere(this.stretches, (stretch) => stretch.offset > offset) - 1]!;
  }
}
