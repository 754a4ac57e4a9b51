import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { seemToTake } from "./clock.ts";
import { ADMIN, FILE, PAGE, type Running, run } from "./running.ts";

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
const invite = (member: object) => at.invite(id, chair, member);
const DELEGATE = { name: "Marian Okafor", role: "delegate", delegation: "USA" };

describe("drafts", () => {
  test("the operator makes one from a draft file; the title is the text's own", async () => {
    const { status, body } = await at.ask("POST", "/api/drafts", ADMIN, { content: FILE });
    expect([status, body]).toEqual([201, { id: body.id, token: body.token, url: `/#/d/${body.id}/${body.token}` }]);
    const draft = await at.ask("GET", `/api/drafts/${body.id}`, String(body.token));
    expect(draft.body).toMatchObject({ title: "RESOLUTION 130", profile: "itu", lang: "en", stage: "drafting" });
    expect(draft.body.me).toEqual({ member: expect.any(String), name: "Chair", role: "chair", delegation: "CHAIR" });
  });

  test("an empty one has one paragraph, its title", async () => {
    const { body } = await at.ask("POST", "/api/drafts", ADMIN, { title: "On trust", lang: "fr" });
    const text = await at.ask("GET", `/api/drafts/${body.id}/export?format=json`, String(body.token));
    expect(text.body).toMatchObject({ lang: "fr", ops: [{ insert: "On trust" }, { insert: "\n" }] });
  });

  test("only the operator makes drafts", async () => {
    const refused = await at.ask("POST", "/api/drafts", chair, {});
    expect([refused.status, refused.body]).toEqual([403, error("forbidden", /PLENARY_ADMIN/)]);
  });

  test("numbering is the chair's and the secretary's to change, and counts for outline and documents", async () => {
    const secretary = await invite({ name: "Tomás", role: "secretary" });
    const delegate = await invite(DELEGATE);
    const path = `/api/drafts/${id}`;
    expect((await at.ask("GET", path, delegate.token)).body.numbering).toEqual({ policy: "running" });
    const numbering = { policy: "pinned", spelling: "b bis)", labels: { i: "c)" }, name: "Rev. 1" };
    expect((await at.ask("PATCH", path, delegate.token, { numbering })).status).toBe(403);
    expect((await at.ask("PATCH", path, secretary.token, { numbering })).body).toMatchObject({ numbering });
    expect((await at.ask("GET", path, delegate.token)).body.numbering).toEqual(numbering);
    const outline = await at.ask("GET", `${path}/outline`, delegate.token);
    expect(outline.body.preamble).toMatchObject([{ items: [{ label: "c)" }] }]);
    expect((await at.ask("GET", `${path}/export?view=original`, delegate.token)).text).toContain(
      "c) that trust is needed,",
    );
    const file = await at.ask("GET", `${path}/export?format=json`, delegate.token);
    expect(file.body.numbering).toEqual(numbering);
    const copy = await at.ask("POST", "/api/drafts", ADMIN, { content: file.body });
    expect((await at.ask("GET", `/api/drafts/${copy.body.id}`, String(copy.body.token))).body.numbering).toEqual(
      numbering,
    );
    await at.ask("PATCH", path, chair, { numbering: { policy: "running" } });
    expect((await at.ask("GET", `${path}/export?format=json`, delegate.token)).body).not.toHaveProperty("numbering");
  });

  test.each([
    [{ policy: "alphabetical" }, /^numbering\.policy: must be one of running, provisional, pinned$/],
    [{ policy: "provisional", spelling: "b-bis" }, /^numbering\.spelling: must be one of b\) bis, b bis\), bbis\)$/],
    [{ policy: "pinned", spelling: "bbis)", labels: { p1: 1 } }, /^numbering\.labels\.p1: must be a label/],
    ["running", /^numbering: must be an object$/],
  ])("a numbering that is none: %j", async (numbering, message) => {
    const refused = await at.ask("PATCH", `/api/drafts/${id}`, chair, { numbering });
    expect([refused.status, refused.body]).toEqual([400, error("invalid", message)]);
  });

  test("the operator lists all, a member its own", async () => {
    const other = await at.draft();
    const all = (await at.ask("GET", "/api/drafts", ADMIN)).body.drafts as { id: string }[];
    expect(all.map((draft) => draft.id)).toEqual(expect.arrayContaining([id, other.id]));
    const own = (await at.ask("GET", "/api/drafts", chair)).body.drafts as { id: string }[];
    expect(own.map((draft) => draft.id)).toEqual([id]);
  });

  test("the title is the chair's and the secretary's to change, the stage the chair's", async () => {
    const secretary = await invite({ name: "Tomás", role: "secretary" });
    const delegate = await invite(DELEGATE);
    const path = `/api/drafts/${id}`;
    expect((await at.ask("PATCH", path, secretary.token, { title: "New" })).body.title).toBe("New");
    expect((await at.ask("PATCH", path, delegate.token, { title: "Mine" })).status).toBe(403);
    expect((await at.ask("PATCH", path, secretary.token, { stage: "frozen" })).status).toBe(403);
    expect((await at.ask("PATCH", path, chair, { stage: "frozen" })).body).toMatchObject({
      title: "New",
      stage: "frozen",
    });
    expect((await at.ask("GET", path, delegate.token)).body.me).toMatchObject({ role: "observer", delegation: "USA" });
  });

  test("a deleted one is gone for everybody", async () => {
    const delegate = await invite(DELEGATE);
    expect((await at.ask("DELETE", `/api/drafts/${id}`, delegate.token)).status).toBe(403);
    expect((await at.ask("DELETE", `/api/drafts/${id}`, chair)).status).toBe(204);
    for (const token of [chair, delegate.token, ADMIN]) {
      const { status, body } = await at.ask("GET", `/api/drafts/${id}`, token);
      expect([status, body]).toEqual([404, error("not-found", /no such draft/)]);
    }
  });

  test("everything is there after a restart, with the same tokens", async () => {
    const delegate = await invite(DELEGATE);
    await at.restart();
    const { body } = await at.ask("GET", `/api/drafts/${id}`, delegate.token);
    expect(body).toMatchObject({ id, me: { member: delegate.id } });
    expect((await at.ask("GET", `/api/drafts/${id}/export`, chair)).text).toContain("that trust is much needed,");
  });
});

