import { type Place, check } from "../../schema/check/index.ts";
import { Delta, labellingOf } from "../../schema/index.ts";
import { plain } from "../formats/result.ts";
import { nameOf, readDraft, writeOutput } from "./files.ts";
import { oneFile, options } from "./options.ts";
import { EXIT } from "./problem.ts";
import { during } from "./progress.ts";

/** `plenary check`: drafting advice on the text with all changes applied, one line for each finding, or all as JSON. */
export async function checkDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    json: { type: "boolean", default: false },
    adopted: { type: "boolean", default: false },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  });
  const file = oneFile(positionals);
  const draft = await readDraft("check", file, values.format);
  const stage = values.adopted ? { stage: "adopted" } : {};
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const findings = await during("checking", () => check(sequence, { labelling: labellingOf(draft), ...stage }));
  const lines = findings.map(
    ({ rule, place, message }) => `${nameOf(file)}: ${say(place)}: ${plain(message, 300)} [${rule}]\n`,
  );
  await writeOutput(values.output, values.json ? `${JSON.stringify(findings, null, 2)}\n` : lines.join(""));
  return findings.length === 0 ? EXIT.done : EXIT.findings;
}

/** A place as a drafter names it: by its label under its call, else by the paragraph's number. */
const say = ({ call, label, number }: Place): string =>
  label === null ? `paragraph ${number}` : plain([call ?? "", label].join(" ").trim(), 120);
