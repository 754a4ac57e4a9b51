/** Who proposals belong to in a document that others wrote. */
import { DELEGATION } from "../../../schema/index.ts";
import type { ReadOptions } from "../result.ts";

export class Authors {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly options: ReadOptions) {}

  /** An organization or a person of the references. */
  add(eId: string, showAs: string): void {
    this.names.set(eId, showAs);
  }

  /** A new change of whom an element refers to: each is one, as nothing says which belong together. */
  next(refersTo: string | undefined): string {
    const code = this.codeOf(refersTo);
    const n = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, n);
    return `${code}:x${n}`;
  }

  private codeOf(refersTo: string | undefined): string {
    const { delegation = "SEC", authors = {} } = this.options;
    const eId = (refersTo ?? "").trim().split(/\s+/)[0]!.replace(/^#/, "");
    const name = this.names.get(eId) ?? eId;
    if (Object.hasOwn(authors, name)) return authors[name]!;
    return DELEGATION.test(name) ? name : delegation;
  }
}
