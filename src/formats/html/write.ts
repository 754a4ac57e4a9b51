/** A page of HTML that stands by itself: no script, no request, a printed resolution in any view. */
import { type DraftFile, colourOf } from "../../../schema/index.ts";
import { applied } from "../applied.ts";
import { blocksOf } from "../blocks.ts";
import { Page, dataOf, escape } from "./blocks.ts";
import { sideBySide } from "./columns.ts";
import { changesOnly } from "./layouts.ts";
import { STYLE } from "./style.ts";
import { isRightToLeft, legendOf, sayChanges, titleOf } from "../page.ts";
import type { WriteOptions, WrittenView } from "../result.ts";

/** Everything comes from strangers: even if something slipped through, the page may load and run nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The draft in a view as one HTML file. In the redline proposals are `<ins>` and `<del>` with `data-delegation`,
 * `data-change` and, where known, `datetime`; inserted and deleted paragraph marks show as ¶; labels are text, a changed
 * label is `<del>` and `<ins>` without a delegation, because labels are derived. `data-…` attributes say what the page
 * does not show, for `own.ts` to read back; comments and proposals are not on it.
 */
export function writeHtml(draft: DraftFile, view: WrittenView, { layout = "text" }: WriteOptions = {}): string {
  switch (layout) {
    case "text": {
      const text = new Page(draft, blocksOf(draft, view)).body();
      return page(draft, view, view, `<main ${dataOf("draft", headOf(draft, view))}>\n${text}</main>`);
    }
    case "side-by-side":
      return page(draft, "redline", "sides", `<main>\n${sideBySide(draft)}</main>`);
    case "changes":
      return page(draft, "redline", "redline changes", `<main>\n${changesOnly(draft)}</main>`);
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
${view === "redline" ? legend(draft) : ""}${main}
</body>
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

/** What a draft is besides its text. */
function headOf(draft: DraftFile, view: WrittenView): object {
  const { profile, numbering } = applied(draft, view);
  return { profile, ...(numbering !== undefined && { numbering }) };
}
