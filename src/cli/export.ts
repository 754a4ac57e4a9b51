import { WRITABLE, formatOf, plain, write } from "../formats/index.ts";
import { readDraft, writeOutput } from "./files.ts";
import { oneFile, options, viewNamed } from "./options.ts";
import { invalid, usage } from "./problem.ts";

/** `plenary export`: the draft in a view, as a document. */
export async function exportDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    view: { type: "string" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
    "line-numbers": { type: "boolean" },
  });
  const file = oneFile(positionals);
  if (values.view === undefined) throw usage("--view is missing: original, final or redline");
  const view = viewNamed(values.view);
  const format = values.format ?? (values.output === undefined ? null : formatOf(values.output)) ?? "txt";
  if (!WRITABLE.includes(format)) throw usage(`format ${plain(format)} is not one of ${WRITABLE.join(", ")}`);
  const written = await write(format, await readDraft(file), view, { lineNumbers: values["line-numbers"] === true });
  if (!written.ok) throw invalid(written.message);
  await writeOutput(values.output, written.data);
  return 0;
}
