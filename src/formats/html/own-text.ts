/** The text of a page of ours: its paragraphs, those that somebody put between them, and what stands beside them. */
import {
  type Attributes,
  type Change,
  type ChangeId,
  type Format,
  type Insert,
  MARK,
  deletionKey,
  delegationOf,
  isChange,
  settingKey,
} from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { Findings } from "../findings.ts";
import { MarkCount, Ops } from "../ops.ts";
import { showable } from "../page.ts";
import { BLOCKS } from "../pasted/html.ts";
import { lookOf } from "../pasted/look.ts";
import { OPENED, digestOf } from "../reading/agreed.ts";
import type { Gestures } from "../reading/gestures.ts";
import { type Said, besideIn } from "./edits.ts";
import { revisionOf } from "./revisions.ts";
import { type HtmlElement, textOf } from "./tree.ts";
import { type Part, partOf } from "./written.ts";

export const isMarked = (element: HtmlElement): boolean => element.getAttribute("data-mark") !== null;

/** Elements whose content is no text of the page. */
const LEFT_OUT = new Set(["head", "script", "style", "title", "template", "noscript"]);

/** Where words stand that are in no paragraph. */
const PLACES: Partial<Record<Part, string>> = {
  legend: "legend",
  tabled: "proposals",
  remarks: "comments and reasons",
};

export class OwnText {
  readonly ops = new Ops();
  readonly changes: Record<ChangeId, Change> = {};
  readonly findings = new Findings();
  /** Texts of the draft file that stand beside the text. */
  readonly said: Said[] = [];
  /** Other words there, of the page's own or typed by somebody. */
  readonly others: { part: Part; place: string; words: string }[] = [];
  /** The elements that are paragraphs of ours or have some in them. */
  private readonly holders = new Set<HtmlElement>();
  private readonly marks = new MarkCount();
  private number = 0;
  /** Whether a paragraph of words that were put into the page is open. */
  private adding = false;

  /** `gestures` are those of whoever proposes something on the page by hand. */
  constructor(
    root: HtmlElement,
    private readonly gestures: Gestures,
  ) {
    this.findHolders(root);
    this.inside(root);
  }

  private findHolders(element: HtmlElement): boolean {
    let holds = isMarked(element);
    for (const child of element.childNodes) holds = this.findHolders(child) || holds;
    if (holds) this.holders.add(element);
    return holds;
  }

  private get place(): string {
    return `paragraph ${this.number}`;
  }

  /** The paragraphs in an element, and what somebody put beside them. */
  private inside({ childNodes }: HtmlElement): void {
    childNodes.forEach((child, i) => {
      if (child.nodeType === 3) return this.added(child, endsBefore(childNodes[i + 1]));
      if (LEFT_OUT.has(child.nodeName)) return;
      const part = partOf(child);
      if (part !== null) return this.beside(child, part, {});
      if (!this.holders.has(child) && !BLOCKS.has(child.nodeName)) return this.added(child, false);
      this.endAdded();
      if (isMarked(child)) this.paragraph(child);
      else this.inside(child);
      this.endAdded();
    });
  }

  /** Words that are in no paragraph of ours begin one, or go on. */
  private added(node: HtmlElement, atEnd: boolean): void {
    const words = textOf(node).replace(/\s+/g, " ");
    if (!this.adding && words.trim() === "") return;
    if (!this.adding) this.number++;
    if (node.nodeType !== 3) this.node(node, {});
    else {
      const begun = this.adding ? words : words.trimStart();
      this.add(atEnd ? begun.trimEnd() : begun, {});
    }
    this.adding = true;
  }

  private endAdded(): void {
    if (!this.adding) return;
    this.adding = false;
    this.add(MARK, { role: "text" });
    this.findings.add(this.place, "was put into the page after it was exported: it is text, without a label", "added");
  }

  private paragraph(element: HtmlElement): void {
    this.number++;
    const from = this.ops.ops.length;
    for (const child of element.childNodes) this.node(child, {});
    const { agreed, ...mark } = parsed(element.getAttribute("data-mark")!, this.place);
    const isAgreed = agreed !== undefined && this.isAsAgreed(element, from);
    this.add(MARK, isAgreed ? { ...mark, agreed } : mark);
    if (agreed !== undefined && !isAgreed) this.findings.add(this.place, OPENED, OPENED);
  }

