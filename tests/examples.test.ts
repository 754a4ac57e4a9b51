/**
 * The example drafts say what their sources say. `tests/fixtures` holds copies of the sources, so that this runs
 * everywhere; where the sources lie beside the project, the copies are compared with them.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Delta, type DraftFile, type Op, delegationOf, idOf, paragraphs, parseKey } from "../schema/index.ts";
import { SOURCES, type SourceBlock, type SourceRun, bodyOf, build } from "../examples/build.ts";
import { changesIn, readJson, writeText } from "../src/formats/index.ts";
import { decide } from "../src/revision/index.ts";
import { labels } from "./schema/draft.ts";

const FIXTURES = new URL("fixtures/", import.meta.url);
const EXAMPLES = new URL("../examples/", import.meta.url);
const source = (name: string) => readFileSync(new URL(name, FIXTURES), "utf8");
const committed = (name: string) => readFileSync(new URL(name, EXAMPLES), "utf8");

function example(name: string): DraftFile {
  const result = readJson(committed(name));
  if (!result.ok) throw new Error(`${name}: ${result.place}: ${result.message}`);
  return result.draft;
}
const draft130 = example("resolution-130.json");
const sequence130 = new Delta(draft130.ops as Delta["ops"]);

/** Paragraphs of a text, blanks made single. */
const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");

test("the copies of the sources are the sources", () => {
  const names = readdirSync(FIXTURES).filter((name) => name.startsWith("resolution-"));
  const present = names.filter((name) => existsSync(new URL(name, SOURCES)));
  for (const name of present) expect(readFileSync(new URL(name, SOURCES), "utf8"), name).toBe(source(name));
  console.log(`sources: ${present.length} of ${names.length} files lie beside the project and were compared`);
  expect(names).toHaveLength(4);
});

test("build.ts makes the committed files", () => {
  const built = build(FIXTURES);
  expect(Object.keys(built)).toEqual(["resolution-130.json", "resolution-50.json"]);
  for (const [name, text] of Object.entries(built)) expect(text, name).toBe(committed(name));
});

