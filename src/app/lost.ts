/**
 * What is lost when the server will not take a client's updates: found by merging both documents, so that it stands
 * where it was written, whatever others did meanwhile.
 */
import * as Y from "yjs";
import { type ChangeId, Delta, MARK, type Op, delegationOf, deletionKey, plainText } from "../../schema/index.ts";
import { track } from "../revision/index.ts";

/** Words that somebody wrote, or wanted to strike. */
export interface Words {
  kind: "insert" | "delete";
  text: string;
}

/** The edit of the server's text that `local` holds and the server does not. */
export function lostEdit(server: Y.Doc, local: Y.Doc): Delta {
  const both = new Y.Doc();
  Y.applyUpdate(both, Y.encodeStateAsUpdate(server));
  let edit = new Delta();
  both.getText("draft").observe(({ delta }) => {
    edit = edit.compose(new Delta(delta as Op[]));
  });
  Y.applyUpdate(both, Y.encodeStateAsUpdate(local, Y.encodeStateVector(server)));
  both.destroy();
  return edit.chop();
}

/** The words of an edit of `sequence`, as a delegation wrote or struck them: one entry for each place. */
export function wordsOf(sequence: Delta, edit: Delta, delegation: string): Words[] {
  const struck = deletionKey(delegation);
  const words: Words[] = [];
  let last: Words["kind"] | null = null;
  let at = 0;
  const add = (kind: Words["kind"], ops: readonly Op[]) => {
    const text = plainText(ops as Op[]);
    if (last === kind) words.at(-1)!.text += text;
    else words.push({ kind, text });
    last = kind;
  };
  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) {
      add("insert", [op]);
      continue;
    }
    const length = op.delete ?? (op.retain as number);
    const ops = sequence.slice(at, at + length).ops as Op[];
    at += length;
    const strikes = op.attributes?.[struck] !== undefined && op.attributes[struck] !== null;
    if (op.delete !== undefined || strikes) add("delete", ops);
    else last = null;
  }
  return tidy(words);
}

/** What a client wrote that comes after `known`, the clocks of what the server has for certain. */
export function wordsAfter(text: Y.Text, known: ReadonlyMap<number, number>): Words[] {
  const client = text.doc!.clientID;
  const from = known.get(client) ?? 0;
  const words: Words[] = [];
  let goesOn = false;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const own = item.id.client === client && item.id.clock + item.length > from;
    if (own && item.content instanceof Y.ContentString) {
      const fresh = item.content.str.slice(Math.max(0, from - item.id.clock));
      if (goesOn) words.at(-1)!.text += fresh;
      else words.push({ kind: "insert", text: fresh });
    }
    goesOn = own;
  }
  return tidy(words);
}

/** The words of a message that brings some back, and why; none of one that has another form. */
export function returnedOf(message: string): { words: Words[]; reason: string } {
  let body: unknown;
  try {
    body = JSON.parse(message);
  } catch {
    body = null;
  }
  const { words, reason } = Object(body) as Record<string, unknown>;
  const isWords = (each: unknown): each is Words => {
    const { kind, text } = Object(each) as Record<string, unknown>;
    return (kind === "insert" || kind === "delete") && typeof text === "string";
  };
  return { words: Array.isArray(words) ? words.filter(isWords) : [], reason: String(reason ?? "") };
}

const tidy = (words: Words[]): Words[] =>
  words.map(({ kind, text }) => ({ kind, text: text.replaceAll(MARK, "\n").trim() })).filter(({ text }) => text !== "");

/**
 * The lost edit as proposals, to be written on the server's text: what would have deleted adopted words proposes to
 * delete them. Ids of the delegation's own insertions stay; where one has been decided, the server gives another.
 */
export function replayed(sequence: Delta, edit: Delta, delegation: string): Delta {
  const unique = Math.random().toString(36).slice(2, 10);
  let marks = 0;
  return track(sequence, edit, {
    delegation,
    change: `${delegation}:${unique}`,
    owns: (change: ChangeId) => delegationOf(change) === delegation,
    markId: () => `${unique}-${++marks}`,
    history: true,
  });
}
