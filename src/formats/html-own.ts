/**
 * A page that `html.ts` wrote, back to the draft that it shows. What stands on the page is read, so that it may have been
 * edited since; its paragraphs say in `data-mark` what they are, its objects in `data-object`, proposed settings in
 * `data-set`. Labels, counted numbers and pilcrows are derived and left where they are.
 */
import {
  type Attributes,
  type Change,
  type ChangeId,
  type Insert,
  MARK,
  deletionKey,
  delegationOf,
  isChange,
  settingKey,
} from "../../schema/index.ts";
import { Fault } from "./fault.ts";
import { type HtmlElement, findElement } from "./html-tree.ts";
import { readJson } from "./json.ts";
import { Ops } from "./ops.ts";
import type { ReadResult } from "./result.ts";

/** The page's text, where it is one of ours, every paragraph says what it is, and nothing was put beside; null elsewhere. */
export function ownMain(root: HtmlElement): HtmlElement | null {
  const main = findElement(root, (element) => element.getAttribute("data-draft") !== null);
  return main !== null && paragraphsIn(main) !== null && !hasWordsBeside(root, main) ? main : null;
}

/** Whether anything is said besides a text and the page's head and legend. */
function hasWordsBeside(node: HtmlElement, main: HtmlElement): boolean {
  if (node === main || node.nodeName === "head" || node.getAttribute("class") === "legend") return false;
  if (node.nodeType === 3) return (node.nodeValue ?? "").trim() !== "";
  return node.childNodes.some((child) => hasWordsBeside(child, main));
}

/** The draft of a page of ours. Throws Fault where it says what no draft can have. */
export function readOwnHtml(root: HtmlElement, main: HtmlElement): ReadResult {
  const head = parsed(main.getAttribute("data-draft")!, "main");
  const reader = new OwnReader();
  for (const paragraph of paragraphsIn(main)!) reader.paragraph(paragraph);
  const lang = findElement(root, ({ nodeName }) => nodeName === "html")?.getAttribute("lang") ?? "en";
  const draft = {
    ...head,
    format: "plenary-draft",
    version: 1,
    lang,
    ops: reader.ops.ops,
    changes: reader.changes,
    comments: {},
  };
  // What a page says is a stranger's word: it is held to what a draft file is held to.
  const result = readJson(JSON.stringify(draft));
  return result.ok ? { ...result, findings: [] } : result;
}

/** The paragraphs of a page; null where something stands beside them. */
function paragraphsIn(main: HtmlElement): HtmlElement[] | null {
  const result: HtmlElement[] = [];
  for (const child of main.childNodes) {
    if (child.nodeType === 3) {
      if ((child.nodeValue ?? "").trim() !== "") return null;
    } else if (child.getAttribute("data-mark") !== null) result.push(child);
    else if (child.nodeName === "section") {
      const inner = paragraphsIn(child);
      if (inner === null) return null;
      for (const each of inner) result.push(each);
    } else if (!isDerived(child)) return null;
  }
  return result;
}

/** What the page adds to the text: labels, what is said to those who do not see, pilcrows, settings. */
const isDerived = (element: HtmlElement): boolean =>
  /(?:^| )(?:label|gap|hidden|pilcrow|set)(?: |$)/.test(element.getAttribute("class") ?? "");

const FORMATS = new Map([
  ["em", "em"],
  ["strong", "strong"],
  ["sup", "sup"],
  ["sub", "sub"],
  ["u", "underline"],
]);

class OwnReader {
  readonly ops = new Ops();
  readonly changes: Record<ChangeId, Change> = {};
  private number = 0;

  paragraph(element: HtmlElement): void {
    this.number++;
    for (const child of element.childNodes) this.node(child, {});
    this.ops.insert(MARK, parsed(element.getAttribute("data-mark")!, this.place));
  }

  private get place(): string {
    return `paragraph ${this.number}`;
  }

  private node(node: HtmlElement, around: Attributes): void {
    if (node.nodeType === 3) {
      if (node.nodeValue !== null) this.add(node.nodeValue.replace(/[\r\n]+/g, " "), around);
      return;
    }
    if (node.nodeType !== 1) return;
    this.record(node);
    if (isDerived(node)) return;
    const object = node.getAttribute("data-object");
    if (object !== null) return this.add(parsed(object, this.place) as Insert, around);
    if (node.nodeName === "br") return this.add({ break: true }, around);
    const within = { ...around, ...this.meant(node) };
    for (const child of node.childNodes) this.node(child, within);
  }

  /** What an element says of the words in it. */
  private meant(node: HtmlElement): Attributes {
    const sets = node.getAttribute("data-set");
    if (sets !== null) return this.settings(sets);
    const format = FORMATS.get(node.nodeName);
    if (format !== undefined) return { [format]: true };
    const change = node.getAttribute("data-change");
    if (!isChange(change)) return {};
    if (node.nodeName === "ins") return { ins: change };
    return node.nodeName === "del" ? { [deletionKey(delegationOf(change))]: change } : {};
  }

  /** Who proposed a change, and when. */
  private record(node: HtmlElement): void {
    const change = node.getAttribute("data-change");
    if (!isChange(change) || Object.hasOwn(this.changes, change)) return;
    this.changes[change] = {
      delegation: delegationOf(change),
      by: node.getAttribute("data-author") ?? "",
      time: node.getAttribute("datetime") ?? "",
    };
  }

  /** What is proposed to set of the words in an element. */
  private settings(json: string): Attributes {
    const result: Attributes = {};
    for (const set of Object.values(parsed(json, this.place, true))) {
      const { attribute, change, value } = (set ?? {}) as Record<string, unknown>;
      if (typeof attribute !== "string" || !isChange(change)) throw new Fault(this.place, "data-set: not a setting");
      result[settingKey(delegationOf(change), attribute)] = { change, value };
    }
    return result;
  }

  private add(insert: Insert, attributes: Attributes): void {
    this.ops.insert(insert, attributes);
  }
}

function parsed(json: string, place: string, isList = false): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) !== isList)
    throw new Fault(place, "its data-… attribute is not JSON: export the draft again");
  return value as Record<string, unknown>;
}
