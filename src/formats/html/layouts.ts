/** A page of a draft with only what is proposed. */
import { type ChangeId, type DraftFile, colourOf, delegationOf } from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf, changesOf } from "../blocks.ts";
import { Beside } from "./beside.ts";
import { Page, pairOf } from "./blocks.ts";
import { escape } from "./escape.ts";
import { titleOf, whoOf } from "../page.ts";
import { plain } from "../result.ts";

/** The paragraphs in which something is proposed or said, each with its place and with whoever proposes what and why. */
export function changesOnly(draft: DraftFile): string {
  const blocks = blocksOf(draft, "redline");
  const beside = new Beside(draft, blocks, { reasons: false });
  const page = new Page(draft, blocks, beside, false);
  let call: Block | null = null;
  let html = "";
  for (const block of blocks) {
    if (block.role === "call") call = block;
    const items = changesOf(block).map(
      (id) => `<li class="d${colourOf(delegationOf(id))}">${sayChange(draft, id)}</li>`,
    );
    const [above, below] = [beside.above(block), beside.below(block)];
    const isSaid = above + below !== "" || block.pieces.some(({ threads }) => threads.length > 0);
    if (items.length === 0 && !isSaid) continue;
    const under = call === null || call === block ? "" : wordsOf(call);
    const place = [under === "" ? "" : `<em>${escape(under)}</em>`, pairOf(block.label)];
    const said = place.filter((part) => part !== "").join(" ");
    const who = items.length === 0 ? "" : `\n<ul class="who" lang="en" dir="ltr">${items.join("")}</ul>`;
    html += `<article>
${said === "" ? "" : `<h2 class="place">${said}</h2>\n`}${above}${page.block(block)}${who}
${below}</article>
`;
  }
  const loose = beside.loose();
  if (loose !== "") html += `<article>\n${loose}</article>\n`;
  const text = html === "" ? '<p lang="en">No pending changes.</p>\n' : html;
  return `<main>\n${heading(draft)}${text}</main>\n${beside.list()}`;
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
  const reason = change?.reason === undefined ? "" : ` — ${escape(change.reason)}`;
  return `<b>${escape(delegation!)}</b> ${escape(rest.join(", "))}${reason}`;
}
