/**
 * What a page says beside the text of a redline: the proposals above and below what each touches, and comments and reasons
 * behind the text, named at their words. What of it is text of the draft says so, and is read back as it stands.
 */
import { type DraftFile, colourOf } from "../../../schema/index.ts";
import type { Block, Content, Piece } from "../blocks.ts";
import { type Numbered, type Placed, placesOf } from "../proposals.ts";
import { type Remark, Remarks, type Said } from "../remarks.ts";
import type { FieldName } from "./edits.ts";
import { escape } from "./escape.ts";
import { whoOf } from "../page.ts";

export class Beside {
  private readonly remarks: Remarks;
  private readonly placed: Placed;

  constructor(
    private readonly draft: DraftFile,
    blocks: readonly Block[],
    /** Whether reasons of changes are told at the end, and not with the changes. */
    { reasons = true } = {},
  ) {
    this.remarks = new Remarks(reasons ? draft : { ...draft, changes: {} }, blocks);
    this.placed = placesOf(draft, blocks);
  }

  /** The proposals that begin with a paragraph; empty where none does. */
  above(block: Block): string {
    return (this.placed.around.get(block)?.above ?? []).map((proposal) => this.head(proposal)).join("");
  }

  /** The reasons of those that end with it. */
  below(block: Block): string {
    return (this.placed.around.get(block)?.below ?? []).map((proposal) => this.reasons(proposal)).join("");
  }

  /** The proposals that touch nothing. */
  loose(): string {
    return this.placed.loose.map((proposal) => this.head(proposal) + this.reasons(proposal)).join("");
  }

  /** What leads to the remarks that end in a paragraph, by the piece that it stands behind. */
  links(block: Content): Map<Piece, string> {
    const links = new Map<Piece, string>();
    for (const [piece, remarks] of this.remarks.endingIn(block)) links.set(piece, remarks.map(linkTo).join(""));
    return links;
  }

  /** Comments and reasons, behind the text; empty without any. */
  list(): string {
    const { list } = this.remarks;
    if (list.length === 0) return "";
    const items = list.map(
      ({ name, anchored, says }) =>
        `<li id="remark:${name}"><b>${name}</b>${anchored ? "" : " <i>on no words</i>"}${says.map((each) => this.said(each)).join("")}</li>\n`,
    );
    return `<aside class="remarks" lang="en" dir="ltr">\n<h2>Comments and reasons</h2>\n<ol>\n${items.join("")}</ol>\n</aside>\n`;
  }

  private said(said: Said): string {
    const { key, delegation, text } = said;
    const field = key.includes("/") ? "data-comment" : "data-reason";
    const who = `<span class="by d${colourOf(delegation)}">${escape(whoOf(delegation, said))}</span>`;
    return `<div>${who} ${this.text("span", field, key, text)}</div>`;
  }

  private head({ kind, number, title }: Numbered): string {
    const line = `<div class="tabled above" lang="en" dir="ltr"><b>${escape(kind)}</b> ${escape(number)}</div>\n`;
    return title === ""
      ? line
      : `${line}<div class="tabled above">${this.text("b", "data-title", number, title)}</div>\n`;
  }

  private reasons({ number, reasons }: Numbered): string {
    if (reasons === "") return "";
    const text = this.text("span", "data-reasons", number, reasons);
    return `<div class="tabled below"><b lang="en">Reasons:</b> ${text}</div>\n`;
  }

  private text(tag: "span" | "b", field: FieldName, key: string, text: string): string {
    const lang = escape(this.draft.lang);
    return `<${tag} class="says" ${field}="${escape(key)}" lang="${lang}" dir="auto">${escape(text)}</${tag}>`;
  }
}

const linkTo = ({ name }: Remark): string =>
  `<small class="remark" lang="en"><a href="#remark:${name}">${name}</a></small>`;
