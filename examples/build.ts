/**
 * Makes the two example drafts out of the texts in `../shared/data`: `npx tsx examples/build.ts`.
 *
 * Resolution 130 comes from a redline that was read off a conference document: its first reviser becomes the United
 * States, the second France. Resolution 50 comes from its clean text.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Attributes,
  type Change,
  type ChangeId,
  Delta,
  type DraftFile,
  MARK,
  type Op,
  canonical,
  delegationOf,
  deletionKey,
  findCall,
} from "../schema/index.ts";
import { readText, writeJson } from "../src/formats/index.ts";

export interface SourceRun {
  text: string;
  status: "keep" | "ins" | "del" | "insdel";
  part?: "label";
  layer?: number;
}
export interface SourceBlock {
  id: string;
  role: string;
  mark: SourceRun["status"];
  runs: SourceRun[];
}

/** What a person would take as one change, in the order in which they were made: id, person, time. */
const CHANGES: [ChangeId, by: string, time: string][] = [
  ["USA:1", "Marian Okafor", "2006-11-08T09:02:00Z"], // number: the conference
  ["USA:2", "Marian Okafor", "2006-11-08T09:03:00Z"], // opening: the conference
  ["USA:3", "Marian Okafor", "2006-11-08T09:07:00Z"], // considering becomes recognizing b): a move, decided together
  ["USA:4", "Marian Okafor", "2006-11-08T09:12:00Z"], // recognizing a)
  ["USA:5", "Marian Okafor", "2006-11-08T09:21:00Z"], // aware: culture of cybersecurity
  ["USA:6", "Marian Okafor", "2006-11-08T09:26:00Z"], // aware: the private sector
  ["USA:7", "Daniel Reyes", "2006-11-08T09:38:00Z"], // aware: WSIS, with its list
  ["USA:8", "Daniel Reyes", "2006-11-08T09:47:00Z"], // aware: cooperation between organizations
  ["USA:9", "Daniel Reyes", "2006-11-08T09:51:00Z"], // aware: workshops
  ["USA:10", "Daniel Reyes", "2006-11-08T10:04:00Z"], // aware: WTDC-06, with its list
  ["USA:11", "Marian Okafor", "2006-11-08T10:15:00Z"], // noting: continue to
  ["USA:12", "Marian Okafor", "2006-11-08T10:16:00Z"], // noting: and its -> recognizing the importance of
  ["USA:13", "Marian Okafor", "2006-11-08T10:18:00Z"], // noting: others -> other entities and the private sector
  ["USA:14", "Daniel Reyes", "2006-11-08T10:27:00Z"], // instructs 2: intensify -> continue to
  ["USA:15", "Daniel Reyes", "2006-11-08T10:28:00Z"], // instructs 2: on this topic
  ["USA:16", "Daniel Reyes", "2006-11-08T10:31:00Z"], // i): common understanding on -> increase awareness of
  ["USA:17", "Daniel Reyes", "2006-11-08T10:33:00Z"], // i): by studying standards -> and of means
  ["USA:18", "Daniel Reyes", "2006-11-08T10:36:00Z"], // ii): best practices
  ["USA:19", "Daniel Reyes", "2006-11-08T10:40:00Z"], // ii): the bracketed alternative
  ["USA:20", "Daniel Reyes", "2006-11-08T10:44:00Z"], // iii): studies -> activities
  ["USA:21", "Daniel Reyes", "2006-11-08T10:52:00Z"], // iii): how each role and activity relates
  ["F:1", "Amina Castellane", "2006-11-14T14:05:00Z"], // the private sector moves from aware to recognizing c)
  ["F:2", "Amina Castellane", "2006-11-14T14:13:00Z"], // WSIS: is -> recognized the need
  ["F:3", "Amina Castellane", "2006-11-14T14:14:00Z"], // WSIS: with -> that the ITU was
  ["F:4", "Amina Castellane", "2006-11-14T14:16:00Z"], // WSIS: two sentences become one
  ["F:5", "Amina Castellane", "2006-11-14T14:17:00Z"], // WSIS: these -> this
  ["F:6", "Luc Rakotomalala", "2006-11-14T14:30:00Z"], // aware: Study Group 13
];

