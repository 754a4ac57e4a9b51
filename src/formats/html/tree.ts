/** The tree of an HTML file, as parse5 reads it: by the rules of browsers, whatever is not closed or nested wrong. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from "parse5";
import { Fault } from "../fault.ts";
import type { HtmlNode } from "../pasted/html.ts";

type Parsed = DefaultTreeAdapterMap["node"];

/** Elements and texts that a file may have: some 200 on each of a thousand pages. */
const MOST_NODES = 300_000;
/** How deep elements may stand in each other: browsers stop at 512. */
const DEEPEST = 512;
const TOO_MANY_NODES = `more than ${MOST_NODES} elements: split the document`;
const TOO_DEEP = `elements more than ${DEEPEST} deep in each other`;

export class HtmlElement implements HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: HtmlElement[] = [];
  private readonly attributes = new Map<string, string>();

  constructor(node: Parsed) {
    const isElement = "tagName" in node;
    this.nodeType = isElement ? 1 : node.nodeName === "#text" ? 3 : 8;
    this.nodeName = isElement ? node.tagName : node.nodeName;
    this.nodeValue = "value" in node ? node.value : null;
    if (isElement) for (const { name, value } of node.attrs) this.attributes.set(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  setStyle(css: string): void {
    this.attributes.set("style", css);
  }
}

/**
 * What parse5 reads, and no more of it than a file may have: formats that stay open are opened again in each paragraph,
 * so that few bytes make many elements, deep in each other, before anybody could count them.
 */
function parsed(html: string): Parsed {
  let [count, depth] = [0, 0];
  return parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (name, namespace, attributes) => {
        if (++count > MOST_NODES) throw new Fault("file", TOO_MANY_NODES);
        return defaultTreeAdapter.createElement(name, namespace, attributes);
      },
      onItemPush: () => {
        if (++depth > DEEPEST) throw new Fault("file", TOO_DEEP);
      },
      onItemPop: () => {
        depth--;
      },
    },
  });
}

/** The document, without its comments. Throws Fault where it is more than any real file. */
export function treeOf(html: string): HtmlElement {
  const document = parsed(html);
  const root = new HtmlElement(document);
  let count = 0;
  const waiting: { from: Parsed; to: HtmlElement; depth: number }[] = [{ from: document, to: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, to, depth } = next;
    if (depth > DEEPEST) throw new Fault("file", TOO_DEEP);
    for (const child of "childNodes" in from ? from.childNodes : []) {
      if (child.nodeName === "#comment") continue;
      if (++count > MOST_NODES) throw new Fault("file", TOO_MANY_NODES);
      const node = new HtmlElement(child);
      to.childNodes.push(node);
      waiting.push({ from: child, to: node, depth: depth + 1 });
    }
  }
  return root;
}

/** The first element that fits, in the order of the text. */
export function findElement(root: HtmlElement, fits: (element: HtmlElement) => boolean): HtmlElement | null {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.nodeType === 1 && fits(next)) return next;
    for (let i = next.childNodes.length - 1; i >= 0; i--) waiting.push(next.childNodes[i]!);
  }
  return null;
}

/** The text in an element; at least its first `most` characters, if it has so many. */
export function textOf(node: HtmlElement, most = Number.POSITIVE_INFINITY): string {
  if (node.nodeType === 3) return node.nodeValue ?? "";
  let text = "";
  for (const child of node.childNodes) {
    if (text.length >= most) break;
    text += textOf(child, most - text.length);
  }
  return text;
}

/** What the page says of its language: browsers take it from the root, Word and LibreOffice say it of the body. */
export function languageIn(root: HtmlElement): string | null {
  const said = findElement(root, (element) => element.getAttribute("lang") !== null && WHOLE.has(element.nodeName));
  return /^[a-z]{2,3}(?=-|$)/i.exec(said?.getAttribute("lang") ?? "")?.[0].toLowerCase() ?? null;
}
const WHOLE = new Set(["html", "body"]);
