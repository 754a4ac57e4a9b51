/** What the chair can decide, what delegations table, withdraw and note, and taking a decision back. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { type ChangeId, Delta, MARK } from "../../schema/index.ts";
import type { DecisionCommand, DecisionResult } from "../../server/decision.ts";
import { type NewProposal, changeProposal, noteOn, tableProposal, withdraw } from "../../server/proposals.ts";
import { takeBack as takeBackIn } from "../../server/reopening.ts";
import type { Actor } from "../../server/peer.ts";
import { type Client, Network, paragraphsOf, plain, redline } from "../network.ts";
import { seemToTake } from "./clock.ts";

const CHAIR: Actor = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" };

async function stage(...texts: string[]) {
  const network = await Network.open(paragraphsOf(...texts));
  const [u, f, c] = [network.join("u", "USA"), network.join("f", "F"), network.join("c", "CHAIR", "chair")];
  return { network, u, f, c };
}
/** The pending change of a delegation that inserts or deletes this text. */
function changeOf(network: Network, delegation: string, text: string): ChangeId {
  const found = network.room
    .pending()
    .find((change) => change.delegation === delegation && [...change.inserts, ...change.deletes].includes(text));
  if (found === undefined) throw new Error(`${delegation} proposes no "${text}"`);
  return found.id;
}
const decide = (network: Network, command: DecisionCommand): Promise<DecisionResult> =>
  network.room.decide(CHAIR, { at: network.room.seq, ...command });
const record = async (network: Network) => (await network.log.read("draft", 0)).at(-1)!.decision;
const replace = (client: Client, from: number, length: number, text: string) =>
  client.edit(new Delta().retain(from).insert(text).delete(length));

describe("verdicts", () => {
  test("a part that a change has not is said to be none, and nobody is held up", async () => {
    const { network, u } = await stage("one two");
    u.type(3, "!");
    await network.drain();
    const change = changeOf(network, "USA", "!");
    const done = await decide(network, { verdict: "accept", changes: [change], only: { [change]: "deletes" } });
    expect(done).toMatchObject({ ok: false, message: `nothing of that part to decide on: ${change}` });
    expect(network.events).toEqual([]);
  });

  test("a part of a replacement is decided apart, the rest stays pending", async () => {
    for (const [part, verdict, expected] of [
      ["deletes", "accept", "a [+ +USA] c¶"],
      ["inserts", "accept", "a [b -USA]+ c¶"],
      ["inserts", "reject", "a [b -USA] c¶"],
    ] as const) {
      const { network, u } = await stage("a b c");
      replace(u, 2, 1, "+");
      await network.drain();
      const change = changeOf(network, "USA", "+");
      expect(await decide(network, { verdict, changes: [change], only: { [change]: part } })).toMatchObject({
        ok: true,
      });
      expect(redline(network.sequence())).toBe(expected);
      const [left] = network.room.pending();
      expect(left).toMatchObject({ delegation: "USA", by: "u" });
      expect(left!.id).not.toBe(change);
    }
  });

  test("amended: the changes and what amends them are accepted together, and the record tells which is which", async () => {
    const { network, u, c } = await stage("one");
    u.type(3, " shall");
    await network.drain();
    replace(c, c.at("shall"), 5, "should");
    await network.drain();
    const [change, amendment] = [changeOf(network, "USA", " shall"), changeOf(network, "CHAIR", "should")];
    await decide(network, { verdict: "amended", changes: [change], amendments: [amendment], method: "consensus" });
    expect(redline(network.sequence())).toBe("one should¶");
    expect(await record(network)).toMatchObject({
      verdict: "amended",
      method: "consensus",
      amendments: [amendment],
      changes: { [change]: { inserts: [" shall"] }, [amendment]: { inserts: ["should"], deletes: ["shall"] } },
    });
  });

  test("deferred: nothing changes but that it is put off; decided later, nothing is left of that", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const change = changeOf(network, "USA", "!");
    await decide(network, { verdict: "defer", changes: [change], note: "after lunch" });
    expect(redline(network.sequence())).toBe("one[! +USA]¶");
    expect(network.room.snapshot().changes[change]).toMatchObject({ by: "u", deferred: true });
    expect(await record(network)).toMatchObject({ verdict: "defer", note: "after lunch" });
    expect(await decide(network, { verdict: "accept", changes: [change] })).toMatchObject({ ok: true });
    expect([redline(network.sequence()), network.room.snapshot().changes]).toEqual(["one!¶", {}]);
  });

  test("superseded: rejected in favour of another, with votes and reservations on record", async () => {
    const { network, u, f } = await stage("one");
    u.type(3, " u");
    f.type(3, " f");
    await network.drain();
    const [lost, won] = [changeOf(network, "USA", " u"), changeOf(network, "F", " f")];
    const vote = { method: "roll call", figures: { for: 80, against: 12, abstentions: 3 } } as const;
    const reservations = [{ delegation: "USA", text: "does not join the consensus" }];
    await decide(network, { verdict: "supersede", changes: [lost], supersededBy: won, reservations, ...vote });
    expect(redline(network.sequence())).toBe("one[ f +F]¶");
    expect(await record(network)).toMatchObject({ verdict: "supersede", supersededBy: won, reservations, ...vote });
  });

  test("[S5] what a decision would strand gets a verdict of its own in the same breath", async () => {
    const { network, u, f } = await stage("one", "two");
    f.type(f.at("two", 1), "F");
    await network.drain();
    u.delete(u.at("t"), 1);
    u.delete(u.at("wo"), 3);
    await network.drain();
    const theirs = changeOf(network, "F", "F");
    const deletions = network.room.pending().flatMap(({ id, delegation }) => (delegation === "USA" ? [id] : []));
    const result = await decide(network, { verdict: "accept", changes: deletions, also: { [theirs]: "reject" } });
    expect(result).toMatchObject({ ok: true, record: { dependants: [] } });
    expect(redline(network.sequence())).toBe("one¶");
    expect((await record(network))!.changes[theirs]).toMatchObject({ verdict: "reject", inserts: ["F"] });
  });

  test("of an exclusive group one is accepted and the others rejected; two are refused", async () => {
    const { network, u, f } = await stage("one");
    u.type(3, " u");
    f.type(3, " f");
    await network.drain();
    const [mine, other] = [changeOf(network, "USA", " u"), changeOf(network, "F", " f")];
    for (const id of [mine, other]) await network.room.perform(CHAIR, noteOn(CHAIR, id, { group: "ending" }));
    expect(await decide(network, { verdict: "accept", changes: [mine, other] })).toMatchObject({
      ok: false,
      message: `only one can be accepted of the group ending: ${mine}, ${other}`,
    });
    await decide(network, { verdict: "accept", changes: [other] });
    expect(redline(network.sequence())).toBe("one f¶");
    expect((await record(network))!.changes[mine]).toMatchObject({ verdict: "reject", inserts: [" u"] });
  });
});

