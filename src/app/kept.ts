/**
 * What a draft was called and who I am in it, kept so that the draft opens without a server too; and words that came
 * back, until they are dismissed.
 */
import type { Opened } from "./api.ts";
import { openedOf } from "./api.ts";
import type { Link } from "./link.ts";
import type { Unsent } from "./session.ts";

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

const unsentKey = (link: Link): string => `${keyOf(link)}.unsent`;

export function keepUnsent(link: Link, unsent: readonly Unsent[]): void {
  try {
    if (unsent.length === 0) localStorage.removeItem(unsentKey(link));
    else localStorage.setItem(unsentKey(link), JSON.stringify(unsent));
  } catch {
    // they are then there as long as the page
  }
}

/** What `keepUnsent` wrote for this link. */
export function recallUnsent(link: Link): Omit<Unsent, "id">[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(unsentKey(link)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnsent) : [];
  } catch {
    return [];
  }
}

function isUnsent(value: unknown): value is Omit<Unsent, "id"> {
  const { kind, text, reason } = Object(value) as Record<string, unknown>;
  return (kind === "insert" || kind === "delete") && typeof text === "string" && typeof reason === "string";
}
