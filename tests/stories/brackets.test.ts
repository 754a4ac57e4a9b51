/** Brackets in a room: proposed by delegations, settled by the chair on what was on the screen, recorded. */
import { describe, expect, test } from "vitest";
import { targetsOf } from "../../schema/index.ts";
import { bracket, openBrackets } from "../../src/revision/index.ts";
import { type BracketCommand, settle } from "../../server/brackets.ts";
import { Network, paragraphsOf, plain, redline } from "../network.ts";

const CHAIR = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;

async function stage(...lines: string[]) {
  const network = await Network.open(paragraphsOf(...lines));
  const u = network.join("u", "USA");
  const f = network.join("f", "F");
  const open = () => {
    const { sequence, changes } = network.room.snapshot();
    return openBrackets(sequence, changes, targetsOf(sequence)).brackets;
  };
  const see = (n = 0) => {
    const { from, length, digest } = open()[n]!;
    return { at: network.room.seq, from, length, digest };
  };
  return { network, u, f, open, see };
}

/** The chair's choice, and the log position after it. */
const settleIn = (network: Network, command: BracketCommand) =>
  network.room.perform(CHAIR, settle(CHAIR, command)).then(({ seq, result }) => ({ ...result, seq }));

/** Everybody, the room and a room that reads the log anew hold the same draft. */
async function expectOne(network: Network): Promise<void> {
  await network.drain();
  const text = redline(network.sequence());
  for (const client of network.clients) expect(redline(client.sequence())).toBe(text);
  await network.restart();
  expect(redline(network.sequence())).toBe(text);
}

describe("settling a bracket", () => {
  test("keeps pending text pending and takes the brackets away", async () => {
    const { network, u, f, open, see } = await stage("that States act");
    u.edit(bracket(u.text.sequence(), u.at("States"), u.at(" act")));
    await network.drain();
    f.type(f.at("]"), " and Members");
    await network.drain();
    expect(open()).toMatchObject([{ text: "States and Members", owner: "USA", by: "u", kind: "text", depth: 0 }]);
    const done = await settleIn(network, { ...see(), choice: "keep" });
    expect(done).toMatchObject({
      ok: true,
      record: { verdict: "settle", bracket: { text: "States and Members", choice: "keep" } },
    });
    expect(done.ok && Object.keys(done.record.changes)).toEqual(["USA:u-1"]);
    await expectOne(network);
    expect(redline(network.sequence())).toBe("that States[ and Members +F] act¶");
    expect(network.room.pending().map(({ delegation }) => delegation)).toEqual(["F"]);
  });

  test("deletes it with everybody's text in it, and names what went", async () => {
    const { network, f, see } = await stage("one", "[two]", "three");
    f.type(f.at("]"), "X");
    f.delete(f.at("wo"), 1);
    await network.drain();
    const done = await settleIn(network, { ...see(), choice: "delete" });
    expect(done.ok && done.record.changes).toMatchObject({ "F:f-1": { inserts: ["X"] }, "F:f-2": { deletes: ["w"] } });
    await expectOne(network);
    expect(redline(network.sequence())).toBe("one¶three¶");
    expect(network.room.pending()).toEqual([]);
  });

  test("a change of which some is left can be gone on with, and is decided later", async () => {
    const { network, u, see } = await stage("it acts");
    u.type(3, "[may/shall] always ");
    await network.drain();
    await settleIn(network, { ...see(), choice: { alternative: 1 } });
    await network.drain();
    expect(redline(network.sequence())).toBe("it [shall always  +USA]acts¶");
    await network.restart();
    u.type(u.at(" always"), "s");
    await network.drain();
    expect(redline(network.sequence())).toBe("it [shalls always  +USA]acts¶");
    const [change] = network.room.pending();
    expect(change).toMatchObject({ id: "USA:u-1", by: "u" });
    expect(
      await network.room.decide(CHAIR, { verdict: "reject", changes: [change!.id], at: network.room.seq }),
    ).toMatchObject({ ok: true });
    await expectOne(network);
    expect(redline(network.sequence())).toBe("it acts¶");
  });

  test("what its author types meanwhile into a bracket that goes stays, pending", async () => {
    const { network, u, see } = await stage("that [all] States act");
    u.type(u.at("all") + 3, "!"); // on its way
    await settleIn(network, { ...see(), choice: "delete" });
    await expectOne(network);
    expect(plain(network.sequence(), "original")).toBe("that States act¶");
    expect(redline(network.sequence())).toContain("[! +USA]");
  });
});

describe("what the chair saw", () => {
  test("elsewhere others may have written", async () => {
    const { network, u, see } = await stage("one", "two [three] four");
    const seen = see();
    u.type(0, "longer ");
    await network.drain();
    expect(await settleIn(network, { ...seen, choice: "keep" })).toMatchObject({ ok: true });
    expect(redline(network.sequence())).toBe("[longer  +USA]one¶two three four¶");
  });
  test("in the bracket nobody", async () => {
    const { network, u, see } = await stage("two [three] four");
    const seen = see();
    u.type(u.at("ree"), "X");
    await network.drain();
    expect(await settleIn(network, { ...seen, choice: "keep" })).toMatchObject({ ok: false, why: "conflict" });
  });
  test("without a digest nowhere", async () => {
    const { network, u, see } = await stage("two [three] four");
    const { digest: _digest, ...seen } = see();
    u.type(0, "X");
    await network.drain();
    expect(await settleIn(network, { ...seen, choice: "keep" })).toMatchObject({
      ok: false,
      message: /digest/ as never,
    });
    const { digest: _now, ...now } = see();
    expect(await settleIn(network, { ...now, choice: "keep" })).toMatchObject({ ok: true });
  });
  test("of two alike in one paragraph the place tells, unless the text has moved on", async () => {
    const { network, u, see } = await stage("a [x] b [x] c");
    const second = see(1);
    u.type(0, "X");
    await network.drain();
    expect(await settleIn(network, { ...second, choice: "delete" })).toMatchObject({ ok: false });
    expect(await settleIn(network, { ...see(1), choice: "delete" })).toMatchObject({ ok: true });
    expect(redline(network.sequence())).toBe("[X +USA]a [x] b c¶");
  });
  test("a second click finds nothing", async () => {
    const { network, see } = await stage("a [x] b");
    const seen = see();
    await settleIn(network, { ...seen, choice: "keep" });
    expect(await settleIn(network, { ...seen, choice: "keep" })).toMatchObject({ ok: false });
  });
  test("an alternative that there is not is no choice", async () => {
    const { network, see } = await stage("a [x/y] b");
    expect(await settleIn(network, { ...see(), choice: { alternative: 2 } })).toMatchObject({
      ok: false,
      why: "invalid",
    });
  });
});
