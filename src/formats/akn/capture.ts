/** A text while it is read: runs, each with the attributes of the elements around it. */
import { type Attributes, type Insert, type Op, canonical } from "../../../schema/index.ts";
import { addTo } from "../ops.ts";

export class Capture {
  private ops: Op[] = [];
  /** What the elements around the text say of it, each with what is around it itself. */
  private readonly around: (Attributes | undefined)[];
  private hidden = 0;

  /** `count` is told how many marks an element has on what is in it; `said` is what is said of all. */
  constructor(
    private readonly count: (marks: number) => void,
    said?: Attributes,
  ) {
    this.around = [said];
  }

  /** An element with what it says of its text. A hidden one's text is derived: something else says it. */
  enter(attributes: Attributes, hidden = false): void {
    this.around.push(this.with(attributes));
    if (hidden || this.hidden > 0) this.hidden += 1;
  }

  leave(): void {
    this.around.pop();
    if (this.hidden > 0) this.hidden -= 1;
  }

  /** A line break of the file is a blank: it would be a paragraph mark. */
  text(text: string): void {
    if (this.hidden === 0) addTo(this.ops, text.replaceAll("\n", " "), this.around.at(-1));
  }

  object(insert: Insert, attributes: Attributes = {}): void {
    if (this.hidden === 0) addTo(this.ops, insert, this.with(attributes));
  }

  private with(attributes: Attributes): Attributes | undefined {
    const around = this.around.at(-1);
    if (Object.keys(attributes).length === 0) return around;
    const result = canonical({ ...around, ...attributes });
    this.count(Object.keys(result ?? {}).length);
    return result;
  }

  /** What is said of the words that come next. */
  said(): Attributes | undefined {
    return this.around.at(-1);
  }

  /** What was read is taken; the elements around stay. */
  clear(): void {
    this.ops = [];
  }

  exact(): Op[] {
    return this.ops;
  }

  /** As others write it: blanks made single, none at the edges. */
  tidy(): Op[] {
    const result: Op[] = [];
    let blank = true;
    for (const op of this.ops) {
      if (typeof op.insert !== "string") {
        result.push(op);
        blank = false;
        continue;
      }
      let insert = op.insert.replace(/\s+/g, " ");
      if (blank) insert = insert.trimStart();
      if (insert === "") continue;
      blank = insert.endsWith(" ");
      result.push({ ...op, insert });
    }
    const last = result.at(-1);
    if (typeof last?.insert === "string") last.insert = last.insert.trimEnd();
    return result.filter(({ insert }) => insert !== "");
  }
}
