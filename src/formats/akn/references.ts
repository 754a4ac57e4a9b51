/** Whose the changes of a document are that others wrote: organizations and persons, as its references have them. */
import type { Change, ChangeId, Op } from "../../../schema/index.ts";
import { proposerOf } from "../authors.ts";
import { changesIn } from "../json/draft-file.ts";
import type { ReadOptions } from "../result.ts";

export class References {
  private readonly changes = new Map<ChangeId, Change>();
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly options: ReadOptions) {}

  /** An organization or a person of the references. */
  add(eId: string, showAs: string): void {
    this.names.set(eId, showAs);
  }

  /** A new change of whom an element refers to: each is one, as nothing says which belong together. */
  next(refersTo: string | undefined): ChangeId {
    const eId = (refersTo ?? "").trim().split(/\s+/)[0]!.replace(/^#/, "");
    const { delegation, by } = proposerOf(this.names.get(eId) ?? eId, this.options);
    const n = (this.counts.get(delegation) ?? 0) + 1;
    this.counts.set(delegation, n);
    const id: ChangeId = `${delegation}:x${n}`;
    this.changes.set(id, { delegation, by, time: "" });
    return id;
  }

  /** The changes that stand in a sequence: those on labels are nobody's. */
  changesIn(ops: readonly Op[]): Record<ChangeId, Change> {
    const occur = changesIn(ops);
    return Object.fromEntries([...this.changes].filter(([id]) => occur.has(id)));
  }
}
