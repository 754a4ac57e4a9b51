/** `npm run bench`: how long a keystroke takes on a large draft and on one of a tenth of the size, how long two texts take to compare, and a redline to be written and read in each format. `--json FILE` writes the figures. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchCompare } from "./compare.ts";
import { benchFormats } from "./formats.ts";
import { benchGuard } from "./guard.ts";
import { benchKeystroke } from "./keystroke.ts";
import { benchPdf } from "./pdf.ts";

const { values } = parseArgs({ options: { json: { type: "string" } } });

const SIZES = [
  { name: "200 × 60 words, 500 changes", paragraphs: 200, words: 60, changes: 500 },
  { name: "2,000 × 60 words, 5,000 changes", paragraphs: 2000, words: 60, changes: 5000 },
];
/** Milliseconds that each median should stay under on the larger draft. */
const AIMS: Record<string, number> = { "tracked keystroke": 1, "remote keystroke": 2, "admission and repair": 1.5 };

const rows = new Map<string, number[]>();
const add = (name: string, value: number) => rows.set(name, [...(rows.get(name) ?? []), value]);
for (const { paragraphs, words, changes } of SIZES) {
  const keystroke = benchKeystroke(paragraphs, words, changes);
  add("tracked keystroke", keystroke.own);
  add("remote keystroke", keystroke.remote);
  const guard = await benchGuard(paragraphs, words, changes);
  add("admission and repair", guard.guard);
  add("admission and repair, sender behind", guard.lagging);
  add("load on the server", guard.load);
}

const width = Math.max(...[...rows.keys()].map((name) => name.length));
console.log(
  `${"median in ms".padEnd(width)}  ${SIZES.map(({ name }) => name.padStart(32)).join("")}${"aim".padStart(8)}`,
);
for (const [name, values] of rows) {
  console.log(
    `${name.padEnd(width)}  ${values.map((value) => value.toFixed(3).padStart(32)).join("")}${String(AIMS[name] ?? "").padStart(8)}`,
  );
}

const comparisons = benchCompare();
const names = Math.max(...[...comparisons.keys()].map((name) => name.length));
console.log(
  `\n${"two texts compared".padEnd(names)}${"ms".padStart(10)}${"of it busy".padStart(12)}${"peak MiB".padStart(10)}`,
);
for (const [name, { time, busy, peak }] of comparisons) {
  console.log(
    `${name.padEnd(names)}${time.toFixed(0).padStart(10)}${busy.toFixed(0).padStart(12)}${peak.toFixed(0).padStart(10)}`,
  );
}
console.log("aim for 100 pages, revised: 2000 ms, 300 MiB");

const conversions = benchFormats();
const longest = Math.max(...[...conversions.keys()].map((name) => name.length));
console.log(
  `\n${"redlines out and in".padEnd(longest)}${"first, ms".padStart(12)}${"of it busy".padStart(12)}${"later, ms".padStart(12)}${"peak MiB".padStart(10)}`,
);
for (const [name, { first, busy, later, peak }] of conversions) {
  console.log(
    `${name.padEnd(longest)}${first.toFixed(0).padStart(12)}${busy.toFixed(0).padStart(12)}${later.toFixed(0).padStart(12)}${peak.toFixed(0).padStart(10)}`,
  );
}
console.log("aim for docx, 100 pages: 500 ms each way");
const pdfs = await benchPdf();
console.log(`\n${"a PDF made".padEnd(names)}${"ms".padStart(10)}${"pages".padStart(12)}${"KiB".padStart(10)}`);
for (const [name, { time, pages, bytes }] of pdfs) {
  console.log(
    `${name.padEnd(names)}${time.toFixed(0).padStart(10)}${String(pages).padStart(12)}${(bytes / 1024).toFixed(0).padStart(10)}`,
  );
}
console.log("aim for 100 pages: 3000 ms");
if (values.json !== undefined) {
  writeFileSync(
    values.json,
    `${JSON.stringify({ sizes: SIZES, aims: AIMS, medians: Object.fromEntries(rows), comparisons: Object.fromEntries(comparisons), conversions: Object.fromEntries(conversions), pdfs: Object.fromEntries(pdfs) }, null, 2)}\n`,
  );
}
