/**
 * References that a document has as fields: where one shows the label of the item that it refers to, it becomes an object
 * that follows it. What refers to anything else, or shows something else, stays the text that it is.
 */
import { ID } from "../../../schema/index.ts";
import { plain } from "../result.ts";
import { type Kept, stemOf } from "./labels.ts";
import type { Notes } from "./notes.ts";
import type { Paragraph, Piece, Reference, Revision } from "./paragraph.ts";
import type { Roles } from "./roles.ts";
import { sameGesture } from "./settle.ts";
import { type As, standsAs } from "./views.ts";

/** What a document says of its references besides their places. */
export interface Linked {
  /** The paragraphs that bookmarks are in. */
  bookmarks: ReadonlyMap<string, Paragraph>;
  /** Whether a revision only counts anew what a reference shows, which a draft does by itself. */
  isCounted(by: Revision): boolean;
}

/** Puts objects where they belong into the pieces of `all`; `list` are the paragraphs that have roles and labels. */
export function takeReferences(
  all: readonly Paragraph[],
  list: readonly Paragraph[],
  roles: readonly Roles[],
  kept: Record<As, readonly (Kept | null)[]>,
  { bookmarks, isCounted }: Linked,
  notes: Notes,
): void {
  if (!all.some(({ pieces }) => pieces.some(({ reference }) => (reference ?? null) !== null))) return;
  const targets = new Targets(list, roles, kept, bookmarks);
  for (const paragraph of all) {
    const result: Piece[] = [];
    for (const pieces of fieldsIn(paragraph.pieces)) {
      const { reference } = pieces[0]!;
      const object = (reference ?? null) === null ? null : targets.object(reference!, pieces);
      if (object === null) {
        if ((reference ?? null) !== null)
          notes.add(
            paragraph,
            `a cross-reference is set as its text: “${plain(textOf(pieces), 40)}”`,
            "cross-reference",
          );
        result.push(...pieces);
      } else if (object.ins === null || !isCounted(object.ins)) result.push(object);
      else {
        while (result.at(-1)?.ins === null && result.at(-1)!.dels.some(isCounted)) result.pop();
        result.push({ ...object, ins: null });
      }
    }
    paragraph.pieces = result;
  }
}

/** The pieces in order, those of one field together. */
function fieldsIn(pieces: readonly Piece[]): Piece[][] {
  const result: Piece[][] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const { reference = null } = piece;
    if (last !== undefined && reference !== null && last[0]!.reference === reference) last.push(piece);
    else result.push([piece]);
  }
  return result;
}

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ insert }) => (typeof insert === "string" ? insert : " ")).join("");

class Targets {
  private readonly numbers: ReadonlyMap<Paragraph, number>;
  /** For each paragraph the number of the one whose mark closes it in a view; null behind the last. */
  private readonly closing: Record<As, (number | null)[]>;
  /** The paragraphs by the ids that their marks will have. */
  private readonly owners = new Map<string, Paragraph>();
  private last = 0;

  constructor(
    private readonly list: readonly Paragraph[],
    private readonly roles: readonly Roles[],
    private readonly kept: Record<As, readonly (Kept | null)[]>,
    private readonly bookmarks: ReadonlyMap<string, Paragraph>,
  ) {
    this.numbers = new Map(list.map((paragraph, i) => [paragraph, i]));
    this.closing = { original: closingIn(roles, "original"), final: closingIn(roles, "final") };
    for (const paragraph of list) {
      const { id } = paragraph;
      if (id !== null && ID.test(id) && !this.owners.has(id)) this.owners.set(id, paragraph);
    }
  }

  /** The object for the result of a field; null where that shows no item's label, or is revised in part. */
  object({ bookmark }: Reference, pieces: readonly Piece[]): Piece | null {
    const first = pieces[0]!;
    const stands = (as: As) => pieces.some((piece) => standsAs(piece, as));
    const shows = (as: As) => textOf(pieces.filter((piece) => standsAs(piece, as)));
    const fits = (as: As) => stands(as) && this.hasLabel(bookmark, as, shows(as));
    const isOne = pieces.every((piece) => sameRevisions(piece, first));
    const isLabel = isOne ? fits(stands("final") ? "final" : "original") : fits("original") && fits("final");
    if (!isLabel) return null;
    const target = this.target(bookmark, stands("final") ? "final" : "original")!;
    const piece: Piece = { ...first, insert: { ref: this.idOf(this.list[target]!) }, reference: null };
    // Where the field stays and its result was counted anew, nobody proposed anything.
    return isOne ? piece : { ...piece, ins: null, dels: [] };
  }

  private hasLabel(bookmark: string, as: As, text: string): boolean {
    const at = this.target(bookmark, as);
    if (at === null) return false;
    const { role, label, counted } = this.roles[at]![as]!;
    if (role !== "item" || label === "") return false;
    const shown = this.kept[as][at]?.label ?? label;
    return text === shown || (counted && stemOf(text) === stemOf(shown));
  }

  /** The number of the paragraph whose mark closes, in a view, what a bookmark stands in. */
  private target(bookmark: string, as: As): number | null {
    const paragraph = this.bookmarks.get(bookmark);
    const at = paragraph === undefined ? undefined : this.numbers.get(paragraph);
    return at === undefined ? null : this.closing[as][at]!;
  }

  /** The id that a paragraph's mark has, or now gets. */
  private idOf(paragraph: Paragraph): string {
    if (paragraph.id !== null && this.owners.get(paragraph.id) === paragraph) return paragraph.id;
    let id: string;
    do id = `r${(this.last += 1)}`;
    while (this.owners.has(id));
    this.owners.set(id, paragraph);
    paragraph.id = id;
    return id;
  }
}

function closingIn(roles: readonly Roles[], as: As): (number | null)[] {
  const result: (number | null)[] = roles.map(() => null);
  let next: number | null = null;
  for (let i = roles.length - 1; i >= 0; i--) result[i] = next = roles[i]![as] === null ? next : i;
  return result;
}

const sameRevisions = (a: Piece, b: Piece): boolean =>
  sameGesture(a.ins, b.ins) &&
  a.dels.length === b.dels.length &&
  a.dels.every((deletion, i) => sameGesture(deletion, b.dels[i]!));
