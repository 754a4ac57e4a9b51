/** Calls of six languages in pages of HTML: told by their italics, by the style of ITU's templates, and in a redline. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  ADDRESSEES,
  Delta,
  LANGUAGES,
  type Language,
  OPERATIVE_CALLS,
  PREAMBLE_CALLS,
  type Part,
  paragraphs,
  partOf,
  roleOf,
} from "../../schema/index.ts";
import { read, writeHtml } from "../../src/formats/index.ts";
import { call, draft, fileOf, item, mark } from "../schema/draft.ts";

interface Call {
  words: string;
  part: Part;
}
type Row = Record<Language, string>;

/** What was collected by others; `CALLS` names it where it lies elsewhere. */
const COLLECTED = process.env.CALLS ?? fileURLToPath(new URL("../../../shared/data/calls.json", import.meta.url));
const collected = existsSync(COLLECTED)
  ? (JSON.parse(readFileSync(COLLECTED, "utf8")) as Record<"preambleCalls" | "operativeCalls" | "addressees", Row[]>)
  : { preambleCalls: [], operativeCalls: [], addressees: [] };

const callsOf = (preamble: readonly string[], operative: readonly string[]): Call[] => [
  ...preamble.map((words): Call => ({ words, part: "preamble" })),
  ...operative.map((words): Call => ({ words, part: "operative" })),
];
/** A call with whom it addresses, as the language joins them: `encarga a` and `al Director` are `encarga al Director`. */
const joined = (words: string, addressee: string, language: Language): string =>
  language === "zh" ? words + addressee : `${language === "es" ? words.replace(/ a$/, "") : words} ${addressee}`;

/** What a page says of paragraphs that are each followed by one of text. */
async function told(page: string): Promise<{ words: string; part: Part | null; role: string }[]> {
  const result = await read("html", page);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return paragraphs(new Delta(result.draft.ops as Delta["ops"]), "final").flatMap(({ mark, content }) => {
    const words = content.map(({ insert }) => insert).join("");
    return words === "x" ? [] : [{ words, part: partOf(mark), role: roleOf(mark) }];
  });
}
const expected = (calls: readonly Call[]) => calls.map((each) => ({ ...each, role: "call" }));

describe.each(LANGUAGES.map((language, i) => ({ language, i })))("calls in $language", ({ language, i }) => {
  const own = callsOf(
    PREAMBLE_CALLS.map((row) => row[i]!),
    [
      ...OPERATIVE_CALLS.map((row) => row[i]!),
      ...OPERATIVE_CALLS.flatMap((row) => ADDRESSEES.map((body) => joined(row[i]!, body[i]!, language))),
    ],
  );
  const others = callsOf(
    collected.preambleCalls.map((row) => row[language]),
    [
      ...collected.operativeCalls.map((row) => row[language]),
      ...collected.operativeCalls.flatMap((row) =>
        collected.addressees.map((body) => joined(row[language], body[language], language)),
      ),
    ],
  );

  test.each([
    { whose: "our own", calls: own, count: own.length },
    { whose: "those that others collected", calls: others, count: others.length },
  ])("in italics, $whose: $count compared", async ({ calls }) => {
    const page = calls.map(({ words }) => `<p class=MsoNormal><i>${words}</i><o:p></o:p></p>\n<p>x</p>`).join("\n");
    expect(await told(`<body lang=${language}><p>x</p>${page}`)).toEqual(expected(calls));
  });

  test("in the style of ITU's templates", async () => {
    const page = own.map(({ words }) => `<p class="call-western">${words}</p><p>x</p>`).join("\n");
    expect(await told(page)).toEqual(expected(own));
  });

  test("in a page of ours", async () => {
    const sequence = draft(...own.flatMap(({ words, part }) => [call(words, mark({ part })), item("x")]));
    expect(await told(writeHtml(fileOf(sequence, { lang: language }), "redline"))).toEqual(expected(own));
  });
});

test("the language is that of the calls", async () => {
  for (const [i, language] of LANGUAGES.entries()) {
    const result = await read("html", `<body lang=de><p><i>${PREAMBLE_CALLS[0]![i]}</i></p>`);
    expect(result).toMatchObject({ ok: true, draft: { lang: language } });
  }
});
