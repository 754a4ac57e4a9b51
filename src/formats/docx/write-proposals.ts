/**
 * Proposals as conference documents have them: `MOD⇥EUR/44A7/1` above what is proposed, `Reasons:` below it. They are
 * no part of the text, so who accepts all of a redline has them besides the final.
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type DraftFile,
  MARK,
  type Op,
  type Setting,
  parseKey,
  runsOf,
} from "../../../schema/index.ts";
import { type Block, blocksOf } from "../blocks.ts";
import { type Numbered, isWhole, placesOf, proposalsOf, touchedBy } from "../proposals.ts";
import { IMPOSSIBLE, element } from "../xml-write.ts";
import { notesOf } from "./write-footnotes.ts";
import { run } from "./write-runs.ts";
import { val } from "./write-part.ts";

/** What stands before and behind a paragraph of the text. */
export type Around = Map<Block, { before: string; behind: string }>;

/** Above the first and below the last paragraph that a proposal touches; behind the text for one that touches nothing. */
export function proposalsAround(draft: DraftFile, blocks: readonly Block[], rightToLeft: boolean): Around {
  const around: Around = new Map();
  const { body } = notesOf(blocks);
  const { around: placed, loose } = placesOf(draft, body);
  for (const [block, { above, below }] of placed)
    around.set(block, {
      before: above.map((proposal) => head(proposal, rightToLeft, false)).join(""),
      behind: below.map((proposal) => reasons(proposal, rightToLeft)).join(""),
    });
  const rest = loose.map((proposal) => head(proposal, rightToLeft, false) + reasons(proposal, rightToLeft)).join("");
  const last = body.at(-1);
  if (last !== undefined) add(around, last, "", rest);
  return around;
}

/** Each proposal by itself, on a page of its own: under its call, with its changes alone. */
export function proposalPages(draft: DraftFile, rightToLeft: boolean): { blocks: Block[]; around: Around } {
  const list = proposalsOf(draft);
  const pages = list.map((proposal): Block[] => {
    const own = (change: ChangeId) => draft.changes[change]?.proposal === proposal.number;
    const blocks = blocksOf({ ...draft, ops: withChanges(draft.ops, own) }, "redline");
    const shown = new Set<number>();
    for (const i of touchedBy(draft, blocks)(proposal)) {
      const call = blocks.slice(0, i + 1).findLastIndex(({ role }) => role === "call");
      if (call >= 0) shown.add(call);
      for (let j = i; j < blocks.length; j++) {
        shown.add(j);
        if (isWhole(blocks[j]!)) break;
      }
    }
    return [...shown].sort((a, b) => a - b).map((i) => blocks[i]!);
  });
  const body = new Set(notesOf(pages.flat()).body);
  const around: Around = new Map();
  pages.forEach((page, i) => {
    // What stands at the foot of a page has no place for its head.
    if (!page.some((block) => body.has(block))) page.unshift(emptyBlock());
    const first = page.find((block) => body.has(block)) ?? page[0]!;
    const last = page.findLast((block) => body.has(block)) ?? first;
    add(around, first, head(list[i]!, rightToLeft, i > 0), "");
    add(around, last, "", reasons(list[i]!, rightToLeft));
  });
  return { blocks: pages.flat(), around };
}

/** The text with some changes only: what others would insert is not there, what they would delete or set is as it is. */
function withChanges(ops: readonly Op[], own: (change: ChangeId) => boolean): Op[] {
  const result = new Delta();
  for (const { insert, attributes } of runsOf(ops)) {
    if (attributes?.ins !== undefined && !own(attributes.ins as ChangeId)) continue;
    const kept: Attributes = {};
    for (const key in attributes) {
      const { kind } = parseKey(key);
      const change = kind === "set" ? (attributes[key] as Setting).change : attributes[key];
      if ((kind !== "del" && kind !== "set") || own(change as ChangeId)) kept[key] = attributes[key];
    }
    result.insert(insert as string, kept);
  }
  return result.ops as Op[];
}

function add(around: Around, block: Block, before: string, behind: string): void {
  const there = around.get(block) ?? { before: "", behind: "" };
  around.set(block, { before: there.before + before, behind: there.behind + behind });
}

const headOf = ({ kind, number }: Numbered): string => `${kind}\t${number}`;
const reasonsOf = ({ reasons: text }: Numbered): string => `Reasons:\t${text}`;

/** What the lines of a proposal say, as XML can hold it. */
export const linesOf = (proposal: Numbered): string[] =>
  [headOf(proposal), proposal.title, reasonsOf(proposal)].map((line) => line.replace(IMPOSSIBLE, "\uFFFD"));

function head(proposal: Numbered, rightToLeft: boolean, newPage: boolean): string {
  const { number, title } = proposal;
  const line = paragraph("Proposal", number, headOf(proposal), rightToLeft, newPage);
  return title === "" ? line : line + paragraph("Headingb", number, title, rightToLeft);
}

/** A page without a text says at least which proposal it is. */
function emptyBlock(): Block {
  const [block] = blocksOf(
    { profile: "itu", lang: "en", ops: [{ insert: MARK, attributes: { role: "text" } }] },
    "final",
  );
  return block!;
}

const reasons = (proposal: Numbered, rightToLeft: boolean): string =>
  proposal.reasons === "" ? "" : paragraph("Reasons", proposal.number, reasonsOf(proposal), rightToLeft);

/** A line that is no paragraph of the draft: the attribute says so to whoever reads the file back. */
function paragraph(style: string, number: string, text: string, rightToLeft: boolean, newPage = false): string {
  const properties =
    val("w:pStyle", style) + (newPage ? "<w:pageBreakBefore/>" : "") + (rightToLeft ? "<w:bidi/>" : "");
  const lines = text.split("\n").map((line) => run({ text: line, formats: [] }, rightToLeft));
  const content = lines.join(element("w:r", {}, "<w:br/>"));
  return element("w:p", { "plenary:proposal": number }, element("w:pPr", {}, properties) + content);
}
