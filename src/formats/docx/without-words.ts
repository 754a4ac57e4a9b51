/**
 * A draft file without its words, which the document has: of each text only how long it is (`[12, "\n"]`). So they do not
 * stay in a file of which somebody took them out in Word. What XML cannot hold is no word of the document, and stands
 * here as it is.
 */
import type { DraftFile } from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { isObject, writeJson } from "../json/draft-file.ts";
import { FILE_BYTES } from "../result.ts";
import { IMPOSSIBLE, SPECIAL } from "../xml-write.ts";

/** A sign in the place of each that the document has. */
const PLACE = "x";
/** Line ends, which are marks of the text, and what XML cannot hold. */
const KEPT = new RegExp(`((?:\\n|${IMPOSSIBLE.source})+)`, "u");

type Hidden = (number | string)[];

/** The draft file's text, its words and those of its comments hidden. */
export const withoutWords = (draft: DraftFile): string => writeJson(draft, hidden);

/** Most texts have nothing that is special, and are not searched for whole signs. */
const hidden = (text: string): Hidden =>
  (SPECIAL.test(text) ? text.split(KEPT) : [text]).flatMap((part, i) =>
    part === "" ? [] : [i % 2 === 0 ? part.length : part],
  );

/** What `withoutWords` gave, with a sign for each word's: anything else stays as it is. Throws Fault where there is no end. */
export function withPlaces(file: unknown): unknown {
  let left = FILE_BYTES;
  const shown = (text: unknown): unknown => {
    if (!Array.isArray(text)) return text;
    return text
      .map((part: unknown) => {
        if (typeof part === "string") return part;
        left -= Number.isInteger(part) && (part as number) > 0 ? (part as number) : Infinity;
        if (left < 0) throw new Fault("ops", `longer than ${FILE_BYTES} bytes`);
        return PLACE.repeat(part as number);
      })
      .join("");
  };
  if (!isObject(file)) return file;
  const { ops, comments } = file;
  return {
    ...file,
    ...(Array.isArray(ops) && {
      ops: ops.map((op: unknown) => (isObject(op) ? { ...op, insert: shown(op.insert) } : op)),
    }),
    ...(isObject(comments) && {
      comments: Object.fromEntries(
        Object.entries(comments).map(([key, each]) => [
          key,
          isObject(each) ? { ...each, text: shown(each.text) } : each,
        ]),
      ),
    }),
  };
}

/** A text with signs in the place of `words`. The parts of both are equally long. */
export function withWords(places: string, words: string): string {
  if (!SPECIAL.test(places)) return words;
  return Array.from({ length: places.length }, (_, i) => (places[i] === PLACE ? words[i] : places[i])).join("");
}
