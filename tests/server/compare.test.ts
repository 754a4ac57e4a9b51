/** Two documents become one redline over HTTP: from all formats, into all formats, of a draft too, and by whom. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DraftFile } from "../../schema/index.ts";
import { READABLE, WRITABLE, read, write, writeJson, writeText } from "../../src/formats/index.ts";
import { docx, ins, p, r } from "../formats/docx/docx.ts";
import { provisional } from "../formats/drafts.ts";
import { draftArb } from "../laws/generators.ts";
import { fileOf } from "../schema/draft.ts";
import { ADMIN, type Running, run, serverWith } from "./running.ts";
import { type Data, type Uploaded, file, formOf, post } from "./uploads.ts";

let at: Running;
beforeAll(async () => {
  at = await run();
});
afterAll(() => at.stop());

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
const OLD = fixture("resolution-130-original.txt");
const NEW = fixture("resolution-130-proposed.txt");

interface Asked {
  token?: string;
  /** The draft that stands for one of both, and what of it counts. */
  draft?: string;
  query?: string;
  to?: Running;
}
const compare = (fields: Record<string, unknown>, { token = ADMIN, draft, query = "", to = at }: Asked = {}) =>
  post(to, `${draft === undefined ? "" : `/${draft}`}/compare${query}`, formOf(fields), token);

const exported = async (id: unknown, token: unknown, view: string) =>
  (await at.ask("GET", `/api/drafts/${id}/export?format=txt&view=${view}`, String(token))).text;
/** The texts of the draft that an answer says was made. */
const textsOf = ({ body: { id, token } }: Uploaded) =>
  Promise.all(["original", "final"].map((view) => exported(id, token, view)));
const readFrom = async (format: string, data: Data): Promise<DraftFile> => {
  const result = await read(format, data);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return result.draft;
};
const writtenAs = async (format: string, draft: DraftFile): Promise<Data> => {
  const result = await write(format, draft, "redline");
  if (!result.ok) throw new Error(result.message);
  return result.data;
};
const drafts = async () => ((await at.ask("GET", "/api/drafts", ADMIN)).body.drafts as unknown[]).length;
const error = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe("the original is the old text, the final is the new one, exactly", () => {
  test.each(READABLE)("of two files: %s", async (format) => {
    const [old, next] = [await readFrom("txt", OLD), await readFrom("txt", NEW)];
    const [was, is] = [await writtenAs(format, old), await writtenAs(format, next)];
    const made = await compare({ old: file(`a.${format}`, was), new: file(`b.${format}`, is), delegation: "USA" });
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^\w{16}$/),
        token: expect.any(String),
        url: `/#/d/${made.body.id}/${made.body.token}`,
        title: expect.stringMatching(/^RESOLUTION 130/),
        changes: expect.any(Number),
        findings: [],
      },
    ]);
    expect(await textsOf(made)).toEqual([writeText(old, "final"), writeText(next, "final")]);
    const { changes } = (await at.ask("GET", `/api/drafts/${made.body.id}/changes`, String(made.body.token))).body;
    expect(new Set((changes as { delegation: string }[]).map(({ delegation }) => delegation))).toEqual(
      new Set(["USA"]),
    );
    expect(changes).toHaveLength(made.body.changes as number);
  });

  test("of two drafts of any kind, whose changes count as accepted", async () => {
    let pending = 0;
    const pairs = fc.tuple(draftArb, draftArb);
    await fc.assert(
      fc.asyncProperty(pairs, async ([a, b]) => {
        const [old, next] = [fileOf(a), fileOf(b)];
        const made = await compare({ old: file("a.json", writeJson(old)), new: file("b.json", writeJson(next)) });
        expect(made.status, JSON.stringify(made.body)).toBe(201);
        expect(await textsOf(made)).toEqual([writeText(old, "final"), writeText(next, "final")]);
        pending += (made.body.findings as unknown[]).length;
      }),
      { numRuns: 40, seed: 4 },
    );
    expect(pending).toBeGreaterThan(20);
  });

  test.each([
    ["original", "old"],
    ["final", "old"],
    ["original", "new"],
    ["final", "new"],
  ])("of a draft's %s as the %s text, and a file", async (view, side) => {
    const { id, chair } = await at.draft();
    const other = side === "old" ? "new" : "old";
    const asked = { token: chair, draft: id, query: `?view=${view}` };
    const made = await compare({ [other]: file("a.txt", OLD) }, asked);
    const [ofDraft, ofFile] = [await exported(id, chair, view), writeText(await readFrom("txt", OLD), "final")];
    expect(await textsOf(made)).toEqual(side === "old" ? [ofDraft, ofFile] : [ofFile, ofDraft]);
    expect(made.body.title).toBe("RESOLUTION 130");
    expect(await exported(id, chair, "redline")).toContain("{++much ++}"); // the draft stays as it is
  });

  test.each(["original", "final"])("labels of a draft whose labels stay included: its %s", async (view) => {
    const { id, chair } = await at.draft(provisional);
    const made = await compare({ new: file("a.txt", OLD) }, { token: chair, draft: id, query: `?view=${view}` });
    expect((await textsOf(made))[0]).toBe(await exported(id, chair, view));
  });
});

