/**
 * The attributes that items of a sequence carry: names, forms, and on which item each may stand.
 * Everything that reads or writes an attribute goes through this file, so the closed list exists once.
 */

export type Attributes = Record<string, unknown>;
/** `<delegation>:<unique>`, for instance `USA:k3f9-12`. */
export type ChangeId = string;
/** A proposed change of one attribute. Flat, because Yjs compares format values one level deep. */
export interface Setting {
  change: ChangeId;
  /** The proposed value; null proposes to take the attribute away. */
  value: string | number | boolean | null;
}

export const DELEGATION = /^[A-Z][A-Z0-9-]{0,15}$/;
export const CHANGE = /^[A-Z][A-Z0-9-]{0,15}:[\w.-]{1,64}$/;
export const ID = /^[\w.~-]{1,80}$/;

export const ROLES = [
  "number",
  "title",
  "history",
  "opening",
  "call",
  "item",
  "text",
  "heading",
  "annex-number",
  "annex-title",
  "footnote",
  "proposal",
  "reasons",
] as const;
export type Role = (typeof ROLES)[number];
export type Part = "preamble" | "operative";

/** Formatting, on text and embeds only. */
export const FORMATS = ["em", "strong", "sup", "sub", "underline"] as const;
export type Format = (typeof FORMATS)[number];
/** Attributes of a paragraph mark. */
export const MARK_ATTRIBUTES = ["id", "role", "part", "level", "label", "agreed"] as const;
/** What a delegation may propose to set on a paragraph mark; `id` is fixed, `agreed` is the chair's. */
export const SETTABLE_ON_MARK = ["role", "part", "level", "label"] as const;

export const MAX_LEVEL = 4;

export type Key =
  | { kind: "ins" }
  | { kind: "del"; delegation: string }
  | { kind: "set"; delegation: string; attribute: string }
  | { kind: "comment"; thread: string }
  | { kind: "format"; name: Format }
  | { kind: "mark"; name: (typeof MARK_ATTRIBUTES)[number] }
  | { kind: "unknown" };

export const deletionKey = (delegation: string): string => `del:${delegation}`;
export const settingKey = (delegation: string, attribute: string): string => `set:${delegation}:${attribute}`;

const parsed = new Map<string, Key>();

/** What a key means. An unknown key is kept wherever it stands (S9) and never acted upon. */
export function parseKey(key: string): Key {
  let found = parsed.get(key);
  if (found === undefined) {
    found = parseKeyAfresh(key);
    if (parsed.size < 4096) parsed.set(key, found); // keys come from outside: the cache must not grow without end
  }
  return found;
}

function parseKeyAfresh(key: string): Key {
  if (key === "ins") return { kind: "ins" };
  if ((FORMATS as readonly string[]).includes(key)) return { kind: "format", name: key as Format };
  if ((MARK_ATTRIBUTES as readonly string[]).includes(key))
    return { kind: "mark", name: key as (typeof MARK_ATTRIBUTES)[number] };
  const [head, delegation = "", attribute, ...rest] = key.split(":");
  if (head === "del" && attribute === undefined && DELEGATION.test(delegation)) return { kind: "del", delegation };
  if (head === "cmt" && attribute === undefined && ID.test(delegation)) return { kind: "comment", thread: delegation };
  if (head === "set" && attribute !== undefined && rest.length === 0 && DELEGATION.test(delegation)) {
    const settable: readonly string[] = [...SETTABLE_ON_MARK, ...FORMATS];
    if (settable.includes(attribute)) return { kind: "set", delegation, attribute };
  }
  return { kind: "unknown" };
}

/** Whether a key records somebody's proposal (`ins`, `del:`, `set:`) rather than a property of the text itself. */
export function isRevisionKey(key: string): boolean {
  const kind = parseKey(key).kind;
  return kind === "ins" || kind === "del" || kind === "set";
}

/** The delegation that a change belongs to: what stands before the colon. */
export const delegationOf = (change: ChangeId): string => change.slice(0, change.indexOf(":"));