describe("sponsors", () => {
  test("a change goes only with its last sponsor", async () => {
    const { network, u, f } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const change = changeOf(network, "USA", "!");
    const perform = <T>(command: Parameters<typeof network.room.perform<T>>[1], who: Actor) =>
      network.room.perform(who, command).then(({ result }) => result);
    expect(await perform(withdraw(f.actor, change), f.actor)).toMatchObject({ ok: false, why: "forbidden" });
    expect(await perform(noteOn(f.actor, change, { sponsors: ["F"] }), f.actor)).toMatchObject({ why: "forbidden" });
    expect(await perform(noteOn(f.actor, change, { sponsors: ["USA", "F"] }), f.actor)).toEqual({ ok: true });
    expect(await perform(noteOn(f.actor, change, { reason: "ours now" }), f.actor)).toMatchObject({ why: "forbidden" });
    expect(await perform(withdraw(u.actor, change), u.actor)).toEqual({ ok: true, gone: false });
    expect(redline(network.sequence())).toBe("one[! +USA]¶");
    expect(await perform(withdraw(u.actor, change), u.actor)).toMatchObject({ why: "forbidden" });
    expect(await perform(withdraw(f.actor, change), f.actor)).toEqual({ ok: true, gone: true });
    expect(redline(network.sequence())).toBe("one¶");
    expect(await record(network)).toMatchObject({
      verdict: "withdraw",
      by: "f",
      changes: { [change]: { inserts: ["!"] } },
    });
    expect(await perform(withdraw(f.actor, change), f.actor)).toMatchObject({ why: "not-found" });
  });
});

