/** How many ids a message names; the answer or the panel has them all. */
const NAMED = 20;

/** Ids in a message. */
export const named = (ids: readonly string[]): string =>
  ids.length > NAMED ? `${ids.slice(0, NAMED).join(", ")} and ${ids.length - NAMED} more` : ids.join(", ");
