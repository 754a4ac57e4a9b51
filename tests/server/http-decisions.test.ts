/** What people decide, table, note, withdraw, agree and take back, over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN, type Running, run } from "./running.ts";

let at: Running;
let id: string;
let chair: string;
beforeAll(async () => {
  at = await run();
});
afterAll(() => at.stop());
beforeEach(async () => {
  ({ id, chair } = await at.draft());
});

const error = (code: string, message: RegExp) => ({ error: { code, message: expect.stringMatching(message) } });
const DELEGATE = { name: "Marian Okafor", role: "delegate", delegation: "USA" };
const delegate = async (member: object = DELEGATE) => (await at.invite(id, chair, member)).token;
const ask = async (method: string, path: string, token: string, body?: unknown) => {
  const answer = await at.ask(method, `/api/drafts/${id}/${path}`, token, body);
  return [answer.status, answer.body];
};

describe("a decision taken back", () => {
  test("is pending again, under another id", async () => {
    expect(await ask("POST", "decisions", chair, { verdict: "reject", changes: ["USA:1"], at: 1 })).toMatchObject([
      200,
      { seq: 2 },
    ]);
    expect(await ask("POST", "decisions/2/reopen", chair)).toEqual([200, { seq: 3, changes: { "USA:1": "USA:s3" } }]);
    expect(await ask("GET", "changes", chair)).toMatchObject([
      200,
      { at: 3, changes: [{ id: "USA:s3", inserts: ["much "] }] },
    ]);
    expect(await ask("GET", "decisions", chair)).toMatchObject([
      200,
      { decisions: [{ verdict: "reject" }, { verdict: "reopen", reopens: 2 }] },
    ]);
  });

  test("is one, and the chair's to take back", async () => {
    for (const seq of ["1", "99", "x", "-1", "0x2", "2.0", "%202", "9".repeat(30)])
      expect(await ask("POST", `decisions/${seq}/reopen`, chair)).toEqual([
        404,
        error("not-found", /no such decision/),
      ]);
    expect(await ask("POST", "decisions/1/reopen", await delegate())).toMatchObject([403, {}]);
  });
});

describe("verdicts", () => {
  test("put off, with a vote and a reservation on record", async () => {
    const more = {
      method: "show of hands",
      figures: { for: 3, against: 2, abstentions: 1 },
      reservations: [{ delegation: "USA", text: "reserves its position" }],
    };
    expect((await ask("POST", "decisions", chair, { verdict: "defer", changes: ["USA:1"], at: 1, ...more }))[0]).toBe(
      200,
    );
    expect(await ask("GET", "decisions", chair)).toMatchObject([200, { decisions: [{ verdict: "defer", ...more }] }]);
    expect(await ask("GET", "changes", chair)).toMatchObject([200, { changes: [{ id: "USA:1", deferred: true }] }]);
  });

  test.each([
    [{ verdict: "amended", changes: ["USA:1"] }, /^amendments: name the changes that amend/],
    [{ verdict: "accept", changes: ["USA:1"], method: "shouting" }, /^method: /],
    [{ verdict: "accept", changes: ["USA:1"], only: { "USA:1": "all" } }, /^only\.USA:1: /],
    [{ verdict: "accept", changes: ["USA:1"], figures: { for: -1, against: 0, abstentions: 0 } }, /^figures\.for: /],
    [{ verdict: "accept", proposal: "USA 12" }, /^proposal: a proposal's number/],
    [{ verdict: "withdraw", changes: ["USA:1"] }, /^verdict: /],
  ])("%j is refused with the field's name", async (body, message) => {
    expect(await ask("POST", "decisions", chair, body)).toEqual([400, error("invalid", message)]);
  });
});

describe("proposals", () => {
  const proposal = {
    number: "USA/12/1",
    kind: "ADD",
    title: "Trust",
    reasons: "",
    sponsors: ["USA"],
    changes: ["USA:1"],
  };

  test("are tabled, seen by all, altered and decided on by number", async () => {
    const token = await delegate();
    expect(await ask("POST", "proposals", token, proposal)).toEqual([201, { seq: 2 }]);
    expect(await ask("POST", "proposals", token, proposal)).toEqual([409, error("conflict", /already/)]);
    expect(await ask("PATCH", "proposals", token, { number: "USA/12/1", reasons: "because" })).toEqual([
      200,
      { seq: 3 },
    ]);
    const observer = await delegate({ name: "Obi", role: "observer" });
    expect(await ask("GET", "proposals", observer)).toMatchObject([
      200,
      { at: 3, proposals: { "USA/12/1": { state: "pending", reasons: "because", by: "Marian Okafor" } } },
    ]);
    expect(await ask("POST", "decisions", chair, { verdict: "accept", proposal: "USA/12/1", at: 3 })).toMatchObject([
      200,
      { seq: 4 },
    ]);
    const [, file] = await ask("GET", "export?format=json&view=redline", chair);
    expect(file).toMatchObject({ proposals: { "USA/12/1": { state: "agreed" } } });
  });

  test("a file with proposals makes a draft with them", async () => {
    await ask("POST", "proposals", await delegate(), proposal);
    const [, content] = await ask("GET", "export?format=json&view=redline", chair);
    const { status, body } = await at.ask("POST", "/api/drafts", ADMIN, { content });
    expect(status).toBe(201);
    const copy = await at.ask("GET", `/api/drafts/${body.id}/proposals`, String(body.token));
    expect(copy.body.proposals).toMatchObject({ "USA/12/1": { kind: "ADD", state: "pending" } });
  });

  test("come down as a document for Word, one to a page", async () => {
    const token = await delegate();
    const list = "export?proposals=true";
    expect(await ask("GET", list, token)).toEqual([404, error("not-found", /^proposals: there are none$/)]);
    await ask("POST", "proposals", token, proposal);
    const { status, headers } = await at.ask("GET", `/api/drafts/${id}/${list}`, token);
    expect([status, headers.get("Content-Disposition")]).toEqual([
      200,
      'attachment; filename="RESOLUTION-130-proposals.docx"',
    ]);
    expect(headers.get("Content-Type")).toContain("wordprocessingml");
    expect(await ask("GET", `${list}&format=pdf`, token)).toEqual([400, error("invalid", /^format: .*docx only$/)]);
  });

  test("are no business of observers, nor of anybody in a frozen draft", async () => {
    const observer = await delegate({ name: "Obi", role: "observer" });
    expect(await ask("POST", "proposals", observer, proposal)).toEqual([
      403,
      error("forbidden", /observers only read/),
    ]);
    const token = await delegate();
    await at.ask("PATCH", `/api/drafts/${id}`, chair, { stage: "frozen" });
    expect(await ask("POST", "proposals", token, proposal)).toEqual([403, error("forbidden", /frozen/)]);
    expect(await ask("POST", "changes/USA:1/withdraw", token)).toEqual([403, error("forbidden", /frozen/)]);
  });
});

describe("changes", () => {
  test("get a reason from their own delegation, group and turn from the chair", async () => {
    const [usa, france] = [await delegate(), await delegate({ name: "Amélie", role: "delegate", delegation: "F" })];
    expect(await ask("PATCH", "changes/USA:1", usa, { reason: "as agreed in 2018" })).toEqual([200, { seq: 2 }]);
    expect(await ask("PATCH", "changes/USA:1", france, { reason: "no" })).toEqual([403, error("forbidden", /own/)]);
    expect(await ask("PATCH", "changes/USA:1", chair, { group: "a", order: 2 })).toEqual([200, { seq: 3 }]);
    expect(await ask("GET", "changes", chair)).toMatchObject([
      200,
      { changes: [{ reason: "as agreed in 2018", group: "a", order: 2 }] },
    ]);
    expect(await ask("PATCH", "changes/USA:1", chair, { group: null })).toEqual([200, { seq: 4 }]);
    for (const change of ["USA:9", "nothing", "__proto__"])
      expect(await ask("PATCH", `changes/${change}`, chair, { order: 1 })).toEqual([
        404,
        error("not-found", /pending/),
      ]);
  });

  test("are withdrawn by their sponsors", async () => {
    const france = await delegate({ name: "Amélie", role: "delegate", delegation: "F" });
    expect(await ask("POST", "changes/USA:1/withdraw", france)).toEqual([403, error("forbidden", /no sponsor/)]);
    expect(await ask("POST", "changes/USA:1/withdraw", await delegate())).toEqual([200, { seq: 2, gone: true }]);
    expect(await ask("GET", "changes", chair)).toEqual([200, { at: 2, changes: [] }]);
  });
});

describe("what somebody sent", () => {
  const NOC = { number: "USA/12/1", kind: "NOC", sponsors: ["USA"], target: ["n"] };

  test("with __proto__ for a field is refused, not decided without it", async () => {
    for (const field of ["also", "only", "seen"]) {
      const body = `{"verdict": "accept", "changes": ["USA:1"], "at": 1, "${field}": {"__proto__": "accept"}}`;
      expect(await ask("POST", "decisions", chair, body)).toEqual([
        400,
        error("invalid", new RegExp(`^${field}.__proto__: a change id`)),
      ]);
    }
    expect(await ask("GET", "changes", chair)).toMatchObject([200, { at: 1 }]);
  });

  test("stands in a message as far as it is short, without control characters", async () => {
    const [, long] = await ask("PATCH", "changes/USA:1", chair, { ["k".repeat(100_000)]: 1 });
    expect((long as { error: { message: string } }).error.message).toHaveLength(2000);
    expect(await ask("POST", "changes/%00%0A/withdraw", chair)).toEqual([
      404,
      error("not-found", /^not pending: \uFFFD\uFFFD$/),
    ]);
  });

  test("is the same after a restart: half a character would not be", async () => {
    for (const odd of ["half \ud800", "bell \u0007"]) {
      expect(await ask("PATCH", "changes/USA:1", chair, { reason: odd })).toEqual([400, error("invalid", /^reason: /)]);
      for (const field of ["title", "reasons"])
        expect(await ask("POST", "proposals", chair, { ...NOC, [field]: odd })).toEqual([
          400,
          error("invalid", new RegExp(`^${field}: `)),
        ]);
    }
    expect(await ask("POST", "proposals", chair, { ...NOC, title: "two\nlines" })).toMatchObject([400, {}]);
    expect(await ask("PATCH", "changes/USA:1", chair, { reason: "two\nlines, 😀\t!" })).toMatchObject([200, {}]);
    expect(await ask("POST", "proposals", chair, { ...NOC, title: "" })).toMatchObject([201, {}]);
    const before = [await ask("GET", "changes", chair), await ask("GET", "proposals", chair)];
    await at.restart();
    expect([await ask("GET", "changes", chair), await ask("GET", "proposals", chair)]).toEqual(before);
  });

  test("names each sponsor once", async () => {
    await ask("PATCH", "changes/USA:1", chair, { sponsors: ["USA", "F", "USA"] });
    expect(await ask("GET", "changes", chair)).toMatchObject([200, { changes: [{ sponsors: ["USA", "F"] }] }]);
  });
});

test("paragraphs are agreed and opened again by the chair alone", async () => {
  const [, file] = await ask("GET", "export?format=json&view=redline", chair);
  const ops = (file as { ops: { insert: string; attributes?: { id?: string; ins?: string } }[] }).ops;
  const paragraphs = [ops.find(({ insert }) => insert === "\n")!.attributes!.id!];
  expect((await ask("POST", "agreed", await delegate(), { paragraphs, agreed: true }))[0]).toBe(403);
  expect(await ask("POST", "agreed", chair, { paragraphs: ["nowhere"], agreed: true })).toEqual([
    404,
    { ...error("not-found", /no such adopted paragraph: nowhere/), changes: [] },
  ]);
  expect(await ask("POST", "agreed", chair, { paragraphs, agreed: true })).toEqual([200, { seq: 2 }]);
  expect(await ask("POST", "agreed", chair, { paragraphs, agreed: false })).toEqual([200, { seq: 3 }]);
  expect(await ask("POST", "agreed", chair, { paragraphs: [], agreed: true })).toMatchObject([400, {}]);
});
