import { write, writeProposals } from "../formats/formats.ts";
import { formatOf } from "../formats/recognise.ts";
import type { WriteOptions } from "../formats/result.ts";
import { nameOf, readDraft, writeOutput } from "./files.ts";
import { layoutNamed, mayWrite, oneFile, options, viewNamed } from "./options.ts";
import { invalid, usage } from "./problem.ts";
import { during } from "./progress.ts";

/** `plenary export`: the draft in a view, as a document; or its proposals, each on a page of its own. */
export async function exportDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    view: { type: "string" },
    proposals: { type: "boolean", default: false },
    format: { type: "string" },
    output: { type: "string", short: "o" },
    "line-numbers": { type: "boolean" },
    layout: { type: "string" },
  });
  const file = oneFile(positionals);
  const wanted: WriteOptions = {
    lineNumbers: values["line-numbers"],
    layout: values.layout === undefined ? undefined : layoutNamed(values.layout),
  };
  const named = values.format ?? (values.output === undefined ? null : formatOf(values.output));
  if (values.proposals) {
    if (values.view !== undefined) throw usage("--proposals are what they are: there is no --view of them");
    if (named !== null && named !== "docx") throw usage("--proposals are written as docx only");
    mayWrite("docx", "redline", wanted);
    const draft = await readDraft("export", file);
    const written = await during("writing docx", () => writeProposals(draft));
    if (!written.ok) throw invalid(`${nameOf(file)}: ${written.message}`);
    await writeOutput(values.output, written.data);
    return 0;
  }
  if (values.view === undefined) throw usage("--view is missing: original, final or redline");
  const view = viewNamed(values.view);
  const format = named ?? "txt";
  mayWrite(format, view, wanted);
  const draft = await readDraft("export", file);
  const written = await during(`writing ${format}`, () => write(format, draft, view, wanted));
  if (!written.ok) throw invalid(written.message);
  await writeOutput(values.output, written.data);
  return 0;
}
