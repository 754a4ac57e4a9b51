/** The words that a page of ours has beside the text of its draft, and that are none of its draft file. */
import { DELEGATION, type DraftFile, PROPOSAL_KINDS, delegationOf, readLabel } from "../../../schema/index.ts";
import { blocksOf } from "../blocks.ts";
import { showable, whoOf } from "../page.ts";
import { tidy } from "./edits.ts";

const FIXED = /^(?:Draft resolution|Comments and reasons|[CR]\d+|on no words|Reasons:|\[.*\])$/;

/** Of the legend: whose changes a page shows was counted when it was written, and it may have been edited since. */
const LEGEND =
  /^(?:Redline: proposed text is|underlined|, text proposed to go is|struck through|\.|No pending changes\.|\d+ changes?)$/;
const isOfLegend = (words: string): boolean => LEGEND.test(words) || DELEGATION.test(words);

/** Tells the words that `write.ts`, `beside.ts` and `blocks.ts` write from those that somebody typed. */
export function isWritten(draft: DraftFile): (words: string, inLegend: boolean) => boolean {
  const { comments, changes, proposals = {} } = draft;
  const names = new Set<string>();
  const add = (name: string) => names.add(tidy(showable(name)));
  for (const name of [...PROPOSAL_KINDS, ...Object.keys(proposals)]) add(name);
  for (const comment of Object.values(comments)) add(whoOf(comment.delegation, comment));
  for (const [id, change] of Object.entries(changes)) add(whoOf(delegationOf(id), change));
  let labels: ReadonlySet<string> | null = null;
  return (words, inLegend) => {
    if (inLegend) return isOfLegend(words);
    if (FIXED.test(words) || names.has(words) || readLabel(words) !== null) return true;
    labels ??= labelsOf(draft);
    return labels.has(words);
  };
}

/** Labels that a draft shows: some are not of the forms that are known, but its own. */
function labelsOf(draft: DraftFile): ReadonlySet<string> {
  const labels = blocksOf(draft, "redline").flatMap(({ label }) => [label.original, label.final]);
  return new Set(labels.map((label) => tidy(showable(label ?? ""))));
}
