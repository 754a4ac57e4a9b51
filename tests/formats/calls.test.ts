/** Calls of six languages, alone and with whom they address: in clean text and in pages, of ours and of others. */
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

interface Words {
  preamble: string[];
  operative: string[];
  addressees: string[];
}
/** Each call alone, and those of the operative part with every body. */
const callsOf = ({ preamble, operative, addressees }: Words, language: Language): Call[] => [
  ...preamble.map((words): Call => ({ words, part: "preamble" })),
  ...[
    ...operative,
    ...operative.flatMap((words) => addressees.map((addressee) => joined(words, addressee, language))),
  ].map((words): Call => ({ words, part: "operative" })),
];
/** A call with whom it addresses, as the language joins them: `encarga a` and `al Director` are `encarga al Director`. */
const joined = (words: string, addressee: string, language: Language): string =>
  language === "zh" ? words + addressee : `${language === "es" ? words.replace(/ a$/, "") : words} ${addressee}`;

/** What a file says of its calls, which are each followed by a paragraph `x`. */
async function told(format: string, file: string): Promise<(Call & { role: string })[]> {
  const result = await read(format, file);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  const list = paragraphs(new Delta(result.draft.ops as Delta["ops"]), "final").map(({ mark, content }) => ({
    words: content.map(({ insert }) => insert).join(""),
    part: partOf(mark)!,
    role: roleOf(mark),
  }));
  return list.filter((_, i) => list[i + 1]?.words === "x");
}

/** The ways in which calls are written, and told from their form. */
const WAYS = [
  {
    way: "in lines of clean text",
    format: "txt",
    write: (calls: readonly Call[]) =>
      `RESOLUTION 1\nTitle\nThe Conference,\n${calls.map(({ words }) => `${words}\nx\n`).join("")}`,
  },
  {
    way: "in italics of Word's",
    format: "html",
    write: (calls: readonly Call[], language: Language) =>
      `<body lang=${language}>${calls.map(({ words }) => `<p class=MsoNormal><i>${words}</i><o:p></o:p></p>\n<p>x</p>`).join("\n")}`,
  },
  {
    way: "in the style of ITU's templates",
    format: "html",
    write: (calls: readonly Call[]) =>
      calls.map(({ words }) => `<p class="call-western">${words}</p><p>x</p>`).join("\n"),
  },
  {
    way: "in a page of ours",
    format: "html",
    write: (calls: readonly Call[], lang: Language) =>
      writeHtml(
        fileOf(draft(...calls.flatMap(({ words, part }) => [call(words, mark({ part })), item("x")])), { lang }),
        "redline",
      ),
  },
];

describe.each(LANGUAGES.map((language, i) => ({ language, i })))("calls in $language", ({ language, i }) => {
  const own = callsOf(
    {
      preamble: PREAMBLE_CALLS.map((row) => row[i]!),
      operative: OPERATIVE_CALLS.map((row) => row[i]!),
      addressees: ADDRESSEES.map((row) => row[i]!),
    },
    language,
  );
  const others = callsOf(
    {
      preamble: collected.preambleCalls.map((row) => row[language]),
      operative: collected.operativeCalls.map((row) => row[language]),
      addressees: collected.addressees.map((row) => row[language]),
    },
    language,
  );

  describe.each(WAYS)("$way", ({ format, write }) => {
    test.each([
      { whose: "our own", calls: own, count: own.length },
      { whose: "those that others collected", calls: others, count: others.length },
    ])("$whose: $count compared", async ({ calls }) => {
      // A plain clone has none of those that others collected, and an empty file is refused.
      const found = calls.length === 0 ? [] : await told(format, write(calls, language));
      expect(found).toEqual(calls.map((each) => ({ ...each, role: "call" })));
    });
  });
});

test("the language of a page is that of the calls", async () => {
  for (const [i, language] of LANGUAGES.entries()) {
    const result = await read("html", `<body lang=de><p><i>${PREAMBLE_CALLS[0]![i]}</i></p>`);
    expect(result).toMatchObject({ ok: true, draft: { lang: language } });
  }
});

const line = async (words: string) =>
  (await told("txt", `RESOLUTION 1\nTitle\nThe Conference,\n${words}\nx`)).map(({ role }) => role);

test.each(["encarga al Director de la Oficina de Radiocomunicaciones", "ayant à l’esprit", "Invita al Consejo"])(
  "%s is a call",
  async (words) => expect(await line(words)).toEqual(["call"]),
);

test("a Spanish verb before another word that begins with al is none", async () =>
  expect(await line("encarga algo")).toEqual(["text"]));
