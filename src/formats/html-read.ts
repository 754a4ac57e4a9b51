/** HTML to drafts: our own pages as they were written, those of other programs by their forms, with their revisions. */
import { faultOr } from "./fault.ts";
import { readForeignHtml } from "./html-foreign.ts";
import { ownMain, readOwnHtml } from "./html-own.ts";
import { treeOf } from "./html-tree.ts";
import type { ReadOptions, ReadResult } from "./result.ts";

/** The draft in a page, with its revisions, and what was simplified; or where it cannot be read, and why. */
export function readHtml(html: string, options: ReadOptions = {}): ReadResult {
  return faultOr(() => {
    const root = treeOf(html);
    const main = ownMain(root);
    return main === null ? readForeignHtml(root, options) : readOwnHtml(root, main);
  });
}
