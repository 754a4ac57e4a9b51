/** Paragraphs of a draft as Word's, with real revisions in the redline: one `w:p` for each paragraph mark. */
import {
  type Attributes,
  type ChangeId,
  type DraftFile,
  delegationOf,
  idOf,
  levelOf,
  roleOf,
  settled,
} from "../../../schema/index.ts";
import { type Block, type Piece, type Proposed, isChanged, sayProposed } from "../blocks.ts";
import { wordsDigest } from "../reading/agreed.ts";
import type { WrittenView } from "../result.ts";
import { Comments, type End } from "./write-comments.ts";
import { type Notes, notesOf } from "./write-footnotes.ts";
import { Moves } from "./write-moves.ts";
import type { Around } from "./write-proposals.ts";
import { References } from "./write-references.ts";
import { Revisions, deletionOf, stands } from "./write-revisions.ts";
import { type Run, labelRun, moreOf, run, runProperties, runsOfPiece, NOTE_SIGN } from "./write-runs.ts";
import { type Look, lookOf } from "./write-styles.ts";
import { element } from "../xml-write.ts";

/** Whether the paragraph that ends with a block has a label, which may stand in an earlier block: they are joined. */
interface Labelled {
  original: boolean;
  final: boolean;
}

export class Body {
  readonly notes: Notes;
  readonly comments: Comments;
  private readonly revise: Revisions;
  private readonly moves: Moves;
  private readonly references: References;
  private loose: string;
  private inFootnotes = false;

  constructor(
    draft: DraftFile,
    blocks: readonly Block[],
    private readonly view: WrittenView,
    private readonly rightToLeft: boolean,
    private readonly around: Around = new Map(),
  ) {
    this.revise = new Revisions(draft.changes);
    this.notes = notesOf(blocks);
    const { body, paragraphs } = this.notes;
    const redline = view === "redline";
    this.comments = new Comments(redline ? draft : { comments: {}, changes: {} }, body, this.revise);
    this.moves = new Moves(redline ? draft : { ops: [] }, body, paragraphs, this.revise);
    this.references = new References(body, blocks, this.revise);
    this.loose = this.comments.loose;
  }

  /** The paragraphs of the text; one at least, which Word wants. */
  paragraphs(): string {
    let labelled: Labelled = { original: false, final: false };
    let [before, xml] = [{ original: true, final: true }, ""];
    const last = this.notes.body.at(-1);
    for (const block of this.notes.body) {
      labelled = {
        original: block.label.original !== null || (!before.original && labelled.original),
        final: block.label.final !== null || (!before.final && labelled.final),
      };
      before = stands(block.end);
      const { before: above, behind: below } = this.around.get(block) ?? { before: "", behind: "" };
      xml += above + this.paragraph(block, labelled, this.label(block), block === last) + below;
    }
    return xml === "" ? element("w:p") : xml;
  }

  /** The footnotes with their numbers. */
  footnotes(): string {
    this.inFootnotes = true;
    return this.notes.paragraphs
      .map((block, i) => {
        const sign = NOTE_SIGN + run({ content: "<w:tab/>", formats: [] }, this.rightToLeft);
        const content = this.paragraph(block, { original: false, final: false }, sign, true);
        return element("w:footnote", { "w:id": i + 1 }, content);
      })
      .join("");
  }

  /**
   * A text always ends in a mark: what is proposed for the `last` one Word has no place for, and other readers lose text
   * over it.
   */
  private paragraph(block: Block, labelled: Labelled, lead: string, last: boolean): string {
    const { mark, end, pieces } = block;
    const { properties, notes } = this.properties(block, labelled, last);
    const points = this.loose + notes;
    this.loose = "";
    const content =
      (this.moves.before.get(pieces[0] ?? end) ?? "") +
      lead +
      this.text(pieces) +
      (pieces.length === 0 ? "" : (this.moves.before.get(end) ?? "")) +
      (points === "" ? "" : this.revised(end, points));
    const id = idOf(mark);
    const attributes = {
      "plenary:id": id === "" ? null : id,
      "plenary:more": moreOf(this.more(end)),
      "plenary:agreed": this.agreed(block),
    };
    return element("w:p", attributes, properties + content) + (this.moves.behind.get(end) ?? "");
  }

