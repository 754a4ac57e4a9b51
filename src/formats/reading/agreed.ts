/** What the chair closed as agreed, in documents that may have been edited since: whether it is the same words yet. */
import { type Insert, type Op, parseKey } from "../../../schema/index.ts";
import { type As, VIEWS, standsAs } from "./views.ts";

/** What is said of a paragraph whose words are others. */
export const OPENED = "was agreed with other words: it is open";

interface Words {
  insert: Insert;
  ins: unknown;
  dels: readonly unknown[];
}

/** A short value of the words of both views, which are others where it is another. Blanks and objects do not count. */
export function wordsDigest(pieces: readonly Words[]): string {
  let digest = 0x811c9dc5; // FNV-1a, 32 bits: it tells an edit, and is no proof against anybody
  for (const as of VIEWS)
    for (const sign of `${wordsAs(pieces, as)}\n`) digest = Math.imul(digest ^ sign.codePointAt(0)!, 0x01000193);
  return (digest >>> 0).toString(36);
}

/** The same of operations of a draft. */
export const digestOf = (ops: readonly Op[]): string =>
  wordsDigest(
    ops.map(({ insert, attributes = {} }) => ({
      insert: insert!,
      ins: attributes.ins ?? null,
      dels: Object.keys(attributes).filter((key) => parseKey(key).kind === "del"),
    })),
  );

const wordsAs = (pieces: readonly Words[], as: As): string =>
  pieces
    .filter((piece) => standsAs(piece, as))
    .map(({ insert }) =>
      typeof insert === "string" ? insert.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]|\uFFFD/gu, "") : "",
    )
    .join("");
