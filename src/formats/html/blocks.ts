/** Paragraphs of a draft in HTML, with their labels, their proposals and what a reader of the file needs. */
import {
  type ChangeId,
  type DraftFile,
  type LabelPair,
  colourOf,
  delegationOf,
  footnoteOf,
  idOf,
  referenceOf,
} from "../../../schema/index.ts";
import { type Block, type Piece, isChanged, sayObject, sayProposed } from "../blocks.ts";
import { isFilled, isTime, showable, whoOf } from "../page.ts";
import { wordsDigest } from "../reading/agreed.ts";
import type { Beside } from "./beside.ts";
import { dataOf, escape } from "./escape.ts";

/** Writes the blocks; knows what has to be unique or numbered on the page. */
export class Page {
  private readonly taken = new Set<string>();
  private readonly ids: ReadonlySet<string>;
  private heading = false;

  /** `isWhole`: the page is the draft, to be read back into one. What stands beside the text only a redline has. */
  constructor(
    private readonly draft: DraftFile,
    private readonly blocks: readonly Block[],
    private readonly beside: Beside | null,
    private readonly isWhole = true,
  ) {
    this.ids = new Set(blocks.map(({ mark }) => idOf(mark)));
  }

  body(): string {
    let html = "";
    let open = false;
    const titled = this.blocks.some((block) => block.role === "title" && isFilled(block));
    for (const block of this.blocks) {
      if (block.role === "call" || block.role === "annex-number") {
        html += `${open ? "</section>\n" : ""}<section>\n`;
        open = true;
      }
      html += `${this.beside?.above(block) ?? ""}${this.block(block, titled)}\n${this.beside?.below(block) ?? ""}`;
    }
    const headed = this.heading ? "" : '<h1 class="hidden" lang="en">Draft resolution</h1>\n';
    return `${headed}${html}${open ? "</section>\n" : ""}${this.beside?.loose() ?? ""}`;
  }

  block(block: Block, titled = false): string {
    const { mark, role, level, pieces, end } = block;
    const label = this.label(block);
    const tag = this.tag(block, titled);
    // An item that stands in neither view has no label, but belongs in the column of those that have one.
    const hung = role === "item" && end.ins !== null && end.dels.length > 0 ? "hung" : "";
    const kinds = [role, level > 0 ? `level-${level}` : "", label === "" ? hung : "labelled"].filter(
      (kind) => kind !== "",
    );
    const delegations = delegationsOf([...pieces, end]);
    const id = idOf(mark);
    const attributes = [
      id === "" || this.taken.has(id) || !this.isWhole ? "" : ` id="${escape(id)}"`,
      ` class="${escape(kinds.join(" "))}"`,
      this.isWhole ? ` ${dataOf("mark", mark)}` : "",
      this.isWhole && mark.agreed !== undefined ? ` data-agreed="${wordsDigest(pieces)}"` : "",
      delegations.length === 0 ? "" : ` data-by="${escape(delegations.join(" "))}"`,
    ];
    this.taken.add(id);
    return `<${tag}${attributes.join("")}>${label}${this.text(block)}</${tag}>`;
  }

  /** The first title is the page's heading, the number where there is no title; an empty line is no heading. */
  private tag(block: Block, titled: boolean): "h1" | "h2" | "p" {
    if (!isFilled(block) || !this.isWhole) return "p";
    if (block.role === "call" || block.role === "heading" || block.role === "annex-title") return "h2";
    if (this.heading || block.role !== (titled ? "title" : "number")) return "p";
    this.heading = true;
    return "h1";
  }

  /** Letters of the first level are italic, as in the printed resolutions. */
  private label({ label, level }: Block): string {
    const text = pairOf(label);
    const letter = level === 0 && /^-?[a-z]/i.test(label.final ?? label.original ?? "") ? " letter" : "";
    return text === "" ? "" : `<span class="label${letter}">${text}</span><span class="gap"> </span>`;
  }

  private text({ pieces, end }: Block): string {
    const links = this.beside?.links({ pieces, end });
    const groups: { like: Piece; html: string; behind: string }[] = [];
    for (const piece of isChanged(end) ? [...pieces, end] : pieces) {
      const last = groups.at(-1);
      const html = piece === end ? PILCROW : formatted(this.said(piece), piece);
      const behind = links?.get(piece) ?? "";
      const joins =
        last !== undefined &&
        last.behind === "" &&
        sameChanges(last.like, piece) &&
        last.like.sets.length + piece.sets.length === 0;
      if (joins) Object.assign(last, { html: last.html + html, behind });
      else groups.push({ like: piece, html, behind });
    }
    const html = groups
      .map(({ like, html, behind }) => this.marked(settable(html, like, end), like) + this.settings(like) + behind)
      .join("");
    return isChanged(end) ? html : html + this.settings(end) + (links?.get(end) ?? "");
  }

