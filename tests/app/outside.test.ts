/** What comes from outside: the address, answers of the server, what other clients say of themselves. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { decidedOf, pendingOf } from "../../src/app/answers.ts";
import { Api, openedOf } from "../../src/app/api.ts";
import { readLink } from "../../src/app/link.ts";
import { fileNameOf } from "../../src/app/save.ts";
import { peopleOf } from "../../src/app/presence.ts";

describe("a link", () => {
  test.each([
    ["#/d/abc/t.o-k_en", { id: "abc", token: "t.o-k_en" }],
    ["#/d/a%20b/t/", { id: "a b", token: "t" }],
    ["", null],
    ["#/d/abc", null],
    ["#/d/abc/", null],
    ["#/d/a/b/c", null],
    ["#/d/%E0%A4%A/t", null],
  ])("%j", (hash, link) => {
    expect(readLink(hash)).toEqual(link);
  });
});

const me = { member: "m", name: "Marian", role: "delegate", delegation: "USA" };

describe("a draft as the server tells it", () => {
  test("what is missing has a sensible value", () => {
    expect(openedOf({ id: "d", me })).toEqual({
      draft: {
        id: "d",
        title: "d",
        profile: "itu",
        lang: "en",
        stage: "",
        numbering: { policy: "running" },
        formats: ["html", "txt"],
      },
      me,
    });
  });
  test.each([[null], ["text"], [[]], [{}], [{ id: "d" }], [{ id: "d", me: { ...me, role: "king" } }], [{ id: 1, me }]])(
    "%j is none",
    (body) => {
      expect(openedOf(body)).toBeNull();
    },
  );
});

describe("numbering as the server tells it", () => {
  const numbering = (value: unknown) => openedOf({ id: "d", me, numbering: value })?.draft.numbering;
  test.each([
    { policy: "provisional", spelling: "b bis)" },
    { policy: "pinned", spelling: "bbis)", labels: { a: "a)" }, name: "Rev. 1" },
  ])("%j", (value) => expect(numbering(value)).toEqual(value));
  test.each([null, "pinned", { policy: "later" }, { policy: "provisional" }, { policy: "pinned", spelling: "bbis)" }])(
    "%j is not known, and counts as running",
    (value) => expect(numbering(value)).toEqual({ policy: "running" }),
  );
});

describe("the server's answers", () => {
  const api = new Api({ id: "d", token: "secret" });
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => new Response(JSON.stringify(body), { status, headers })),
    );
  afterEach(() => void vi.unstubAllGlobals());

  test("the token goes in a header, never in the address", async () => {
    answer(200, { id: "d", me });
    await api.draft();
    const [url, init] = vi.mocked(fetch).mock.calls[0]!;
    expect(url).toBe("/api/drafts/d");
    expect(init?.headers).toEqual({ authorization: "Bearer secret" });
  });

  test("a refusal keeps the server's words", async () => {
    answer(401, { error: { code: "unauthorized", message: "the token is not valid" } });
    expect(await api.draft()).toEqual({
      ok: false,
      kind: "refused",
      reason: "unauthorized",
      detail: "the token is not valid",
    });
  });

  test("no answer at all is not a refusal of the link", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed to fetch")));
    expect(await api.draft()).toMatchObject({ kind: "refused", reason: "unreachable" });
    answer(503, "not JSON");
    expect(await api.draft()).toMatchObject({ kind: "refused", reason: "unreachable" });
  });

  test("a conflict is one, in the server's words", async () => {
    answer(409, { error: { code: "conflict", message: "not pending: USA:1" }, at: 7 });
    expect(await api.send("POST", "/decisions", {})).toEqual({
      ok: false,
      kind: "conflict",
      detail: "not pending: USA:1",
    });
  });
});

test("a file has the name that the server gives it", () => {
  const named = (disposition?: string) =>
    fileNameOf(new Response("", disposition === undefined ? {} : { headers: { "content-disposition": disposition } }));
  expect(named('attachment; filename="Resolution-130-final.txt"')).toBe("Resolution-130-final.txt");
  expect(named()).toBeNull();
});

test("of the pending changes those that say what they are", () => {
  const change = { id: "USA:1", digest: "d1", inserts: ["a"], deletes: [], sets: [] };
  const changes = [{ ...change, by: "Marian" }, { id: "F:1" }, null, { ...change, id: "F:2", inserts: [1] }];
  expect(pendingOf({ at: 7, changes })).toEqual([change, { ...change, id: "F:2", inserts: [] }]);
  expect(pendingOf("nothing")).toEqual([]);
});

test("of the decisions those that are known here, the newest first", () => {
  const change = { delegation: "USA", by: "Marian", inserts: ["a"], deletes: [], sets: [] };
  const vote = { method: "roll call", figures: { for: 3, against: 1, abstentions: 0 }, note: "late" };
  const reservations = [{ delegation: "F", text: "no" }];
  const decisions = [
    { seq: 2, verdict: "accept", by: "Helena", time: "t", changes: { "USA:1": { ...change, verdict: "reject" } } },
    { seq: 3, verdict: "applaud", by: "Helena", time: "t", changes: {} },
    null,
    { seq: 4, verdict: "supersede", supersededBy: "F:1", ...vote, reservations, changes: {} },
    { seq: 5, verdict: "reopen", reopens: 2, paragraphs: ["p1", 2], amendments: "?" },
  ];
  const nothing = { by: "", time: "", reservations: [], amendments: [], paragraphs: [], changes: [] };
  expect(decidedOf({ decisions })).toEqual([
    { ...nothing, seq: 5, verdict: "reopen", reopens: 2, paragraphs: ["p1"] },
    { ...nothing, seq: 4, verdict: "supersede", supersededBy: "F:1", ...vote, reservations },
    {
      ...nothing,
      seq: 2,
      verdict: "accept",
      by: "Helena",
      time: "t",
      changes: [{ id: "USA:1", ...change, verdict: "reject" }],
    },
  ]);
  expect(decidedOf(null)).toEqual([]);
});

test("of the others only those who say who they are are shown, and not oneself", () => {
  const user = { name: "Amina", delegation: "F", role: "delegate" };
  const states = new Map<number, Record<string, unknown>>([
    [1, { user }],
    [2, { user: { ...user, name: "x".repeat(200), delegation: "EUR" } }],
    [3, { user: { ...user, delegation: "<b>" } }],
    [4, { user: { ...user, role: "king" } }],
    [5, {}],
    [6, { user: null }],
    [7, { user }],
  ]);
  expect(peopleOf(states, 7).map(({ clientId, name }) => [clientId, name.length])).toEqual([
    [2, 80],
    [1, 5],
  ]);
});
