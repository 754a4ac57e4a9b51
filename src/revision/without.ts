/** A sequence as it is to all others: without what one delegation proposes. */
import { type Attributes, Delta, type Insert, delegationOf, parseKey } from "../../schema/index.ts";

/**
 * The sequence with everything of a delegation taken out: its insertions, its deletions, its settings. The guard's law
 * G1 says that an entry of that delegation leaves this as it was.
 */
export function without(
  delegation: string,
  runs: Iterable<{ insert: Insert; attributes: Attributes | undefined }>,
): Delta {
  const result = new Delta();
  for (const { insert, attributes } of runs) {
    if (typeof attributes?.ins === "string" && delegationOf(attributes.ins) === delegation) continue;
    const rest: Attributes = {};
    for (const key of Object.keys(attributes ?? {}).sort()) {
      const k = parseKey(key);
      const theirs = (k.kind === "del" || k.kind === "set") && k.delegation === delegation;
      if (!theirs && attributes![key] !== null) rest[key] = attributes![key];
    }
    result.insert(insert as string, rest);
  }
  return result;
}
