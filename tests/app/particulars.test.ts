/** What the form of a decision says, and proposals as they are listed. */
import { describe, expect, test } from "vitest";
import type { Proposal } from "../../schema/index.ts";
import { decisionOf, particularsOf } from "../../src/app/particulars.ts";
import { eligible, proposalsOf, sponsorsOf } from "../../src/app/proposals.ts";
import type { Me, ShownChange } from "../../src/app/session.ts";

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("what is recorded with a decision", () => {
  test("is nothing where nothing was filled in", () => {
    expect(particularsOf(form(["method", ""], ["note", " "], ["reservation-of", ""], ["reservation", ""]))).toEqual({});
  });

  test("is the vote where there was one", () => {
    const votes: [string, string][] = [
      ["for", "80"],
      ["against", ""],
      ["abstentions", "3"],
    ];
    expect(particularsOf(form(["method", "roll call"], ...votes))).toEqual({
      method: "roll call",
      figures: { for: 80, against: 0, abstentions: 3 },
    });
    expect(particularsOf(form(["method", "consensus"], ...votes))).toEqual({ method: "consensus" });
    expect(particularsOf(form(["method", "show of hands"]))).toEqual({ method: "show of hands" });
    expect(particularsOf(form(["method", "shouting"]))).toEqual({});
  });

  test("is each reservation that has a delegation and words", () => {
    const fields = form(
      ["reservation-of", "f"],
      ["reservation", "prefers thrice"],
      ["reservation-of", "USA"],
      ["reservation", " "],
      ["reservation-of", ""],
      ["reservation", "whose?"],
      ["note", " late "],
    );
    expect(particularsOf(fields)).toEqual({
      note: "late",
      reservations: [{ delegation: "F", text: "prefers thrice" }],
    });
  });

  test("comes to what was asked for, with verdicts on what it reaches", () => {
    const fields = form(["also F:1", "reject"], ["also F:2", ""], ["also EUR:1", "accept"], ["supersededBy", "F:9"]);
    expect(decisionOf({ verdict: "supersede" }, fields)).toEqual({
      verdict: "supersede",
      also: { "F:1": "reject", "EUR:1": "accept" },
      supersededBy: "F:9",
    });
    expect(decisionOf({ verdict: "accept", only: { "F:1": "sets" } }, form())).toEqual({
      verdict: "accept",
      only: { "F:1": "sets" },
    });
  });
});

describe("proposals", () => {
  const proposal = (more: Partial<Proposal> = {}): Proposal => ({
    kind: "MOD",
    title: "",
    reasons: "",
    sponsors: ["USA", "EUR"],
    state: "pending",
    by: "Marian",
    time: "",
    ...more,
  });
  const change = (id: string, more: Partial<ShownChange> = {}) =>
    ({ id, ids: [id], delegation: id.slice(0, id.indexOf(":")), ...more }) as ShownChange;

  test("stand in the order of their turns, then of their numbers", () => {
    const all = { "F/3/10": proposal(), "F/3/2": proposal(), "EUR/1/1": proposal(), "USA/9/1": proposal({ order: 1 }) };
    expect(proposalsOf(all).map(({ number }) => number)).toEqual(["USA/9/1", "EUR/1/1", "F/3/2", "F/3/10"]);
  });

  test("lend their sponsors to their changes, unless those have their own", () => {
    const all = proposalsOf({ "USA/9/1": proposal() });
    expect(sponsorsOf(change("USA:1"), all)).toEqual(["USA"]);
    expect(sponsorsOf(change("USA:1", { proposal: "USA/9/1" }), all)).toEqual(["USA", "EUR"]);
    expect(sponsorsOf(change("USA:1", { proposal: "USA/9/1", sponsors: ["F"] }), all)).toEqual(["F"]);
  });

  test("take in one's own delegation's changes that are part of none", () => {
    const changes = [change("USA:1"), change("F:1"), change("USA:2", { proposal: "USA/9/1" })];
    const ids = (role: Me["role"], number: string | null) =>
      eligible(changes, { member: "", name: "", role, delegation: "USA" }, number).map(({ id }) => id);
    expect(ids("delegate", null)).toEqual(["USA:1"]);
    expect(ids("delegate", "USA/9/1")).toEqual(["USA:1", "USA:2"]);
    expect(ids("chair", null)).toEqual(["USA:1", "F:1"]);
  });
});
