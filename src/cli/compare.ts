import { DELEGATION } from "../../schema/index.ts";
import { compared, leftOut } from "../formats/compared.ts";
import { write } from "../formats/formats.ts";
import { formatOf } from "../formats/recognise.ts";
import { plain } from "../formats/result.ts";
import { readDraft, sayFindings, writeOutput } from "./files.ts";
import { mayWrite, options } from "./options.ts";
import { invalid, usage } from "./problem.ts";
import { during } from "./progress.ts";

/** `plenary compare`: two texts to one redline. Of a draft with pending changes the final text counts. */
export async function compareDrafts(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    delegation: { type: "string", default: "SEC" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  });
  const [old, next, ...more] = positionals;
  if (old === undefined || next === undefined) throw usage("OLD and NEW are needed");
  if (more.length > 0) throw usage(`OLD and NEW only, not also ${plain(more[0]!)}`);
  if (old === "-" && next === "-") throw usage("only one of OLD and NEW can be standard input");
  if (!DELEGATION.test(values.delegation)) throw usage(`${plain(values.delegation)} is not a delegation code`);
  const format = values.format ?? (values.output === undefined ? null : formatOf(values.output)) ?? "json";
  mayWrite(format, "redline");
  const [before, after] = [await readDraft("compare", old), await readDraft("compare", next)];
  sayFindings("compare", old, leftOut(before, "old"));
  sayFindings("compare", next, leftOut(after, "new"));
  const redline = await during("comparing", () => compared(before, after, values.delegation));
  const written = await during(`writing ${format}`, () => write(format, redline, "redline"));
  if (!written.ok) throw invalid(written.message);
  await writeOutput(values.output, written.data);
  return 0;
}