  /** `w:pPr`, with what the mark is in the final and, where that was proposed, what it was before. */
  private properties(block: Block, labelled: Labelled, last: boolean): { properties: string; notes: string } {
    const { mark, end } = block;
    const before: Look = { role: roleOf(mark), level: levelOf(mark), labelled: labelled.original };
    const final: Attributes = settled(mark, () => true) ?? {};
    const after: Look = { role: roleOf(final), level: levelOf(final), labelled: labelled.final };
    const proposed = end.sets.filter(({ attribute }) => attribute === "role" || attribute === "level");
    const inForce = before.role !== after.role || before.level !== after.level ? proposed.at(-1) : undefined;
    // An item that stands in neither view has no label, but belongs in the column of those that have one.
    const struck = end.ins !== null && end.dels.length > 0;
    if (inForce === undefined) after.labelled ||= before.labelled;
    after.indented = struck && block.label.original === null && block.label.final === null;
    const change =
      inForce === undefined
        ? ""
        : element("w:pPrChange", this.revise.of(inForce.change), element("w:pPr", {}, this.look(before)));
    const marks = last ? "" : this.markRevisions(end, block.pieces.at(-1));
    const run = runProperties({ content: "", formats: [] }, this.rightToLeft, marks);
    const inner = this.look(after) + run + change;
    const others = end.sets.filter((set) => set !== inForce).map(({ change, ...set }) => ({ change, text: said(set) }));
    const notes = this.commented([...others, ...this.alsoOn(block)]);
    return {
      properties: inner === "" ? "" : element("w:pPr", {}, inner),
      notes: notes.map(({ start, end }) => start + end.range + end.run).join(""),
    };
  }

  private look(look: Look): string {
    const { style, tabs, indent } = lookOf(look);
    return style + tabs + (this.rightToLeft ? "<w:bidi/>" : "") + indent;
  }

  /** A mark moves with the words before it: behind others' words LibreOffice would leave an empty paragraph. */
  private markRevisions(end: Piece, before = end): string {
    const { first, others } = deletionOf(end);
    const [movedIn, movedOut] = [
      this.moves.has(end.ins) && before.ins === end.ins,
      this.moves.has(first) && before.dels[0] === first,
    ];
    const ins = end.ins === null ? "" : element(movedIn ? "w:moveTo" : "w:ins", this.revise.of(end.ins));
    const del = first === null ? "" : element(movedOut ? "w:moveFrom" : "w:del", this.revise.of(first, also(others)));
    return movedIn && !movedOut ? del + ins : ins + del;
  }

  /** A label and the tab behind it, which both labels of a pair have in common. */
  private label(block: Block): string {
    const { label, end } = block;
    const { original, final } = label;
    if (original === null && final === null) return "";
    const tab = run({ content: "<w:tab/>", formats: [] }, this.rightToLeft);
    const standing = final === null ? "" : this.references.marked(block, this.labelRun(block, final));
    if (original === final) return standing + tab;
    // A label that comes or goes with its paragraph is whose the paragraph is; what else is counted anew is nobody's.
    if (original === null) return this.inserted(end.ins, standing + tab);
    const old = (struck: boolean) => this.labelRun(block, original, struck);
    if (final === null) return this.deleted(end.dels[0] ?? null, (struck) => old(struck) + tab);
    return this.deleted(null, old) + this.inserted(null, standing) + tab;
  }

  private labelRun({ level }: Block, label: string, struck = false): string {
    return labelRun(label, level === 0 && /^-?\p{L}/u.test(label), this.rightToLeft, struck);
  }

  private text(pieces: readonly Piece[]): string {
    let [xml, waiting] = ["", ""];
    const isBeforeNote = this.beforeRevisedNotes(pieces);
    for (let i = 0; i < pieces.length; ) {
      let [runs, before, behind] = ["", "", ""];
      let ends: End[] = [];
      const first = pieces[i]!;
      do {
        const piece = pieces[i]!;
        const notes = this.notesOn(piece);
        before +=
          (i === 0 ? "" : (this.moves.before.get(piece) ?? "")) + (this.comments.before.get(piece) ?? "") + notes.start;
        ends = [...notes.ends, ...(this.comments.ends.get(piece) ?? [])];
        behind = this.moves.behind.get(piece) ?? "";
        runs += this.piece(piece);
        i += 1;
      } while (i < pieces.length && ends.length === 0 && behind === "" && this.continues(first, pieces[i]!));
      const waits = isBeforeNote.has(pieces[i]);
      xml +=
        before + this.revised(first, runs + ends.map(({ range, run }) => range + (waits ? "" : run)).join("")) + behind;
      if (waits && ends.length > 0) waiting += this.revised(first, ends.map(({ run }) => run).join(""));
      if (!waits) [xml, waiting] = [xml + waiting, ""];
    }
    return xml;
  }

