/**
 * Many users at once over the network in memory: delegations propose, a secretary edits the text, a client that ignores
 * the rules writes what it may not, the chair decides, everything late and crossing. In the end all show the same draft
 * (S8), the adopted text is what the secretary and the chair made of it (G1), and no word is lost.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta, MARK, type Op, canonicalSequence, view } from "../../schema/index.ts";
import { revisions } from "../../src/revision/index.ts";
import { type Client, Network, paragraphsOf } from "../network.ts";
import { alike } from "../same.ts";

const ROUNDS = Math.max(60, Math.round(Number(process.env.FUZZ ?? 500) / 5));

const stepArb = fc.record({
  who: fc.integer({ min: 0, max: 4 }),
  act: fc.constantFrom(
    "type",
    "type",
    "delete",
    "split",
    "join",
    "format",
    "level",
    "send",
    "send",
    "receive",
    "receive",
    "decide",
    "restart",
  ),
  at: fc.nat(10_000),
  n: fc.integer({ min: 1, max: 8 }),
});
type Step = { who: number; act: string; at: number; n: number };
type Mode = "propose" | "direct" | "raw";

/** A unique character beyond the basic plane: torn in half, it would not be found again. */
const wordOf = (k: number): string => String.fromCodePoint(0x1f300 + (k % 0x400)) + (k >= 0x400 ? String(k) : "");

function act(client: Client, step: Step, word: string, mode: Mode): void {
  const units = [...client.text.text.toString()]; // whole characters: nobody cuts one
  const chosen = step.at % units.length; // never behind the last mark
  const at = units.slice(0, chosen).join("").length;
  const span = units.slice(chosen, chosen + step.n).join("");
  const text = units.join("");
  const write = (delta: Delta) => (mode === "raw" ? client.raw(delta) : client.edit(delta, mode));
  switch (step.act) {
    case "type":
      return write(
        new Delta()
          .retain(at)
          .insert(word, mode === "raw" && step.n % 3 === 0 ? { ins: "F:forged", "del:F": "F:x" } : undefined),
      );
    case "delete":
      return write(
        new Delta().retain(at).delete(at + span.length === text.length ? Math.max(1, span.length - 1) : span.length),
      );
    case "split":
      return write(new Delta().retain(at).insert(MARK, { role: "item", ...(mode === "raw" && { id: "p1" }) }));
    case "join": {
      const mark = text.indexOf(MARK, at);
      return mark >= 0 && mark < text.length - 1 ? write(new Delta().retain(mark).delete(1)) : undefined;
    }
    case "format":
      return write(
        new Delta()
          .retain(at)
          .retain(
            span.length,
            mode === "raw" ? { em: true, "del:F": "F:forged2" } : { em: step.n % 2 === 0 ? true : null },
          ),
      );
    case "level":
      return write(new Delta().retain(text.indexOf(MARK, at)).retain(1, { level: step.n % 3 }));
  }
}

const MODES: readonly Mode[] = ["propose", "propose", "direct", "raw", "propose"];
let crossings = 0;
let acts = 0;

/** Carries the steps out and delivers everything. `may` filters what each client does; returns the words that were typed. */
async function play(steps: readonly Step[], may: (who: number, act: string) => boolean) {
  const serverIds = steps[0]!.at % 2 === 0 ? 500 : 5000; // before or after those of the clients
  const network = await Network.open(paragraphsOf("one two three", "", "four five", "six"), {}, serverIds);
  const clients = [
    network.join("u", "USA"),
    network.join("f", "F"),
    network.join("s", "SEC", "secretary"),
    network.join("x", "RCC"), // ignores the rules
    network.join("u2", "USA"),
  ];
  const words: { who: number; word: string }[] = [];
  for (const step of steps) {
    const client = clients[step.who]!;
    if (client.closed !== null || !may(step.who, step.act)) continue;
    if (step.act === "send") await client.send(step.n);
    else if (step.act === "receive") client.receive(step.n);
    else if (step.act === "restart") {
      if (step.n === 1) await network.restart();
    } else if (step.act === "decide") {
      const pending = network.room.pending();
      if (pending.length === 0) continue;
      const { id } = pending[step.at % pending.length]!;
      const chair = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;
      const verdict = step.at % 4 === 0 ? "reject" : "accept";
      await network.room.decide(chair, { verdict, changes: [id], at: Math.max(0, network.room.seq - (step.n % 3)) });
    } else {
      acts++;
      if (client.unread > 0) crossings++;
      const word = wordOf(words.length);
      act(client, step, word, MODES[step.who]!);
      if (step.act === "type") words.push({ who: step.who, word });
    }
  }
  await network.drain();
  return { network, clients, words };
}

/** What holds at rest, whatever happened. */
async function atRest({ network, clients }: Awaited<ReturnType<typeof play>>): Promise<Op[]> {
  expect(network.events.filter(({ kind }) => kind === "failed")).toEqual([]);
  const expected = network.sequence().ops as Op[];
  for (const client of clients) if (client.closed === null) alike(client.sequence().ops, expected);
  await network.restart(); // a fresh reader finds the same
  alike(network.sequence().ops, expected);
  const marks = expected.filter(({ insert }) => insert === MARK);
  expect(expected.at(-1)!.insert).toSatisfy((insert: string) => insert.endsWith(MARK));
  expect(new Set(marks.map(({ attributes }) => attributes?.id)).size).toBe(marks.length); // no id twice
  const recorded = new Set(Object.keys(network.room.snapshot().changes));
  expect([...revisions(network.sequence()).keys()].sort()).toEqual([...recorded].sort()); // changes: the pending ones, all of them
  return expected;
}

test("[S8] [G1] whoever writes, however updates cross: one draft for all, and every law holds entry by entry", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 10, maxLength: 60 }), async (steps) => {
      await atRest(await play(steps, () => true));
    }),
    { numRuns: ROUNDS },
  );
  expect(crossings / acts).toBeGreaterThan(0.2);
});

test("[S8] nothing that a delegation typed is lost, doubled or torn, whatever others do around it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 10, maxLength: 60 }), async (steps) => {
      // USA types and splits, it never deletes; nobody decides. F, the secretary and the rogue delete as they like.
      const played = await play(
        steps,
        (who, what) => what !== "decide" && (MODES[who] !== "propose" || who === 1 || what !== "delete"),
      );
      const ops = await atRest(played);
      for (const { who, word } of played.words.filter(({ who }) => who === 0 || who === 4)) {
        const found = ops.filter(({ insert }) => typeof insert === "string" && insert.includes(word));
        expect(found.length, `${word} of ${who}`).toBe(1);
        expect((found[0]!.insert as string).split(word).length).toBe(2);
        expect(found[0]!.attributes?.ins).toMatch(/^USA:/);
      }
    }),
    { numRuns: ROUNDS },
  );
});

test("[G1] delegates alone leave the adopted text as it is, even where one ignores the rules", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 10, maxLength: 60 }), async (steps) => {
      const played = await play(steps, (who, what) => what !== "decide" && MODES[who] !== "direct");
      await atRest(played);
      expect(canonicalSequence(view(played.network.sequence(), "original").ops as Op[]).ops).toEqual(
        canonicalSequence(paragraphsOf("one two three", "", "four five", "six")).ops,
      );
    }),
    { numRuns: ROUNDS },
  );
});
