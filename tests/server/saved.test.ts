/**
 * R1 and R2: what anybody sees of others' words, and what is called saved of one's own, is in the log — whatever becomes
 * of messages, connections, pages, turns of the log and the server itself.
 */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MARK } from "../../schema/index.ts";
import { type Person, Session } from "./line.ts";
import { RUNS } from "../laws/generators.ts";
import { alike } from "../same.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const PERSONS = [
  ["u", "USA"],
  ["f", "F"],
] as [string, string][];
const who = fc.nat(PERSONS.length - 1);
const few = fc.integer({ min: 1, max: 5 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant("type" as const), who, fc.nat(1000)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("erase" as const), who, fc.nat(1000)) },
  { weight: 10, arbitrary: fc.tuple(fc.constant("tell" as const), who, few) },
  { weight: 10, arbitrary: fc.tuple(fc.constant("hear" as const), who, few) },
  { weight: 8, arbitrary: fc.tuple(fc.constant("dial" as const), who, fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cut" as const), who, fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("reload" as const), who, fc.constant(0)) },
  { weight: 6, arbitrary: fc.tuple(fc.constant("written" as const), who, fc.constant(0)) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom("failed" as const, "unknown" as const), who, fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("crash" as const), who, fc.constant(0)) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a person has typed and not erased again, and what was erased: every character is typed once in a run. */
interface Hand {
  typed: Set<string>;
  erased: Set<string>;
}

class Run {
  readonly hands: Hand[] = PERSONS.map(() => ({ typed: new Set(), erased: new Set() }));
  readonly met = { saved: 0, saving: 0, offline: 0, crashes: 0, reloads: 0, failures: 0 };
  private signs = 0x4e00;

  constructor(readonly session: Session) {}

  async take([what, i, n]: Step): Promise<void> {
    const { session, met } = this;
    const person = session.persons[i]!;
    if (what === "type") this.type(person, i, n);
    else if (what === "erase") this.erase(person, i, n);
    else if (what === "tell") session.tell(person, n);
    else if (what === "hear") person.hear(n);
    else if (what === "dial") this.dial(person);
    else if (what === "cut") person.line?.cut();
    else if (what === "reload") {
      session.reload(i);
      met.reloads++;
    } else if (what === "crash") {
      await session.crash();
      met.crashes++;
    } else {
      if (session.log.isHeld && what !== "written") met.failures++;
      session.log.end(what);
    }
    vi.advanceTimersByTime(20);
    await session.pass();
    await this.check();
  }

  private type(person: Person, i: number, n: number): void {
    const sign = String.fromCodePoint(this.signs++);
    const text = person.doc.getText("draft");
    text.insert(n % (text.length + 1), sign, { ins: `${person.delegation}:${person.member}-${n}` });
    this.hands[i]!.typed.add(sign);
  }

  private erase(person: Person, i: number, n: number): void {
    const { typed, erased } = this.hands[i]!;
    const text = person.doc.getText("draft");
    const own = [...text.toString()].flatMap((sign, at) => (typed.has(sign) ? [at] : []));
    if (own.length === 0) return;
    const at = own[n % own.length]!;
    const sign = text.toString()[at]!;
    text.delete(at, 1);
    typed.delete(sign);
    erased.add(sign);
  }

  dial(person: Person): void {
    if (person.isDialling) return this.session.welcome(person);
    if (!person.provider.shouldConnect) person.provider.connect();
    else vi.advanceTimersByTime(1000); // it dials again by itself
  }

  /** R1 and R2 as they stand now. */
  async check(): Promise<void> {
    const stored = new Set(await this.session.stored());
    for (const [i, person] of this.session.persons.entries()) {
      const { typed, erased } = this.hands[i]!;
      this.met[person.acks.saved]++;
      if (person.acks.saved === "saved") {
        alike(
          [...typed].filter((sign) => !stored.has(sign)),
          [],
        );
        alike(
          [...erased].filter((sign) => stored.has(sign)),
          [],
        );
      }
      const foreign = [...person.doc.getText("draft").toString()].filter(
        (sign) => sign !== MARK && !typed.has(sign) && !erased.has(sign),
      );
      const gone = this.hands.flatMap(({ erased: signs }) => [...signs]);
      alike(
        foreign.filter((sign) => !stored.has(sign) && !gone.includes(sign)),
        [],
      );
    }
  }

  private get isCalm(): boolean {
    const { persons, log } = this.session;
    return !log.isHeld && persons.every(({ acks, line }) => acks.saved === "saved" && line?.isQuiet === true);
  }

  /** Everything comes through in the end: then all is saved, and all see the same. */
  async end(): Promise<void> {
    const { session } = this;
    for (let i = 0; i < 60 && !this.isCalm; i++) {
      for (const person of session.persons) {
        if (!person.provider.wsconnected) this.dial(person);
        session.tell(person);
        person.hear();
      }
      session.log.end("written");
      vi.advanceTimersByTime(20);
      await session.pass();
      expect(session.refusals).toEqual([]);
    }
    await this.check();
    const stored = await session.stored();
    for (const person of session.persons) {
      expect(person.acks.saved).toBe("saved");
      expect(person.doc.getText("draft").toString()).toBe(stored);
    }
    const signs = [...stored].filter((sign) => sign !== MARK);
    expect(signs.sort()).toEqual(this.hands.flatMap(({ typed }) => [...typed]).sort());
  }
}

/** What is done in a meeting, from the moment that both dial, until all is calm; then what must hold is looked at. */
async function meet(steps: readonly Step[]): Promise<Run> {
  const run = new Run(await Session.open(PERSONS));
  try {
    for (const person of run.session.persons) run.dial(person);
    for (const one of steps) await run.take(one);
    await run.end();
  } finally {
    for (const person of run.session.persons) person.leave();
    vi.clearAllTimers(); // of servers that died
  }
  return run;
}

describe("[R1] [R2] found by the property below", () => {
  const named: [what: string, steps: Step[]][] = [
    [
      "an entry whose turn only seemed to fail reaches those who are there",
      [
        ...[0, 1].flatMap((i): Step[] => [
          ["dial", i, 0],
          ["tell", i, 5],
          ["hear", i, 5],
        ]),
        ["type", 0, 0],
        ["tell", 0, 5],
        ["unknown", 0, 0],
      ],
    ],
    [
      "words typed offline and erased before they were sent",
      [
        ["type", 0, 0],
        ["dial", 0, 0],
        ["erase", 0, 0],
      ],
    ],
    [
      "words beside those of an earlier visit, that were on their way when the page was closed",
      [
        ["dial", 0, 0],
        ["tell", 0, 2],
        ["hear", 0, 1],
        ["type", 0, 1],
        ["tell", 0, 2],
        ["reload", 0, 0],
        ["type", 0, 2],
        ["type", 0, 0],
      ],
    ],
  ];
  test.each(named)("%s", async (_, steps) => {
    const { hands, session } = await meet(steps);
    expect(hands.flatMap(({ typed, erased }) => [...typed, ...erased]).length).toBeGreaterThan(0);
    expect(session.refusals).toEqual([]);
  });
});

test("[R1] [R2] what others see and what is called saved is in the log, whatever happens on the way", async () => {
  const met = { saved: 0, saving: 0, offline: 0, crashes: 0, reloads: 0, failures: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), async (steps) => {
      const run = await meet(steps);
      for (const key of Object.keys(met) as (keyof typeof met)[]) met[key] += run.met[key];
    }),
    { numRuns: Math.round(RUNS * 0.15) }, // each a whole meeting
  );
  // Hard situations were met, and often.
  const runs = Math.round(RUNS * 0.15);
  expect(met.saved).toBeGreaterThan(10 * runs);
  expect(met.saving).toBeGreaterThan(10 * runs);
  expect(met.offline).toBeGreaterThan(10 * runs);
  expect(met.crashes).toBeGreaterThan(runs / 4);
  expect(met.reloads).toBeGreaterThan(runs / 4);
  expect(met.failures).toBeGreaterThan(runs / 8);
});
