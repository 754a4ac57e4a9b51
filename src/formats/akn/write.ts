/**
 * Akoma Ntoso 3.0: a `statement` with number, title and history in its preface, recitals under their calls in its
 * preamble, and calls with paragraphs, lists and points in its main body; annexes are attachments. Proposals are `ins` and
 * `del` that refer to their delegation. What the standard has no words for stands in attributes of our namespace: a
 * paragraph's mark with its id, role and changes, proposed settings, comments; the rest of the draft is in `proprietary`.
 */
import { Delta, type DraftFile, type Op, footnoteOf, idOf, paragraphs } from "../../../schema/index.ts";
import { blocksOf } from "../blocks.ts";
import { wordsDigest } from "../reading/agreed.ts";
import { markAttributes } from "./attributes.ts";
import { Eids } from "./eids.ts";
import { type Surroundings, inlineOf, pairOf } from "./inline.ts";
import { metaOf } from "./meta.ts";
import { AKN, PLENARY } from "./namespaces.ts";
import { type Annex, type Branch, type Paragraph, type Section, branches, statementOf } from "./parts.ts";
import { element } from "../xml-write.ts";

/** The redline of a draft; a draft without changes is clean. */
export function writeAkn(draft: DraftFile): string {
  return new Writer(draft).document();
}

class Writer {
  private readonly eids = new Eids();
  private readonly list: Paragraph[];
  private readonly around: Surroundings;
  /** `eId`s by the ids of paragraphs. */
  private readonly targets = new Map<string, string>();
  /** The paragraphs that are referred to. References look ahead: they are written by their numbers here at first. */
  private readonly referred: string[] = [];

  constructor(private readonly draft: DraftFile) {
    const contents = paragraphs(new Delta(draft.ops as Delta["ops"]), "redline");
    const all = blocksOf(draft, "redline").map((block, i) => ({ ...block, ...contents[i]! }));
    const notes = notesOf(all);
    this.list = all.slice(0, all.length - notes.size);
    const writeNote = (note: Paragraph, marker: string) => {
      const eId = this.eids.next("", "note");
      return element("authorialNote", { eId, marker, "pl:footnote": idOf(note.mark) }, this.block("p", note, eId));
    };
    const hrefOf = (id: string) => `#<${this.referred.push(id) - 1}>`;
    this.around = { changes: draft.changes, hrefOf, notes, writeNote };
  }

