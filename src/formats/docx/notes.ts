/** What the reader of a document noticed and settled, each with the paragraph it is in. */
import { type Finding, plain } from "../result.ts";
import type { Paragraph } from "./story.ts";

/** As many places are named of one kind of finding; the last says how many more there are. */
const MOST_OF_A_KIND = 20;

export class Notes {
  private readonly list: { at: Paragraph | string; message: string; kind: string; number: number }[] = [];
  private readonly counts = new Map<string, number>();

  /** `at` is a paragraph or a part; `kind` is what findings are counted by, the message without one. */
  add(at: Paragraph | string, message: string, kind: string = message): void {
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    if (number <= MOST_OF_A_KIND) this.list.push({ at, message, kind, number });
  }

  clear(): void {
    this.list.length = 0;
    this.counts.clear();
  }

  /** The findings; a paragraph's first words are known only when it has been read. */
  findings(): Finding[] {
    return this.list.map(({ at, message, kind, number }) => {
      const more = number === MOST_OF_A_KIND ? this.counts.get(kind)! - number : 0;
      return {
        place: typeof at === "string" ? plain(at) : placeOf(at),
        message: more > 0 ? `${message} (and ${more} more)` : message,
      };
    });
  }
}

function placeOf({ number, part, pieces }: Paragraph): string {
  let words = "";
  for (const { insert } of pieces) {
    if (words.length > 80) break;
    words += typeof insert === "string" ? insert : " ";
  }
  const first = plain(words.replace(/\s+/g, " "), 40);
  const where = part === "" ? `paragraph ${number}` : `${part}, paragraph ${number}`;
  return first === "" ? where : `${where} (“${first}”)`;
}