  /** A piece with what nobody sees of it. */
  private said(piece: Piece): string {
    const html = this.insert(piece);
    if (!this.isWhole) return html;
    const { threads, more } = piece;
    const data = [
      ...(this.beside === null || threads.length === 0 ? [] : [`data-comments="${escape(threads.join(" "))}"`]),
      ...(Object.keys(more).length === 0 ? [] : [dataOf("more", more)]),
    ];
    return data.length === 0 ? html : `<span ${data.join(" ")}>${html}</span>`;
  }

  private insert({ insert, shows }: Piece): string {
    if (typeof insert === "string") {
      const isShown = !this.isWhole || showable(insert) === insert;
      return isShown ? escape(insert) : `<span ${dataOf("text", insert)}>${escape(insert)}</span>`;
    }
    const data = dataOf("object", insert);
    if (insert.break === true) return Object.keys(insert).length === 1 ? "<br>" : `<br ${data}>`;
    if (shows !== null) {
      const [footnote, target] = [footnoteOf(insert), referenceOf(insert)];
      const [original, final] = [shows.original ?? shows.final, shows.final ?? shows.original];
      const shown = pairOf({ original, final });
      const id = footnote ?? target ?? "";
      const [of, on] = footnote === null ? ["", ` ${data}`] : [` ${data}`, ""];
      const href = ` href="#${escape(encodeURIComponent(id))}"`;
      const linked = this.ids.has(id)
        ? `<a${href}${on}>${shown}</a>`
        : on === ""
          ? shown
          : `<span${on}>${shown}</span>`;
      return footnote === null ? linked : `<sup${of}>${linked}</sup>`;
    }
    return `<span class="object" ${data}>${escape(sayObject(insert))}</span>`;
  }

  private marked(html: string, { ins, dels }: Piece): string {
    let result = html;
    if (ins !== null) result = this.revision("ins", ins, result);
    for (const del of dels) result = this.revision("del", del, result);
    return result;
  }

  private revision(tag: "ins" | "del", id: ChangeId, html: string): string {
    return `<${tag} class="d${colourOf(delegationOf(id))}" ${this.byline(id)}>${html}</${tag}>`;
  }

  /** Whose a change is and when it was proposed, for programs and for whoever points at it. */
  private byline(id: ChangeId): string {
    const delegation = delegationOf(id);
    const change = Object.hasOwn(this.draft.changes, id) ? this.draft.changes[id] : undefined;
    return [
      `data-delegation="${escape(delegation)}"`,
      `data-change="${escape(id)}"`,
      ...(change === undefined || change.by === "" ? [] : [`data-author="${escape(change.by)}"`]),
      ...(isTime(change?.time) ? [`datetime="${escape(change!.time)}"`] : []),
      `title="${escape(whoOf(delegation, change))}"`,
    ].join(" ");
  }

  private settings({ sets }: Piece): string {
    return sets
      .map((set) => {
        const delegation = delegationOf(set.change);
        return `<small class="set d${colourOf(delegation)}" ${this.byline(set.change)}> [${escape(delegation)}: ${escape(sayProposed(set))}]</small>`;
      })
      .join("");
  }
}

/** Words with what is proposed to set of them. That of a paragraph stands in what is said of its mark. */
const settable = (html: string, piece: Piece, end: Piece): string =>
  piece === end || piece.sets.length === 0 ? html : `<span ${dataOf("set", piece.sets)}>${html}</span>`;

function delegationsOf(pieces: readonly Piece[]): string[] {
  const found = new Set<string>();
  for (const { ins, dels, sets } of pieces) {
    for (const change of [...(ins === null ? [] : [ins]), ...dels, ...sets.map((set) => set.change)])
      found.add(delegationOf(change));
  }
  return [...found].sort();
}

const sameChanges = (a: Piece, b: Piece): boolean =>
  a.ins === b.ins && a.dels.length === b.dels.length && a.dels.every((change, i) => change === b.dels[i]);

export function pairOf({ original, final }: LabelPair): string {
  const [before, after] = [escape(original ?? ""), escape(final ?? "")];
  if (before === after) return before;
  return `${before === "" ? "" : `<del>${before}</del>`}${after === "" ? "" : `<ins>${after}</ins>`}`;
}

const TAGS = { em: "em", strong: "strong", sup: "sup", sub: "sub", underline: "u" } as const;
const formatted = (html: string, { formats }: Piece): string =>
  formats.reduce((inner, format) => `<${TAGS[format]}>${inner}</${TAGS[format]}>`, html);

const PILCROW = '<span class="pilcrow">¶</span>';
