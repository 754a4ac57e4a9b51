import { Delta, labellingOf, outline } from "../../schema/index.ts";
import { readDraft, writeOutput } from "./files.ts";
import { oneFile, options, viewNamed } from "./options.ts";

/** `plenary outline`: the derived structure of a view as JSON. */
export async function outlineDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    view: { type: "string", default: "final" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  });
  const file = oneFile(positionals);
  const view = viewNamed(values.view);
  const draft = await readDraft("outline", file, values.format);
  const structure = outline(new Delta(draft.ops as Delta["ops"]), view, labellingOf(draft));
  await writeOutput(values.output, `${JSON.stringify(structure, null, 2)}\n`);
  return 0;
}
