/** What browsers write before the items of a page's lists: numbers that begin, go on and look as the page says. */
import { letters, roman } from "../../../schema/index.ts";
import { SOME_LABEL } from "../reading/labels.ts";
import type { HtmlElement } from "./tree.ts";

interface List {
  element: HtmlElement;
  items: HtmlElement[];
}

/**
 * The labels of items (HTML, 4.4.5 and 4.4.8). Numbers are the default of all programs, whatever a resolution would have
 * there: of them only the count is told, and letters and roman numerals as they show.
 */
export function labelsIn(root: HtmlElement): ReadonlyMap<HtmlElement, string> {
  const labels = new Map<HtmlElement, string>();
  for (const list of listsIn(root)) {
    const isReversed = list.element.getAttribute("reversed") !== null;
    let next = integerIn(list.element, "start") ?? (isReversed ? list.items.length : 1);
    for (const item of list.items) {
      const n = integerIn(item, "value") ?? next;
      labels.set(item, labelOf(n, typeOf(item) ?? typeOf(list.element)));
      next = n + (isReversed ? -1 : 1);
    }
  }
  return labels;
}

function listsIn(root: HtmlElement): List[] {
  const lists: List[] = [];
  const visit = (element: HtmlElement, owner: List | null): void => {
    let inner = owner;
    if (element.nodeName === "li") owner?.items.push(element);
    else if (element.nodeName === "ol") lists.push((inner = { element, items: [] }));
    else if (element.nodeName === "ul" || element.nodeName === "menu") inner = null;
    for (const child of element.childNodes) visit(child, inner);
  };
  visit(root, null);
  return lists;
}

function integerIn(element: HtmlElement, attribute: string): number | null {
  const digits = /^\s{0,9}([+-]?\d{1,9})/.exec(element.getAttribute(attribute) ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Larger numbers are no labels of a text; browsers count what letters and numerals cannot say in digits. */
const MOST = 3999;

const TYPES: Readonly<Record<string, (n: number) => string>> = Object.assign(Object.create(null) as object, {
  a: letters,
  A: (n: number) => letters(n).toUpperCase(),
  i: roman,
  I: (n: number) => roman(n).toUpperCase(),
});
const STYLES: Readonly<Record<string, string>> = Object.assign(Object.create(null) as object, {
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
  decimal: "1",
  none: "1",
});

/** The type that an element says; null where it says none. A style prevails over an attribute. */
function typeOf(element: HtmlElement): string | null {
  const css = (element.getAttribute("style") ?? "").toLowerCase();
  const declared = css.split(";").findLast((each) => /^\s{0,9}list-style(?:-type)?\s{0,9}:/.test(each)) ?? "";
  const named = declared
    .slice(declared.indexOf(":") + 1)
    .split(/\s+/)
    .find((word) => word in STYLES);
  return named === undefined ? element.getAttribute("type") : STYLES[named]!;
}

function labelOf(n: number, type: string | null): string {
  const written = TYPES[type ?? ""];
  return written === undefined || n < 1 || n > MOST ? `${SOME_LABEL}${n}` : `${written(n)}.`;
}
