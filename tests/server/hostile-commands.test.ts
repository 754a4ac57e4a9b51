/**
 * Random commands of everybody's beside random typing: decisions of every kind on what is there and what is not, taken
 * back once and again, proposals, notes, withdrawals, agreement, brackets. Whatever comes of them, the room never fails,
 * nobody changes what is not his or hers, what is agreed stays, all see the same, and after a restart all is as before.
 */
import { expect, test } from "vitest";
import { type ChangeId, Delta, MARK, type Op, bracketsOf, flatBrackets, idOf, runsOf } from "../../schema/index.ts";
import { agree } from "../../server/agreement.ts";
import { settle } from "../../server/brackets.ts";
import type { DecisionCommand } from "../../server/decision.ts";
import { changeProposal, noteOn, tableProposal, withdraw } from "../../server/proposals.ts";
import { takeBack } from "../../server/reopening.ts";
import type { Command } from "../../server/jobs.ts";
import type { Actor } from "../../server/peer.ts";
import type { Replica } from "../../server/replica.ts";
import { without } from "../../src/revision/index.ts";
import { type Client, Network, paragraphsOf, redline } from "../network.ts";
import { Chance } from "./chance.ts";

const ROUNDS = Math.max(40, Number(process.env.FUZZ ?? 0) / 10);
const STEPS = 40;
const CHAIR: Actor = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" };

class Meeting {
  readonly people: Client[];

  private constructor(
    readonly network: Network,
    readonly chance: Chance,
  ) {
    this.people = [network.join("u", "USA"), network.join("f", "F"), network.join("s", "SEC", "secretary")];
  }

  static async open(chance: Chance): Promise<Meeting> {
    return new Meeting(await Network.open(paragraphsOf("one [a/b] two", "three [x]", "four", "five 😀")), chance);
  }

  get replica(): Replica {
    return (this.network.room as unknown as { replica: Replica }).replica;
  }

  change(): ChangeId {
    const pending = this.network.room.pending().map(({ id }) => id);
    const known = [...this.replica.usages.keys(), "USA:none", "F:s1", "__proto__", "constructor"];
    return this.chance.below(5) > 0 && pending.length > 0 ? this.chance.of(pending) : this.chance.of(known);
  }
  changes(): ChangeId[] {
    return Array.from({ length: this.chance.below(4) }, () => this.change());
  }
  number(): string {
    const there = [...this.replica.proposals.keys()];
    return this.chance.below(4) > 0 && there.length > 0 ? this.chance.of(there) : `USA/1/${this.chance.below(9)}`;
  }
  /** A log position: mostly the present one, else any. */
  at(): number {
    const { seq } = this.network.room;
    return this.chance.below(3) > 0 ? seq : this.chance.below(seq + 2);
  }
  paragraph(): string {
    return this.chance.of([...this.replica.markIds, "nowhere"]);
  }

  /** Something that somebody types, strikes or sets. */
  write(client: Client): void {
    const { chance } = this;
    const length = client.sequence().length();
    const from = chance.below(length);
    const own = client.actor.role === "secretary" && chance.below(2) === 0 ? "direct" : "propose";
    const text = chance.of(["x", "yy", "[z]", "[", "]", "a\n", "\n", ""]);
    const edit = new Delta()
      .retain(from)
      .insert(text)
      .delete(Math.min(chance.below(4), length - from));
    if (chance.below(6) === 0) client.raw(new Delta(edit).chop());
    else if (edit.ops.length > 1) client.edit(edit.chop(), own);
  }

  decision(): DecisionCommand {
    const { chance } = this;
    const verdict = chance.of(["accept", "reject", "amended", "defer", "supersede"] as const);
    const some = (odds: number) => chance.below(odds) === 0;
    return {
      verdict,
      changes: this.changes(),
      at: this.at(),
      ...(some(4) && { proposal: this.number() }),
      ...(some(4) && { also: { [this.change()]: chance.of(["accept", "reject"] as const) } }),
      ...(some(4) && { only: { [this.change()]: chance.of(["inserts", "deletes", "sets"] as const) } }),
      ...(verdict === "amended" && { amendments: this.changes() }),
    };
  }

  /** A command of somebody's, with who it is and what it is called. */
  command(): { actor: Actor; name: string; command: Command<{ ok: boolean }> } {
    const { chance } = this;
    const { actor } = chance.of([this.people[0]!, this.people[1]!, this.people[2]!]);
    const sponsors = chance.of([["USA"], ["F"], ["USA", "F"], ["F", "USA"], []]);
    switch (chance.below(7)) {
      case 0:
        return {
          actor,
          name: "table",
          command: tableProposal(actor, {
            number: `USA/1/${chance.below(9)}`,
            kind: chance.of(["MOD", "NOC", "ADD"] as const),
            title: "",
            reasons: "",
            sponsors,
            changes: this.changes(),
            target: [this.paragraph()],
          }),
        };
      case 1:
        return {
          actor,
          name: "alter",
          command: changeProposal(actor, {
            number: this.number(),
            ...(chance.below(2) === 0 && { changes: this.changes() }),
            ...(chance.below(3) === 0 && { sponsors }),
            ...(chance.below(3) === 0 && { reasons: `r${chance.below(9)}` }),
            ...(chance.below(5) === 0 && { order: 1 }),
          }),
        };
      case 2:
        return {
          actor,
          name: "note",
          command: noteOn(actor, this.change(), {
            ...(chance.below(2) === 0 && { reason: "why" }),
            ...(chance.below(3) === 0 && { sponsors }),
            ...(chance.below(3) === 0 && { group: "g" }),
          }),
        };
      case 3:
        return { actor, name: "withdraw", command: withdraw(actor, this.change()) };
      case 4: {
        const all = flatBrackets(bracketsOf(this.network.sequence()).brackets);
        const { from, to } = all.length === 0 ? { from: 0, to: 2 } : chance.of(all);
        const choice = chance.of(["keep", "delete", { alternative: chance.below(3) }] as const);
        return {
          actor: CHAIR,
          name: "settle",
          command: settle(CHAIR, { at: this.at(), from, length: to - from, choice }),
        };
      }
      default: {
        const ids = [this.paragraph(), ...(chance.below(3) === 0 ? [this.paragraph()] : [])];
        return { actor: CHAIR, name: "agree", command: agree(CHAIR, ids, chance.below(3) > 0) };
      }
    }
  }

