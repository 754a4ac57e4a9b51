/** Documents up and down over HTTP: every format, what is refused and in which words, and what it costs the others. */
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { READABLE, WRITABLE, write } from "../../src/formats/index.ts";
import { largeDraft } from "../bench/drafts.ts";
import { del, docx, filesOf, ins, p, r, zipped } from "../formats/docx/docx.ts";
import { ADMIN, FILE, type Running, run, serverWith } from "./running.ts";
import { type Data, file, formOf, post, send } from "./uploads.ts";

let at: Running;
beforeAll(async () => {
  at = await run();
});
afterAll(() => at.stop());

/** Uploads a file; a field given as a list is sent as often. */
const upload = (
  name: string,
  data: Data,
  { token = ADMIN, to = at, ...fields }: { token?: string; to?: Running } & Record<string, unknown> = {},
) => post(to, "/import", formOf({ file: file(name, data), ...fields }), token);

const exported = async (id: string, token: string, query: string) => {
  const response = await fetch(`${at.server.url}/api/drafts/${id}/export?${query}`, {
    headers: { Authorization: `Bearer ${token}`, Connection: "close" },
  });
  return { headers: response.headers, status: response.status, data: new Uint8Array(await response.arrayBuffer()) };
};
const textOf = async (id: string, token: string, view: string) =>
  Buffer.from((await exported(id, token, `format=txt&view=${view}`)).data).toString();
const error = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe("down and up again", () => {
  test.each(WRITABLE)("%s", async (format) => {
    const { id, chair } = await at.draft();
    const { status, headers, data } = await exported(id, chair, `format=${format}&view=redline`);
    expect(status).toBe(200);
    const [, name] = /filename="([^"]+)"/.exec(headers.get("Content-Disposition")!)!;
    expect(name).toMatch(/^RESOLUTION-130-redline\.\w+$/);
    if (!READABLE.includes(format)) return expect(data.length).toBeGreaterThan(100);
    const { status: made, body } = await upload(name!, data);
    expect(made).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^\w{16}$/),
      token: expect.any(String),
      url: `/#/d/${body.id}/${body.token}`,
      title: "RESOLUTION 130",
      findings: [],
    });
    const [copy, token] = [String(body.id), String(body.token)];
    for (const view of ["original", "final"])
      expect(await textOf(copy, token, view)).toBe(await textOf(id, chair, view));
    const changes = (await at.ask("GET", `/api/drafts/${copy}/changes`, token)).body.changes;
    expect(changes).toMatchObject([{ delegation: "USA", inserts: ["much "] }]);
  });

  test("types and names are those that a browser and Word expect, the name in its own script beside a plain one", async () => {
    const { body } = await at.ask("POST", "/api/drafts", ADMIN, { title: "Résolution 130 – 决议 «Sécurité»" });
    const { headers, data } = await exported(String(body.id), String(body.token), "format=docx&view=final");
    expect(headers.get("Content-Type")).toBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    expect(headers.get("Content-Disposition")).toBe(
      `attachment; filename="Resolution-130-Securite-final.docx"; filename*=UTF-8''${encodeURIComponent("Résolution-130-决议-Sécurité-final.docx")}`,
    );
    expect([...data.subarray(0, 2)]).toEqual([0x50, 0x4b]);
  });

  test("the draft lives on like any other, after a restart too", async () => {
    const { body } = await upload("a.txt", "RESOLUTION 7\nresolves\nto study the matter.");
    await at.restart();
    const { id, token } = body;
    expect(await textOf(String(id), String(token), "final")).toContain("to study the matter.");
    const invited = await at.invite(String(id), String(token), { name: "Ana", role: "delegate", delegation: "B" });
    expect(invited.url).toMatch(/^\/#\/d\//);
  });
});

