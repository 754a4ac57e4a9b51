/** What of an item is its own, rather than a proposal on it or the draft's business: what an edit may give and set. */
import {
  type Attributes,
  type Insert,
  MARK,
  type Setting,
  mayStandOn,
  parseKey,
  sameValue,
} from "../../schema/index.ts";

/** Whether a key is a property that people set: formatting, role, part, level, label. Ids and agreements are not. */
export function isProperty(key: string): boolean {
  const k = parseKey(key);
  return k.kind === "format" || (k.kind === "mark" && k.name !== "id" && k.name !== "agreed");
}

/** The properties among `attributes` that may stand on this item. */
export function properties(insert: Insert, attributes: Attributes | undefined): Attributes {
  const result: Attributes = {};
  for (const key in attributes) {
    if (isProperty(key) && mayStandOn(key, insert === MARK)) result[key] = attributes[key];
  }
  return result;
}

/** Whether a setting that stands on an item proposes this value. */
export const proposes = (setting: unknown, value: unknown): boolean =>
  setting !== undefined && sameValue((setting as Setting).value, value);
