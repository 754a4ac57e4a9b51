/**
 * A page that `write.ts` wrote, back to the draft that it shows. What stands on the page is read, so that it may have been
 * edited since; its paragraphs say in `data-mark` what they are, and in `data-agreed` with which words they were closed;
 * its objects are in `data-object`, proposed settings in `data-set`, threads of comments and what nobody knows in
 * `data-comments` and `data-more`; `data-draft` has the rest of the draft file. Labels, counted numbers and pilcrows are
 * derived and left where they are.
 */
import { MARK } from "../../../schema/index.ts";
import { readJson } from "../json/draft-file.ts";
import { Gestures } from "../reading/gestures.ts";
import { type ReadOptions, type ReadResult, plain } from "../result.ts";
import { notShown, setEdited } from "./edits.ts";
import { OwnText, isMarked, parsed } from "./own-text.ts";
import { type HtmlElement, findElement } from "./tree.ts";
import { isWritten } from "./written.ts";

/** The text of a page of ours, whatever was done to the page since; null in a page of others. */
export function ownMain(root: HtmlElement): HtmlElement | null {
  const main = findElement(root, (element) => element.getAttribute("data-draft") !== null);
  return main !== null && findElement(main, isMarked) !== null ? main : null;
}

/** The draft of a page of ours. Throws Fault where it says what no draft can have. */
export function readOwnHtml(root: HtmlElement, main: HtmlElement, options: ReadOptions): ReadResult {
  const head = parsed(main.getAttribute("data-draft")!, "main");
  const gestures = new Gestures(options);
  reserveChanges(root, gestures);
  const text = new OwnText(root, gestures);
  const { ops } = text.ops;
  if (ops.length === 0) text.ops.insert(MARK, { role: "text" });
  setEdited(head, text.said);
  const lang = findElement(root, ({ nodeName }) => nodeName === "html")?.getAttribute("lang") ?? "en";
  const draft = {
    lang,
    comments: {},
    ...head,
    format: "plenary-draft",
    version: 1,
    ops,
    changes: { ...gestures.changes, ...text.changes, ...(head.changes as object | undefined) },
  };
  // What a page says is a stranger's word: it is held to what a draft file is held to.
  const result = readJson(JSON.stringify(draft));
  if (!result.ok) return result;
  const { findings } = text;
  const written = isWritten(result.draft);
  for (const { part, place, words } of text.others)
    if (!written(part, words))
      findings.add(place, `“${plain(words)}” was typed beside the text: it is left out`, "beside");
  for (const key of notShown(head, text.said))
    findings.add(`comment ${key}`, "was taken off the page: it stays in the draft", "not shown");
  return { ...result, findings: findings.list() };
}

const CHANGE = /[A-Z][A-Z0-9-]*:[\w.-]+/g;

/** What somebody proposed on the page by hand is no change that it has already. */
function reserveChanges(root: HtmlElement, gestures: Gestures): void {
  const visit = (element: HtmlElement): void => {
    for (const name of ["data-draft", "data-mark", "data-set", "data-change"])
      for (const [id] of (element.getAttribute(name) ?? "").matchAll(CHANGE)) gestures.reserve(id);
    for (const child of element.childNodes) visit(child);
  };
  visit(root);
}