/** Which change each revised run of a block belongs to, in order; the paragraph mark, when revised, goes with the last. */
const GESTURES: Record<string, ChangeId[]> = {
  number: ["USA:1", "USA:1", "USA:1", "USA:1"],
  opening: ["USA:2", "USA:2", "USA:2", "USA:2"],
  s1: ["USA:3"],
  "s1.p": ["USA:3"],
  s2: ["USA:3"],
  "s2.a": ["USA:4", "USA:4", "USA:4"],
  "s2.b": ["USA:3"],
  "s2.c": ["F:1"],
  "s3.a-bis": ["USA:5"],
  "s3.a-ter": ["F:1"],
  "s3.a-quater": [
    ...(["USA:7", "F:2", "USA:7", "F:2", "USA:7", "F:3", "F:3", "USA:7", "F:3", "USA:7"] as const),
    ...(["F:4", "F:4", "USA:7", "F:4", "F:4", "USA:7", "F:5", "F:5", "USA:7"] as const),
  ],
  "s3.a-quater.1": ["USA:7"],
  "s3.a-quater.2": ["USA:7"],
  "s3.a-quater.3": ["USA:7"],
  "s3.b": ["USA:8"],
  "s3.c": ["USA:9"],
  "s3.f": ["F:6"],
  "s3.g": ["USA:10"],
  "s3.g.i": ["USA:10"],
  "s3.g.ii": ["USA:10"],
  "s4.b": ["USA:11", "USA:12", "USA:12", "USA:12", "USA:12", "USA:13", "USA:13"],
  "s6.2": ["USA:14", "USA:14", "USA:15"],
  "s6.2.i": ["USA:16", "USA:16", "USA:16", "USA:16", "USA:17", "USA:17"],
  "s6.2.ii": ["USA:18", "USA:19"],
  "s6.2.iii": ["USA:20", "USA:20", "USA:21"],
};

/** The change that inserted what a later one, named in GESTURES, takes out again. */
const TAKEN_OUT: Record<string, ChangeId> = { "s3.a-ter": "USA:6", "s3.a-quater": "USA:7" };

/** A block's runs without its label, and without the blank that followed a typed label. */
export function bodyOf({ runs }: SourceBlock): SourceRun[] {
  const body = runs.filter((run) => run.part !== "label");
  if (body.length === runs.length || body.length === 0) return body;
  const [first, ...rest] = body;
  const text = first!.text.trimStart();
  return text === "" ? rest : [{ ...first!, text }, ...rest];
}

/** The revision attributes of a run, from its status in the source. */
function revised(block: string, status: SourceRun["status"], change: ChangeId | undefined): Attributes {
  if (status === "keep") return {};
  if (change === undefined) throw new RangeError(`${block}: a revised run without a change`);
  if (status === "ins") return { ins: change };
  const deleted = { [deletionKey(delegationOf(change))]: change };
  return status === "del" ? deleted : { ins: TAKEN_OUT[block], ...deleted };
}

const ITEMS: Record<string, Attributes> = {
  lettered: {},
  numbered: {},
  paragraph: {},
  roman: { level: 1 },
  bullet: { level: 1, label: "§" },
};

function markOf({ id, role, runs }: SourceBlock): Attributes {
  const item = ITEMS[role];
  if (item !== undefined) return { id, role: "item", ...item };
  if (role !== "call") return { id, role };
  return { id, role, part: findCall(runs.map((run) => run.text).join(""))!.part };
}

/** The draft of Resolution 130 as its source has it. */
export function resolution130(blocks: readonly SourceBlock[]): DraftFile {
  const ops = new Delta();
  for (const block of blocks) {
    const changes = [...(GESTURES[block.id] ?? [])];
    let change: ChangeId | undefined;
    for (const { text, status } of bodyOf(block)) {
      if (status !== "keep") change = changes.shift();
      ops.insert(text, canonical(revised(block.id, status, change)));
    }
    if (changes.length > 0) throw new RangeError(`${block.id}: ${changes.length} changes left over`);
    ops.insert(MARK, canonical({ ...markOf(block), ...revised(block.id, block.mark, change) }));
  }
  const changes: Record<ChangeId, Change> = {};
  for (const [id, by, time] of CHANGES) changes[id] = { delegation: delegationOf(id), by, time };
  return {
    format: "plenary-draft",
    version: 1,
    profile: "itu",
    lang: "en",
    ops: ops.ops as Op[],
    changes,
    comments: {},
  };
}

/** The draft of Resolution 50 as its clean text is read, which leaves out the foreword of the document and says so. */
export function resolution50(text: string): DraftFile {
  const { draft, findings } = readText(text);
  if (findings.length > 1) throw new RangeError(`${findings[0]!.place}: ${findings[0]!.message}`);
  return draft;
}

/** The example drafts by file name, made from a folder with the sources. */
export function build(data: URL): Record<string, string> {
  const source = (name: string) => readFileSync(new URL(name, data), "utf8");
  const { blocks } = JSON.parse(source("resolution-130-redline.json")) as { blocks: SourceBlock[] };
  return {
    "resolution-130.json": writeJson(resolution130(blocks)),
    "resolution-50.json": writeJson(resolution50(source("resolution-50-clean.txt"))),
  };
}

export const SOURCES = new URL("../../shared/data/", import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(build(SOURCES))) writeFileSync(new URL(name, import.meta.url), text);
}
