/** Ids of paragraph marks: every mark of a draft has one and none has another's. */
import { Delta, MARK, type Op, canonical, runsOf } from "../../schema/index.ts";
import { addTo } from "./ops.ts";

/**
 * The sequence in canonical form, in which marks without an id, and marks whose id stood before, have a fresh one: `p`
 * and the mark's number, with `~` after it where that is taken. The same sequence always gets the same ids.
 */
export function withMarkIds(ops: Iterable<Op>): Delta {
  const runs = [...runsOf(ops)];
  const taken = new Set<unknown>();
  for (const { insert, attributes } of runs) if (insert === MARK) taken.add(attributes?.id);
  const seen = new Set<unknown>();
  const result: Op[] = [];
  let number = 0;
  for (const { insert, attributes } of runs) {
    if (insert !== MARK) {
      addTo(result, insert, canonical(attributes));
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
    addTo(result, MARK, canonical({ ...attributes, id }));
  }
  return new Delta(result as Delta["ops"]);
}
