/**
 * References of a redline. A paragraph of the new text may have another id in it, its own being taken or that of the old
 * text kept; and then what refers to it has to lead there too.
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  type Op,
  deletionKey,
  originOf,
  referenceOf,
  runsOf,
  settled,
} from "../../schema/index.ts";
import { isOfDraft } from "./tokens.ts";

interface Retargeting {
  /** The ids that the paragraphs of the new text have in the redline, by their own, in the order of the new text. */
  ids: ReadonlyMap<string, string>;
  delegation: string;
  fresh(): ChangeId;
}

/**
 * The redline with references that lead in its final text to where they lead in the new text. What was put in is altered,
 * what stays is replaced.
 */
export function retargeted(redline: Delta, { ids, delegation, fresh }: Retargeting): Delta {
  const struck = deletionKey(delegation);
  const leads = leadsOf(ids);
  const targetFor = (insert: Insert, attributes: Attributes): string | null => {
    const id = attributes[struck] === undefined ? referenceOf(insert) : null;
    if (id === null) return null;
    const target = ids.get(id) ?? ids.get(originOf(id)) ?? id;
    return leads(id) === target ? null : target;
  };
  const result = new Delta();
  for (const { insert, attributes = {} } of runsOf(redline.ops as Op[])) {
    const ref = targetFor(insert, attributes);
    if (ref === null) {
      result.insert(insert as string, attributes);
      continue;
    }
    const altered = { ...(insert as Record<string, unknown>), ref };
    if (attributes.ins !== undefined) result.insert(altered, attributes);
    else {
      const change = fresh();
      result.insert(insert as string, { ...settled(attributes, () => false), [struck]: change });
      const own = Object.entries(settled(attributes, () => true) ?? {}).filter(([key]) => !isOfDraft(insert, key));
      result.insert(altered, { ...Object.fromEntries(own), ins: change });
    }
  }
  return result;
}

/** Where a reference to an id leads in the final text: to that paragraph, else to the first that was once that one. */
function leadsOf(ids: ReadonlyMap<string, string>): (id: string) => string {
  const standing = new Set(ids.values());
  const copies = new Map<string, string>();
  for (const id of standing) if (!copies.has(originOf(id))) copies.set(originOf(id), id);
  return (id) => (standing.has(id) ? id : (copies.get(id) ?? id));
}