describe("the redline comes down as a document", () => {
  test.each(WRITABLE)("%s", async (format) => {
    const before = await drafts();
    const { status, headers, data } = await compare(
      { old: file("a.txt", OLD), new: file("b.txt", NEW), delegation: "F" },
      { query: `?format=${format}` },
    );
    expect(status).toBe(200);
    expect(headers.get("Content-Disposition")).toMatch(/filename="RESOLUTION-130.*-redline\.\w+"/);
    expect(await drafts()).toBe(before);
    if (!READABLE.includes(format)) return expect(data.length).toBeGreaterThan(1000);
    const redline = await readFrom(format, data);
    expect(writeText(redline, "original")).toBe(writeText(await readFrom("txt", OLD), "final"));
    expect(writeText(redline, "final")).toBe(writeText(await readFrom("txt", NEW), "final"));
    expect(Object.values(redline.changes).every(({ delegation }) => delegation === "F")).toBe(true);
  });

  test("laid out as it is asked for", async () => {
    const { data, headers } = await compare(
      { old: file("a.txt", OLD), new: file("b.txt", NEW) },
      { query: "?format=html&layout=side-by-side" },
    );
    expect(headers.get("Content-Disposition")).toMatch(/filename="RESOLUTION-130.*-redline-side-by-side\.html"/);
    expect(Buffer.from(data).toString()).toContain('<th scope="col">Original</th>');
  });
});

describe("what it would hold is told before it is made", () => {
  test("the number of changes, and what was simplified or settled in which of both", async () => {
    const before = await drafts();
    const word = docx(`${p("resolves")}<w:p/>${p(r("to ") + ins("Jane Doe", "always ") + r("act."))}`);
    const both = { old: file("word.docx", word), new: file("text.txt", "resolves\nto always study."), title: "Both" };
    const { status, body } = await compare({ ...both, preview: true });
    expect([status, body]).toEqual([
      200,
      {
        title: "Both",
        changes: expect.any(Number),
        findings: [
          { side: "old", place: expect.any(String), message: expect.stringMatching(/^empty paragraphs/) },
          { side: "old", place: "revisions", message: "1 counted as accepted: the final text is compared" },
        ],
      },
    ]);
    expect(await drafts()).toBe(before);
    const { id, token, url: _, ...told } = (await compare(both)).body;
    expect(told).toEqual(body);
    expect(await exported(id, token, "redline")).toContain("to always {--act--}{>>SEC<<}{++study++}{>>SEC<<}.");
  });

  test("equal texts have none", async () => {
    const { body } = await compare({ old: file("a.txt", OLD), new: file("b.txt", OLD), preview: true });
    expect(body).toMatchObject({ changes: 0, findings: [] });
  });
});

describe("who", () => {
  const both = { old: file("a.txt", "resolves\nto act."), new: file("b.txt", "resolves\nto act now.") };
  const one = { new: both.new };

  test("operator, chairs and secretaries make drafts, whose chair they are", async () => {
    const { id, chair } = await at.draft();
    const { token } = await at.invite(id, chair, { name: "Tomás", role: "secretary" });
    for (const [fields, asked] of [
      [both, { token }],
      [one, { token, draft: id }],
    ] as const) {
      const { status, body } = await compare(fields, asked);
      expect(status).toBe(201);
      const made = await at.ask("GET", `/api/drafts/${body.id}`, String(body.token));
      expect(made.body.me).toMatchObject({ name: "Tomás", role: "chair" });
    }
    expect((await compare(one, { draft: id })).status).toBe(201);
  });

  test.each([
    ["delegate", "USA"],
    ["observer", undefined],
  ])("a %s has what may be read compared with a file, as a document or a preview, and no more", async (role, code) => {
    const { id, chair } = await at.draft();
    const { token } = await at.invite(id, chair, { name: "X", role, ...(code !== undefined && { delegation: code }) });
    const before = await drafts();
    expect((await compare(one, { token, draft: id, query: "?format=docx" })).status).toBe(200);
    expect((await compare({ ...one, preview: true }, { token, draft: id })).body).toMatchObject({ findings: [] });
    expect(await compare(one, { token, draft: id })).toMatchObject({
      status: 403,
      body: { error: error("forbidden", /^only a chair or a secretary makes a draft/) },
    });
    expect((await compare(both, { token, query: "?format=docx" })).status).toBe(403);
    expect(await drafts()).toBe(before);
  });

  test("nobody without a token, or with one of another draft", async () => {
    const [{ id }, other] = [await at.draft(), await at.draft()];
    for (const [token, status] of [
      ["", 401],
      ["garbage", 401],
      [other.chair, 403],
    ] as const)
      expect((await compare(one, { token, draft: id, query: "?format=txt" })).status).toBe(status);
    expect((await compare(both, { token: "garbage" })).status).toBe(401);
    expect((await compare(one, { token: ADMIN, draft: "0".repeat(16) })).status).toBe(404);
  });
});

