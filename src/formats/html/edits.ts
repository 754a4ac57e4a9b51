/** What of a draft's texts was edited on a page of ours where it stands beside the text: comments, titles, reasons. */
import { showable } from "../page.ts";
import { type HtmlElement, textOf } from "./tree.ts";

/** What is said of what, by the attribute that holds its key in the draft file. */
const FIELDS = [
  { attribute: "data-comment", of: "comments", says: "text" },
  { attribute: "data-reason", of: "changes", says: "reason" },
  { attribute: "data-reasons", of: "proposals", says: "reasons" },
  { attribute: "data-title", of: "proposals", says: "title" },
] as const;
export type FieldName = (typeof FIELDS)[number]["attribute"];

/** Words of the page that are a text of the draft file. */
export interface Said {
  of: (typeof FIELDS)[number]["of"];
  key: string;
  says: string;
  words: string;
}

/** What a page says beside the text, in an element that is no text itself. */
export function* saidIn(element: HtmlElement): Generator<Said> {
  for (const { attribute, of, says } of FIELDS) {
    const key = element.getAttribute(attribute);
    if (key !== null) yield { of, key, says, words: textOf(element) };
  }
  for (const child of element.childNodes) yield* saidIn(child);
}

/** The words in an element that are no text of the draft file, piece by piece. */
export function* othersIn(element: HtmlElement): Generator<string> {
  if (FIELDS.some(({ attribute }) => element.getAttribute(attribute) !== null)) return;
  const words = tidy(element.nodeType === 3 ? (element.nodeValue ?? "") : "");
  if (words !== "") yield words;
  for (const child of element.childNodes) yield* othersIn(child);
}

/** Sets a draft's texts to what the page says now; those that are as they were keep what no page can show. */
export function setEdited(head: Record<string, unknown>, said: Iterable<Said>): void {
  for (const { of, key, says, words } of joined(said)) {
    const entry = fieldOf(fieldOf(head, of), key);
    const text = fieldOf(entry, says);
    if (typeof text !== "string" || tidy(showable(text)) === tidy(words)) continue;
    (entry as Record<string, unknown>)[says] = words.trim();
  }
}

/** Editors that split a line, or copy one, leave the key on both parts: together they are the text. */
function joined(said: Iterable<Said>): Iterable<Said> {
  const texts = new Map<string, Said>();
  for (const each of said) {
    const id = `${each.of} ${each.says} ${each.key}`;
    const before = texts.get(id);
    if (before === undefined) texts.set(id, each);
    else if (tidy(before.words) !== tidy(each.words))
      texts.set(id, { ...before, words: `${before.words.trim()}\n${each.words.trim()}` });
  }
  return texts.values();
}

/** Comments of the draft file that the page does not show any more. */
export function notShown(head: Record<string, unknown>, said: readonly Said[]): string[] {
  const shown = new Set(said.filter(({ of }) => of === "comments").map(({ key }) => key));
  const { comments } = head;
  return Object.keys(typeof comments === "object" && comments !== null ? comments : {}).filter(
    (key) => !shown.has(key),
  );
}

const fieldOf = (object: unknown, key: string): unknown =>
  typeof object === "object" && object !== null && Object.hasOwn(object, key)
    ? (object as Record<string, unknown>)[key]
    : undefined;

export const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();
