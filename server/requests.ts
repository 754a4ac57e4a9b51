/** The bodies of HTTP requests: their form, and messages that name what is wrong in them. */
import type { Context } from "hono";
import { z } from "zod";
import {
  CHANGE,
  DELEGATION,
  ID,
  type Numbering,
  PROFILES,
  PROPOSAL_KINDS,
  PROPOSAL_NUMBER,
  PROPOSAL_STATES,
  faultOfNumbering,
} from "../schema/index.ts";
import { LAYOUTS, WRITABLE, plain } from "../src/formats/index.ts";
import { METHODS, PARTS, ROLES_OF_MEMBERS } from "../src/collab/protocol.ts";
import { STAGES } from "./store.ts";

/** A line of text without control characters, which would forge lines elsewhere, and without halves of characters. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, "one line of text");

const name = line(120);
const title = line(300);
const role = z.enum(ROLES_OF_MEMBERS);
const delegation = z.string().regex(DELEGATION, "a code such as USA or F");
const NO_CHANGE = "a change id such as USA:k3f9-12";
const change = z.string().regex(CHANGE, NO_CHANGE);
const profile = z
  .string()
  .refine((given) => Object.hasOwn(PROFILES, given), `one of ${Object.keys(PROFILES).join(", ")}`);
const lang = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/, "a language tag such as en");

const numbering = z.custom<Numbering>().superRefine((given, context) => {
  const fault = faultOfNumbering(given);
  if (fault !== null)
    context.addIssue({
      code: "custom",
      message: fault.message,
      path: fault.place.split(".").filter((part) => part !== ""),
    });
});

export const NewDraftBody = z.strictObject({
  title: title.optional(),
  profile: profile.optional(),
  lang: lang.optional(),
  meeting: z.string().optional(),
  /** A draft file; read by the JSON format, which says what is wrong in it. */
  content: z.record(z.string(), z.unknown()).optional(),
});
export const ChangedDraftBody = z.strictObject({
  title: title.optional(),
  stage: z.enum(STAGES).optional(),
  numbering: numbering.optional(),
});
export const NewMemberBody = z.strictObject({ name, role, delegation: delegation.optional() });
export const ChangedMemberBody = z.strictObject({
  name: name.optional(),
  role: role.optional(),
  delegation: delegation.optional(),
});

const changes = z.array(change).max(10_000, "at most 10000 changes");
const proposal = z.string().regex(PROPOSAL_NUMBER, "a proposal's number such as USA/12/1 or EUR/44A7/1");
/** Text of several lines. Halves of characters are not the same any more when the draft is read from the log. */
const text = z
  .string()
  .max(4000, "at most 4000 characters")
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, "text without control characters");
/** A line that may be empty. */
const heading = z.union([z.literal(""), title]);
const vote = z.int().nonnegative().max(1000);
const turn = z.int().nonnegative().max(100_000);
const sponsors = z
  .array(delegation)
  .max(200, "at most 200 sponsors")
  .transform((codes) => [...new Set(codes)]);
const paragraph = z.string().regex(ID, "a paragraph's id");

/** Something for each change. A record would pass over the name of an object's prototype in silence. */
const perChange = <T>(value: z.ZodType<T>) =>
  z.preprocess(
    (given, context) => {
      if (typeof given === "object" && given !== null && Object.hasOwn(given, "__proto__"))
        context.addIssue({ code: "custom", message: NO_CHANGE, path: ["__proto__"] });
      return given;
    },
    z.record(change, value),
  );

export const DecisionBody = z
  .strictObject({
    verdict: z.enum(["accept", "reject", "amended", "defer", "supersede"]),
    changes: changes.default([]),
    proposal: proposal.optional(),
    also: perChange(z.enum(["accept", "reject"])).optional(),
    only: perChange(z.enum(PARTS)).optional(),
    amendments: changes.optional(),
    supersededBy: z.union([change, proposal]).optional(),
    at: z.int().nonnegative().optional(),
    seen: perChange(z.string().max(200)).optional(),
    method: z.enum(METHODS).optional(),
    figures: z.strictObject({ for: vote, against: vote, abstentions: vote }).optional(),
    note: text.optional(),
    reservations: z.array(z.strictObject({ delegation, text })).max(200).optional(),
  })
  .refine((body) => body.changes.length > 0 || body.proposal !== undefined, {
    path: ["changes"],
    message: "name at least one change, or a proposal",
  })
  .refine((body) => body.verdict !== "amended" || (body.amendments ?? []).length > 0, {
    path: ["amendments"],
    message: "name the changes that amend the others",
  });

