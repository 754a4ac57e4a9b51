/**
 * The style sheet in a page, as far as it says something of text: Google Docs sets italics and strokes by classes, and
 * Word its calls. Read are rules for elements and classes; what a selector says beyond that is layout.
 */
import { type HtmlElement, textOf } from "./tree.ts";

/** Longer declarations, and more rules and classes, are none of a text's. */
const LONGEST = 2000;
const MOST_RULES = 20_000;
const MOST_CLASSES = 20;

/** Gives each element the declarations that the page's sheets have for it, before its own, which prevail. */
export function applySheets(root: HtmlElement): void {
  const rules = new Map<string, string>();
  visit(root, (element) => {
    if (element.nodeName === "style") read(textOf(element), rules);
  });
  if (rules.size > 0) visit(root, (element) => style(element, rules));
}

function visit(element: HtmlElement, see: (element: HtmlElement) => void): void {
  if (element.nodeType === 1) see(element);
  for (const child of element.childNodes) visit(child, see);
}

function style(element: HtmlElement, rules: ReadonlyMap<string, string>): void {
  const { nodeName: name } = element;
  const classes = (element.getAttribute("class") ?? "").slice(0, LONGEST).split(/\s+/).slice(0, MOST_CLASSES);
  const selectors = [name, ...classes.flatMap((each) => [`.${each}`, `${name}.${each}`])];
  const declared = selectors.flatMap((selector) => rules.get(selector) ?? []);
  if (declared.length > 0) element.setStyle([...declared, element.getAttribute("style") ?? ""].join(";"));
}

function read(css: string, rules: Map<string, string>): void {
  let nested = false;
  for (const part of withoutComments(css).split("}")) {
    // Rules within @media are for paper or other screens, the declarations of @page and @font-face for no element.
    if (nested && part.trim() === "") nested = false;
    const open = part.indexOf("{");
    if (nested || open < 0) continue;
    const before = part.slice(0, open);
    const selectors = before.slice(before.lastIndexOf(";") + 1).trim(); // behind an @import
    const declarations = part.slice(open + 1).trim();
    if (selectors.startsWith("@")) nested = declarations.includes("{");
    else if (selectors.length <= LONGEST && declarations.length <= LONGEST)
      for (const selector of selectors.split(",")) add(selector.trim(), declarations, rules);
  }
}

function add(selector: string, declarations: string, rules: Map<string, string>): void {
  if (rules.size >= MOST_RULES || !/^(?:[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?\.[\w-]+)$/i.test(selector)) return;
  const key = selector.replace(/^[^.]+/, (name) => name.toLowerCase());
  rules.set(key, `${rules.get(key) ?? ""};${declarations}`.slice(-LONGEST));
}

/** Without comments, and without those of HTML that Word puts around its rules. */
function withoutComments(css: string): string {
  let result = "";
  let at = 0;
  for (let start = css.indexOf("/*"); start >= 0; start = css.indexOf("/*", at)) {
    result += css.slice(at, start);
    const end = css.indexOf("*/", start + 2);
    at = end < 0 ? css.length : end + 2;
  }
  return (result + css.slice(at)).replaceAll("<!--", "").replaceAll("-->", "");
}