/** Whether `key` may stand on a paragraph mark (`onMark`) or on text and embeds. Unknown keys may stand anywhere. */
export function mayStandOn(key: string, onMark: boolean): boolean {
  const k = parseKey(key);
  switch (k.kind) {
    case "mark":
      return onMark;
    case "format":
    case "comment":
      return !onMark;
    case "set":
      return (SETTABLE_ON_MARK as readonly string[]).includes(k.attribute) === onMark;
    case "ins":
    case "del":
    case "unknown":
      return true;
  }
}

/** Why `value` is not of the form that `key` asks for, or null when it is. Unknown keys are reported as such. */
export function faultOf(key: string, value: unknown): string | null {
  const k = parseKey(key);
  switch (k.kind) {
    case "ins":
      return isChange(value) ? null : `${key}: not a change id`;
    case "del":
      return isChange(value) && delegationOf(value) === k.delegation ? null : `${key}: not a change of ${k.delegation}`;
    case "set":
      return faultOfSetting(key, k, value);
    case "comment":
      return value === true ? null : `${key}: must be true`;
    case "format":
      return value === true ? null : `${key}: must be true`;
    case "mark":
      return faultOfMarkAttribute(k.name, value);
    case "unknown":
      return `${key.slice(0, 40)}: not an attribute of a draft`;
  }
}

function faultOfSetting(key: string, k: Key & { kind: "set" }, value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${key}: must be {change, value}`;
  const names = Object.keys(value);
  if (names.length !== 2 || !names.includes("change") || !names.includes("value"))
    return `${key}: must be {change, value}`;
  const { change, value: proposed } = value as Setting;
  if (!isChange(change) || delegationOf(change) !== k.delegation) return `${key}: not a change of ${k.delegation}`;
  return proposed === null ? null : faultOf(k.attribute, proposed);
}

function faultOfMarkAttribute(name: (typeof MARK_ATTRIBUTES)[number], value: unknown): string | null {
  switch (name) {
    case "id":
    case "agreed":
      return typeof value === "string" && ID.test(value) ? null : `${name}: must match ${ID.source}`;
    case "role":
      return (ROLES as readonly unknown[]).includes(value) ? null : `role: not a role`;
    case "part":
      return value === "preamble" || value === "operative" ? null : "part: preamble or operative";
    case "level":
      return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_LEVEL
        ? null
        : `level: 0 to ${MAX_LEVEL}`;
    case "label":
      return typeof value === "string" && value.length > 0 && value.length <= 32 ? null : "label: 1 to 32 characters";
  }
}

export const isChange = (value: unknown): value is ChangeId => typeof value === "string" && CHANGE.test(value);

/** Attributes with keys in order and nulls dropped, so that equal attributes are equal as JSON; undefined when empty. */
export function canonical(attributes: Attributes | undefined): Attributes | undefined {
  if (attributes === undefined) return undefined;
  const keys = Object.keys(attributes).filter((key) => attributes[key] !== null && attributes[key] !== undefined);
  if (keys.length === 0) return undefined;
  keys.sort();
  const result: Attributes = {};
  for (const key of keys) result[key] = attributes[key];
  return result;
}

/** Whether two attribute values are equal; objects are compared one level deep, as Yjs does. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b || ((a === null || a === undefined) && (b === null || b === undefined))) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => (a as Attributes)[key] === (b as Attributes)[key] && Object.hasOwn(b, key));
}

export function sameAttributes(a: Attributes | undefined, b: Attributes | undefined): boolean {
  if (a === b) return true;
  for (const key in a) if (!sameValue(a[key], b?.[key])) return false;
  for (const key in b) if (a?.[key] === undefined && !sameValue(b[key], null)) return false;
  return true;
}

/** The attribute changes that lead from `before` to `after`: null takes a key away. Undefined when nothing changes. */
export function attributesDiff(before: Attributes | undefined, after: Attributes | undefined): Attributes | undefined {
  let diff: Attributes | undefined;
  for (const key in before) {
    if (before[key] !== null && sameValue(after?.[key], null)) (diff ??= {})[key] = null;
  }
  for (const key in after) {
    if (!sameValue(before?.[key], after[key])) (diff ??= {})[key] = after[key];
  }
  return diff;
}
