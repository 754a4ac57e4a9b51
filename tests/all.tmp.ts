import { readFileSync, writeFileSync } from "node:fs";
import { writeDocx, writeText, readJson } from "../src/formats/index.ts";
import { fileOf } from "./schema/draft.ts";
import { Delta } from "../schema/index.ts";
import { redline } from "./network.ts";
import { readByLibreOffice, readByPandoc } from "./formats/docx/second-readers.ts";
import { expected, JOIN } from "./formats/docx/corpus.ts";
const seen = new Map<string, any>();
for (const x of JSON.parse(readFileSync("/tmp/dx/all.json", "utf8"))) {
  const k = JSON.stringify(x.ops);
  if (!seen.has(k)) seen.set(k, x);
}
let docs = [...seen.values()].map((x) => ({ name: x.name, draft: fileOf(new Delta(x.ops)) }));
for (const n of ["resolution-130", "resolution-50"]) {
  const r = readJson(readFileSync(`examples/${n}.json`, "utf8"));
  if (r.ok) docs.push({ name: n, draft: r.draft });
}
let t = Date.now();
const which = process.argv[2] ?? "both";
if (process.argv[3]) {
  const only = process.argv[3].split(",").map(Number);
  docs = docs.filter((_, i) => only.includes(i));
}
const bytes = docs.map((d) => writeDocx(d.draft, "redline"));
console.log("write", Date.now() - t);
t = Date.now();
for (const [name, read] of [
  ["pandoc", readByPandoc],
  ["soffice", readByLibreOffice],
] as const) {
  if (which !== "both" && which !== name) continue;
  t = Date.now();
  const got = read(bytes);
  console.log(name, Date.now() - t);
  let n = 0;
  let out = "";
  docs.forEach((d, i) => {
    for (const v of ["original", "final"] as const) {
      const text = writeText(d.draft, v)
        .trimEnd()
        .split("\n")
        .map((l) => l.replace(/\s+/g, " ").trim());
      let want = expected(d.draft, v);
      const plain = want
        .map((l) => l.replaceAll(JOIN, "").replace(/\s+/g, " ").trim())
        .join("\n")
        .trimEnd()
        .split("\n");
      if (JSON.stringify(plain) !== JSON.stringify(text)) console.log("MODEL", d.name, v, plain, text);
      want =
        name === "pandoc"
          ? want.map((l) => l.replaceAll(JOIN, " ").replace(/\s+/g, " ").trim()).filter((l) => l !== "")
          : want
              .map((l) => l.replaceAll(JOIN, ""))
              .join("\n")
              .trimEnd()
              .split("\n");
      const g = got[i]![v];
      if (JSON.stringify(g) !== JSON.stringify(want)) {
        n++;
        out += `${i} ${d.name} ${v}\n  ${redline(new Delta(d.draft.ops as any)).slice(0, 400)}\n  want ${JSON.stringify(want).slice(0, 600)}\n  got  ${JSON.stringify(g)?.slice(0, 600)}\n`;
      }
    }
  });
  console.log(name, "different", n, "of", docs.length * 2);
  writeFileSync(`/tmp/dx/diff-${name}.txt`, out);
}