describe("what is wrong is named", () => {
  const good = file("good.txt", "resolves\nto act.");

  test.each<[string, "old" | "new", string, Data, string, RegExp]>([
    ["no Word document", "new", "bad.docx", "junk", "file", /no ZIP archive/],
    ["an extension that nobody reads", "old", "a.exe", "MZ", "format", /^exe cannot be read/],
    ["nothing", "new", "a.txt", "", "file", /^empty$/],
    ["a draft file that is none", "old", "a.json", '{"format": "plenary-draft"', "line 1 column 27", /^not JSON$/],
  ])("%s gives 422 with side, file and place", async (_, side, name, data, place, message) => {
    const { status, body } = await compare({ old: good, new: good, [side]: file(name, data) });
    expect([status, body]).toEqual([
      422,
      {
        side,
        file: name,
        place,
        message: expect.stringMatching(message),
        error: { code: "unreadable", message: `${name}: ${place}: ${String(body.message)}` },
      },
    ]);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["no file", { title: "a" }, /^old: a file is needed$/],
    ["one file", { old: good }, /^new: a file is needed$/],
    ["text for a file", { old: "resolves", new: good }, /^old: a file is needed$/],
    ["a delegation that is no code", { old: good, new: good, delegation: "us a" }, /^delegation: a code such as/],
    ["a field that nobody knows", { old: good, new: good, author: "J=F" }, /^author: no such field: oldFormat/],
    ["a file for a text", { old: good, new: good, title: good }, /^title: text, not a file$/],
  ])("%s", async (_, fields, message) => {
    const { status, body } = await compare(fields);
    expect([status, body]).toEqual([400, { error: error("invalid", message) }]);
  });

  test("of a draft with no file, with two, with a format for the draft; a view and a format that there are not", async () => {
    const { id: draft, chair: token } = await at.draft();
    const asked = async (fields: object, query = "") =>
      (await compare({ ...fields }, { draft, token, query })).body.error;
    expect(await asked({ title: "a" })).toEqual(error("invalid", /^old: a file is needed, or new$/));
    expect(await asked({ old: good, new: good })).toEqual(error("invalid", /^new: the draft stands for one/));
    expect(await asked({ new: good, oldFormat: "txt" })).toEqual(error("invalid", /^oldFormat: of no file$/));
    expect(await asked({ new: good }, "?view=redline")).toEqual(error("invalid", /^view: /));
    expect(await asked({ new: good }, "?format=exe")).toEqual(error("invalid", /^format: exe is not one of txt/));
  });

  test("files that are too large, alone or together, are 413", async () => {
    const large = (mebibytes: number) => file("a.txt", "x".repeat(mebibytes * 1024 * 1024));
    for (const fields of [
      { old: good, new: large(6) },
      { old: large(6), new: large(6) },
    ])
      expect(await compare(fields)).toMatchObject({
        status: 413,
        body: { error: error("too-large", /^file: larger/) },
      });
  });
});

describe("what takes long", () => {
  /** Paragraphs that are a little like all others: what costs a comparison most. */
  const long = (seed: number, count = 3000) =>
    `resolves\n${Array.from({ length: count }, (_, i) =>
      Array.from({ length: 30 }, (_, k) => `w${(i * 31 + k * seed * 17) % 97}`).join(" "),
    ).join("\n")}`;

  test("is given up, and the next one is compared", async () => {
    const to = await serverWith({ seconds: 0.3 });
    const { status, body } = await compare({ old: file("a.txt", long(1)), new: file("b.txt", long(2)) }, { to });
    expect([status, body.error]).toEqual([422, error("unreadable", /^[ab]\.txt: file: takes longer than 0\.3 s$/)]);
    expect((await compare({ old: file("a.exe", "MZ"), new: file("b.txt", "b") }, { to })).body.place).toBe("format");
  });

  test("or with more memory, likewise", async () => {
    const to = await serverWith({ megabytes: 24, seconds: 120 });
    const words = (seed: number) =>
      `resolves\n${Array.from({ length: 300_000 }, (_, i) => (i * seed) % 9973).join(" ")}`; // far more at once than there is
    const { status, body } = await compare({ old: file("a.txt", words(7)), new: file("b.txt", words(11)) }, { to });
    expect([status, body.error]).toEqual([422, error("unreadable", /needs more memory than a document is given$/)]);
    expect((await to.ask("GET", "/healthz")).status).toBe(200);
  });

  test("one person has two at once", async () => {
    const { chair } = await at.draft();
    const all = await Promise.all(
      [1, 2, 3, 4].map(async (seed) => {
        const fields = { old: file("a.txt", long(seed, 300)), new: file("b.txt", long(seed + 1, 300)), preview: true };
        return (await compare(fields, { token: chair })).status;
      }),
    );
    expect(all.sort()).toEqual([200, 200, 503, 503]);
  });
});
