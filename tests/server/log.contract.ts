/** What every log keeps, whatever it is stored in. */
import { describe, expect, test } from "vitest";
import { type Log, LogFailure, type NewEntry } from "../../server/log.ts";

export interface LogUnderTest {
  log: Log;
  close(): Promise<void>;
}
/** A log that outlives its process, and whose store can fail. */
export interface DurableLogUnderTest extends LogUnderTest {
  /** A log on what is stored, as after a restart; the first one is not closed before. */
  reopen(): Promise<Log>;
  /** Makes the store fail from now on. */
  breakStore(): Promise<void>;
}

/** An entry whose parts all follow from `name`. */
export const entry = (name: string, changed: Partial<NewEntry> = {}): NewEntry => ({
  time: "2026-05-04T10:00:00.000Z",
  member: `member-${name}`,
  clients: [7, 4_294_967_295],
  server: 4_000_000_000,
  update: new TextEncoder().encode(name),
  changes: [`USA:${name}`],
  decision: null,
  repairs: [],
  ...changed,
});

const names = (entries: { update: Uint8Array }[]): string[] =>
  entries.map(({ update }) => new TextDecoder().decode(update));

/** A promise with its handles, to hold a turn open without waiting for time to pass. */
function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const testWith =
  <Made extends LogUnderTest>(make: () => Promise<Made>) =>
  (title: string, body: (made: Made) => Promise<void>): void =>
    test(title, async () => {
      const made = await make();
      try {
        await body(made);
      } finally {
        await made.close();
      }
    });

export function logContract(name: string, make: () => Promise<LogUnderTest>): void {
  const testLog = testWith(make);

  describe(`log: ${name}`, () => {
    testLog("a draft without entries has head 0 and nothing to read", async ({ log }) => {
      expect(await log.read("a", 0)).toEqual([]);
      expect(await log.turn("a", async (turn) => [turn.head, await turn.read(0)])).toEqual([0, []]);
    });

    testLog("as many are read at once as are asked for", async ({ log }) => {
      await log.turn("a", (turn) => turn.append(["one", "two", "three"].map((name) => entry(name))));
      expect(names(await log.read("a", 0, 2))).toEqual(["one", "two"]);
      expect(names(await log.read("a", 2, 2))).toEqual(["three"]);
      expect(names(await log.read("a", 0))).toEqual(["one", "two", "three"]);
    });

    testLog("entries come back as they were given, numbered from 1 without gaps", async ({ log }) => {
      const decision = {
        verdict: "accept",
        by: "The Chair",
        member: "c",
        time: "2026-05-04T10:00:01.000Z",
        at: 1,
        note: "agreed by “Ad Hoc 3” – 同意",
        changes: { "F:1": { delegation: "F", by: "Claire", time: "t", inserts: ["é"], deletes: [], sets: [] } },
        dependants: [{ change: "USA:2", effect: "stranded", text: "x" }],
      } as const satisfies object;
      const given: NewEntry[] = [
        entry("one"),
        entry("two", { member: null, clients: [], changes: [], update: new Uint8Array([0, 255, 10, 0]) }),
        entry("three", {
          decision: structuredClone(decision) as unknown as NewEntry["decision"],
          repairs: ["G1 a", "G3 b"],
        }),
      ];
      await log.turn("a", (turn) => turn.append(given.slice(0, 1)));
      await log.turn("a", async (turn) => {
        await turn.append(given.slice(1, 2));
        await turn.append(given.slice(2));
      });
      expect(await log.read("a", 0)).toEqual(given.map((each, i) => ({ ...each, seq: i + 1 })));
      expect((await log.read("a", 1)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await log.read("a", 3)).toEqual([]);
    });

    testLog("drafts do not see each other", async ({ log }) => {
      await log.turn("a", (turn) => turn.append([entry("a1"), entry("a2")]));
      await log.turn("b", (turn) => turn.append([entry("b1")]));
      expect(names(await log.read("a", 0))).toEqual(["a1", "a2"]);
      expect((await log.read("b", 0)).map(({ seq }) => seq)).toEqual([1]);
    });

    testLog("a turn reads what was there when it began, and gives what its work returns", async ({ log }) => {
      await log.turn("a", (turn) => turn.append([entry("one"), entry("two")]));
      const seen = await log.turn("a", async (turn) => {
        const before = names(await turn.read(1));
        await turn.append([entry("three")]);
        return { head: turn.head, before, after: names(await turn.read(0)) };
      });
      expect(seen).toEqual({ head: 2, before: ["two"], after: ["one", "two"] });
    });

    testLog("nothing is kept of work that throws, and its error comes back", async ({ log }) => {
      const error = new Error("no");
      const work = log.turn("a", async (turn) => {
        await turn.append([entry("lost")]);
        throw error;
      });
      await expect(work).rejects.toBe(error);
      await log.turn("a", (turn) => turn.append([entry("kept")]));
      expect((await log.read("a", 0)).map(({ seq, update }) => [seq, names([{ update }])[0]])).toEqual([[1, "kept"]]);
    });

    testLog("work that throws at once is no different", async ({ log }) => {
      const thrown = () => {
        throw new RangeError("at once");
      };
      await expect(log.turn("a", thrown)).rejects.toThrow(RangeError);
      expect(await log.turn("a", async (turn) => turn.head)).toBe(0);
    });

    testLog("a second turn of a draft waits for the first", async ({ log }) => {
      const { opened, open } = gate();
      const order: string[] = [];
      const first = log.turn("a", async (turn) => {
        order.push("first begins");
        await opened;
        await turn.append([entry("first")]);
        order.push("first ends");
      });
      const second = log.turn("a", async (turn) => {
        order.push(`second sees ${turn.head}`);
        await turn.append([entry("second")]);
      });
      open();
      await Promise.all([first, second]);
      expect(order).toEqual(["first begins", "first ends", "second sees 1"]);
      expect(names(await log.read("a", 0))).toEqual(["first", "second"]);
    });

    testLog("nobody reads what is not committed", async ({ log }) => {
      const { opened, open } = gate();
      const turn = log.turn("a", async (held) => {
        await held.append([entry("one")]);
        await opened;
        throw new Error("taken back");
      });
      const read = log.read("a", 0);
      open();
      await expect(turn).rejects.toThrow("taken back");
      expect(await read).toEqual([]);
    });

    testLog("turns of several drafts at once neither mix nor get lost, also when some throw", async ({ log }) => {
      const drafts = ["a", "b", "c"];
      const work = Array.from({ length: 60 }, (_, i) =>
        log.turn(drafts[i % 3]!, async (turn) => {
          await turn.append([entry(`${i}`)]);
          await Promise.resolve();
          if (i % 5 === 0) throw new Error("no");
          await turn.append([entry(`${i}+`)]);
        }),
      );
      await Promise.allSettled(work);
      for (const [at, draft] of drafts.entries()) {
        const entries = await log.read(draft, 0);
        const kept = Array.from({ length: 20 }, (_, k) => at + 3 * k).filter((i) => i % 5 !== 0);
        expect(names(entries)).toEqual(kept.flatMap((i) => [`${i}`, `${i}+`]));
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
      }
    });

    testLog("a turn may hold more entries than one statement takes", async ({ log }) => {
      await log.turn("a", (turn) => turn.append(Array.from({ length: 1203 }, (_, i) => entry(`${i}`))));
      const entries = await log.read("a", 0);
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 1203 }, (_, i) => i + 1));
      expect(names(entries.slice(-1))).toEqual(["1202"]);
    });
  });
}

