/**
 * Formats that say nothing: they set what is in force already, or are overruled before anything follows. Yjs leaves some
 * where two insertions meet and where edits cross; a client that writes them on purpose makes the draft heavy for all.
 */
import * as Y from "yjs";
import { type Attributes, sameValue } from "../schema/index.ts";
import type { DraftText } from "../src/collab/draft-text.ts";
import { withFormat } from "../src/collab/effect.ts";

/**
 * How many of `fresh` formats, which the transaction that is running has put in, say nothing. `goes` tells what the same
 * update takes away.
 */
export function idleFormats(text: DraftText, fresh: ReadonlySet<Y.Item>, goes: (id: Y.ID) => boolean): number {
  const start = text.markBefore(fresh);
  let state: Attributes | undefined = start?.attributes;
  /** Keys that a fresh format has set since the last content. */
  const open = new Set<string>();
  let idle = 0;
  let left = fresh.size;
  for (let item = start === null ? text.text._start : start.item.right; item !== null; item = item.right) {
    const isFresh = fresh.has(item);
    if (isFresh) left--;
    if (item.deleted || goes(item.id)) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as { key: string; value: unknown };
      if (open.delete(key)) idle++;
      if (sameValue(state?.[key] ?? null, value)) {
        if (isFresh) idle++;
      } else if (isFresh) open.add(key);
      state = withFormat(state, key, value);
    } else if (item.countable) {
      if (left === 0) break;
      open.clear();
    }
  }
  return idle;
}
