/**
 * The log of a draft: the durable, ordered list of its entries. Whoever writes takes the draft's turn, reads what it
 * lacks, and appends; entries are durable when the turn's promise resolves (R1).
 */
import type { BracketChoice, Dependant } from "../src/revision/index.ts";
import type { Change, ChangeId, ProposalState } from "../schema/index.ts";
import type { Method, RecordVerdict } from "../src/collab/protocol.ts";

/** A change in a record: as it was when it was decided. */
export interface DecidedChange extends Change {
  inserts: string[];
  deletes: string[];
  sets: string[];
  /** Its own verdict, where it is not the record's: a dependant's, or that of another one of an exclusive group. */
  verdict?: "accept" | "reject";
}

/** What was decided, kept with the entry that did it. */
export interface DecisionRecord {
  verdict: RecordVerdict;
  by: string;
  member: string;
  time: string;
  /** Log position that the chair had on the screen. */
  at: number;
  method?: Method;
  /** The votes, where there was a vote. */
  figures?: { for: number; against: number; abstentions: number };
  note?: string;
  /** What delegations want recorded with it. */
  reservations?: { delegation: string; text: string }[];
  /** Of the changes those that amend the others. */
  amendments?: ChangeId[];
  /** What takes the place of what was superseded: a change, or a proposal's number. */
  supersededBy?: string;
  /** The log position of the decision that was taken back. */
  reopens?: number;
  /** The paragraphs that were closed or opened, by their marks' ids. */
  paragraphs?: string[];
  /** Proposals whose state changed, by number. */
  proposals?: Record<string, ProposalState>;
  /** Of a settled bracket what stood in it, and what was chosen. */
  bracket?: { text: string; choice: BracketChoice };
  /** Per change, what lay in it when it was decided; of a settled bracket's changes what went. */
  changes: Record<ChangeId, DecidedChange>;
  /** Pending changes of others whose text the decision removed or gave a paragraph of its own (S5). */
  dependants: (Dependant & { by: string; time: string })[];
}

export interface NewEntry {
  /** ISO 8601 UTC. */
  time: string;
  /** Id of the member whose doing it was; null for the server's own (the initial content). */
  member: string | null;
  /** Yjs client ids that the member's structs carry in this entry. */
  clients: number[];
  /** Yjs client id of the server process that wrote repairs and decisions. */
  server: number;
  /** What the room's transaction emitted: update, tidying and compensation merged. Never the client's own bytes. */
  update: Uint8Array;
  /** Change ids that this entry used first, with the person who used them. */
  changes: ChangeId[];
  decision: DecisionRecord | null;
  /** What the guard repaired, one line each; empty when nothing. */
  repairs: string[];
}
export interface Entry extends NewEntry {
  /** Position in the log, from 1, without gaps. */
  seq: number;
}

/** What a writer may do while it has the draft's turn. */
export interface Turn {
  /** Position of the last entry; 0 when the log is empty. */
  readonly head: number;
  /** Entries after `seq`, in order. */
  read(seq: number): Promise<Entry[]>;
  /** Appends at head + 1 …. Durable when the turn's promise resolves. */
  append(entries: NewEntry[]): Promise<void>;
}

export interface Log {
  /**
   * Runs `work` while no other writer has the turn of `draft`. When `work` throws, nothing of it is kept and the promise
   * rejects with the same error. When the commit fails or its outcome is unknown, rejects with LogFailure.
   */
  turn<T>(draft: string, work: (turn: Turn) => Promise<T>): Promise<T>;
  /** Entries of a draft after `seq`, in order, at most `limit` where that is given, outside any turn. */
  read(draft: string, seq: number, limit?: number): Promise<Entry[]>;
}

/** The store failed: the outcome of a turn is unknown. The room throws its replica away and requeues what it held. */
export class LogFailure extends Error {}

/** A log in memory, for stories and fuzzing: the same contract as the durable ones. */
export class MemoryLog implements Log {
  private readonly entries = new Map<string, Entry[]>();
  private readonly turns = new Map<string, Promise<unknown>>();

  turn<T>(draft: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    const previous = this.turns.get(draft) ?? Promise.resolve();
    const result = previous.then(async () => {
      const list = this.entries.get(draft) ?? [];
      const added: Entry[] = [];
      const value = await work({
        head: list.length,
        read: async (seq) => list.slice(seq),
        append: async (entries) => {
          for (const entry of entries) added.push({ ...entry, seq: list.length + added.length + 1 });
        },
      });
      this.entries.set(draft, [...list, ...added]);
      return value;
    });
    this.turns.set(
      draft,
      result.catch(() => undefined),
    );
    return result;
  }

  async read(draft: string, seq: number, limit = Number.POSITIVE_INFINITY): Promise<Entry[]> {
    return (this.entries.get(draft) ?? []).slice(seq, seq + limit);
  }
}
