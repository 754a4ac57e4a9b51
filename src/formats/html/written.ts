/** The words that a page of ours has beside the text of its draft, and that are none of its draft file. */
import { type DraftFile, PROPOSAL_KINDS, delegationOf, readLabel } from "../../../schema/index.ts";
import { blocksOf } from "../blocks.ts";
import { showable, whoOf } from "../page.ts";
import { tidy } from "./edits.ts";
import type { HtmlElement } from "./tree.ts";

/** What a page adds to its text, by the class of the element: its legend, labels, what is said to those who do not see … */
export type Part = "legend" | "label" | "gap" | "hidden" | "pilcrow" | "set" | "tabled" | "remark" | "remarks";
const PART = /(?:^| )(legend|label|gap|hidden|pilcrow|set|tabled|remarks?)(?: |$)/;

/** Which part an element is; null for text. */
export const partOf = (element: HtmlElement): Part | null =>
  (PART.exec(element.getAttribute("class") ?? "")?.[1] ?? null) as Part | null;

/** The words that parts have in any page. A legend counts whose changes there were when the page was written. */
const FIXED: Partial<Record<Part, RegExp>> = {
  legend:
    /^(?:Redline: proposed text is|underlined|, text proposed to go is|struck through|\.|No pending changes\.|\d+ changes?|[A-Z][A-Z0-9-]{0,15})$/,
  hidden: /^Draft resolution$/,
  set: /^\[[A-Z][A-Z0-9-]*: .*\]$/,
  tabled: /^Reasons:$/,
  remark: /^[CR]\d+$/,
  remarks: /^(?:Comments and reasons|[CR]\d+|on no words)$/,
};

/** Tells the words that `write.ts`, `beside.ts` and `blocks.ts` write from those that somebody typed. */
export function isWritten(draft: DraftFile): (part: Part, words: string) => boolean {
  const { comments, changes, proposals = {} } = draft;
  const namesOf = (names: Iterable<string>): ReadonlySet<string> =>
    new Set([...names].map((name) => tidy(showable(name))));
  const people = [
    ...Object.values(comments).map((comment) => whoOf(comment.delegation, comment)),
    ...Object.entries(changes).map(([id, change]) => whoOf(delegationOf(id), change)),
  ];
  const named: Partial<Record<Part, ReadonlySet<string>>> = {
    tabled: namesOf([...PROPOSAL_KINDS, ...Object.keys(proposals)]),
    remarks: namesOf(people),
  };
  return (part, words) => {
    if (FIXED[part]?.test(words) === true) return true;
    if (part !== "label") return named[part]?.has(words) === true;
    named.label ??= labelsOf(draft);
    return readLabel(words) !== null || named.label.has(words);
  };
}

/** Labels that a draft shows: some are not of the forms that are known, but its own. */
function labelsOf(draft: DraftFile): ReadonlySet<string> {
  const labels = blocksOf(draft, "redline").flatMap(({ label }) => [label.original, label.final]);
  return new Set(labels.map((label) => tidy(showable(label ?? ""))));
}
