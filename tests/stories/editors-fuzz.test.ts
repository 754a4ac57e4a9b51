/**
 * The many-user fuzz through the real editors: five people at editors of their own (one of them at a client that ignores
 * the rules), a server with its guard between them, everything late and crossing, undo and redo among it, the chair
 * deciding. Then: P1 at every editor after every transaction, one draft for all (S8), every law entry by entry (G1).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Delta, MARK, type Op, plainText } from "../../schema/index.ts";
import { isPair } from "../../src/collab/edit-delta.ts";
import { Peer } from "../collab/peers.ts";
import { Network, paragraphsOf } from "../network.ts";

const ROUNDS = Math.max(40, Math.round(Number(process.env.FUZZ ?? 600) / 8));
const ACTS = [
  "type",
  "type",
  "emoji",
  "backspace",
  "delete",
  "word",
  "enter",
  "overtype",
  "strike",
  "level",
  "move",
  "role",
  "em",
  "undo",
  "undo",
  "redo",
] as const;

const stepArb = fc.record({
  who: fc.integer({ min: 0, max: 4 }),
  act: fc.constantFrom(...ACTS, "send", "send", "send", "receive", "receive", "receive", "decide"),
  at: fc.nat(10_000),
  to: fc.nat(10_000),
});
type Step = typeof stepArb extends fc.Arbitrary<infer T> ? T : never;

function place(peer: Peer, n: number): number {
  const text = plainText(peer.sequence.ops as Op[]);
  const index = text.length === 0 ? 0 : n % text.length;
  return isPair(text, index) ? index - 1 : index;
}

function act(peer: Peer, { act, at, to }: Step): unknown {
  const [from, end] = [place(peer, at), place(peer, at + (to % 9))];
  switch (act) {
    case "type":
      return peer.select(from).type("ab");
    case "emoji":
      return peer.select(from).type("😀");
    case "backspace":
      return peer.select(from).backspace((to % 3) + 1);
    case "delete":
      return peer.select(from).delete((to % 3) + 1);
    case "word":
      return to % 2 === 0 ? peer.select(from).backspace(1, "word") : peer.select(from).delete(1, "word");
    case "enter":
      return peer.select(from).enter();
    case "overtype":
      return peer.select(from, end).type("xy");
    case "strike":
      return peer.select(from, end).backspace();
    case "move":
      return peer.select(from).move(to % 2 === 0 ? 1 : -1);
    case "level":
      return peer.select(from).level(to % 2 === 0 ? 1 : -1);
    case "role":
      return peer.select(from).role(to % 2 === 0 ? "call" : "text");
    case "em":
      return peer.select(from, end).em();
    case "undo":
      return peer.undo((to % 2) + 1);
    case "redo":
      return peer.redo();
  }
  return null;
}

/** What a client writes that ignores the rules. */
function misbehave(peer: Peer, { at, to }: Step): void {
  const text = peer.core.text.text.toString();
  const from = at % text.length;
  if (isPair(text, from) || isPair(text, from + 1)) return;
  const kind = to % 4;
  if (kind === 0) peer.raw(new Delta().retain(from).delete(1));
  else if (kind === 1) peer.raw(new Delta().retain(from).insert("R", { ins: "F:forged", "del:USA": "USA:x" }));
  else if (kind === 2) peer.raw(new Delta().retain(from).insert(MARK, { id: "p1", role: "heading" }));
  else peer.raw(new Delta().retain(from).retain(1, { em: true, "del:F": "F:forged" }));
}

test("[P1] [S8] [G1] at every editor, however updates cross", async () => {
  let crossings = 0;
  let acts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 8, maxLength: 40 }), async (steps) => {
      const network = await Network.open(
        paragraphsOf("one two", "", "th😀ree"),
        {},
        steps[0]!.at % 2 === 0 ? 500 : 5000,
      );
      const clients = [
        network.join("u", "USA"),
        network.join("f", "F"),
        network.join("s", "SEC", "secretary"),
        network.join("x", "RCC"),
        network.join("u2", "USA"),
      ];
      const peers = clients.map(({ text, actor }) => {
        const { name, delegation, role } = actor;
        return new Peer(text, { me: { name, delegation, role }, mode: role === "secretary" ? "direct" : "propose" });
      });
      for (const step of steps) {
        const client = clients[step.who]!;
        if (client.closed !== null) continue;
        if (step.act === "send") await client.send((step.to % 4) + 1);
        else if (step.act === "receive") client.receive((step.to % 4) + 1);
        else if (step.act === "decide") {
          const pending = network.room.pending();
          const change = pending[step.at % Math.max(1, pending.length)];
          const chair = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;
          const at = Math.max(0, network.room.seq - (step.to % 3));
          if (change !== undefined)
            await network.room.decide(chair, {
              verdict: step.to % 4 === 0 ? "reject" : "accept",
              changes: [change.id],
              at,
            });
        } else {
          acts++;
          if (client.unread > 0) crossings++;
          if (step.who === 3) misbehave(peers[step.who]!, step);
          else act(peers[step.who]!, step); // asserts P1 after every transaction
        }
      }
      await network.drain();
      expect(network.events.filter(({ kind }) => kind === "failed")).toEqual([]);
      const expected = network.sequence().ops;
      clients.forEach((client, i) => {
        if (client.closed !== null) return;
        expect(client.sequence().ops).toEqual(expected);
        peers[i]!.core.assertProjection();
      });
    }),
    { numRuns: ROUNDS },
  );
  expect(crossings / acts).toBeGreaterThan(0.2);
});