describe("members", () => {
  test("an invitation gives a link with the token after #", async () => {
    const { status, body } = await at.ask("POST", `/api/drafts/${id}/members`, chair, DELEGATE);
    expect([status, body]).toEqual([
      201,
      { ...DELEGATE, id: body.id, token: body.token, url: `/#/d/${id}/${body.token}` },
    ]);
    const draft = (await at.ask("GET", `/api/drafts/${id}`, String(body.token))).body;
    expect(draft.me).toEqual({ member: body.id, name: "Marian Okafor", role: "delegate", delegation: "USA" });
    expect(draft.members).toEqual([
      { id: expect.any(String), name: "Chair", role: "chair", delegation: "CHAIR" },
      { ...DELEGATE, id: body.id },
    ]);
  });

  test("chair and secretary invite, the others do not; only the chair makes and changes chairs", async () => {
    const path = `/api/drafts/${id}/members`;
    const secretary = await invite({ name: "Tomás", role: "secretary" });
    const delegate = await invite(DELEGATE);
    const status = async (token: string, role: string) =>
      (await at.ask("POST", path, token, { name: "X", role, ...(role === "delegate" && { delegation: "F" }) })).status;
    expect(await status(secretary.token, "delegate")).toBe(201);
    expect(await status(delegate.token, "observer")).toBe(403);
    expect(await status(secretary.token, "chair")).toBe(403);
    expect(await status(chair, "chair")).toBe(201);
    const self = await at.ask("PATCH", `${path}/${secretary.id}`, secretary.token, { role: "chair" });
    expect([self.status, self.body]).toEqual([403, error("forbidden", /^role: only the chair/)]);
    const { me } = (await at.ask("GET", `/api/drafts/${id}`, chair)).body as { me: { member: string } };
    expect((await at.ask("DELETE", `${path}/${me.member}`, secretary.token)).status).toBe(403);
  });

  test("a change takes the old token back and gives a new one", async () => {
    const delegate = await invite(DELEGATE);
    const path = `/api/drafts/${id}/members/${delegate.id}`;
    const changed = await at.ask("PATCH", path, chair, { role: "observer" });
    expect(changed.body).toMatchObject({ id: delegate.id, role: "observer", delegation: "OBSERVER" });
    expect((await at.ask("GET", `/api/drafts/${id}`, delegate.token)).status).toBe(401);
    expect((await at.ask("GET", `/api/drafts/${id}`, String(changed.body.token))).status).toBe(200);
  });

  test("a removed one is out", async () => {
    const delegate = await invite(DELEGATE);
    const path = `/api/drafts/${id}/members/${delegate.id}`;
    expect((await at.ask("DELETE", path, chair)).status).toBe(204);
    expect((await at.ask("GET", `/api/drafts/${id}`, delegate.token)).body).toEqual(
      error("unauthorized", /taken back/),
    );
    expect((await at.ask("DELETE", path, chair)).status).toBe(404);
  });

  test("a member of another draft cannot be reached from here", async () => {
    const other = await at.draft();
    const stranger = await at.invite(other.id, other.chair, DELEGATE);
    expect((await at.ask("DELETE", `/api/drafts/${id}/members/${stranger.id}`, chair)).status).toBe(404);
  });

  test("a ticket is for sockets: HTTP does not take it", async () => {
    const { status, body } = await at.ask("POST", `/api/drafts/${id}/tickets`, chair);
    expect([status, body]).toEqual([201, { ticket: expect.any(String), seconds: 60 }]);
    expect((await at.ask("GET", `/api/drafts/${id}`, String(body.ticket))).status).toBe(401);
    expect((await at.ask("POST", `/api/drafts/${id}/tickets`, ADMIN)).status).toBe(403);
  });
});