  /** All that a restart must keep. */
  state(): object {
    const { replica } = this;
    const sorted = <V>(map: Iterable<[string, V]>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    const { changes, proposals } = this.network.room.snapshot();
    return JSON.parse(
      JSON.stringify({
        text: this.network.sequence().ops,
        changes: sorted(Object.entries(changes)),
        proposals: sorted(Object.entries(proposals)),
        // Live, an alteration is noted as well that the guard made good in the same entry.
        usages: sorted(replica.usages).map(([id, { member, since, decided }]) => [id, member, since, decided]),
        gathered: sorted(replica.gathered),
        worded: sorted(replica.worded),
        decisions: replica.decisions,
        seq: replica.seq,
      }),
    ) as object;
  }

  /** What stands in the agreed paragraphs, by their ids. */
  agreed(): Map<string, string> {
    const result = new Map<string, string>();
    let content = "";
    for (const { insert, attributes } of runsOf(this.network.sequence().ops as Op[])) {
      content += JSON.stringify([insert, attributes]);
      if (insert !== MARK) continue;
      if (attributes?.agreed !== undefined) result.set(idOf(attributes), content);
      content = "";
    }
    return result;
  }

  /** The draft without anything of a delegation. */
  ofOthers(delegation: string): string {
    return JSON.stringify(without(delegation, runsOf(this.network.sequence().ops as Op[])).ops);
  }
}

async function step(meeting: Meeting): Promise<string> {
  const { network, chance } = meeting;
  const kind = chance.below(10);
  if (kind < 4) {
    const place = chance.below(meeting.people.length);
    const { actor, closed } = meeting.people[place]!;
    if (closed !== null) meeting.people[place] = network.join(actor.member, actor.delegation, actor.role);
    const client = meeting.people[place]!;
    meeting.write(client);
    if (chance.below(3) > 0) await client.send();
    for (const each of meeting.people) if (chance.below(2) === 0) each.receive();
    return "write";
  }
  if (kind < 6) {
    const command = meeting.decision();
    const done = await network.room.decide(CHAIR, command);
    return `${command.verdict} ${done.ok ? "taken" : "refused"}`;
  }
  if (kind === 6) {
    const seqs = meeting.replica.decisions.map(({ seq }) => seq);
    if (seqs.length === 0) return "nothing decided";
    const done = await takeBack(network.room, CHAIR, chance.of(seqs));
    return `take back ${done.ok ? "taken" : "refused"}`;
  }
  const { actor, name, command } = meeting.command();
  const before = meeting.ofOthers(actor.delegation);
  const { result } = await network.room.perform(actor, command);
  if (actor.role === "delegate" && name !== "withdraw") expect(meeting.ofOthers(actor.delegation)).toBe(before);
  return `${name} ${result.ok ? "taken" : "refused"}`;
}

test(`[G1] [G4] [S7] [S8] [R1] ${ROUNDS} meetings of ${STEPS} commands`, { timeout: 30 * 60_000 }, async () => {
  const met = new Map<string, number>();
  for (let round = 1; round <= ROUNDS; round++) {
    const chance = new Chance(round);
    const meeting = await Meeting.open(chance);
    const { network } = meeting;
    for (let i = 0; i < STEPS; i++) {
      const where = `round ${round}, step ${i}`;
      const agreed = meeting.agreed();
      const what = await step(meeting);
      met.set(what, (met.get(what) ?? 0) + 1);
      expect(
        network.events.filter(({ kind }) => kind === "failed"),
        `${where}: ${what}`,
      ).toEqual([]);
      if (!what.startsWith("agree"))
        for (const [id, content] of agreed) expect(meeting.agreed().get(id), `${where}: ${what}`).toBe(content);
      const marks = [...runsOf(network.sequence().ops as Op[])].filter(({ insert }) => insert === MARK);
      const ids = marks.map(({ attributes }) => idOf(attributes ?? {}));
      expect(new Set(ids).size, `${where}: ${what}: ${ids.join()}`).toBe(ids.length);
      expect((network.sequence().ops as Op[]).at(-1)!.insert, where).toMatch(/\n$/);
      if (i % 10 === 9) {
        const before = meeting.state();
        await network.restart();
        expect(meeting.state(), where).toEqual(before);
      }
    }
    await network.drain();
    for (const client of meeting.people)
      if (client.closed === null)
        expect(redline(client.sequence()), `round ${round}`).toBe(redline(network.sequence()));
  }
  console.log(Object.fromEntries([...met].sort()));
  for (const what of [
    "accept",
    "reject",
    "amended",
    "defer",
    "supersede",
    "take back",
    "table",
    "alter",
    "note",
    "withdraw",
    "settle",
    "agree",
  ])
    expect(met.get(`${what} taken`), what).toBeGreaterThan(ROUNDS / 20);
});
