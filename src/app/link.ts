/** The link to a draft: `#/d/<draft>/<token>`. After `#`, so that the token reaches no server's records. */
export interface Link {
  id: string;
  token: string;
}

/** The link in an address' hash; null when there is none. */
export function readLink(hash: string): Link | null {
  const found = /^#\/d\/([^/]+)\/([^/]+)\/?$/.exec(hash);
  if (found === null) return null;
  try {
    return { id: decodeURIComponent(found[1]!), token: decodeURIComponent(found[2]!) };
  } catch {
    return null; // a broken escape
  }
}
