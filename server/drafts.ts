/** Drafts between their store and their rooms: making one, and reading one as a file. */
import { type Change, type ChangeId, type DraftFile, type Op, RUNNING } from "../schema/index.ts";
import { readJson } from "../src/formats/index.ts";
import type { Snapshot } from "./content.ts";
import type { Log, NewEntry } from "./log.ts";
import type { Rooms } from "./rooms.ts";
import { type Draft, type NewDraftRow, type Store, newId } from "./store.ts";
import { titleOf } from "./titles.ts";

export interface NewDraft {
  title?: string | undefined;
  profile?: string | undefined;
  lang?: string | undefined;
  /** A draft file, unread; its profile and language count where none are given. */
  content?: unknown;
}
export type MadeDraft = { ok: true; draft: Draft } | { ok: false; message: string };

/** Makes a draft and writes its first content. The message names the place of what is wrong in a draft file. */
export async function makeDraft(store: Store, rooms: Rooms, given: NewDraft): Promise<MadeDraft> {
  const content = given.content === undefined ? emptyContent(given.title) : readContent(given.content);
  if (!content.ok) return content;
  const { file } = content;
  const { title = titleOf(file) ?? "Untitled draft", profile = file.profile, lang = file.lang } = given;
  const draft = await store.addDraft({ title, profile, lang, numbering: file.numbering ?? RUNNING });
  await orDelete(store, draft, () => rooms.use(draft.id, (room) => room.create(file)));
  return { ok: true, draft };
}

/** Makes a draft whose first entry is there already. Nobody waits for its room: that is opened by who comes first. */
export async function putDraft(store: Store, log: Log, row: NewDraftRow, entry: NewEntry): Promise<Draft> {
  const draft = await store.addDraft(row);
  await orDelete(store, draft, () => log.turn(draft.id, (turn) => turn.append([entry])));
  return draft;
}

/** A draft without text is of no use to anybody. */
async function orDelete(store: Store, draft: Draft, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    await store.deleteDraft(draft.id);
    throw error;
  }
}

/** The draft as a file, at the moment of the snapshot. */
export const fileOf = (draft: Draft, { sequence, changes, comments, proposals }: Snapshot): DraftFile => ({
  format: "plenary-draft",
  version: 1,
  profile: draft.profile,
  lang: draft.lang,
  ...(draft.numbering.policy !== "running" && { numbering: draft.numbering }),
  ops: sequence.ops as Op[],
  changes,
  comments,
  ...(Object.keys(proposals).length > 0 && { proposals }),
});

type Content = { ok: true; file: DraftFile } | { ok: false; message: string };

function readContent(content: unknown): Content {
  let text: string;
  try {
    text = JSON.stringify(content);
  } catch {
    return { ok: false, message: "content: nested too deep" }; // it came as JSON: nothing else can be wrong with it
  }
  const read = readJson(text);
  return read.ok ? { ok: true, file: read.draft } : { ok: false, message: `content ${read.place}: ${read.message}` };
}

/** A draft of one paragraph: its title, which may be empty. */
function emptyContent(title: string | undefined): Content {
  const mark: Op = { insert: "\n", attributes: { id: newId(), role: "title" } };
  const ops = title === undefined ? [mark] : [{ insert: title }, mark];
  const changes: Record<ChangeId, Change> = {};
  return {
    ok: true,
    file: { format: "plenary-draft", version: 1, profile: "itu", lang: "en", ops, changes, comments: {} },
  };
}
