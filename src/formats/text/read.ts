/** Resolution text, as people paste it or a PDF gives it, to a draft. */
import { type DraftFile, ITU, ITU_DECIMAL, MARK } from "../../../schema/index.ts";
import { readCritic } from "../critic/read.ts";
import { Findings } from "../findings.ts";
import { Ops } from "../ops.ts";
import type { Finding, ReadOptions } from "../result.ts";
import { isDecimal } from "./forms.ts";
import { checkLines, lineEnds, unwrap } from "./lines.ts";
import { RoleReader, markOf } from "./paragraphs.ts";

/**
 * The draft that a text says: a redline in CriticMarkup with its changes, clean text all of it adopted, with what was noticed on the way. Wrapped lines are joined.
 * Number, title, history, opening, calls and items are told by their form; text before the first call that is none of
 * these is title, or text. Typed labels are dropped where the derivation gives the same one, and kept on the mark
 * where it does not; the profile is ITU's, with `1.1` where the text has such labels. Marks have the ids `p1`, `p2` ….
 * `lang` is that of the first call when it is not given. Throws Fault for more than any resolution is.
 */
export function readText(
  text: string,
  options: ReadOptions & { lang?: string } = {},
): { draft: DraftFile; findings: Finding[] } {
  const lines = lineEnds(text);
  checkLines(lines);
  const signs = new Findings();
  const { draft, findings } = readCritic(lines, options, signs) ?? readClean(lines, options.lang);
  return { draft, findings: [...signs.list(), ...findings] };
}

function readClean(text: string, given: string | undefined): { draft: DraftFile; findings: Finding[] } {
  const unwrapped = unwrap(text);
  const profile = unwrapped.some((line) => isDecimal(line.text)) ? ITU_DECIMAL : ITU;
  const reader = new RoleReader(profile, given);
  for (const line of unwrapped) reader.take(line);
  reader.endSection();
  const { paragraphs, findings, lang } = reader;
  if (paragraphs.length === 0) paragraphs.push({ text: "", role: "text" });
  const ops = new Ops();
  paragraphs.forEach(({ text, ...mark }, i) => {
    ops.insert(text).insert(MARK, markOf(mark, `p${i + 1}`));
  });
  const draft: DraftFile = {
    format: "plenary-draft",
    version: 1,
    profile: profile.name,
    lang: lang ?? "en",
    ops: ops.ops,
    changes: {},
    comments: {},
  };
  return { draft, findings };
}