describe("who", () => {
  test("the operator, chairs and secretaries do; they are the chair of what they made", async () => {
    const { id, chair } = await at.draft();
    const secretary = await at.invite(id, chair, { name: "Tomás", role: "secretary" });
    const { status, body } = await upload("a.txt", "resolves\nto act.", { token: secretary.token });
    expect(status).toBe(201);
    const draft = await at.ask("GET", `/api/drafts/${body.id}`, String(body.token));
    expect(draft.body.me).toMatchObject({ name: "Tomás", role: "chair", delegation: "CHAIR" });
  });

  test.each([
    ["delegate", "USA"],
    ["editor", undefined],
    ["observer", undefined],
  ])("a %s does not, and nobody without a token", async (role, delegation) => {
    const { id, chair } = await at.draft();
    const member = await at.invite(id, chair, { name: "X", role, ...(delegation !== undefined && { delegation }) });
    const drafts = async () => ((await at.ask("GET", "/api/drafts", ADMIN)).body.drafts as unknown[]).length;
    const before = await drafts();
    expect(await upload("a.txt", "resolves", { token: member.token })).toMatchObject({
      status: 403,
      body: { error: error("forbidden", new RegExp(`^the role ${role} may not`)) },
    });
    expect(await upload("a.txt", "resolves", { token: "garbage" })).toMatchObject({ status: 401 });
    expect(await drafts()).toBe(before);
  });
});

describe("whose the changes are", () => {
  const word = docx(
    p(r("that ") + ins("Jane Doe", "all ") + ins("USA", "good ") + del("Bob = B", "old ") + r("networks grow;")),
  );

  test("the authors that are nobody's are asked for before anything is made, and given as a map", async () => {
    const before = (await at.ask("GET", "/api/drafts", ADMIN)).body.drafts as unknown[];
    const preview = await upload("word.docx", word, { preview: true });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        title: "word",
        changes: 3,
        authors: [
          { name: "Jane Doe", count: 1 },
          { name: "Bob = B", count: 1 },
        ],
        findings: [],
      },
    });
    expect((await at.ask("GET", "/api/drafts", ADMIN)).body.drafts).toHaveLength(before.length);
    const { body } = await upload("word.docx", word, { delegation: "RCC", author: ["Jane Doe=F", "Bob = B=B"] });
    const { changes } = (await at.ask("GET", `/api/drafts/${body.id}/changes`, String(body.token))).body;
    expect((changes as { delegation: string; by: string }[]).map(({ delegation, by }) => [delegation, by])).toEqual([
      ["F", "Jane Doe"],
      ["USA", ""],
      ["B", "Bob = B"],
    ]);
  });

  test("what nobody is known for is the delegation's that is named, the secretariat's without one", async () => {
    for (const [fields, code] of [
      [{ delegation: "RCC" }, "RCC"],
      [{}, "SEC"],
    ] as const) {
      const { body } = await upload("word.docx", word, fields);
      const { changes } = (await at.ask("GET", `/api/drafts/${body.id}/changes`, String(body.token))).body;
      expect(changes).toMatchObject([{ delegation: code, by: "Jane Doe" }, {}, { delegation: code }]);
    }
  });

  test("what was simplified is told with its place", async () => {
    const { body } = await upload("word.docx", docx(`${p("resolves")}<w:p/>${p("to act.")}`));
    expect(body.findings).toEqual([{ place: expect.any(String), message: expect.stringMatching(/^empty paragraphs/) }]);
  });
});

