/**
 * Colours of delegations: the same everywhere (editor, panel, carets, exports). The colour is an index into a palette
 * that each medium defines for itself, light and dark.
 */
export const PALETTE_SIZE = 12;

/** The palette index of a delegation, stable over time and machines. */
export function colourOf(delegation: string): number {
  let hash = 7;
  for (let i = 0; i < delegation.length; i++) hash = (hash * 31 + delegation.charCodeAt(i)) >>> 0;
  return hash % PALETTE_SIZE;
}
