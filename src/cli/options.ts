/** Options of the commands, as `node:util` reads them, with one-line messages for wrong usage. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { askedWrongly } from "../formats/formats.ts";
import { LAYOUTS, type Layout, WRITTEN_VIEWS, type WriteOptions, type WrittenView, plain } from "../formats/result.ts";
import { usage } from "./problem.ts";

/** Options and positional arguments; throws a usage problem where they are not as described. */
export function options<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], described: T) {
  try {
    return parseArgs({ args: [...args], options: described, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw usage(plain(message.split(/\. (?:To specify|Did you)/)[0]!, 120));
  }
}

/** The one FILE of a command. */
export function oneFile(positionals: readonly string[]): string {
  if (positionals.length === 0) throw usage("FILE is missing");
  if (positionals.length > 1) throw usage(`one FILE only, not also ${plain(positionals[1]!)}`);
  return positionals[0]!;
}

export function viewNamed(name: string): WrittenView {
  const view = WRITTEN_VIEWS.find((each) => each === name);
  if (view === undefined) throw usage(`--view must be ${WRITTEN_VIEWS.join(", ")}, not ${plain(name)}`);
  return view;
}

export function layoutNamed(name: string): Layout {
  const layout = LAYOUTS.find((each) => each === name);
  if (layout === undefined) throw usage(`--layout must be ${LAYOUTS.join(", ")}, not ${plain(name)}`);
  return layout;
}

/** Throws a usage problem where no draft can be written so, before one is read. */
export function mayWrite(format: string, view: WrittenView, wanted: WriteOptions = {}): void {
  const wrong = askedWrongly(format, view, wanted);
  if (wrong !== null) throw usage(wrong);
}