describe("the text", () => {
  test("changes are those that are pending, with the log position", async () => {
    const { body } = await at.ask("GET", `/api/drafts/${id}/changes`, chair);
    expect(body).toMatchObject({ at: 1, changes: [{ id: "USA:1", delegation: "USA", by: "Marian" }] });
  });

  test.each([
    ["final", "that trust is much needed,"],
    ["original", "that trust is needed,"],
  ])("export gives the %s text", async (view, words) => {
    const { status, headers, text } = await at.ask("GET", `/api/drafts/${id}/export?view=${view}`, chair);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("Content-Disposition")).toBe(`attachment; filename="RESOLUTION-130-${view}.txt"`);
    expect(text).toContain(words);
  });

  test("export gives the redline as HTML that can do nothing, and the draft file without loss", async () => {
    const html = await at.ask("GET", `/api/drafts/${id}/export?view=redline&format=html`, chair);
    expect(html.text).toMatch(/<ins[^>]*>much/);
    expect(html.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'.*sandbox$/);
    const json = await at.ask("GET", `/api/drafts/${id}/export?view=redline&format=json`, chair);
    expect(json.body).toEqual(FILE);
  });

  test("export gives a PDF, with numbers beside the lines where they are asked for", async () => {
    const plain = await at.ask("GET", `/api/drafts/${id}/export?view=redline&format=pdf`, chair);
    expect([plain.status, plain.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
    expect(plain.headers.get("Content-Disposition")).toBe('attachment; filename="RESOLUTION-130-redline.pdf"');
    expect(plain.text).toMatch(/^%PDF-1\.7\n/);
    const numbered = await at.ask("GET", `/api/drafts/${id}/export?view=redline&format=pdf&lines=true`, chair);
    expect(numbered.text.length).toBeGreaterThan(plain.text.length);
  });

  test("a page is laid out as it is asked for", async () => {
    const page = (layout: string) =>
      at.ask("GET", `/api/drafts/${id}/export?view=redline&format=html&layout=${layout}`, chair);
    const pages = [await page("side-by-side"), await page("changes"), await page("text")];
    expect(pages.map(({ text }) => /<th scope="col">Original<|<article>|data-draft/.exec(text)?.[0])).toEqual([
      '<th scope="col">Original<',
      "<article>",
      "data-draft",
    ]);
    // One folder takes them all.
    expect(pages.map(({ headers }) => headers.get("Content-Disposition"))).toEqual([
      'attachment; filename="RESOLUTION-130-redline-side-by-side.html"',
      'attachment; filename="RESOLUTION-130-redline-changes.html"',
      'attachment; filename="RESOLUTION-130-redline.html"',
    ]);
    expect((await page("odd")).text).toMatch(/layout/);
  });

  test.each(["format=docx&layout=changes", "format=txt&lines=true", "proposals=true&lines=true"])(
    "what %s asks for is not left out",
    async (asked) => {
      const { status, text } = await at.ask("GET", `/api/drafts/${id}/export?view=redline&${asked}`, chair);
      expect([status, text]).toEqual([400, expect.stringMatching(/layout|line numbers/)]);
    },
  );

  test("outline is the derived structure", async () => {
    const { body } = await at.ask("GET", `/api/drafts/${id}/outline?view=original`, chair);
    expect(body).toMatchObject({
      at: 1,
      number: "RESOLUTION 130",
      preamble: [{ call: "considering", items: [{ text: "that trust is needed," }] }],
    });
  });

  test("check advises on the text as it would be adopted", async () => {
    const { status, body } = await at.ask("GET", `/api/drafts/${id}/check`, chair);
    expect([status, body.at]).toEqual([200, 1]);
    expect(body.findings).toContainEqual({
      rule: "operative-missing",
      severity: "error",
      place: expect.objectContaining({ number: 3, excerpt: "that trust is much needed," }),
      message: "the operative part is missing: nothing is resolved",
    });
  });

  test.each([
    ["export?view=draft", 400, "invalid", /^view: /],
    ["export?format=exe", 400, "invalid", /^format: .*exe/],
    ["export?format=pdf&lines=5", 400, "invalid", /^lines: /],
    ["export?version=1", 501, "not-implemented", /^version: /],
    ["outline?view=x", 400, "invalid", /^view: /],
    ["check?view=x", 400, "invalid", /^view: /],
  ])("%s is refused", async (path, status, code, message) => {
    const refused = await at.ask("GET", `/api/drafts/${id}/${path}`, chair);
    expect([refused.status, refused.body]).toEqual([status, error(code, message)]);
  });
});

describe("brackets", () => {
  const content = {
    ...FILE,
    ops: [
      { insert: "resolves" },
      { insert: "\n", attributes: { id: "c", role: "call" } },
      { insert: "it [shall/may] act [now" },
      { insert: "\n", attributes: { id: "i", role: "item" } },
    ],
  };
  beforeEach(async () => {
    ({ id, chair } = await at.draft(content as never));
  });
  const list = async () =>
    (await at.ask("GET", `/api/drafts/${id}/brackets`, chair)).body as { brackets: { digest: string }[] };
  const settle = (token: string, body: object) => at.ask("POST", `/api/drafts/${id}/brackets`, token, body);

  test("what is open is listed, with brackets that lack a partner", async () => {
    expect(await list()).toEqual({
      at: 1,
      brackets: [
        {
          from: 12,
          length: 11,
          digest: expect.any(String),
          depth: 0,
          kind: "alternatives",
          text: "shall/may",
          alternatives: ["shall", "may"],
          place: "resolves",
          change: null,
          owner: null,
          by: null,
          reason: null,
        },
      ],
      faults: [{ at: 28, sign: "[", message: "is not closed", place: "resolves" }],
    });
  });

  test("the chair chooses, and the choice is on record", async () => {
    const [{ digest }] = (await list()).brackets as [{ digest: string }];
    const { status, body } = await settle(chair, { at: 1, from: 12, length: 11, digest, choice: { alternative: 1 } });
    expect([status, body]).toEqual([200, { seq: 2, dependants: [] }]);
    const text = await at.ask("GET", `/api/drafts/${id}/export?format=json`, chair);
    expect(text.body.ops).toContainEqual({ insert: "it may act [now" });
    const { decisions } = (await at.ask("GET", `/api/drafts/${id}/decisions`, chair)).body;
    expect(decisions).toEqual([
      expect.objectContaining({
        verdict: "settle",
        bracket: { text: "shall/may", choice: { alternative: 1 } },
        changes: {},
      }),
    ]);
  });

  test("a bracket that is not as seen is a conflict, with the list of now", async () => {
    const { status, body } = await settle(chair, { at: 1, from: 3, length: 11, choice: "keep" });
    expect([status, body]).toEqual([409, { ...error("conflict", /no such bracket/), ...(await list()) }]);
  });

  test.each<[object, RegExp]>([
    [{ at: 1, from: 12, length: 11, choice: "burn" }, /choice/],
    [{ at: 1, from: 12, length: 1, choice: "keep" }, /length: a bracket has two signs/],
    [{ at: 1, from: 12, length: 11, choice: { alternative: 7 } }, /2 alternatives/],
  ])("%j is refused", async (body, message) => {
    const refused = await settle(chair, body);
    expect([refused.status, refused.body]).toEqual([400, error("invalid", message)]);
  });

  test("only the chair settles", async () => {
    const delegate = await invite(DELEGATE);
    expect((await settle(delegate.token, { at: 1, from: 12, length: 11, choice: "keep" })).status).toBe(403);
  });
});

describe("who has used up the server's time", () => {
  /** As if a member had asked for what takes ten seconds. */
  const useUp = (member: string) =>
    at.server.rooms.use(id, (room) => {
      seemToTake(10_000);
      room.afford(member, () => ({}));
      vi.restoreAllMocks();
    });
  const BUSY = [503, error("unavailable", /^too much work at once, come back in a moment$/)];

  test("reads nothing more for the moment; others do", async () => {
    const [busy, other] = [await invite(DELEGATE), await invite({ ...DELEGATE, delegation: "F" })];
    await useUp(busy.id);
    for (const what of ["changes", "outline", "check", "brackets", "proposals", "decisions", "export?format=html"]) {
      const { status, body } = await at.ask("GET", `/api/drafts/${id}/${what}`, busy.token);
      expect([status, body]).toEqual(BUSY);
      for (const token of [other.token, ADMIN])
        expect((await at.ask("GET", `/api/drafts/${id}/${what}`, token)).status).toBe(200);
    }
  });

  test("has nothing decided, noted or taken back for the moment", async () => {
    const second = await invite({ name: "Second", role: "chair" });
    const verdict = { verdict: "accept", changes: ["USA:1"], at: 1 };
    await useUp(second.id);
    for (const [method, path, body] of [
      ["POST", "decisions", verdict],
      ["PATCH", "changes/USA:1", { order: 1 }],
    ] as const) {
      const refused = await at.ask(method, `/api/drafts/${id}/${path}`, second.token, body);
      expect([refused.status, refused.body]).toEqual(BUSY);
    }
    expect((await at.ask("POST", `/api/drafts/${id}/decisions`, chair, verdict)).body.seq).toBe(2);
    const refused = await at.ask("POST", `/api/drafts/${id}/decisions/2/reopen`, second.token);
    expect([refused.status, refused.body]).toEqual(BUSY);
  });
});

describe("decisions", () => {
  const decide = (token: string, body: unknown) => at.ask("POST", `/api/drafts/${id}/decisions`, token, body);

  test("the chair decides, and the decision is on record", async () => {
    const { status, body } = await decide(chair, { verdict: "accept", changes: ["USA:1"], at: 1, note: "agreed" });
    expect([status, body]).toEqual([200, { seq: 2, dependants: [] }]);
    expect((await at.ask("GET", `/api/drafts/${id}/changes`, chair)).body).toEqual({ at: 2, changes: [] });
    const { decisions } = (await at.ask("GET", `/api/drafts/${id}/decisions`, chair)).body;
    expect(decisions).toEqual([expect.objectContaining({ seq: 2, verdict: "accept", by: "Chair", at: 1 })]);
  });

  test("without a position the digests of what was seen must fit", async () => {
    const { changes } = (await at.ask("GET", `/api/drafts/${id}/changes`, chair)).body as {
      changes: { digest: string }[];
    };
    const seen = (digest: string) =>
      decide(chair, { verdict: "reject", changes: ["USA:1"], seen: { "USA:1": digest } });
    const { status, body } = await seen("other");
    expect([status, body]).toEqual([
      409,
      { ...error("conflict", /USA:1/), at: 1, changes: [expect.objectContaining({ id: "USA:1", inserts: ["much "] })] },
    ]);
    expect((await seen(changes[0]!.digest)).body).toEqual({ seq: 2, dependants: [] });
  });

  test("of thousands of changes that are not pending the message names twenty", async () => {
    const changes = Array.from({ length: 10_000 }, (_, i) => `USA:none-${i}`);
    const refused = await decide(chair, { verdict: "accept", changes, at: 1 });
    const message = /^not pending any more: (USA:none-\d+(, )?){20} and 9980 more$/;
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining(error("conflict", message))]);
  });

  test("[G4] a chair who is removed while the decision is being sent does not decide any more", async () => {
    const second = await invite({ name: "Second", role: "chair" });
    const body = JSON.stringify({ verdict: "accept", changes: ["USA:1"], at: 1 });
    const sending = request({
      port: at.server.port,
      host: "127.0.0.1",
      method: "POST",
      path: `/api/drafts/${id}/decisions`,
      headers: { Authorization: `Bearer ${second.token}`, "Content-Length": body.length, Expect: "100-continue" },
    });
    const answered = once(sending, "response");
    const taken = once(sending, "continue"); // the server has taken the request, and waits for its body
    sending.flushHeaders();
    await taken;
    expect((await at.ask("DELETE", `/api/drafts/${id}/members/${second.id}`, chair)).status).toBe(204);
    sending.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    expect(answer.resume().statusCode).toBe(401);
    expect((await at.ask("GET", `/api/drafts/${id}/changes`, chair)).body.at).toBe(1);
  });

  test("what is no longer pending is a conflict", async () => {
    const { status, body } = await decide(chair, { verdict: "reject", changes: ["USA:9"], at: 1 });
    expect([status, body]).toEqual([409, { ...error("conflict", /USA:9/), at: 1, changes: [] }]);
  });

  test("nobody but the chair decides, not the operator either: a decision has a name", async () => {
    const command = { verdict: "accept", changes: ["USA:1"], at: 1 };
    const secretary = await invite({ name: "Tomás", role: "secretary" });
    for (const token of [secretary.token, (await invite(DELEGATE)).token, ADMIN])
      expect((await decide(token, command)).status).toBe(403);
    expect((await at.ask("GET", `/api/drafts/${id}/changes`, chair)).body.at).toBe(1);
  });
});

