/** What differs between the houses that adopt resolutions: how items are labelled. */
import type { Part } from "./attributes.ts";

export type LabelForm = "a)" | "1" | "1." | "i)" | "–";

export interface Profile {
  name: "itu";
  /** The form of a label by part and level; the last one serves all deeper levels. */
  labels: Record<Part, readonly LabelForm[]>;
  singleItemUnlabelled: boolean;
}

/** Measured on the 64 texts of PP-18. */
export const ITU: Profile = {
  name: "itu",
  labels: { preamble: ["a)", "i)", "–"], operative: ["1", "i)", "a)", "–"] },
  singleItemUnlabelled: true,
};

export const PROFILES: Record<string, Profile> = { itu: ITU };

/** The profile of a draft; ITU's where the name is not known. */
export const profileOf = (name: string): Profile => (Object.hasOwn(PROFILES, name) ? PROFILES[name]! : ITU);
