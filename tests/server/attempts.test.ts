/** G5: who tries again and again to change others' marks is sent away; plain edits never count, whatever is repaired of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta } from "../../schema/index.ts";
import { LIMIT } from "../../src/collab/protocol.ts";
import { RUNS } from "../laws/generators.ts";
import { type Client, Network, paragraphsOf } from "../network.ts";

const kinds = ["attempt", "attempt", "attempt", "delete", "insert", "type"] as const;
const step = fc.record({ who: fc.nat(2), kind: fc.constantFrom(...kinds), at: fc.nat(30), wait: fc.nat(3500) });

/** What a client that ignores the rules writes: whether it is an attempt on others' marks. */
function write(client: Client, kind: (typeof kinds)[number], at: number, n: number): boolean {
  if (kind === "type") client.type(at, "typed");
  // Raw: adopted text that goes for good, text that is nobody's. The guard puts both right.
  else if (kind === "delete") client.raw(new Delta().retain(at).delete(1));
  else if (kind === "insert") client.raw(new Delta().retain(at).insert("mine"));
  else {
    const other = client.actor.delegation === "F" ? "USA" : "F";
    client.raw(new Delta().retain(at).retain(1, { [`del:${other}`]: `${other}:forged-${n}` }));
    return true;
  }
  return false;
}

test("[G5] a connection is closed at more than ten attempts in a minute, and for nothing else; all is reported", async () => {
  const runs = Math.round(RUNS * 0.04);
  const met = { closed: 0, stayed: 0, repaired: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 70, size: "max" }), async (steps) => {
      const network = await Network.open(paragraphsOf("The adopted text stands as it was, and goes on.", "second"));
      let time = Date.UTC(2026, 0, 1);
      network.now = () => new Date(time);
      const clients = [network.join("u", "USA"), network.join("f", "F"), network.join("x", "RCC")];
      const attempts = clients.map((): number[] => []);
      for (const [n, { who, kind, at, wait }] of steps.entries()) {
        time += wait;
        const client = clients[who]!;
        if (client.closed !== null) continue;
        const before = network.events.length;
        const isAttempt = write(client, kind, at, n);
        await client.send();
        const told = network.events.slice(before).map((event) => `${event.kind} ${event.member}`);
        if (isAttempt) attempts[who]!.push(time);
        // Of one's own text everybody may do as they like, and what is typed as it should be is left alone.
        if (told.length > 0 || isAttempt) expect(told).toEqual([`repaired ${client.actor.member}`]);
        if (kind === "type") expect(told).toEqual([]);
        met.repaired += told.length;
        for (const one of clients) one.receive();
        const recent = attempts[who]!.filter((then) => then > time - 60_000).length;
        const expected =
          recent > LIMIT.attemptsPerMinute ? { code: 4403, reason: "too many attempts on others' marks" } : null;
        expect(client.closed).toEqual(expected);
      }
      for (const { closed } of clients) met[closed === null ? "stayed" : "closed"]++;
    }),
    { numRuns: runs },
  );
  expect(met.closed).toBeGreaterThan(runs / 10);
  expect(met.repaired).toBeGreaterThan(10 * runs);
  expect(met.stayed).toBeGreaterThan(runs / 10);
});
