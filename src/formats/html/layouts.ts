/** A page of a draft with only what is proposed. */
import { type ChangeId, type DraftFile, colourOf, delegationOf } from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf, changesOf } from "../blocks.ts";
import { Page, escape, pairOf, whoOf } from "./blocks.ts";
import { titleOf } from "../page.ts";
import { plain } from "../result.ts";

/** The paragraphs in which something is proposed, each with its place and with whoever proposes what and why. */
export function changesOnly(draft: DraftFile): string {
  const blocks = blocksOf(draft, "redline");
  const page = new Page(draft, blocks, false);
  let call: Block | null = null;
  let html = "";
  for (const block of blocks) {
    if (block.role === "call") call = block;
    const changes = changesOf(block);
    if (changes.length === 0) continue;
    const under = call === null || call === block ? "" : wordsOf(call);
    const place = [under === "" ? "" : `<em>${escape(under)}</em>`, pairOf(block.label)];
    const items = changes.map((id) => `<li class="d${colourOf(delegationOf(id))}">${sayChange(draft, id)}</li>`);
    const said = place.filter((part) => part !== "").join(" ");
    html += `<article>
${said === "" ? "" : `<h2 class="place">${said}</h2>\n`}${page.block(block)}
<ul class="who" lang="en" dir="ltr">${items.join("")}</ul>
</article>
`;
  }
  return `${heading(draft)}${html === "" ? '<p lang="en">No pending changes.</p>\n' : html}`;
}

/** The paragraphs below are pieces of a text, so that its title is no heading of the page. */
export const heading = (draft: DraftFile): string => `<h1 class="hidden">${escape(titleOf(draft, "final"))}</h1>\n`;

/** A call as it would be, or as it is where it goes. */
function wordsOf({ pieces }: Block): string {
  const wordsIn = (list: readonly Piece[]) =>
    plain(list.map(({ insert }) => (typeof insert === "string" ? insert : " ")).join(""), 80);
  return wordsIn(pieces.filter(({ dels }) => dels.length === 0)) || wordsIn(pieces);
}

function sayChange(draft: DraftFile, id: ChangeId): string {
  const change = Object.hasOwn(draft.changes, id) ? draft.changes[id] : undefined;
  const [delegation, ...rest] = whoOf(delegationOf(id), change).split(", ");
  const reason = change?.reason === undefined ? "" : ` — ${escape(plain(change.reason, 500))}`;
  return `<b>${escape(delegation!)}</b> ${escape(rest.join(", "))}${reason}`;
}