  /** Whether a paragraph, whose words begin at `from`, has the words that the chair closed. */
  private isAsAgreed(element: HtmlElement, from: number): boolean {
    return digestOf(this.ops.ops.slice(from)) === element.getAttribute("data-agreed");
  }

  private node(node: HtmlElement, around: Attributes): void {
    if (node.nodeType === 3) return this.add((node.nodeValue ?? "").replace(/[\r\n]+/g, " "), around);
    if (node.nodeType !== 1) return;
    this.record(node);
    const part = partOf(node);
    if (part !== null) return this.beside(node, part, around);
    const object = node.getAttribute("data-object");
    if (object !== null) return this.add(parsed(object, this.place) as Insert, around);
    const text = node.getAttribute("data-text");
    if (text !== null && this.unshown(text, node, around)) return;
    if (node.nodeName === "br") return this.add({ break: true }, around);
    const within = this.within(node, around);
    this.marks.add(Object.keys(within).length, () => this.place);
    for (const child of node.childNodes) this.node(child, within);
  }

  /** What the page adds to the text; words in what is only a blank or a sign are the text's. */
  private beside(node: HtmlElement, part: Part, around: Attributes): void {
    if (part === "gap" || part === "pilcrow") return this.add(textOf(node).replace(/^\s+|\s+$|¶/g, ""), around);
    const place = PLACES[part] ?? this.place;
    const { said, others } = besideIn(node);
    for (const each of said) this.said.push(each);
    for (const words of others) this.others.push({ part, place, words });
  }

  /** Words of which the page cannot show all, unless they are others now. */
  private unshown(json: string, node: HtmlElement, around: Attributes): boolean {
    const { text } = parsed(`{"text":${json}}`, this.place);
    if (typeof text !== "string" || showable(text) !== textOf(node)) return false;
    this.add(text, around);
    return true;
  }

  /** What the elements around say of the words in an element, and itself. */
  private within(node: HtmlElement, around: Attributes): Attributes {
    const within: Attributes = { ...around };
    for (const id of (node.getAttribute("data-comments") ?? "").split(" ")) if (id !== "") within[`cmt:${id}`] = true;
    const more = node.getAttribute("data-more");
    if (more !== null) Object.assign(within, parsed(more, this.place));
    Object.assign(within, this.settings(node), this.revision(node));
    const { sets, struck } = lookOf(node, node.nodeName);
    for (const format in sets)
      if (sets[format as Format] === true) within[format] = true;
      else delete within[format];
    if (struck || node.nodeName === "s" || node.nodeName === "strike") this.findings.add(this.place, STRUCK, STRUCK);
    return within;
  }

  /** Whose an insertion or a deletion is: one without a change was made by hand, as in a page of others. */
  private revision(node: HtmlElement): Attributes {
    if (node.nodeName !== "ins" && node.nodeName !== "del") return {};
    const said = node.getAttribute("data-change");
    const change = isChange(said) ? said : this.gestures.of(revisionOf(node));
    return node.nodeName === "ins" ? { ins: change } : { [deletionKey(delegationOf(change))]: change };
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
  private settings(node: HtmlElement): Attributes {
    const json = node.getAttribute("data-set");
    const result: Attributes = {};
    if (json === null) return result;
    for (const set of Object.values(parsed(json, this.place, true))) {
      const { attribute, change, value } = (set ?? {}) as Record<string, unknown>;
      if (typeof attribute !== "string" || !isChange(change)) throw new Fault(this.place, "data-set: not a setting");
      result[settingKey(delegationOf(change), attribute)] = { change, value };
    }
    return result;
  }

  private add(insert: Insert, attributes: Attributes): void {
    this.gestures.next();
    this.ops.insert(insert, attributes);
  }
}

const STRUCK = "struck by hand, which is no revision: the words stay, without the stroke";

/** Whether a paragraph that was added ends before an element. */
const endsBefore = (next: HtmlElement | undefined): boolean =>
  next === undefined || BLOCKS.has(next.nodeName) || isMarked(next);

/** The JSON of an attribute of ours: an object or, where one is expected, a list. */
export function parsed(json: string, place: string, isList = false): Record<string, unknown> {
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
