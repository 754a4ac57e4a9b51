/** How long a redline of 10 and of 100 pages takes to be written and to be read, and how much memory: each in a process of its own. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { Delta, type DraftFile } from "../../schema/index.ts";
import { READABLE, WRITABLE, read, write } from "../../src/formats/index.ts";
import { fileOf } from "../schema/draft.ts";
import { largeDraft } from "./drafts.ts";

export interface Conversion {
  /** Milliseconds of the first one in a fresh process, the modules of its format included. */
  first: number;
  /** The same on the processor: what it would take on a machine with nothing else to do. */
  busy: number;
  /** Milliseconds of the fourth: what it takes on a server. */
  later: number;
  /** Mebibytes: the largest that the whole process was. */
  peak: number;
}

const self = fileURLToPath(import.meta.url);
const SIZES = [10, 100];

/** A page has some 12 paragraphs of 40 words, and in a lively debate 20 changes. */
const redline = (pages: number): DraftFile => fileOf(new Delta(largeDraft(pages * 12, 40, pages * 20) as Delta["ops"]));

/** By their names: `docx out, 100 pages`; `altered in` is a file that somebody saved since, read by what Word shows. Throws when one takes longer than two minutes. */
export function benchFormats(): Map<string, Conversion> {
  const cases = [
    ...WRITABLE.flatMap((format) => SIZES.map((pages) => ({ format, way: "out", pages }))),
    ...READABLE.filter((format) => WRITABLE.includes(format)).flatMap((format) =>
      SIZES.map((pages) => ({ format, way: "in", pages })),
    ),
    ...SIZES.map((pages) => ({ format: "docx", way: "altered in", pages })),
  ];
  return new Map(
    cases.map(({ format, way, pages }) => {
      const args = ["--import", "tsx", self, format, way, String(pages)];
      const said = execFileSync(process.execPath, args, { encoding: "utf8", timeout: 120_000 });
      return [`${format} ${way}, ${pages} pages`, JSON.parse(said) as Conversion];
    }),
  );
}

/** What is to be read is written in another process, so that its memory is not counted. */
function written(format: string, way: string, pages: string): Uint8Array {
  const args = ["--import", "tsx", self, format, way === "in" ? "file" : "altered", pages];
  return new Uint8Array(execFileSync(process.execPath, args, { maxBuffer: 64 * 1024 * 1024, timeout: 120_000 }));
}

async function timed(convert: () => unknown): Promise<number> {
  const begin = performance.now();
  await convert();
  return performance.now() - begin;
}

const [, script, format = "", way = "", pages = ""] = process.argv;
/** A Word document with nothing of ours but its text, as Word saves it. */
function altered(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file);
  const text = strFromU8(parts["word/document.xml"]!);
  parts["word/document.xml"] = strToU8(text.replace(/ plenary:\w+="[^"]*"/g, ""));
  return zipSync(parts);
}

if (script === self && (way === "file" || way === "altered")) {
  const result = await write(format, redline(Number(pages)), "redline");
  if (result.ok) process.stdout.write(way === "file" ? result.data : altered(result.data as Uint8Array));
} else if (script === self) {
  const data = way === "out" ? null : written(format, way, pages);
  const draft = redline(Number(pages));
  const convert = () => (data === null ? write(format, draft, "redline") : read(format, data));
  const used = process.cpuUsage();
  const first = await timed(convert);
  const { user, system } = process.cpuUsage(used);
  const peak = process.resourceUsage().maxRSS / 1024;
  let later = first;
  for (let i = 0; i < 3; i++) later = await timed(convert);
  console.log(JSON.stringify({ first, busy: (user + system) / 1000, later, peak } satisfies Conversion));
}
