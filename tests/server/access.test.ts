import { SignJWT, UnsecuredJWT, decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Access, actorOf, delegationFor } from "../../server/access.ts";
import { type Database, openDatabase } from "../../server/database.ts";
import { type Draft, type Member, Store, newId } from "../../server/store.ts";

let db: Database;
let store: Store;
let access: Access;
let draft: Draft;
let member: Member;

beforeEach(async () => {
  db = await openDatabase(":memory:");
  store = new Store(db);
  access = await Access.open(db, store, "operator");
  draft = await store.addDraft({ title: "Resolution 130", profile: "itu", lang: "en" });
  member = await store.addMember(draft.id, { name: "Marian", role: "delegate", delegation: "USA" });
});
afterEach(async () => {
  vi.useRealTimers();
  await db.destroy();
});

const why = async (token: string, id = draft.id, tickets = false) => {
  const verified = await access.verify(token, id, { tickets });
  return verified.ok ? verified.actor : verified.why;
};
const marian = () => ({ member: member.id, name: "Marian", role: "delegate", delegation: "USA" });

describe("tokens", () => {
  test("a token says who holds it, as the store knows the member now", async () => {
    expect(await why(await access.token(member))).toEqual(marian());
  });

  test("a token is the same each time, and carries neither name nor rights", async () => {
    const token = await access.token(member);
    expect(await access.token(member)).toBe(token);
    expect(decodeJwt(token)).toEqual({ d: draft.id, m: member.id, v: 1 });
  });

  test("tokens outlive a restart: the secret lies in the database", async () => {
    const token = await access.token(member);
    access = await Access.open(db, store, undefined);
    expect(await why(token)).toEqual(marian());
  });

  test("another database has another secret", async () => {
    const other = await openDatabase(":memory:");
    const stranger = await Access.open(other, new Store(other), undefined);
    expect(await why(await stranger.token(member))).toBe("unknown");
    await other.destroy();
  });

  test.each([
    ["nothing", () => ""],
    ["garbage", () => "a.b.c"],
    ["a cut one", (token: string) => token.slice(0, -1)],
    ["one with other claims", (token: string) => token.replace(/\.[^.]+\./, `.${btoa('{"d":"x","m":"y","v":1}')}.`)],
    ["an unsigned one", () => new UnsecuredJWT({ d: draft.id, m: member.id, v: 1 }).encode()],
  ])("%s is not known", async (_, change) => {
    expect(await why(change(await access.token(member)))).toBe("unknown");
  });

  test("a token signed with a secret of one's own is not known", async () => {
    const forged = new SignJWT({ d: draft.id, m: member.id, v: 1 }).setProtectedHeader({ alg: "HS256" });
    expect(await why(await forged.sign(new TextEncoder().encode("0".repeat(32))))).toBe("unknown");
  });

  test("a change of the member takes its tokens back; the new one has the new rights", async () => {
    const old = await access.token(member);
    const changed = await store.changeMember(member.id, { role: "observer", delegation: "OBSERVER" });
    expect(await why(old)).toBe("unknown");
    expect(await why(await access.token(changed!))).toMatchObject({ role: "observer", delegation: "OBSERVER" });
  });

  test("a removed member's token is not known", async () => {
    const token = await access.token(member);
    await store.removeMember(member.id);
    expect(await why(token)).toBe("unknown");
  });

  test("a token opens its own draft only, and a deleted draft is gone", async () => {
    const other = await store.addDraft({ title: "Resolution 50", profile: "itu", lang: "en" });
    const token = await access.token(member);
    expect(await why(token, other.id)).toBe("elsewhere");
    expect(await why(token, newId())).toBe("gone");
    await store.deleteDraft(draft.id);
    expect(await why(token)).toBe("gone");
  });
});

describe("tickets", () => {
  test("a ticket opens a socket for a minute, and nothing else", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { ticket, seconds } = await access.ticket(member);
    expect(seconds).toBe(60);
    expect(await why(ticket, draft.id, true)).toEqual(marian());
    expect(await why(ticket, draft.id, false)).toBe("unknown");
    vi.advanceTimersByTime(61_000);
    expect(await why(ticket, draft.id, true)).toBe("unknown");
  });

  test("a ticket ends with the member's version", async () => {
    const { ticket } = await access.ticket(member);
    await store.changeMember(member.id, {});
    expect(await why(ticket, draft.id, true)).toBe("unknown");
  });
});

describe("the operator's token", () => {
  test("is what was given, and is no member's", async () => {
    expect(access.admin).toEqual({ token: "operator", generated: false });
    expect(access.isAdmin("operator")).toBe(true);
    for (const wrong of ["", "operato", "operator ", await access.token(member)])
      expect(access.isAdmin(wrong)).toBe(false);
    expect(await why("operator")).toBe("unknown");
  });

  test.each([undefined, ""])("is made when %j is given: an empty one would let anybody in", async (given) => {
    const made = await Access.open(db, store, given);
    expect(made.admin.generated).toBe(true);
    expect(made.admin.token.length).toBeGreaterThanOrEqual(32);
    expect(made.isAdmin("")).toBe(false);
    expect(made.isAdmin(made.admin.token)).toBe(true);
  });
});

describe("roles", () => {
  test("in a frozen draft all but the chair read", () => {
    const frozen: Draft = { ...draft, stage: "frozen" };
    expect(actorOf(member, frozen)).toMatchObject({ role: "observer", delegation: "USA" });
    expect(actorOf({ ...member, role: "secretary" }, frozen).role).toBe("observer");
    expect(actorOf({ ...member, role: "chair" }, frozen).role).toBe("chair");
  });

  test.each([
    ["chair", undefined, "CHAIR"],
    ["chair", "CHAIR", "CHAIR"],
    ["secretary", undefined, "SEC"],
    ["editor", undefined, "EDITORIAL"],
    ["delegate", "USA", "USA"],
    ["observer", undefined, "OBSERVER"],
    ["observer", "F", "F"],
  ] as const)("a %s who asks for %s acts for %s", (role, asked, delegation) => {
    expect(delegationFor(role, asked)).toEqual({ ok: true, delegation });
  });

  test.each([
    ["chair", "USA", "delegation: a chair acts as CHAIR"],
    ["delegate", undefined, "delegation: a delegate needs one"],
    ["delegate", "CHAIR", "delegation: CHAIR is reserved"],
    ["delegate", "SEC", "delegation: SEC is reserved"],
    ["observer", "CHAIR", "delegation: CHAIR is reserved"],
  ] as const)("a %s cannot act for %s", (role, asked, message) => {
    expect(delegationFor(role, asked)).toEqual({ ok: false, message });
  });
});

describe("store", () => {
  test("ids cannot be guessed: 80 bits, each another", () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[a-z2-8]{16}$/);
  });

  test("a deleted draft is found nowhere, and its row stays", async () => {
    await store.deleteDraft(draft.id);
    expect(await store.draft(draft.id)).toBeNull();
    expect(await store.drafts()).toEqual([]);
    expect(await store.changeDraft(draft.id, { title: "x" })).toBeNull();
    const row = await db.selectFrom("drafts").selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ title: "Resolution 130", deleted: expect.stringMatching(/Z$/) });
  });

  test("a removed member is found nowhere, and cannot be changed", async () => {
    await store.removeMember(member.id);
    expect(await store.member(member.id)).toBeNull();
    expect(await store.members(draft.id)).toEqual([]);
    expect(await store.changeMember(member.id, { name: "x" })).toBeNull();
  });
});
