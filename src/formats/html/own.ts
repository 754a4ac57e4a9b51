/**
 * A page that `write.ts` wrote, back to the draft that it shows. What stands on the page is read, so that it may have been
 * edited since; its paragraphs say in `data-mark` what they are, its objects in `data-object`, proposed settings in
 * `data-set`, threads of comments and what nobody knows in `data-comments` and `data-more`; `data-draft` has the rest of
 * the draft file. Labels, counted numbers and pilcrows are derived and left where they are.
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
} from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { Findings } from "../findings.ts";
import { showable } from "../page.ts";
import { BLOCKS } from "../pasted/html.ts";
import { isWritten } from "./written.ts";
import { type Said, besideIn, notShown, setEdited } from "./edits.ts";
import { type HtmlElement, findElement, textOf } from "./tree.ts";
import { readJson } from "../json/draft-file.ts";
import { MarkCount, Ops } from "../ops.ts";
import { type ReadResult, plain } from "../result.ts";

const isMarked = (element: HtmlElement): boolean => element.getAttribute("data-mark") !== null;

/** The text of a page of ours, whatever was done to the page since; null in a page of others. */
export function ownMain(root: HtmlElement): HtmlElement | null {
  const main = findElement(root, (element) => element.getAttribute("data-draft") !== null);
  return main !== null && findElement(main, isMarked) !== null ? main : null;
}

/** The elements that are paragraphs of ours or have some in them. */
function holdersIn(root: HtmlElement): ReadonlySet<HtmlElement> {
  const holders = new Set<HtmlElement>();
  const visit = (element: HtmlElement): boolean => {
    let holds = isMarked(element);
    for (const child of element.childNodes) holds = visit(child) || holds;
    if (holds) holders.add(element);
    return holds;
  };
  visit(root);
  return holders;
}

/** The draft of a page of ours. Throws Fault where it says what no draft can have. */
export function readOwnHtml(root: HtmlElement, main: HtmlElement): ReadResult {
  const head = parsed(main.getAttribute("data-draft")!, "main");
  const reader = new OwnReader(holdersIn(root));
  reader.inside(root);
  if (reader.ops.ops.length === 0) reader.ops.insert(MARK, { role: "text" });
  setEdited(head, reader.said);
  const lang = findElement(root, ({ nodeName }) => nodeName === "html")?.getAttribute("lang") ?? "en";
  const draft = {
    lang,
    comments: {},
    ...head,
    format: "plenary-draft",
    version: 1,
    ops: reader.ops.ops,
    changes: { ...reader.changes, ...(head.changes as object | undefined) },
  };
  // What a page says is a stranger's word: it is held to what a draft file is held to.
  const result = readJson(JSON.stringify(draft));
  if (!result.ok) return result;
  const written = isWritten(result.draft);
  for (const { place, words } of reader.others)
    if (!written(words, place === PLACES.legend))
      reader.findings.add(place, `“${plain(words)}” was typed beside the text: it is left out`, "beside");
  for (const key of notShown(head, reader.said))
    reader.findings.add(`comment ${key}`, "was taken off the page: it stays in the draft", "not shown");
  return { ...result, findings: reader.findings.list() };
}

/** What the page adds to the text: its legend, labels, what is said to those who do not see, what stands beside it. */
const DERIVED = /(?:^| )(legend|label|gap|hidden|pilcrow|set|tabled|remarks?)(?: |$)/;
const derivedOf = (element: HtmlElement): string | null =>
  DERIVED.exec(element.getAttribute("class") ?? "")?.[1] ?? null;

/** Where words stand that are in no paragraph. */
const PLACES: Record<string, string | undefined> = {
  legend: "legend",
  tabled: "proposals",
  remarks: "comments and reasons",
};

/** Elements whose content is no text of the page. */
const LEFT_OUT = new Set(["head", "script", "style", "title", "template", "noscript"]);

/** Whether a paragraph that was added ends before an element. */
const endsBefore = (next: HtmlElement | undefined): boolean =>
  next === undefined || BLOCKS.has(next.nodeName) || isMarked(next);

const withoutEdge = (words: string, goesOn: boolean): string => (goesOn ? words : words.trimStart());

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
  readonly findings = new Findings();
  /** What stands beside the text. */
  readonly said: Said[] = [];
  /** Words beside the text that are none of the draft file's, with where they stand. */
  readonly others: { place: string; words: string }[] = [];
  private number = 0;
  private adding = false;
  private readonly marks = new MarkCount();

  constructor(private readonly holders: ReadonlySet<HtmlElement>) {}

  /** The paragraphs in an element, and what somebody put beside them. */
  inside({ childNodes }: HtmlElement): void {
    childNodes.forEach((child, i) => {
      if (child.nodeType === 3) return this.added(child, endsBefore(childNodes[i + 1]));
      if (LEFT_OUT.has(child.nodeName)) return;
      const derived = derivedOf(child);
      if (derived !== null) return this.beside(child, derived, {});
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
    else this.add(atEnd ? withoutEdge(words, this.adding).trimEnd() : withoutEdge(words, this.adding), {});
    this.adding = true;
  }

  private endAdded(): void {
    if (!this.adding) return;
    this.adding = false;
    this.ops.insert(MARK, { role: "text" });
    this.findings.add(this.place, "was put into the page after it was exported: it is text, without a label", "added");
  }

  private paragraph(element: HtmlElement): void {
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
    const derived = derivedOf(node);
    if (derived !== null) return this.beside(node, derived, around);
    const object = node.getAttribute("data-object");
    if (object !== null) return this.add(parsed(object, this.place) as Insert, around);
    const text = node.getAttribute("data-text");
    if (text !== null && this.unshown(text, node, around)) return;
    if (node.nodeName === "br") return this.add({ break: true }, around);
    const within = { ...around, ...this.meant(node) };
    this.marks.add(Object.keys(within).length, () => this.place);
    for (const child of node.childNodes) this.node(child, within);
  }

  /** What the page adds to the text; words in what is only a blank or a sign are the text's. */
  private beside(node: HtmlElement, derived: string, around: Attributes): void {
    if (derived === "gap" || derived === "pilcrow") return this.add(textOf(node).replace(/^\s+|\s+$|¶/g, ""), around);
    const place = PLACES[derived] ?? this.place;
    const { said, others } = besideIn(node);
    for (const each of said) this.said.push(each);
    for (const words of others) this.others.push({ place, words });
  }

  /** Words of which the page cannot show all, unless they are others now. */
  private unshown(json: string, node: HtmlElement, around: Attributes): boolean {
    const { text } = parsed(`{"text":${json}}`, this.place);
    if (typeof text !== "string" || showable(text) !== textOf(node)) return false;
    this.add(text, around);
    return true;
  }

  /** What an element says of the words in it. */
  private meant(node: HtmlElement): Attributes {
    const [threads, more] = [node.getAttribute("data-comments"), node.getAttribute("data-more")];
    if (threads !== null || more !== null)
      return {
        ...Object.fromEntries((threads ?? "").split(" ").flatMap((id) => (id === "" ? [] : [[`cmt:${id}`, true]]))),
        ...(more === null ? {} : parsed(more, this.place)),
      };
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
