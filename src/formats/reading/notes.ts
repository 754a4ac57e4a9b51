/** What the reader of a document noticed and settled, each with the paragraph it is in. */
import { Findings } from "../findings.ts";
import { type Finding, plain } from "../result.ts";
import type { Paragraph } from "./paragraph.ts";

export class Notes {
  private readonly found = new Findings();

  /** `at` is a paragraph or a part; `kind` is what findings are counted by, the message without one. */
  add(at: Paragraph | string, message: string, kind: string = message): void {
    this.found.add(typeof at === "string" ? at : () => placeOf(at), message, kind);
  }

  /** What is of a kind is not so after all. */
  drop(kind: string): void {
    this.found.drop(kind);
  }

  clear(): void {
    this.found.clear();
  }

  /** The findings; a paragraph's first words are known only when it has been read. */
  findings(): Finding[] {
    return this.found.list();
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
