/**
 * Word's fields (ECMA-376 §17.16): a code, which does not show, and its result, which does. Of them only references to
 * bookmarks (`REF`) are more to a draft than their result.
 */
import type { Reference } from "../reading/paragraph.ts";

interface Field {
  code: string;
  inCode: boolean;
  /** What the result belongs to; null where neither this field nor one around it is a reference. */
  reference: Reference | null;
}

const REF = /^\s*REF\s+(?:"([^"]*)"|(\S+))/i;
/** Of a code only the beginning says what is referred to; the name of a bookmark has 40 signs. */
const LONGEST_CODE = 200;

export class Fields {
  private readonly open: Field[] = [];
  private codes = 0;

  /** Whether what is read stands in the code of a field. */
  get inCode(): boolean {
    return this.codes > 0;
  }

  /** The reference whose result is read; null where none is. */
  get reference(): Reference | null {
    return this.open.at(-1)?.reference ?? null;
  }

  begin(): void {
    this.open.push({ code: "", inCode: true, reference: this.reference });
    this.codes += 1;
  }

  addCode(text: string): void {
    const field = this.open.at(-1);
    if (field?.inCode === true && field.code.length < LONGEST_CODE) field.code += text;
  }

  /** The code ends, and the result begins. */
  separate(): void {
    const field = this.open.at(-1);
    if (field?.inCode !== true) return;
    field.inCode = false;
    this.codes -= 1;
    const [, quoted, plain] = REF.exec(field.code) ?? [];
    const bookmark = quoted ?? plain;
    if (bookmark !== undefined) field.reference = { bookmark };
  }

  end(): void {
    if (this.open.pop()?.inCode === true) this.codes -= 1;
  }
}
