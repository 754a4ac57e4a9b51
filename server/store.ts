/** Drafts and their members: everything of a draft but its text, which is the log's. */
import { randomBytes } from "node:crypto";
import { type Numbering, RUNNING } from "../schema/index.ts";
import { type MemberRole } from "../src/collab/protocol.ts";
import type { Database, Tables } from "./database.ts";

/**
 * `drafting`: everybody works as the role allows. `frozen`: the text stands still for all but the chair, who can still
 * decide; the others read.
 */
export const STAGES = ["drafting", "frozen"] as const;
export type Stage = (typeof STAGES)[number];

export interface Draft {
  id: string;
  title: string;
  profile: string;
  lang: string;
  stage: Stage;
  numbering: Numbering;
  created: string;
}
/** Running numbering where none is given. */
export type NewDraftRow = Pick<Draft, "title" | "profile" | "lang"> & Partial<Pick<Draft, "numbering">>;
export interface Member {
  id: string;
  draft: string;
  name: string;
  role: MemberRole;
  delegation: string;
  /** Grows with every change of the member; a token of an older version is no longer valid. */
  version: number;
}
export type NewMember = Pick<Member, "name" | "role" | "delegation">;

const ALPHABET = "abcdefghijkmnopqrstuvwxyz2345678"; // 32 signs; l, 0, 1 and 9 are left out, being read as others

/** An id that cannot be guessed: 16 signs of 5 bits. */
export function newId(): string {
  let id = "";
  for (const byte of randomBytes(16)) id += ALPHABET[byte & 31];
  return id;
}

export class Store {
  constructor(
    private readonly db: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async addDraft(given: NewDraftRow): Promise<Draft> {
    const draft: Draft = { id: newId(), numbering: RUNNING, ...given, stage: "drafting", created: this.time() };
    await this.db
      .insertInto("drafts")
      .values({ ...draft, numbering: JSON.stringify(draft.numbering), meeting: null, deleted: null })
      .execute();
    return draft;
  }

  /** Null when there is none, or it was deleted. */
  async draft(id: string): Promise<Draft | null> {
    const row = await this.db
      .selectFrom("drafts")
      .selectAll()
      .where("id", "=", id)
      .where("deleted", "is", null)
      .executeTakeFirst();
    return row === undefined ? null : draftOf(row);
  }

  /** All drafts that are not deleted, the oldest first. */
  async drafts(): Promise<Draft[]> {
    const rows = await this.db
      .selectFrom("drafts")
      .selectAll()
      .where("deleted", "is", null)
      .orderBy("created")
      .orderBy("id")
      .execute();
    return rows.map(draftOf);
  }

  /** The draft as it is afterwards; null when there is none. */
  async changeDraft(
    id: string,
    { numbering, ...rest }: Partial<Pick<Draft, "title" | "stage" | "numbering">>,
  ): Promise<Draft | null> {
    const changed = numbering === undefined ? rest : { ...rest, numbering: JSON.stringify(numbering) };
    if (Object.keys(changed).length > 0) {
      await this.db.updateTable("drafts").set(changed).where("id", "=", id).where("deleted", "is", null).execute();
    }
    return this.draft(id);
  }

  /** Marks a draft as deleted: nobody finds it any more, the log keeps its entries. */
  async deleteDraft(id: string): Promise<void> {
    const deleted = this.time();
    await this.db.updateTable("drafts").set({ deleted }).where("id", "=", id).where("deleted", "is", null).execute();
  }

  async addMember(draft: string, given: NewMember): Promise<Member> {
    const member: Member = { id: newId(), draft, ...given, version: 1 };
    await this.db
      .insertInto("members")
      .values({ ...member, created: this.time(), removed: null })
      .execute();
    return member;
  }

  /** Null when there is none, or it was removed. */
  async member(id: string): Promise<Member | null> {
    const row = await this.db
      .selectFrom("members")
      .selectAll()
      .where("id", "=", id)
      .where("removed", "is", null)
      .executeTakeFirst();
    return row === undefined ? null : memberOf(row);
  }

  /** The members of a draft in the order in which they came. */
  async members(draft: string): Promise<Member[]> {
    const rows = await this.db
      .selectFrom("members")
      .selectAll()
      .where("draft", "=", draft)
      .where("removed", "is", null)
      .orderBy("created")
      .orderBy("id")
      .execute();
    return rows.map(memberOf);
  }

  /** Changes a member and takes back the tokens given out before. The member as it is afterwards; null when there is none. */
  async changeMember(id: string, changed: Partial<NewMember>): Promise<Member | null> {
    await this.db
      .updateTable("members")
      .set((row) => ({ ...changed, version: row("version", "+", 1) }))
      .where("id", "=", id)
      .where("removed", "is", null)
      .execute();
    return this.member(id);
  }

  /** Marks a member as removed: the record of what he or she did keeps the name, the tokens end. */
  async removeMember(id: string): Promise<void> {
    const removed = this.time();
    await this.db.updateTable("members").set({ removed }).where("id", "=", id).where("removed", "is", null).execute();
  }

  /** Resolves when the database answers; rejects when it does not. */
  async ping(): Promise<void> {
    await this.db.selectFrom("settings").select("key").limit(1).execute();
  }

  private time(): string {
    return this.now().toISOString();
  }
}

const draftOf = ({ id, title, profile, lang, stage, numbering, created }: Tables["drafts"]): Draft => ({
  id,
  title,
  profile,
  lang,
  stage: stage as Stage,
  numbering: JSON.parse(numbering) as Numbering,
  created,
});

const memberOf = ({ id, draft, name, role, delegation, version }: Tables["members"]): Member => ({
  id,
  draft,
  name,
  role: role as MemberRole,
  delegation,
  version,
});
