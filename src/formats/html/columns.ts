/** A page of a draft with the original beside the final: what goes is struck in the one, what comes is marked in the other. */
import { type DraftFile, FORMATS, type Op } from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf } from "../blocks.ts";
import { Beside } from "./beside.ts";
import { Page } from "./blocks.ts";
import { heading } from "./layouts.ts";
import { withMarkIds } from "../marks.ts";
import { type As, SIDES, type Side, type Stretch, stretchesOf } from "../stretches.ts";

/** A table of two columns, in each row what one paragraph was and what it would be; several where some were joined or split. */
export function sideBySide(draft: DraftFile): string {
  const whole: DraftFile = { ...draft, ops: withMarkIds(draft.ops).ops as Op[] };
  const blocks = blocksOf(whole, "redline");
  const beside = new Beside(whole, blocks);
  const page = new Page(whole, blocks, beside, false);
  const rows = stretchesOf(blocks).map((stretch) => {
    const around = (say: (block: Block) => string) => acrossOf(stretch.blocks.map(say).join(""));
    return around((block) => beside.above(block)) + rowOf(page, stretch) + around((block) => beside.below(block));
  });
  return `<main>
${heading(draft)}<table>
<caption class="hidden" lang="en">The original and the final, paragraph by paragraph</caption>
<thead lang="en"><tr><th scope="col">Original</th><th scope="col">Final</th></tr></thead>
<tbody>
${rows.join("")}${acrossOf(beside.loose())}</tbody>
</table>
</main>
${beside.list()}`;
}

/** What is said of both columns; empty where nothing is. */
const acrossOf = (html: string): string =>
  html === "" ? "" : `<tr class="across"><td colspan="2">${html}</td></tr>\n`;

function rowOf(page: Page, stretch: Stretch): string {
  const [original, final] = SIDES.map((as) => stretch[as].map((side) => page.block(blockOf(side, as))).join("\n"));
  if (original === "" && final === "") return "";
  return `<tr${original === final ? "" : ' class="differs"'}><td>${original}</td><td>${final}</td></tr>\n`;
}

/** A paragraph of one side. Its mark is not marked: where it ends is seen. */
function blockOf({ mark, role, level, label, pieces, end }: Side, as: As): Block {
  return {
    mark,
    role,
    level,
    label: { original: label, final: label },
    pieces: pieces.map((piece) => pieceOf(piece, as)),
    end: { ...end, ins: null, dels: [], sets: [] },
  };
}

/** In the original nothing has come, in the final nothing goes, and what is proposed to set is set. */
function pieceOf(piece: Piece, as: As): Piece {
  const { ins, dels, sets, formats, shows } = piece;
  const shown = shows === null ? null : { original: shows[as], final: shows[as] };
  if (as === "original") return { ...piece, ins: null, dels, sets: [], shows: shown };
  const set = new Map(sets.map(({ attribute, value }) => [attribute, value === true]));
  return {
    ...piece,
    ins,
    dels: [],
    sets: [],
    formats: FORMATS.filter((name) => set.get(name) ?? formats.includes(name)),
    shows: shown,
  };
}
