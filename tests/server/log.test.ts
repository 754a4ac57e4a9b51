import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { expect, test } from "vitest";
import { type Database, DatabaseFault, exclusively, openDatabase, readSetting, settle } from "../../server/database.ts";
import { MemoryLog } from "../../server/log.ts";
import { SqliteLog } from "../../server/sqlite-log.ts";
import { Store } from "../../server/store.ts";
import { type DurableLogUnderTest, durableLogContract, entry, logContract } from "./log.contract.ts";

/** Runs `body` with a database file in a folder of its own. */
async function inFolder<T>(body: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "plenary-log-"));
  try {
    return await body(join(folder, "data", "plenary.db"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

logContract("memory", async () => ({ log: new MemoryLog(), close: async () => undefined }));

async function sqlite(): Promise<DurableLogUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "plenary-log-"));
  const file = join(folder, "plenary.db");
  const first = await openDatabase(file);
  const opened = [first];
  return {
    log: new SqliteLog(first),
    // A second connection sees exactly what the first has committed, as a new process does after a crash.
    reopen: async () => {
      const database = new SQLite(file, { readonly: true });
      const db: Database = new Kysely({ dialect: new SqliteDialect({ database }) });
      opened.push(db);
      return new SqliteLog(db);
    },
    breakStore: () => first.destroy(),
    close: async () => {
      for (const db of opened) await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
logContract("SQLite", sqlite);
durableLogContract("SQLite", sqlite);

test("[R1] SQLite writes ahead and waits for the disk at every commit", async () => {
  await inFolder(async (file) => {
    const db = await openDatabase(file);
    expect((await sql`pragma journal_mode`.execute(db)).rows).toEqual([{ journal_mode: "wal" }]);
    expect((await sql`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: 2 }]);
    await db.destroy();
    if (process.platform !== "win32") expect(statSync(join(file, "..")).mode & 0o077).toBe(0);
  });
});

test("a database is brought to its version once, and keeps what it holds", async () => {
  await inFolder(async (file) => {
    for (const expected of [[], ["one"]]) {
      const db = await openDatabase(file);
      const log = new SqliteLog(db);
      expect((await log.read("a", 0)).map(({ update }) => new TextDecoder().decode(update))).toEqual(expected);
      await log.turn("a", (turn) => turn.append([entry("one")]));
      expect(await readSetting(db, "version")).toBe("2");
      await db.destroy();
    }
  });
});

test("a database of the first version gets what came later, and its drafts stay", async () => {
  await inFolder(async (file) => {
    const db = await openDatabase(file);
    const { id } = await new Store(db).addDraft({ title: "Ours", profile: "itu", lang: "en" });
    await db.schema.alterTable("drafts").dropColumn("numbering").execute();
    await db.updateTable("settings").set({ value: "1" }).where("key", "=", "version").execute();
    await db.destroy();
    const later = await openDatabase(file);
    expect(await new Store(later).draft(id)).toMatchObject({ title: "Ours", numbering: { policy: "running" } });
    await later.destroy();
  });
});

test("a database of a newer version is left alone, with a message that says so", async () => {
  await inFolder(async (file) => {
    const db = await openDatabase(file);
    await db.updateTable("settings").set({ value: "99" }).where("key", "=", "version").execute();
    await db.destroy();
    await expect(openDatabase(file)).rejects.toThrow(/version 99, this program knows 2/);
    await expect(openDatabase(file)).rejects.toBeInstanceOf(DatabaseFault);
  });
});

test("what is no database is refused with the file's name", async () => {
  await inFolder(async (file) => {
    await openDatabase(file).then((db) => db.destroy());
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    writeFileSync(file, "This is a letter, not a database. ".repeat(100));
    await expect(openDatabase(file)).rejects.toThrow(new RegExp(`^${file.replaceAll("\\", "\\\\")}`));
  });
});

test("two that settle one setting get the same value", async () => {
  const db = await openDatabase(":memory:");
  expect(await Promise.all([settle(db, "secret", "one"), settle(db, "secret", "two")])).toEqual(["one", "one"]);
  await db.destroy();
});

test("an exclusive transaction keeps nothing when its work throws, and the connection can be used again", async () => {
  const db = await openDatabase(":memory:");
  const work = exclusively(db, async (inner) => {
    await settle(inner, "a", "1");
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(await readSetting(db, "a")).toBeNull();
  expect(await exclusively(db, (inner) => settle(inner, "a", "2"))).toBe("2");
  await db.destroy();
});
