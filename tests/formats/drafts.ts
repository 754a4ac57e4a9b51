/** Drafts that every format has to cope with. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Delta, type DraftFile, MARK, type Op } from "../../schema/index.ts";
import { readJson } from "../../src/formats/index.ts";
import { draftArb } from "../laws/generators.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";

export function example(name: string): DraftFile {
  const result = readJson(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), "utf8"));
  if (!result.ok) throw new Error(`${name}: ${result.place}: ${result.message}`);
  return result.draft;
}

export const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u0000\u202E`;

/** Everything that a stranger can write, written to do harm. */
export const hostile: DraftFile = fileOf(
  draft(
    para("title", HOSTILE),
    call(HOSTILE),
    item(HOSTILE, ins("USA:1", HOSTILE), del("F:1", HOSTILE), mark({ label: "<b>&\"'" })),
    item({ insert: { footnote: HOSTILE } }, { insert: { ref: HOSTILE } }, { insert: { [HOSTILE]: HOSTILE } }),
    item(mark({ "set:F:label": { change: "F:2", value: "<i>\"'&" } })),
  ),
  { changes: { "USA:1": { delegation: "USA", by: HOSTILE, time: "" } } },
);

/** A paper on the table: labels of the original stay, with all that can come between them. */
export const provisional: DraftFile = fileOf(
  draft(
    call("noting"),
    item(ins("F:1", "zero;"), mark({ ins: "F:1" })),
    item("one;"),
    item(ins("USA:1", "new;"), mark({ ins: "USA:1" })),
    item(del("F:2", "two;"), mark({ "del:F": "F:2" })),
    item("three,"),
    call("resolves"),
    item("to act:"),
    sub("well;"),
    sub(ins("USA:2", "soon;"), mark({ ins: "USA:2" })),
    sub("in peace;"),
    item(ins("USA:3", "to report."), mark({ ins: "USA:3" })),
  ),
  { numbering: { policy: "provisional", spelling: "b) bis" } },
);

/** Roles, levels, objects, formats and settings of all kinds, and attributes that nobody knows. */
export const varied: DraftFile = fileOf(
  draft(
    para("number", "RESOLUTION 1"),
    para("title", "On x"),
    para("history", "(Rome, 1999)"),
    para("opening", "The Conference,"),
    call("noting"),
    item("one", { insert: { footnote: "n1" } }, " two", { insert: { break: true } }, "three"),
    item("H", { insert: "2", attributes: { sub: true } }, "O", {
      insert: " bold",
      attributes: { em: true, strong: true },
    }),
    sub("see ", { insert: { ref: "p6" } }, " and ", { insert: { chart: { of: "votes" } }, attributes: { odd: [1] } }),
    item(
      "marked",
      mark({ "set:USA:level": { change: "USA:2", value: 1 }, "set:F:role": { change: "F:2", value: "text" } }),
    ),
    item({ insert: "loud", attributes: { "set:F:em": { change: "F:3", value: true } } }),
    para("heading", "Head"),
    para("annex-number", "ANNEX"),
    para("annex-title", "Rules"),
    para("reasons", "Because"),
    para("footnote", "Note.", mark({ id: "n1" })),
    item(
      "a",
      ins("USA:1", "b", { "del:F": "F:1" }),
      ins("USA:1", MARK, { "del:F": "F:1", id: "x", role: "item" }),
      "c",
    ),
  ),
  {
    changes: { "USA:1": { delegation: "USA", by: "Grace Lindqvist", time: "2006-11-08T09:12:00Z", reason: "clarity" } },
  },
);

const signs = fc.string({
  unit: fc.constantFrom("{", "}", "+", "-", "~", ">", "<", "=", "\\", "a", " ", "&", '"', "😀"),
  minLength: 1,
  maxLength: 6,
});

/** Random drafts; half of them say things that look like markup. */
export const files: fc.Arbitrary<DraftFile> = fc
  .tuple(draftArb, fc.boolean(), fc.array(signs, { minLength: 4, maxLength: 4 }))
  .map(([sequence, wild, texts]) => {
    if (!wild) return fileOf(sequence);
    const ops = (sequence.ops as Op[]).map((op, i) =>
      typeof op.insert === "string" && op.insert !== MARK ? { ...op, insert: texts[i % 4]! } : op,
    );
    return fileOf(new Delta(ops as Delta["ops"]));
  });
