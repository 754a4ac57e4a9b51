import {
  type ChangeId,
  DELEGATION,
  Delta,
  type DraftFile,
  type Op,
  delegationOf,
  isChange,
} from "../../schema/index.ts";
import { changesIn, writeJson } from "../formats/json/draft-file.ts";
import { withMarkIds } from "../formats/marks.ts";
import { formatOf } from "../formats/recognise.ts";
import { plain } from "../formats/result.ts";
import { type Dependant, type Verdict, type Verdicts, decide } from "../revision/index.ts";
import { nameOf, readDraft, writeOutput } from "./files.ts";
import { options } from "./options.ts";
import { invalid, usage } from "./problem.ts";

type Which = { all: true } | { delegation: string } | { changes: ChangeId[] };

/** `plenary decide`: accepts or rejects changes of a draft file; what a decision takes along is listed on stderr. */
export async function decideDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    all: { type: "boolean", default: false },
    delegation: { type: "string" },
    change: { type: "string", multiple: true },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  });
  const [file, verdict, ...more] = positionals;
  if (file === undefined) throw usage("FILE is missing");
  if (verdict !== "accept" && verdict !== "reject") throw usage("after FILE comes accept or reject");
  const which = whichOf(values, more);
  if (values.output !== undefined && !["json", null].includes(formatOf(values.output)))
    throw usage(`decide writes a draft file: ${plain(values.output)} must end in .json`);
  const draft = await readDraft("decide", file, values.format);
  const { decided, dependants } = decideChanges(draft, verdict, chosen(draft, which, nameOf(file)));
  await writeOutput(values.output, writeJson(decided));
  for (const dependant of dependants) console.error(`plenary decide: ${sayDependant(dependant)}`);
  return 0;
}

/** `--change A B` and `--change A --change B` name the same. */
function whichOf(values: { all: boolean; delegation?: string; change?: string[] }, more: string[]): Which {
  const { all, delegation, change } = values;
  if ([all, delegation !== undefined, change !== undefined].filter(Boolean).length !== 1)
    throw usage("exactly one of --all, --delegation CODE and --change ID… is needed");
  if (change !== undefined) {
    const changes = [...change, ...more];
    const wrong = changes.find((id) => !isChange(id));
    if (wrong !== undefined) throw usage(`${plain(wrong)} is not a change id such as USA:1`);
    return { changes };
  }
  if (more.length > 0) throw usage(`one FILE and one verdict only, not also ${plain(more[0]!)}`);
  if (delegation === undefined) return { all: true };
  if (!DELEGATION.test(delegation)) throw usage(`${plain(delegation)} is not a delegation code`);
  return { delegation };
}

function chosen(draft: DraftFile, which: Which, name: string): ChangeId[] {
  const pending = [...changesIn(draft.ops)];
  if ("all" in which) return pending;
  if ("delegation" in which) {
    const theirs = pending.filter((id) => delegationOf(id) === which.delegation);
    if (theirs.length === 0) throw invalid(`${name}: changes: none of ${which.delegation} is pending`);
    return theirs;
  }
  const missing = which.changes.find((id) => !pending.includes(id));
  if (missing !== undefined) throw invalid(`${name}: changes: ${missing} is not pending`);
  return which.changes;
}

/** The draft after the decision: decided changes, and those of which nothing is left, have no entry any more. */
export function decideChanges(
  draft: DraftFile,
  verdict: Verdict,
  changes: readonly ChangeId[],
): { decided: DraftFile; dependants: Dependant[] } {
  const sequence = new Delta(draft.ops as Delta["ops"]);
  const verdicts: Verdicts = Object.fromEntries(changes.map((id) => [id, verdict]));
  const { delta, dependants } = decide(sequence, verdicts);
  const ops = withMarkIds(sequence.compose(delta).ops as Op[]).ops as Op[];
  const gone = changesIn(draft.ops);
  for (const id of changesIn(ops)) gone.delete(id);
  const left = Object.entries(draft.changes).filter(([id]) => !gone.has(id));
  return { decided: { ...draft, ops, changes: Object.fromEntries(left) }, dependants };
}

const EFFECTS = {
  removed: "goes with it",
  stranded: "stays pending in a paragraph of its own",
} as const;

const sayDependant = ({ change, effect, text }: Dependant): string =>
  `${change} ${EFFECTS[effect]}: ${plain(text.replaceAll("\n", "¶"))}`;