describe("proposals", () => {
  const table = (network: Network, who: Actor, given: Partial<Parameters<typeof tableProposal>[1]>) =>
    network.room
      .perform(
        who,
        tableProposal(who, {
          number: "USA/12/1",
          kind: "MOD",
          title: "",
          reasons: "",
          sponsors: ["USA"],
          changes: [],
          ...given,
        }),
      )
      .then(({ result }) => result);
  const stateOf = (network: Network) => network.room.snapshot().proposals["USA/12/1"]?.state;

  test("gather changes, and are agreed, rejected or amended with the last of them", async () => {
    for (const [first, second, state] of [
      ["accept", "accept", "agreed"],
      ["reject", "reject", "rejected"],
      ["accept", "reject", "amended"],
      ["reject", "accept", "amended"],
      ["reject", "supersede", "superseded"],
    ] as const) {
      const { network, u } = await stage("one", "two");
      u.type(0, "a");
      u.type(u.at("two"), "b");
      await network.drain();
      const [a, b] = [changeOf(network, "USA", "a"), changeOf(network, "USA", "b")];
      expect(await table(network, u.actor, { changes: [a, b], reasons: "because" })).toEqual({ ok: true });
      expect(network.room.snapshot().changes[a]).toMatchObject({ proposal: "USA/12/1" });
      await decide(network, { verdict: first, changes: [a] });
      expect(stateOf(network)).toBe("pending");
      await decide(network, { verdict: second, changes: [b] });
      expect(stateOf(network)).toBe(state);
      expect(await record(network)).toMatchObject({ proposals: { "USA/12/1": state } });
    }
  });

  test("are decided by their number; one without changes only changes its state", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    await table(network, u.actor, { changes: [changeOf(network, "USA", "!")] });
    await decide(network, { verdict: "accept", changes: [], proposal: "USA/12/1" });
    expect([redline(network.sequence()), stateOf(network)]).toEqual(["one!¶", "agreed"]);
    await table(network, u.actor, { number: "USA/12/2", kind: "NOC", target: ["p1"] });
    await decide(network, { verdict: "accept", changes: [], proposal: "USA/12/2" });
    expect(network.room.snapshot().proposals["USA/12/2"]!.state).toBe("agreed");
  });

  test("are the sponsors' own, and whole", async () => {
    const { network, u, f } = await stage("one");
    u.type(3, "!");
    f.type(0, "?");
    await network.drain();
    const [mine, theirs] = [changeOf(network, "USA", "!"), changeOf(network, "F", "?")];
    const refusal = async (given: Parameters<typeof table>[2], who = u.actor) => {
      const result = await table(network, who, given);
      return result.ok ? "taken" : `${result.why}: ${result.message}`;
    };
    expect(await refusal({ changes: [] })).toBe("invalid: changes: MOD needs at least one");
    expect(await refusal({ kind: "NOC" })).toMatch(/^invalid: target: NOC without changes/);
    expect(await refusal({ kind: "NOC", target: ["nowhere"] })).toBe("invalid: target: no such paragraph: nowhere");
    expect(await refusal({ changes: ["USA:gone"] })).toBe("conflict: not pending: USA:gone");
    expect(await refusal({ changes: [theirs] })).toBe(`forbidden: not changes of a sponsor: ${theirs}`);
    expect(await refusal({ changes: [mine], sponsors: ["F"] })).toBe("forbidden: sponsors: USA must be among them");
    expect(await refusal({ changes: [mine, theirs], sponsors: ["USA", "F"] })).toBe(
      `forbidden: not changes of USA: ${theirs}`,
    );
    expect(await refusal({ changes: [mine], sponsors: ["USA", "F"] })).toBe("taken");
    expect(await refusal({ changes: [mine] })).toBe("conflict: there is a proposal USA/12/1 already");
    expect(await refusal({ number: "USA/12/2", changes: [mine] })).toBe(`conflict: part of another proposal: ${mine}`);
    const change = (who: Actor, given: object) =>
      network.room.perform(who, changeProposal(who, { number: "USA/12/1", ...given })).then(({ result }) => result);
    expect(await change(f.actor, { changes: [mine, theirs] })).toEqual({ ok: true });
    expect(network.room.snapshot().changes[theirs]).toHaveProperty("proposal");
    expect(await change(u.actor, { changes: [mine], title: "Shorter" })).toEqual({ ok: true });
    expect(network.room.snapshot().changes[theirs]).not.toHaveProperty("proposal");
    expect(await change(u.actor, { state: "agreed" })).toMatchObject({ why: "forbidden" });
    expect(await change(CHAIR, { state: "deferred", order: 3 })).toEqual({ ok: true });
    expect(network.room.snapshot().proposals["USA/12/1"]).toMatchObject({
      state: "deferred",
      order: 3,
      title: "Shorter",
    });
  });
});

