/** What a draft is called. */
import { Delta, type DraftFile, outline } from "../schema/index.ts";

export const MAX_TITLE = 300;

/** Number and title as the text has them, for lists; null where it has neither. */
export function titleOf(file: DraftFile): string | null {
  const { number, title } = outline(new Delta(file.ops as Delta["ops"]), "final");
  const words = [number, title].map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  return words.join(" – ").slice(0, MAX_TITLE) || null;
}

/** Characters of a title in a file's name. */
const LONGEST_NAME = 60;

/** The title and what is shown as a file's name in any script, and the same in letters that every system takes. */
export function fileNames(title: string, shows: string): { full: string; plain: string } {
  const joined = (words: string, letters: RegExp) =>
    wholeWords(words.replace(letters, "-").replace(/^-|-$/g, "")) || "draft";
  return {
    full: `${joined(title.normalize("NFC"), /[^\p{L}\p{M}\p{N}]+/gu)}-${shows}`,
    plain: `${joined(title.normalize("NFKD").replace(/\p{M}/gu, ""), /[^A-Za-z0-9]+/g)}-${shows}`,
  };
}

/** As many words as fit; a part of the first where that is longer, or where a script has no blanks. */
function wholeWords(name: string): string {
  const letters = [...name];
  if (letters.length <= LONGEST_NAME) return name;
  const end = letters.lastIndexOf("-", LONGEST_NAME);
  return letters.slice(0, end < LONGEST_NAME / 2 ? LONGEST_NAME : end).join("");
}