describe("what is wrong is named", () => {
  test.each([
    ["no JSON", "{", /^body: not JSON$/],
    ["no object", [], /^body: /],
    ["a missing name", { role: "observer" }, /^name: /],
    ["an empty name", { name: "  ", role: "observer" }, /^name: must not be empty$/],
    ["a name of two lines", { name: "A\nB", role: "observer" }, /^name: one line of text$/],
    ["an unknown role", { name: "A", role: "king" }, /^role: /],
    [
      "a delegation that is no code",
      { name: "A", role: "delegate", delegation: "us a" },
      /^delegation: a code such as USA/,
    ],
    ["a delegate without delegation", { name: "A", role: "delegate" }, /^delegation: a delegate needs one$/],
    ["a delegate as chair", { name: "A", role: "delegate", delegation: "CHAIR" }, /^delegation: CHAIR is reserved$/],
    ["half a character in its name", { name: "A\ud800", role: "observer" }, /^name: one line of text$/],
    ["an unknown field", { name: "A", role: "observer", admin: true }, /admin/],
  ])("a member with %s", async (_, body, message) => {
    const refused = await at.ask("POST", `/api/drafts/${id}/members`, chair, body);
    expect([refused.status, refused.body]).toEqual([400, error("invalid", message)]);
  });

  test.each([
    ["no changes", { verdict: "accept", changes: [] }, /^changes: name at least one change, or a proposal$/],
    ["no change id", { verdict: "accept", changes: ["USA:1", "x"] }, /^changes\.1: a change id such as/],
    ["a position that is none", { verdict: "accept", changes: ["USA:1"], at: -1 }, /^at: /],
    ["another verdict", { verdict: "maybe", changes: ["USA:1"] }, /^verdict: /],
    [
      "ten thousand things that are no changes: ten are named",
      { verdict: "accept", changes: Array(10_000).fill(5) },
      /^(changes\.\d: [^;]*; ){10}and 9990 more$/,
    ],
    ["digests by no change", { verdict: "accept", changes: ["USA:1"], seen: { x: "y" } }, /^seen/],
  ])("a decision with %s", async (_, body, message) => {
    const refused = await at.ask("POST", `/api/drafts/${id}/decisions`, chair, body);
    expect([refused.status, refused.body]).toEqual([400, error("invalid", message)]);
  });

  test.each([
    ["of another format", { ...FILE, format: "word" }, /^content format: /],
    ["with an operation that is none", { ...FILE, ops: [{ retain: 5 }] }, /^content ops\[0\]/],
    [
      "with an attribute out of form",
      { ...FILE, ops: [{ insert: "a\n", attributes: { ins: 5 } }] },
      /^content ops\[0\]/,
    ],
    ["that is a list", [], /^content: /],
  ])("a draft file %s", async (_, content, message) => {
    const refused = await at.ask("POST", "/api/drafts", ADMIN, { content });
    expect([refused.status, refused.body]).toEqual([400, error("invalid", message)]);
  });

  test("a draft file that is nested too deep", async () => {
    const deep = `{"content":{"ops":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`;
    const refused = await at.ask("POST", "/api/drafts", ADMIN, deep);
    expect([refused.status, refused.body]).toEqual([400, error("invalid", /^content: nested too deep$/)]);
  });

  test("a profile and a language that nobody knows", async () => {
    expect((await at.ask("POST", "/api/drafts", ADMIN, { profile: "constructor" })).body).toEqual(
      error("invalid", /^profile: /),
    );
    expect((await at.ask("POST", "/api/drafts", ADMIN, { lang: "../" })).body).toEqual(error("invalid", /^lang: /));
  });

  test("bodies that are too large, whether they say so or not", async () => {
    const large = JSON.stringify({ name: "x".repeat(2_000_000) });
    const refused = await at.ask("POST", `/api/drafts/${id}/members`, chair, large);
    expect([refused.status, refused.body]).toEqual([413, error("too-large", /^body: more than 1048576 bytes$/)]);
    const stream = new ReadableStream({
      pull: async (controller) => {
        await setImmediate(); // else nobody else in this process has a turn
        controller.enqueue(new TextEncoder().encode("x".repeat(100_000)));
      },
    });
    const endless = fetch(`${at.server.url}/api/drafts/${id}/members`, {
      method: "POST",
      headers: { Authorization: `Bearer ${chair}` },
      body: stream,
      duplex: "half",
    } as RequestInit);
    // Either answer ends it: the refusal, or a connection that is cut while still sending.
    expect(
      await endless.then(
        ({ status }) => status,
        () => "cut",
      ),
    ).toSatisfy((end) => end === 413 || end === "cut");
    expect((await at.ask("GET", "/healthz")).status).toBe(200);
  });
});

