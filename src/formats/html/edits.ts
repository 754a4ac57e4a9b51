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

/** What an element says beside the text: texts of the draft file, and all other words, piece by piece. */
export function besideIn(element: HtmlElement): { said: Said[]; others: string[] } {
  const said: Said[] = [];
  const others: string[] = [];
  // What stands in a text is of that text: taken again, a few elements in each other would be many texts.
  const visit = (node: HtmlElement): void => {
    const fields = FIELDS.flatMap(({ attribute, of, says }) => {
      const key = node.getAttribute(attribute);
      return key === null ? [] : [{ of, key, says }];
    });
    if (fields.length > 0) {
      const words = textOf(node);
      said.push(...fields.map((field) => ({ ...field, words })));
      return;
    }
    const words = tidy(node.nodeType === 3 ? (node.nodeValue ?? "") : "");
    if (words !== "") others.push(words);
    for (const child of node.childNodes) visit(child);
  };
  visit(element);
  return { said, others };
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
function joined(said: Iterable<Said>): Said[] {
  const texts = new Map<string, { said: Said; parts: Map<string, string> }>();
  for (const each of said) {
    const id = `${each.of} ${each.says} ${each.key}`;
    const text = texts.get(id) ?? { said: each, parts: new Map<string, string>() };
    texts.set(id, text);
    if (!text.parts.has(tidy(each.words))) text.parts.set(tidy(each.words), each.words.trim());
  }
  return [...texts.values()].map(({ said, parts }) => ({ ...said, words: [...parts.values()].join("\n") }));
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