/** What a log keeps beyond that when its store is a file or another machine. */
export function durableLogContract(name: string, make: () => Promise<DurableLogUnderTest>): void {
  const testLog = testWith(make);

  describe(`durable log: ${name}`, () => {
    testLog("[R1] what a turn resolved with is there after a crash; what was under way is not", async (made) => {
      const { opened, open } = gate();
      await made.log.turn("a", (turn) => turn.append([entry("one")]));
      const underWay = made.log.turn("a", async (turn) => {
        await turn.append([entry("two")]);
        await opened;
      });
      const again = await made.reopen();
      expect(names(await again.read("a", 0))).toEqual(["one"]);
      open();
      await underWay;
      expect(names(await again.read("a", 0))).toEqual(["one", "two"]);
    });

    testLog("a store that fails gives LogFailure: reading, before, within and after the work", async (made) => {
      await made.log.turn("a", (turn) => turn.append([entry("one")]));
      const within = made.log.turn("a", async (turn) => {
        await made.breakStore();
        await turn.read(0).catch(() => []); // a work that goes on regardless does not hide the failure
      });
      await expect(within).rejects.toBeInstanceOf(LogFailure);
      await expect(made.log.turn("a", async () => undefined)).rejects.toBeInstanceOf(LogFailure);
      await expect(made.log.read("a", 0)).rejects.toBeInstanceOf(LogFailure);
      expect(names(await (await made.reopen()).read("a", 0))).toEqual(["one"]);
    });

    testLog("a commit that fails gives LogFailure, and nothing of it is kept", async (made) => {
      const work = made.log.turn("a", async (turn) => {
        await turn.append([entry("one")]);
        await made.breakStore();
      });
      await expect(work).rejects.toBeInstanceOf(LogFailure);
      expect(await (await made.reopen()).read("a", 0)).toEqual([]);
    });
  });
}
