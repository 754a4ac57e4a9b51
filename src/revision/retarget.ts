/**
 * Objects of a redline that lead somewhere. A paragraph of the new text may have another id in it, its own being taken or
 * that of the old text kept; and then what refers to it has to lead there too.
 */
import {
  type ChangeId,
  Delta,
  MARK,
  type Op,
  deletionKey,
  idOf,
  originOf,
  runsOf,
  settled,
} from "../../schema/index.ts";
import { finderIn, ledTo, placeOf } from "./places.ts";
import { isOfDraft } from "./tokens.ts";

interface Retargeting {
  /** The ids that the paragraphs of the new text have in the redline, by their own. */
  ids: ReadonlyMap<string, string>;
  /** The ids that the objects standing in the redline's final text lead to in the new text, in order; null where that is settled. */
  led: readonly (string | null)[];
  delegation: string;
  fresh(): ChangeId;
}

/**
 * The redline with objects that lead in its final text to where they lead in the new text. What was put in is altered,
 * what stays is replaced.
 */
export function retargeted(redline: Delta, { ids, led, delegation, fresh }: Retargeting): Delta {
  const struck = deletionKey(delegation);
  const standing = standingIn(redline, struck);
  const find = finderIn(standing);
  const leads = (id: string) => {
    const at = find(id);
    return at === undefined ? id : standing[at]!;
  };
  const result = new Delta();
  let n = 0;
  for (const { insert, attributes = {} } of runsOf(redline.ops as Op[])) {
    const here = placeOf(insert);
    const there = here === null || attributes[struck] !== undefined ? null : led[n++]!;
    const target = there === null ? null : (ids.get(there) ?? ids.get(originOf(there)) ?? there);
    if (target === null || leads(here!) === target) result.insert(insert as string, attributes);
    else if (attributes.ins !== undefined) result.insert(ledTo(insert, target) as string, attributes);
    else {
      const change = fresh();
      result.insert(insert as string, { ...settled(attributes, () => false), [struck]: change });
      const own = Object.entries(settled(attributes, () => true) ?? {}).filter(([key]) => !isOfDraft(insert, key));
      result.insert(ledTo(insert, target) as string, { ...Object.fromEntries(own), ins: change });
    }
  }
  return result;
}

/** The ids of the paragraphs that the final text has. */
const standingIn = (redline: Delta, struck: string): string[] =>
  [...runsOf(redline.ops as Op[])].flatMap(({ insert, attributes = {} }) =>
    insert === MARK && attributes[struck] === undefined ? [idOf(attributes)] : [],
  );
