/** What one can refer to, for the tools. */
import type { Target } from "../../schema/index.ts";
import { excerptOf } from "./changes.ts";
import type { ShownTarget } from "./session.ts";

const REFERABLE = ["item", "call", "heading", "annex-number"];

/** The paragraphs that one can refer to, in order. */
export const shownTargets = (targets: readonly Target[]): ShownTarget[] =>
  targets
    .filter(({ id, role }) => id !== "" && REFERABLE.includes(role))
    .map(({ id, role, label, words }) => ({ id, call: role !== "item", label, excerpt: excerptOf(words, 60) }));
