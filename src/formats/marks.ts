/** Ids of paragraph marks: every mark of a draft has one and none has another's. */
import { Delta, MARK, type Op, canonical, runsOf } from "../../schema/index.ts";

/**
 * The sequence in canonical form, in which marks without an id, and marks whose id stood before, have a fresh one: `p`
 * and the mark's number, with `~` after it where that is taken. The same sequence always gets the same ids.
 */
export function withMarkIds(ops: Iterable<Op>): Delta {
  const runs = [...runsOf(ops)];
  const taken = new Set<unknown>();
  for (const { insert, attributes } of runs) if (insert === MARK) taken.add(attributes?.id);
  const seen = new Set<unknown>();
  const result = new Delta();
  let number = 0;
  for (const { insert, attributes } of runs) {
    if (insert !== MARK) {
      result.insert(insert as string, canonical(attributes));
      continue;
    }
    number += 1;
    let id = attributes?.id;
    if (typeof id !== "string" || seen.has(id)) {
      id = `p${number}`;
      while (taken.has(id)) id = `${id as string}~`;
      taken.add(id);
    }
    seen.add(id);
    result.insert(MARK, canonical({ ...attributes, id }));
  }
  return result;
}