describe("Resolution 130", () => {
  test("the original is that of Marrakesh, labels included", () =>
    expect(lines(writeText(draft130, "original"))).toEqual(lines(source("resolution-130-original.txt"))));

  test("the final is that of Antalya, labels included", () =>
    expect(lines(writeText(draft130, "final"))).toEqual(lines(source("resolution-130-proposed.txt"))));

  test("the redline's body runs are the source's", () => {
    const { blocks } = JSON.parse(source("resolution-130-redline.json")) as { blocks: SourceBlock[] };
    const ours = paragraphs(sequence130, "redline").map(({ mark, content }) => ({
      id: idOf(mark),
      mark: statusOf({ insert: "\n", attributes: mark }),
      runs: joined(content.map((op) => ({ text: op.insert as string, status: statusOf(op), who: whoOf(op) }))),
    }));
    const theirs = blocks.map((block) => ({
      id: block.id,
      mark: block.mark,
      runs: joined(bodyOf(block).map((run) => ({ text: run.text, status: run.status, who: reviserOf(run) }))),
    }));
    expect(ours).toEqual(theirs);
  });

  test("the label pairs", () => {
    const shown = paragraphs(sequence130, "redline").map(({ mark }, i) => [idOf(mark), labels(sequence130)[i]]);
    expect(shown).toEqual([
      ["number", ""],
      ["title", ""],
      ["opening", ""],
      ["s1", ""], // considering, struck, with its only item
      ["s1.p", ""],
      ["s2", ""], // recognizing, inserted
      ["s2.a", "+a)"],
      ["s2.b", "+b)"],
      ["s2.c", "+c)"],
      ["s3", ""], // aware
      ["s3.a", "a)"],
      ["s3.a-bis", "+b)"],
      ["s3.a-ter", ""], // inserted by one, deleted by the other: in neither text
      ["s3.a-quater", "+c)"],
      ["s3.a-quater.1", "+§"],
      ["s3.a-quater.2", "+§"],
      ["s3.a-quater.3", "+§"],
      ["s3.b", "b)→d)"],
      ["s3.c", "c)→e)"],
      ["s3.f", "+f)"],
      ["s3.g", "+g)"],
      ["s3.g.i", "+i)"],
      ["s3.g.ii", "+ii)"],
      ["s4", ""], // noting
      ["s4.a", "a)"],
      ["s4.b", "b)"],
      ["s5", ""], // resolves, its only item without a label
      ["s5.p", ""],
      ["s6", ""], // instructs
      ["s6.1", "1"],
      ["s6.2", "2"],
      ["s6.2.i", "i)"],
      ["s6.2.ii", "ii)"],
      ["s6.2.iii", "iii)"],
      ["s7", ""], // invites
      ["s7.p", ""],
    ]);
  });

  test("every change has its person and time, and none is without effect", () => {
    expect(new Set(Object.keys(draft130.changes))).toEqual(changesIn(draft130.ops));
    for (const [id, { delegation, by, time }] of Object.entries(draft130.changes)) {
      expect(delegation).toBe(delegationOf(id));
      expect(by).toMatch(/^\p{L}+ \p{L}+$/u);
      expect(time).toMatch(/^2006-11-\d\dT\d\d:\d\d:00Z$/);
    }
  });

  test.each([
    [
      "a replacement",
      "USA:16",
      ["increase awareness of the importance", "reach a common understanding on the importance"],
    ],
    ["a move within the resolution", "USA:3", ["recognizing\n", "considering\n"]],
  ])("%s is one change: accepted and rejected whole", (_, change, [accepted, rejected]) => {
    const after = (verdict: "accept" | "reject") => {
      const { delta } = decide(sequence130, { [change]: verdict });
      return writeText({ ...draft130, ops: sequence130.compose(delta).ops as Op[] }, "original");
    };
    expect(after("accept")).toContain(accepted);
    expect(after("accept")).not.toContain(rejected);
    expect(after("reject")).toContain(rejected);
    expect(after("reject")).not.toContain(accepted);
  });
});

test("Resolution 50 is its clean text, wrapped lines joined", () => {
  const clean = source("resolution-50-clean.txt");
  const text = clean.slice(clean.indexOf("RESOLUTION 50")).replace("cybersecurity-\n", "cybersecurity-");
  const words = (all: string) => all.split(/\s+/).filter((word) => word !== "");
  const draft = example("resolution-50.json");
  for (const view of ["original", "final", "redline"] as const)
    expect(words(writeText(draft, view))).toEqual(words(text));
  expect(lines(writeText(draft, "final"))).toHaveLength(4 + 9 + 30); // heads, calls, items
});

const statusOf = ({ attributes = {} }: Op): SourceRun["status"] => {
  const deleted = Object.keys(attributes).some((key) => parseKey(key).kind === "del");
  if (attributes.ins !== undefined) return deleted ? "insdel" : "ins";
  return deleted ? "del" : "keep";
};

/** The first reviser is USA, the second F; who deleted again what the first had inserted is F. */
function whoOf({ attributes = {} }: Op): string {
  const changes = Object.entries(attributes).filter(([key]) => ["ins", "del"].includes(parseKey(key).kind));
  return changes
    .map(([key, id]) => `${key === "ins" ? "+" : "-"}${delegationOf(id as string)}`)
    .sort()
    .join("");
}
function reviserOf({ status, layer = 1 }: SourceRun): string {
  const reviser = layer === 1 ? "USA" : "F";
  return { keep: "", ins: `+${reviser}`, del: `-${reviser}`, insdel: "+USA-F" }[status];
}

type Run = { text: string; status: string; who: string };
/** Neighbours that the source tells apart only by its remarks are one run. */
function joined(runs: Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && last.status === run.status && last.who === run.who) last.text += run.text;
    else result.push({ ...run });
  }
  return result;
}
