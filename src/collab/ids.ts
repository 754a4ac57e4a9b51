/** The ids that one editor gives to changes and marks: no other editor's, and none twice. */
import {
  type Attributes,
  type ChangeId,
  type Delta,
  type Op,
  type Setting,
  idOf,
  movedId,
} from "../../schema/index.ts";

export class Ids {
  /** The id for the next gesture: no change has it yet. */
  fresh: ChangeId;
  private count = 0;

  /** `session` tells this editor's ids from all others'. */
  constructor(
    private readonly delegation: string,
    private readonly session = randomSession(),
  ) {
    this.fresh = this.next();
  }

  /** Whether a change was begun in this editor. */
  gave(change: ChangeId): boolean {
    return change.startsWith(this.prefix);
  }

  /** Takes note of what is written: where it uses the id for the next gesture, there is another. */
  note(written: Delta): void {
    if (uses(written, this.fresh)) this.fresh = this.next();
  }

  /** A new mark's id. */
  readonly mark = (): string => `${this.session}-${++this.count}`;
  /** The id of a mark that moves: it tells where that was. */
  readonly moved = (given: Attributes = {}): string => movedId(idOf(given), this.mark());

  private get prefix(): string {
    return `${this.delegation}:${this.session}-`;
  }
  private next(): ChangeId {
    return `${this.prefix}${++this.count}`;
  }
}

const randomSession = (): string =>
  Math.floor(Math.random() * 36 ** 9)
    .toString(36)
    .padStart(9, "0");

/** Whether a delta writes something under a change's id. */
export const uses = (written: Delta, id: ChangeId): boolean =>
  (written.ops as Op[]).some(({ attributes }) =>
    Object.values(attributes ?? {}).some((value) => value === id || (value as Setting | null)?.change === id),
  );