  /**
   * The notes of a paragraph that are revised, or before such ones. Where a comment's run stands right before them,
   * LibreOffice takes the paragraph's mark for a part of the last revision: it has to stand behind them.
   */
  private beforeRevisedNotes(pieces: readonly Piece[]): Set<Piece | undefined> {
    const found = new Set<Piece | undefined>();
    for (let i = pieces.length - 1; i >= 0; i--) {
      const piece = pieces[i]!;
      if (this.notes.numbers.has(piece) && (isChanged(piece) || found.has(pieces[i + 1]))) found.add(piece);
    }
    return found;
  }

  /** Whether a piece can stand in the same revision as the one before it. */
  private continues(first: Piece, piece: Piece): boolean {
    const marked = piece.sets.length > 0 || this.moves.before.has(piece) || this.comments.before.has(piece);
    return !marked && piece.ins === first.ins && piece.dels.join() === first.dels.join() && piece.dels.length < 2;
  }

  private revised(piece: Piece, runs: string): string {
    const { first, others } = deletionOf(piece);
    const left = first === null ? runs : this.deleted(first, () => runs, others);
    return piece.ins === null ? left : this.inserted(piece.ins, left);
  }

  private inserted(change: ChangeId | null, runs: string): string {
    return this.revise.wrap(this.moves.has(change) ? "w:moveTo" : "w:ins", change, runs);
  }

  /** Words that are struck are `w:delText`, those that move away are not. */
  private deleted(
    change: ChangeId | null,
    runs: (struck: boolean) => string,
    others: readonly ChangeId[] = [],
  ): string {
    const moved = this.moves.has(change);
    return this.revise.wrap(moved ? "w:moveFrom" : "w:del", change, runs(!moved), also(others));
  }

  private piece(piece: Piece): string {
    const { first } = deletionOf(piece);
    const struck = first !== null && !this.moves.has(first);
    const more = this.more(piece);
    const write = (each: Run, gone: boolean) => run({ ...each, more }, this.rightToLeft, gone);
    const runs = runsOfPiece(piece, this.notes.numbers.get(piece), this.revise);
    if (!("was" in runs)) return this.references.field(piece, write(runs, struck));
    // What a reference shows follows its target: nobody's revision, as with labels.
    const was = this.revise.wrap("w:del", null, write(runs.was, true));
    return was + this.revise.wrap("w:ins", null, this.references.field(piece, write(runs.is, false)));
  }

  /** A clean text tells nothing but itself. */
  private more({ more }: Piece): Attributes | undefined {
    return this.view === "redline" ? more : undefined;
  }

  /** The decision that closed a paragraph, and of which words it did. */
  private agreed({ mark, pieces }: Block): string | null {
    const isSaid = this.view === "redline" && typeof mark.agreed === "string";
    return isSaid ? `${mark.agreed} ${wordsDigest(pieces)}` : null;
  }

  /** What Word cannot say of a piece in a revision. */
  private notesOn(piece: Piece): { start: string; ends: End[] } {
    const others = piece.sets.slice(0, -1).map(({ change, ...set }) => ({ change, text: said(set) }));
    const notes = this.commented([...this.also(piece), ...others]);
    return { start: notes.map(({ start }) => start).join(""), ends: notes.map(({ end }) => end) };
  }

  /** A comment for each; none in a footnote, where Word has no comments. */
  private commented(notes: readonly { change: ChangeId; text: string }[]): { start: string; end: End }[] {
    return this.inFootnotes ? [] : notes.map(({ change, text }) => this.comments.note(change, text));
  }

  /** The same of a mark, where the words before it have not said it. */
  private alsoOn({ pieces, end }: Block): { change: ChangeId; text: string }[] {
    return this.also(end).filter(({ change }) => pieces.at(-1)?.dels.includes(change) !== true);
  }

  private also(piece: Piece): { change: ChangeId; text: string }[] {
    return deletionOf(piece).others.map((change) => ({
      change,
      text: `${delegationOf(change)} proposes to delete this too.`,
    }));
  }
}

const also = (others: readonly ChangeId[]) => ({ "plenary:also": others.length === 0 ? null : others.join(" ") });
const said = (set: Omit<Proposed, "change">): string => `Proposes: ${sayProposed({ ...set, change: "" })}.`;
