/** The commands of `plenary`: finds and loads the one named, and turns every way to fail into one line and an exit code. */
import { READABLE, WRITABLE } from "../formats/formats.ts";
import { plain } from "../formats/result.ts";
import { EXIT, Problem } from "./problem.ts";

interface Command {
  usage: string;
  does: string;
  run(args: readonly string[]): Promise<number>;
}

const COMMANDS: Record<string, Command> = {
  serve: {
    usage: "serve [--port 4400] [--host 127.0.0.1] [--data DIR]",
    does: "Serves the drafts in DIR (./data) to browsers, and prints the links of the demonstration drafts.",
    run: async (args) => (await import("./serve.ts")).serveDrafts(args),
  },
  export: {
    usage: `export FILE --view original|final|redline [--format ${WRITABLE.join("|")}] [--line-numbers] [--layout text|side-by-side|changes] [-o OUT]
  plenary export FILE --proposals -o OUT.docx`,
    does: "Writes the draft as clean text or as a redline, or its proposals, one to a page. The format is that of OUT's extension, txt without one. A PDF can have numbers beside its lines, a page of HTML the original beside the final or only the changes.",
    run: async (args) => (await import("./export.ts")).exportDraft(args),
  },
  import: {
    usage: "import FILE [--delegation CODE] [--author NAME=CODE…] [--format FORMAT] [-o DRAFT.json]",
    does: "Writes any text or document as a draft file, revisions kept. What had to be simplified is listed, with its place.",
    run: async (args) => (await import("./import.ts")).importDraft(args),
  },
  outline: {
    usage: `outline FILE [--view original|final|redline] [--format ${READABLE.join("|")}] [-o OUT]`,
    does: "Writes the derived structure as JSON: sections, items, labels. The view is final unless it is given.",
    run: async (args) => (await import("./outline.ts")).outlineDraft(args),
  },
  check: {
    usage: `check FILE [--json] [--adopted] [--format ${READABLE.join("|")}] [-o OUT]`,
    does: "Lists drafting advice on the text with all changes applied, with places. Exit code 1 when there is any.",
    run: async (args) => (await import("./check.ts")).checkDraft(args),
  },
  compare: {
    usage: `compare OLD NEW [--delegation CODE] [--format ${WRITABLE.join("|")}] [-o OUT]`,
    does: "Makes one redline of two texts: paragraphs aligned, words compared, moves found, as changes of CODE (SEC).",
    run: async (args) => (await import("./compare.ts")).compareDrafts(args),
  },
  decide: {
    usage: `decide FILE accept|reject (--all | --delegation CODE | --change ID…) [--format ${READABLE.join("|")}] [-o OUT]`,
    does: "Accepts or rejects changes and writes the draft file; what goes or is stranded with them is listed.",
    run: async (args) => (await import("./decide.ts")).decideDraft(args),
  },
};

const HELP = `Usage: plenary COMMAND …

${Object.values(COMMANDS)
  .map(({ usage, does }) => `  plenary ${usage}\n      ${does}\n`)
  .join("")}
FILE is a draft file (.json), a Word document (.docx), a web page (.html), Akoma Ntoso (.xml) or resolution text, clean or in
CriticMarkup (.txt);
- is standard input or output.
Exit code: 0 done, 1 findings of check, 2 wrong usage, 3 a file that cannot be read or written.
`;

/** Runs a command line without the program's name and gives the exit code. Never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name = "", ...args] = argv;
  if (name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const known = Object.keys(COMMANDS).join(", ");
    say("plenary", name === "" ? `a command is missing: ${known}` : `no command ${plain(name)}: ${known}`);
    return EXIT.usage;
  }
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`Usage: plenary ${command.usage}\n\n${command.does}\n`);
    return EXIT.done;
  }
  return attempt(`plenary ${name}`, () => command.run(args));
}

async function attempt(who: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Problem) {
      say(who, `${error.message}${error.code === EXIT.usage ? " (see --help)" : ""}`);
      return error.code;
    }
    // A defect of the program: the reader gets a line, whoever looks for it gets the stack.
    say(who, `internal error: ${plain(error instanceof Error ? error.message : String(error), 200)}`);
    if (process.env.PLENARY_DEBUG) console.error(error);
    return EXIT.input;
  }
}

const say = (who: string, message: string): void => console.error(`${who}: ${message}`);