  document(): string {
    const { preface, opening, preamble, body, annexes } = statementOf(this.draft, this.list);
    const parts = [metaOf(this.draft)];
    if (preface.length > 0) parts.push(element("preface", { eId: "preface" }, this.preface(preface, "preface")));
    if (opening.length + preamble.length > 0) {
      const openings = opening.map((each) => this.block("p", each, "preamble")).join("\n");
      const recitals = preamble.map((section) => this.recitals(section)).join("\n");
      parts.push(element("preamble", { eId: "preamble" }, `\n${openings}\n${recitals}\n`));
    }
    parts.push(this.body(body, "body"));
    if (annexes.length > 0)
      parts.push(element("attachments", {}, annexes.map((annex, i) => this.attachment(annex, i + 1)).join("\n")));
    const statement = element("statement", { name: "resolution" }, `\n${parts.join("\n")}\n`);
    const root = element("akomaNtoso", { xmlns: AKN, "xmlns:pl": PLENARY }, `\n${statement}\n`);
    // Only an attribute of ours has a quotation mark that is not escaped.
    const xml = root.replace(
      /href="#&lt;(\d+)&gt;"/g,
      (_, i) => `href="#${this.targets.get(this.referred[i]!) ?? "missing"}"`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
  }

  private preface(list: readonly Paragraph[], parent: string): string {
    return list.map((each) => this.block("p", each, parent, SEMANTIC[each.role])).join("\n");
  }

  /** A paragraph as an element that holds its text; it stands for the paragraph unless one around it does. */
  private block(name: string, paragraph: Paragraph, parent: string, inside?: string): string {
    const text = inlineOf(paragraph, this.around);
    const eId = this.eids.next(parent, name === "p" ? "p" : name.toLowerCase());
    const id = idOf(paragraph.mark);
    if (id !== "" && !this.targets.has(id)) this.targets.set(id, eId);
    const content = inside === undefined ? text : element(inside, {}, text);
    const { mark, pieces } = paragraph;
    const words = mark.agreed === undefined ? undefined : wordsDigest(pieces);
    return element(name, { eId, ...markAttributes(mark), "pl:words": words }, content);
  }

  /** The id of the element that stands for a paragraph with its label and what is below it. */
  private stand({ mark, label }: Paragraph, parent: string, name: string): string {
    const eId = this.eids.next(parent, name, label.final ?? label.original);
    if (idOf(mark) !== "" && !this.targets.has(idOf(mark))) this.targets.set(idOf(mark), eId);
    return eId;
  }

  private num({ label }: Paragraph): string {
    const text = pairOf(label);
    return text === "" ? "" : element("num", {}, text);
  }

  private recitals({ call, paragraphs: list }: Section): string {
    if (call !== null && list.length === 0) {
      const eId = this.stand(call, "preamble", "container");
      return element("container", { eId, name: "call" }, this.block("p", call, eId));
    }
    const eId = call === null ? this.eids.next("preamble", "recs") : this.stand(call, "preamble", "recs");
    const heading = call === null ? "" : this.block("heading", call, eId);
    const recitals = branches(list).map((branch) => this.recital(branch, eId));
    return element("recitals", { eId }, `${heading}\n${recitals.join("\n")}\n`);
  }

  private recital({ paragraph, below }: Branch, parent: string, name: "recital" | "item" = "recital"): string {
    const eId = this.stand(paragraph, parent, name === "item" ? "item" : "rec");
    const text = this.block("p", paragraph, eId);
    const list = below.length === 0 ? "" : this.eids.next(eId, "list");
    const items = below.map((branch) => this.recital(branch, list, "item"));
    const blocks = list === "" ? "" : element("blockList", { eId: list }, items.join("\n"));
    return element(name, { eId }, this.num(paragraph) + text + blocks);
  }

  /** A main body must not be empty: one of ours that has nothing to say has an empty paragraph that is none. */
  private body(sections: readonly Section[], eId: string): string {
    const xml = sections.map((section) => this.section(section, eId)).join("\n");
    return element("mainBody", { eId }, xml === "" ? element("p", { "pl:void": "true" }) : `\n${xml}\n`);
  }

  private section({ call, paragraphs: list }: Section, parent: string): string {
    if (call === null)
      return branches(list)
        .map((branch) =>
          branch.paragraph.role === "item"
            ? this.hierarchy(branch, parent, "paragraph")
            : this.block("p", branch.paragraph, parent),
        )
        .join("\n");
    const eId = this.stand(call, parent, "hcontainer");
    const heading = this.block("heading", call, eId);
    const content = branches(list).map((branch) => this.underCall(branch, eId));
    return element("hcontainer", { eId, name: "call" }, [heading, ...content].join("\n"));
  }

  private underCall(branch: Branch, parent: string): string {
    const { paragraph } = branch;
    if (paragraph.role === "item") return this.hierarchy(branch, parent, "paragraph");
    if (paragraph.role === "heading") return this.block("crossHeading", paragraph, parent);
    const eId = this.stand(paragraph, parent, "hcontainer");
    return element(
      "hcontainer",
      { eId, name: paragraph.role },
      element("content", {}, this.block("p", paragraph, eId)),
    );
  }

  private hierarchy({ paragraph, below }: Branch, parent: string, name: "paragraph" | "point"): string {
    const eId = this.stand(paragraph, parent, name === "point" ? "point" : "para");
    const text = this.block("p", paragraph, eId);
    if (below.length === 0) return element(name, { eId }, this.num(paragraph) + element("content", {}, text));
    const list = this.eids.next(eId, "list");
    const points = below.map((branch) => this.hierarchy(branch, list, "point"));
    const inner = element("list", { eId: list }, points.join("\n"));
    return element(name, { eId }, this.num(paragraph) + element("intro", {}, text) + inner);
  }

  private attachment({ number, titles, sections }: Annex, n: number): string {
    const eId = this.stand(number, "", "att");
    const heading = this.block("heading", number, eId);
    const preface = titles.length === 0 ? "" : element("preface", {}, this.preface(titles, eId));
    const doc = metaOf(this.draft, `annex_${n}`) + preface + this.body(sections, this.eids.next(eId, "body"));
    return element("attachment", { eId }, heading + element("doc", { name: "annex" }, doc));
  }
}

const SEMANTIC: Record<string, string> = { number: "docNumber", title: "docTitle", "annex-title": "docTitle" };

/**
 * Footnotes by their ids, where they end the draft in the order in which they are referred to: then each can stand where
 * it is referred to and comes back to its place. Others stay paragraphs where they are.
 */
function notesOf(all: readonly Paragraph[]): Map<string, Paragraph> {
  const first = all.findLastIndex(({ role }) => role !== "footnote") + 1;
  const notes = all.slice(first);
  const referred = all
    .slice(0, first)
    .flatMap(({ content }) => (content as Op[]).map(({ insert }) => footnoteOf(insert)))
    .filter((id) => id !== null);
  const ids = notes.map(({ mark }) => idOf(mark));
  const fits = new Set(ids).size === ids.length && ids.length === referred.length;
  return fits && ids.every((id, i) => id !== "" && id === referred[i])
    ? new Map(notes.map((note) => [idOf(note.mark), note]))
    : new Map();
}
