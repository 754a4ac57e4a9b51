/** The paragraphs of a statement while it is read: those of its notes stand behind all others, as in a draft. */
import {
  type Attributes,
  Delta,
  type DraftFile,
  MARK,
  type Op,
  canonical,
  labelPairs,
  labellingOf,
  readLabel,
} from "../../../schema/index.ts";
import { withMarkIds } from "../marks.ts";
import { Ops } from "../ops.ts";
import { ITEMS, foreignMark } from "./foreign.ts";
import { withTypedLabels } from "./labels.ts";
import { Links } from "./links.ts";

/** Longer ones are words. */
const LONGEST_LABEL = 32;

/** What a paragraph of a document of others stands in. */
export interface Surroundings {
  /** The elements around it, the outermost first; its own is the last. */
  names: readonly string[];
  /** Those in it. */
  inside: ReadonlySet<string>;
  /** The label before it and the element that has it; null without one. */
  label: { text: string; of: string } | null;
  /** Whether it goes on from words before a list or a quotation. */
  goesOn: boolean;
  /** The id of the note that it stands in; null for none. */
  note: string | null;
}

/** The text of a `num` of ours, and where it stands. */
export interface LabelWords {
  text: string;
  place: string;
}

export class Paragraphs {
  private readonly ops = new Ops();
  private readonly notes = new Ops();
  private readonly links = new Links();
  private readonly numbered: LabelWords[] = [];
  /** Typed labels, by the number of their paragraph. */
  private readonly typed = new Map<number, string>();
  private count = 0;

  /** A paragraph of ours, whose mark is said. Its label is derived. */
  addOwn(content: readonly Op[], mark: Attributes, isNote: boolean, label: LabelWords | null): void {
    if (!isNote) this.count += 1;
    if (label !== null) this.numbered.push(label);
    this.add(content, mark, isNote);
  }

  /** What stands where a label of ours stood, and is none. */
  wordsInLabels({ ops, ...draft }: DraftFile): LabelWords[] {
    if (this.numbered.length === 0) return [];
    const pairs = labelPairs(new Delta(ops as Delta["ops"]), labellingOf(draft));
    const derived = new Set(
      pairs.map(({ original, final }) => (original === final ? "" : (original ?? "")) + (final ?? "")),
    );
    return this.numbered.filter(({ text }) => text !== "" && !derived.has(text) && readLabel(text) === null);
  }

  /** A paragraph of others is told by what it stands in. A label that none is derived for stays, as label or as words. */
  addForeign(content: readonly Op[], { names, inside, label, goesOn, note }: Surroundings): void {
    const found = foreignMark(names, inside, content);
    const mark: Attributes = goesOn && label === null && found.role === "item" ? { role: "text" } : found;
    if (note === null) this.count += 1;
    else mark.id = note;
    const isLabel = label !== null && mark.role === "item" && ITEMS.has(label.of) && label.text.length <= LONGEST_LABEL;
    if (isLabel) this.typed.set(this.count, label.text);
    const words: Op[] = label === null || label.text === "" || isLabel ? [] : [{ insert: `${label.text} ` }];
    this.add([...words, ...content], mark, note !== null);
  }

  /** An element that stands for the paragraph that was added last, if none did. */
  standsFor(eId: string | undefined, label: string): void {
    this.links.target(eId, this.count, label);
  }

  private add(content: readonly Op[], mark: Attributes, isNote: boolean): void {
    (isNote ? this.notes : this.ops).add(content).insert(MARK, canonical(mark));
  }

  /** The sequence; one empty paragraph where there is none. */
  sequence(): Op[] {
    const { ops } = this.ops.add(this.notes.ops);
    if (ops.length === 0) ops.push({ insert: MARK, attributes: { role: "text" } });
    return this.links.settle(withMarkIds(ops).ops as Op[]);
  }

  /** A draft of this sequence with the typed labels that are not derived in it. */
  labelled(draft: DraftFile): DraftFile {
    return withTypedLabels(draft, this.typed);
  }
}