describe("who are you", () => {
  test.each([
    ["no token", undefined, /^no token/],
    ["garbage", "garbage", /not valid/],
  ])("%s gives 401", async (_, token, message) => {
    for (const path of ["", "/changes", "/decisions", "/brackets", "/export", "/outline", "/check"]) {
      const { status, body } = await at.ask("GET", `/api/drafts/${id}${path}`, token);
      expect([status, body]).toEqual([401, error("unauthorized", message)]);
    }
  });

  test("the token of another draft gives 403", async () => {
    const other = await at.draft();
    const { status, body } = await at.ask("GET", `/api/drafts/${id}`, other.chair);
    expect([status, body]).toEqual([403, error("forbidden", /another draft/)]);
  });

  test("a token in the query is no token", async () => {
    expect((await at.ask("GET", `/api/drafts/${id}?token=${chair}`)).status).toBe(401);
  });
});

describe("around it", () => {
  test("the page is asked for anew each time, what it names is kept", async () => {
    const page = await at.ask("GET", "/");
    expect([page.status, page.text]).toEqual([200, PAGE]);
    expect(page.headers.get("Cache-Control")).toBe("no-cache");
    const script = await at.ask("GET", "/assets/app-1a2b.js");
    expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(script.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("Content-Encoding")).toBe("gzip");
  });

  test.each(["/../secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "/%00", "/%", "/nowhere"])(
    "%s leads nowhere",
    async (path) => {
      // Not by fetch, which would tidy the path.
      const status = await new Promise((resolve, reject) => {
        const { port } = at.server;
        request({ port, host: "127.0.0.1", path }, (answer) => resolve(answer.resume().statusCode))
          .on("error", reject)
          .end();
      });
      expect(status).toBe(404);
    },
  );

  test("every answer carries the headers that keep a page safe", async () => {
    for (const path of ["/", "/api/drafts", "/nowhere", "/healthz"]) {
      const { headers } = await at.ask("GET", path);
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    }
    expect((await at.ask("GET", "/api/drafts")).headers.get("Cache-Control")).toBe("no-store");
  });

  test("health and metrics are open, and hold numbers only", async () => {
    expect((await at.ask("GET", "/healthz")).body).toEqual({ ok: true });
    const { text } = await at.ask("GET", "/metrics");
    expect(text).toMatch(/^plenary_rooms \d+$/m);
    expect(text).toMatch(/^plenary_http_requests_total\{status="201"\} \d+$/m);
    expect(text).not.toContain(id);
  });

  test.each([
    ["POST", "/api/meetings"],
    ["POST", "/api/drafts/x/comments"],
    ["GET", "/api/drafts/x/versions"],
  ])("%s %s is promised, and says that it is not here yet", async (method, path) => {
    const { status, body } = await at.ask(method, path, chair, method === "POST" ? {} : undefined);
    expect([status, body]).toEqual([501, error("not-implemented", /not available yet$/)]);
  });

  test("what nobody promised is not found", async () => {
    for (const [method, path] of [
      ["GET", "/api/nothing"],
      ["PUT", `/api/drafts/${id}`],
      ["POST", "/"],
    ] as const) {
      const { status, body } = await at.ask(method, path, chair);
      expect([status, body]).toEqual([404, error("not-found", /^no such/)]);
    }
  });

  test("no token is ever logged", async () => {
    const delegate = await invite(DELEGATE);
    await at.ask("GET", `/api/drafts/${id}?token=${delegate.token}`, delegate.token);
    for (const token of [chair, delegate.token, ADMIN]) expect(at.logged()).not.toContain(token);
  });
});
