/** Calls of six languages are told as such in clean text, alone and with whom they address. */
import { describe, expect, test } from "vitest";
import {
  ADDRESSEES,
  Delta,
  LANGUAGES,
  OPERATIVE_CALLS,
  PREAMBLE_CALLS,
  type Part,
  paragraphs,
  partOf,
  roleOf,
} from "../../schema/index.ts";
import { readText } from "../../src/formats/index.ts";

/** Role and part of a line under an opening. */
const told = (line: string) => {
  const { draft } = readText(`RESOLUTION 1\nTitle\nThe Conference,\n${line}\nx`);
  const { mark } = paragraphs(new Delta(draft.ops as Delta["ops"]), "final")[3]!;
  return [line, roleOf(mark), partOf(mark)];
};
const call = (line: string, part: Part) => [line, "call", part];

describe.each(LANGUAGES.map((language, i) => ({ language, i })))("calls in $language", ({ language, i }) => {
  test("of the preamble", () => {
    for (const row of PREAMBLE_CALLS) expect(told(row[i]!)).toEqual(call(row[i]!, "preamble"));
  });

  test("of the operative part, with every body", () => {
    for (const row of OPERATIVE_CALLS) {
      expect(told(row[i]!)).toEqual(call(row[i]!, "operative"));
      for (const addressee of ADDRESSEES) {
        // `encarga a` and `al Director` are `encarga al Director`.
        const words = language === "es" ? `${row[i]!.replace(/ a$/, "")} ${addressee[i]}` : `${row[i]} ${addressee[i]}`;
        const line = language === "zh" ? words.replace(" ", "") : words;
        expect(told(line)).toEqual(call(line, "operative"));
      }
    }
  });
});

test.each(["encarga al Director de la Oficina de Radiocomunicaciones", "ayant à l’esprit", "Invita al Consejo"])(
  "%s is a call",
  (line) => expect(told(line)[1]).toBe("call"),
);

test("a Spanish verb before another word that begins with al is none", () =>
  expect(told("encarga algo")[1]).toBe("text"));
