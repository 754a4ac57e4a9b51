/** What a draft was called and who I am in it, kept so that the draft opens without a server too. */
import type { Opened } from "./api.ts";
import { openedOf } from "./api.ts";
import type { Link } from "./link.ts";

/** Not the token itself, which would outlive the link's owner in the store: a number that it leads to. */
function keyOf({ id, token }: Link): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193) >>> 0;
  return `plenary.draft.${id}.${hash.toString(16)}`;
}

export function keep(link: Link, { draft, me }: Opened): void {
  try {
    localStorage.setItem(keyOf(link), JSON.stringify({ ...draft, me }));
  } catch {
    // storage is closed to this page: the draft then opens with a server only
  }
}

/** What `keep` wrote for this link; null when there is nothing. */
export function recall(link: Link): Opened | null {
  try {
    const kept = localStorage.getItem(keyOf(link));
    return kept === null ? null : openedOf(JSON.parse(kept));
  } catch {
    return null;
  }
}
