/** A page of HTML that stands by itself: no script, no request, a printed resolution in any view. */
import { type Change, type DraftFile, colourOf, isRightToLeft } from "../../../schema/index.ts";
import { applied } from "../applied.ts";
import { blocksOf } from "../blocks.ts";
import { changesIn } from "../json/draft-file.ts";
import { Beside } from "./beside.ts";
import { Page } from "./blocks.ts";
import { sideBySide } from "./columns.ts";
import { dataOf, escape } from "./escape.ts";
import { changesOnly } from "./layouts.ts";
import { STYLE } from "./style.ts";
import { isTime, legendOf, sayChanges, showable, titleOf } from "../page.ts";
import type { WriteOptions, WrittenView } from "../result.ts";

/** Everything comes from strangers: even if something slipped through, the page may load and run nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The draft in a view as one HTML file. In the redline proposals are `<ins>` and `<del>` with `data-delegation`,
 * `data-change` and, where known, `datetime`; inserted and deleted paragraph marks show as ¶; labels are text, a changed
 * label is `<del>` and `<ins>` without a delegation, because labels are derived. What delegations say of it stands beside
 * the text (`beside.ts`). `data-…` attributes say what the page does not show, for `own.ts` to read back: of the redline
 * all that the draft file has, of a clean text nothing that belongs to the redline.
 */
export function writeHtml(draft: DraftFile, view: WrittenView, { layout = "text" }: WriteOptions = {}): string {
  switch (layout) {
    case "text": {
      const shown = applied(draft, view);
      const blocks = blocksOf(shown, view);
      const beside = view === "redline" ? new Beside(shown, blocks) : null;
      const text = new Page(shown, blocks, beside).body();
      const main = `<main ${dataOf("draft", headOf(shown))}>\n${text}</main>\n`;
      return page(shown, view, view, main + (beside?.list() ?? ""));
    }
    case "side-by-side":
      return page(draft, "redline", "sides", sideBySide(draft));
    case "changes":
      return page(draft, "redline", "redline changes", changesOnly(draft));
  }
}

function page(draft: DraftFile, view: WrittenView, kind: string, main: string): string {
  const dir = isRightToLeft(draft) ? "rtl" : "ltr";
  return `<!doctype html>
<html lang="${escape(draft.lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escape(POLICY)}">
<title>${escape(titleOf(draft, view))}</title>
<style>
${STYLE}
</style>
</head>
<body class="${kind}">
${view === "redline" ? legend(draft) : ""}${main}</body>
</html>
`;
}

function legend(draft: DraftFile): string {
  const items = legendOf(draft).map(
    ({ code, changes }) => `<li class="d${colourOf(code)}"><b>${escape(code)}</b> ${sayChanges(changes)}</li>`,
  );
  const list =
    items.length === 0 ? "<p>No pending changes.</p>" : `<ul aria-label="Delegations">${items.join("")}</ul>`;
  return `<header class="legend" lang="en" dir="ltr">
<p>Redline: proposed text is <ins>underlined</ins>, text proposed to go is <del>struck through</del>.</p>
${list}
</header>
`;
}

/** All of a draft but its text, and what the page says of its changes where they stand. */
function headOf(draft: DraftFile): object {
  const { ops, format: _, version: __, changes, comments, ...head } = draft;
  const shown = changesIn(ops);
  const more = Object.entries(changes).filter(([id, change]) => !shown.has(id) || !isSaid(change));
  return {
    ...head,
    ...(more.length > 0 && { changes: Object.fromEntries(more) }),
    ...(Object.keys(comments).length > 0 && { comments }),
  };
}

/** Whether a change is no more than what stands on its words. */
function isSaid(change: Change): boolean {
  const { by, time } = change;
  const isMore = Object.keys(change).some((key) => !["delegation", "by", "time"].includes(key));
  return !isMore && showable(by) === by && (time === "" || isTime(time));
}