export const NewProposalBody = z.strictObject({
  number: proposal,
  kind: z.enum(PROPOSAL_KINDS),
  title: heading.default(""),
  reasons: text.default(""),
  sponsors,
  changes: changes.default([]),
  target: z.array(paragraph).max(200).optional(),
});
export const ChangedProposalBody = z.strictObject({
  number: proposal,
  kind: z.enum(PROPOSAL_KINDS).optional(),
  title: heading.optional(),
  reasons: text.optional(),
  sponsors: sponsors.optional(),
  changes: changes.optional(),
  target: z.array(paragraph).max(200).optional(),
  state: z.enum(PROPOSAL_STATES).optional(),
  order: turn.nullable().optional(),
});
export const NoteBody = z.strictObject({
  reason: text.nullable().optional(),
  sponsors: sponsors.optional(),
  group: line(60).nullable().optional(),
  order: turn.nullable().optional(),
});
export const AgreedBody = z.strictObject({
  paragraphs: z.array(paragraph).min(1, "name at least one paragraph").max(10_000),
  agreed: z.boolean(),
});

export const BracketBody = z.strictObject({
  at: z.int().nonnegative(),
  from: z.int().nonnegative(),
  length: z.int().min(2, "a bracket has two signs"),
  digest: z.string().max(200).optional(),
  choice: z.union(
    [z.enum(["keep", "delete"]), z.strictObject({ alternative: z.int().nonnegative() })],
    "keep, delete or {alternative: n}",
  ),
  method: z.enum(METHODS).optional(),
  note: text.optional(),
});

const format = z
  .string()
  .max(20)
  .refine((given) => WRITABLE.includes(given), {
    error: ({ input }) => `${plain(String(input))} is not one of ${WRITABLE.join(", ")}`,
  });
/** How a document is written. */
const written = {
  format: format.optional(),
  /** Whether a PDF has numbers beside its lines. */
  lines: z.enum(["true", "false"]).default("false"),
  /** How a page of HTML is laid out. */
  layout: z.enum(LAYOUTS).default("text"),
};
export const ExportQuery = z.object({
  view: z.enum(["original", "final", "redline"]).default("final"),
  ...written,
  /** Whether the proposals are wanted, each on a page of its own. */
  proposals: z.enum(["true", "false"]).default("false"),
});
export const CompareQuery = z.object({
  /** What of the draft is compared. */
  view: z.enum(["original", "final"]).default("final"),
  ...written,
});
export const ViewQuery = z.object({ view: z.enum(["original", "final", "redline"]).default("final") });

export type Parsed<T> = { ok: true; value: T } | { ok: false; code: "invalid" | "too-large"; message: string };

/** Bodies that hold no draft. */
const BODY_BYTES = 1024 * 1024;
/** What is read of a body that is refused. A client still sending would otherwise see a cut connection, not the answer. */
const DISCARDED_BYTES = 64 * 1024 * 1024;

/** The body as `form` asks for it; otherwise a message that names the field. */
export async function readBody<T>(context: Context, form: z.ZodType<T>, maxBytes = BODY_BYTES): Promise<Parsed<T>> {
  const bytes = await readBytes(context, maxBytes);
  if (bytes === null) return { ok: false, code: "too-large", message: `body: more than ${maxBytes} bytes` };
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch {
    return { ok: false, code: "invalid", message: "body: not JSON" };
  }
  return parse(form, json, "body");
}

/** The body; null when it is larger than it may be, and then the rest of it is still unread. */
export async function readBytes(context: Context, maxBytes: number): Promise<Buffer | null> {
  if (Number(context.req.header("Content-Length") ?? 0) > maxBytes) return null;
  const { body } = context.req.raw;
  if (body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(body)) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads what nobody wanted of the body, as long as that is bearable. */
export async function discardBody(context: Context): Promise<void> {
  const { body } = context.req.raw;
  if (body === null || body.locked) return;
  let size = 0;
  for await (const chunk of chunksOf(body)) {
    size += chunk.length;
    if (size > DISCARDED_BYTES) return;
  }
}

/** The chunks of a stream; what is not asked for stays in it. Ends when the sender goes away. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** The query's parameters as `form` asks for them; otherwise a message that names one. */
export const readQuery = <T>(context: Context, form: z.ZodType<T>): Parsed<T> =>
  parse(form, context.req.query(), "query");

/** How many faults of one request are named. */
const MESSAGES = 10;

function parse<T>(form: z.ZodType<T>, given: unknown, whole: string): Parsed<T> {
  const result = form.safeParse(given);
  if (result.success) return { ok: true, value: result.data };
  const { issues } = result.error;
  const messages = issues.slice(0, MESSAGES).map((issue) => messageOf(issue, whole));
  if (issues.length > MESSAGES) messages.push(`and ${issues.length - MESSAGES} more`);
  return { ok: false, code: "invalid", message: messages.join("; ") };
}

const messageOf = (issue: z.core.$ZodIssue, whole: string): string =>
  `${issue.path.length === 0 ? whole : issue.path.join(".")}: ${issue.message}`;
