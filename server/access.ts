/**
 * Who somebody is, and what the role allows. A token names a draft, a member and the member's version, and is signed;
 * what it allows is looked up each time, so rights are those of now (DESIGN G4).
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { SignJWT, jwtVerify } from "jose";
import { z } from "zod";
import type { MemberRole } from "../src/collab/protocol.ts";
import { type Database, settle } from "./database.ts";
import type { Actor } from "./peer.ts";
import type { Draft, Member, Store } from "./store.ts";

/** A ticket stands in for a token where that could be read by others: in the address of a socket. */
const TICKET_SECONDS = 60;
const HEADER = { alg: "HS256" };

const Claims = z.object({ d: z.string(), m: z.string(), v: z.number(), ticket: z.literal(true).optional() });
type Claims = z.infer<typeof Claims>;

export type Verified =
  | { ok: true; draft: Draft; member: Member; actor: Actor }
  /** `unknown`: who are you; `elsewhere`: a good token, but of another draft; `gone`: no such draft. */
  | { ok: false; why: "unknown" | "elsewhere" | "gone"; message: string };

/** The operator's token, which creates drafts. `generated` when none was given: then it has to be shown once. */
export interface AdminToken {
  token: string;
  generated: boolean;
}

export class Access {
  private constructor(
    private readonly store: Store,
    private readonly secret: Uint8Array,
    readonly admin: AdminToken,
  ) {}

  /** Reads the secret that tokens are signed with, or makes it when there is none yet. */
  static async open(db: Database, store: Store, adminToken: string | undefined): Promise<Access> {
    const secret = await settle(db, "secret", randomBytes(32).toString("base64url"));
    const admin = adminToken ? { token: adminToken, generated: false } : { token: newAdminToken(), generated: true };
    return new Access(store, Buffer.from(secret, "base64url"), admin);
  }

  /** A member's token. The same as long as the member is unchanged, so that a link can be printed again. */
  async token(member: Member): Promise<string> {
    return new SignJWT(claimsOf(member)).setProtectedHeader(HEADER).sign(this.secret);
  }

  /** A token for sockets only, valid for a minute. */
  async ticket(member: Member): Promise<{ ticket: string; seconds: number }> {
    const claims = { ...claimsOf(member), ticket: true as const };
    const signing = new SignJWT(claims).setProtectedHeader(HEADER).setExpirationTime(`${TICKET_SECONDS} s`);
    return { ticket: await signing.sign(this.secret), seconds: TICKET_SECONDS };
  }

  /** Who holds `token`, for draft `id`. Tickets count only where `tickets` says so. */
  async verify(token: string, id: string, { tickets }: { tickets: boolean }): Promise<Verified> {
    const claims = await this.read(token);
    if (claims === null || (claims.ticket === true && !tickets)) return unknown("the token is not valid");
    const draft = await this.store.draft(id);
    if (draft === null) return { ok: false, why: "gone", message: "no such draft" };
    if (claims.d !== id) return { ok: false, why: "elsewhere", message: "the token is for another draft" };
    const member = await this.store.member(claims.m);
    if (member === null || member.draft !== id || member.version !== claims.v)
      return unknown("the token was taken back: ask for a new link");
    return { ok: true, draft, member, actor: actorOf(member, draft) };
  }

  /** The draft that a token is for, without a look at whether it still counts; null when the token is not valid. */
  async draftOf(token: string): Promise<string | null> {
    return (await this.read(token))?.d ?? null;
  }

  /** Compares digests, which have one length, so that the time taken tells nothing about the token. */
  isAdmin(token: string): boolean {
    return timingSafeEqual(digest(token), digest(this.admin.token));
  }

  /** What a signed token says; null when it is not one of ours, or a ticket that has run out. */
  private async read(token: string): Promise<Claims | null> {
    try {
      const { payload } = await jwtVerify(token, this.secret, { algorithms: [HEADER.alg] });
      return Claims.parse(payload);
    } catch {
      return null; // whatever is wrong with it, and whoever made it: it does not say who holds it
    }
  }
}

const claimsOf = (member: Member): Claims => ({ d: member.draft, m: member.id, v: member.version });
const unknown = (message: string): Verified => ({ ok: false, why: "unknown", message });
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const newAdminToken = (): string => randomBytes(24).toString("base64url");

/** A member as the room sees him or her in the draft's present stage: in a frozen draft all but the chair read. */
export function actorOf(member: Member, draft: Draft): Actor {
  const role = draft.stage === "frozen" && member.role !== "chair" ? "observer" : member.role;
  return { member: member.id, name: member.name, role, delegation: member.delegation };
}

/** Delegations of roles that act for no delegation; a delegate cannot take them. */
const OWN: Partial<Record<MemberRole, string>> = { chair: "CHAIR", secretary: "SEC", editor: "EDITORIAL" };
const RESERVED = [...Object.values(OWN), "OBSERVER"];

/** The delegation that a role acts for, given the one that was asked for; or what is wrong with that. */
export function delegationFor(
  role: MemberRole,
  asked: string | undefined,
): { ok: true; delegation: string } | { ok: false; message: string } {
  const own = OWN[role];
  if (own !== undefined) {
    if (asked === undefined || asked === own) return { ok: true, delegation: own };
    return { ok: false, message: `delegation: a ${role} acts as ${own}` };
  }
  if (asked === undefined) {
    if (role === "observer") return { ok: true, delegation: "OBSERVER" };
    return { ok: false, message: "delegation: a delegate needs one" };
  }
  if (RESERVED.includes(asked) && !(role === "observer" && asked === "OBSERVER"))
    return { ok: false, message: `delegation: ${asked} is reserved` };
  return { ok: true, delegation: asked };
}

export const mayInvite = (role: MemberRole): boolean => role === "chair" || role === "secretary";
export const mayDecide = (role: MemberRole): boolean => role === "chair";
export const mayRename = (role: MemberRole): boolean => role === "chair" || role === "secretary";
/** Freezing, deleting, and making or unmaking chairs: else a secretary could make itself chair. */
export const mayGovern = (role: MemberRole): boolean => role === "chair";
/** Making a draft of a document: whoever does is the chair of the new one. */
export const mayImport = (role: MemberRole): boolean => role === "chair" || role === "secretary";
