/**
 * The draft file: a draft as JSON, without loss. What this version does not know (attributes, inline objects, fields)
 * is kept (S9); what it knows must be of the right form, because the algebra relies on it.
 */
import {
  type Change,
  type ChangeId,
  type Comment,
  DELEGATION,
  type DraftFile,
  ID,
  MARK,
  type Numbering,
  type Op,
  PROFILES,
  type Setting,
  delegationOf,
  faultOf,
  faultOfNumbering,
  isChange,
  mayStandOn,
  parseKey,
  runsOf,
} from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { placeOfSyntaxError } from "./place.ts";
import { withMarkIds } from "../marks.ts";
import { MOST_PARAGRAPHS, MOST_RUNS } from "../ops.ts";
import { FILE_BYTES, byteLength, plain } from "../result.ts";

export const FORMAT = "plenary-draft";
export const VERSION = 1;

type Fields = Record<string, unknown>;
const FIELDS = ["format", "version", "profile", "lang", "numbering", "ops", "changes", "comments"];
const COMMENT_KEY = new RegExp(`^${ID.source.slice(1, -1)}/${ID.source.slice(1, -1)}$`);
export const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/;
/** Names that reach an object's prototype when they are written carelessly. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
/** A draft file is four levels deep; what a later version adds may be somewhat deeper. */
const MAX_DEPTH = 16;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Reads a draft file. On success the sequence is in canonical form, every mark has an id of its own (missing and
 * doubled ones get the ids of `withMarkIds`), and every change that occurs has an entry: one that lacked it gets the
 * delegation of its id, an empty `by` and an empty `time`, which say "not known". Otherwise the first fault, with a
 * place such as `ops[12].attributes.del:F`. `prepare` makes the JSON of a draft file out of the JSON that is read.
 */
export function readJson(
  text: string,
  maxBytes = FILE_BYTES,
  prepare: (json: unknown) => unknown = (json) => json,
): { ok: true; draft: DraftFile } | { ok: false; place: string; message: string } {
  try {
    if (text.length > maxBytes || byteLength(text) > maxBytes) throw new Fault("file", `larger than ${maxBytes} bytes`);
    return { ok: true, draft: draftOf(prepare(parse(text))) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, place: error.place, message: error.message };
    throw error;
  }
}

function parse(text: string): unknown {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch {
    throw json.trim() === "" ? new Fault("file", "empty") : new Fault(placeOfSyntaxError(json), "not JSON");
  }
}

function draftOf(value: unknown): DraftFile {
  const file = fields(value, "file");
  refusePrototypeKeys(file, "", 0);
  if (file.format !== FORMAT) throw new Fault("format", `not a draft file: must be "${FORMAT}"`);
  if (file.version !== VERSION) throw new Fault("version", `must be ${VERSION}, the version that this program reads`);
  const profile = file.profile;
  if (typeof profile !== "string" || !Object.hasOwn(PROFILES, profile))
    throw new Fault("profile", `must be one of ${Object.keys(PROFILES).join(", ")}`);
  const lang = file.lang;
  if (typeof lang !== "string" || !LANGUAGE.test(lang)) throw new Fault("lang", "must be a language tag such as en");
  const numbering = numberingOf(file.numbering);
  const ops = opsOf(file.ops);
  const changes = changesOf(file.changes, ops);
  const comments = commentsOf(file.comments);
  return {
    ...file,
    format: FORMAT,
    version: VERSION,
    profile,
    lang,
    ...(numbering !== undefined && { numbering }),
    ops: withMarkIds(ops).ops as Op[],
    changes,
    comments,
  };
}

function numberingOf(value: unknown): Numbering | undefined {
  if (value === undefined) return undefined;
  const fault = faultOfNumbering(value);
  if (fault !== null) throw new Fault(plain(`numbering${fault.place}`, 120), fault.message);
  return value as Numbering;
}

function fields(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Fault(place, "must be an object");
  return value as Fields;
}