describe("a decision taken back", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const takeBack = (network: Network, seq: number) => takeBackIn(network.room, CHAIR, seq);
  test("a change that was put off is taken up again with its proposal, once", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const change = changeOf(network, "USA", "!");
    const proposal: NewProposal = {
      number: "USA/1/1",
      kind: "MOD",
      title: "",
      reasons: "",
      sponsors: ["USA"],
      changes: [change],
    };
    await network.room.perform(CHAIR, tableProposal(CHAIR, proposal));
    await decide(network, { verdict: "defer", changes: [], proposal: "USA/1/1" });
    const { seq } = network.room;
    expect(network.room.snapshot().proposals["USA/1/1"]).toMatchObject({ state: "deferred" });
    expect(await takeBack(network, seq)).toMatchObject({ ok: true, answer: { changes: {} } });
    const { changes, proposals } = network.room.snapshot();
    expect(changes[change]).toMatchObject({ proposal: "USA/1/1" });
    expect(changes[change]).not.toHaveProperty("deferred");
    expect(proposals["USA/1/1"]).toMatchObject({ state: "pending" });
    expect(await record(network)).toMatchObject({
      verdict: "reopen",
      reopens: seq,
      proposals: { "USA/1/1": "pending" },
    });
    expect(redline(network.sequence())).toBe("one[! +USA]¶");
    expect(await takeBack(network, seq)).toMatchObject({ ok: false, why: "conflict" });
  });

  test.each(["accept", "reject"] as const)("restores the proposal at its place, after %s", async (verdict) => {
    const { network, u, f } = await stage("one two", "three");
    replace(u, 4, 3, "2");
    u.set(u.at("three", 5), 1, { level: 1 });
    await network.drain();
    const before = redline(network.sequence());
    const changes = network.room.pending().map(({ id }) => id);
    const done = await decide(network, { verdict, changes });
    f.receive();
    f.type(0, "before ");
    f.type(f.at("three"), "4 ");
    await network.drain();
    const result = await takeBack(network, (done as { seq: number }).seq);
    expect(result).toMatchObject({ ok: true });
    expect(redline(network.sequence())).toBe(before.replace("one", "[before  +F]one").replace("three", "[4  +F]three"));
    expect(network.room.pending().filter(({ delegation }) => delegation === "USA")).toMatchObject(
      changes.map(() => ({ by: "u" })),
    );
    for (const { id } of network.room.pending()) expect(changes).not.toContain(id); // decided ids are spent
    expect(await record(network)).toMatchObject({ verdict: "reopen", reopens: (done as { seq: number }).seq });
    await network.drain();
    for (const client of network.clients) expect(redline(client.sequence())).toBe(redline(network.sequence()));
  });

  test("leaves alone what others proposed on its words since", async () => {
    const { network, u, f } = await stage("one");
    u.type(3, " two");
    await network.drain();
    const { seq } = (await decide(network, { verdict: "accept", changes: [changeOf(network, "USA", " two")] })) as {
      seq: number;
    };
    await network.drain();
    f.delete(f.at("two"), 3);
    await network.drain();
    await takeBack(network, seq);
    expect(redline(network.sequence())).toBe("one[  +USA][two +USA -F]¶");
    expect(plain(network.sequence(), "original")).toBe("one¶");
  });

  test("brings a deleted paragraph back, with its id, where it was", async () => {
    const { network, u, c } = await stage("one", "two", "three");
    u.delete(u.at("two"), 4);
    await network.drain();
    const id = network.room.pending()[0]!.id;
    const { seq } = (await decide(network, { verdict: "accept", changes: [id] })) as { seq: number };
    await network.drain();
    c.type(c.at("three"), "and ", "direct");
    await network.drain();
    await takeBack(network, seq);
    expect(redline(network.sequence())).toBe("one¶[two¶ -USA]and three¶");
    const marks = (network.sequence().ops as { insert: unknown; attributes?: { id?: string } }[]).filter(
      ({ insert }) => insert === MARK,
    );
    expect(marks.map(({ attributes }) => attributes?.id)).toContain("p2");
  });

  test("where the end of the draft has gone since, it is closed again (S7)", async () => {
    const { network, u, c } = await stage("one", "two");
    u.type(u.at("two", 3), " more");
    await network.drain();
    const { seq } = (await decide(network, { verdict: "reject", changes: [changeOf(network, "USA", " more")] })) as {
      seq: number;
    };
    await network.drain();
    c.delete(c.at("two"), 4, "direct");
    await network.drain();
    await takeBack(network, seq);
    expect(redline(network.sequence())).toMatch(/^one¶\[ more¶ \+USA\]$|^one\[ more \+USA\]¶$/);
    expect(plain(network.sequence(), "original")).toBe("one¶");
  });

  test("what is no decision is said to be none; while others write it is carried on", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    for (const seq of [1, 3, 0, -1, Number.NaN, 1e300])
      expect(await takeBack(network, seq)).toMatchObject({ why: "not-found" });
    const { seq } = (await decide(network, { verdict: "accept", changes: [changeOf(network, "USA", "!")] })) as {
      seq: number;
    };
    u.receive();
    const { entries } = network.room;
    const reading = vi.spyOn(network.room, "entries").mockImplementation(async (after, limit) => {
      const read = await entries.call(network.room, after, limit);
      if (read.length === 0) {
        reading.mockRestore(); // all is read, and now somebody writes
        u.type(0, "?");
        await u.send();
      }
      return read;
    });
    expect(await takeBack(network, seq)).toMatchObject({ ok: true });
    expect(redline(network.sequence())).toBe("[? +USA]one[! +USA]¶");
  });

  test("lets others have their turn between the entries of the log, one at a time, and counts as work when done", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const { seq } = (await decide(network, { verdict: "accept", changes: [changeOf(network, "USA", "!")] })) as {
      seq: number;
    };
    for (let i = 0; i < 100; i++) {
      u.type(0, "x");
      await u.send();
    }
    let turns = 0;
    let over = false;
    const turn = () => {
      turns++;
      if (!over) setImmediate(turn);
    };
    turn();
    seemToTake(100); // each entry
    const first = takeBack(network, seq);
    expect(await takeBack(network, seq)).toMatchObject({ why: "unavailable" });
    expect(await first).toMatchObject({ ok: true });
    over = true;
    expect(turns).toBeGreaterThan(100);
    expect(await takeBack(network, seq)).toMatchObject({ why: "unavailable" });
  });

  test.each([
    ["accept", { accepted: 0, rejected: 1 }, "amended"],
    ["reject", { accepted: 1, rejected: 0 }, "agreed"],
  ] as const)("one of several on a proposal leaves what the others came to: %s", async (taken, left, then) => {
    const { network, u } = await stage("one", "two");
    for (const [word, text] of [
      ["one", "1"],
      ["two", "2"],
    ] as const) {
      u.type(u.at(word), text);
      await network.drain();
    }
    const changes = { accept: changeOf(network, "USA", "1"), reject: changeOf(network, "USA", "2") };
    const proposal = { number: "USA/12/1", kind: "MOD", title: "", reasons: "", sponsors: ["USA"] } as const;
    await network.room.perform(
      u.actor,
      tableProposal(u.actor, { ...proposal, sponsors: ["USA"], changes: Object.values(changes) }),
    );
    const done: Record<string, number> = {};
    for (const verdict of ["accept", "reject"] as const)
      done[verdict] = ((await decide(network, { verdict, changes: [changes[verdict]] })) as { seq: number }).seq;
    const stateOf = () => network.room.snapshot().proposals["USA/12/1"];
    expect(stateOf()).toMatchObject({ state: "amended", decided: { accepted: 1, rejected: 1 } });
    expect(await takeBack(network, done[taken]!)).toMatchObject({ ok: true });
    expect(stateOf()).toMatchObject({ state: "pending", decided: left });
    await decide(network, { verdict: "accept", changes: network.room.pending().map(({ id }) => id) });
    expect(stateOf()).toMatchObject({ state: then });
  });

  test("a proposal is pending again with its changes", async () => {
    const { network, u } = await stage("one");
    u.type(3, "!");
    await network.drain();
    const changes = [changeOf(network, "USA", "!")];
    const proposal = { number: "USA/12/1", kind: "ADD", title: "", reasons: "", sponsors: ["USA"], changes } as const;
    await network.room.perform(u.actor, tableProposal(u.actor, { ...proposal, sponsors: ["USA"], changes }));
    const { seq } = (await decide(network, { verdict: "accept", changes: [], proposal: "USA/12/1" })) as {
      seq: number;
    };
    await takeBack(network, seq);
    const { proposals, changes: records } = network.room.snapshot();
    expect(proposals["USA/12/1"]!.state).toBe("pending");
    expect(Object.values(records)).toMatchObject([{ proposal: "USA/12/1", by: "u" }]);
  });
});
