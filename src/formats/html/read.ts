/** HTML to drafts: our own pages as they were written, those of other programs by their forms, with their revisions. */
import { Fault, faultOr } from "../fault.ts";
import { htmlText } from "./bytes.ts";
import { readForeignHtml } from "./foreign.ts";
import { ownMain, readOwnHtml } from "./own.ts";
import { treeOf } from "./tree.ts";
import type { ReadOptions, ReadResult } from "../result.ts";

/** The draft in a page, with its revisions, and what was simplified; or where it cannot be read, and why. */
export function readHtml(html: string, options: ReadOptions = {}): ReadResult {
  return faultOr(() => {
    const root = treeOf(html);
    const main = ownMain(root);
    if (main === null) return readForeignHtml(root, options);
    // Parsers close what is open at the end: half a page would be half a draft, and nobody would know.
    if (!/<\/main\s*>/i.test(html)) throw new Fault("file", "cut off: the page has no end; export it again");
    return readOwnHtml(root, main, options);
  });
}

/** The same of a file, whatever its character set. */
export function readHtmlBytes(data: Uint8Array, options: ReadOptions = {}): ReadResult {
  return faultOr(() => {
    const html = htmlText(data);
    if (html === null || html.includes("\0"))
      throw new Fault("file", "not text in UTF-8, nor in a character set that it names");
    return readHtml(html, options);
  });
}
