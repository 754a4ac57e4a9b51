/** The structure that a drafter thinks in, derived from the sequence: sections under calls, items under items. */
import { type Delta } from "./sequence.ts";
import { type Paragraph, idOf, levelOf, paragraphs, partOf, roleOf } from "./paragraphs.ts";
import { labelPairs, labelsOf, partOfCall } from "./labels.ts";
import { type Labelling, PLAIN_LABELLING } from "./numbering.ts";
import type { Part } from "./attributes.ts";
import type { View } from "./view.ts";

export interface Item {
  id: string;
  /** Null where the item has none: the only item of its section, or a paragraph that is not an item. */
  label: string | null;
  level: number;
  text: string;
  items: Item[];
}
export interface Section {
  id: string;
  call: string;
  items: Item[];
}
export interface Annex {
  id: string;
  number: string;
  title: string;
  items: Item[];
}
export interface Resolution {
  number: string;
  title: string;
  history: string;
  opening: string;
  preamble: Section[];
  operative: Section[];
  annexes: Annex[];
}

/**
 * The outline of a draft in a view. A call can repeat and its addressee is free text, so sections are told apart by the
 * id of the call's mark. Text before the first call stands in a section with an empty call, and so does each part where
 * the profile has no calls. In the redline an item has the label of the final, or that of the original where the final has none.
 */
export function outline(sequence: Delta, view: View = "final", labelling: Labelling = PLAIN_LABELLING): Resolution {
  const list = paragraphs(sequence, view);
  const labels =
    view === "redline"
      ? labelPairs(sequence, labelling).map(({ original, final }) => final ?? original)
      : labelsOf(sequence, view, labelling, list);
  const heads: Record<"number" | "title" | "history" | "opening", string[]> = {
    number: [],
    title: [],
    history: [],
    opening: [],
  };
  const result: Resolution = {
    number: "",
    title: "",
    history: "",
    opening: "",
    preamble: [],
    operative: [],
    annexes: [],
  };
  let part: Part = "preamble";
  let current: { items: Item[] } | null = null;
  const stack: Item[] = [];
  const open = <T extends { items: Item[] }>(into: T[], section: T) => {
    into.push(section);
    current = section;
    stack.length = 0;
  };

  list.forEach((paragraph, i) => {
    const { text, mark } = paragraph;
    const role = roleOf(mark);
    switch (role) {
      case "number":
      case "title":
      case "history":
      case "opening":
        heads[role].push(text);
        return;
      case "call":
        part = partOfCall(mark, text, part);
        return open(result[part], { id: idOf(mark), call: text, items: [] });
      case "annex-number":
        return open(result.annexes, { id: idOf(mark), number: text, title: "", items: [] });
      case "annex-title": {
        const annex = result.annexes.at(-1);
        if (annex !== undefined && annex.title === "") annex.title = text;
        else open(result.annexes, { id: idOf(mark), number: "", title: text, items: [] });
        return;
      }
      case "item":
      case "text":
      case "heading":
      case "footnote":
      case "proposal":
      case "reasons":
    }
    const stated = role === "item" && !labelling.profile.calls ? partOf(mark) : null;
    const moves = stated !== null && stated !== part && result.annexes.length === 0;
    part = stated ?? part;
    if (current === null || moves) open(result[part], { id: "", call: "", items: [] });
    place(itemOf(paragraph, labels[i]!), stack, current!.items);
  });
  for (const role of ["number", "title", "history", "opening"] as const) result[role] = heads[role].join("\n");
  return result;
}

const itemOf = ({ mark, text }: Paragraph, label: string | null): Item => ({
  id: idOf(mark),
  label,
  level: roleOf(mark) === "item" ? levelOf(mark) : 0,
  text,
  items: [],
});

function place(item: Item, stack: Item[], top: Item[]): void {
  while (stack.length > 0 && stack.at(-1)!.level >= item.level) stack.pop();
  (stack.at(-1)?.items ?? top).push(item);
  stack.push(item);
}
