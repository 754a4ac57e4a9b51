/** What our own writer adds to a document (namespace `plenary`), so that reading it back gives the draft that it was. */
import { type Attributes, type Insert, delegationOf, isChange, parseKey } from "../../../schema/index.ts";
import { sayObject } from "../blocks.ts";
import { mayBeKept } from "../json/draft-file.ts";
import type { Revision } from "../reading/paragraph.ts";
import type { Around } from "./story.ts";
import { type Element, textIn } from "./xml.ts";

/** The author of what nobody proposed: labels and what references show follow from the changes of the whole text. */
const NUMBERING = "Numbering";

/** The deletions of others that Word has no place for, on the element of the first. */
export const alsoDeleted = ({ attributes }: Element): Revision[] =>
  (attributes["plenary:also"] ?? "")
    .split(" ")
    .filter(isChange)
    .map((change) => ({
      author: delegationOf(change),
      date: attributes["w:date"] ?? "",
      move: null,
      change,
      by: null,
    }));

/**
 * What a later version says of words or of a paragraph, which is kept (S9): nothing that this version knows, and no more
 * than a draft may hold. Undefined where it says something else.
 */
export function moreIn({ attributes }: Element): Attributes | null | undefined {
  const json = attributes["plenary:more"];
  if (json === undefined) return null;
  let more: unknown;
  try {
    more = json.length > MOST_MORE ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof more !== "object" || more === null || Array.isArray(more) || !mayBeKept(more)) return undefined;
  return Object.keys(more).every((key) => parseKey(key).kind === "unknown") ? (more as Attributes) : undefined;
}
const MOST_MORE = 4096;

const SIGNS: Record<string, string> = { "w:tab": "\t", "w:br": "\n" };
const wordsOf = ({ elements }: Element): string =>
  elements.map((child) => (child.name === "w:t" ? textIn(child) : (SIGNS[child.name] ?? ""))).join("");

/** What the runs of a paragraph say that are in no revision. */
export const lineIn = ({ elements }: Element): string =>
  elements
    .filter(({ name }) => name === "w:r")
    .map(wordsOf)
    .join("");

/** The object that a run has shown as words; null where it has shown none, or the words are others by now. */
export function objectIn(run: Element): Insert | null {
  const json = run.attributes["plenary:object"];
  if (json === undefined || json.length > 1024) return null;
  let insert: unknown;
  try {
    insert = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof insert !== "object" || insert === null || Array.isArray(insert)) return null;
  const [key, ...more] = Object.keys(insert);
  const isPlain = key !== undefined && more.length === 0 && !["__proto__", "constructor", "prototype"].includes(key);
  if (!isPlain || typeof (insert as Record<string, unknown>)[key] === "object") return null;
  return COUNTED.has(key) || textIn(run) === sayObject(insert as Record<string, unknown>) ? (insert as Insert) : null;
}
/** What these show is the number or the label of another paragraph. */
const COUNTED = new Set(["ref", "footnote"]);

/**
 * The revisions around an object without those by which what it shows was counted anew; null for the one that was
 * struck in doing so.
 */
export function withoutCounting(around: Around): Around | null {
  if (around.dels.some(isCounted)) return null;
  return around.ins !== null && isCounted(around.ins) ? { ...around, ins: null } : around;
}

/** Whether a revision is one of labels, and of what references show. */
export const isCounted = ({ author, change }: Revision): boolean => author === NUMBERING && change === null;
