/** Records what a scenario comes to, for cases that are made systematically. Each is to be looked through. */
import { view } from "../../schema/index.ts";
import { revisions } from "../../src/revision/index.ts";
import { redline } from "../network.ts";
import { labels } from "../schema/draft.ts";
import { decided, verdictsOn } from "./laws.ts";
import { isDirect, ordersOf, perform } from "./perform.ts";
import { type Expectation, type Orders, type Scenario, lineOf } from "./scenario.ts";

export async function recorded(scenario: Omit<Scenario, "expect">): Promise<Scenario> {
  const told = { ...scenario, expect: { redline: "", final: "" } };
  const redlines: Orders = {};
  const originals: Orders = {};
  const finals: Orders = {};
  const accept: Record<string, Orders> = {};
  const claims = new Map<string, Set<string>>();
  const labelled: string[][] = [];
  for (const order of ordersOf(told)) {
    const first = order[0]!;
    const sequence = (await perform(told, order)).sequence();
    redlines[first] = redline(sequence);
    originals[first] = lineOf(view(sequence, "original"));
    finals[first] = lineOf(view(sequence, "final"));
    labelled.push(labels(sequence));
    const changes = [...revisions(sequence).keys()];
    for (const [who, accepts] of verdictsOn(changes)) {
      const viewed = lineOf(view(sequence, accepts));
      if (who !== "all" && who !== "none") (accept[who] ??= {})[first] = viewed;
      for (const [list, way] of [
        [changes, "once"],
        [changes, "one by one"],
        [[...changes].reverse(), "one by one"],
      ] as const) {
        const text = await decided(sequence, list, accepts, way);
        if (text !== viewed) claims.set(who, (claims.get(who) ?? new Set()).add(text));
      }
    }
  }
  const expect: Expectation = {
    redline: oneOf(redlines),
    ...(scenario.edits.some(isDirect) && { original: oneOf(originals) }),
    final: oneOf(finals),
  };
  if (Object.keys(accept).length > 0)
    expect.accept = Object.fromEntries(Object.entries(accept).map(([who, texts]) => [who, oneOf(texts)]));
  if (claims.size > 0) expect.decided = Object.fromEntries([...claims].map(([who, texts]) => [who, [...texts].sort()]));
  if (labelled.every((list) => list.join() === labelled[0]!.join())) expect.labels = labelled[0]!;
  return { ...scenario, expect };
}

const oneOf = (texts: Orders): string | Orders =>
  new Set(Object.values(texts)).size === 1 ? Object.values(texts)[0]! : texts;

/** A file of scenarios as it is written: a line for each edit and each expectation. */
export function written(scenarios: readonly Scenario[]): string {
  return `[\n${scenarios.map(one).join(",\n")}\n]\n`;
}

function one(scenario: Scenario): string {
  const lines = Object.entries(scenario).map(([key, value]) => {
    if (key === "edits" || key === "before") return `    "${key}": [\n${each(value as unknown[])}\n    ]`;
    if (key === "expect")
      return `    "expect": {\n${each(
        Object.entries(value as object).map(([k, v]) => [k, v]),
        true,
      )}\n    }`;
    return `    "${key}": ${line(value)}`;
  });
  return `  {\n${lines.join(",\n")}\n  }`;
}
const each = (values: unknown[], entries = false): string =>
  values
    .map((value) => {
      if (!entries) return `      ${line(value)}`;
      const [key, content] = value as [string, unknown];
      return `      "${key}": ${line(content)}`;
    })
    .join(",\n");
/** JSON on one line, with spaces where a reader wants them. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}: ${line(each)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}
