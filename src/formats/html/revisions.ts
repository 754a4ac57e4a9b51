/** Whose the insertions and deletions of a page are. */
import type { Revision } from "../reading/paragraph.ts";
import type { HtmlElement } from "./tree.ts";

/** Longer than any name is. */
const LONGEST_NAME = 200;

/**
 * Whose a revision is: our own pages name the delegation, Word and LibreOffice an address (`mailto:Jane%20Doe`). A mail
 * client that takes all else out leaves the title, which says it for people.
 */
export function revisionOf(node: HtmlElement): Revision {
  const said = (name: string) => (node.getAttribute(name) ?? "").slice(0, LONGEST_NAME);
  const [, code = "", by = "", day, time] = TITLE.exec(said("title")) ?? [];
  const delegation = said("data-delegation") || code;
  const name = said("data-author") || citedIn(said("cite")) || by;
  const author = delegation === "" || name === "" ? name || delegation : `${delegation} (${name})`;
  const date = said("datetime") || (day === undefined ? "" : `${day}T${time}Z`);
  return { author, date, move: null, change: null, by: null };
}

/** `F, Amina Castellane, 2006-11-14 14:05 UTC`, as our pages say it. */
const TITLE = /^([A-Z][A-Z0-9+-]*)(?:, ([^,]+))??(?:, (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC)?$/;

/** Somebody's name out of an address; what leads to a page says nobody's. */
function citedIn(cited: string): string {
  if (/^\w+:\/\//.test(cited)) return "";
  return decoded(cited.replace(/^mailto:/i, ""));
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
