/** Other pages of a draft: the original beside the final, and only what is proposed. */
import { type ChangeId, type DraftFile, type Op, colourOf, delegationOf, idOf } from "../../schema/index.ts";
import { type Block, type Piece, blocksOf, isChanged } from "./blocks.ts";
import { Page, escape, pairOf, whoOf } from "./html-blocks.ts";
import { withMarkIds } from "./marks.ts";
import { titleOf } from "./page.ts";
import { plain } from "./result.ts";

/** A table of two columns, in each row what one paragraph was and what it would be. */
export function sideBySide(draft: DraftFile): string {
  const whole: DraftFile = { ...draft, ops: withMarkIds(draft.ops).ops as Op[] };
  const sides = (["original", "final"] as const).map((view) => {
    const blocks = blocksOf(whole, view);
    const page = new Page(whole, blocks, false);
    return new Map(blocks.map((block) => [idOf(block.mark), page.block(block)]));
  });
  const rows = blocksOf(whole, "redline").flatMap(({ mark }) => {
    const [original, final] = sides.map((side) => side.get(idOf(mark)) ?? "");
    if (original === "" && final === "") return [];
    return [`<tr${original === final ? "" : ' class="differs"'}><td>${original}</td><td>${final}</td></tr>\n`];
  });
  return `${heading(draft)}<table>
<caption class="hidden" lang="en">The original and the final, paragraph by paragraph</caption>
<thead lang="en"><tr><th scope="col">Original</th><th scope="col">Final</th></tr></thead>
<tbody>
${rows.join("")}</tbody>
</table>
`;
}

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
    const place = [call === null || call === block ? "" : `<em>${escape(wordsOf(call))}</em>`, pairOf(block.label)];
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
const heading = (draft: DraftFile): string => `<h1 class="hidden">${escape(titleOf(draft, "final"))}</h1>\n`;

function changesOf({ pieces, end }: Block): ChangeId[] {
  const result = new Set<ChangeId>();
  for (const { ins, dels, sets } of [...pieces, end]) {
    for (const id of [...(ins === null ? [] : [ins]), ...dels, ...sets.map(({ change }) => change)]) result.add(id);
  }
  return [...result];
}

const wordsOf = ({ pieces }: Block): string =>
  plain(
    pieces
      .filter((piece: Piece) => !isChanged(piece) || piece.dels.length === 0)
      .map(({ insert }) => (typeof insert === "string" ? insert : " "))
      .join(""),
    80,
  );

function sayChange(draft: DraftFile, id: ChangeId): string {
  const change = Object.hasOwn(draft.changes, id) ? draft.changes[id] : undefined;
  const [delegation, ...rest] = whoOf(delegationOf(id), change).split(", ");
  const reason = change?.reason === undefined ? "" : ` — ${escape(plain(change.reason, 500))}`;
  return `<b>${escape(delegation!)}</b> ${escape(rest.join(", "))}${reason}`;
}
