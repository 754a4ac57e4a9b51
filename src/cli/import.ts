import { DELEGATION } from "../../schema/index.ts";
import { writeJson } from "../formats/json/draft-file.ts";
import { NOBODY } from "../formats/authors.ts";
import { formatOf } from "../formats/recognise.ts";
import { type Finding, type ReadOptions, plain } from "../formats/result.ts";
import { readFile, sayFindings, writeOutput } from "./files.ts";
import { oneFile, options } from "./options.ts";
import { usage } from "./problem.ts";

/** `plenary import`: any format to a draft file, revisions kept; what was simplified is listed on stderr, with its place. */
export async function importDraft(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    delegation: { type: "string" },
    author: { type: "string", multiple: true },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  });
  const file = oneFile(positionals);
  if (values.output !== undefined && !["json", null].includes(formatOf(values.output)))
    throw usage(`import writes a draft file: ${plain(values.output)} must end in .json`);
  const strangers = new Set<string>();
  const whose = { ...whoseOf(values), unknown: (author: string) => void strangers.add(author) };
  const { draft, findings } = await readFile(file, values.format, whose);
  await writeOutput(values.output, writeJson(draft));
  sayFindings("import", file, [...findings, ...guessed([...strangers], values.delegation)]);
  return 0;
}

/** As many authors are named. */
const MOST_NAMED = 5;

/** Whose the changes are of authors that nobody was named for: nothing else in the draft would show that it was a guess. */
function guessed(authors: readonly string[], delegation: string | undefined): Finding[] {
  if (authors.length === 0 || delegation !== undefined) return [];
  const named = authors.slice(0, MOST_NAMED).map((author) => `“${plain(author, 40)}”`);
  const more = authors.length > MOST_NAMED ? ` and ${authors.length - MOST_NAMED} more` : "";
  return [
    {
      place: "authors",
      message: `${named.join(", ")}${more} counted as ${NOBODY}: --author NAME=CODE says whose they are`,
    },
  ];
}

function whoseOf({ delegation, author = [] }: { delegation?: string; author?: string[] }): ReadOptions {
  const known = (code: string) => {
    if (!DELEGATION.test(code)) throw usage(`${plain(code)} is not a delegation code`);
    return code;
  };
  const authors = author.map((pair) => {
    const [, name, code] = /^(.+)=([^=]*)$/.exec(pair) ?? [];
    if (name === undefined || code === undefined) throw usage(`--author is NAME=CODE, not ${plain(pair)}`);
    return [name, known(code)] as const;
  });
  return {
    ...(delegation !== undefined && { delegation: known(delegation) }),
    ...(authors.length > 0 && { authors: Object.fromEntries(authors) }),
  };
}