function refusePrototypeKeys(value: unknown, place: string, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) throw new Fault(plain(place), "nested too deeply");
  const array = Array.isArray(value);
  for (const [key, child] of Object.entries(value)) {
    const inner = array ? `${place}[${key}]` : place === "" ? key : `${place}.${key}`;
    if (FORBIDDEN.has(key)) throw new Fault(plain(inner, 120), "not a name that a draft may use");
    refusePrototypeKeys(child, inner, depth + 1);
  }
}

/** Whether a draft may hold a value that this version does not know. */
export function mayBeKept(value: unknown): boolean {
  try {
    refusePrototypeKeys(value, "", 0);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function opsOf(value: unknown): Op[] {
  if (!Array.isArray(value)) throw new Fault("ops", "must be a list of inserts");
  if (value.length > MOST_RUNS) throw new Fault(`ops[${MOST_RUNS}]`, `more than ${MOST_RUNS} operations`);
  value.forEach((op, i) => checkOp(fields(op, `ops[${i}]`), `ops[${i}]`));
  const ops = value as Op[];
  let paragraphs = 0;
  ops.forEach(({ insert }, i) => {
    paragraphs += typeof insert === "string" ? insert.split(MARK).length - 1 : 0;
    if (paragraphs > MOST_PARAGRAPHS) throw new Fault(`ops[${i}]`, `more than ${MOST_PARAGRAPHS} paragraphs`);
  });
  const last = ops.at(-1)?.insert;
  if (typeof last !== "string" || !last.endsWith(MARK))
    throw new Fault(ops.length === 0 ? "ops" : `ops[${ops.length - 1}]`, "a draft must end in a paragraph mark");
  return ops;
}

function checkOp(op: Fields, place: string): void {
  for (const key of Object.keys(op)) {
    if (key !== "insert" && key !== "attributes")
      throw new Fault(`${place}.${plain(key)}`, "a draft holds inserts only");
  }
  const { insert } = op;
  if (typeof insert === "string") {
    if (insert === "") throw new Fault(`${place}.insert`, "empty");
    if (LONE_SURROGATE.test(insert)) throw new Fault(`${place}.insert`, "half of a surrogate pair");
  } else if (Object.keys(fields(insert, `${place}.insert`)).length === 0) {
    throw new Fault(`${place}.insert`, "an inline object must say what it is");
  }
  if (op.attributes === undefined) return;
  for (const [key, attribute] of Object.entries(fields(op.attributes, `${place}.attributes`))) {
    if (attribute !== null) checkAttribute(insert, key, attribute, `${place}.attributes.${plain(key)}`);
  }
}

function checkAttribute(insert: unknown, key: string, value: unknown, place: string): void {
  if (parseKey(key).kind === "unknown") return;
  const fault = faultOf(key, value);
  if (fault !== null) throw new Fault(place, fault.slice(fault.indexOf(": ") + 2));
  for (const onMark of [true, false]) {
    const stands = typeof insert === "string" && (onMark ? insert.includes(MARK) : /[^\n]/.test(insert));
    if ((stands || (!onMark && typeof insert !== "string")) && !mayStandOn(key, onMark))
      throw new Fault(place, onMark ? "may not stand on a paragraph mark" : "may stand on paragraph marks only");
  }
}

/** The ids of all changes that occur in a sequence, in the order in which they do. */
export function changesIn(ops: Iterable<Op>): Set<ChangeId> {
  const found = new Set<ChangeId>();
  for (const { attributes } of runsOf(ops)) {
    for (const key in attributes) {
      if (attributes[key] === null) continue; // as good as not there
      const { kind } = parseKey(key);
      if (kind === "ins" || kind === "del") found.add(attributes[key] as ChangeId);
      else if (kind === "set") found.add((attributes[key] as Setting).change);
    }
  }
  return found;
}

function changesOf(value: unknown, ops: Op[]): Record<ChangeId, Change> {
  const changes = fields(value ?? {}, "changes");
  for (const [id, entry] of Object.entries(changes)) {
    const place = `changes.${plain(id)}`;
    if (!isChange(id)) throw new Fault(place, "not a change id");
    const change = fields(entry, place);
    if (change.delegation !== delegationOf(id)) throw new Fault(`${place}.delegation`, `must be ${delegationOf(id)}`);
    texts(change, ["by", "time"], place);
    checkTime(change.time as string, `${place}.time`);
    texts(
      change,
      ["proposal", "reason"].filter((key) => change[key] !== undefined),
      place,
    );
    if (change.sponsors !== undefined) sponsors(change.sponsors, `${place}.sponsors`);
  }
  const result = { ...changes } as Record<ChangeId, Change>;
  for (const id of changesIn(ops)) result[id] ??= { delegation: delegationOf(id), by: "", time: "" };
  return result;
}

function sponsors(value: unknown, place: string): void {
  if (!Array.isArray(value) || !value.every((code) => typeof code === "string" && DELEGATION.test(code)))
    throw new Fault(place, "must be a list of delegations");
}

function commentsOf(value: unknown): Record<string, Comment> {
  const comments = fields(value ?? {}, "comments");
  for (const [key, entry] of Object.entries(comments)) {
    const place = `comments.${plain(key)}`;
    if (!COMMENT_KEY.test(key)) throw new Fault(place, "must be <thread>/<message>");
    const comment = fields(entry, place);
    texts(comment, ["delegation", "by", "time", "text"], place);
    checkTime(comment.time as string, `${place}.time`);
    if (!DELEGATION.test(comment.delegation as string)) throw new Fault(`${place}.delegation`, "not a delegation");
  }
  return comments as Record<string, Comment>;
}

function texts(object: Fields, keys: readonly string[], place: string): void {
  for (const key of keys) {
    const value = object[key];
    if (typeof value !== "string") throw new Fault(`${place}.${key}`, "must be text");
    if (LONE_SURROGATE.test(value)) throw new Fault(`${place}.${key}`, "half of a surrogate pair");
  }
}

function checkTime(time: string, place: string): void {
  if (time !== "" && !(TIME.test(time) && Number.isFinite(Date.parse(time))))
    throw new Fault(place, "must be a time in UTC such as 2006-11-08T09:30:00Z, or empty");
}

/**
 * The draft file's text: canonical, so that equal drafts are equal files, and with one operation, change or comment a
 * line, so that the difference of two versions reads well in git. `written` gives what stands for a text or a comment's.
 */
export function writeJson(draft: DraftFile, written: (text: string) => unknown = (text) => text): string {
  const { ops } = withMarkIds(draft.ops);
  const comments = Object.entries(draft.comments).map(([key, comment]) => [
    key,
    { ...comment, text: written(comment.text) },
  ]);
  const lines = [
    ...["format", "version", "profile", "lang"].map((key) => `  ${field(key, draft[key as keyof DraftFile])}`),
    ...(draft.numbering === undefined ? [] : [`  ${field("numbering", ordered(draft.numbering))}`]),
    ...Object.entries(draft)
      .filter(([key, value]) => !FIELDS.includes(key) && value !== undefined)
      .sort(byKey)
      .map(([key, value]) => `  ${field(key, value)}`),
    `  "ops": ${block(
      "[",
      ops.map((op) => JSON.stringify(typeof op.insert === "string" ? { ...op, insert: written(op.insert) } : op)),
      "]",
    )}`,
    `  "changes": ${block("{", entries(draft.changes), "}")}`,
    `  "comments": ${block("{", entries(Object.fromEntries(comments)), "}")}`,
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

const field = (key: string, value: unknown): string => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => byText(a, b);

/** In natural order, `USA:2` before `USA:10`; where only leading zeros differ, by code unit, so that the order is total. */
const entries = (map: Record<string, object>): string[] =>
  Object.keys(map)
    .map((key) => ({ key, order: key.replace(/0*(\d+)/g, longerLater) }))
    .sort((a, b) => byText(a.order, b.order) || byText(a.key, b.key))
    .map(({ key }) => field(key, ordered(map[key]!)));

/** An object with its keys in order, and those of objects in it. */
const ordered = (value: object): object =>
  Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([key, inner]) => [key, isObject(inner) ? ordered(inner) : inner]),
  );
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A number with its length before it: that of more digits is the larger one. */
const longerLater = (_: string, digits: string): string => `0${String.fromCharCode(digits.length)}${digits}`;

const block = (open: string, lines: string[], close: string): string =>
  lines.length === 0 ? open + close : `${open}\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ${close}`;
