/** Drafts between their store and their rooms: making one, and reading one as a file. */
import { type Change, type ChangeId, Delta, type DraftFile, type Op, RUNNING, outline } from "../schema/index.ts";
import { readJson } from "../src/formats/index.ts";
import type { Snapshot } from "./content.ts";
import type { Rooms } from "./rooms.ts";
import { type Draft, type Store, newId } from "./store.ts";

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
  const draft = await store.addDraft({
    title: given.title ?? titleOf(file),
    profile: given.profile ?? file.profile,
    lang: given.lang ?? file.lang,
    numbering: file.numbering ?? RUNNING,
  });
  try {
    const { ops, changes, comments, proposals } = file;
    await rooms.use(draft.id, (room) => room.create({ ops, changes, comments, ...(proposals && { proposals }) }));
  } catch (error) {
    await store.deleteDraft(draft.id); // a draft without text is of no use to anybody
    throw error;
  }
  return { ok: true, draft };
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

const MAX_TITLE = 300;

/** Number and title as the text has them, for lists. */
function titleOf(file: DraftFile): string {
  const { number, title } = outline(new Delta(file.ops as Delta["ops"]), "final");
  const words = [number, title].map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  return words.join(" – ").slice(0, MAX_TITLE) || "Untitled draft";
}
