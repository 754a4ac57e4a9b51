/** People at a draft, cut off from each other until their letters are sent: how a story is told. */
import { describe, expect, test } from "vitest";
import { Network, paragraphsOf, redline } from "../network.ts";

export type People = "u" | "f" | "s" | "u2";
const WHO = {
  u: ["USA", "delegate"],
  f: ["F", "delegate"],
  s: ["SEC", "secretary"],
  u2: ["USA", "delegate"],
} as const;
export const CHAIR = { member: "c", name: "Chair", role: "chair", delegation: "CHAIR" } as const;

export async function stage(texts: string[], people: People[]) {
  const network = await Network.open(paragraphsOf(...texts));
  const clients = Object.fromEntries(people.map((name) => [name, network.join(name, WHO[name][0], WHO[name][1])]));
  return { network, ...(clients as Record<People, ReturnType<Network["join"]>>) };
}
export type Stage = Awaited<ReturnType<typeof stage>>;

/** After the merge all show the same; returns it. */
export async function merged({ network }: Stage): Promise<string> {
  await network.drain();
  expect(network.events.filter(({ kind }) => kind === "failed" || kind === "refused")).toEqual([]);
  const result = redline(network.sequence());
  for (const client of network.clients) expect(redline(client.sequence())).toBe(result);
  return result;
}

/**
 * A story of two people apart: told once for each order of arrival. `expected` holds for both orders, or names the text
 * of each.
 */
export function story(
  name: string,
  texts: string[],
  people: [People, People],
  apart: (stage: Stage) => void,
  expected: string | [string, string],
  then?: (stage: Stage) => void | Promise<void>,
) {
  describe(name, () => {
    for (const order of [0, 1] as const) {
      test(`${people[order]} arrives first`, async () => {
        const told = await stage(texts, [...people].sort() as People[]);
        apart(told);
        await told[people[order]].send();
        await told[people[1 - order]!].send();
        expect(await merged(told)).toBe(typeof expected === "string" ? expected : expected[order]);
        await then?.(told);
      });
    }
  });
}
export const changeOf = ({ network }: Stage, delegation: string, kind: "inserts" | "deletes" | "sets") =>
  network.room.pending().find((change) => change.delegation === delegation && change[kind].length > 0)!.id;
export const decide = async (
  told: Stage,
  verdict: "accept" | "reject",
  changes: string[],
  at = told.network.room.seq,
) => {
  const result = await told.network.room.decide(CHAIR, { verdict, changes, at });
  return result;
};
