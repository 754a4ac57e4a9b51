/**
 * A document of our own that nobody altered, back to the draft that it was, whatever of it Word has no place for. It is
 * believed only where writing that draft gives the same document again: what Word shows is what is read.
 */
import { type Comment, type DraftFile, MARK, type Op, idOf } from "../../../schema/index.ts";
import { threadsOf } from "../remarks.ts";
import { unescape } from "../xml-write.ts";
import type { Package } from "./package.ts";
import { withWords } from "./without-words.ts";
import { redlineFiles } from "./write.ts";
import type { Element } from "./xml.ts";

/** `carried` is the draft without its words. Null where the document is not what our writer makes of it. */
export function asWritten(file: Package, carried: DraftFile): DraftFile | null {
  const ops = textOf(file, carried);
  const comments = commentsOf(file, carried);
  if (ops === null || comments === null) return null;
  const draft = { ...carried, ops, comments };
  // All files: what leads to these, how they look and what stands around them is shown too.
  for (const [path, content] of redlineFiles(draft)) if (!file.holds(path, content)) return null;
  return draft;
}

/** The operations with the words of the document, by the ids of paragraphs; null where these are not as many. */
function textOf(file: Package, carried: DraftFile): Op[] | null {
  const texts = new Map<string, string>();
  for (const path of [file.document, ...file.names("footnotes")]) addTexts(file.content(path), texts);
  const result: Op[] = [];
  let begin = 0;
  for (const op of carried.ops as Op[]) {
    result.push(op);
    if (op.insert !== MARK) continue;
    const words = texts.get(idOf(op.attributes ?? {}));
    const places = result.slice(begin, -1).reduce((sum, { insert }) => sum + wordsTaken(insert), 0);
    if (words === undefined || words.length < places) return null;
    let at = words.length - places; // labels and numbers stand in front
    for (; begin < result.length - 1; begin++) {
      const { insert, ...rest } = result[begin]!;
      if (typeof insert === "string")
        result[begin] = { ...rest, insert: withWords(insert, words.slice(at, (at += insert.length))) };
    }
    begin = result.length;
  }
  return result;
}

const wordsTaken = (insert: Op["insert"]): number => (typeof insert === "string" ? insert.length : 0);

/** The comments with the words of the document; null where there are fewer. */
function commentsOf(file: Package, carried: DraftFile): DraftFile["comments"] | null {
  const elements = file
    .parts("comments")
    .flatMap(({ root }) => root.elements.filter(({ attributes }) => attributes["plenary:note"] === undefined));
  const written = [...threadsOf(carried.comments).values()].flat();
  if (elements.length < written.length) return null;
  const texts = new Map(written.map(({ key }, i) => [key, wordsIn(elements[i]!)]));
  return Object.fromEntries(
    Object.entries(carried.comments).map(([key, comment]): [string, Comment] => [
      key,
      { ...comment, text: withWords(comment.text, texts.get(key)!) },
    ]),
  );
}

/**
 * What the parts of a document's text begin and end with, as our writer writes them. It is looked for without reading the
 * XML, which takes a third of the time: what is found in another document, no draft gives again.
 */
const SIGNS =
  /<w:p(?=[ >/])(?: plenary:id="([^"]*)")?|<w:(?:t|delText) xml:space="preserve">([^<]*)|<w:tab\/>|<w:r (plenary:object)=|<\/w:r>/g;

/** Adds the words of paragraphs by their ids. What an object shows is none. */
function addTexts(xml: string, texts: Map<string, string>): void {
  let [id, text, isObject]: [string | undefined, string, boolean] = [undefined, "", false];
  const end = () => {
    if (id !== undefined) texts.set(id, text);
  };
  for (const [sign, begun, words, object] of xml.matchAll(SIGNS)) {
    if (sign.startsWith("<w:p")) {
      end();
      [id, text] = [begun, ""];
    } else if (sign === "</w:r>") isObject = false;
    else if (object !== undefined) isObject = true;
    else if (!isObject) text += words === undefined ? "\t" : unescape(words);
  }
  end();
}

/** The words of a comment as our writer writes it. */
const wordsIn = ({ name, elements, text }: Element): string =>
  name === "w:t" ? text : name === "w:br" ? "\n" : elements.map(wordsIn).join("");
