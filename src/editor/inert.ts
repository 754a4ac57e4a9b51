/**
 * HTML out of the clipboard as a tree in which nothing runs and nothing is loaded. A template's content belongs to no
 * page and is in no document: in one that a parser made, Chromium reports its style sheets to the page's policy.
 */
export function inert(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** What a page brings that is no text. */
const NO_TEXT = "style, script, link, meta, base, title, template, svg, iframe, object, embed";

/** The HTML without it. */
export function withoutScripts(html: string): string {
  const tree = inert(html);
  for (const element of tree.querySelectorAll(NO_TEXT)) element.remove();
  const box = tree.ownerDocument.createElement("div");
  box.append(tree);
  return box.innerHTML;
}
