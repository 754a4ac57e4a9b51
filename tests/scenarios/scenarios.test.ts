/**
 * The one runner of the scenarios: tells each in its orders of arrival, and holds what comes out against what the case
 * expects and against the laws. `scenario.ts` says how a case is written; `npm run scenarios` records those that `pairs.ts` makes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Delta, MARK, delegationOf, view } from "../../schema/index.ts";
import { revisions } from "../../src/revision/index.ts";
import { redline } from "../network.ts";
import { labels } from "../schema/draft.ts";
import { decided, expectPeace, expectWellFormed, originalOf, verdictsOn, withoutProposals } from "./laws.ts";
import { ordersOf, perform } from "./perform.ts";
import { FOLDER, type Orders, type Scenario, lineOf, readScenarios, scenarioFiles } from "./scenario.ts";
import { pairs } from "./pairs.ts";
import { recorded, written } from "./record.ts";

if (process.env.UPDATE === "1") {
  for (const [file, cases] of pairs())
    writeFileSync(join(FOLDER, file), written(await Promise.all(cases.map(recorded))));
}

test("the corpus is as large as it should be, and what is recorded is what the pairs say", () => {
  const all = scenarioFiles().flatMap(readScenarios);
  expect(all.length).toBeGreaterThanOrEqual(250);
  expect(all.filter(({ hand }) => hand).length).toBeGreaterThanOrEqual(80);
  const told = ({ name, base, edits }: Omit<Scenario, "expect">) => ({ name, base, edits });
  for (const [file, cases] of pairs()) expect(readScenarios(file).map(told)).toEqual(cases.map(told));
});

const of = (expected: string | Orders, first: string): string =>
  typeof expected === "string" ? expected : expected[first]!;

for (const file of scenarioFiles()) {
  describe(file, () => {
    for (const scenario of readScenarios(file)) test(scenario.name, () => tell(scenario));
  });
}

async function tell(scenario: Scenario): Promise<void> {
  const { expect: expected } = scenario;
  const met = new Set<string>(); // the outcomes that were decided on
  const claims = new Set(
    Object.entries(expected.decided ?? {}).flatMap(([who, texts]) => texts.map((t) => `${who}: ${t}`)),
  );
  const adopted = await withoutProposals(scenario);
  for (const order of ordersOf(scenario)) {
    const first = order[0]!;
    const network = await perform(scenario, order);
    const sequence = network.sequence();
    expectPeace(network);
    expect(redline(sequence), `redline, ${first} first`).toBe(of(expected.redline, first));
    if (expected.labels !== undefined) expect(labels(sequence)).toEqual(expected.labels);
    if (expected.changes !== undefined) expect(network.room.pending()).toHaveLength(expected.changes);
    const returned = network.clients
      .filter((client) => client.returned.length > 0)
      .map(({ actor, returned }) => [
        actor.delegation,
        returned.map(({ kind, text }) => `${kind} ${text.replaceAll(MARK, "¶")}`),
      ]);
    expect(Object.fromEntries(returned), "returned").toEqual(expected.returned ?? {});
    expectWellFormed(sequence);

    if (adopted === null) expect(expected.original, "an expected original").toBeDefined();
    else if (scenario.expect.original === undefined || typeof expected.original === "string")
      expect(originalOf(sequence)).toEqual(originalOf(adopted));
    if (expected.original !== undefined)
      expect(lineOf(view(sequence, "original")), "original").toBe(of(expected.original, first));
    expect(lineOf(view(sequence, "final")), "final").toBe(of(expected.final, first));

    if (met.has(redline(sequence))) continue;
    met.add(redline(sequence));
    await expectDecisions(scenario, sequence, first, claims);
  }
  expect([...claims], "no claim about decisions that does not come true").toEqual([]);
}

/** [S4] Whatever way the chair goes, the text is that of the view; else the case says so. */
async function expectDecisions(
  { expect: expected }: Scenario,
  sequence: Delta,
  first: string,
  claims: Set<string>,
): Promise<void> {
  const changes = [...revisions(sequence).keys()];
  for (const [who, accepts] of verdictsOn(changes)) {
    const viewed = lineOf(view(sequence, accepts));
    if (who !== "all" && who !== "none")
      expect(viewed, `accepting ${who} alone`).toBe(of(expected.accept?.[who] ?? "", first));
    const ways: string[] = [];
    if (who === "all" || who === "none" || changes.length === 1)
      ways.push(await decided(sequence, changes, accepts, "once"));
    if (changes.length > 1)
      for (const list of [changes, [...changes].reverse()])
        ways.push(await decided(sequence, list, accepts, "one by one"));
    for (const text of ways) {
      claims.delete(`${who}: ${text}`);
      expect([viewed, ...(expected.decided?.[who] ?? [])], `deciding ${who}`).toContain(text);
    }
  }
  for (const who of Object.keys(expected.accept ?? {})) expect(changes.map(delegationOf)).toContain(who);
}
