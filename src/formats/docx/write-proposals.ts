/**
 * Proposals as conference documents have them: `MOD⇥EUR/44A7/1` above what is proposed, `Reasons:` below it. They are
 * no part of the text, so who accepts all of a redline has them besides the final.
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type DraftFile,
  type Op,
  PROPOSAL_KINDS,
  type Proposal,
  type Setting,
  idOf,
  parseKey,
  runsOf,
} from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf } from "../blocks.ts";
import { element } from "../xml-write.ts";
import { isWhole } from "./write-footnotes.ts";
import { run } from "./write-runs.ts";
import { val } from "./write-part.ts";

export interface Numbered extends Pick<Proposal, "kind" | "title" | "reasons"> {
  number: string;
  target: readonly string[];
}

/** The proposals of a draft in their order. What a file has of another form is left alone. */
export function proposalsOf({ proposals }: Pick<DraftFile, "proposals">): Numbered[] {
  const list = Object.entries(typeof proposals === "object" && proposals !== null ? proposals : {});
  return list
    .filter(([, proposal]) => (PROPOSAL_KINDS as readonly unknown[]).includes((proposal as Proposal | null)?.kind))
    .sort(
      ([a, one], [b, other]) => (one.order ?? 0) - (other.order ?? 0) || a.localeCompare(b, "en", { numeric: true }),
    )
    .map(([number, { kind, title, reasons, target }]) => ({
      number,
      kind,
      title: textOf(title),
      reasons: textOf(reasons),
      target: Array.isArray(target) ? target : [],
    }));
}
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What stands before and behind a paragraph of the text. */
export type Around = Map<Block, { before: string; behind: string }>;

/** Above the first and below the last paragraph that a proposal touches, where no view joins these with what is next. */
export function proposalsAround(draft: DraftFile, blocks: readonly Block[], rightToLeft: boolean): Around {
  const around: Around = new Map();
  for (const proposal of proposalsOf(draft)) {
    const touched = touchedBy(draft, proposal, blocks);
    if (touched.length === 0) continue;
    let [first, last] = [touched[0]!, touched.at(-1)!];
    while (first > 0 && !isWhole(blocks[first - 1]!)) first -= 1;
    while (last < blocks.length - 1 && !isWhole(blocks[last]!)) last += 1;
    add(around, blocks[first]!, head(proposal, rightToLeft, false), "");
    add(around, blocks[last]!, "", reasons(proposal, rightToLeft));
  }
  return around;
}

/** Each proposal by itself, on a page of its own: under its call, with its changes alone. */
export function proposalPages(draft: DraftFile, rightToLeft: boolean): { blocks: Block[]; around: Around } {
  const [pages, around]: [Block[], Around] = [[], new Map()];
  for (const proposal of proposalsOf(draft)) {
    const own = (change: ChangeId) => draft.changes[change]?.proposal === proposal.number;
    const blocks = blocksOf({ ...draft, ops: withChanges(draft.ops, own) }, "redline");
    const shown = new Set<number>();
    for (const i of touchedBy(draft, proposal, blocks)) {
      const call = blocks.slice(0, i + 1).findLastIndex(({ role }) => role === "call");
      if (call >= 0) shown.add(call);
      for (let j = i; j < blocks.length; j++) {
        shown.add(j);
        if (isWhole(blocks[j]!)) break;
      }
    }
    const page = [...shown].sort((a, b) => a - b).map((i) => blocks[i]!);
    if (page.length === 0) continue;
    add(around, page[0]!, head(proposal, rightToLeft, pages.length > 0), "");
    add(around, page.at(-1)!, "", reasons(proposal, rightToLeft));
    pages.push(...page);
  }
  return { blocks: pages, around };
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

function touchedBy({ changes }: DraftFile, { number, target }: Numbered, blocks: readonly Block[]): number[] {
  const own = (change: ChangeId | null) => change !== null && changes[change]?.proposal === number;
  const touches = ({ ins, dels, sets }: Piece) => own(ins) || dels.some(own) || sets.some((set) => own(set.change));
  const found = blocks.flatMap(({ pieces, end }, i) => ([...pieces, end].some(touches) ? [i] : []));
  return found.length > 0 ? found : blocks.flatMap(({ mark }, i) => (target.includes(idOf(mark)) ? [i] : []));
}

function add(around: Around, block: Block, before: string, behind: string): void {
  const there = around.get(block) ?? { before: "", behind: "" };
  around.set(block, { before: there.before + before, behind: behind + there.behind });
}

function head({ kind, number, title }: Numbered, rightToLeft: boolean, newPage: boolean): string {
  const line = paragraph("Proposal", number, `${kind}\t${number}`, rightToLeft, newPage);
  return title === "" ? line : line + paragraph("Headingb", number, title, rightToLeft);
}

const reasons = ({ number, reasons: text }: Numbered, rightToLeft: boolean): string =>
  text === "" ? "" : paragraph("Reasons", number, `Reasons:\t${text}`, rightToLeft);

/** A line that is no paragraph of the draft: the attribute says so to whoever reads the file back. */
function paragraph(style: string, number: string, text: string, rightToLeft: boolean, newPage = false): string {
  const properties =
    val("w:pStyle", style) + (newPage ? "<w:pageBreakBefore/>" : "") + (rightToLeft ? "<w:bidi/>" : "");
  const lines = text.split("\n").map((line) => run({ text: line, formats: [] }, rightToLeft));
  const content = lines.join(element("w:r", {}, "<w:br/>"));
  return element("w:p", { "plenary:proposal": number }, element("w:pPr", {}, properties) + content);
}
