/** How a draft numbers its items while it is negotiated: anew all the time, or so that the labels on paper stay true. */
import { ID } from "./attributes.ts";
import { SPELLINGS, type Spelling, isNumbering } from "./forms.ts";
import { ITU, type Profile, profileOf } from "./profiles.ts";

/**
 * - `running`: items are numbered anew in every view.
 * - `provisional`: items that stand in the original keep its labels, a deleted one leaves a gap, what comes between is
 *   `b) bis`, `b) ter` …, before the first `-a)`, behind the last the next number.
 * - `pinned`: the same with the labels of a version, because the room reads from its paper.
 */
export type Numbering =
  | { policy: "running" }
  | { policy: "provisional"; spelling: Spelling }
  | {
      policy: "pinned";
      spelling: Spelling;
      /** By the id of the paragraph's mark; empty for a paragraph that was there without one. */
      labels: Record<string, string>;
      /** The version that they were taken from. */
      name?: string;
    };
export const POLICIES = ["running", "provisional", "pinned"] as const;
export type Policy = Numbering["policy"];

export const RUNNING: Numbering = { policy: "running" };

/** All that labels depend on besides the text. */
export interface Labelling {
  profile: Profile;
  numbering: Numbering;
  /** A language tag: Arabic drafts have Arabic letters. */
  lang: string;
}

/** ITU's labels in English, numbered anew. */
export const PLAIN_LABELLING: Labelling = { profile: ITU, numbering: RUNNING, lang: "en" };

/** How the labels of a draft are made, from what its file says. */
export const labellingOf = (draft: {
  profile: string;
  lang: string;
  numbering?: Numbering | undefined;
}): Labelling => ({
  profile: profileOf(draft.profile),
  numbering: draft.numbering ?? RUNNING,
  lang: draft.lang,
});

const FIELDS: Record<Policy, readonly string[]> = {
  running: [],
  provisional: ["spelling"],
  pinned: ["spelling", "labels", "name"],
};
/** Pinned labels of one draft: as many paragraph marks as one update may bring. */
const MAX_LABELS = 10_000;

/** What is wrong with a numbering that came from outside, with its place; null when nothing is. */
export function faultOfNumbering(value: unknown): { place: string; message: string } | null {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { place: "", message: "must be an object" };
  const { policy, spelling, labels, name } = value as Record<string, unknown>;
  if (typeof policy !== "string" || !Object.hasOwn(FIELDS, policy))
    return { place: ".policy", message: `must be one of ${POLICIES.join(", ")}` };
  const fields = ["policy", ...FIELDS[policy as Policy]];
  const more = Object.keys(value).find((key) => !fields.includes(key));
  if (more !== undefined) return { place: `.${more}`, message: `is not a field of ${policy} numbering` };
  if (policy === "running") return null;
  if (!(SPELLINGS as readonly unknown[]).includes(spelling))
    return { place: ".spelling", message: `must be one of ${SPELLINGS.join(", ")}` };
  if (policy === "provisional") return null;
  if (name !== undefined && (typeof name !== "string" || name.length === 0 || name.length > 120))
    return { place: ".name", message: "must be 1 to 120 characters" };
  return faultOfLabels(labels);
}

function faultOfLabels(labels: unknown): { place: string; message: string } | null {
  if (typeof labels !== "object" || labels === null || Array.isArray(labels))
    return { place: ".labels", message: "must be an object" };
  const entries = Object.entries(labels);
  if (entries.length > MAX_LABELS) return { place: ".labels", message: `more than ${MAX_LABELS}` };
  for (const [id, label] of entries) {
    if (!ID.test(id)) return { place: `.labels.${id}`, message: "not the id of a paragraph" };
    if (typeof label !== "string" || label.length > 32 || /[\p{Cc}\p{Cs}]/u.test(label) || isSign(label))
      return { place: `.labels.${id}`, message: "must be a label of at most 32 characters, or empty" };
  }
  return null;
}

const isSign = (label: string): boolean => label !== "" && !isNumbering(label);
