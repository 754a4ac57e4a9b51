/** The demonstration: two drafts for an empty store, and the links that open them. */
import { readFileSync } from "node:fs";
import type { Access } from "./access.ts";
import { type Database, readSetting, settle } from "./database.ts";
import { makeDraft } from "./drafts.ts";
import { linkOf } from "./member-routes.ts";
import type { Rooms } from "./rooms.ts";
import type { NewMember, Store } from "./store.ts";

/** Setting that holds the ids of the demonstration drafts as JSON. */
const SETTING = "demo";
const FILES = ["resolution-130.json", "resolution-50.json"];

/** In the order in which their links are shown. The delegates are those who wrote the changes of Resolution 130. */
const MEMBERS: NewMember[] = [
  { name: "Helena Marsh", role: "chair", delegation: "CHAIR" },
  { name: "Marian Okafor", role: "delegate", delegation: "USA" },
  { name: "Amina Castellane", role: "delegate", delegation: "F" },
  { name: "Tomás Rivera", role: "secretary", delegation: "SEC" },
  { name: "Mei Tanaka", role: "observer", delegation: "OBSERVER" },
];

export interface DemoOptions {
  db: Database;
  store: Store;
  rooms: Rooms;
}

/** Fills a store that has no drafts with the two demonstration drafts and their members; a filled one is left alone. */
export async function seedDemo({ db, store, rooms }: DemoOptions): Promise<void> {
  if ((await store.drafts()).length > 0 || (await readSetting(db, SETTING)) !== null) return;
  const ids: string[] = [];
  for (const file of FILES) {
    const content: unknown = JSON.parse(readFileSync(new URL(`../examples/${file}`, import.meta.url), "utf8"));
    const made = await makeDraft(store, rooms, { content });
    if (!made.ok) throw new Error(`examples/${file}: ${made.message}`);
    for (const member of MEMBERS) await store.addMember(made.draft.id, member);
    ids.push(made.draft.id);
  }
  await settle(db, SETTING, JSON.stringify(ids));
}

export interface DraftLinks {
  draft: string;
  title: string;
  links: { who: string; path: string }[];
}

/** The links of the demonstration drafts that are still there, for the terminal. */
export async function demoLinks(db: Database, store: Store, access: Access): Promise<DraftLinks[]> {
  const ids = JSON.parse((await readSetting(db, SETTING)) ?? "[]") as string[];
  const lists = await Promise.all(ids.map((id) => linksOf(id, store, access)));
  return lists.filter((list) => list !== null);
}

const ORDER = MEMBERS.map(({ delegation }) => delegation);
/** Whoever is not of the demonstration comes last. */
const placeOf = (delegation: string): number => (ORDER.includes(delegation) ? ORDER.indexOf(delegation) : ORDER.length);

/** The links of all members of a draft, chair first; null when there is no such draft. */
export async function linksOf(id: string, store: Store, access: Access): Promise<DraftLinks | null> {
  const draft = await store.draft(id);
  if (draft === null) return null;
  const members = (await store.members(id)).sort((a, b) => placeOf(a.delegation) - placeOf(b.delegation));
  const links = await Promise.all(
    members.map(async (member) => ({
      who: member.role === "delegate" ? `${member.delegation} (${member.name})` : `${member.role} (${member.name})`,
      path: linkOf(id, await access.token(member)),
    })),
  );
  return { draft: id, title: draft.title, links };
}
