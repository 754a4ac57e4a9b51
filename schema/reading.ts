/**
 * The text of a view as one string, so that what is written in it can be looked for, with the place of each unit in the
 * sequence that was read.
 */
import type { Attributes } from "./attributes.ts";
import { MARK, type Delta, type Op } from "./sequence.ts";
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
    return offset === 0 ? 0 : this.text.lastIndexOf(MARK, offset - 1) + 1;
  }

  /** The offset of the mark that ends the paragraph in which `offset` lies. */
  endOf(offset: number): number {
    return this.text.indexOf(MARK, offset);
  }

  private stretchOf(offset: number): Stretch {
    if (offset < 0 || offset >= this.text.length) throw new RangeError(`offset ${offset} is outside of the text`);
    let [low, high] = [0, this.stretches.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.stretches[middle]!.offset <= offset) low = middle;
      else high = middle - 1;
    }
    return this.stretches[low]!;
  }
}
