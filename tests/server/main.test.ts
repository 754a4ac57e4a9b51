import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DatabaseFault } from "../../server/database.ts";
import { type RunningServer, type ServeOptions, serve } from "../../server/main.ts";

let folder: string;
const running: RunningServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plenary-main-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<ServeOptions> = {}): Promise<RunningServer> {
  const log = { level: "silent" };
  const server = await serve({ port: 0, host: "127.0.0.1", data: join(folder, "data"), appDir: folder, log, ...more });
  running.push(server);
  return server;
}
async function get(server: RunningServer, path: string, token: string): Promise<{ status: number; text: string }> {
  const headers = { Authorization: `Bearer ${token}`, Connection: "close" };
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, text: await response.text() };
}

describe("the demonstration", () => {
  test("an empty store is filled with two drafts, and a second start keeps them and their links", async () => {
    const first = await start();
    const lists = await first.links();
    expect(lists.map(({ title }) => title)).toEqual([
      expect.stringContaining("RESOLUTION 130"),
      expect.stringContaining("RESOLUTION 50"),
    ]);
    for (const { links } of lists)
      expect(links.map(({ who }) => who.split(" ")[0])).toEqual(["chair", "USA", "F", "secretary", "observer"]);
    await first.close();
    const second = await start({ port: first.port });
    expect(await second.links()).toEqual(lists);
    expect(await second.store.drafts()).toHaveLength(2);
  });

  test("each link opens its draft: the address says which, and as whom", async () => {
    const server = await start();
    for (const { links } of await server.links()) {
      for (const { who, url } of links) {
        const [, draft, token] = /^http:\/\/127\.0\.0\.1:\d+\/#\/d\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
        const { status, text } = await get(server, `/api/drafts/${draft}`, token ?? "");
        const { me } = JSON.parse(text) as { me: { role: string; delegation: string } };
        expect(status).toBe(200);
        expect(who).toMatch(new RegExp(`^(${me.role}|${me.delegation}) `));
      }
    }
  });

  test("Resolution 130 is the redline of the sources: both texts are in it", async () => {
    const server = await start();
    const [draft] = await server.store.drafts();
    const text = async (view: string) =>
      (await get(server, `/api/drafts/${draft?.id}/export?view=${view}`, server.admin.token)).text;
    expect(await text("original")).toContain("(Marrakesh, 2002)");
    expect(await text("final")).toContain("(Rev Antalya, 2006)");
  });

  test("a store that has drafts, or had them, is left alone", async () => {
    const first = await start({ demo: false });
    await first.store.addDraft({ title: "Ours", profile: "itu", lang: "en" });
    await first.close();
    const second = await start();
    expect((await second.store.drafts()).map(({ title }) => title)).toEqual(["Ours"]);
    expect(await second.links()).toEqual([]);
  });

  test("a deleted demonstration does not come back", async () => {
    const first = await start();
    for (const { id } of await first.store.drafts()) await first.store.deleteDraft(id);
    await first.close();
    const second = await start();
    expect([await second.store.drafts(), await second.links()]).toEqual([[], []]);
  });
});

describe("starting and stopping", () => {
  test("a port in use is Node's error, and the store is free again", async () => {
    const { port } = await start({ demo: false });
    await expect(start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("a store that cannot be used is a DatabaseFault that names the file", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const failure = start({ data: file });
    await expect(failure).rejects.toBeInstanceOf(DatabaseFault);
    await expect(failure).rejects.toThrow(/plenary\.db/);
  });

  test("closing twice is closing once, and nobody answers afterwards", async () => {
    const server = await start({ demo: false });
    await Promise.all([server.close(), server.close()]);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  test("without an operator's token one is made, and it makes drafts", async () => {
    const server = await start({ demo: false, admin: "" });
    expect(server.admin.generated).toBe(true);
    const headers = { Authorization: `Bearer ${server.admin.token}` };
    const { status } = await fetch(`${server.url}/api/drafts`, { method: "POST", headers, body: "{}" });
    expect(status).toBe(201);
  });

  test("the log goes to a file, with anything secret taken out", async () => {
    const file = join(folder, "logs", "plenary.log");
    const server = await start({ demo: false, log: { file }, makeRoom: failing });
    const draft = await server.store.addDraft({ title: "x", profile: "itu", lang: "en" });
    expect((await get(server, `/api/drafts/${draft.id}/changes?token=hidden`, server.admin.token)).status).toBe(500);
    const lines = readFileSync(file, "utf8");
    expect(lines).toContain("a room could not be loaded or closed");
    for (const secret of ["hidden", server.admin.token]) expect(lines).not.toContain(secret);
  });
});

function failing(): never {
  throw Object.assign(new Error("the disk is gone"), { token: "hidden" });
}