describe("a file that cannot be read gives 422 and its place on one line, in two seconds", () => {
  const bomb = zipped({ ...filesOf(p("one")), "word/document.xml": new Uint8Array(40 * 1024 * 1024) });
  const deep = `<akomaNtoso>${"<a>".repeat(300_000)}`;
  const OLE = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]);
  const junk = new Uint8Array(100_000).map((_, i) => (i * 7919) % 251);

  test.each<[string, string, Data, string, RegExp]>([
    ["a bomb", "bomb.docx", bomb, "word/document.xml", /^inflates to more than/],
    ["an encrypted document", "secret.docx", OLE, "file", /^encrypted/],
    ["binary junk", "junk.docx", junk, "file", /no ZIP archive/],
    ["binary junk that has no name", "junk", junk, "file", /^not text in UTF-8: save it in that encoding$/],
    ["text that says it is Word's", "text.docx", "resolves", "file", /no ZIP archive/],
    [
      "Word's that says it is text",
      "word.txt",
      docx(p("one")),
      "file",
      /^not text in UTF-8: save it in that encoding$/,
    ],
    ["an extension that nobody reads", "a.exe", "MZ", "format", /^exe cannot be read, only txt/],
    [
      "text that is not in UTF-8",
      "a.txt",
      new Uint8Array([0x61, 0xff, 0xfe]),
      "file",
      /^not text in UTF-8: save it in that encoding$/,
    ],
    ["nothing", "a.txt", "", "file", /^empty$/],
    ["a draft file that is none", "a.json", '{"format": "plenary-draft"', "line 1 column 27", /^not JSON$/],
    ["XML without an end", "a.xml", deep, "", /./],
    ["a draft in too many pieces", "a.json", pieces(70_000), "text", /^in more than 60000 pieces/],
  ])("%s", async (_, name, data, place, message) => {
    const before = (await at.ask("GET", "/api/drafts", ADMIN)).body.drafts as unknown[];
    const begun = performance.now();
    const { status, body } = await upload(name, data);
    expect(performance.now() - begun).toBeLessThan(10_000); // two seconds, on a machine that does nothing else
    expect([status, body]).toEqual([
      422,
      {
        file: name,
        place: place === "" ? expect.any(String) : place,
        message: expect.stringMatching(message),
        error: { code: "unreadable", message: `${name}: ${String(body.place)}: ${String(body.message)}` },
      },
    ]);
    expect((body.error as { message: string }).message).not.toMatch(/[\n\r]/);
    expect((await at.ask("GET", "/api/drafts", ADMIN)).body.drafts).toHaveLength(before.length);
  });

  test("a name of several lines, or none, is one line", async () => {
    const { body } = await upload("a\nb\u2028c.docx", "x");
    expect(body.error).toMatchObject({ message: expect.stringMatching(/^a[^\n]*b c\.docx: file: /) });
  });

  function pieces(count: number): string {
    const ops = Array.from({ length: count }, (_, i) => ({
      insert: "a",
      ...(i % 2 === 0 && { attributes: { em: true } }),
    }));
    return JSON.stringify({
      ...FILE,
      ops: [...ops, { insert: "\n", attributes: { id: "n", role: "text" } }],
      changes: {},
    });
  }
});

