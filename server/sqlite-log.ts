/** The log in SQLite. One process has one connection, so the turns of all its drafts queue for it. */
import { type Database, type Tables, exclusively, messageOf } from "./database.ts";
import { type Entry, type Log, LogFailure, type NewEntry, type Turn } from "./log.ts";

/** Rows per insert: SQLite takes 32,766 values in one statement, and a row has ten. */
const ROWS = 500;

/** Carries what the work of a turn threw past the transaction, so that it is not taken for a failure of the store. */
class WorkThrew extends Error {}

/** A turn that may still write. What is appended is kept here and inserted when the work is done, before the commit. */
class SqliteTurn implements Turn {
  readonly added: NewEntry[] = [];
  private over = false;
  private failed: LogFailure | null = null;

  constructor(
    private readonly connection: Database,
    private readonly draft: string,
    readonly head: number,
  ) {}

  /** Throws WorkThrew with the error of the work as its cause, or LogFailure when a read of it failed. */
  async run<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    try {
      const value = await work(this);
      if (this.failed === null) return value;
    } catch (error) {
      if (this.failed === null) throw new WorkThrew("the work of a turn threw", { cause: error });
    } finally {
      this.over = true;
    }
    throw this.failed;
  }

  async read(seq: number): Promise<Entry[]> {
    this.assertOpen();
    try {
      return await readEntries(this.connection, this.draft, seq);
    } catch (error) {
      this.failed = failure(this.draft, error);
      throw this.failed;
    }
  }

  async append(entries: NewEntry[]): Promise<void> {
    this.assertOpen();
    this.added.push(...entries);
  }

  private assertOpen(): void {
    if (this.over) throw new Error(`the turn of draft ${this.draft} is over: await what is done in it`);
  }
}

export class SqliteLog implements Log {
  constructor(private readonly db: Database) {}

  async turn<T>(draft: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    try {
      return await exclusively(this.db, async (connection) => {
        const turn = new SqliteTurn(connection, draft, await headOf(connection, draft));
        const value = await turn.run(work);
        await insert(connection, draft, turn.head, turn.added);
        return value;
      });
    } catch (error) {
      throw error instanceof WorkThrew ? error.cause : failure(draft, error);
    }
  }

  /** Waits for the turn that is under way, if any: within a turn, read with the turn's own `read`. */
  async read(draft: string, seq: number, limit?: number): Promise<Entry[]> {
    try {
      return await readEntries(this.db, draft, seq, limit);
    } catch (error) {
      throw failure(draft, error);
    }
  }
}

const failure = (draft: string, cause: unknown): LogFailure =>
  cause instanceof LogFailure ? cause : new LogFailure(`log of draft ${draft}: ${messageOf(cause)}`, { cause });

async function headOf(db: Database, draft: string): Promise<number> {
  const row = await db
    .selectFrom("entries")
    .select(({ fn }) => fn.max("seq").as("head"))
    .where("draft", "=", draft)
    .executeTakeFirst();
  return Number(row?.head ?? 0);
}

async function readEntries(db: Database, draft: string, seq: number, limit?: number): Promise<Entry[]> {
  const query = db.selectFrom("entries").selectAll().where("draft", "=", draft).where("seq", ">", seq).orderBy("seq");
  const rows = await (limit === undefined ? query : query.limit(limit)).execute();
  return rows.map(entryOf);
}

async function insert(db: Database, draft: string, head: number, entries: NewEntry[]): Promise<void> {
  const rows = entries.map((entry, i) => rowOf(draft, head + i + 1, entry));
  for (let i = 0; i < rows.length; i += ROWS) {
    await db
      .insertInto("entries")
      .values(rows.slice(i, i + ROWS))
      .execute();
  }
}

const rowOf = (draft: string, seq: number, entry: NewEntry): Tables["entries"] => ({
  draft,
  seq,
  time: entry.time,
  member: entry.member,
  clients: JSON.stringify(entry.clients),
  server: entry.server,
  update: entry.update,
  changes: JSON.stringify(entry.changes),
  decision: entry.decision === null ? null : JSON.stringify(entry.decision),
  repairs: JSON.stringify(entry.repairs),
});

const entryOf = (row: Tables["entries"]): Entry => ({
  seq: row.seq,
  time: row.time,
  member: row.member,
  clients: JSON.parse(row.clients),
  server: Number(row.server),
  // The driver gives a Buffer; entries hold plain bytes whichever store they come from.
  update: new Uint8Array(row.update.buffer, row.update.byteOffset, row.update.byteLength),
  changes: JSON.parse(row.changes),
  decision: row.decision === null ? null : JSON.parse(row.decision),
  repairs: JSON.parse(row.repairs),
});
