/** The database: its tables, its version, how it is opened. All statements go through kysely, so that PostgreSQL can follow. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";

/** Times are ISO 8601 UTC; `deleted` and `removed` are null as long as the row counts. */
export interface Tables {
  settings: { key: string; value: string };
  meetings: { id: string; name: string; created: string };
  drafts: {
    id: string;
    meeting: string | null;
    title: string;
    profile: string;
    lang: string;
    stage: string;
    /** JSON. */
    numbering: string;
    created: string;
    deleted: string | null;
  };
  members: {
    id: string;
    draft: string;
    name: string;
    role: string;
    delegation: string;
    version: number;
    created: string;
    removed: string | null;
  };
  /** The log. `clients`, `changes`, `decision` and `repairs` are JSON. */
  entries: {
    draft: string;
    seq: number;
    time: string;
    member: string | null;
    clients: string;
    server: number;
    update: Uint8Array;
    changes: string;
    decision: string | null;
    repairs: string;
  };
}
export type Database = Kysely<Tables>;

/** The database cannot be used as it is; the message is fit for a terminal. `code` is that of what Node or SQLite said. */
export class DatabaseFault extends Error {
  readonly code: string | undefined;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    const { cause } = this;
    this.code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  }
}

/** Each step leads from the version before it to the next. Steps are never changed once released; new ones are added. */
const STEPS: ((db: Database) => Promise<void>)[] = [createTables, addNumbering];

/** Name of the setting that holds the number of steps done. */
const VERSION = "version";

async function createTables(db: Database): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("meetings")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("created", "text", (c) => c.notNull())
    .execute();
  await schema
    .createTable("drafts")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("meeting", "text", (c) => c.references("meetings.id"))
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("profile", "text", (c) => c.notNull())
    .addColumn("lang", "text", (c) => c.notNull())
    .addColumn("stage", "text", (c) => c.notNull())
    .addColumn("created", "text", (c) => c.notNull())
    .addColumn("deleted", "text")
    .execute();
  await schema
    .createTable("members")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("draft", "text", (c) => c.notNull().references("drafts.id"))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("delegation", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("created", "text", (c) => c.notNull())
    .addColumn("removed", "text")
    .execute();
  await schema.createIndex("members_of_draft").on("members").column("draft").execute();
  // No reference to drafts: the log stands on its own, and is also used without a store.
  await schema
    .createTable("entries")
    .addColumn("draft", "text", (c) => c.notNull())
    .addColumn("seq", "integer", (c) => c.notNull())
    .addColumn("time", "text", (c) => c.notNull())
    .addColumn("member", "text")
    .addColumn("clients", "text", (c) => c.notNull())
    .addColumn("server", "bigint", (c) => c.notNull()) // client ids are unsigned, and reach above 2^31
    .addColumn("update", "blob", (c) => c.notNull())
    .addColumn("changes", "text", (c) => c.notNull())
    .addColumn("decision", "text")
    .addColumn("repairs", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("entries_key", ["draft", "seq"])
    .execute();
}

async function addNumbering(db: Database): Promise<void> {
  await db.schema
    .alterTable("drafts")
    .addColumn("numbering", "text", (c) => c.notNull().defaultTo('{"policy":"running"}'))
    .execute();
}

/** Runs `work` in one transaction that writes from its beginning, while nobody else writes. Kept only if it returns. */
export function exclusively<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    // A transaction that begins by reading could find, when it wants to write, that another process was faster.
    await sql`begin immediate`.execute(connection);
    try {
      const value = await work(connection);
      await sql`commit`.execute(connection);
      return value;
    } catch (error) {
      await abandon(connection);
      throw error;
    }
  });
}

/** Rolls back whatever is open. SQLite may have done so itself, as on a full disk: then there is nothing left to do. */
const abandon = (connection: Database): Promise<unknown> =>
  sql`rollback`.execute(connection).catch((): undefined => undefined);

async function migrate(db: Database): Promise<void> {
  await db.schema
    .createTable("settings")
    .ifNotExists()
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .execute();
  await exclusively(db, async (connection) => {
    const done = Number((await readSetting(connection, VERSION)) ?? 0);
    if (done > STEPS.length) {
      const message = `the database has version ${done}, this program knows ${STEPS.length}: it was written by a newer one`;
      throw new DatabaseFault(message);
    }
    if (done === STEPS.length) return;
    for (const step of STEPS.slice(done)) await step(connection);
    const value = String(STEPS.length);
    await connection
      .insertInto("settings")
      .values({ key: VERSION, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  });
}

/** The value of a setting, or null when it was never written. */
export async function readSetting(db: Database, key: string): Promise<string | null> {
  const row = await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

/** The value of a setting; the first to ask writes `first`, and all others get that. */
export async function settle(db: Database, key: string, first: string): Promise<string> {
  await db
    .insertInto("settings")
    .values({ key, value: first })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return (await readSetting(db, key)) ?? first;
}

/**
 * Opens an SQLite database (`:memory:` for one that is gone when closed), makes its folder and tables when they are
 * missing, and brings an older one up to date. Throws DatabaseFault when it cannot be used. End it with `destroy`.
 */
export async function openDatabase(file: string): Promise<Database> {
  let sqlite: SQLite.Database;
  try {
    // The signing secret lies in here: nobody else on the machine needs to read it.
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    sqlite = new SQLite(file, { timeout: 5000 });
    sqlite.pragma("journal_mode = WAL");
    // In WAL mode better-sqlite3 would otherwise leave the last commits to a power failure (R1).
    sqlite.pragma("synchronous = FULL");
    sqlite.pragma("foreign_keys = ON");
  } catch (error) {
    throw new DatabaseFault(`${file} cannot be opened: ${messageOf(error)}`, { cause: error });
  }
  const db: Database = new Kysely({ dialect: new SqliteDialect({ database: sqlite }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw new DatabaseFault(`${file}: ${messageOf(error)}`, { cause: error });
  }
  return db;
}

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
