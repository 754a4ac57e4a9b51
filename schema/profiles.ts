/** What differs between the houses that adopt resolutions: how items are labelled. */
import type { Part } from "./attributes.ts";
import type { LabelForm } from "./forms.ts";

export interface Profile {
  name: string;
  /** The form of a label by part and level, null where there is none; the last one serves all deeper levels. */
  labels: Record<Part, readonly (LabelForm | null)[]>;
  singleItemUnlabelled: boolean;
  /** Whether calls open sections. Without them an item is of the part that it states, else of that of the item before. */
  calls: boolean;
  /** Languages in which `(a)` is written `a)`. */
  closedOnly: readonly string[];
}

/** Measured on the 64 texts of PP-18. */
export const ITU: Profile = {
  name: "itu",
  labels: { preamble: ["a)", "i)", "–"], operative: ["1", "i)", "a)", "–"] },
  singleItemUnlabelled: true,
  calls: true,
  closedOnly: [],
};

/** ITU's for texts that number below `1` with `1.1`. */
export const ITU_DECIMAL: Profile = {
  ...ITU,
  name: "itu-decimal",
  labels: { ...ITU.labels, operative: ["1", "1.1", "i)", "a)", "–"] },
};

/**
 * The General Assembly's: paragraphs of the preamble begin with a participle in italics and have no label, those of the
 * operative part have a number and a verb in italics. Labels below: United Nations Editorial Manual, "Paragraphs and
 * subparagraphs". A resolution is numbered through; a single operative paragraph has no number.
 */
export const UN: Profile = {
  name: "un",
  labels: { preamble: [null, "(a)", "(i)", "a.", "i."], operative: ["1.", "(a)", "(i)", "a.", "i."] },
  singleItemUnlabelled: true,
  calls: false,
  closedOnly: ["fr", "es"],
};

export const PROFILES: Record<string, Profile> = { itu: ITU, "itu-decimal": ITU_DECIMAL, un: UN };

/** The profile of a draft; ITU's where the name is not known. */
export const profileOf = (name: string): Profile => (Object.hasOwn(PROFILES, name) ? PROFILES[name]! : ITU);

/** The form of labels at a level, or null where items there have none. */
export function formOf({ labels, closedOnly }: Profile, part: Part, level: number, lang: string): LabelForm | null {
  const form = labels[part][Math.min(level, labels[part].length - 1)] ?? null;
  if ((form !== "(a)" && form !== "(i)") || !closedOnly.includes(lang.split("-")[0]!)) return form;
  return form === "(a)" ? "a)" : "i)";
}
