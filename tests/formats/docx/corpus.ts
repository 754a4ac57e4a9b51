/** The drafts whose redlines other readers must decide as we do: both examples and what all scenarios come to. */
import fc from "fast-check";
import { Delta, type DraftFile, MARK, paragraphs, runsOf, standsIn } from "../../../schema/index.ts";
import { blocksOf, sayObject, sayShown } from "../../../src/formats/blocks.ts";
import { fileOf } from "../../schema/draft.ts";
import { ordersOf, perform } from "../../scenarios/perform.ts";
import { readScenarios, scenarioFiles } from "../../scenarios/scenario.ts";
import { example, files } from "../drafts.ts";
import type { View } from "./second-readers.ts";

export interface Case {
  name: string;
  draft: DraftFile;
}

/** Each outcome once. `every` takes only one scenario of so many. */
export async function corpus(every = 1): Promise<Case[]> {
  const found = new Map<string, Case>();
  const scenarios = scenarioFiles().flatMap((file) => readScenarios(file).map((scenario) => ({ file, scenario })));
  for (const { file, scenario } of scenarios.filter((_, i) => i % every === 0)) {
    for (const order of ordersOf(scenario)) {
      const sequence = (await perform(scenario, order)).sequence();
      const key = JSON.stringify(sequence.ops);
      if (!found.has(key))
        found.set(key, { name: `${file}: ${scenario.name}, ${order[0]} first`, draft: fileOf(sequence) });
    }
  }
  const examples = ["resolution-130", "resolution-50"].map((name) => ({ name, draft: example(name) }));
  return [...examples, ...found.values()];
}

/** Stands where the marks between two stretches of a paragraph are gone. */
export const JOIN = "\uE000";
/** Stands for a line break within a paragraph. */
export const BREAK = "\u2028";

/** A paragraph mark that is inserted and struck. */
export const hasMarkOfBoth = ({ ops }: Pick<DraftFile, "ops">): boolean =>
  [...runsOf(ops)].some(
    ({ insert, attributes }) =>
      insert === MARK && attributes?.ins !== undefined && Object.keys(attributes).some((key) => key.startsWith("del:")),
  );

/** Random drafts, the same every time. */
export const sampled = (count: number): Case[] =>
  fc
    .sample(files, { numRuns: count, seed: 130 })
    .filter((draft) => !hasMarkOfBoth(draft))
    .map((draft, i) => ({ name: `random draft ${i}`, draft }));

/** The paragraphs of a view, read off the redline by the rules of revisions alone, with white space at their ends out. */
export function expected(draft: DraftFile, view: View): string[] {
  const accepted = () => view === "final";
  const lines: string[] = [];
  let line = "";
  const marks = paragraphs(new Delta(draft.ops as Delta["ops"]), "redline");
  blocksOf(draft, "redline").forEach(({ label, pieces }, i) => {
    if (label[view] !== null) line += `${label[view]} `;
    for (const piece of pieces) {
      const gone = view === "final" ? piece.dels.length > 0 : piece.ins !== null;
      if (gone) continue;
      if (typeof piece.insert === "string") line += piece.insert;
      else if (piece.insert.break === true) line += BREAK;
      else line += sayShown(piece, view) ?? sayObject(piece.insert);
    }
    if (standsIn(marks[i]!.mark, accepted)) {
      lines.push(line);
      line = "";
    } else line += JOIN;
  });
  if (line.replaceAll(JOIN, "") !== "") lines.push(line);
  if (lines.length === 0) lines.push(""); // an empty draft is one mark
  return lines.map((each) => each.replace(/^[\uE000 \t]+|[\uE000 \t]+$/g, ""));
}