describe("what is wrong is named", () => {
  test.each([
    ["a delegation that is no code", { delegation: "us a" }, /^delegation: a code such as USA/],
    ["an author without a code", { author: "Jane" }, /^author: NAME=CODE/],
    ["an author with a code that is none", { author: "Jane=us a" }, /^author: NAME=CODE/],
    ["a field that nobody knows", { chair: "me" }, /^chair: no such field/],
    ["a preview that is neither", { preview: "maybe" }, /^preview: true or false$/],
  ])("%s", async (_, fields, message) => {
    const { status, body } = await upload("a.txt", "resolves", fields);
    expect([status, body]).toEqual([400, { error: error("invalid", message) }]);
  });

  test.each<[string, BodyInit, Record<string, string>, RegExp]>([
    ["no form", "{}", { "Content-Type": "application/json" }, /^body: not multipart\/form-data$/],
    [
      "a form that is cut off",
      "--x\r\n",
      { "Content-Type": "multipart/form-data; boundary=x" },
      /^body: not multipart/,
    ],
    ["a form without a file", new URLSearchParams({ title: "a" }), {}, /^file: a file is needed$/],
  ])("%s", async (_, body, headers, message) => {
    const answer = await post(at, "/import", body, ADMIN, headers);
    expect([answer.status, answer.body]).toEqual([400, { error: error("invalid", message) }]);
  });

  test("a file that is too large, whether it says so or not, is not read to its end", async () => {
    for (const size of [5 * 1024 * 1024 + 1, 6 * 1024 * 1024]) {
      const large = await upload("a.txt", "x".repeat(size));
      expect([large.status, large.body]).toEqual([
        413,
        { error: error("too-large", /^file: larger than 5242880 bytes$/) },
      ]);
    }
    let sent = 0;
    const stream = new ReadableStream({
      pull: async (controller) => {
        await setImmediate(); // else nobody else in this process has a turn
        sent += 100_000;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const endless = await send(at, "/import", stream, ADMIN, {
      "Content-Type": "multipart/form-data; boundary=x",
    }).then(
      ({ status }) => status,
      () => "cut",
    );
    expect(endless).toSatisfy((end) => end === 413 || end === "cut");
    expect(sent).toBeLessThan(100 * 1024 * 1024);
    expect((await at.ask("GET", "/healthz")).status).toBe(200);
  });
});

describe("a document is checked without becoming a draft", () => {
  const slips = "RESOLUTION 7\nconsidering\na) that networks grow\nb) that [trust] is needed,";
  const checked = (name: string, data: Data, fields = {}, token = ADMIN) =>
    post(at, "/check", formOf({ file: file(name, data), ...fields }), token);
  const rulesOf = (body: Record<string, unknown>) => (body.findings as { rule: string }[]).map(({ rule }) => rule);

  test("with the findings that a draft of it has, and what was simplified", async () => {
    const drafts = async () => (await at.ask("GET", "/api/drafts", ADMIN)).body.drafts;
    const before = await drafts();
    const { status, body } = await checked("word.docx", docx(`${p("resolves")}<w:p/>${p("to act")}`));
    expect([status, body.title]).toEqual([200, "word"]);
    expect(body.simplified).toEqual([
      { place: expect.any(String), message: expect.stringMatching(/^empty paragraphs/) },
    ]);
    const text = await checked("text.txt", slips);
    expect(await drafts()).toEqual(before);
    const made = await upload("text.txt", slips);
    const draft = await at.ask("GET", `/api/drafts/${made.body.id}/check`, String(made.body.token));
    expect(rulesOf(text.body)).toContain("operative-missing");
    const places = (found: unknown) => JSON.parse(JSON.stringify(found), (key, value) => (key === "id" ? 0 : value));
    expect(places(text.body.findings)).toEqual(places(draft.body.findings));
  });

  test("in its original or its final text, and as an adopted one", async () => {
    const redline = "RESOLUTION 7\nresolves\nto study the {--matter.--}{++matter++}{>>USA<<}";
    const [final, original] = [await checked("a.txt", redline), await checked("a.txt", redline, { view: "original" })];
    expect(rulesOf(final.body).length).toBeGreaterThan(rulesOf(original.body).length);
    const adopted = await checked("a.txt", slips, { adopted: true });
    expect(rulesOf(adopted.body).length).toBeGreaterThan(rulesOf((await checked("a.txt", slips)).body).length);
  });

  test("by those who may upload, and what is wrong is named", async () => {
    const { id, chair } = await at.draft();
    const { token } = await at.invite(id, chair, { name: "X", role: "delegate", delegation: "USA" });
    expect((await checked("a.txt", slips, {}, token)).status).toBe(403);
    expect((await checked("a.txt", slips, {}, chair)).status).toBe(200);
    expect(await checked("a.txt", slips, { view: "redline" })).toMatchObject({
      status: 400,
      body: { error: error("invalid", /^view: original or final$/) },
    });
    expect(await checked("a.docx", "junk")).toMatchObject({ status: 422, body: { file: "a.docx", place: "file" } });
  });
});

describe("a document that takes long", () => {
  const ops = largeDraft(900, 60, 2400);
  const changes = Object.fromEntries(
    ops.flatMap(({ attributes = {} }) =>
      Object.values(attributes)
        .filter((value) => /^[A-Z]+:b\d+$/.test(String(value)))
        .map((id) => [id, { delegation: String(id).split(":")[0], by: "", time: "" }]),
    ),
  );
  const large = { ...FILE, ops, changes };
  let data: Uint8Array;
  beforeAll(async () => {
    const written = await write("docx", large as never, "redline");
    if (!written.ok) throw new Error(written.message);
    data = written.data as Uint8Array;
  });

  test("keeps nobody from writing meanwhile: words go to and fro in another draft before it is read", async () => {
    const { id, chair } = await at.draft();
    const [usa, f] = await Promise.all(
      ["USA", "F"].map((code) => at.invite(id, chair, { name: code, role: "delegate", delegation: code })),
    );
    const [one, other] = [usa!, f!].map(({ token }) => open(id, token)) as [Open, Open];
    await Promise.all([one.synced, other.synced]);
    await upload("a.txt", "resolves"); // the thread is there
    const order: string[] = [];
    const uploading = upload("large.docx", data).then((answer) => (order.push("upload"), answer));
    for (let i = 0; i < 5; i++) {
      const [writer, reader] = i % 2 === 0 ? [one, other] : [other, one];
      writer.text.insert(0, `word${i} `);
      await reader.has(`word${i} `);
      order.push(`word${i}`);
    }
    expect(await uploading).toMatchObject({ status: 201 });
    expect(order).toEqual(["word0", "word1", "word2", "word3", "word4", "upload"]);
    one.close();
    other.close();
  });

  describe("longer than it may", () => {
    test("is given up, and the next one is read", async () => {
      const to = await serverWith({ seconds: 0.2 });
      const { status, body } = await upload("large.docx", data, { to });
      expect([status, body]).toEqual([
        422,
        {
          file: "large.docx",
          place: "file",
          message: "takes longer than 0.2 s",
          error: { code: "unreadable", message: "large.docx: file: takes longer than 0.2 s" },
        },
      ]);
      const { id, chair } = await to.draft(large);
      const late = await to.ask("GET", `/api/drafts/${id}/export?format=docx&view=redline`, chair);
      expect([late.status, late.body]).toEqual([503, { error: error("unavailable", /^draft: takes longer than/) }]);
      const small = await to.draft();
      expect((await to.ask("GET", `/api/drafts/${small.id}/export`, small.chair)).status).toBe(200);
    });

    test("or with more memory, likewise", async () => {
      const to = await serverWith({ megabytes: 20, seconds: 120 });
      const { status, body } = await upload("large.docx", data, { to });
      expect([status, body.error]).toEqual([422, error("unreadable", /needs more memory than a document is given$/)]);
      expect((await upload("small.txt", "resolves", { to })).status).toBe(201);
    });
  });

  test("one person has two at once, the others are not kept waiting", async () => {
    const { id, chair } = await at.draft();
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await upload("large.docx", data, { token: chair, preview: true })).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 503, 503]);
    expect((await exported(id, ADMIN, "format=txt")).status).toBe(200);
  });
});

interface Open {
  text: Y.Text;
  synced: Promise<void>;
  /** Resolves when the text has these words. */
  has(words: string): Promise<void>;
  close(): void;
}

/** The draft as a stock client has it. */
function open(id: string, token: string): Open {
  const doc = new Y.Doc();
  const text = doc.getText("draft");
  const provider = new WebsocketProvider(`${at.server.url.replace("http", "ws")}/collab`, id, doc, {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  return {
    text,
    synced: new Promise((resolve) => provider.once("sync", () => resolve())),
    has: (words) =>
      new Promise((resolve) => {
        const look = () => {
          if (!text.toString().includes(words)) return;
          text.unobserve(look);
          resolve();
        };
        text.observe(look);
        look();
      }),
    close: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}
