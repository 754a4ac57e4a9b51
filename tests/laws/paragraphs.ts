/** Whether pending text has kept a paragraph (S5, S10), seen from outside: by items that carry numbers. */
import { type Attributes, Delta, MARK, type Op, itemsOf } from "../../schema/index.ts";

/** Unknown, so it stays where it is whatever happens (S9). */
const NUMBER = "x-number";

/** The draft with a number on each of its items. */
export function numbered(draft: Delta): Delta {
  const result = new Delta();
  let n = 0;
  for (const { insert, attributes } of itemsOf(draft.ops as Op[]))
    result.insert(insert as string, { ...attributes, [NUMBER]: n++ });
  return result;
}

/**
 * The pending text that has slid to the head of another paragraph: no adopted word stands before it, and between it and
 * the next adopted item stood a mark that went.
 */
export function slid(before: Delta, after: Delta): string {
  const numberOf = (attributes: Attributes | undefined) => attributes?.[NUMBER] as number | undefined;
  const stand = new Set([...itemsOf(after.ops as Op[])].map(({ attributes }) => numberOf(attributes)));
  const gone = [...itemsOf(before.ops as Op[])].flatMap(({ insert, attributes }) =>
    insert === MARK && !stand.has(numberOf(attributes)) ? numberOf(attributes)! : [],
  );
  let found = "";
  let head: { insert: unknown; at: number }[] | null = []; // the pending text that a paragraph begins with, while it does
  for (const { insert, attributes } of itemsOf(after.ops as Op[])) {
    const at = numberOf(attributes);
    if (attributes?.ins === undefined) {
      for (const text of head ?? [])
        if (at !== undefined && gone.some((mark) => text.at < mark && mark < at)) found += text.insert;
      head = null;
    } else if (at !== undefined) head?.push({ insert, at });
    if (insert === MARK) head = [];
  }
  return found;
}
